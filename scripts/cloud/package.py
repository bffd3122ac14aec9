"""The function's zip, built by backend/deploy.py."""

import sys
import tempfile
import zipfile
from pathlib import Path

from cloud.command import Errand, call
from cloud.objects import LocalFile, read_file
from cloud.shell import BACKEND, shell
from cloud.terraform import Terraform

BUILD_SECONDS = 900
FIX = "Run it again, or look closer with: cd backend && uv run deploy.py"
MEGABYTE = 1_000_000


def build_package(*, provider: str, data_bucket: str, allow_template: bool) -> LocalFile:
    """Build the zip for `provider` with the data of `data_bucket`, or of backend/data without."""
    output = shell().package
    output.parent.mkdir(parents=True, exist_ok=True)
    command: list[str | Path] = [sys.executable, "deploy.py", "--output", output]
    command += ["--openai"] if provider == "openai" else []
    command += ["--allow-template"] if allow_template else []
    errand = Errand("building the package", cwd=BACKEND, seconds=BUILD_SECONDS, fix=FIX)
    call(command, errand, more={"PERSONAL_DATA_BUCKET": data_bucket})
    return read_file(output.name, output)


def any_package(folder: Path) -> Path:
    """Give a zip that terraform can name where it does not read it, made in `folder` if need be."""
    package = shell().package
    if package.is_file():
        return package
    placeholder = folder / "nothing.zip"
    with zipfile.ZipFile(placeholder, "w"):
        return placeholder


def asked_provider(terraform: Terraform) -> str:
    """Give the run's `ai_provider`, which decides what is packed: there is no package yet."""
    with tempfile.TemporaryDirectory(prefix="twin-package-") as work:
        package = any_package(Path(work))
        return terraform.variable("ai_provider", lambda_package=str(package))


def describe(package: LocalFile) -> str:
    """Say how large it is."""
    return f"{package.size / MEGABYTE:.1f} MB"
