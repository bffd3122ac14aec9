"""Conversations, kept whole: `{session_id}.json` in a folder on a laptop, in a bucket on AWS."""

import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid5

from pydantic import TypeAdapter, ValidationError

from errors import InvalidRequest, MemoryUnavailable
from schemas import UUID_PATTERN, Message
from settings import Settings

LOCK_TIMEOUT = 10.0
LOCK_POLL = 0.002
LOCK_FILES = 64

Change = Callable[[list[Message]], list[Message] | None]

_log = logging.getLogger(__name__)
_uuid = re.compile(UUID_PATTERN)
_conversation = TypeAdapter(list[Message])


class Memory(Protocol):
    """Where conversations are kept. Two writers of one conversation both keep what they wrote.

    Every method raises MemoryUnavailable when the store fails, InvalidRequest for a session id
    that is not a UUID.
    """

    def load(self, session_id: str) -> list[Message]:
        """Give the conversation; an empty list if there is none."""
        ...

    def change(self, session_id: str, change: Change) -> list[Message]:
        """Replace the conversation by what `change` makes of it and give what is then stored.

        `change` is pure and may be called several times. It returns None, or an equal list, when
        there is nothing to write; what it raises is raised here.
        """
        ...

    def delete(self, session_id: str) -> None:
        """Forget the conversation, also when there is none."""
        ...


def open_memory(settings: Settings) -> Memory:
    """Open the store that the settings name."""
    return FileMemory(settings.memory_dir)


def _checked(session_id: str) -> str:
    if not _uuid.fullmatch(session_id):
        raise InvalidRequest(
            f"{session_id[:80]!r} is not a session id", detail="session_id must be a UUID."
        )
    return session_id.lower()


def _complete(session_id: str, messages: list[Message]) -> list[Message]:
    """Give ids to the messages of older files, by place, and pair each answer with its question."""
    before: Message | None = None
    for place, message in enumerate(messages):
        if not message.id:
            message.id = str(uuid5(UUID(session_id), str(place)))
        if (
            message.role == "assistant"
            and not message.reply_to
            and before
            and before.role == "user"
        ):
            message.reply_to = before.id
        before = message
    return messages


def _parse(session_id: str, raw: bytes) -> list[Message] | None:
    """Read a stored conversation; None if it is not one."""
    try:
        return _complete(session_id, _conversation.validate_json(raw))
    except ValidationError:
        return None


def _dump(messages: list[Message]) -> bytes:
    return _conversation.dump_json(messages, exclude_defaults=True)


def _aside_name(session_id: str, raw: bytes) -> str:
    """Name what cannot be read by its content: set aside twice, it is still one."""
    return f"{session_id}.unreadable-{uuid5(UUID(session_id), raw)}.json"


class FileMemory:
    """Conversations in a folder, shared by any number of threads and processes.

    `.writing` in it holds a fixed number of locks, each for a share of the sessions, and under each
    lock at most one file that is being written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writing = folder / ".writing"

    def load(self, session_id: str) -> list[Message]:
        """Give the conversation; an empty list if there is none."""
        session_id = _checked(session_id)
        with self._locked(session_id):
            return self._read(session_id)

    def change(self, session_id: str, change: Change) -> list[Message]:
        """Replace the conversation by what `change` makes of it and give what is then stored."""
        session_id = _checked(session_id)
        with self._locked(session_id) as draft:
            stored = self._read(session_id)
            changed = change(list(stored))
            if changed is None or changed == stored:
                return stored
            with _reported(self._folder):
                _write(draft, _dump(changed))
                draft.replace(self._path(session_id))
                _sync_folder(self._folder)
            return changed

    def delete(self, session_id: str) -> None:
        """Forget the conversation, also when there is none."""
        session_id = _checked(session_id)
        with self._locked(session_id) as draft, _reported(self._folder):
            draft.unlink(missing_ok=True)
            self._path(session_id).unlink(missing_ok=True)
            _sync_folder(self._folder)

    def _path(self, session_id: str) -> Path:
        return self._folder / f"{session_id}.json"

    def _read(self, session_id: str) -> list[Message]:
        path = self._path(session_id)
        with _reported(path):
            try:
                raw = path.read_bytes()
            except FileNotFoundError:
                return []
            messages = _parse(session_id, raw)
            if messages is None:
                aside = path.replace(path.with_name(_aside_name(session_id, raw)))
                _log.error("%s is not a conversation: set aside as %s", path, aside)
        return messages or []

    @contextmanager
    def _locked(self, session_id: str) -> Iterator[Path]:
        """Hold the lock of a session and give the file to write its next state into."""
        share = self._writing / f"{int(session_id[-4:], 16) % LOCK_FILES:02}"
        with _reported(self._writing):
            self._writing.mkdir(parents=True, exist_ok=True)
            lock = os.open(share.with_suffix(".lock"), os.O_RDWR | os.O_CREAT)
        try:
            with _reported(self._writing):
                _acquire(lock)
            yield share.with_suffix(".json")
        finally:
            _release(lock)
            os.close(lock)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MemoryUnavailable(
            f"{error.filename or path}: {error.strerror or error}. Make {path} writable for this "
            "user and see that the disk has room, or name another folder in MEMORY_DIR."
        ) from error


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _acquire(lock: int) -> None:
    deadline = time.monotonic() + LOCK_TIMEOUT
    while not _try_lock(lock):
        if time.monotonic() > deadline:
            raise MemoryUnavailable(f"A conversation was locked for {LOCK_TIMEOUT:g} s by others.")
        time.sleep(LOCK_POLL)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(lock: int) -> bool:
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(lock: int) -> None:
        msvcrt.locking(lock, msvcrt.LK_UNLCK, 1)

    def _sync_folder(folder: Path) -> None:
        """Do nothing: Windows cannot open a folder, and NTFS journals the rename."""
else:
    import fcntl

    def _try_lock(lock: int) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(lock: int) -> None:
        fcntl.flock(lock, fcntl.LOCK_UN)

    def _sync_folder(folder: Path) -> None:
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
