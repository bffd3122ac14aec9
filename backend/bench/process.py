"""Programs that the benchmarks run."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

RUN_SECONDS = 60


def run(
    command: Sequence[str],
    *,
    folder: Path,
    variables: Mapping[str, str],
    seconds: float = RUN_SECONDS,
) -> str:
    """Give what `command` prints. Raises RuntimeError with all it said when it fails."""
    ran = subprocess.run(  # noqa: S603
        command,
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
    )
    if ran.returncode:
        raise RuntimeError(ran.stdout + ran.stderr)
    return ran.stdout
