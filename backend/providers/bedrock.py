"""Amazon Bedrock's Converse API, streamed."""

import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

import boto3
import botocore.session
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.utils import get_environ_proxies

from errors import ConfigurationError
from providers.bedrock_failures import explain
from providers.call import BrokenAnswer, NetworkReply
from providers.dialect import Dialect
from providers.line import CONNECT_SECONDS
from providers.line_urllib3 import LineSession
from schemas import Finish, Prompt, Usage
from settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_bedrock_runtime import BedrockRuntimeClient
    from mypy_boto3_bedrock_runtime.type_defs import (
        ConverseStreamOutputTypeDef,
        ConverseStreamRequestTypeDef,
        ConverseStreamResponseTypeDef,
        InferenceConfigurationTypeDef,
        SystemContentBlockTypeDef,
        TokenUsageTypeDef,
    )

# https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html
TAKES_CACHE_POINT = re.compile(
    r"amazon\.nova-|anthropic\.claude-(3-5-haiku|3-7-sonnet|[a-z]+-[4-9])"
)
OPTIONAL = {"temperature", "cachePoint"}
FINISHES: dict[str, Finish] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "guardrail_intervened": "filtered",
    "content_filtered": "filtered",
}


class BedrockProvider:
    """Streams answers of BEDROCK_MODEL_ID; its client is made at once."""

    def __init__(self, settings: Settings) -> None:
        self.model = settings.bedrock_model_id
        self._settings = settings
        self._dialect = Dialect()
        self._client, self._http = _open_client(settings)

    def reply(self, prompt: Prompt, *, deadline: float) -> NetworkReply:
        """Answer `prompt`; see the protocol."""
        return NetworkReply(
            deadline=deadline,
            ask=partial(self._ask, prompt),
            explain=partial(explain, settings=self._settings),
        )

    def close(self) -> None:
        """Close the idle connections."""
        self._http.close()
        self._client.close()

    def _ask(self, prompt: Prompt, reply: NetworkReply) -> Generator[str]:
        with reply.line.bound():
            response = self._send(prompt)
        with closing(response["stream"]) as events:
            yield from _read(events, reply)

    def _send(self, prompt: Prompt) -> "ConverseStreamResponseTypeDef":
        while True:
            request = self._request(prompt, refused := self._dialect.refused)
            try:
                return self._client.converse_stream(**request)
            except ClientError as error:
                complaint = str(error).replace("prompt caching", "cachePoint")
                if not self._dialect.learn(complaint, OPTIONAL - refused):
                    raise

    def _request(self, prompt: Prompt, refused: frozenset[str]) -> "ConverseStreamRequestTypeDef":
        limits: InferenceConfigurationTypeDef = {"maxTokens": self._settings.max_output_tokens}
        if "temperature" not in refused:
            limits["temperature"] = self._settings.temperature
        system: list[SystemContentBlockTypeDef] = [{"text": prompt.system}, {"text": prompt.date}]
        if TAKES_CACHE_POINT.search(self.model) and "cachePoint" not in refused:
            system.insert(1, {"cachePoint": {"type": "default"}})
        return {
            "modelId": self.model,
            "system": system,
            "messages": [
                {"role": turn.role, "content": [{"text": turn.content}]} for turn in prompt.messages
            ],
            "inferenceConfig": limits,
        }


def _open_client(settings: Settings) -> "tuple[BedrockRuntimeClient, LineSession]":
    """Make a client that signs and parses, and the session that it sends through."""
    core = botocore.session.get_session()
    try:
        client = boto3.Session(botocore_session=core).client(
            "bedrock-runtime",
            region_name=settings.aws_region,
            config=Config(retries={"total_max_attempts": 1}),
        )
    except BotoCoreError as error:
        raise ConfigurationError(f"{error}. Mend the AWS_* variables, or ~/.aws.") from error
    http = LineSession(
        timeout=(CONNECT_SECONDS, settings.turn_timeout),
        max_pool_connections=settings.max_streams,
        proxies=get_environ_proxies(client.meta.endpoint_url),
        verify=core.get_config_variable("ca_bundle") or True,
    )

    def send(request: AWSPreparedRequest, **_: object) -> Any:
        return http.send(request)

    client.meta.events.register("before-send.bedrock-runtime.ConverseStream", send)
    return client, http


def _read(events: "Iterable[ConverseStreamOutputTypeDef]", reply: NetworkReply) -> Iterator[str]:
    reason = ""
    for event in events:
        if block := event.get("contentBlockDelta"):
            if text := block["delta"].get("text"):
                yield text
        elif stop := event.get("messageStop"):
            reason = stop["stopReason"]
        elif metadata := event.get("metadata"):
            reply.usage = _usage(metadata["usage"])
    if not reason or reason.startswith("malformed"):
        raise BrokenAnswer(f"the stream of Bedrock ended with stopReason {reason!r}: ask again")
    reply.finish = FINISHES.get(reason, "complete")


def _usage(usage: "TokenUsageTypeDef") -> Usage:
    return Usage(
        input_tokens=usage["inputTokens"],
        output_tokens=usage["outputTokens"],
        cached_tokens=usage.get("cacheReadInputTokens", 0),
    )
