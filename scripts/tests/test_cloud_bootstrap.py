"""The account, prepared by bootstrap.sh's own code under another name of the project."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cloud.preflight import find_state_bucket, open_workspace
from cloud.shell import ROOT, shell
from cloud.terraform import Terraform

from tests.emulator import Emulator
from tests.tools import give_up, runs

pytestmark = pytest.mark.timeout(600)

PROJECT, STATES, LOCKS = "ada", "ada-terraform-state-000000000000", "ada-terraform-locks"
LEFT_OUT = shutil.ignore_patterns(".terraform*", "*.tfstate*", "*_override.tf", "tests")
NUMBERS = {"TF_VAR_github_owner_id": "123", "TF_VAR_github_repository_id": "456"}


class Ran(NamedTuple):
    """What a run said, and the outputs of its state."""

    said: str
    outputs: dict[str, Any]


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not runs("terraform"):
        give_up("terraform is missing: https://developer.hashicorp.com/terraform/install")
    folder = tmp_path_factory.mktemp("project") / "terraform"
    return Path(shutil.copytree(ROOT / "terraform", folder, ignore=LEFT_OUT))


@pytest.fixture
def run(emulator: Emulator, root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run bootstrap.sh's code with arguments and variables."""
    here = emulator.environment
    here |= {"TWIN_TERRAFORM": str(root), "TF_VAR_project_name": PROJECT}
    for name, value in here.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str, **variables: str) -> Ran:
        ran = subprocess.run(
            [sys.executable, "-m", "cloud.bootstrap", *arguments, "--yes"],
            env=shell().child(PYTHONPATH=str(ROOT / "scripts"), **variables),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return Ran(ran.stderr, Terraform(root / "bootstrap").outputs())

    return run


def trusted(emulator: Emulator) -> str:
    role = emulator.client("iam").get_role(RoleName=f"github-actions-{PROJECT}-deploy")["Role"]
    return str(role["AssumeRolePolicyDocument"])


def test_the_first_run_asks_for_what_it_was_given(run: Run, emulator: Emulator) -> None:
    _, made = run("ada/twin", TF_VAR_create_github_provider="false", **NUMBERS)
    assert (made["state_bucket"], made["lock_table"]) == (STATES, LOCKS)
    assert made["create_github_provider"] is False
    assert "repo:ada@123/twin@456:ref:refs/heads/main" in trusted(emulator)


def test_another_run_remembers_what_it_is_not_given(run: Run, emulator: Emulator) -> None:
    said, made = run()
    assert "no changes" in said
    assert (made["github_repository"], made["create_github_provider"]) == ("ada/twin", False)
    assert "repo:ada@123/twin@456:ref:refs/heads/main" in trusted(emulator)


def test_the_numbers_of_one_repository_are_not_those_of_another(
    run: Run, emulator: Emulator
) -> None:
    _, made = run("eve/twin")
    assert (made["github_owner_id"], made["create_github_provider"]) == ("*", False)
    assert "repo:eve@*/twin@*:ref:refs/heads/main" in trusted(emulator)


@pytest.mark.usefixtures("run")
def test_an_environment_is_locked_in_the_projects_own_table(emulator: Emulator) -> None:
    assert find_state_bucket().name == STATES
    open_workspace("dev")
    items = emulator.client("dynamodb").scan(TableName=LOCKS)["Items"]
    assert {item["LockID"]["S"] for item in items} == {
        f"{STATES}/bootstrap.tfstate-md5",
        f"{STATES}/env:/dev/terraform.tfstate-md5",
    }


def test_a_state_is_encrypted_as_its_bucket_says(run: Run, emulator: Emulator) -> None:
    s3 = emulator.client("s3")
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}
    s3.put_bucket_encryption(Bucket=STATES, ServerSideEncryptionConfiguration={"Rules": [rule]})
    run("ada/twin")
    kept = s3.head_object(Bucket=STATES, Key="bootstrap.tfstate")
    assert kept["ServerSideEncryption"] == "aws:kms"
