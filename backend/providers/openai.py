"""Any server of OpenAI's chat completions: OpenAI itself, Ollama, llama.cpp, vLLM."""

from collections.abc import Generator, Iterator
from contextlib import closing
from functools import partial
from typing import Any

import httpx2
import openai
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam
from openai.types.chat.chat_completion_chunk import Choice

from providers.call import BrokenAnswer, NetworkReply
from providers.dialect import Dialect
from providers.line import CONNECT_SECONDS
from providers.line_httpcore import LineTransport
from providers.openai_failures import explain
from schemas import Finish, Prompt, Usage
from settings import Settings

OPENAI_URL = "https://api.openai.com/v1"
NO_KEY = "none"
LIMITS = ("max_tokens", "max_completion_tokens")
FINISHES: dict[str, Finish] = {"length": "length", "content_filter": "filtered"}


class OpenAIProvider:
    """Streams chat completions of OPENAI_MODEL at OPENAI_BASE_URL."""

    def __init__(self, settings: Settings) -> None:
        self.model = settings.openai_model
        self._settings = settings
        self._dialect = Dialect()
        base_url = settings.openai_base_url or OPENAI_URL
        self._limits = LIMITS if settings.openai_base_url else LIMITS[::-1]
        self._client = openai.OpenAI(
            api_key=_key(settings),
            base_url=base_url,
            max_retries=0,
            timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
            http_client=httpx2.Client(
                transport=LineTransport(base_url, connections=settings.max_streams),
                follow_redirects=True,
            ),
        )

    def reply(self, prompt: Prompt, *, deadline: float) -> NetworkReply:
        """Answer `prompt`; see the protocol."""
        return NetworkReply(
            deadline=deadline,
            ask=partial(self._ask, prompt),
            explain=partial(explain, settings=self._settings),
        )

    def close(self) -> None:
        """Close the idle connections."""
        self._client.close()

    def _ask(self, prompt: Prompt, reply: NetworkReply) -> Generator[str]:
        with reply.line.bound():
            stream = self._send(prompt)
        with closing(stream):
            yield from _read(stream, reply)

    def _send(self, prompt: Prompt) -> openai.Stream[ChatCompletionChunk]:
        while True:
            refused = self._dialect.refused
            options = self._options(refused)
            try:
                return self._client.chat.completions.create(
                    model=self.model,
                    messages=_messages(prompt),
                    stream=True,
                    extra_body=options,
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not self._dialect.learn(str(error.body), options.keys() - refused):
                    raise

    def _options(self, refused: frozenset[str]) -> dict[str, Any]:
        limit = next((name for name in self._limits if name not in refused), self._limits[-1])
        options = {
            "temperature": self._settings.temperature,
            "stream_options": {"include_usage": True},
        }
        kept = {name: value for name, value in options.items() if name not in refused}
        return kept | {limit: self._settings.max_output_tokens}


def _key(settings: Settings) -> str:
    if settings.openai_api_key or not settings.openai_api_key_secret:
        return settings.openai_api_key or NO_KEY
    from secret import read_secret  # boto3 is for deployments only

    return read_secret(settings.openai_api_key_secret, settings.aws_region)


def _messages(prompt: Prompt) -> list[ChatCompletionMessageParam]:
    messages: list[ChatCompletionMessageParam] = [
        {"role": "system", "content": f"{prompt.system}\n\n{prompt.date}"}
    ]
    for turn in prompt.messages:
        if turn.role == "user":
            messages.append({"role": "user", "content": turn.content})
        else:
            messages.append({"role": "assistant", "content": turn.content})
    return messages


def _read(stream: openai.Stream[ChatCompletionChunk], reply: NetworkReply) -> Iterator[str]:
    is_refused = is_finished = False
    for chunk in stream:
        if chunk.usage:
            reply.usage = _usage(chunk.usage)
        for choice in (chunk.choices or [])[:1]:
            said, refusal = _words(choice)
            is_refused = is_refused or bool(refusal)
            if said or refusal:
                yield said or refusal
            if choice.finish_reason:
                is_finished = True
                reply.finish = FINISHES.get(choice.finish_reason, "complete")
    if not is_finished:
        content_type = stream.response.headers.get("content-type")
        raise BrokenAnswer(
            f"the answer of {stream.response.url} ({content_type}) ended without a finish_reason: "
            "if it always does, OPENAI_BASE_URL is not the address of a chat completions API"
        )
    if is_refused:
        reply.finish = "filtered"


def _words(choice: Choice) -> tuple[str, str]:
    """Give what a chunk says and what it refuses; not every server sends every field."""
    delta = getattr(choice, "delta", None)
    return getattr(delta, "content", None) or "", getattr(delta, "refusal", None) or ""


def _usage(usage: CompletionUsage) -> Usage:
    details = getattr(usage, "prompt_tokens_details", None)
    return Usage(
        input_tokens=getattr(usage, "prompt_tokens", None) or 0,
        output_tokens=getattr(usage, "completion_tokens", None) or 0,
        cached_tokens=getattr(details, "cached_tokens", None) or 0,
    )
