"""The streaming function without its adapter: the start script serves the unpacked zip."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from package.bytecode import lambda_python
from tests import wire
from tests.loopback import Loopback, Wait, loopback
from tests.packages import BUILD_SECONDS, files_of, unpack

pytestmark = pytest.mark.timeout(BUILD_SECONDS)
START_SECONDS, STOP_SECONDS, PAUSE = 30, 10, 0.3
QUESTION = json.dumps({"message": "What do you do?"})
EVENT_STREAM = {"Accept": "text/event-stream", "Content-Type": "application/json"}


@pytest.fixture
def model() -> Iterator[Loopback]:
    first, *others = wire.bedrock_pieces("I build ", "bridges ", "of words.")
    slow = [piece for other in others for piece in (Wait(PAUSE), other)]
    with loopback(wire.bedrock_stream(first, *slow)) as server:
        yield server


@pytest.fixture
def served(
    tmp_path: Path, archive: Path, cloud: dict[str, str], model: Loopback
) -> Iterator[http.client.HTTPConnection]:
    """Run the start script as Lambda does, with a `python3` that knows nothing but the package."""
    package = unpack(archive, tmp_path / "task")
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec "{lambda_python()}" -E -S "$@"\n')
    python.chmod(0o755)
    before = files_of(package)
    port = _free_port()
    environment = cloud | {
        "PATH": f"{python.parent}:/usr/bin:/bin",
        "AI_PROVIDER": "bedrock",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": model.url,
        "AWS_LWA_PORT": str(port),
    }
    log = tmp_path / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [package / "run.sh"], env=environment, cwd="/", stdout=output, stderr=output
        )
    try:
        with closing(_connect(process, port, log)) as connection:
            yield connection
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)
        assert files_of(package) == before
    finally:
        process.kill()
        process.wait(STOP_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _connect(process: subprocess.Popen[bytes], port: int, log: Path) -> http.client.HTTPConnection:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/health")
            assert connection.getresponse().read()
        except ConnectionError:
            connection.close()
            time.sleep(0.05)
        else:
            return connection
    raise AssertionError(f"the server did not start: {log.read_text()}")


def test_the_start_script_streams_answers_in_pieces(served: http.client.HTTPConnection) -> None:
    served.request("POST", "/chat", QUESTION, EVENT_STREAM)
    seen, deltas = [], []
    for line in served.getresponse():
        if line.startswith(b"event: "):
            seen.append((line[7:].strip().decode(), time.monotonic()))
        elif b'"delta"' in line:
            deltas.append(json.loads(line.removeprefix(b"data: "))["delta"])
    tokens = [at for name, at in seen if name == "token"]
    assert seen[0][0] == "session"
    assert seen[-1][0] == "done"
    assert "".join(deltas) == "I build bridges of words."
    assert tokens[-1] - tokens[0] >= PAUSE


def test_its_start_script_may_be_run(archive: Path, tmp_path: Path) -> None:
    assert os.access(unpack(archive, tmp_path / "task") / "run.sh", os.X_OK)
