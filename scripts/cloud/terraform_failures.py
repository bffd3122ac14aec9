"""What terraform's failures mean, and what mends them."""

import re
from pathlib import Path

from cloud.aws import LOG_IN
from cloud.command import both_ends

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m|[│╷╵]")
_LOCK = re.compile(r"^\s*(ID|Who|Created):\s+(.+?)\s*$", re.MULTILINE)
_CREDENTIALS = (
    "ExpiredToken",
    "InvalidClientTokenId",
    "No valid credential sources",
    "SignatureDoesNotMatch",
)
_UNVERIFIED = "must be verified before you can add new CloudFront resources"
_NETWORK = ("no such host", "connection refused", "could not connect to registry", "i/o timeout")


def explain(output: str, root: Path) -> str:
    """Say in a sentence what `output` of terraform in `root` means, with the fix."""
    text = _ESCAPES.sub("", output)
    if "Error acquiring the state lock" in text:
        return _locked(text, root)
    if "NoSuchBucket" in text or ("S3 bucket" in text and "does not exist" in text):
        return "the state bucket is missing: run ./scripts/bootstrap.sh, once for each account."
    if any(sign in text for sign in _CREDENTIALS):
        return f"AWS refused the credentials: {LOG_IN}."
    said = both_ends(text).removeprefix("Error: ")
    if _UNVERIFIED in text:
        return (
            "CloudFront does not know this account yet: open a case in the Support Center (Account "
            "and billing, which is free) with these words, and run this again when AWS has "
            f"answered: {said}"
        )
    if any(sign in text for sign in _NETWORK):
        return f"terraform cannot reach the network: {said}"
    return f"terraform failed: {said}\nMend that and run this again; what is made stays made."


def _locked(text: str, root: Path) -> str:
    lock = dict(_LOCK.findall(text))
    who, since = lock.get("Who", "somebody"), lock.get("Created", "an unknown time")
    return (
        f"the state is locked by {who} since {since}: wait until that run has ended. If it is "
        f"dead: terraform -chdir={root} force-unlock {lock.get('ID', 'ID')}"
    )
