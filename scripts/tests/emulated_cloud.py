"""local-cloud.sh as a person runs it, and what the tests do with the cloud that it brings up."""

import json
import os
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from cloud.model_front import ModelFront, serving
from cloud.offline_model import ChatMessage, OfflineModel
from cloud.remote_model import ModelFailure

from settings import BACKEND
from tests.emulator import SHELL

ROOT = BACKEND.parent
BRING_UP_SECONDS, SCRIPT_SECONDS, TAKE_DOWN_SECONDS = 900, 600, 60
FOREIGN = ("AWS_", "MINISTACK_", "PYTEST_", "TWIN_")


class ScriptedModel:
    """Quotes the owner's files, or throttles while told to."""

    def __init__(self) -> None:
        self.is_throttled = False

    def answer(self, messages: list[ChatMessage]) -> str:
        """Answer, or fail as a busy model does."""
        if self.is_throttled:
            raise ModelFailure(429, "Too many tokens, please wait before trying again.")
        return OfflineModel().answer(messages)


@dataclass(frozen=True)
class Done:
    """How a script ended, and what it said."""

    code: int
    output: str
    errors: str


@dataclass
class EmulatedCloud:
    """A cloud on this computer with a twin in it."""

    folder: Path
    data: Path
    site_url: str
    model: ScriptedModel
    process: "subprocess.Popen[str]"

    @property
    def variables(self) -> dict[str, str]:
        """The variables that local-cloud.sh tells people to use."""
        lines = (self.folder / "env").read_text().splitlines()
        pairs = [shlex.split(line)[1].split("=", 1) for line in lines if line.startswith("export")]
        return dict(pairs)

    def environment(self, **more: str) -> dict[str, str]:
        """Give a script's environment; an empty value takes a variable away."""
        given = inherited() | self.variables | {"DATA_DIR": str(self.data)} | more
        return {name: value for name, value in given.items() if value}

    def start(self, name: str, *arguments: str, **more: str) -> "subprocess.Popen[str]":
        """Start a script in a session of its own, without a terminal."""
        return subprocess.Popen(
            [ROOT / "scripts" / name, *arguments],
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, name: str, *arguments: str, **more: str) -> Done:
        """Run a script to its end."""
        with self.start(name, *arguments, **more) as process:
            output, errors = process.communicate(timeout=SCRIPT_SECONDS)
        return Done(process.returncode, output, errors)

    def deploy(self, *options: str) -> Done:
        """Deploy again; it must work."""
        done = self.run("deploy.sh", "dev", "--yes", "--allow-template", *options)
        assert done.code == 0, done.errors
        assert done.output.strip() == self.site_url
        return done

    def client(self, service: str) -> Any:
        """Make a client of the emulated service."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self.variables["AWS_ENDPOINT_URL"],
            region_name=self.variables["AWS_REGION"],
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def stored(self, role: str, key: str) -> Any:
        """Read JSON from the bucket of `role`."""
        bucket = f"digital-twin-{role}-dev-000000000000"
        return json.loads(self.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read())

    def learn(self, **facts: str) -> None:
        """Add facts to the owner's file."""
        file = self.data / "facts.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | facts))


def inherited() -> dict[str, str]:
    """Give the shell's variables without those that steer the scripts."""
    own = {k: v for k, v in SHELL.items() if not k.startswith(FOREIGN) and k != "CI"}
    return own | {"NO_COLOR": "1"}


@contextmanager
def emulated_cloud(folder: Path) -> Iterator[EmulatedCloud]:
    """Bring a cloud up for the template person, and take it down with Ctrl-C."""
    data = folder / "data"
    data.mkdir()
    for template in (BACKEND / "data").glob("*_template.*"):
        shutil.copy(template, data / template.name.replace("_template", ""))
    model = ScriptedModel()
    with serving(ModelFront(model)) as server, (folder / "log").open("w") as log:
        command: list[str | Path] = [
            ROOT / "scripts" / "local-cloud.sh",
            "--folder",
            folder / "cloud",
        ]
        command += ["--model", server.url, "--model-name", "scripted"]
        process = subprocess.Popen(
            command,
            env=inherited() | {"DATA_DIR": str(data)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        timer = threading.Timer(BRING_UP_SECONDS, interrupt, [process])
        timer.start()
        try:
            address = (process.stdout.readline() if process.stdout else "").strip()
            timer.cancel()
            assert address, (folder / "log").read_text()
            yield EmulatedCloud(folder / "cloud", data, address, model, process)
        finally:
            timer.cancel()
            interrupt(process)


def interrupt(process: "subprocess.Popen[str]") -> int:
    """Press Ctrl-C; give how the script ended."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.communicate(timeout=TAKE_DOWN_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    return process.returncode
