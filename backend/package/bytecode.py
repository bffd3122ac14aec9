"""The package's modules, compiled: Lambda's code folder is read-only, so it cannot keep its own."""

import platform
import subprocess
import sys
from pathlib import Path

from errors import ConfigurationError
from package.wheels import PYTHON, run_uv

COMPILE_SECONDS = 600
# Their sources, which only a traceback quotes, weigh more than the rest of the package.
WITHOUT_SOURCES = ("openai",)
SCRIPT = Path(__file__).parent / "compile_tree.py"


def lambda_python() -> str:
    """Find a CPython of Lambda's version, or fetch one: no other writes bytecode that it reads."""
    is_same = platform.python_version_tuple()[:2] == tuple(PYTHON.split("."))
    if is_same and platform.python_implementation() == "CPython":
        return sys.executable
    request = f"cpython@{PYTHON}"
    try:
        return run_uv("python", "find", "--no-project", request)
    except ConfigurationError:
        run_uv("python", "install", "--quiet", request)
        return run_uv("python", "find", "--no-project", request)


def compile_modules(folder: Path) -> None:
    """Compile what is in `folder`."""
    ran = subprocess.run(  # noqa: S603
        [lambda_python(), "-I", "-S", str(SCRIPT), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=COMPILE_SECONDS,
    )
    if ran.returncode:
        raise ConfigurationError(f"A module cannot be compiled:\n{ran.stderr.strip()}")
    for name in WITHOUT_SOURCES:
        for source in sorted((folder / name).rglob("*.py")):
            _replace_by_bytecode(source)


def _replace_by_bytecode(source: Path) -> None:
    tag = f"cpython-{PYTHON.replace('.', '')}"
    compiled = source.parent / "__pycache__" / f"{source.stem}.{tag}.pyc"
    compiled.replace(source.with_suffix(".pyc"))
    source.unlink()
