"""Every state of the site: without barriers, and with a picture of it in .artifacts/."""

import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from e2e.building import ARTIFACTS, FRONTEND
from e2e.conftest import NewVisitor
from e2e.scripted import PROFILE, SOURCE, Reply, ScriptedTwin
from e2e.visitor import COLOURS, RULES, Visitor

SIZES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2},
    "desktop": {"viewport": {"width": 1000, "height": 760}},
}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PICTURES = ARTIFACTS / "screenshots"
BUSY = {"code": "busy", "detail": "I am answering a lot of people.", "retry_after": 30}
RICH = """I have inspected **214 bridges**, most of them with [drones](https://example.com/drones).

| Bridge | Built | Verdict after the last inspection |
| --- | ---: | --- |
| Waalbrug | 1936 | sound, repaint the northern arch |
| Klinkerbrug | 1988 | two bearings to be replaced |

1. Fly along the deck.
2. Look at the `bearings`, then at the joints:

```python
for bearing in bridge.bearings:
    print(bearing.name, bearing.gap_in_millimetres, "of", bearing.allowed_gap_in_millimetres)
```

> A bridge tells you what is wrong with it, if you have the time to listen.
"""
LONG = "\n\n".join(f"Paragraph {n}: " + "every bridge has its story. " * 12 for n in range(12))
Prepare = Callable[[Visitor, ScriptedTwin], None]


def empty(visitor: Visitor, twin: ScriptedTwin) -> None:
    expect(visitor.page.get_by_label("Suggested questions")).to_be_visible()


def thinking(visitor: Visitor, twin: ScriptedTwin) -> None:
    twin.replies = [Reply(deltas=["", "I inspect."], wait=threading.Event())]
    visitor.ask("How many bridges have you inspected?")
    expect(visitor.page.locator("article[aria-busy=true]")).to_be_visible()


def streaming(visitor: Visitor, twin: ScriptedTwin) -> None:
    twin.replies = [Reply(deltas=[RICH[:420], RICH[420:]], wait=threading.Event())]
    visitor.ask("How many bridges have you inspected?")
    expect(visitor.last.get_by_role("table")).to_be_visible()
    visitor.composer.fill("And which one is")


def answered(visitor: Visitor, twin: ScriptedTwin) -> None:
    more = SOURCE | {"id": "linkedin.3", "title": "Bridge inspector at Stadswerk"}
    twin.replies = [Reply(RICH, sources=[SOURCE, more])]
    visitor.ask("How many bridges have you inspected, and how do you do it?")
    visitor.waits()
    expect(visitor.last.locator("pre")).to_be_visible()
    visitor.last.get_by_label("Sources").get_by_role("button").first.click()
    visitor.last.get_by_role("button", name="Bad answer").click()
    expect(visitor.page.get_by_label("What should be better?")).to_be_visible()


def busy(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("429")
    twin.replies = [Reply(), Reply(status=429, error=BUSY)]
    visitor.ask("What do you do?")
    visitor.waits()
    visitor.ask("How many bridges have you inspected?")
    expect(visitor.last).to_contain_text("A lot of people")


def broken(visitor: Visitor, twin: ScriptedTwin) -> None:
    fault = {"code": "model_unavailable", "detail": "I cannot think right now."}
    twin.replies = [Reply("I have inspected **214", error=fault)]
    visitor.ask("How many bridges have you inspected?")
    expect(visitor.last).to_contain_text("I cannot think")


def unreachable(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("503")
    twin.down = {"twin", "conversation"}
    visitor.page.reload()
    expect(visitor.page.get_by_text("I cannot reach the server.")).to_be_visible()


def long(visitor: Visitor, twin: ScriptedTwin) -> None:
    twin.replies = [Reply(LONG)]
    for question in ("First?", "Second?", "Third, and a longer question than the ones before it?"):
        visitor.ask(question)
        visitor.waits()
    visitor.page.mouse.move(180, 300)
    visitor.page.mouse.wheel(0, -1_500)
    expect(visitor.button("To the newest message")).to_be_visible()


def menu(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.ask("What do you do?")
    visitor.waits()
    visitor.button("Menu").click()
    expect(visitor.button("Download as JSON")).to_be_visible()


def dialog(visitor: Visitor, twin: ScriptedTwin) -> None:
    menu(visitor, twin)
    visitor.button("Delete conversation").click()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


def editing(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.ask("What do you do?")
    visitor.waits()
    visitor.last.hover()
    visitor.last.get_by_role("button", name="Edit question").click()
    visitor.composer.fill("x" * 4_010)
    expect(visitor.page.locator("#limit")).to_be_visible()


def left(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.ask("What do you do?")
    visitor.waits()
    visitor.button("New conversation").click()
    expect(visitor.button("Previous conversation")).to_be_visible()


def crashed(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("is not a function", "React", "error")
    twin.profile = {**twin.profile, "links": "none"}
    visitor.page.reload()
    expect(visitor.page.get_by_role("heading", name="This page broke")).to_be_visible()
    expect(visitor.button("Start a new conversation")).to_be_visible()


def lost(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("404")
    visitor.page.goto(f"{visitor.address}/nowhere")
    expect(visitor.page.get_by_role("heading", name="There is nothing here")).to_be_visible()


STATES: list[Prepare] = [
    empty, thinking, streaming, answered, busy, broken, unreachable, long, menu, dialog, editing,
    left, lost, crashed,
]  # fmt: skip


@pytest.fixture
def twins(twin: ScriptedTwin) -> Iterator[ScriptedTwin]:
    """Give the scripted twin, and let go of its streams afterwards."""
    yield twin
    for reply in twin.replies:
        if reply.wait:
            reply.wait.set()


@pytest.mark.parametrize("state", STATES, ids=lambda s: s.__name__)
def test_a_state_has_no_barriers(
    new_visitor: NewVisitor, scripted: str, twins: ScriptedTwin, state: Prepare
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    found = []
    for size, options in SIZES.items():
        twins.replies, twins.down, twins.profile = [Reply()], set(), dict(PROFILE)
        visitor = new_visitor(scripted, reduced_motion="reduce", **options)
        visitor.open()
        state(visitor, twins)
        assert visitor.has_no_sideways_scroll()
        for theme in THEMES:
            visitor.page.emulate_media(color_scheme=theme)
            name = f"{state.__name__}-{size}-{theme}"
            visitor.page.screenshot(path=PICTURES / f"{name}.png")
            rules = RULES if theme == "light" else COLOURS
            found += [f"{name}: {barrier}" for barrier in visitor.barriers(rules)]
    assert found == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_pictures_of_the_readme_are_of_the_real_thing(
    new_visitor: NewVisitor, real: str, pytestconfig: pytest.Config, theme: str
) -> None:
    window = {"viewport": {"width": 1100, "height": 780}, "color_scheme": theme}
    guest = new_visitor(real, reduced_motion="reduce", **window)
    guest.open()
    guest.ask("Tell me about the storm surge at Rotterdam.")
    guest.waits()
    guest.last.get_by_label("Sources").get_by_role("button").first.click()
    guest.composer.fill("What would you do differently today?")
    name = "screenshot.png" if theme == "light" else "screenshot-dark.png"
    guest.page.screenshot(path=PICTURES / name)
    if pytestconfig.getoption("--screenshots"):
        shutil.copyfile(PICTURES / name, FRONTEND.parent / "docs" / name)


def test_forced_colours_show_what_is_chosen(
    new_visitor: NewVisitor, scripted: str, twin: ScriptedTwin
) -> None:
    twin.replies = [Reply(sources=[SOURCE])]
    visitor = new_visitor(scripted, forced_colors="active")
    visitor.open()
    visitor.ask("What do you do?")
    visitor.waits()
    up = visitor.last.get_by_role("button", name="Good answer")
    chip = visitor.last.get_by_label("Sources").get_by_role("button")
    for button in (up, chip):
        expect(button).to_have_css("outline-style", "none")
        button.click()
        visitor.composer.focus()
        expect(button).to_have_css("outline-style", "solid")
    visitor.button("Menu").click()
    chosen = visitor.page.locator(".themes label").filter(has=visitor.page.locator(":checked"))
    expect(chosen).to_have_css("outline-style", "solid")
    visitor.page.screenshot(path=PICTURES / "forced-colours.png")


def test_printing_shows_the_whole_conversation(visitor: Visitor, twin: ScriptedTwin) -> None:
    twin.replies = [Reply(LONG, sources=[SOURCE])]
    visitor.ask("Everything?")
    visitor.waits()
    quote = visitor.page.get_by_text(SOURCE["quote"])
    expect(quote).to_be_hidden()
    visitor.page.emulate_media(media="print")
    expect(quote).to_be_visible()
    expect(visitor.composer).to_be_hidden()
    tall = "() => document.documentElement.scrollHeight"
    assert visitor.page.evaluate(tall) > 1_500
    visitor.page.screenshot(path=PICTURES / "print.png", full_page=True)
