"""The two network providers and their wire formats, in one shape for the tests of both."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from providers.bedrock import BedrockProvider
from providers.openai import OpenAIProvider
from schemas import Owner, Prompt, Turn
from settings import Settings
from tests import wire
from tests.loopback import Answer, Loopback, loopback

NetworkProvider = OpenAIProvider | BedrockProvider
PROMPT = Prompt(
    system="You are Ada.",
    date="Today is Monday.",
    owner=Owner("Ada"),
    sections=(),
    messages=(
        Turn("user", "Do you play chess?"),
        Turn("assistant", "Badly, and often."),
        Turn("user", "Since when?"),
    ),
)


@dataclass(frozen=True)
class Model:
    """How to reach and to play one provider's model."""

    name: str
    open: Callable[[str, Settings], NetworkProvider]
    answer: Callable[..., Answer]
    """From texts, a whole answer."""
    stream: Callable[..., Answer]
    """From encoded pieces, any stream."""
    pieces: Callable[..., list[bytes]]
    """From texts, the encoded pieces of a whole answer."""
    said: Callable[[str], bytes]
    """One encoded delta."""
    refusal: Callable[[int, str | None], Answer]
    """A refusal with a status and, maybe, a Retry-After."""


def _open_openai(url: str, settings: Settings) -> OpenAIProvider:
    return OpenAIProvider(settings.model_copy(update={"openai_base_url": f"{url}/v1"}))


def _open_bedrock(url: str, settings: Settings) -> BedrockProvider:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", url)
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        return BedrockProvider(settings)


def _refuse_as_openai(status: int, retry_after: str | None) -> Answer:
    headers = {"Retry-After": retry_after} if retry_after else None
    return wire.openai_error(status, "secret words", headers=headers)


def _refuse_as_bedrock(status: int, retry_after: str | None) -> Answer:
    headers = {"Retry-After": retry_after} if retry_after else None
    code = "ThrottlingException" if status == 429 else "InternalServerException"
    return wire.bedrock_error(status, code, "secret words", headers=headers)


OPENAI = Model(
    "openai",
    _open_openai,
    wire.openai_answer,
    wire.openai_stream,
    wire.openai_pieces,
    lambda text: wire.chunk({"content": text}),
    _refuse_as_openai,
)
BEDROCK = Model(
    "bedrock",
    _open_bedrock,
    wire.bedrock_answer,
    wire.bedrock_stream,
    wire.bedrock_pieces,
    lambda text: wire.delta_event({"text": text}),
    _refuse_as_bedrock,
)


@contextmanager
def opened(model: Model, url: str, **settings: object) -> Iterator[NetworkProvider]:
    """Open the provider of `model` at `url`; its connections are closed at the end."""
    provider = model.open(url, Settings.model_validate(settings))
    try:
        yield provider
    finally:
        provider.close()


@contextmanager
def serving(
    model: Model, *answers: Answer, **settings: object
) -> Iterator[tuple[NetworkProvider, Loopback]]:
    """Serve `answers` and open the provider of `model` there."""
    with loopback(*answers) as server, opened(model, server.url, **settings) as provider:
        yield provider, server


def soon(seconds: float = 10) -> float:
    """Give a deadline."""
    return time.monotonic() + seconds
