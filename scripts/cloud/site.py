"""The site: built once for anybody, then given its owner."""

import shutil
import sys
from hashlib import sha256
from pathlib import Path

from cloud.command import Errand, call
from cloud.shell import BACKEND, ROOT
from cloud.stop import Stop

FRONTEND = ROOT / "frontend"
OUT = FRONTEND / "out"
INSTALLED = FRONTEND / "node_modules" / ".package-lock.json"
STAMP = FRONTEND / "node_modules" / ".twin-installed"

INSTALL = Errand("npm ci", cwd=FRONTEND, seconds=900, fix="Check the network and run this again.")
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


def install() -> bool:
    """Install the site's packages when package-lock.json changed; tell whether it did."""
    lock = sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.is_file() and STAMP.is_file() and STAMP.read_text() == lock:
        return False
    call(["npm", "ci", "--no-audit", "--no-fund"], INSTALL)
    STAMP.write_text(lock)
    return True


def build(variables: dict[str, str]) -> None:
    """Build the static export, which knows no owner."""
    call(["npm", "run", "build"], BUILD, more={"NEXT_TELEMETRY_DISABLED": "1", **variables})
    if not (OUT / "index.html").is_file():
        raise Stop(f"the site's build left no {OUT}/index.html: run `npm run build` in frontend/.")


def personalise(folder: Path, *, knowledge: Path, url: str) -> str:
    """Copy the export to `folder` and write the owner into it; give what was said of it.

    The picture is beside `knowledge`.
    """
    shutil.copytree(OUT, folder)
    command: list[str | Path] = [sys.executable, BACKEND / "personalise.py", "--site", folder]
    command += ["--knowledge", knowledge, "--data", knowledge.parent, "--url", url]
    return call(command, PERSONALISE).strip()
