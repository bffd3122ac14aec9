"""A local AWS for tests that need one that is really atomic: ministack, on a free port.

https://pypi.org/project/ministack/
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cloud import emulator
from cloud.shell import read_shell

from tests.tools import SHELL, give_up, runs

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
    if not runs("uvx"):
        give_up("uvx is missing: `pip install uv` brings it, then the AWS emulator can run.")
    port = emulator.free_port()
    with tempfile.NamedTemporaryFile(prefix="emulator-", suffix=".log", delete=False) as log:
        path = Path(log.name)
    more = {"MINISTACK_REGION": REGION, **environment}
    with emulator.running_emulator(read_shell(SHELL), port, path, more):
        yield Emulator(port, path)
