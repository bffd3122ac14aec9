"""Writers of turns, and the processes that run them.

`python -m tests.memory_writers write FOLDER SESSION` runs WRITERS processes of TURNS turns each;
`python -m tests.memory_writers kill FOLDER SESSION` kills a writer at KILLS random moments and
prints what became of its turns. Both fork from a process without threads.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from memory import Change, FileMemory, Memory
from schemas import Message, Role

WRITERS, TURNS, KILLS = 8, 50, 100
LONGEST_LIFE_SECONDS = 0.02


def message(role: Role, message_id: str) -> Message:
    return Message(
        role=role, content=f"{role}: {message_id}", timestamp="2026-01-01T00:00:00Z", id=message_id
    )


def appended(new: Message) -> Change:
    """Add a message, once."""

    def change(messages: list[Message]) -> list[Message] | None:
        return None if any(m.id == new.id for m in messages) else [*messages, new]

    return change


def continued(new: Message) -> Change:
    """Add a message, once, to a conversation that has begun."""
    append = appended(new)
    return lambda messages: append(messages) if messages else None


def turn_ids(writer: int, turns: int) -> list[str]:
    return [f"{writer}.{turn}.{half}" for turn in range(turns) for half in ("user", "assistant")]


def write_turns(
    memory: Memory,
    session_id: str,
    writer: int,
    turns: int,
    acknowledge: Callable[[str], object] = lambda _: None,
) -> None:
    """Write turns, each as two changes: the question, then its answer."""
    for message_id in turn_ids(writer, turns):
        role: Role = "user" if message_id.endswith("user") else "assistant"
        memory.change(session_id, appended(message(role, message_id)))
        acknowledge(message_id)


def continue_turns(memory: Memory, session_id: str, writer: int) -> None:
    """Write turns into a conversation as long as it is there, as a turn under way does."""
    for message_id in turn_ids(writer, TURNS // 5):
        memory.change(session_id, continued(message("user", message_id)))


def _fork(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except BaseException as error:  # noqa: BLE001 - a fork must never return into its parent's code
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)
    os._exit(0)


def write_beside_each_other(folder: Path, session_id: str) -> dict[str, object]:
    def work(writer: int) -> Callable[[], None]:
        return lambda: write_turns(FileMemory(folder), session_id, writer, TURNS)

    pids = [_fork(work(writer)) for writer in range(WRITERS)]
    return {"exits": [os.waitpid(pid, 0)[1] for pid in pids]}


def kill_while_writing(folder: Path, session_id: str) -> dict[str, object]:
    random = Random(0)
    kept: list[str] = []
    for writer in range(KILLS):
        reader, pipe = os.pipe()

        def work(writer: int = writer, pipe: int = pipe) -> None:
            def acknowledge(message_id: str) -> None:
                os.write(pipe, f"{message_id}\n".encode())

            write_turns(FileMemory(folder), session_id, writer, 10_000, acknowledge)

        pid = _fork(work)
        os.close(pipe)
        first = os.read(reader, 1).decode()
        time.sleep(random.uniform(0, LONGEST_LIFE_SECONDS))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with os.fdopen(reader) as acknowledged:
            kept += (first + acknowledged.read()).split()
        stored = {m.id for m in FileMemory(folder).load(session_id)}
        if lost := sorted(set(kept) - stored):
            return {"acknowledged": len(kept), "lost": lost, "after": writer}
    return {"acknowledged": len(kept), "lost": []}


if __name__ == "__main__":
    verb = {"write": write_beside_each_other, "kill": kill_while_writing}[sys.argv[1]]
    sys.stdout.write(json.dumps(verb(Path(sys.argv[2]), sys.argv[3])))
