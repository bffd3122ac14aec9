"""The package follows the variables that terraform is given."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from cloud.package import asked_provider, build_package
from cloud.shell import ROOT
from cloud.stop import Stop
from cloud.terraform import Terraform

from settings import BACKEND
from tests.packages import shell
from tests.tools import give_up, runs

LOCAL_BACKEND = 'terraform {\n  backend "local" {}\n}\n'
LEFT_OUT = shutil.ignore_patterns(".terraform*", "*.tfstate*", "*_override.tf", "tests")


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


@pytest.fixture
def root(tmp_path: Path, shell_of_a_person: None) -> Path:
    """Make a copy of the real root in the workspace dev, beside which no package lies."""
    if not runs("terraform"):
        give_up("terraform is missing: https://developer.hashicorp.com/terraform/install")
    root = Path(shutil.copytree(ROOT / "terraform", tmp_path / "terraform", ignore=LEFT_OUT))
    (root / "local_override.tf").write_text(LOCAL_BACKEND)
    terraform = Terraform(root)
    terraform.init()
    terraform.select("dev")
    return root


@pytest.mark.parametrize(
    ("given", "value"), [("", "bedrock"), ('ai_provider = "openai"', "openai")]
)
def test_the_provider_is_known_before_there_is_a_package(
    root: Path, given: str, value: str
) -> None:
    (root / "dev.tfvars").write_text(f"{given}\n")
    assert asked_provider(Terraform(root, var_file=root / "dev.tfvars")) == value


def test_a_value_that_terraform_does_not_tell_stops_the_run(root: Path) -> None:
    with pytest.raises(Stop, match="terraform does not tell its environment"):
        Terraform(root).variable("environment")


@pytest.mark.usefixtures("shell_of_a_person")
@pytest.mark.parametrize("provider", ["bedrock", "openai"])
def test_the_package_has_the_sdk_of_its_provider(provider: str) -> None:
    package = build_package(provider=provider, data_bucket="", allow_template=True)
    with ZipFile(package.path) as archive:
        has_openai = any(name.startswith("openai/") for name in archive.namelist())
    assert has_openai == (provider == "openai")
