"""Builds the site once for each state of its sources, whoever asks first."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

FRONTEND = Path(__file__).parents[1]
ARTIFACTS = FRONTEND.parent / ".artifacts"
SOURCES = ("app", "components", "hooks", "lib", "public", "scripts")
KEPT_BUILDS = 3
BUILD_SECONDS = 300


def files(folder: Path) -> dict[str, str]:
    """Give the digest of every file in `folder`."""
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in found}


def _digest() -> str:
    told = [_commit()]
    told += [f"{n}/{k} {v}" for n in SOURCES for k, v in files(FRONTEND / n).items()]
    told += [f"{p.name} {sha256(p.read_bytes()).hexdigest()}" for p in _configurations()]
    return sha256("\n".join(told).encode()).hexdigest()[:16]


def _commit() -> str:
    """Give the commit, which the build writes into the export."""
    command = ["git", "rev-parse", "HEAD"]
    ran = subprocess.run(command, check=False, cwd=FRONTEND, capture_output=True, text=True)
    return ran.stdout.strip()


def _configurations() -> list[Path]:
    return [FRONTEND / n for n in ("package.json", "package-lock.json", "next.config.ts")]


@contextmanager
def building() -> Iterator[None]:
    """Keep every other process from building meanwhile."""
    ARTIFACTS.mkdir(exist_ok=True)
    with (ARTIFACTS / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build() -> Path:
    """Run `npm run build` for a site whose API is behind /api; give the export."""
    environment = os.environ | {"NEXT_PUBLIC_API_URL": "/api", "NEXT_TELEMETRY_DISABLED": "1"}
    ran = subprocess.run(
        ["npm", "run", "build"],
        check=False,
        cwd=FRONTEND,
        env=environment,
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return FRONTEND / "out"


def built_site() -> Path:
    """Give an export of the sources as they are now."""
    with building():
        kept = ARTIFACTS / "sites" / _digest()
        if not kept.is_dir():
            unfinished = kept.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(build(), unfinished)
            unfinished.rename(kept)
            _forget_old(kept.parent)
    return kept


def _forget_old(folder: Path) -> None:
    newest_first = sorted(folder.iterdir(), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in newest_first[KEPT_BUILDS:]:
        shutil.rmtree(old)
