"""The language models behind the twin: one protocol, one table from name to class."""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol

from schemas import Finish, Prompt, Usage
from settings import Settings


class Reply(Protocol):
    """One model call: iterate its text deltas once.

    The request is sent when iteration starts. Iterating raises Busy, ModelUnavailable or
    ModelTimeout, before the first delta or in the middle. `usage` and `finish` are final when
    iteration has ended.
    """

    usage: Usage
    finish: Finish

    def __iter__(self) -> Iterator[str]: ...

    def close(self) -> None:
        """Stop the call from any thread, at any moment, any number of times.

        An iteration under way ends within a second and without an error; the connection to the
        model is closed.
        """


class Provider(Protocol):
    """A language model."""

    model: str

    def __init__(self, settings: Settings) -> None: ...

    def reply(self, prompt: Prompt, *, deadline: float) -> Reply:
        """Answer `prompt`; no wait and no retry goes past `deadline` (time.monotonic seconds)."""


PROVIDERS = {
    "offline": "providers.offline:OfflineProvider",
    "openai": "providers.openai:OpenAIProvider",
    "bedrock": "providers.bedrock:BedrockProvider",
}


def open_provider(settings: Settings) -> Provider:
    """Make the provider that `AI_PROVIDER` names; only its own library is imported."""
    module, name = PROVIDERS[settings.ai_provider].split(":")
    provider: Provider = getattr(import_module(module), name)(settings)
    return provider
