"""dev.sh: both parts come up, talk to each other, and end together."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.twins import eventually

ROOT = Path(__file__).parents[2]
START_SECONDS = 100
END_SECONDS = 15


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    try:
        httpx2.get(f"http://localhost:{port}/", timeout=20, trust_env=False).raise_for_status()
    except httpx2.HTTPError:
        return False
    return True


@contextmanager
def dev(folder: Path, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """Run dev.sh in a process group of its own, as a terminal does."""
    environment = dict(os.environ) | {"MEMORY_DIR": str(folder), "AI_PROVIDER": "offline"}
    with subprocess.Popen(
        [str(ROOT / "scripts" / "dev.sh")],
        env=environment | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            yield running
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)


@pytest.fixture
def ports() -> dict[str, str]:
    return {"PORT": str(free_port()), "SITE_PORT": str(free_port())}


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_both_come_up_and_end_at_one_signal(
    tmp_path: Path, ports: dict[str, str], sent: signal.Signals
) -> None:
    twin, site = int(ports["PORT"]), int(ports["SITE_PORT"])
    with dev(tmp_path, **ports) as running:
        eventually(lambda: answers(twin) and answers(site), within=START_SECONDS)
        origin = {"Origin": f"http://localhost:{site}"}
        told = httpx2.get(f"http://localhost:{twin}/twin", headers=origin, trust_env=False)
        assert told.headers["access-control-allow-origin"] == origin["Origin"]
        if sent is signal.SIGINT:
            os.killpg(running.pid, sent)
        else:
            running.send_signal(sent)
        assert running.wait(END_SECONDS) == 128 + sent
    eventually(lambda: not answers(twin) and not answers(site))


@pytest.mark.parametrize("name", ["PORT", "SITE_PORT"])
def test_a_taken_port_is_one_sentence(tmp_path: Path, ports: dict[str, str], name: str) -> None:
    with (
        socket.create_server(("127.0.0.1", int(ports[name]))),
        dev(tmp_path, **ports) as running,
    ):
        output = running.communicate(timeout=60)[0]
    assert running.returncode == 1
    assert f"error: {name} {ports[name]} is taken" in output.splitlines()[-1]
