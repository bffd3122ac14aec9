"""Where conversations are kept: `{session_id}.json` in a folder on a laptop, in a bucket on AWS."""

from typing import Protocol

from file_memory import FileMemory
from s3_memory import S3Memory
from schemas import Message
from settings import Settings
from transcript import Change

__all__ = ["Change", "FileMemory", "Memory", "S3Memory", "open_memory"]


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
    return S3Memory(settings) if settings.use_s3 else FileMemory(settings.memory_dir)
