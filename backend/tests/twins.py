"""Twins for the tests: a real app and memory, with a model that follows a script."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from clients import Clients
from errors import TwinError
from schemas import Finish, Knowledge, Owner, Prompt, Section, Usage
from settings import Settings, load_settings

ADA = Knowledge(
    Owner("Ada Lovelace", title="Engineer", contact="ada@example.com"),
    (
        Section("facts.role", "Role", "facts.json", "I am an engineer at Babbage & Co.", core=True),
        Section("me.chess", "Chess", "me.txt", "I play chess badly and often."),
    ),
)


@dataclass
class Script:
    """What the model does next time: its deltas, pauses between them, and how it ends."""

    deltas: list[str] = field(default_factory=lambda: ["I play ", "chess."])
    pause: float = 0
    error: TwinError | None = None
    finish: Finish = "complete"
    gate: threading.Event | None = None


class ScriptedReply:
    def __init__(self, script: Script) -> None:
        self._script = script
        self._closed = threading.Event()
        self.usage = Usage(7, 3)
        self.finish: Finish = script.finish

    def __iter__(self) -> Iterator[str]:
        for delta in self._script.deltas:
            if self._closed.wait(self._script.pause):
                return
            yield delta
        while self._script.gate and not self._script.gate.wait(0.01):
            if self._closed.is_set():
                return
        if self._script.error:
            raise self._script.error

    def close(self) -> None:
        self._closed.set()

    @property
    def is_closed(self) -> bool:
        return self._closed.is_set()


class ScriptedProvider:
    """A model: answers by the newest of `scripts`, and remembers prompts and replies."""

    model = "scripted"

    def __init__(self, *scripts: Script) -> None:
        self.scripts = list(scripts) or [Script()]
        self.prompts: list[Prompt] = []
        self.replies: list[ScriptedReply] = []

    def reply(self, prompt: Prompt, *, deadline: float) -> ScriptedReply:
        assert deadline > time.monotonic()
        self.prompts.append(prompt)
        script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        self.replies.append(ScriptedReply(script))
        return self.replies[-1]


class FixedKnowledge:
    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def current(self) -> Knowledge:
        return self._knowledge


def settings_for(folder: Path, **values: str) -> Settings:
    environ = {"MEMORY_DIR": str(folder), "AI_PROVIDER": "offline"} | values
    return load_settings(environ, env_file=Path("/nonexistent"))


def clients_for(settings: Settings, provider: ScriptedProvider) -> Clients:
    clients = Clients(settings)
    clients.__dict__ |= {"provider": provider, "knowledge": FixedKnowledge(ADA)}
    return clients


def eventually(check: Callable[[], object], *, within: float = 5) -> None:
    end = time.monotonic() + within
    while not check():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
