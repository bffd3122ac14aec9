"""Programs that some tests need beside Python."""

import os
import shutil
import subprocess
from typing import NoReturn

import pytest

CHROMIUMS = ("chromium", "google-chrome", "chromium-browser")
SHELL = dict(os.environ)


def runs(program: str) -> bool:
    """Run it: a version manager's shim is found even where there is nothing behind it."""
    try:
        version = subprocess.run(
            [program, "--version"], capture_output=True, check=False, env=SHELL
        )
    except OSError:
        return False
    return version.returncode == 0


def give_up(reason: str) -> NoReturn:
    """Skip the test, or fail it in CI, where every tool must be there."""
    if SHELL.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def chromium() -> str:
    """Give Debian's Chromium, or the Chrome that GitHub's runners have."""
    found = (shutil.which(name) for name in CHROMIUMS)
    path = next((path for path in found if path), "")
    return path or give_up("Chromium is missing: `apt-get install chromium` brings it.")
