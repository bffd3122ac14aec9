"""Conversations in a bucket: on ministack, which is atomic; on moto where one writes alone."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

import s3_memory
from errors import ConfigurationError, InvalidRequest, MemoryUnavailable
from memory import Change, FileMemory, Memory, S3Memory, open_memory
from schemas import Message
from settings import Settings
from tests.emulator import Emulator
from tests.memory_writers import (
    TURNS,
    WRITERS,
    appended,
    continue_turns,
    continued,
    message,
    turn_ids,
    write_turns,
)
from tests.s3_gate import Act, cut_reply, forward, gate, hang, lose_reply, refuse

BUCKET = "conversations"
KEPT_IN_S3 = Settings(use_s3=True, memory_bucket=BUCKET, max_streams=20)
SESSION = "3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11"
MISSING = refuse(404, "NoSuchKey")


def make_bucket(client: Any) -> None:
    client.create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")


@pytest.fixture
def moto(credentials: None) -> Iterator[Any]:
    with mock_aws():
        client = boto3.client("s3", region_name="eu-west-1")
        make_bucket(client)
        yield client


@pytest.fixture
def short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_memory, "LONGEST_PAUSE_SECONDS", 0.01)


@pytest.fixture(scope="session")
def bucket(emulator: Emulator) -> None:
    make_bucket(emulator.client("s3"))


@pytest.fixture
def ministack(emulator: Emulator, bucket: None, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    for name, value in emulator.environment.items():
        monkeypatch.setenv(name, value)
    return emulator


def s3_behind(endpoint_url: str, monkeypatch: pytest.MonkeyPatch) -> S3Memory:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint_url)
    return S3Memory(KEPT_IN_S3)


def ids(memory: Memory, session_id: str = SESSION) -> list[str]:
    return [m.id for m in memory.load(session_id)]


def keys(client: Any) -> list[str]:
    return [item["Key"] for item in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def interrupted(change: Change, *interruptions: Any) -> Change:
    """Let something else happen between the read and the write of each try."""
    left = list(interruptions)

    def interrupted_change(messages: list[Message]) -> list[Message] | None:
        if left:
            left.pop(0)()
        return change(messages)

    return interrupted_change


def test_the_settings_name_the_bucket(moto: Any) -> None:
    open_memory(KEPT_IN_S3).change(SESSION, appended(message("user", "a")))
    assert keys(moto) == [f"{SESSION}.json"]
    stored = moto.get_object(Bucket=BUCKET, Key=f"{SESSION}.json")
    assert stored["ContentType"] == "application/json"
    assert [m["id"] for m in json.load(stored["Body"])] == ["a"]


def test_a_conversation_begins_grows_and_goes(moto: Any) -> None:
    memory = S3Memory(KEPT_IN_S3)
    assert memory.load(SESSION) == []
    memory.change(SESSION, appended(message("user", "a")))
    given = memory.change(SESSION, appended(message("assistant", "b")))
    assert [m.id for m in given] == ids(memory) == ids(S3Memory(KEPT_IN_S3)) == ["a", "b"]
    memory.delete(SESSION)
    memory.delete(SESSION)
    assert memory.load(SESSION) == []
    assert keys(moto) == []


def test_an_object_of_the_course_project_loads_unchanged(moto: Any) -> None:
    text = json.dumps(
        [
            {"role": "user", "content": "Hi", "timestamp": "2025-11-02T10:15:30.123456"},
            {"role": "assistant", "content": "Hello", "timestamp": "2025-11-02T10:15:31.5"},
        ],
        indent=2,
    )
    moto.put_object(Bucket=BUCKET, Key=f"{SESSION}.json", Body=text)
    question, answer = S3Memory(KEPT_IN_S3).load(SESSION)
    assert question.timestamp == "2025-11-02T10:15:30.123456"
    assert answer.reply_to == question.id
    assert ids(S3Memory(KEPT_IN_S3)) == [question.id, answer.id]
    assert moto.get_object(Bucket=BUCKET, Key=f"{SESSION}.json")["Body"].read() == text.encode()


def test_an_equal_list_or_none_writes_nothing(
    credentials: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with gate(GET=[MISSING]) as server:
        memory = s3_behind(server.endpoint_url, monkeypatch)
        assert memory.change(SESSION, lambda _: None) == []
        assert memory.change(SESSION, lambda _: []) == []
    assert server.seen == ["GET", "GET"]


def test_what_a_change_raises_is_raised(moto: Any) -> None:
    error = KeyError("theirs")

    def change(_: list[Message]) -> list[Message]:
        raise error

    with pytest.raises(KeyError) as raised:
        S3Memory(KEPT_IN_S3).change(SESSION, change)
    assert raised.value is error


@pytest.mark.parametrize("session_id", ["", "../x", f"{SESSION}/x", f"{SESSION}\n", f"x{SESSION}"])
def test_only_a_uuid_names_an_object(moto: Any, session_id: str) -> None:
    memory = S3Memory(KEPT_IN_S3)
    for use in (memory.load, memory.delete, lambda i: memory.change(i, lambda _: None)):
        with pytest.raises(InvalidRequest):
            use(session_id)


@pytest.mark.usefixtures("short_pause")
@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("store", ["moto", "ministack"])
def test_a_write_that_comes_between_is_kept(
    request: pytest.FixtureRequest, store: str, *, begun: bool
) -> None:
    request.getfixturevalue(store)
    session_id = str(uuid4())
    mine, theirs = S3Memory(KEPT_IN_S3), S3Memory(KEPT_IN_S3)
    if begun:
        mine.change(session_id, appended(message("user", "first")))
    intrusions = [
        partial(theirs.change, session_id, appended(message("user", f"theirs {i}")))
        for i in range(3)
    ]
    given = mine.change(session_id, interrupted(appended(message("user", "mine")), *intrusions))
    expected = ["first"] * begun + ["theirs 0", "theirs 1", "theirs 2", "mine"]
    assert [m.id for m in given] == ids(theirs, session_id) == expected


@pytest.mark.usefixtures("short_pause")
@pytest.mark.parametrize("store", ["moto", "ministack"])
def test_a_delete_during_a_change_wins(request: pytest.FixtureRequest, store: str) -> None:
    request.getfixturevalue(store)
    session_id = str(uuid4())
    memory = S3Memory(KEPT_IN_S3)
    memory.change(session_id, appended(message("user", "first")))
    change = continued(message("assistant", "answer"))
    given = memory.change(
        session_id, interrupted(change, lambda: S3Memory(KEPT_IN_S3).delete(session_id))
    )
    assert given == memory.load(session_id) == []


def test_a_deleted_conversation_does_not_come_back(ministack: Emulator) -> None:
    session_id = str(uuid4())
    memory = S3Memory(KEPT_IN_S3)
    memory.change(session_id, appended(message("user", "first")))
    with ThreadPoolExecutor(5) as pool:
        writing = [pool.submit(continue_turns, memory, session_id, n) for n in range(4)]
        while len(memory.load(session_id)) < 5:
            pass
        memory.delete(session_id)
        for writer in writing:
            writer.result()
    assert memory.load(session_id) == []


@pytest.mark.timeout(300)
def test_threads_that_write_at_once_lose_nothing(
    ministack: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_memory, "WAIT_SECONDS", 60)
    session_id = str(uuid4())
    memories = [S3Memory(KEPT_IN_S3), S3Memory(KEPT_IN_S3)]
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [
            pool.submit(write_turns, memories[n % 2], session_id, n, TURNS) for n in range(WRITERS)
        ]
    assert [writer.result() for writer in writing] == [None] * WRITERS
    stored = ids(S3Memory(KEPT_IN_S3), session_id)
    assert len(stored) == WRITERS * TURNS * 2
    for n in range(WRITERS):
        assert [i for i in stored if i.startswith(f"{n}.")] == turn_ids(n, TURNS)


@pytest.fixture
def writers(moto: Any, short_pause: None) -> tuple[S3Memory, S3Memory]:
    return S3Memory(KEPT_IN_S3), S3Memory(KEPT_IN_S3)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.integers(0, 2), max_size=5))
def test_no_interleaving_of_two_writers_loses_a_message(
    writers: tuple[S3Memory, S3Memory], intrusions: list[int]
) -> None:
    session_id = str(uuid4())
    mine, theirs = writers
    expected: list[str] = []
    for turn, number in enumerate(intrusions):
        between = [f"theirs {turn} {i}" for i in range(number)]
        intrude = [
            partial(theirs.change, session_id, appended(message("user", i))) for i in between
        ]
        new = message("user", f"mine {turn}")
        mine.change(session_id, interrupted(appended(new), *intrude))
        expected += [*between, new.id]
    assert ids(mine, session_id) == ids(theirs, session_id) == expected


@pytest.mark.parametrize("begun", [True, False])
def test_a_lost_reply_to_a_write_is_no_second_message(
    ministack: Emulator, monkeypatch: pytest.MonkeyPatch, *, begun: bool
) -> None:
    session_id = str(uuid4())
    first = ["first"] * begun
    for message_id in first:
        S3Memory(KEPT_IN_S3).change(session_id, appended(message("user", message_id)))
    with gate(ministack.port, PUT=[lose_reply, forward]) as server:
        memory = s3_behind(server.endpoint_url, monkeypatch)
        given = memory.change(session_id, appended(message("user", "new")))
        assert [m.id for m in given] == ids(memory, session_id) == [*first, "new"]
    assert server.seen == ["GET", "PUT", "PUT", "GET", "GET"]


@pytest.mark.parametrize(
    ("status", "code"), [(412, "PreconditionFailed"), (409, "ConditionalRequestConflict")]
)
def test_a_conflict_is_tried_again_on_what_is_stored_now(
    ministack: Emulator, monkeypatch: pytest.MonkeyPatch, status: int, code: str
) -> None:
    session_id = str(uuid4())
    with gate(ministack.port, PUT=[refuse(status, code), forward]) as server:
        memory = s3_behind(server.endpoint_url, monkeypatch)
        memory.change(session_id, appended(message("user", "a")))
        assert server.seen == ["GET", "PUT", "GET", "PUT"]
        assert ids(memory, session_id) == ["a"]


@pytest.mark.usefixtures("credentials", "short_pause")
def test_an_endless_conflict_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_memory, "WAIT_SECONDS", 0.5)
    with gate(GET=[MISSING], PUT=[refuse(412, "PreconditionFailed")]) as server:
        memory = s3_behind(server.endpoint_url, monkeypatch)
        with pytest.raises(MemoryUnavailable, match=r"changed by others for 0\.5 s"):
            memory.change(SESSION, appended(message("user", "a")))
    assert server.seen.count("PUT") > 1


@pytest.mark.parametrize(
    ("act", "log"),
    [
        (refuse(403, "AccessDenied"), r"AccessDenied.*s3:ListBucket on the bucket"),
        (refuse(404, "NoSuchBucket"), r"NoSuchBucket.*MEMORY_BUCKET"),
        (refuse(400, "PermanentRedirect"), r"another region.*AWS_REGION"),
        (refuse(400, "ExpiredToken"), r"ExpiredToken.*credentials"),
        (refuse(503, "SlowDown"), r"SlowDown"),
        (refuse(500, "InternalError"), r"InternalError"),
        (hang(0.5), r"Read timeout"),
        (cut_reply, r"."),
    ],
    ids=lambda value: getattr(value, "__name__", "") or str(value)[:20],
)
def test_every_failure_says_the_fix_in_the_log_only(
    credentials: None, monkeypatch: pytest.MonkeyPatch, act: Act, log: str
) -> None:
    if log == "Read timeout":
        monkeypatch.setattr(s3_memory, "READ_SECONDS", 0.1)
    monkeypatch.setattr(s3_memory, "ATTEMPTS", 1)
    with gate(GET=[act], DELETE=[act], PUT=[act]) as server:
        memory = s3_behind(server.endpoint_url, monkeypatch)
        for use in (memory.load, lambda i: memory.change(i, appended(message("user", "a")))):
            with pytest.raises(MemoryUnavailable, match=f"(?is){BUCKET}.*{log}") as raised:
                use(SESSION)
            assert raised.value.detail == MemoryUnavailable.detail
        server.acts["GET"] = [MISSING]
        if act is not cut_reply:
            with pytest.raises(MemoryUnavailable, match=log):
                memory.change(SESSION, appended(message("user", "a")))
            with pytest.raises(MemoryUnavailable, match=log):
                memory.delete(SESSION)


def test_an_s3_that_cannot_be_reached_is_unavailable(
    credentials: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_memory, "ATTEMPTS", 1)
    with gate() as server:
        closed = server.endpoint_url
    with pytest.raises(MemoryUnavailable, match="Could not connect"):
        s3_behind(closed, monkeypatch).load(SESSION)


def test_missing_credentials_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    with pytest.raises(MemoryUnavailable, match="Unable to locate credentials"):
        S3Memory(KEPT_IN_S3).load(SESSION)


def test_an_unknown_profile_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(ConfigurationError, match="nobody"):
        S3Memory(KEPT_IN_S3)


def test_a_passing_fault_of_s3_is_not_noticed(
    ministack: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = str(uuid4())
    slow_down = refuse(503, "SlowDown")
    with gate(ministack.port, GET=[slow_down, forward], PUT=[slow_down, forward]) as server:
        memory = s3_behind(server.endpoint_url, monkeypatch)
        memory.change(session_id, appended(message("user", "a")))
        assert ids(memory, session_id) == ["a"]


def test_an_unreadable_object_is_set_aside_and_reported(
    moto: Any, caplog: pytest.LogCaptureFixture
) -> None:
    moto.put_object(Bucket=BUCKET, Key=f"{SESSION}.json", Body=b"[{")
    memory = S3Memory(KEPT_IN_S3)
    assert memory.load(SESSION) == []
    memory.change(SESSION, appended(message("user", "a")))
    assert ids(memory) == ["a"]
    _, aside = keys(moto)
    assert aside.startswith(f"{SESSION}.unreadable-")
    assert moto.get_object(Bucket=BUCKET, Key=aside)["Body"].read() == b"[{"
    records = [r for r in caplog.records if r.name == "s3_memory"]
    assert {r.levelno for r in records} == {logging.ERROR}
    assert aside in records[0].getMessage()
    memory.delete(SESSION)
    assert keys(moto) == []


def test_an_unreadable_object_that_cannot_be_copied_is_not_overwritten(
    ministack: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = str(uuid4())
    client = ministack.client("s3")
    client.put_object(Bucket=BUCKET, Key=f"{session_id}.json", Body=b"[{")
    with gate(ministack.port, PUT=[refuse(403, "AccessDenied"), forward]) as server:
        memory = s3_behind(server.endpoint_url, monkeypatch)
        with pytest.raises(MemoryUnavailable):
            memory.change(session_id, appended(message("user", "a")))
    assert server.seen == ["GET", "PUT"]
    stored = client.get_object(Bucket=BUCKET, Key=f"{session_id}.json")["Body"].read()
    assert stored == b"[{"


def test_writers_who_meet_an_unreadable_object_lose_nothing(ministack: Emulator) -> None:
    session_id = str(uuid4())
    client = ministack.client("s3")
    client.put_object(Bucket=BUCKET, Key=f"{session_id}.json", Body=b"[{")
    memory = S3Memory(KEPT_IN_S3)
    with ThreadPoolExecutor(WRITERS) as pool:
        for n in range(WRITERS):
            pool.submit(memory.change, session_id, appended(message("user", str(n))))
    assert sorted(ids(memory, session_id)) == [str(n) for n in range(WRITERS)]
    (aside,) = [key for key in keys(client) if key.startswith(f"{session_id}.unreadable-")]
    assert client.get_object(Bucket=BUCKET, Key=aside)["Body"].read() == b"[{"


def test_a_folder_and_a_bucket_hold_the_same_bytes(moto: Any, tmp_path: Any) -> None:
    for memory in (FileMemory(tmp_path), S3Memory(KEPT_IN_S3)):
        write_turns(memory, SESSION, 0, 3)
    stored = moto.get_object(Bucket=BUCKET, Key=f"{SESSION}.json")["Body"].read()
    assert (tmp_path / f"{SESSION}.json").read_bytes() == stored
