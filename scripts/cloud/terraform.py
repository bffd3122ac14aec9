"""Terraform: one root, one workspace, its plan, its outputs."""

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cloud.command import both_ends
from cloud.shell import shell
from cloud.stop import Stop
from cloud.terraform_failures import explain

LOCK_SECONDS = 10
READ = "read"

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What terraform would do: `actions` pairs a verb with an address."""

    file: Path
    actions: tuple[tuple[str, str], ...]
    text: str

    @property
    def summary(self) -> str:
        """Count the actions as terraform does."""
        verbs = [verb for verb, _ in self.actions]
        replaced = verbs.count("replace")
        add, destroy = verbs.count("create") + replaced, verbs.count("delete") + replaced
        return f"{add} to add, {verbs.count('update')} to change, {destroy} to destroy"


class Terraform:
    """Runs terraform in `root` with `variables`, for the workspace that `select` named."""

    def __init__(
        self,
        root: Path,
        variables: Mapping[str, str] | None = None,
        *,
        var_file: Path | None = None,
    ) -> None:
        self.root = root
        self._options = [f"-var-file={var_file}"] if var_file else []
        self._options += _given(variables or {})

    @cached_property
    def _plans(self) -> "tempfile.TemporaryDirectory[str]":
        return tempfile.TemporaryDirectory(prefix="twin-plan-")

    def init(
        self, *, key: str = "", bucket: str = "", region: str = "", migrate: bool = False
    ) -> None:
        """Install the provider, and use the state in `bucket` when one is named."""
        given = _backend(bucket, key, region) if bucket else {}
        options = [f"-backend-config={name}={value}" for name, value in given.items()]
        options += ["-migrate-state", "-force-copy"] if migrate else ["-reconfigure"]
        self._run("init", "-input=false", *options)

    def select(self, workspace: str) -> None:
        """Use `workspace`, making it when it is new."""
        self._run("workspace", "select", "-or-create", workspace)

    def delete_workspace(self, workspace: str) -> None:
        """Forget an empty `workspace`."""
        self._run("workspace", "select", "default")
        self._run("workspace", "delete", workspace)

    def workspaces(self) -> list[str]:
        """Name the workspaces that have a state."""
        return [line.strip("* \t") for line in self._run("workspace", "list").splitlines() if line]

    def plan(self, *, destroy: bool = False) -> Plan:
        """Plan the changes; the plan's file, which may hold secrets, goes with this object."""
        file = Path(self._plans.name) / "plan"
        mode = ["-destroy"] if destroy else []
        events = self._stream("plan", f"-out={file}", *mode, *self._options)
        actions = tuple(_planned(events))
        text = self._run("show", "-no-color", str(file)) if actions else ""
        return Plan(file, actions, text)

    def apply(self, plan: Plan, *, progress: Callable[[str], None]) -> None:
        """Make the planned changes, telling `progress` which resource is being made."""
        done = 0
        for event in self._stream("apply", str(plan.file)):
            hook = event.get("hook", {})
            if event["type"] == "apply_complete":
                done += 1
            if event["type"].startswith("apply_"):
                address = hook.get("resource", {}).get("addr", "")
                progress(f"{done} of {len(plan.actions)}: {address}")

    def outputs(self) -> dict[str, Any]:
        """Give the outputs of the last apply; {} before the first. Warnings go to stderr."""
        text = self._run("output", "-json", "-no-color")
        start = text.find("{")
        try:
            found, _ = json.JSONDecoder().raw_decode(text[start:] if start >= 0 else "{}")
        except json.JSONDecodeError as error:
            raise Stop(f"terraform's outputs cannot be read: {both_ends(text)}") from error
        return {name: output["value"] for name, output in found.items()}

    def variable(self, name: str, **others: str) -> str:
        """Give the value that a text variable has in this run, were it made with `others` too.

        The console ends well, and warns on stdout, when the value of any variable is refused.
        """
        options = ["-no-color", *self._options, *_given(others)]
        shown = self._run("console", *options, typed=f"jsonencode(var.{name})\n")
        try:
            value = json.loads(json.loads(shown.rstrip().rpartition("\n")[2]))
        except (json.JSONDecodeError, TypeError):
            value = None
        if not isinstance(value, str):
            raise Stop(f"terraform does not tell its {name}: {both_ends(shown)}")
        return value

    def resources(self) -> list[str]:
        """Name what the state still holds."""
        return [line for line in self._run("state", "list").splitlines() if "." in line]

    def _start(self, *arguments: str) -> "subprocess.Popen[str]":
        try:
            return subprocess.Popen(
                ["terraform", f"-chdir={self.root}", *arguments],
                env=shell().child(
                    TF_IN_AUTOMATION="1", TF_INPUT="0", TF_VAR_aws_region=shell().region
                ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        except OSError as error:
            raise Stop(f"terraform does not start: {error}.") from error

    def _run(self, *arguments: str, typed: str = "") -> str:
        process = self._start(*arguments)
        output, errors = process.communicate(typed)
        if process.returncode:
            raise Stop(explain(errors or output, self.root))
        return output

    def _stream(self, verb: str, *arguments: str) -> Iterator[Event]:
        """Run a verb that reports in JSON lines; Stop with its diagnostics when it fails."""
        lock = f"-lock-timeout={LOCK_SECONDS}s"
        process = self._start(verb, "-json", "-input=false", lock, *arguments)
        faults = []
        try:
            for line in process.stdout or ():
                event = _event(line)
                if event.get("@level") == "error" and "diagnostic" in event:
                    faults.append(_diagnosis(event["diagnostic"]))
                yield event
        finally:  # after Ctrl-C, which terraform hears too, it still has to free its lock
            _, errors = process.communicate()
        if process.returncode:
            raise Stop(explain("\n\n".join(faults) or errors, self.root))


def _backend(bucket: str, key: str, region: str) -> dict[str, str]:
    """Say where a state is; the table of its locks bears the project's name."""
    table = f"{shell().project}-terraform-locks"
    emulated = {"use_path_style": "true"} if shell().is_emulated else {}
    return {"bucket": bucket, "key": key, "region": region, "dynamodb_table": table} | emulated


def _given(variables: Mapping[str, str]) -> list[str]:
    return [f"-var={name}={value}" for name, value in variables.items()]


def _event(line: str) -> Event:
    try:
        event: Event = json.loads(line)
    except json.JSONDecodeError:
        return {"type": "text"}
    return event if "type" in event else {"type": "text"}


def _planned(events: Iterator[Event]) -> Iterator[tuple[str, str]]:
    for event in events:
        change = event.get("change", {})
        if event["type"] == "planned_change" and change["action"] != READ:
            yield change["action"], change["resource"]["addr"]


def _diagnosis(diagnostic: Event) -> str:
    where = diagnostic.get("range", {})
    place = f" ({where['filename']}, line {where['start']['line']})" if where else ""
    return f"{diagnostic['summary']}{place}: {diagnostic.get('detail', '')}".rstrip(": ")
