"""An AWS on this computer: ministack, bound to the loopback.

https://pypi.org/project/ministack/
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from cloud.shell import Shell
from cloud.stop import Stop

LOOPBACK = "127.0.0.1"
PACKAGE = "ministack==1.5.33"
PROGRAM = Path(__file__).with_name("emulated_aws.py")
PYTHON = "3.12"
START_SECONDS, STOP_SECONDS, PROBE_SECONDS = 180, 15, 2
STEERING = ("AWS_", "CI", "GITHUB_STEP_SUMMARY", "TF_CLI_ARGS", "TF_DATA_DIR", "TF_WORKSPACE")
FOREIGN = ("AWS_", "MINISTACK_", "LOCALSTACK_", "S3_", "PERSIST_")


def free_port() -> int:
    """Find a port of the loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def check_port(port: int) -> None:
    """Stop when somebody uses `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise Stop(f"port {port} is in use: name another with --port, or none.") from error


def credentials(shell: Shell, port: int) -> dict[str, str]:
    """Give the variables that send AWS clients to the emulator, with credentials of nobody."""
    own = {k: v for k, v in (shell.variables or {}).items() if not k.startswith(STEERING)}
    return own | {
        "AWS_ENDPOINT_URL": f"http://{LOOPBACK}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": shell.region,
        "AWS_DEFAULT_REGION": shell.region,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


@contextmanager
def running_emulator(shell: Shell, port: int, log: Path, more: Mapping[str, str]) -> Iterator[None]:
    """Start the emulator on `port` with `more` variables, and stop all that it started."""
    own = {k: v for k, v in (shell.variables or {}).items() if not k.startswith(FOREIGN)}
    settings = {"GATEWAY_PORT": str(port), "BIND_HOST": LOOPBACK, "MINISTACK_REGION": shell.region}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*shell.uvx, "--python", PYTHON, "--from", PACKAGE, "python", "-P", PROGRAM],
            env={**own, **settings, **more},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_ready(process, port, log)
        yield
    finally:
        end_group(process)


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"http://{LOOPBACK}:{port}/_ministack/ready", timeout=PROBE_SECONDS):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise Stop(f"the AWS emulator ({PACKAGE}) did not start: {log} says why.")


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it started: uvx and uv run their programs as children."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
