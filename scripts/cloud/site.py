"""The site: built once for anybody, then given its owner."""

import fcntl
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from cloud.command import Errand, call
from cloud.shell import BACKEND, ROOT
from cloud.stop import Stop

FRONTEND = ROOT / "frontend"
OUT = FRONTEND / "out"
ARTIFACTS = ROOT / ".artifacts"
KEPT, STAMP = ARTIFACTS / "site", ARTIFACTS / "site.sha256"
MADE = {"node_modules", ".next", ".bare", "out", "e2e", "bench"}
NOT_BUILT = (".test.ts", ".test.tsx", ".tsbuildinfo", "next-env.d.ts")
LOCK = ARTIFACTS / "build.lock"

BUILD = Errand(
    "the site's build",
    cwd=FRONTEND,
    seconds=900,
    fix="Mend what it says in frontend/ and run this again.",
)
COMMIT = Errand("git rev-parse", cwd=ROOT, seconds=30, fix="Make a first commit.")
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


def build(folder: Path, variables: dict[str, str]) -> bool:
    """Copy the static export, which knows no owner, to `folder`; tell whether it had to be built.

    It is built again when a source, the commit in its build id or one of `variables` changed.
    """
    digest = _digest(variables)
    with building():
        is_stale = not (KEPT.is_dir() and STAMP.is_file() and STAMP.read_text() == digest)
        if is_stale:
            _build(variables)
            STAMP.unlink(missing_ok=True)
            shutil.rmtree(KEPT, ignore_errors=True)
            shutil.copytree(OUT, KEPT)
            STAMP.write_text(digest)
        shutil.copytree(KEPT, folder)
    return is_stale


def _digest(variables: dict[str, str]) -> str:
    """Digest everything that the export depends on."""
    told = [f"{name}={value}" for name, value in sorted(variables.items())]
    told.append(call(["git", "rev-parse", "HEAD"], COMMIT) if (ROOT / ".git").exists() else "")
    told += [f"{path} {sha256(path.read_bytes()).hexdigest()}" for path in sorted(_sources())]
    return sha256("\n".join(told).encode()).hexdigest()


def _sources() -> Iterator[Path]:
    for folder, folders, names in FRONTEND.walk():
        folders[:] = [name for name in folders if name not in MADE]
        yield from (folder / name for name in names if not name.endswith(NOT_BUILT))


def _build(variables: dict[str, str]) -> None:
    call(["npm", "run", "build"], BUILD, more={"NEXT_TELEMETRY_DISABLED": "1", **variables})
    if not (OUT / "index.html").is_file():
        raise Stop(f"the site's build left no {OUT}/index.html: run `npm run build` in frontend/.")


def personalise(folder: Path, *, knowledge: Path, url: str) -> None:
    """Write the owner into the export in `folder`; the picture is beside `knowledge`."""
    command: list[str | Path] = [sys.executable, BACKEND / "personalise.py", "--site", folder]
    command += ["--knowledge", knowledge, "--data", knowledge.parent, "--url", url]
    call(command, PERSONALISE)
