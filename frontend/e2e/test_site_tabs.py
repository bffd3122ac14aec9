"""Leaving and coming back: reloads in mid-air, several tabs, several conversations."""

import threading

import pytest
from playwright.sync_api import expect

from e2e.scripted import Reply, ScriptedTwin
from e2e.visitor import Visitor
from tests.twins import eventually

QUESTION = "What do you do?"


@pytest.fixture
def tab(visitor: Visitor) -> Visitor:
    """Give a second tab, opened after the first has asked a question."""
    visitor.ask(QUESTION)
    visitor.waits()
    tab = visitor.another_tab()
    tab.open()
    expect(tab.turns).to_have_count(1)
    return tab


@pytest.mark.parametrize("leave", ["reload", "back"])
def test_who_leaves_while_waiting_comes_back_to_the_answer(
    visitor: Visitor, twin: ScriptedTwin, gate: threading.Event, leave: str
) -> None:
    twin.replies = [Reply(deltas=["", "Never read."], wait=gate), Reply()]
    visitor.ask(QUESTION)
    eventually(lambda: len(twin.asked) == 1)
    if leave == "reload":
        visitor.page.reload()
    else:
        visitor.page.goto("about:blank")
        visitor.page.go_back()
    visitor.hears("I inspect bridges.")
    gate.set()
    assert twin.asked[0] == twin.asked[1]
    expect(visitor.page.locator(".failure")).to_have_count(0)


def test_everything_asked_offline_goes_out_by_itself(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("ERR_INTERNET_DISCONNECTED")
    visitor.context.set_offline(True)
    for question in ("First?", "Second?"):
        visitor.ask(question)
        expect(visitor.last).to_contain_text("You are offline.")
    visitor.context.set_offline(False)
    visitor.hears("I inspect bridges.")
    assert [asked["message"] for asked in twin.asked] == ["First?", "Second?"]
    expect(visitor.page.locator(".failure")).to_have_count(0)


def test_what_was_asked_offline_goes_out_when_the_page_is_opened_again(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    visitor.expects("ERR_INTERNET_DISCONNECTED")
    visitor.context.set_offline(True)
    visitor.ask(QUESTION)
    expect(visitor.last).to_contain_text("You are offline.")
    visitor.page.close()
    visitor.context.set_offline(False)
    tab = visitor.another_tab()
    tab.open()
    tab.hears("I inspect bridges.")
    assert len(twin.asked) == 1


def test_a_new_conversation_can_be_taken_back(visitor: Visitor, tab: Visitor) -> None:
    visitor.button("New conversation").click()
    expect(visitor.turns).to_have_count(0)
    visitor.page.reload()
    expect(visitor.button("Previous conversation")).to_be_visible()
    expect(visitor.turns).to_have_count(0)
    expect(tab.turns).to_have_count(1)
    visitor.button("Previous conversation").click()
    expect(visitor.last).to_contain_text(QUESTION)
    expect(visitor.button("Previous conversation")).to_have_count(0)
    visitor.page.reload()
    expect(visitor.last).to_contain_text(QUESTION)


def test_each_tab_goes_on_with_its_own_conversation(
    visitor: Visitor, tab: Visitor, twin: ScriptedTwin
) -> None:
    tab.button("New conversation").click()
    tab.ask("Second?")
    tab.waits()
    visitor.ask("Third?")
    visitor.waits()
    for window, questions in ((visitor, [QUESTION, "Third?"]), (tab, ["Second?"])):
        window.page.reload()
        expect(window.page.locator(".bubble")).to_have_text(questions)
    assert len(twin.conversations) == 2


def test_what_another_tab_deletes_goes_when_its_answer_is_here(
    visitor: Visitor, tab: Visitor, twin: ScriptedTwin, gate: threading.Event
) -> None:
    twin.replies = [Reply("Second answer.", wait=gate)]
    visitor.ask("Second?")
    expect(visitor.last).to_contain_text("Second ")
    tab.choose("Delete conversation")
    tab.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(tab.turns).to_have_count(0)
    gate.set()
    expect(visitor.turns).to_have_count(0)
    assert visitor.stored("session") is None


def test_a_question_that_waits_in_one_tab_is_not_sent_by_another(
    visitor: Visitor, twin: ScriptedTwin, gate: threading.Event
) -> None:
    twin.replies = [Reply("First answer.", wait=gate)]
    visitor.ask("First?")
    visitor.ask("Second?")
    tab = visitor.another_tab()
    tab.open()
    expect(tab.turns).to_have_count(1)
    visitor.button("Take it back").click()
    gate.set()
    for window in (visitor, tab):
        window.hears("First answer.")
        expect(window.turns).to_have_count(1)
    assert "Second?" not in [asked["message"] for asked in twin.asked]


def test_a_draft_is_safe_from_other_tabs(visitor: Visitor) -> None:
    tab = visitor.another_tab()
    tab.open()
    visitor.composer.fill("A long draft")
    tab.ask(QUESTION)
    tab.waits()
    visitor.page.reload()
    expect(visitor.composer).to_have_value("A long draft")


def test_a_tab_hears_of_what_another_deleted(visitor: Visitor, tab: Visitor) -> None:
    tab.choose("Delete conversation")
    tab.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(tab.turns).to_have_count(0)
    expect(visitor.turns).to_have_count(0)
