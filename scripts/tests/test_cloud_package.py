"""The package follows the variables that terraform is given."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from cloud.package import build_package
from cloud.terraform import Terraform

from settings import BACKEND
from tests.packages import shell
from tests.tools import give_up, runs

VARIABLE = """\
variable "ai_provider" {
  type    = string
  default = "bedrock"
}
"""


@pytest.fixture
def shell_of_a_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give back what uv and terraform need, and make the package in a folder of its own."""
    more = {"TWIN_TERRAFORM": str(tmp_path / "terraform")}
    for name, value in shell(tmp_path / "data", **more).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "data").mkdir()
    for template in (BACKEND / "data").glob("*_template.*"):
        name = template.name.replace("_template", "")
        (tmp_path / "data" / name).write_bytes(template.read_bytes())


@pytest.mark.usefixtures("shell_of_a_person")
@pytest.mark.parametrize(
    ("given", "value"), [("", "bedrock"), ('ai_provider = "openai"', "openai")]
)
def test_a_variable_is_what_the_run_would_use(tmp_path: Path, given: str, value: str) -> None:
    if not runs("terraform"):
        give_up("terraform is missing: https://developer.hashicorp.com/terraform/install")
    (tmp_path / "variables.tf").write_text(VARIABLE)
    (tmp_path / "dev.tfvars").write_text(f"{given}\n")
    terraform = Terraform(tmp_path, var_file=tmp_path / "dev.tfvars")
    terraform.init()
    assert terraform.variable("ai_provider") == value


@pytest.mark.usefixtures("shell_of_a_person")
@pytest.mark.parametrize("provider", ["bedrock", "openai"])
def test_the_package_has_the_sdk_of_its_provider(provider: str) -> None:
    package = build_package(provider=provider, data_bucket="", allow_template=True)
    with ZipFile(package.path) as archive:
        has_openai = any(name.startswith("openai/") for name in archive.namelist())
    assert has_openai == (provider == "openai")
