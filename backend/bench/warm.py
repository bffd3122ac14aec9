"""A warm handler: one turn against a bare one, and in a long conversation against a short one."""

import json
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from mangum import Mangum

from bench.table import Row, p50, p99
from bench.workshop import BARE, PacedProvider, chat_event, read_event, settings_in
from clients import Clients
from schemas import Message
from server import create_app

BATCHES, ROUNDS = 5, 60
LONG_ROUNDS = 60
ADDED_LIMIT = 2.0
LONG_LIMIT = 3.0
SHORT, LONG = 10, 1_000


def _twin(folder: Path, data: Path) -> Mangum:
    (folder / "memory").mkdir(exist_ok=True)
    settings = settings_in(folder, data, MAX_MESSAGES="100000")
    app = create_app(settings)
    clients = Clients(settings)
    clients.__dict__["provider"] = PacedProvider()
    app.state.twin.clients = clients
    return Mangum(app, lifespan="off")


def _bare() -> Mangum:
    scope: dict[str, Any] = {}
    exec(BARE, scope)  # noqa: S102
    handler: Mangum = scope["handler"]
    return handler


def _call(handler: Mangum, event: dict[str, Any]) -> float:
    started = time.perf_counter()
    answer = handler(event, None)  # type: ignore[arg-type]
    took = time.perf_counter() - started
    if answer["statusCode"] != 200:  # noqa: PLR2004
        raise RuntimeError(str(answer))
    return 1_000 * took


def _write_conversation(folder: Path, messages: int) -> str:
    """Write a conversation as the twin writes it."""
    session, question = str(uuid4()), ""
    text = "A message of about the length that people and models write to each other. " * 4
    stored = []
    for number in range(messages):
        is_question = number % 2 == 0
        message = Message(
            role="user" if is_question else "assistant",
            content=text,
            timestamp="2026-11-23T10:00:00.000+00:00",
            id=str(uuid4()),
            reply_to=None if is_question else question,
            finish=None if is_question else "complete",
        )
        question = message.id
        stored.append(message.model_dump(exclude_defaults=True))
    (folder / f"{session}.json").write_text(json.dumps(stored))
    return session


def _turn_in(handler: Mangum, memory: Path, messages: int, *, is_seen: bool) -> float:
    """Take a turn; `is_seen`: after the page has shown the conversation, as it does on load."""
    session = _write_conversation(memory, messages)
    if is_seen:
        _call(handler, read_event(session))
    return _call(handler, chat_event(session_id=session))


def _short_and_long(
    handler: Mangum, memory: Path, *, is_seen: bool
) -> tuple[list[float], list[float]]:
    pairs = [
        [_turn_in(handler, memory, messages, is_seen=is_seen) for messages in (SHORT, LONG)]
        for _ in range(LONG_ROUNDS)
    ]
    return [short for short, _ in pairs], [long for _, long in pairs]


def _ratio_row(handler: Mangum, memory: Path, *, is_seen: bool) -> Row:
    shorts, longs = _short_and_long(handler, memory, is_seen=is_seen)
    what = f"a turn after {LONG:,} messages" + ("" if is_seen else ", new to this process")
    baseline = f"after {SHORT} messages, {p50(shorts):.2f} ms"
    return Row(what, p50(longs) / p50(shorts), "x", baseline, LONG_LIMIT if is_seen else None)


def measure(folder: Path, data: Path) -> list[Row]:
    """Measure turns through the Lambda handler with an instant model and file memory.

    What a turn adds is measured in RAM, where there is a RAM disk: that is the code's share. How
    long this disk takes to write two files for good is told beside it.
    """
    ram = Path("/dev/shm")  # noqa: S108
    with TemporaryDirectory(dir=ram if ram.is_dir() else None) as name:
        rows = _added_rows(Path(name), data)
    twin = _twin(folder, data)
    rows.append(_disk_row(twin, folder))
    return rows + [_ratio_row(twin, folder / "memory", is_seen=seen) for seen in (True, False)]


def _added_rows(folder: Path, data: Path) -> list[Row]:
    batches = _bare_and_twin(_twin(folder, data))
    bares, turns = ([took for batch in batches for took in batch[n]] for n in (0, 1))
    hello = f"bare handler, p50 {p50(bares):.2f} ms"
    return [
        Row("a turn adds, p50", _added(batches), "ms", hello, ADDED_LIMIT),
        Row("a turn adds, p99", p99(turns) - p99(bares), "ms", f"bare p99 {p99(bares):.2f} ms"),
    ]


Batch = tuple[list[float], list[float]]


def _bare_and_twin(twin: Mangum) -> list[Batch]:
    """Call a bare handler and the twin in turn, in batches."""
    bare = _bare()
    batches = []
    for _ in range(BATCHES):
        pairs = [(_call(bare, chat_event()), _call(twin, chat_event())) for _ in range(ROUNDS)]
        batches.append(([hello for hello, _ in pairs], [turn for _, turn in pairs]))
    return batches


def _added(batches: list[Batch]) -> float:
    """Give the median of what a turn adds, in the batch that other work disturbed least."""
    return min(p50([t - b for b, t in zip(*batch, strict=True)]) for batch in batches)


def _disk_row(twin: Mangum, folder: Path) -> Row:
    added = _added(_bare_and_twin(twin))
    synced = [_synced_writes(folder) for _ in range(ROUNDS)]
    alone = f"two synced files on it alone, {p50(synced):.2f} ms"
    return Row("a turn on this disk adds, p50", added, "ms", alone)


def _synced_writes(folder: Path) -> float:
    """Write two files as small as a new conversation; give the milliseconds."""
    started = time.perf_counter()
    for _ in range(2):
        with (folder / "synced").open("wb") as file:
            file.write(b"x" * 500)
            file.flush()
            os.fsync(file.fileno())
    return 1_000 * (time.perf_counter() - started)
