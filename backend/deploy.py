#!/usr/bin/env python3
"""Build lambda-deployment.zip: `uv run deploy.py`, or `python deploy.py` with any Python.

`--help` lists the options. This file runs on Python 3.9 too, which only hands over to uv.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from package.uv import HOW_TO_GET_UV, find_uv

NEEDED = ("boto3", "pydantic", "pypdfium2", "rich")


def is_ready() -> bool:
    """Whether this Python can build the package itself."""
    return sys.version_info >= (3, 12) and all(map(find_spec, NEEDED))


def hand_over(arguments: "list[str]") -> int:
    """Build in the backend's environment, which uv makes."""
    uv = find_uv()
    if uv is None:
        print("error: uv is missing: " + HOW_TO_GET_UV, file=sys.stderr)  # noqa: T201
        return 1
    backend = str(Path(__file__).resolve().parent)
    command = [*uv, "run", "--quiet", "--directory", backend, "python", "-m", "package"]
    return subprocess.run([*command, *arguments], check=False).returncode  # noqa: S603


def main(arguments: "list[str]") -> int:
    """Build here, or hand over."""
    if not is_ready():
        return hand_over(arguments)
    from package.__main__ import main as build  # its syntax is newer than this file's

    return build(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
