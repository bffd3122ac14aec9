"""Deploy the twin, or put the previous release back; see scripts/deploy.sh."""

import argparse
import tempfile
from pathlib import Path

from cloud import releases as history
from cloud.aws import account, bucket_name, bucket_region, if_allowed
from cloud.infrastructure import (
    Live,
    apply_changes,
    beyond_functions,
    plan_changes,
    read_live,
)
from cloud.objects import LocalFile
from cloud.owner_data import UPLOAD, check, has_data, owner_name
from cloud.package import asked_provider, build_package, describe
from cloud.preflight import (
    ENVIRONMENTS,
    check_terraform,
    find_state_bucket,
    open_workspace,
)
from cloud.publication import make_site, publish, restore_site
from cloud.shell import shell
from cloud.smoke import PATIENCE_SECONDS, Names
from cloud.smoke import check as check_live
from cloud.stop import Stop, run
from cloud.terminal import address, confirm, say, step, title
from cloud.terraform import Plan, Terraform
from cloud.upload_personal_data import send_owner_data
from cloud.versions import delete_versions, old_versions


def main() -> None:
    """Deploy as the command line says."""
    given = _arguments()
    doing = "Putting back the previous release of" if given.rollback else "Deploying"
    title(f"{doing} {given.environment}")
    with step("Tools and credentials") as checking:
        check_terraform()
        checking.note = f"account {account()}, {shell().region}"
        find_state_bucket()
    if given.rollback:
        live, names = roll_back(given.environment, is_sure=given.yes)
    else:
        live, names = deploy(
            given.environment, is_sure=given.yes, allow_template=given.allow_template
        )
    with step("Smoke test") as testing:
        testing.note = check_live(
            live.site_url, names, progress=testing.progress, patience=PATIENCE_SECONDS
        )
    _forget_versions(live.function_name)
    address("The twin is at", live.site_url)


def deploy(environment: str, *, is_sure: bool, allow_template: bool) -> tuple[Live, Names]:
    """Deploy everything that changed; give what is live and whom it speaks for."""
    bucket = bucket_name("data", environment)
    is_first = not _has_uploaded(environment, bucket)
    if is_first:
        check(shell().data, allow_template=allow_template)
    terraform = _open(environment)
    with step("Package") as packing:
        package = build_package(
            provider=asked_provider(terraform),
            data_bucket="" if is_first else bucket,
            allow_template=allow_template,
        )
        packing.note = describe(package)
    plan = plan_changes(terraform)
    if plan.actions and not is_first:
        history.mark_unfinished(bucket, history.read_releases(bucket))
    apply_changes(terraform, plan, is_sure=is_sure)
    live = read_live(terraform.outputs())
    if is_first:
        send_owner_data(live.data_bucket, allow_template=allow_template)
    name = _publish(live, package)
    return live, Names(page=name, twin=name)


def _has_uploaded(environment: str, bucket: str) -> bool:
    """Whether the owner's data is in its bucket; Stop in CI, which cannot put it there."""
    exists = bucket_region(bucket) is not None
    if exists and has_data(bucket):
        return True
    if shell().is_ci:
        command = f"{UPLOAD} {environment}" if exists else f"./scripts/deploy.sh {environment}"
        raise Stop(
            f"the data bucket of {environment} is empty, and the owner's files are not in the "
            f"repository: run {command} on the laptop that has them, then run this again."
        )
    return False


def _forget_versions(function: str) -> None:
    old = if_allowed(old_versions, function)
    if old is None:
        say("Old versions stay: this role may not list them. Run ./scripts/bootstrap.sh again.")
    elif old:
        with step("Old versions") as deleting:
            delete_versions(function, old)
            deleting.note = f"{len(old)} deleted"


def _open(environment: str) -> Terraform:
    with step("Terraform") as opening:
        opening.note = f"workspace {environment}"
        return open_workspace(environment)


def _publish(live: Live, package: LocalFile) -> str:
    with tempfile.TemporaryDirectory(prefix="twin-site-") as work:
        folder = Path(work) / "site"
        name = make_site(live, folder)
        publish(live, package, folder)
    return name


def roll_back(environment: str, *, is_sure: bool) -> tuple[Live, Names]:
    """Put the previous package and site back; the owner's data stays as it is."""
    bucket = bucket_name("data", environment)
    past = history.read_releases(bucket) if bucket_region(bucket) else history.Releases()
    target = past.rollback_target
    if target is None:
        raise Stop(f"{environment} has no earlier release: there is nothing to put back.")
    say(f"   The release of {target.at:%d %B %Y, %H:%M} UTC comes back.\n")
    with step("Package") as fetching:
        history.fetch_blob(bucket, target.package, shell().package)
        fetching.note = target.package[:12]
    terraform = _open(environment)
    plan = plan_changes(terraform)
    _agree(plan, is_sure=is_sure)
    history.mark_unfinished(bucket, past)
    apply_changes(terraform, plan, is_sure=True)
    live = read_live(terraform.outputs())
    page_name = restore_site(live, target, past)
    history.finish(bucket, past.rolled_back())
    return live, Names(page=page_name, twin=owner_name(live.data_bucket))


def _agree(plan: Plan, *, is_sure: bool) -> None:
    """Ask whether to put the release back; unasked, nothing but the functions may change."""
    if not is_sure:
        confirm("Put it back?", fix="add --yes")
    elif others := beyond_functions(plan):
        raise Stop(
            f"putting the release back would also change {', '.join(others)}: run this on a laptop "
            "without --yes, where you see the plan and agree to it."
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy.sh", description="Deploy the twin.")
    parser.add_argument("environment", nargs="?", default="dev", choices=ENVIRONMENTS)
    parser.add_argument("--yes", action="store_true", help="make the planned changes unasked")
    parser.add_argument("--allow-template", action="store_true", help="also the template person")
    parser.add_argument("--rollback", action="store_true", help="put the previous release back")
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
