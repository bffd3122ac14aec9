"""Lighthouse, as Chrome's own tools run it, on an address."""

import json
from typing import Literal

from bench.process import run
from e2e.building import FRONTEND
from tests.tools import SHELL, chromium

LIGHTHOUSE = "lighthouse@12.8.2"
RUN_SECONDS = 180
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking"

Device = Literal["phone", "desktop"]
Scores = dict[str, int]


def scores(address: str, device: Device) -> Scores:
    """Give the four scores of the page at `address`, 0 to 100 each."""
    report = _report(address, device)
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def _report(address: str, device: Device) -> dict[str, dict[str, dict[str, float]]]:
    command = ["npx", "--yes", LIGHTHOUSE, address, "--output=json", "--quiet"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--preset=desktop"] if device == "desktop" else []
    variables = SHELL | {"CHROME_PATH": chromium()}
    printed = run(command, folder=FRONTEND, variables=variables, seconds=RUN_SECONDS)
    report: dict[str, dict[str, dict[str, float]]] = json.loads(printed)
    return report


def best(address: str, device: Device, *, rounds: int) -> Scores:
    """Give the best of some runs: what a busy machine takes away is not the page's."""
    highest: Scores = {}
    for _ in range(rounds):
        found = scores(address, device)
        highest = {name: max(found[name], highest.get(name, 0)) for name in CATEGORIES}
        if set(highest.values()) == {100}:
            break
    return highest
