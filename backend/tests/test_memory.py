"""Conversations in a folder: nothing is lost, whoever else writes, dies or deletes."""

import json
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import file_memory
from errors import InvalidRequest, MemoryUnavailable
from memory import FileMemory, Memory, open_memory
from schemas import Message
from settings import Settings
from tests.memory_writers import (
    KILLS,
    TURNS,
    WRITERS,
    appended,
    continue_turns,
    message,
    turn_ids,
    write_turns,
)

BACKEND = Path(__file__).parent.parent
SESSION = "3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11"
COURSE_FILE = """[
  {
    "role": "user",
    "content": "What do you do? \\u2615",
    "timestamp": "2025-11-02T10:15:30.123456"
  },
  {
    "role": "assistant",
    "content": "I build things.",
    "timestamp": "2025-11-02T10:15:32.654321"
  }
]"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "memory"


@pytest.fixture
def memory(folder: Path) -> FileMemory:
    return FileMemory(folder)


def place(folder: Path, text: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{SESSION}.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def ids(memory: Memory) -> list[str]:
    return [m.id for m in memory.load(SESSION)]


def visible_files(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))


def test_the_settings_name_the_folder(folder: Path) -> None:
    opened = open_memory(Settings(memory_dir=folder))
    opened.change(SESSION, appended(message("user", "a")))
    assert ids(FileMemory(folder)) == ["a"]


def test_an_unknown_conversation_is_empty(memory: FileMemory, folder: Path) -> None:
    assert memory.load(SESSION) == []
    assert visible_files(folder) == []


def test_what_a_change_gives_is_what_is_stored(memory: FileMemory, folder: Path) -> None:
    memory.change(SESSION, appended(message("user", "a")))
    given = memory.change(SESSION, appended(message("assistant", "b")))
    assert [m.id for m in given] == ["a", "b"]
    assert ids(memory) == ids(FileMemory(folder)) == ["a", "b"]


def test_a_file_holds_only_what_a_message_has(memory: FileMemory, folder: Path) -> None:
    memory.change(SESSION, appended(message("user", "a")))
    assert json.loads((folder / f"{SESSION}.json").read_bytes()) == [
        {
            "role": "user",
            "content": "user: a",
            "timestamp": "2026-01-01T00:00:00Z",
            "id": "a",
        }
    ]


def test_fields_of_others_survive(memory: FileMemory, folder: Path) -> None:
    stranger = {"role": "user", "content": "x", "mood": {"joy": None}, "tag": None, "id": "a"}
    path = place(folder, json.dumps([stranger]))
    memory.change(SESSION, lambda messages: [m.model_copy(update={"id": "b"}) for m in messages])
    assert json.loads(path.read_bytes()) == [stranger | {"id": "b"}]


def test_a_course_file_loads_unchanged(memory: FileMemory, folder: Path) -> None:
    path = place(folder, COURSE_FILE)
    question, answer = memory.load(SESSION)
    assert path.read_text() == COURSE_FILE
    assert (question.role, question.content) == ("user", "What do you do? ☕")
    assert question.timestamp == "2025-11-02T10:15:30.123456"
    assert answer.reply_to == question.id != answer.id


def test_ids_of_a_course_file_stay(memory: FileMemory, folder: Path) -> None:
    place(folder, COURSE_FILE)
    first = ids(memory)
    assert len(set(first)) == 2
    assert ids(FileMemory(folder)) == first
    memory.change(SESSION, appended(message("user", "new")))
    assert ids(FileMemory(folder)) == [*first, "new"]
    memory.change(
        SESSION, lambda messages: [m.model_copy(update={"content": "-"}) for m in messages]
    )
    assert ids(FileMemory(folder)) == [*first, "new"]


def test_a_turn_leaves_the_bytes_of_older_turns_as_they_are(
    memory: FileMemory, folder: Path
) -> None:
    path = place(folder, COURSE_FILE)
    memory.change(SESSION, appended(message("user", "a")))
    assert path.read_text().startswith(COURSE_FILE[:-1])


def test_the_last_message_of_a_course_file_can_be_replaced(
    memory: FileMemory, folder: Path
) -> None:
    path = place(folder, COURSE_FILE)
    memory.change(SESSION, lambda messages: [messages[0], message("assistant", "b")])
    assert [m["content"] for m in json.loads(path.read_text())] == [
        "What do you do? ☕",
        "assistant: b",
    ]


def test_only_an_answer_right_behind_a_question_is_paired(memory: FileMemory, folder: Path) -> None:
    roles = ["assistant", "user", "user", "assistant", "assistant"]
    place(folder, json.dumps([{"role": role, "content": role} for role in roles]))
    messages = memory.load(SESSION)
    assert [m.reply_to for m in messages] == [None, None, None, messages[2].id, None]


def test_an_equal_list_or_none_writes_nothing(memory: FileMemory, folder: Path) -> None:
    path = place(folder, COURSE_FILE)
    before = path.stat()
    assert len(memory.change(SESSION, lambda _: None)) == 2
    assert len(memory.change(SESSION, lambda ms: [m.model_copy(deep=True) for m in ms])) == 2
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_list_changed_in_place_is_written_too(memory: FileMemory, folder: Path) -> None:
    def change(messages: list[Message]) -> list[Message]:
        messages.append(message("user", "a"))
        return messages

    memory.change(SESSION, change)
    assert ids(FileMemory(folder)) == ["a"]


def test_a_loaded_list_is_the_callers_own(memory: FileMemory) -> None:
    memory.change(SESSION, appended(message("user", "a")))
    memory.load(SESSION).clear()
    assert ids(memory) == ["a"]


@pytest.mark.parametrize("error", [OSError("theirs"), KeyError("theirs"), SystemExit(1)])
def test_what_a_change_raises_is_raised_and_nothing_is_written(
    memory: FileMemory, folder: Path, error: BaseException
) -> None:
    def change(_: list[Message]) -> list[Message]:
        raise error

    with pytest.raises(type(error)) as raised:
        memory.change(SESSION, change)
    assert raised.value is error
    assert visible_files(folder) == []
    memory.change(SESSION, appended(message("user", "the lock is free")))


@pytest.mark.parametrize(
    "session_id",
    [
        "",
        "../../etc/passwd",
        f"../{SESSION}",
        f"{SESSION}/../x",
        f"{SESSION}\n",
        f"{SESSION}\0",
        f"{SESSION}.unreadable-1",
        SESSION.replace("-", "/", 1),
        SESSION.replace("3", "٣"),
    ],
)
def test_only_a_uuid_names_a_file(memory: FileMemory, folder: Path, session_id: str) -> None:
    for use in (
        memory.load,
        memory.delete,
        lambda i: memory.change(i, appended(message("user", "a"))),
    ):
        with pytest.raises(InvalidRequest) as raised:
            use(session_id)
        assert raised.value.detail == "session_id must be a UUID."
    assert not folder.exists()


def test_capitals_name_the_same_conversation(memory: FileMemory, folder: Path) -> None:
    memory.change(SESSION.upper(), appended(message("user", "a")))
    assert ids(memory) == ["a"]
    assert visible_files(folder) == [f"{SESSION}.json"]


def test_a_deleted_conversation_is_gone(memory: FileMemory, folder: Path) -> None:
    memory.delete(SESSION)
    memory.change(SESSION, appended(message("user", "a")))
    memory.delete(SESSION)
    assert memory.load(SESSION) == []
    assert visible_files(folder) == []


def test_a_delete_leaves_no_half_written_copy_behind(memory: FileMemory, folder: Path) -> None:
    memory.change(SESSION, appended(message("user", "a")))
    lock = next((folder / ".writing").glob("*.lock"))
    lock.with_suffix(".json").write_text("killed while writ")
    memory.delete(SESSION)
    assert list((folder / ".writing").iterdir()) == [lock]


def test_a_delete_during_a_change_wins(memory: FileMemory) -> None:
    inside, go_on = Event(), Event()

    def slow(messages: list[Message]) -> list[Message]:
        inside.set()
        assert go_on.wait(10)
        return [*messages, message("user", "a")]

    changing = Thread(target=memory.change, args=(SESSION, slow))
    deleting = Thread(target=memory.delete, args=(SESSION,))
    changing.start()
    assert inside.wait(10)
    deleting.start()
    deleting.join(0.05)
    assert deleting.is_alive()
    go_on.set()
    changing.join()
    deleting.join()
    assert memory.load(SESSION) == []


def test_a_deleted_conversation_does_not_come_back(folder: Path) -> None:
    FileMemory(folder).change(SESSION, appended(message("user", "first")))
    with ThreadPoolExecutor(5) as pool:
        writing = [pool.submit(continue_turns, FileMemory(folder), SESSION, n) for n in range(4)]
        FileMemory(folder).delete(SESSION)
        for writer in writing:
            writer.result()
    assert FileMemory(folder).load(SESSION) == []
    assert visible_files(folder) == []


@pytest.mark.parametrize("text", [b"", b"[{", b'{"role": "user"}', b'[{"role": "user"}]', b"\xff"])
def test_an_unreadable_file_is_set_aside_and_reported(
    memory: FileMemory, folder: Path, caplog: pytest.LogCaptureFixture, text: bytes
) -> None:
    place(folder, text)
    assert memory.load(SESSION) == []
    (aside,) = folder.glob("*.json")
    assert aside.name.startswith(f"{SESSION}.unreadable-")
    assert aside.read_bytes() == text
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert aside.name in record.getMessage()


def test_every_unreadable_file_is_kept(memory: FileMemory, folder: Path) -> None:
    for n, text in enumerate([b"[1", b"[2", b"[1"]):
        place(folder, text)
        memory.change(SESSION, appended(message("user", str(n))))
    aside = folder.glob("*.unreadable-*")
    assert sorted(path.read_bytes() for path in aside) == [b"[1", b"[2"]
    assert ids(memory) == ["2"]
    memory.delete(SESSION)
    assert visible_files(folder) == []


def test_writers_who_meet_an_unreadable_file_lose_nothing(folder: Path) -> None:
    place(folder, b"[{")
    with ThreadPoolExecutor(WRITERS) as pool:
        for n in range(WRITERS):
            pool.submit(FileMemory(folder).change, SESSION, appended(message("user", str(n))))
    assert sorted(ids(FileMemory(folder))) == [str(n) for n in range(WRITERS)]
    (aside,) = folder.glob("*.unreadable-*")
    assert aside.read_bytes() == b"[{"


def assert_all_turns_are_kept(memory: Memory) -> None:
    stored = ids(memory)
    assert len(stored) == WRITERS * TURNS * 2
    for writer in range(WRITERS):
        assert [i for i in stored if i.startswith(f"{writer}.")] == turn_ids(writer, TURNS)


def test_threads_that_write_at_once_lose_nothing(folder: Path) -> None:
    shared = FileMemory(folder)
    with ThreadPoolExecutor(WRITERS) as pool:
        written = [
            pool.submit(write_turns, shared, SESSION, writer, TURNS) for writer in range(WRITERS)
        ]
    assert [future.result() for future in written] == [None] * WRITERS
    assert_all_turns_are_kept(FileMemory(folder))


def run_writers(verb: str, folder: Path) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.memory_writers", verb, str(folder), SESSION],
        check=True,
        cwd=BACKEND,
        capture_output=True,
        text=True,
    )
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


def test_processes_that_write_at_once_lose_nothing(folder: Path) -> None:
    assert run_writers("write", folder) == {"exits": [0] * WRITERS}
    assert_all_turns_are_kept(FileMemory(folder))


def test_a_killed_process_loses_nothing_that_it_acknowledged(folder: Path) -> None:
    result = run_writers("kill", folder)
    assert result["lost"] == []
    assert result["acknowledged"] >= KILLS
    assert visible_files(folder) == [f"{SESSION}.json"]


def test_what_a_killed_process_left_is_written_over(memory: FileMemory, folder: Path) -> None:
    memory.change(SESSION, appended(message("user", "a")))
    lock = next((folder / ".writing").glob("*.lock"))
    lock.with_suffix(".json").write_text("x" * 10_000)
    memory.change(SESSION, appended(message("assistant", "b")))
    assert ids(FileMemory(folder)) == ["a", "b"]
    assert list((folder / ".writing").iterdir()) == [lock]


def test_locks_do_not_pile_up(memory: FileMemory, folder: Path) -> None:
    for n in range(3 * file_memory.LOCK_FILES):
        memory.load(f"00000000-0000-0000-0000-{n:012}")
    assert len(list((folder / ".writing").iterdir())) <= file_memory.LOCK_FILES


def test_waiting_for_a_lock_ends(memory: FileMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_memory, "WAIT_SECONDS", 0.05)

    def wait_for_itself(messages: list[Message]) -> None:
        memory.load(SESSION)

    with pytest.raises(MemoryUnavailable, match=r"locked for 0\.05 s"):
        memory.change(SESSION, wait_for_itself)


def test_a_folder_that_cannot_be_made_is_named_in_the_log_only(tmp_path: Path) -> None:
    in_the_way = tmp_path / "in-the-way"
    in_the_way.touch()
    memory = FileMemory(in_the_way / "memory")
    for use in (memory.load, memory.delete, lambda i: memory.change(i, lambda _: None)):
        with pytest.raises(MemoryUnavailable, match=r"in-the-way.*MEMORY_DIR") as raised:
            use(SESSION)
        assert raised.value.detail == MemoryUnavailable.detail


def test_a_full_disk_keeps_the_conversation(
    memory: FileMemory, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.change(SESSION, appended(message("user", "a")))
    draft = next((folder / ".writing").glob("*.lock")).with_suffix(".json")
    draft.symlink_to("/dev/full")
    with pytest.raises(MemoryUnavailable, match=r"No space left.*room"):
        memory.change(SESSION, appended(message("assistant", "b")))
    draft.unlink()
    assert ids(memory) == ids(FileMemory(folder)) == ["a"]


step = st.tuples(
    st.integers(0, 1), st.sampled_from(["append", "edit", "supersede", "drop", "delete"])
)


def next_state(verb: str, number: int, messages: list[Message]) -> list[Message]:
    """Make what a step leads to; untouched messages stay the same objects."""
    new = message("assistant" if number % 2 else "user", f'{number} [{{"}},{{]')
    match verb:
        case "append":
            return [*messages, new]
        case "edit":
            return [*messages[:-1], new]
        case "supersede":
            half = len(messages) // 2
            marked = [m.model_copy(update={"superseded": True}) for m in messages[half:]]
            return [*messages[:half], *marked, new]
        case _:
            return messages[: len(messages) // 2]


def contents(messages: list[Message]) -> list[dict[str, Any]]:
    return [m.model_dump(exclude={"reply_to"}) for m in messages]


@settings(deadline=None, max_examples=60)
@given(st.lists(step, max_size=12))
def test_two_writers_who_take_turns_see_each_others_work(steps: list[tuple[int, str]]) -> None:
    with TemporaryDirectory() as folder:
        writers = [FileMemory(Path(folder)), FileMemory(Path(folder))]
        expected: list[Message] = []
        for number, (writer, verb) in enumerate(steps):
            if verb == "delete":
                writers[writer].delete(SESSION)
                expected = []
                continue
            writers[writer].change(SESSION, partial(next_state, verb, number))
            expected = next_state(verb, number, expected)
        loaded = [memory.load(SESSION) for memory in (*writers, FileMemory(Path(folder)))]
    assert [contents(messages) for messages in loaded] == [contents(expected)] * 3


def test_messages_cannot_be_changed_behind_the_memory(memory: FileMemory) -> None:
    memory.change(SESSION, appended(message("user", "a")))
    (loaded,) = memory.load(SESSION)
    with pytest.raises(ValueError, match="frozen"):
        loaded.content = "b"  # type: ignore[misc]


def test_a_file_memory_needs_no_aws_library() -> None:
    code = "import sys, memory; print({'boto3', 'botocore'} & set(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=BACKEND, capture_output=True, text=True
    )
    assert ran.stdout.strip() == "set()"
