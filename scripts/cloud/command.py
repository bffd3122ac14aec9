"""Other programs: found, run, and explained when they fail."""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cloud.shell import shell
from cloud.stop import Stop

_NUMBERS = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?")
VERSION_SECONDS = 30
FIRST_LINES, LAST_LINES = 8, 8


def require(program: str, *, least: tuple[int, int], arguments: Sequence[str], fix: str) -> None:
    """Stop unless `program` runs and is at least that version."""
    if shutil.which(program) is None:
        raise Stop(f"{program} is missing: {fix}.")
    try:
        shown = subprocess.run(
            [program, *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=VERSION_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Stop(f"{program} does not run ({error}): {fix}.") from error
    numbers = _NUMBERS.search(shown.stdout)
    if shown.returncode or numbers is None:
        raise Stop(f"{program} does not tell its version: {fix}.")
    found = int(numbers[1]), int(numbers[2])
    if found < least:
        raise Stop(f"{program} {numbers[0]} is too old, {least[0]}.{least[1]} is needed: {fix}.")


@dataclass(frozen=True, slots=True)
class Errand:
    """What a command is run for, where, how long it may take, and what mends its failure."""

    doing: str
    cwd: Path
    seconds: float
    fix: str


def call(
    command: Sequence[str | Path], errand: Errand, *, more: Mapping[str, str] | None = None
) -> str:
    """Run `command` and give what it printed; Stop with what it said when it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=errand.cwd,
            env=shell().child(**(more or {})),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            timeout=errand.seconds,
        )
    except OSError as error:
        raise Stop(f"{errand.doing} failed: {error}. {errand.fix}") from error
    except subprocess.TimeoutExpired as error:
        raise Stop(f"{errand.doing} took over {errand.seconds:.0f} s. {errand.fix}") from error
    if done.returncode:
        raise Stop(f"{errand.doing} failed: {both_ends(done.stdout)}\n{errand.fix}")
    return done.stdout


def both_ends(output: str) -> str:
    """Give both ends of what a program said, without the mark of an error that we write too."""
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    if len(lines) > FIRST_LINES + LAST_LINES:
        lines = [*lines[:FIRST_LINES], "...", *lines[-LAST_LINES:]]
    return "\n".join(lines).removeprefix("error: ")
