"""A local AWS for tests that need one that is really atomic: ministack, on a free port.

https://pypi.org/project/ministack/
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.tools import SHELL, give_up, runs

COMMAND = ("uvx", "--python", sys.executable, "ministack@1.5.33")
START_SECONDS, STOP_SECONDS = 90, 10
REGION = "eu-west-1"


class Emulator:
    """A running emulator: where it is, what a process needs to use it, and its log."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self.endpoint_url = f"http://127.0.0.1:{port}"
        self.log = log

    @property
    def environment(self) -> dict[str, str]:
        """The variables that send an AWS client, or terraform, to the emulator."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
        }

    def client(self, service: str) -> Any:
        """Make a boto3 client of the emulated service."""
        import boto3  # conftest imports this module: only tests that use AWS pay for it

        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self.endpoint_url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )


@contextmanager
def running_emulator(**environment: str) -> Iterator[Emulator]:
    """Start the emulator with further environment variables, and stop all it started."""
    if not runs(COMMAND[0]):
        give_up("uvx is missing: `pip install uv` brings it, then the AWS emulator can run.")
    port = _free_port()
    with tempfile.NamedTemporaryFile(prefix="emulator-", suffix=".log", delete=False) as log:
        process = subprocess.Popen(
            COMMAND,
            env=_inherited() | {"GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1"} | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    emulator = Emulator(port, Path(log.name))
    try:
        _wait_until_ready(process, emulator)
        yield emulator
    finally:
        _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _inherited() -> dict[str, str]:
    """Give the shell's variables, of which uvx may need some, without what is meant for AWS."""
    foreign = ("AWS_", "MINISTACK_", "LOCALSTACK_", "S3_", "PERSIST_")
    return {name: value for name, value in SHELL.items() if not name.startswith(foreign)}


def _wait_until_ready(process: subprocess.Popen[bytes], emulator: Emulator) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{emulator.endpoint_url}/_ministack/ready", timeout=1):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    end = emulator.log.read_text(errors="replace")[-2_000:]
    raise RuntimeError(f"The AWS emulator did not start; {emulator.log} ends with:\n{end}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the whole process group: uvx runs the emulator as its child."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
