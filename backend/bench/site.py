"""The site in Chromium: its weight and scores beside the bare page, and how smooth it is."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from playwright.sync_api import Browser, Page

from bench.bare_site import bare_site, first_load
from bench.lighthouse import CATEGORIES, Device, best
from bench.table import Row, p50
from bench.workshop import settings_in
from e2e.building import built_site
from e2e.conftest import DESKTOP
from e2e.scripted import Reply, ScriptedTwin
from e2e.site_server import site
from e2e.visitor import LISTENS
from knowledge import parse_knowledge
from personalise import personalise
from server import create_app
from tests.browser import browser
from tests.serving import serve

LIGHTHOUSE_ROUNDS, ROUNDS, TRIES = 3, 5, 5
FIRST_LOAD_LIMIT = 25
TOKENS, TOKENS_A_SECOND = 2_000, 200
LONG_TASK_LIMITS = {1: 0, 4: 150}
OPENING_MESSAGES, OPENING_LIMIT = 500, 300

_PARAGRAPH = """\
I have inspected **214 bridges** with [drones](https://example.com), and `bearings` first of all.

| bridge | built | verdict |
| --- | --- | --- |
| Waalbrug | 1936 | sound |

1. Fly along the deck.
2. Look twice.

```python
print(bridge.bearings)
```

"""
_WATCH_LONG_TASKS = """
window.longTasks = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longTasks += duration;
}).observe({ type: "longtask" });
"""
_ANSWERED = """
new Promise((answered) => {
  const look = () => document.querySelector("article[aria-busy=false]") && answered();
  setInterval(look, 250);
})
"""
_WATCH_OPENING = """
const look = () => {
  const last = [...document.querySelectorAll("article")].at(-1);
  if (last?.textContent.includes(TEXT)) setTimeout(() => { window.openedAt = performance.now(); });
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def _page(browser: Browser, script: str) -> Page:
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.add_init_script(script)
    return page


def _tokens() -> list[str]:
    """Cut Markdown into tokens of four characters, as long as a model's are on average."""
    text = _PARAGRAPH * (4 * TOKENS // len(_PARAGRAPH) + 1)
    return [text[i : i + 4] for i in range(0, 4 * TOKENS, 4)]


def _long_tasks(browser: Browser, address: str, *, slowdown: int) -> float:
    """Give the ms of long tasks from the question to the end of its answer.

    Playwright's own script, which it puts into the page to find and to wait for elements, takes
    hundreds of them at a quarter of the speed: it is used before, and not meanwhile.
    """
    page = _page(browser, _WATCH_LONG_TASKS)
    page.goto(address)
    page.wait_for_function(LISTENS)
    page.locator("footer textarea").fill("Everything?")
    page.wait_for_timeout(1_000)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.evaluate("window.longTasks = 0")
    page.keyboard.press("Enter")
    page.evaluate(_ANSWERED)
    took = float(page.evaluate("window.longTasks"))
    page.context.close()
    return took


def _opening(browser: Browser, address: str, session: str) -> float:
    newest = json.dumps(f"Answer {OPENING_MESSAGES // 2 - 1}.")
    page = _page(browser, _WATCH_OPENING.replace("TEXT", newest))
    page.goto(address)
    page.evaluate("id => localStorage.setItem('twin.session', id)", session)
    took = []
    for _ in range(ROUNDS):
        page.reload()
        page.wait_for_function("() => window.openedAt")
        took.append(float(page.evaluate("window.openedAt")))
    page.context.close()
    return p50(took)


def _smoothness(export: Path) -> list[Row]:
    twin = ScriptedTwin([Reply(deltas=_tokens(), pause=1 / TOKENS_A_SECOND)])
    session = twin.fill(OPENING_MESSAGES)
    with serve(site(export, twin.app())) as address, browser() as chromium:
        rows = []
        for slowdown, limit in LONG_TASK_LIMITS.items():
            tries = [_long_tasks(chromium, address, slowdown=slowdown) for _ in range(TRIES)]
            what = f"long tasks while {TOKENS:,} tokens stream, CPU / {slowdown}"
            rows.append(Row(what, min(tries), "ms", f"{TOKENS_A_SECOND} tokens/s", limit))
        opening = _opening(chromium, address, session)
    what = f"opening {OPENING_MESSAGES} messages"
    return [*rows, Row(what, opening, "ms", "navigation to interactive", OPENING_LIMIT)]


def _lighthouse(address: str, bare: str, device: Device) -> Iterator[Row]:
    found, floor = (best(a, device, rounds=LIGHTHOUSE_ROUNDS) for a in (address, bare))
    for name in CATEGORIES:
        aim = min(100, floor[name]) if name == "performance" else 100
        what = f"Lighthouse {name}, {device}: points short"
        told = f"{found[name]}; bare page {floor[name]}"
        yield Row(what, max(0, aim - found[name]), "", told, 0)


def measure(folder: Path, data: Path) -> list[Row]:
    """Measure the site of the owner in `data`, before the real backend and before a scripted."""
    export = folder / "site"
    shutil.copytree(built_site(), export)
    knowledge = parse_knowledge((data / "knowledge.json").read_bytes())
    personalise(export, knowledge, picture=None)
    with bare_site() as bare:
        added = first_load(export) - first_load(bare)
        told = f"bare page {first_load(bare):.1f} kB"
        rows = [Row("first-load JavaScript adds", added, "kB", told, FIRST_LOAD_LIMIT)]
        api = create_app(settings_in(folder, data))
        with serve(site(export, api)) as address, serve(site(bare)) as bare_address:
            for device in cast("tuple[Device, ...]", ("phone", "desktop")):
                rows += _lighthouse(address, bare_address, device)
    return rows + _smoothness(export)
