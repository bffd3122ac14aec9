"""Does the live stack work? The page, two routes of the API, and one turn with the model."""

import html
import time
from collections.abc import Callable
from dataclasses import dataclass

from cloud.http import Reply, request
from cloud.stop import Stop

QUESTION = "Hello! Who are you?"
PATIENCE_SECONDS, PAUSE_SECONDS = 180.0, 3.0
GOOD = 200
TRANSIENT = {0, 403, 404, 429, 500, 502, 503, 504}

Checks = list[tuple[str, Callable[[], Reply], Callable[[Reply], str]]]


@dataclass(frozen=True, slots=True)
class Names:
    """Whom the page and the twin should speak for; after a rollback the page's is the old one."""

    page: str
    twin: str


def check(site_url: str, names: Names, *, progress: Callable[[str], None], patience: float) -> str:
    """Check the stack at `site_url`; give what was checked.

    A new distribution, name or role takes its time: what fails is asked again for `patience`
    seconds. Stop with what is wrong and where to look.
    """
    deadline = time.monotonic() + patience
    checks = _checks(site_url, names)
    for what, ask, find_fault in checks:
        progress(what)
        _insist(what, ask, find_fault, deadline)
    return ", ".join(what for what, _, _ in checks)


def _insist(
    what: str, ask: Callable[[], Reply], find_fault: Callable[[Reply], str], deadline: float
) -> None:
    while fault := find_fault(reply := ask()):
        if time.monotonic() >= deadline or reply.status not in TRANSIENT | {GOOD}:
            raise Stop(f"the deployed twin does not work, {what}: {fault}")
        time.sleep(PAUSE_SECONDS)


def _checks(site_url: str, names: Names) -> Checks:
    api = f"{site_url}/api"
    return [
        ("page", lambda: request("GET", f"{site_url}/"), lambda r: _page_fault(r, names.page)),
        ("/api/health", lambda: request("GET", f"{api}/health"), _health_fault),
        ("/api/twin", lambda: request("GET", f"{api}/twin"), lambda r: _twin_fault(r, names.twin)),
        ("a chat turn", lambda: _talk(api), _chat_fault),
    ]


def _page_fault(reply: Reply, name: str) -> str:
    if reply.status != GOOD or "<title>" not in reply.text:
        return f"it answers {_short(reply)}. Run ./scripts/deploy.sh again."
    title = html.unescape(reply.text.split("<title>", 1)[1].split("</title>", 1)[0])
    return "" if name in title else f"its title is {title!r} without {name!r}. Deploy again."


def _health_fault(reply: Reply) -> str:
    if reply.status == GOOD and reply.json.get("status") == "healthy":
        return ""
    return f"it answers {_short(reply)}. The function's log in CloudWatch says why."


def _twin_fault(reply: Reply, name: str) -> str:
    if reply.status != GOOD:
        return f"it answers {_short(reply)}. The function's log in CloudWatch says why."
    spoken = reply.json.get("name")
    return "" if spoken == name else f"it speaks for {spoken!r}, the site is {name!r}'s."


def _talk(api: str) -> Reply:
    """Ask the twin, and delete the conversation again."""
    reply = request("POST", f"{api}/chat", {"message": QUESTION})
    if session := reply.json.get("session_id"):
        request("DELETE", f"{api}/conversation/{session}")
    return reply


def _chat_fault(reply: Reply) -> str:
    if reply.status == GOOD and reply.json.get("response"):
        return ""
    if reply.json.get("code") in {"model_unavailable", "busy"}:
        return (
            f"the model does not answer ({_short(reply)}). Ask for access to it, or for a higher "
            "quota, in the Bedrock console of this region; the function's log names the cause."
        )
    return f"it answers {_short(reply)}. The function's log in CloudWatch says why."


def _short(reply: Reply) -> str:
    said = reply.json.get("detail") or reply.json.get("message") or reply.text
    return f"{reply.status or 'nothing'}: {' '.join(str(said).split())[:200]}"
