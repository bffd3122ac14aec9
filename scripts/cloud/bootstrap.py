"""Prepare an AWS account, once; see scripts/bootstrap.sh."""

import argparse
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cloud.aws import account, bucket_region
from cloud.infrastructure import apply_changes, plan_changes
from cloud.objects import keys
from cloud.preflight import StateBucket, check_terraform, state_bucket_name
from cloud.shell import ROOT, shell
from cloud.stop import Stop, run
from cloud.terminal import console, say, step, title
from cloud.terraform import Terraform

KEY = "bootstrap.tfstate"
LOCAL = 'terraform {\n  backend "local" {}\n}\n'
GIT_SECONDS = 10
OF_THE_ACCOUNT = ("create_github_provider",)
OF_THE_REPOSITORY = ("github_owner_id", "github_repository_id")
_GITHUB = re.compile(r"github\.com[:/]([\w-]+/[\w.-]+?)(?:\.git)?/?$")


def main() -> None:
    """Prepare the account as the command line says."""
    given = _arguments()
    title("Preparing the AWS account")
    with step("Tools and credentials") as checking:
        check_terraform()
        checking.note = f"account {account()}, {shell().region}"
        bucket = state_bucket_name()
        region = bucket_region(bucket)
    root = shell().terraform / "bootstrap"
    terraform = Terraform(root)
    if region is None or _is_half_done(root):
        _make(terraform, given.repository, bucket, is_sure=given.yes)
    elif KEY in keys(bucket, KEY):
        _update(terraform, given.repository, StateBucket(bucket, region), is_sure=given.yes)
    else:
        raise Stop(
            f"the bucket {bucket} is there, but not its {KEY}: run this where it was begun, or "
            f"import it with terraform -chdir={root} import aws_s3_bucket.state {bucket}"
        )
    if not shell().is_emulated:
        _tell(terraform, bucket)


def _with_variables(opened: Terraform, asked: str | None) -> Terraform:
    """Give the root with what was asked for, and what its state remembers of the last run."""
    before = opened.outputs()
    repository = asked if asked is not None else before.get("github_repository") or _origin()
    given = {"aws_region": shell().region, "project_name": shell().project}
    given |= {"github_repository": repository} if repository else {}
    is_same = repository == before.get("github_repository")
    for name in (*OF_THE_ACCOUNT, *(OF_THE_REPOSITORY if is_same else ())):
        if name in before and f"TF_VAR_{name}" not in (shell().variables or {}):
            given[name] = str(before[name]).lower()
    return Terraform(opened.root, given)


def _is_half_done(root: Path) -> bool:
    """Whether an earlier run left its state here instead of in the bucket."""
    try:
        state = json.loads((root / "terraform.tfstate").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return False
    return bool(state.get("resources"))


def _make(terraform: Terraform, asked: str | None, bucket: str, *, is_sure: bool) -> None:
    """Make everything on a local state, which then moves into the bucket that it made."""
    with _local_backend(terraform.root):
        with step("Terraform") as opening:
            terraform.init()
            opening.note = "its state is here until the bucket is made"
        _apply(_with_variables(terraform, asked), is_sure=is_sure)
    with step("Move the state") as moving:
        terraform.init(bucket=bucket, region=shell().region, key=KEY, migrate=True)
        for name in ("terraform.tfstate", "terraform.tfstate.backup"):
            (terraform.root / name).unlink(missing_ok=True)
        moving.note = f"s3://{bucket}/{KEY}"


@contextmanager
def _local_backend(root: Path) -> Iterator[None]:
    override = root / "backend_override.tf"
    override.write_text(LOCAL, encoding="utf-8")
    try:
        yield
    finally:
        override.unlink()


def _update(terraform: Terraform, asked: str | None, bucket: StateBucket, *, is_sure: bool) -> None:
    with step("Terraform") as opening:
        terraform.init(bucket=bucket.name, region=bucket.region, key=KEY)
        opening.note = f"s3://{bucket.name}/{KEY}"
    _apply(_with_variables(terraform, asked), is_sure=is_sure)


def _apply(terraform: Terraform, *, is_sure: bool) -> None:
    apply_changes(terraform, plan_changes(terraform), is_sure=is_sure)


def _tell(terraform: Terraform, bucket: str) -> None:
    outputs = terraform.outputs()
    role = outputs.get("github_actions_role_arn")
    repository = outputs.get("github_repository", "OWNER/REPO")
    say(f"\nThe account is ready: terraform's state is in s3://{bucket}")
    if role:
        say(f"For GitHub Actions, set this secret in {repository}:\n")
        console.print(f"  gh secret set AWS_ROLE_ARN --repo {repository} --body {role}\n")
    else:
        say("For GitHub Actions, name the repository: ./scripts/bootstrap.sh OWNER/REPO")
    say("Next: ./scripts/deploy.sh dev")


def _origin() -> str:
    """Give OWNER/REPO of the git remote, "" when it is not on GitHub."""
    try:
        shown = subprocess.run(
            ["git", "remote", "get-url", "origin"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=GIT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = _GITHUB.search(shown.stdout.strip())
    return found[1] if found else ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bootstrap.sh", description="Prepare an AWS account.")
    parser.add_argument(
        "repository",
        nargs="?",
        help="OWNER/REPO whose workflows may deploy (default: as before, or git's origin)",
    )
    parser.add_argument("--yes", action="store_true", help="make the planned changes unasked")
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
