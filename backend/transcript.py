"""A conversation as JSON: read and written whole, and cheaply when it is long."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from operator import is_
from threading import Lock
from uuid import UUID, uuid5

from pydantic import TypeAdapter, ValidationError

from errors import InvalidRequest
from schemas import UUID_PATTERN, Message

RECENT_CONVERSATIONS = 16

Change = Callable[[list[Message]], list[Message] | None]

_uuid = re.compile(UUID_PATTERN)
_conversation = TypeAdapter(list[Message])


def checked_id(session_id: str) -> str:
    """Give the id as files and keys spell it; InvalidRequest if it could name anything else."""
    if not _uuid.fullmatch(session_id):
        raise InvalidRequest(
            f"{session_id[:80]!r} is not a session id", detail="session_id must be a UUID."
        )
    return session_id.lower()


@dataclass(frozen=True, slots=True)
class Stored:
    """A conversation, the bytes it was read from and, on S3, their ETag."""

    messages: list[Message] = field(default_factory=list)
    raw: bytes = b""
    etag: str | None = None


class Transcripts:
    """Conversations as JSON. It remembers the newest few: most reads follow a write of its own."""

    def __init__(self) -> None:
        self._recent: dict[str, tuple[bytes, list[Message]]] = {}
        self._lock = Lock()

    def parse(self, session_id: str, raw: bytes) -> list[Message] | None:
        """Read a stored conversation; None if it is not one."""
        known, messages = self._recent.get(session_id, (None, []))
        if known == raw:
            return messages
        try:
            messages = _complete(session_id, _conversation.validate_json(raw))
        except ValidationError:
            return None
        self._remember(session_id, raw, messages)
        return messages

    def render(self, session_id: str, stored: Stored, messages: list[Message]) -> bytes:
        """Write a conversation that was made from `stored`."""
        raw = _splice(stored, messages) or _dump(messages)
        self._remember(session_id, raw, list(messages))
        return raw

    def _remember(self, session_id: str, raw: bytes, messages: list[Message]) -> None:
        with self._lock:
            self._recent.pop(session_id, None)
            self._recent[session_id] = raw, messages
            if len(self._recent) > RECENT_CONVERSATIONS:
                del self._recent[next(iter(self._recent))]


def _complete(session_id: str, messages: list[Message]) -> list[Message]:
    """Give ids to the messages of older files, by place, and pair each answer with its question."""
    completed: list[Message] = []
    question = ""
    for place, message in enumerate(messages):
        missing = {}
        if not message.id:
            missing["id"] = str(uuid5(UUID(session_id), str(place)))
        if question and message.role == "assistant" and not message.reply_to:
            missing["reply_to"] = question
        completed.append(message.model_copy(update=missing) if missing else message)
        question = completed[-1].id if message.role == "user" else ""
    return completed


def _dump(messages: list[Message]) -> bytes:
    return _conversation.dump_json(messages, exclude_defaults=True)


def _splice(stored: Stored, messages: list[Message]) -> bytes | None:
    """Write only what follows the messages shared with `stored`; None if that cannot be done.

    A turn in a long conversation then costs about what it costs in a short one.
    """
    shared = sum(takewhile(bool, map(is_, stored.messages, messages)))
    if shared in {0, len(messages)}:
        return None
    replaced = _dump(stored.messages[shared:])[1:]
    if not stored.raw.endswith(replaced):
        return None
    comma = b"," if shared == len(stored.messages) else b""
    return stored.raw[: -len(replaced)] + comma + _dump(messages[shared:])[1:]


def aside_name(session_id: str, raw: bytes) -> str:
    """Name what cannot be read by its content: set aside twice, it is still one."""
    return f"{aside_prefix(session_id)}{uuid5(UUID(session_id), raw)}.json"


def aside_prefix(session_id: str) -> str:
    """Give how the names of all begin that was set aside of a conversation."""
    return f"{session_id}.unreadable-"
