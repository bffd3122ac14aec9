"""Finding uv. Read by whatever Python the owner has: no syntax or library newer than 3.9."""

import subprocess
import sys
from functools import lru_cache

HOW_TO_GET_UV = "install it with `pip install uv`, or see https://docs.astral.sh/uv/"
SECONDS = 60


@lru_cache(maxsize=1)
def find_uv() -> "tuple[str, ...] | None":
    """Give the command that runs uv, None when there is none."""
    for command in (("uv",), (sys.executable, "-m", "uv")):
        try:  # a version manager's shim is found even where there is nothing behind it
            ran = subprocess.run(  # noqa: S603
                [*command, "--version"], capture_output=True, check=False, timeout=SECONDS
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if ran.returncode == 0:
            return command
    return None
