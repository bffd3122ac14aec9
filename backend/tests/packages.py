"""Packages as Lambda sees them: built by the command, unpacked, run by a clean Python."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest

from owner_files import compile_knowledge
from package.bytecode import lambda_python
from resources import dump_knowledge
from settings import BACKEND
from tests.emulator import REGION, SHELL, Emulator

BUILD_SECONDS, RUN_SECONDS = 300, 60

# -I -S: no site-packages, no variable of Python's, no folder but the package.
_ANSWER = """\
import json, sys
sys.path.insert(0, sys.argv[1])
from types import SimpleNamespace
from lambda_handler import handler
context = SimpleNamespace(aws_request_id="8c1f6a52-lambda", function_name="twin")
print(json.dumps([handler(json.load(open(path)), context) for path in sys.argv[2:]]))
"""


def template_data(folder: Path) -> Path:
    """Make a data folder of the template person."""
    folder.mkdir(parents=True)
    for template in (BACKEND / "data").glob("*_template.*"):
        shutil.copyfile(template, folder / template.name.replace("_template", ""))
    return folder


def deploy(
    *arguments: str,
    backend: Path = BACKEND,
    python: tuple[str, ...] = (sys.executable,),
    environment: dict[str, str],
    umask: int = -1,
) -> subprocess.CompletedProcess[str]:
    """Run `python deploy.py`."""
    return subprocess.run(
        [*python, str(backend / "deploy.py"), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=BUILD_SECONDS,
        umask=umask,
    )


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack as Lambda does, with the modes of the zip, then take away the right to write."""
    with ZipFile(archive) as opened:
        for entry in opened.infolist():
            Path(opened.extract(entry, folder)).chmod((entry.external_attr >> 16) & 0o555)
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o555)
    folder.chmod(0o555)
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Read every file below `folder`."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def run_clean(
    code: str, package: Path, *arguments: str, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run `code` on a clean Python 3.12 whose first argument is `package`."""
    return subprocess.run(
        [lambda_python(), "-I", "-S", "-c", code, str(package), *arguments],
        env={"PATH": "/usr/bin:/bin"} | environment,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=RUN_SECONDS,
    )


def answers(package: Path, *events: Path, environment: dict[str, str]) -> list[dict[str, Any]]:
    """Let the packaged handler answer gateway events, in one fresh process."""
    ran = run_clean(_ANSWER, package, *map(str, events), environment=environment)
    assert ran.returncode == 0, ran.stderr
    found: list[dict[str, Any]] = json.loads(ran.stdout.splitlines()[-1])
    return found


def shell(data: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in SHELL.items() if not k.startswith(("AWS_", "OPENAI_"))}
    return kept | {"DATA_DIR": str(data), "AWS_EC2_METADATA_DISABLED": "true"} | more


def built(output: Path, *arguments: str, **more: Any) -> Path:
    ran = deploy("--allow-template", "--output", str(output), *arguments, **more)
    assert ran.returncode == 0, ran.stderr
    return output


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template_data(tmp_path_factory.mktemp("owner") / "data")


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    return built(tmp_path_factory.mktemp("built") / "x86_64.zip", environment=shell(data))


@pytest.fixture
def cloud(emulator: Emulator, data: Path) -> dict[str, str]:
    """Make fresh buckets, and give the variables that terraform gives the function."""
    s3, name = emulator.client("s3"), f"package-{uuid4()}"
    for bucket in (name, f"{name}-data"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    knowledge = dump_knowledge(compile_knowledge(data))
    s3.put_object(Bucket=f"{name}-data", Key="knowledge.json", Body=knowledge)
    return emulator.environment | {
        "AWS_LAMBDA_FUNCTION_NAME": "twin",
        "AWS_EC2_METADATA_DISABLED": "true",
        "USE_S3": "true",
        "MEMORY_BUCKET": name,
        "PERSONAL_DATA_BUCKET": f"{name}-data",
        "CORS_ORIGINS": "http://localhost:3000",
    }
