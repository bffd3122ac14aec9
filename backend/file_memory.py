"""Conversations in a folder, for a laptop."""

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from errors import MemoryUnavailable
from schemas import Message
from transcript import Change, Stored, Transcripts, aside_name, aside_prefix, checked_id

WAIT_SECONDS = 10.0
POLL_SECONDS = 0.002
LOCK_FILES = 64

_log = logging.getLogger(__name__)


class FileMemory:
    """Conversations in a folder, shared by any number of threads and processes.

    `.writing` in it holds a fixed number of locks, each for a share of the sessions, and under each
    lock at most one file that is being written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writing = folder / ".writing"
        self._transcripts = Transcripts()

    def load(self, session_id: str) -> list[Message]:
        """Give the conversation; an empty list if there is none."""
        session_id = checked_id(session_id)
        with self._locked(session_id):
            return list(self._read(session_id).messages)

    def change(self, session_id: str, change: Change) -> list[Message]:
        """Replace the conversation by what `change` makes of it and give what is then stored."""
        session_id = checked_id(session_id)
        with self._locked(session_id) as draft:
            stored = self._read(session_id)
            changed = change(list(stored.messages))
            if changed is None or changed == stored.messages:
                return list(stored.messages)
            raw = self._transcripts.render(session_id, stored, changed)
            with _disk(self._folder):
                _write(draft, raw)
                draft.replace(self._path(session_id))
                _sync_folder(self._folder)
            return changed

    def delete(self, session_id: str) -> None:
        """Forget the conversation, also when there is none."""
        session_id = checked_id(session_id)
        with self._locked(session_id) as draft, _disk(self._folder):
            draft.unlink(missing_ok=True)
            self._path(session_id).unlink(missing_ok=True)
            for aside in self._folder.glob(f"{aside_prefix(session_id)}*"):
                aside.unlink(missing_ok=True)
            _sync_folder(self._folder)

    def _path(self, session_id: str) -> Path:
        return self._folder / f"{session_id}.json"

    def _read(self, session_id: str) -> Stored:
        path = self._path(session_id)
        with _disk(self._folder):
            try:
                raw = path.read_bytes()
            except FileNotFoundError:
                return Stored()
            messages = self._transcripts.parse(session_id, raw)
            if messages is None:
                aside = path.replace(path.with_name(aside_name(session_id, raw)))
                _log.error("%s is not a conversation: set aside as %s", path, aside)
                return Stored()
        return Stored(messages, raw)

    @contextmanager
    def _locked(self, session_id: str) -> Iterator[Path]:
        """Hold the lock of a session and give the file to write its next state into."""
        share = f"{int(session_id[-4:], 16) % LOCK_FILES:02}"
        with ExitStack() as stack:
            with _disk(self._folder):
                if not self._writing.is_dir():
                    self._writing.mkdir(parents=True, exist_ok=True)
                stack.enter_context(_held(self._writing / f"{share}.lock"))
            yield self._writing / f"{share}.json"


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MemoryUnavailable(
            f"{error}. Make {folder} writable for this user and see that the disk has room, or "
            "name another folder in MEMORY_DIR."
        ) from error


@contextmanager
def _held(path: Path) -> Iterator[None]:
    deadline = time.monotonic() + WAIT_SECONDS
    with path.open("ab") as lock:
        while not _try_lock(lock.fileno()):
            if time.monotonic() > deadline:
                raise MemoryUnavailable(
                    f"{path} was locked for {WAIT_SECONDS:g} s. End the process that holds it."
                )
            time.sleep(POLL_SECONDS)
        try:
            yield
        finally:
            _unlock(lock.fileno())


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


if sys.platform == "win32":
    import msvcrt

    def _try_lock(lock: int) -> bool:
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(lock: int) -> None:
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

    def _unlock(lock: int) -> None:
        fcntl.flock(lock, fcntl.LOCK_UN)

    def _sync_folder(folder: Path) -> None:
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
