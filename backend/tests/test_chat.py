import asyncio
import fcntl
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event as Gate
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chat
from errors import Busy, MemoryUnavailable, ModelTimeout, ModelUnavailable, NotFound, TwinError
from file_memory import LOCK_FILES
from schemas import (
    ChatRequest,
    DoneEvent,
    Event,
    FeedbackRequest,
    Message,
    SessionEvent,
    SourcesEvent,
    TokenEvent,
)
from tests.twins import Script, ScriptedProvider, clients_for, settings_for
from twin import Twin

pytestmark = pytest.mark.anyio


def twin_of(folder: Path, provider: ScriptedProvider, **values: str) -> Twin:
    return Twin(clients_for(settings_for(folder, **values), provider))


async def ask(twin: Twin, message: str = "Do you play chess?", **fields: str) -> list[Event]:
    turn = twin.start(ChatRequest.model_validate({"message": message} | fields))
    return [event async for event in turn]


def session_of(events: list[Event]) -> SessionEvent:
    return next(e for e in events if isinstance(e, SessionEvent))


def done(events: list[Event]) -> DoneEvent:
    assert isinstance(events[-1], DoneEvent)
    return events[-1]


async def test_a_turn_acknowledges_streams_sources_and_ends(tmp_path: Path) -> None:
    twin = twin_of(tmp_path, ScriptedProvider(Script(["I play ", "chess badly ", "and often."])))
    events = await ask(twin)
    kinds = [type(e) for e in events]
    assert kinds[0] is SessionEvent
    assert kinds[-2:] == [SourcesEvent, DoneEvent]
    assert set(kinds[1:-2]) == {TokenEvent}
    assert done(events).response == "I play chess badly and often."
    sources = next(e for e in events if isinstance(e, SourcesEvent)).sources
    assert [s.id for s in sources] == ["me.chess"]
    assert sources[0].quote == "I play chess badly and often."


async def test_the_model_sees_system_sections_and_the_turns_before(tmp_path: Path) -> None:
    provider = ScriptedProvider()
    twin = twin_of(tmp_path, provider)
    first = session_of(await ask(twin, "One?"))
    await ask(twin, "Two?", session_id=first.session_id)
    prompt = provider.prompts[-1]
    assert [t.content for t in prompt.messages] == ["One?", "I play chess.", "Two?"]
    assert "Babbage" in prompt.system


async def test_the_question_is_kept_before_anything_is_shown(tmp_path: Path) -> None:
    gate = Gate()
    twin = twin_of(tmp_path, ScriptedProvider(Script(["Never shown"], gate=gate)))
    turn = twin.start(ChatRequest(message="Kept?"))
    first = await anext(aiter(turn))
    assert isinstance(first, SessionEvent)
    kept = await twin.history(first.session_id)
    assert [m.content for m in kept] == ["Kept?"]
    gate.set()
    await turn.task


async def test_a_memory_that_fails_says_the_turn_was_not_kept(tmp_path: Path) -> None:
    (tmp_path / "memory").write_text("a file where the folder should be")
    twin = twin_of(tmp_path / "memory" / "sub", ScriptedProvider())
    with pytest.raises(MemoryUnavailable):
        await ask(twin)
    assert all(reply.is_closed for reply in twin.clients.provider.replies)  # type: ignore[attr-defined]


@contextmanager
def hanging_store(folder: Path) -> Iterator[None]:
    """Hold every lock of a FileMemory, as a process that never ends would."""
    locks = folder / ".writing"
    locks.mkdir(exist_ok=True)
    with ExitStack() as stack:
        for share in range(LOCK_FILES):
            lock = stack.enter_context((locks / f"{share:02}.lock").open("ab"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


async def test_a_store_that_hangs_is_told_before_the_gateway_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat, "WRITE_SECONDS", 0.1)
    provider = ScriptedProvider()
    twin = twin_of(tmp_path, provider, TURN_TIMEOUT="1")
    session = str(uuid4())
    with hanging_store(tmp_path), pytest.raises(MemoryUnavailable, match=r"not answer in 1\.1 s"):
        await ask(twin, session_id=session)
    await asyncio.sleep(0.1)
    assert await twin.history(session) == []
    assert provider.prompts == []


async def test_an_answer_that_the_store_does_not_take_is_not_said_to_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat, "WRITE_SECONDS", 0.1)
    gate = Gate()
    twin = twin_of(tmp_path, ScriptedProvider(Script(["Said "], gate=gate)), TURN_TIMEOUT="1")
    events = aiter(twin.start(ChatRequest(message="Kept?")))
    session = await anext(events)
    assert isinstance(session, SessionEvent)
    with hanging_store(tmp_path):
        gate.set()
        with pytest.raises(MemoryUnavailable):
            _ = [event async for event in events]


async def test_a_failed_model_keeps_the_question_and_the_same_id_asks_again(
    tmp_path: Path,
) -> None:
    provider = ScriptedProvider(Script([], error=Busy("throttled")), Script())
    twin = twin_of(tmp_path, provider)
    names = {"session_id": str(uuid4()), "user_message_id": str(uuid4())}
    with pytest.raises(Busy):
        await ask(twin, **names)
    (kept,) = await twin.history(names["session_id"])
    assert (kept.content, kept.finish) == ("Do you play chess?", "error")
    assert done(await ask(twin, **names)).response == "I play chess."
    assert [m.role for m in await twin.history(names["session_id"])] == ["user", "assistant"]


async def test_a_stream_that_breaks_keeps_what_was_said(tmp_path: Path) -> None:
    twin = twin_of(tmp_path, ScriptedProvider(Script(["Half an "], error=ModelUnavailable("cut"))))
    session = str(uuid4())
    with pytest.raises(ModelUnavailable):
        await ask(twin, session_id=session)
    kept = await twin.history(session)
    assert [(m.content, m.finish) for m in kept] == [
        ("Do you play chess?", "error"),
        ("Half an ", "error"),
    ]


async def test_a_stop_keeps_the_partial_answer_and_ends_the_model_call(tmp_path: Path) -> None:
    provider = ScriptedProvider(Script(["One ", "two "], gate=Gate()))
    twin = twin_of(tmp_path, provider)
    turn = twin.start(ChatRequest(message="Count"))
    events: list[Event] = []
    async for event in turn:
        events.append(event)
        if isinstance(event, TokenEvent) and event.delta.strip() == "two":
            turn.stop()
    assert done(events).finish == "stopped"
    assert provider.replies[0].is_closed
    kept = await twin.history(session_of(events).session_id)
    assert (kept[-1].content, kept[-1].finish) == ("One two ", "stopped")


async def test_a_stop_before_the_first_word_keeps_the_question(tmp_path: Path) -> None:
    twin = twin_of(tmp_path, ScriptedProvider(Script([], gate=Gate())))
    turn = twin.start(ChatRequest(message="Wait"))
    turn.stop()
    events = [event async for event in turn]
    (kept,) = await twin.history(session_of(events).session_id)
    assert kept.finish == "stopped"


async def test_the_deadline_keeps_what_was_said_in_time(tmp_path: Path) -> None:
    twin = twin_of(tmp_path, ScriptedProvider(Script(["So far "], gate=Gate())), TURN_TIMEOUT="1")
    ended = done(await ask(twin))
    assert (ended.response, ended.finish) == ("So far ", "timeout")


async def test_no_word_before_the_deadline_is_a_timeout(tmp_path: Path) -> None:
    twin = twin_of(tmp_path, ScriptedProvider(Script([], gate=Gate())), TURN_TIMEOUT="1")
    with pytest.raises(ModelTimeout):
        await ask(twin)


async def test_an_empty_answer_is_an_error_and_a_filtered_one_a_sentence(tmp_path: Path) -> None:
    provider = ScriptedProvider(Script([" "]), Script([], finish="filtered"))
    twin = twin_of(tmp_path, provider)
    with pytest.raises(ModelUnavailable):
        await ask(twin)
    ended = done(await ask(twin))
    assert ended.finish == "filtered"
    assert ended.response


async def test_a_bug_in_the_provider_shows_nothing_of_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(ScriptedProvider):
        def reply(self, prompt: object, *, deadline: float) -> object:  # type: ignore[override]
            raise RuntimeError("arn:aws:secret")

    twin = twin_of(tmp_path, Broken())
    with pytest.raises(TwinError) as caught:
        await ask(twin)
    assert "arn" not in caught.value.detail
    assert "arn:aws:secret" in caplog.text


async def test_the_same_id_five_times_at_once_is_one_turn(tmp_path: Path) -> None:
    provider = ScriptedProvider(Script(pause=0.1))
    twin = twin_of(tmp_path, provider)
    names = {"session_id": str(uuid4()), "user_message_id": str(uuid4())}
    answers = await asyncio.gather(*(ask(twin, **names) for _ in range(5)))
    assert len({done(a).message_id for a in answers}) == 1
    assert {done(a).response for a in answers} == {"I play chess."}
    assert {session_of(a).message_id for a in answers} == {done(answers[0]).message_id}
    assert len(await twin.history(names["session_id"])) == 2
    again = await ask(twin, **names)
    assert done(again) == done(answers[0])


async def test_a_first_message_sent_again_starts_no_second_conversation(tmp_path: Path) -> None:
    provider = ScriptedProvider(Script(pause=0.05))
    twin = twin_of(tmp_path, provider)
    first = str(uuid4())
    answers = await asyncio.gather(*(ask(twin, user_message_id=first) for _ in range(5)))
    assert len({session_of(a).session_id for a in answers}) == 1
    assert len({done(a).message_id for a in answers}) == 1
    assert len(list(tmp_path.glob("*.json"))) == 1
    other = await ask(twin, user_message_id=str(uuid4()))
    assert session_of(other).session_id != session_of(answers[0]).session_id


async def test_a_delete_during_a_turn_wins(tmp_path: Path) -> None:
    gate = Gate()
    twin = twin_of(tmp_path, ScriptedProvider(Script(["Gone "], gate=gate)))
    turn = twin.start(ChatRequest(message="Forget me"))
    events = aiter(turn)
    session = await anext(events)
    assert isinstance(session, SessionEvent)
    await twin.delete(session.session_id)
    gate.set()
    with pytest.raises(NotFound):
        _ = [event async for event in events]
    assert await twin.history(session.session_id) == []
    assert list(tmp_path.glob(f"{session.session_id}*.json")) == []


async def test_an_edit_and_feedback_work_while_a_turn_is_under_way(tmp_path: Path) -> None:
    gate = Gate()
    provider = ScriptedProvider(Script(), Script(["Slow "], gate=gate), Script(["New."]))
    twin = twin_of(tmp_path, provider)
    first = await ask(twin, "One?")
    names = session_of(first)
    slow = twin.start(ChatRequest(message="Two?", session_id=names.session_id))
    second = await anext(aiter(slow))
    assert isinstance(second, SessionEvent)
    await twin.rate(
        FeedbackRequest(session_id=names.session_id, message_id=names.message_id, value="up")
    )
    edited = await ask(
        twin, "Two, edited?", session_id=names.session_id, replaces=second.user_message_id
    )
    gate.set()
    await slow.task
    shown = await twin.history(names.session_id)
    assert [m.content for m in shown] == ["One?", "I play chess.", "Two, edited?", "New."]
    assert shown[1].feedback is not None
    assert done(edited).response == "New."


async def test_more_turns_than_allowed_are_busy_at_once(tmp_path: Path) -> None:
    gate = Gate()
    twin = twin_of(tmp_path, ScriptedProvider(Script(gate=gate)), MAX_STREAMS="2")
    turns = [twin.start(ChatRequest(message="x")) for _ in range(2)]
    with pytest.raises(Busy) as caught:
        twin.start(ChatRequest(message="x"))
    assert caught.value.retry_after
    gate.set()
    await asyncio.gather(*(turn.task for turn in turns))
    await ask(twin)


async def test_closing_keeps_what_is_being_said(tmp_path: Path) -> None:
    twin = twin_of(tmp_path, ScriptedProvider(Script(["Goodbye "], gate=Gate())))
    turn = twin.start(ChatRequest(message="x"))
    events = aiter(turn)
    session = await anext(events)
    assert isinstance(session, SessionEvent)
    await anext(events)
    await twin.close()
    kept = await twin.history(session.session_id)
    assert kept[-1].content == "Goodbye "


async def test_the_log_has_figures_and_no_text(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await ask(twin_of(tmp_path, ScriptedProvider()), "My secret question")
    (line,) = [r for r in caplog.records if r.message == "turn"]
    assert {"session_id", "provider", "input_tokens", "first_token_ms", "total_ms"} <= set(
        line.__dict__
    )
    assert "secret" not in str([r.__dict__ for r in caplog.records])
    assert "chess" not in str([r.__dict__ for r in caplog.records])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deltas=st.lists(st.text(st.characters(codec=None), max_size=20), max_size=8))
async def test_joined_deltas_are_the_response_are_the_memory(
    tmp_path: Path, deltas: list[str]
) -> None:
    twin = twin_of(tmp_path, ScriptedProvider(Script(["Well, ", *deltas])))
    events = await ask(twin)
    joined = "".join(e.delta for e in events if isinstance(e, TokenEvent))
    kept: list[Message] = await twin.history(session_of(events).session_id)
    assert joined == done(events).response == kept[-1].content
    joined.encode()


async def test_a_model_that_needs_a_fixed_address_gets_it_in_the_stream(tmp_path: Path) -> None:
    deltas = ["Write to ", "ada@", "exmaple.com", "."]
    events = await ask(twin_of(tmp_path, ScriptedProvider(Script(deltas))))
    assert done(events).response == "Write to ada@example.com."
