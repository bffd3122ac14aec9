"""The libraries of the package: wheels for Lambda's platform, whatever this computer is."""

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from errors import ConfigurationError
from package.uv import HOW_TO_GET_UV, find_uv
from settings import BACKEND

Arch = Literal["x86_64", "arm64"]
# Lambda's python3.12 runs on Amazon Linux 2023, whose glibc is 2.34.
PLATFORMS: dict[Arch, str] = {
    "x86_64": "x86_64-manylinux_2_28",
    "arm64": "aarch64-manylinux_2_28",
}
PYTHON = "3.12"
INSTALL_SECONDS = 600
REQUIREMENTS = BACKEND / "requirements-lambda.txt"
REQUIREMENTS_OPENAI = BACKEND / "requirements-lambda-openai.txt"

SERVICES = ("bedrock-runtime", "s3", "secretsmanager", "sts")
# Read at run time: the versions of both, and the implementations that OTEL_* variables name.
READS_ITS_METADATA = ("httpcore2-", "httpx2-", "opentelemetry_api-")
METADATA = {"METADATA", "entry_points.txt"}
NOT_AT_RUN_TIME = ("bin", "boto3/data", "boto3/examples", ".lock")
NOT_AT_RUN_TIME_SUFFIXES = {".pyi", ".typed", ".md"}


def run_uv(*arguments: str, timeout: float = INSTALL_SECONDS) -> str:
    """Run uv and give what it prints; raises ConfigurationError with uv's own words."""
    uv = find_uv()
    if uv is None:
        raise ConfigurationError(f"uv is missing: {HOW_TO_GET_UV}.")
    try:
        ran = subprocess.run(  # noqa: S603
            [*uv, *arguments],
            cwd=BACKEND,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired as error:
        raise ConfigurationError(
            f"uv {arguments[0]} took over {timeout:g} s: check the network, then run this again."
        ) from error
    if ran.returncode:
        raise ConfigurationError(f"uv {arguments[0]} failed:\n{ran.stderr.strip()}")
    return ran.stdout.strip()


def install(folder: Path, *, arch: Arch, openai: bool) -> None:
    """Install the pinned wheels into `folder` and take out what Lambda never reads."""
    requirements = REQUIREMENTS_OPENAI if openai else REQUIREMENTS
    run_uv(
        *("pip", "install", "--quiet", "--no-config", "--target", str(folder)),
        *("--python-platform", PLATFORMS[arch], "--python-version", PYTHON),
        *("--only-binary", ":all:", "--require-hashes", "--no-deps", "--link-mode", "copy"),
        *("-r", str(requirements)),
    )
    trim(folder)


def trim(folder: Path) -> None:
    """Leave what is read at run time: code, its data, and AWS's descriptions of `SERVICES`."""
    for name in NOT_AT_RUN_TIME:
        _remove(folder / name)
    for path in folder.rglob("*"):
        if path.suffix in NOT_AT_RUN_TIME_SUFFIXES:
            path.unlink()
    for info in folder.glob("*.dist-info"):
        kept = METADATA if info.name.startswith(READS_ITS_METADATA) else set()
        _keep(info, kept)
    data = folder / "botocore" / "data"
    _keep(data, {*SERVICES, *(path.name for path in data.glob("*.json"))})
    for path in [*data.rglob("*.json"), *data.rglob("*.json.gz")]:
        _trim_description(path)


def _keep(folder: Path, names: Iterable[str]) -> None:
    kept = set(names)
    for path in folder.iterdir():
        if path.name not in kept:
            _remove(path)
    if not kept:
        folder.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _trim_description(path: Path) -> None:
    """Write AWS's description of a service as botocore reads it fastest: plain, without prose."""
    if path.name.startswith("examples-"):
        path.unlink()
        return
    raw = path.read_bytes()
    described = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    if path.name == "endpoints.json":
        for partition in described["partitions"]:
            known = partition["services"]
            partition["services"] = {name: known[name] for name in SERVICES if name in known}
    path.unlink()
    text = json.dumps(_without_prose(described), separators=(",", ":"), ensure_ascii=False)
    path.with_suffix("" if path.suffix == ".gz" else path.suffix).write_text(text, encoding="utf-8")


def _without_prose(node: object) -> object:
    if isinstance(node, list):
        return [_without_prose(item) for item in node]
    if isinstance(node, dict):
        return {
            key: "" if key == "documentation" and isinstance(value, str) else _without_prose(value)
            for key, value in node.items()
        }
    return node
