"""Terraform, an AWS emulator, a package, and both roots applied to the emulator."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stack import Stack
from terraform_run import LOCAL_BACKEND, ROOT, Terraform, copy_of, local_root, need

from tests.conftest import clean_environment, emulator
from tests.emulator import Emulator
from tests.packages import archive, data

__all__ = ["archive", "clean_environment", "data", "emulator"]

REPOSITORY = "ada/digital-twin"


@pytest.fixture(scope="session", autouse=True)
def terraform_is_installed() -> None:
    need("terraform", "install 1.11 or newer, https://developer.hashicorp.com/terraform/install")


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """Open the root for plans only."""
    return local_root(ROOT, tmp_path_factory.mktemp("plans") / "terraform")


@pytest.fixture(scope="session")
def bootstrapped(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """Bootstrap the emulated account as docs/infrastructure.md says, and move its state."""
    folder = copy_of(ROOT / "bootstrap", tmp_path_factory.mktemp("account") / "bootstrap")
    terraform = Terraform(folder, emulator.environment)
    override = folder / "first_override.tf"
    override.write_text(LOCAL_BACKEND)
    terraform.run("init", "-input=false")
    terraform.run("apply", "-auto-approve", f"-var=github_repository={REPOSITORY}")
    bucket = terraform.outputs()["state_bucket"]
    override.unlink()
    terraform.run("init", "-input=false", "-migrate-state", "-force-copy", *backend(bucket))
    (folder / "terraform.tfstate").unlink()
    return terraform


def backend(bucket: str) -> tuple[str, ...]:
    options = (f"bucket={bucket}", "region=eu-west-1", "use_path_style=true")
    return tuple(f"-backend-config={option}" for option in options)


@pytest.fixture(scope="module")
def environment(
    emulator: Emulator,
    bootstrapped: Terraform,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Terraform]:
    """Open the root in the workspace that the module names with WORKSPACE, dev unless it does."""
    folder = copy_of(ROOT, tmp_path_factory.mktemp("stack") / "terraform")
    terraform = Terraform(folder, emulator.environment)
    terraform.run("init", "-input=false", *backend(bootstrapped.outputs()["state_bucket"]))
    workspace = getattr(request.module, "WORKSPACE", "dev")
    terraform.select(workspace)
    yield terraform
    terraform.select("default")
    terraform.run("workspace", "delete", workspace)


@pytest.fixture(scope="module")
def stack(
    environment: Terraform,
    emulator: Emulator,
    archive: Path,
    data: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Stack]:
    """Apply the environment, with the module's OPTIONS, and destroy it."""
    stack = Stack(environment, emulator, archive, getattr(request.module, "OPTIONS", ()))
    stack.apply()
    stack.upload(data)
    yield stack
    stack.empty()
    stack.destroy()
