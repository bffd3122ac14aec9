"""A warm handler: one turn against a bare one, and in a long conversation against a short one."""

import json
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from mangum import Mangum

from bench.table import Row, p50, p99
from bench.workshop import BARE, PacedProvider, chat_event, settings_in
from clients import Clients
from schemas import Message
from server import create_app

ROUNDS = 300
LONG_ROUNDS = 60
ADDED_LIMIT = 2.0
LONG_LIMIT = 3.0
SHORT, LONG = 10, 1_000


def _twin(folder: Path, data: Path) -> Mangum:
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
    session = str(uuid4())
    text = "A message of about the length that people and models write to each other. " * 4
    stored = [
        Message(
            role="user" if number % 2 == 0 else "assistant",
            content=text,
            timestamp="2026-11-23T10:00:00+00:00",
            id=str(uuid4()),
        ).model_dump(exclude_none=True)
        for number in range(messages)
    ]
    (folder / f"{session}.json").write_text(json.dumps(stored))
    return session


def _turn_in(handler: Mangum, memory: Path, messages: int) -> float:
    return _call(handler, chat_event(session_id=_write_conversation(memory, messages)))


def measure(folder: Path, data: Path) -> list[Row]:
    """Measure turns through the Lambda handler with an instant model and file memory."""
    twin, bare, memory = _twin(folder, data), _bare(), folder / "memory"
    memory.mkdir(exist_ok=True)
    bares, turns, shorts, longs = [], [], [], []
    for _ in range(ROUNDS):
        bares.append(_call(bare, chat_event()))
        turns.append(_call(twin, chat_event()))
    for _ in range(LONG_ROUNDS):
        shorts.append(_turn_in(twin, memory, SHORT))
        longs.append(_turn_in(twin, memory, LONG))
    hello = f"bare handler, p50 {p50(bares):.2f} ms"
    return [
        Row("a turn adds, p50", p50(turns) - p50(bares), "ms", hello, ADDED_LIMIT),
        Row("a turn adds, p99", p99(turns) - p99(bares), "ms", f"bare p99 {p99(bares):.2f} ms"),
        Row(
            f"a turn after {LONG:,} messages",
            p50(longs) / p50(shorts),
            "x",
            f"after {SHORT} messages, {p50(shorts):.2f} ms",
            LONG_LIMIT,
        ),
    ]
