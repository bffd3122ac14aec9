"""Where the focus is: what a visitor types next goes where they look."""

import threading
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.conftest import NewVisitor
from e2e.scripted import Reply, ScriptedTwin
from e2e.visitor import Visitor

BROKEN = {"code": "model_unavailable", "detail": "I cannot think right now."}
QUESTION = "What do you do?"
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 740}, "has_touch": True, "is_mobile": True
}  # fmt: skip


@pytest.fixture
def phone(new_visitor: NewVisitor, scripted: str) -> Visitor:
    """Give a visitor with a phone."""
    phone = new_visitor(scripted, **PHONE)
    phone.open()
    return phone


def test_what_is_typed_after_a_failure_stays_in_the_composer(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    visitor.expects("503")
    twin.replies = [Reply(status=503, error=BROKEN)]
    visitor.ask(QUESTION)
    expect(visitor.last).to_contain_text("I cannot think right now")
    visitor.page.keyboard.type("and a space or two")
    expect(visitor.composer).to_have_value("and a space or two")
    assert len(twin.asked) == 1


def test_a_failure_far_above_leaves_the_focus_alone(visitor: Visitor, twin: ScriptedTwin) -> None:
    session = twin.fill(60)
    del twin.conversations[session][3]
    visitor.page.evaluate("id => localStorage.setItem('twin.session', id)", session)
    visitor.page.reload()
    visitor.composer.focus()
    expect(visitor.page.locator(".failure")).to_have_count(1)
    expect(visitor.composer).to_be_focused()


def test_the_focus_returns_to_the_composer_when_its_button_goes(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    visitor.expects("503")
    gate = threading.Event()
    twin.replies = [
        Reply(), Reply(), Reply(status=503, error=BROKEN), Reply(), Reply("The end.", wait=gate)
    ]  # fmt: skip
    visitor.ask(QUESTION)
    visitor.waits()
    visitor.last.get_by_role("button", name="Answer again").press("Enter")
    expect(visitor.composer).to_be_focused()
    visitor.waits()
    visitor.ask(QUESTION)
    visitor.button("Try again").press("Enter")
    expect(visitor.composer).to_be_focused()
    visitor.waits()
    visitor.ask(QUESTION)
    visitor.button("Stop answering").focus()
    gate.set()
    visitor.hears("The end.")
    expect(visitor.composer).to_be_focused()


def test_the_button_that_leads_down_gives_the_focus_to_the_composer(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    twin.replies = [Reply("\n\n".join(f"Paragraph {n}." for n in range(60)))]
    visitor.ask(QUESTION)
    visitor.hears("Paragraph 59.")
    visitor.page.mouse.move(400, 300)
    visitor.page.mouse.wheel(0, -3_000)
    visitor.button("To the newest message").press("Enter")
    expect(visitor.composer).to_be_focused()


def test_a_suggestion_opens_no_keyboard_over_its_answer(phone: Visitor) -> None:
    phone.page.get_by_label("Suggested questions").get_by_role("button").first.tap()
    phone.hears("I inspect bridges.")
    expect(phone.page.get_by_role("main")).to_be_focused()
    phone.last.get_by_role("button", name="Answer again").tap()
    phone.hears("I inspect bridges.")
    expect(phone.page.get_by_role("main")).to_be_focused()


def test_who_writes_on_a_phone_can_go_on_writing(phone: Visitor) -> None:
    phone.composer.fill(QUESTION)
    phone.button("Send").tap()
    phone.hears("I inspect bridges.")
    expect(phone.composer).to_be_focused()


def test_an_edit_outlives_what_is_sent_meanwhile(visitor: Visitor, twin: ScriptedTwin) -> None:
    gate = threading.Event()
    twin.replies = [Reply(), Reply("The end.", wait=gate), Reply()]
    visitor.ask(QUESTION)
    visitor.waits()
    visitor.last.hover()
    visitor.button("Edit question").click()
    area = visitor.page.get_by_label("Edit your question")
    area.fill("A long, careful edit.")
    visitor.ask("Something else?")
    expect(visitor.last).to_have_attribute("aria-busy", "true")
    expect(visitor.button("Ask again")).to_be_disabled()
    area.press("Enter")
    gate.set()
    visitor.hears("The end.")
    expect(area).to_have_value("A long, careful edit.")
    visitor.button("Ask again").click()
    expect(visitor.turns).to_have_count(1)
    visitor.waits()
    assert [asked["message"] for asked in twin.asked][-1] == "A long, careful edit."


def test_only_the_last_answer_can_be_given_again(visitor: Visitor) -> None:
    for number in range(3):
        visitor.ask(f"Question {number}?")
        visitor.waits()
    expect(visitor.page.get_by_label("Answer again")).to_have_count(1)
    expect(visitor.last.get_by_label("Answer again")).to_have_count(1)


def test_an_answer_is_not_lost_to_one_that_fails(visitor: Visitor, twin: ScriptedTwin) -> None:
    twin.replies = [Reply("The first answer."), Reply("Half", error=BROKEN), Reply("The second.")]
    visitor.ask(QUESTION)
    visitor.waits()
    visitor.last.get_by_role("button", name="Answer again").click()
    expect(visitor.last).to_contain_text("I cannot think right now")
    expect(visitor.turns.first).to_contain_text("The first answer.")
    visitor.button("Try again").click()
    visitor.hears("The second.")
    expect(visitor.turns).to_have_count(1)
    assert twin.asked[1] == twin.asked[2]
