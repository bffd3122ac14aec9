"""Remove a deployment, all of it; see scripts/destroy.sh."""

import argparse
import tempfile
from pathlib import Path

from cloud.aws import account, bucket_name, bucket_region
from cloud.leftovers import find_leftovers
from cloud.objects import empty
from cloud.package import any_package
from cloud.preflight import ENVIRONMENTS, check_terraform, find_state_bucket, open_workspace
from cloud.shell import shell
from cloud.stop import Stop, run
from cloud.terminal import console, say, step, title
from cloud.terraform import Plan, Terraform

ROLES = ("frontend", "memory", "data")


def main() -> None:
    """Destroy as the command line says."""
    given = _arguments()
    environment = given.environment
    if given.yes and not shell().is_ci:
        raise Stop("--yes is for CI, where CI=true is set: leave it out and type the name.")
    title(f"Destroying {environment}")
    with step("Tools and credentials") as checking:
        check_terraform()
        checking.note = f"account {account()}, {shell().region}"
        find_state_bucket()
    if not given.yes:
        _ask_for_the_name(environment)
    destroy(environment)


def _ask_for_the_name(environment: str) -> None:
    say(
        f"   The site, its address, every conversation and the uploaded files of {environment}\n"
        "   will be gone for good.\n"
    )
    if not shell().is_interactive:
        raise Stop(f"nobody is here to type {environment!r}: in CI, set CI=true and add --yes.")
    if console.input(f"   Type [bold]{environment}[/] to destroy it: ").strip() != environment:
        raise Stop("that is not its name: nothing was changed.")


def destroy(environment: str) -> None:
    """Empty the buckets, let terraform remove the rest, and look that nothing is left.

    The plan comes first: nothing is lost while somebody else holds the state.
    """
    with tempfile.TemporaryDirectory(prefix="twin-destroy-") as work:
        with step("Terraform") as opening:
            package = any_package(Path(work))
            terraform = open_workspace(environment, package=package)
            opening.note = f"workspace {environment}"
        with step("Plan") as planning:
            plan = terraform.plan(destroy=True)
            planning.note = plan.summary
        _empty_buckets(environment)
        _remove_resources(terraform, plan)
        with step("Workspace") as forgetting:
            terraform.delete_workspace(environment)
            forgetting.note = f"{environment} is forgotten"
    with step("Nothing is left") as looking:
        left = find_leftovers(environment)
        if left.found:
            raise Stop(f"these are left: {', '.join(left.found)}. Run this again, or delete them.")
        unseen = f"; may not list {', '.join(left.unseen)}" if left.unseen else ""
        looking.note = f"no {', '.join(left.looked)}{unseen}"


def _empty_buckets(environment: str) -> None:
    with step("Empty the buckets") as emptying:
        removed = 0
        for name in (bucket_name(role, environment) for role in ROLES):
            if bucket_region(name) is not None:
                emptying.progress(name)
                removed += empty(name)
        emptying.note = f"{removed} objects and versions removed"


def _remove_resources(terraform: Terraform, plan: Plan) -> None:
    if not plan.actions:
        return
    with step("Destroy") as destroying:
        terraform.apply(plan, progress=destroying.progress)
        destroying.note = f"{len(plan.actions)} resources removed"
    for _, address in plan.actions:
        console.print(f"     [red]-[/] [dim]{address}[/]")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="destroy.sh", description="Remove a deployment.")
    parser.add_argument("environment", choices=ENVIRONMENTS)
    parser.add_argument("--yes", action="store_true", help="ask nothing (only with CI=true)")
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
