"""Upload the owner's files; see scripts/upload-personal-data.sh."""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from cloud.aws import account, bucket_name, bucket_region
from cloud.owner_data import Sent, check, upload
from cloud.preflight import ENVIRONMENTS
from cloud.shell import shell
from cloud.stop import Stop, run
from cloud.terminal import console, say, step, title

MARKS = {
    "new": "[green]+[/]",
    "changed": "[yellow]~[/]",
    "removed": "[red]-[/]",
    "same": "[dim]=[/]",
}
SHOWN_BY_THE_SITE = ("facts.json", "linkedin.pdf", "picture.jpg", "picture.png", "picture.webp")


def main() -> None:
    """Upload as the command line says."""
    given = _arguments()
    title(f"Uploading {shell().data} to {given.environment}")
    with step("Credentials") as checking:
        checking.note = f"account {account()}, {shell().region}"
        bucket = bucket_name("data", given.environment)
        if bucket_region(bucket) is None:
            raise Stop(
                f"{given.environment} is not deployed yet: run ./scripts/deploy.sh "
                f"{given.environment}, which uploads the files too."
            )
    sent = send_owner_data(bucket, allow_template=given.allow_template)
    changed = {file.name for file in sent if file.state != "same"}
    if not changed:
        say("\nNothing changed.")
        return
    say("\nThe twin answers from these files within a minute.")
    if changed & set(SHOWN_BY_THE_SITE):
        say(f"The page's title and picture follow with ./scripts/deploy.sh {given.environment}")


def send_owner_data(bucket: str, *, allow_template: bool) -> list[Sent]:
    """Check and send the owner's files, and show what became of each."""
    with step("Personal data") as sending:
        knowledge = check(shell().data, allow_template=allow_template)
        with tempfile.TemporaryDirectory(prefix="twin-data-") as work:
            sent = upload(shell().data, bucket, knowledge, Path(work))
        states = Counter(file.state for file in sent)
        sending.note = ", ".join(f"{count} {state}" for state, count in states.items())
    for file in sent:
        console.print(f"     {MARKS[file.state]} {file.name} [dim]{file.state}[/]")
    return sent


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="upload-personal-data.sh", description="Upload what the twin answers from."
    )
    parser.add_argument("environment", nargs="?", default="dev", choices=ENVIRONMENTS)
    parser.add_argument("--allow-template", action="store_true", help="also the template person")
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
