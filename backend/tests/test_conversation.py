from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conversation
from conversation import Question
from errors import IdTaken, InvalidRequest, NotFound, SessionFull
from schemas import FeedbackRequest, Finish, Message

NOW, LATER, MUCH_LATER = (f"2026-11-23T10:{m}:00+00:00" for m in ("00", "01", "09"))
SESSION = "00000000-0000-4000-8000-000000000000"


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def question(number: int, *, replaces: int | None = None, at: str = NOW, run: int = 0) -> Question:
    return Question(
        id=uuid(number),
        text=f"question {number}",
        answer_id=uuid(1_000 + 100 * run + number),
        asked_at=at,
        pending_until=LATER if at == NOW else MUCH_LATER,
        replaces=None if replaces is None else uuid(replaces),
    )


def answer(to: Question, text: str = "an answer", finish: Finish = "complete") -> Message:
    return Message(
        role="assistant",
        content=text,
        timestamp=NOW,
        id=to.answer_id,
        reply_to=to.id,
        finish=finish,
    )


def ask(messages: list[Message], asked: Question) -> list[Message]:
    after = conversation.ask(messages, asked, max_messages=1_000)
    assert after is not None
    return after


def settle(
    messages: list[Message], asked: Question, *, finish: Finish = "complete"
) -> list[Message]:
    after = conversation.settle(messages, asked, finish=finish, answer=answer(asked, finish=finish))
    assert after is not None
    return after


def visible(messages: list[Message], *, at: str = NOW) -> list[str]:
    return [m.content for m in conversation.visible(messages, at)]


def fail(messages: list[Message], asked: Question) -> list[Message]:
    after = conversation.settle(messages, asked, finish="error", answer=None)
    assert after is not None
    return after


def talk(*numbers: int) -> list[Message]:
    messages: list[Message] = []
    for number in numbers:
        messages = settle(ask(messages, question(number)), question(number))
    return messages


def test_the_same_question_again_changes_nothing() -> None:
    messages = ask([], question(1))
    assert conversation.ask(messages, question(1, run=1), max_messages=10) is None
    assert conversation.ask(settle(messages, question(1)), question(1), max_messages=10) is None


def test_a_question_whose_answer_failed_is_asked_again_in_its_place() -> None:
    messages = settle(ask(talk(1), question(2)), question(2), finish="error")
    again = ask(messages, question(2, run=1))
    assert [m.id for m in again if m.role == "user"] == [uuid(1), uuid(2)]
    assert conversation.find_answer(again, uuid(2)) is None
    done = settle(again, question(2, run=1))
    assert visible(done) == [
        "question 1",
        "an answer",
        "question 2",
        "an answer",
    ]


def test_a_question_whose_process_died_is_taken_over_when_its_time_is_up() -> None:
    messages = ask([], question(1))
    taken = ask(messages, question(1, at=MUCH_LATER, run=1))
    assert taken[0].answer_id == question(1, run=1).answer_id
    assert conversation.settle(taken, question(1), finish="complete", answer=None) is None


def test_an_edit_supersedes_the_turn_and_all_after_it() -> None:
    messages = ask(talk(1, 2, 3), question(4, replaces=2))
    shown = visible(messages)
    assert shown == ["question 1", "an answer", "question 4"]
    assert len(messages) == 7


def test_what_was_replaced_comes_back_when_the_new_answer_fails() -> None:
    before = ask(talk(1, 2, 3), question(4, replaces=3))
    edited = question(5, replaces=2)
    failed = settle(ask(settle(before, question(4, replaces=3)), edited), edited, finish="error")
    shown = visible(failed)
    assert shown[:4] == ["question 1", "an answer", "question 2", "an answer"]
    assert "question 3" not in shown
    assert shown[4:6] == ["question 4", "an answer"]
    assert shown[6:] == ["question 5", "an answer"]


def test_a_failed_edit_that_is_asked_again_replaces_again() -> None:
    edited = question(3, replaces=1)
    failed = fail(ask(talk(1, 2), edited), edited)
    assert len(visible(failed)) == 5
    again = question(3, replaces=1, at=LATER, run=1)
    answered = settle(ask(failed, again), again)
    assert visible(answered) == ["question 3", "an answer"]


def test_a_failure_restores_nothing_that_a_newer_edit_has_replaced() -> None:
    first, second = question(3, replaces=2), question(4, replaces=1)
    both = ask(ask(talk(1, 2), first), second)
    failed = fail(both, first)
    assert visible(failed) == ["question 4"]


def test_a_late_answer_is_there_when_the_edit_of_it_fails() -> None:
    first, second = question(2, replaces=1), question(3, replaces=2)
    messages = settle(ask(ask(talk(1), first), second), first)
    assert visible(messages) == ["question 3"]
    failed = fail(messages, second)
    assert visible(failed) == ["question 2", "an answer", "question 3"]


@pytest.mark.parametrize("order", [(2, 3), (3, 2)])
def test_an_edit_of_an_edit_costs_nothing_when_both_fail(order: tuple[int, int]) -> None:
    edits = {2: question(2, replaces=1), 3: question(3, replaces=2)}
    messages = ask(ask(talk(1), edits[2]), edits[3])
    for number in order:
        messages = fail(messages, edits[number])
    assert visible(messages) == ["question 1", "an answer", "question 2", "question 3"]
    last = question(4, replaces=2)
    assert visible(ask(messages, last)) == ["question 4"]
    assert visible(settle(ask(messages, last), last)) == ["question 4", "an answer"]


def test_an_edit_whose_process_died_gives_back_what_it_should_have_replaced() -> None:
    messages = ask(talk(1), question(2, replaces=1))
    assert visible(messages) == ["question 2"]
    assert visible(messages, at=MUCH_LATER) == ["question 1", "an answer", "question 2"]
    again = question(3, replaces=1, at=MUCH_LATER)
    assert visible(settle(ask(messages, again), again), at=MUCH_LATER) == [
        "question 3",
        "an answer",
    ]


@pytest.mark.parametrize("damaged", ["soon", "2026-11-24", "2099-01-01T10:00:00", "x" * 9_999])
def test_a_damaged_time_hides_nothing(damaged: str) -> None:
    messages = ask(talk(1), question(2, replaces=1))
    messages[-1] = messages[-1].model_copy(update={"pending_until": damaged})
    assert visible(messages) == ["question 1", "an answer", "question 2"]


@given(st.data())
def test_edits_that_all_fail_lose_nothing(data: st.DataObject) -> None:
    messages = talk(1, 2, 3)
    before = visible(messages)
    open_edits: list[Question] = []
    for number in range(10, 10 + data.draw(st.integers(1, 6))):
        shown = [m.id for m in conversation.visible(messages, NOW) if m.role == "user"]
        edit = replace(question(number), replaces=data.draw(st.sampled_from(shown)))
        messages = ask(messages, edit)
        open_edits.append(edit)
        if data.draw(st.booleans()):
            messages = fail(
                messages, open_edits.pop(data.draw(st.integers(0, 99)) % len(open_edits))
            )
    for edit in data.draw(st.permutations(open_edits)):
        messages = fail(messages, edit)
    assert visible(messages)[: len(before)] == before


def test_one_id_is_one_message() -> None:
    other = replace(question(1), text="another question")
    with pytest.raises(IdTaken, match="another message has this id"):
        ask(talk(1), other)


@pytest.mark.parametrize("replaces", [9, 1_001])
def test_only_a_question_that_is_there_can_be_replaced(replaces: int) -> None:
    with pytest.raises(NotFound):
        ask(talk(1), question(2, replaces=replaces))


def test_what_was_replaced_cannot_be_replaced_again() -> None:
    messages = ask(talk(1), question(2, replaces=1))
    with pytest.raises(NotFound):
        ask(messages, question(3, replaces=1))


def test_an_answers_id_is_no_question() -> None:
    with pytest.raises(InvalidRequest):
        ask(talk(1), question(1_001))


def test_a_full_conversation_says_so_but_keeps_answering_what_it_holds() -> None:
    messages = talk(1, 2)
    with pytest.raises(SessionFull):
        conversation.ask(messages, question(3), max_messages=5)
    assert conversation.ask(messages, question(2), max_messages=4) is None


def test_a_delete_wins_over_an_answer_on_its_way() -> None:
    ask([], question(1))
    for finish in ("complete", "error"):
        after = conversation.settle([], question(1), finish=finish, answer=answer(question(1)))
        assert after is None


def test_an_answer_settles_once() -> None:
    asked = question(1)
    messages = settle(ask([], asked), asked)
    again = conversation.settle(messages, asked, finish="complete", answer=answer(asked))
    assert again is None


def test_an_answer_to_a_question_edited_meanwhile_is_kept_out_of_sight() -> None:
    messages = ask(ask([], question(1)), question(2, replaces=1))
    after = settle(messages, question(1))
    assert visible(after) == ["question 2"]
    assert len(after) == 3


def test_answers_stand_behind_their_questions_in_whatever_order_they_come() -> None:
    messages = ask(ask([], question(1)), question(2))
    messages = settle(settle(messages, question(2)), question(1))
    assert [m.reply_to or m.id for m in messages] == [uuid(1), uuid(1), uuid(2), uuid(2)]


def test_a_failed_turn_is_marked_and_out_of_the_models_sight() -> None:
    failed = question(2)
    messages = ask(talk(1), failed)
    messages = conversation.settle(messages, failed, finish="error", answer=None) or []
    assert messages[-1].finish == "error"
    assert messages[-1].pending_until is None
    seen = conversation.window(messages, question(3), budget=999, tokens=len)
    assert [t.content for t in seen] == ["question 1", "an answer", "question 3"]


def test_an_opinion_is_kept_and_taken_back() -> None:
    def rated(messages: list[Message], value: str, message: int = 1_001) -> list[Message]:
        request = FeedbackRequest.model_validate(
            {"session_id": SESSION, "message_id": uuid(message), "value": value, "comment": "why"}
        )
        return conversation.rate(messages, request, now=NOW)

    messages = rated(talk(1), "down")
    assert messages[1].feedback is not None
    assert (messages[1].feedback.value, messages[1].feedback.comment) == ("down", "why")
    assert rated(messages, "none")[1].feedback is None
    with pytest.raises(NotFound):
        rated(messages, "up", message=1)


@given(
    outcomes=st.lists(st.sampled_from(["complete", "stopped", "error", "blank", "open"])),
    budget=st.integers(0, 200),
)
def test_the_window_alternates_starts_with_the_user_and_fits(
    outcomes: list[str], budget: int
) -> None:
    messages: list[Message] = []
    for number, outcome in enumerate(outcomes):
        asked = question(number)
        messages = ask(messages, asked)
        if outcome != "open":
            finish: Finish = "error" if outcome == "error" else "complete"
            text = " " if outcome == "blank" else "an answer"
            said = answer(asked, text, finish)
            messages = conversation.settle(messages, asked, finish=finish, answer=said) or messages
    newest = question(999)
    seen = conversation.window(ask(messages, newest), newest, budget=budget, tokens=len)
    assert seen[0].role == "user"
    assert seen[-1].content == newest.text
    assert all(a.role != b.role for a, b in pairwise(seen))
    assert sum(len(t.content) for t in seen[:-1]) <= budget
