"""The site: built once for anybody, then given its owner."""

import fcntl
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cloud.command import Errand, call
from cloud.shell import BACKEND, ROOT
from cloud.stop import Stop

FRONTEND = ROOT / "frontend"
OUT = FRONTEND / "out"
LOCK = ROOT / ".artifacts" / "build.lock"

BUILD = Errand(
    "the site's build",
    cwd=FRONTEND,
    seconds=900,
    fix="Mend what it says in frontend/ and run this again.",
)
PERSONALISE = Errand(
    "writing the owner into the site",
    cwd=BACKEND,
    seconds=120,
    fix="Mend the owner's files, upload them, and run this again.",
)


@contextmanager
def building() -> Iterator[None]:
    """Keep every other process from building meanwhile: there is one folder `out`."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(folder: Path, variables: dict[str, str]) -> None:
    """Build the static export, which knows no owner, and copy it to `folder`."""
    with building():
        _build(variables)
        shutil.copytree(OUT, folder)


def _build(variables: dict[str, str]) -> None:
    call(["npm", "run", "build"], BUILD, more={"NEXT_TELEMETRY_DISABLED": "1", **variables})
    if not (OUT / "index.html").is_file():
        raise Stop(f"the site's build left no {OUT}/index.html: run `npm run build` in frontend/.")


def personalise(folder: Path, *, knowledge: Path, url: str) -> None:
    """Write the owner into the export in `folder`; the picture is beside `knowledge`."""
    command: list[str | Path] = [sys.executable, BACKEND / "personalise.py", "--site", folder]
    command += ["--knowledge", knowledge, "--data", knowledge.parent, "--url", url]
    call(command, PERSONALISE)
