"""scripts/dev.sh on a copy of the repository: it serves, ends, and says what is wrong."""

import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from settings import BACKEND
from tests.tools import give_up, runs
from tests.twins import eventually

ROOT = BACKEND.parent
TIMEOUT = 90


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Copy what git knows, and lend it this environment's packages and their lock."""
    if not runs("uv"):
        give_up("uv is missing: `pip install uv` brings it.")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "backend", "scripts", "memory"],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "backend" / ".venv").symlink_to(BACKEND / ".venv")
    if (BACKEND / "uv.lock").is_file():
        shutil.copy(BACKEND / "uv.lock", tmp_path / "backend")
    return tmp_path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def run(command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        check=False,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )


def old_node(folder: Path) -> Path:
    """Make a folder with a Node.js that the site does not run on."""
    programs = folder / "bin"
    programs.mkdir()
    for name in ("node", "npm"):
        (programs / name).write_text("#!/bin/sh\necho v18.1.0\n")
        (programs / name).chmod(0o755)
    return programs


@contextmanager
def serving(clone: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start dev.sh in a process group of its own; give it and what it printed."""
    log = clone / "dev.log"
    path = f"{old_node(clone)}:{os.environ['PATH']}"
    with log.open("w") as out:
        process = subprocess.Popen(
            [clone / "scripts" / "dev.sh"],
            env=os.environ | {"PORT": str(port), "PATH": path},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
        )
    try:
        eventually(lambda: "Try it" in log.read_text() or process.poll(), within=TIMEOUT)
        yield process, log.read_text()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.timeout(300)
def test_without_node_the_printed_line_is_answered_and_ctrl_c_ends_all(clone: Path) -> None:
    port = free_port()
    with serving(clone, port) as (process, printed):
        assert "The site is left out: Node.js 18.1.0 is older than 20.19" in printed
        assert "provider offline: no OPENAI_API_KEY" in printed
        assert "Made backend/data/facts.json from its template." in printed
        (line,) = re.findall(r"^Try it +(curl .*)$", printed, re.MULTILINE)
        command = ["bash", "-c", f"{line} -sS --retry 60 --retry-connrefused --retry-delay 1"]
        answer = run(command).stdout
        assert answer.startswith("event: session")
        assert "Maren Okoye" in answer
        assert "event: done" in answer
        assert list((clone / "memory").glob("*.json"))
        os.killpg(process.pid, signal.SIGINT)
        process.wait(15)
        eventually(lambda: group_is_gone(process.pid), within=5)
    with socket.create_server(("127.0.0.1", port)):
        pass


def assert_one_sentence(ran: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert ran.returncode == 1
    errors = [line for line in ran.stderr.splitlines() if "error" in line.lower()]
    assert len(errors) == 1, ran.stderr
    assert re.match(f"error: {sentence}", errors[0]), ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_taken_port_is_one_sentence(clone: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run([str(clone / "scripts" / "dev.sh")], PORT=str(port))
    assert_one_sentence(ran, f"PORT {port} is taken: stop what runs there, or set PORT")


def test_a_broken_env_file_is_one_sentence(clone: Path) -> None:
    (clone / "backend" / ".env").write_text("TEMPERATURE=0.1\nthis is no setting\n")
    ran = run([str(clone / "scripts" / "dev.sh")])
    assert_one_sentence(ran, r".*\.env, line 2: 'this is no setting' is not NAME=value")


def test_a_bad_setting_is_one_sentence(clone: Path) -> None:
    ran = run([str(clone / "scripts" / "dev.sh")], AI_PROVIDER="gemini")
    assert_one_sentence(ran, "AI_PROVIDER is 'gemini': .*'offline', 'openai' or 'bedrock'")


def test_a_missing_python_is_one_sentence(clone: Path, tmp_path: Path) -> None:
    ran = run(
        [str(clone / "scripts" / "dev.sh")],
        UV_PYTHON_PREFERENCE="only-managed",
        UV_PYTHON_DOWNLOADS="never",
        UV_PYTHON_INSTALL_DIR=str(tmp_path / "none"),
        UV_PROJECT_ENVIRONMENT=str(tmp_path / "none-either"),
        PYENV_ROOT=str(tmp_path / "no-pyenv"),
    )
    assert_one_sentence(ran, "Python 3.12 or newer is missing and could not be fetched: install it")


def test_a_python_that_pyenv_has_not_selected_is_found(tmp_path: Path) -> None:
    versions = {"2.7.18": "exit 1", "3.11.7": "exit 1", "3.12.1": "exit 0", "3.13.0": "exit 0"}
    for version, answer in versions.items():
        python = tmp_path / "versions" / version / "bin" / "python3"
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/sh\n{answer}\n")
        python.chmod(0o755)
    code = f"set -euo pipefail; source {ROOT}/scripts/lib.sh; UV=(false); ensure_python; env"
    found = run(["bash", "-c", code], PYENV_ROOT=str(tmp_path)).stdout
    assert f"UV_PYTHON={tmp_path}/versions/3.12.1/bin/python3\n" in found
