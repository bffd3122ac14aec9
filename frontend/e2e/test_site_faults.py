"""What goes wrong behind the site, and what a visitor sees of it."""

import re
import threading

from playwright.sync_api import expect

from e2e.conftest import NewVisitor
from e2e.scripted import SOURCE, Reply, ScriptedTwin
from e2e.visitor import Visitor
from tests.twins import eventually

BUSY = {"code": "busy", "detail": "I am answering a lot of people right now.", "retry_after": 3}
BROKEN = {"code": "model_unavailable", "detail": "I cannot think right now."}
QUESTION = "What do you do?"


def test_the_first_words_are_there_while_the_rest_is_not(
    visitor: Visitor, twin: ScriptedTwin, gate: threading.Event
) -> None:
    twin.replies = [Reply("I inspect **bridges** with drones.", wait=gate, sources=[SOURCE])]
    visitor.ask(QUESTION)
    expect(visitor.last).to_contain_text("I ")
    expect(visitor.last).to_have_attribute("aria-busy", "true")
    expect(visitor.page.get_by_role("status").filter(has_text="Answering")).to_be_attached()
    expect(visitor.last).not_to_contain_text("drones")
    gate.set()
    visitor.hears("I inspect bridges with drones.")
    expect(visitor.last.locator("strong", has_text="bridges")).to_be_visible()
    said = visitor.page.get_by_role("status").filter(has_text="I inspect bridges with drones.")
    expect(said).to_have_count(1)
    visitor.last.get_by_label("Sources").get_by_role("button", name="Skills").click()
    expect(visitor.last.get_by_role("blockquote")).to_have_text(SOURCE["quote"])


def test_a_stopped_answer_keeps_what_was_said(
    visitor: Visitor, twin: ScriptedTwin, gate: threading.Event
) -> None:
    twin.replies = [Reply("I inspect bridges.", wait=gate), Reply("Again.")]
    visitor.ask(QUESTION)
    expect(visitor.last.locator(".answer")).to_be_visible()
    visitor.button("Stop answering").click()
    expect(visitor.last).to_contain_text("Stopped here.")
    expect(visitor.composer).to_be_focused()
    gate.set()
    eventually(lambda: twin.gone == 1)
    visitor.last.get_by_role("button", name="Answer again").click()
    visitor.hears("Again.")
    assert twin.asked[1]["replaces"] == twin.asked[0]["user_message_id"]


def test_a_busy_twin_counts_down_and_asks_the_same_turn_again(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    visitor.expects("429")
    twin.replies = [Reply(status=429, error=BUSY), Reply()]
    visitor.ask(QUESTION)
    expect(visitor.last).to_contain_text("A lot of people are asking right now.")
    retry = visitor.last.get_by_role("button", name=re.compile("Try again in [123] s"))
    expect(retry).to_be_visible()
    retry.click(force=True)
    assert len(twin.asked) == 1
    ready = visitor.last.get_by_role("button", name="Try again", exact=True)
    ready.click()
    visitor.hears("I inspect bridges.")
    assert twin.asked[0]["user_message_id"] == twin.asked[1]["user_message_id"]
    expect(visitor.last).not_to_contain_text("A lot of people")


def test_an_unavailable_model_is_said_kindly(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("503")
    twin.replies = [Reply(status=503, error=BROKEN), Reply()]
    visitor.ask(QUESTION)
    expect(visitor.last).to_contain_text("I cannot think right now")
    visitor.button("Try again").click()
    visitor.hears("I inspect bridges.")


def test_an_error_in_mid_stream_keeps_the_words_and_offers_the_next_step(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    twin.replies = [Reply("Half an answer", error=BROKEN), Reply()]
    visitor.ask(QUESTION)
    expect(visitor.last).to_contain_text("I cannot think right now")
    expect(visitor.last).to_contain_text("Half an answer")
    visitor.button("Try again").click()
    visitor.hears("I inspect bridges.")
    expect(visitor.last).not_to_contain_text("Half an answer")


def test_a_cut_connection_is_the_same_turn_again(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("ERR_INCOMPLETE_CHUNKED_ENCODING")
    twin.replies = [Reply("Half an answer", cut=True), Reply()]
    visitor.ask(QUESTION)
    expect(visitor.last.get_by_role("button", name="Try again")).to_be_visible()
    visitor.button("Try again").click()
    visitor.hears("I inspect bridges.")
    assert twin.asked[0]["user_message_id"] == twin.asked[1]["user_message_id"]
    expect(visitor.turns).to_have_count(1)


def test_a_full_conversation_goes_on_in_a_new_one(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("409")
    full = {"code": "session_full", "detail": "This conversation has reached its longest."}
    twin.replies = [Reply(status=409, error=full), Reply()]
    visitor.ask(QUESTION)
    visitor.button("Ask in a new conversation").click()
    visitor.hears("I inspect bridges.")
    first, second = (asked["session_id"] for asked in twin.asked)
    assert first != second


def test_a_gateways_own_error_is_understood(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("503")
    twin.replies = [Reply(status=503, error={"message": "Service Unavailable"}), Reply()]
    visitor.ask(QUESTION)
    expect(visitor.last).to_contain_text("I cannot reach the server.")
    visitor.button("Try again").click()
    visitor.hears("I inspect bridges.")


def test_a_stream_in_one_piece_is_a_stream(visitor: Visitor, twin: ScriptedTwin) -> None:
    twin.replies = [Reply("One **piece**.", whole=True, sources=[SOURCE])]
    visitor.ask(QUESTION)
    visitor.hears("One piece.")
    expect(visitor.last.get_by_label("Sources")).to_be_visible()


def test_offline_a_question_waits_and_goes_out_by_itself(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    visitor.expects("ERR_INTERNET_DISCONNECTED")
    visitor.context.set_offline(True)
    visitor.ask(QUESTION)
    expect(visitor.last).to_contain_text("You are offline.")
    visitor.context.set_offline(False)
    visitor.hears("I inspect bridges.")
    assert len(twin.asked) == 1


def test_a_question_that_never_left_survives_a_reload(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("503")
    twin.replies = [Reply(status=503, error=BROKEN), Reply()]
    visitor.ask(QUESTION)
    expect(visitor.last).to_contain_text("I cannot think right now")
    visitor.page.reload()
    expect(visitor.last).to_contain_text(QUESTION)
    visitor.button("Try again").click()
    visitor.hears("I inspect bridges.")


def test_a_sleeping_backend_leaves_the_page_usable_and_is_found_again(
    new_visitor: NewVisitor, scripted: str, twin: ScriptedTwin
) -> None:
    twin.down = {"twin"}
    visitor = new_visitor(scripted)
    visitor.expects("503")
    visitor.open()
    expect(visitor.page.get_by_text("I cannot reach the server. I keep trying")).to_be_visible()
    visitor.composer.fill(QUESTION)
    twin.down = set()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(twin.profile["name"])
    expect(visitor.composer).to_have_value(QUESTION)


def test_an_unreadable_memory_shows_the_page_and_the_conversation_later(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    visitor.expects("503")
    visitor.ask(QUESTION)
    visitor.hears("I inspect bridges.")
    twin.down = {"conversation"}
    visitor.page.reload()
    expect(visitor.page.get_by_text("I cannot reach the server. I keep trying")).to_be_visible()
    twin.down = set()
    visitor.button("Try now").click()
    visitor.hears("I inspect bridges.")


def test_a_delete_that_failed_says_so_and_deletes_nothing(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    visitor.expects("503")
    visitor.ask(QUESTION)
    visitor.hears("I inspect bridges.")
    twin.down = {"delete"}
    visitor.choose("Delete conversation")
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Delete").click()
    expect(dialog).to_contain_text("nothing was deleted")
    dialog.get_by_role("button", name="Keep it").click()
    expect(visitor.turns).to_have_count(1)


def test_a_rating_that_failed_says_so(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("503")
    twin.down = {"feedback"}
    visitor.ask(QUESTION)
    visitor.waits()
    up = visitor.last.get_by_role("button", name="Good answer")
    up.click()
    expect(visitor.last).to_contain_text("That could not be kept.")
    expect(up).to_have_attribute("aria-pressed", "false")


def test_a_comment_that_failed_is_still_there_to_send(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("503")
    visitor.ask(QUESTION)
    visitor.waits()
    twin.down = {"feedback"}
    visitor.last.get_by_role("button", name="Bad answer").click()
    comment = visitor.page.get_by_label("What should be better?")
    comment.fill("A long, thoughtful comment.")
    visitor.last.get_by_role("button", name="Send").click()
    expect(visitor.last).to_contain_text("That could not be kept.")
    expect(comment).to_have_value("A long, thoughtful comment.")
    twin.down = set()
    visitor.last.get_by_role("button", name="Send").click()
    expect(visitor.last).to_contain_text("Thank you, that is noted.")
    assert twin.rated[-1]["comment"] == "A long, thoughtful comment."
    expect(comment).to_have_count(0)


def test_an_unreadable_memory_does_not_keep_anybody_from_asking(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    visitor.expects("503")
    visitor.ask(QUESTION)
    visitor.waits()
    twin.down = {"conversation"}
    visitor.page.reload()
    visitor.ask("And now?")
    expect(visitor.last).to_contain_text("Waiting its turn")
    visitor.button("Start a new conversation").click()
    expect(visitor.composer).to_have_value("And now?")
    expect(visitor.composer).to_be_focused()
    visitor.composer.press("Enter")
    visitor.hears("I inspect bridges.")
    twin.down = set()
    visitor.choose("Previous conversation")
    expect(visitor.last).to_contain_text(QUESTION)


def test_what_is_sent_while_an_answer_streams_waits_its_turn(
    visitor: Visitor, twin: ScriptedTwin, gate: threading.Event
) -> None:
    twin.replies = [Reply("First answer.", wait=gate), Reply("Second answer.")]
    visitor.ask("First?")
    expect(visitor.last).to_contain_text("First ")
    visitor.ask("Second?")
    expect(visitor.last).to_contain_text("Waiting its turn")
    expect(visitor.composer).to_have_value("")
    gate.set()
    visitor.hears("Second answer.")
    expect(visitor.turns.first).to_contain_text("First answer.")
    assert [asked["message"] for asked in twin.asked] == ["First?", "Second?"]


def test_what_waits_can_be_taken_back(
    visitor: Visitor, twin: ScriptedTwin, gate: threading.Event
) -> None:
    twin.replies = [Reply("First answer.", wait=gate)]
    visitor.ask("First?")
    visitor.ask("Second?")
    visitor.button("Take it back").click()
    expect(visitor.composer).to_have_value("Second?")
    expect(visitor.turns).to_have_count(1)
    gate.set()
    visitor.hears("First answer.")
    assert len(twin.asked) == 1


def test_without_the_renderer_an_answer_is_plain_text(visitor: Visitor, twin: ScriptedTwin) -> None:
    visitor.expects("ERR_FAILED")
    visitor.page.route("**/*.js", lambda route: route.abort())
    twin.replies = [Reply("I inspect **bridges**.")]
    visitor.ask(QUESTION)
    visitor.hears("I inspect **bridges**.")
    visitor.page.unroute_all()
    visitor.page.reload()
    visitor.hears("I inspect bridges.")
