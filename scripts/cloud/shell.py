"""What the scripts take from the shell: the only reader of the environment here."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BACKEND = ROOT / "backend"
DEFAULT_REGION = "eu-west-1"
DEFAULT_PROJECT = "digital-twin"


@dataclass(frozen=True, slots=True)
class Shell:
    """The variables that steer a script, each with its default."""

    region: str
    project: str
    terraform: Path
    data: Path
    endpoint_url: str = ""
    is_ci: bool = False
    is_interactive: bool = False
    step_summary: Path | None = None
    variables: Mapping[str, str] | None = None

    @property
    def package(self) -> Path:
        """Where terraform's `lambda_package` is by default."""
        return self.terraform.parent / "backend" / "lambda-deployment.zip"

    @property
    def is_emulated(self) -> bool:
        """Whether AWS_ENDPOINT_URL sends every call to an emulator."""
        return bool(self.endpoint_url)

    @property
    def uvx(self) -> tuple[str, ...]:
        """The command that runs a Python tool: by the uv that runs this, when there is one."""
        uv = (self.variables or {}).get("UV")
        return (uv, "tool", "run") if uv else ("uvx",)

    def child(self, **more: str) -> dict[str, str]:
        """Give the environment of a command: this one's, with `more`."""
        return {**(self.variables or {}), **more}


def read_shell(variables: Mapping[str, str], *, is_interactive: bool = False) -> Shell:
    """Read what `variables` say."""
    names = ("TF_VAR_aws_region", "AWS_REGION", "AWS_DEFAULT_REGION")
    region = next((variables[name] for name in names if variables.get(name)), DEFAULT_REGION)
    summary = variables.get("GITHUB_STEP_SUMMARY")
    return Shell(
        region=region,
        project=variables.get("TF_VAR_project_name") or DEFAULT_PROJECT,
        terraform=ROOT / (variables.get("TWIN_TERRAFORM") or "terraform"),
        data=BACKEND / (variables.get("DATA_DIR") or "data"),
        endpoint_url=variables.get("AWS_ENDPOINT_URL", ""),
        is_ci=variables.get("CI", "") not in {"", "0", "false"},
        is_interactive=is_interactive,
        step_summary=Path(summary) if summary else None,
        variables=dict(variables),
    )


@lru_cache(maxsize=1)
def shell() -> Shell:
    """Give this process's shell."""
    return read_shell(os.environ, is_interactive=sys.stdin.isatty() and sys.stderr.isatty())
