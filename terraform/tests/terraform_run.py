"""Terraform on a copy of a root, as a person runs it, with little of a shell's variables."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.emulator import SHELL

ROOT = Path(__file__).resolve().parents[1]
RUN_SECONDS = 240
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR")
NOBODY = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "eu-west-1"}
LOCAL_BACKEND = 'terraform {\n  backend "local" {}\n}\n'


def give_up(reason: str) -> None:
    """Skip, or fail where everything must be there."""
    if SHELL.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def need(tool: str, how: str) -> None:
    """Give up unless `tool` is installed; `how` says what brings it."""
    if shutil.which(tool) is None:
        give_up(f"{tool} is missing: {how}")


class Terraform:
    """One root in `folder`; every verb returns what it printed."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        kept = {name: SHELL[name] for name in KEPT if name in SHELL}
        self.folder = folder
        self._environment = kept | {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
        self._environment |= environment

    def attempt(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a verb that may fail."""
        return subprocess.run(
            ["terraform", *arguments],
            cwd=self.folder,
            env=self._environment | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=RUN_SECONDS,
            stdin=subprocess.DEVNULL,
        )

    def run(self, *arguments: str, **environment: str) -> str:
        """Run a verb that must succeed."""
        ran = self.attempt(*arguments, **environment)
        assert ran.returncode == 0, f"terraform {' '.join(arguments)}\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout

    def select(self, workspace: str) -> None:
        """Select a workspace, made when it is new."""
        self.run("workspace", "select", "-or-create", workspace)

    def refusal(self, *arguments: str, **environment: str) -> str:
        """Give the message of a verb that must fail, in one line."""
        ran = self.attempt(*arguments, "-no-color", **environment)
        assert ran.returncode != 0, ran.stdout
        return " ".join((ran.stderr + ran.stdout).replace("│", " ").split())

    def outputs(self) -> dict[str, Any]:
        """Read the outputs of the state."""
        found = json.loads(self.run("output", "-json"))
        return {name: output["value"] for name, output in found.items()}

    def plan(self, *options: str) -> dict[str, Any]:
        """Plan, and give the plan as JSON."""
        self.run("plan", "-input=false", "-out=plan.tfplan", *options)
        found: dict[str, Any] = json.loads(self.run("show", "-json", "plan.tfplan"))
        return found


def copy_of(root: Path, folder: Path) -> Path:
    """Copy a root, without what an earlier run left in it."""
    ignored = shutil.ignore_patterns(".terraform*", "*.tfstate*", "*.tfplan", "*_override.tf")
    return Path(shutil.copytree(root, folder, ignore=ignored))


def local_root(root: Path, folder: Path) -> Terraform:
    """Open a copy of a root that keeps its state in the folder and reaches no cloud."""
    terraform = Terraform(copy_of(root, folder), NOBODY)
    (terraform.folder / "local_override.tf").write_text(LOCAL_BACKEND)
    terraform.run("init", "-input=false")
    return terraform


def planned(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Map the address of every planned resource to its values."""
    module = plan["planned_values"]["root_module"]
    return {r["address"]: r["values"] for r in module["resources"] if r["mode"] == "managed"}
