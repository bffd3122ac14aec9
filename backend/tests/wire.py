"""Answers in the models' wire formats: OpenAI's server-sent chunks, Bedrock's event stream."""

import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from tests.loopback import Answer, Piece

SSE = {"Content-Type": "text/event-stream; charset=utf-8"}
EVENT_STREAM = {"Content-Type": "application/vnd.amazon.eventstream"}
STRING_HEADER = 7


def sse(event: Any) -> bytes:
    """Encode one server-sent event; a str is sent as it is."""
    data = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
    return f"data: {data}\n\n".encode()


def chunk(delta: Mapping[str, Any] | None = None, *, finish: str | None = None) -> bytes:
    """Encode one chat completion chunk."""
    choice = {"index": 0, "delta": delta or {}, "finish_reason": finish}
    return sse(_chunk([choice]))


def usage_chunk(*, prompt: int, completion: int, cached: int = 0) -> bytes:
    """Encode the chunk without choices that `include_usage` asks for."""
    usage = {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": cached},
    }
    return sse(_chunk([]) | {"usage": usage})


def _chunk(choices: list[dict[str, Any]]) -> dict[str, Any]:
    head = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
    }
    return head | {"choices": choices}


def openai_pieces(*deltas: str, finish: str = "stop") -> list[bytes]:
    """Give a whole stream that says `deltas`."""
    return [
        chunk({"role": "assistant", "content": ""}),
        *(chunk({"content": delta}) for delta in deltas),
        chunk(finish=finish),
        usage_chunk(prompt=11, completion=7, cached=5),
        sse("[DONE]"),
    ]


def openai_answer(*deltas: str, finish: str = "stop", delay: float = 0) -> Answer:
    """Answer with a chat completion, streamed."""
    return openai_stream(*openai_pieces(*deltas, finish=finish), delay=delay)


def openai_stream(*pieces: Piece, delay: float = 0) -> Answer:
    """Answer with server-sent events."""
    return Answer(pieces, headers=SSE, delay=delay)


def openai_error(
    status: int, message: str, *, code: str | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """Refuse as OpenAI does."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    body = json.dumps({"error": error}).encode()
    return Answer([body], status, {"Content-Type": "application/json", **(headers or {})})


def frame(headers: Mapping[str, str], payload: bytes) -> bytes:
    """Encode one message of application/vnd.amazon.eventstream, with both its checksums.

    https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html
    """
    block = b"".join(_header(name, value) for name, value in headers.items())
    prelude = struct.pack(">II", 16 + len(block) + len(payload), len(block))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + block + payload
    return message + struct.pack(">I", zlib.crc32(message))


def _header(name: str, value: str) -> bytes:
    key, text = name.encode(), value.encode()
    size = struct.pack(">H", len(text))
    return bytes([len(key)]) + key + bytes([STRING_HEADER]) + size + text


def event(kind: str, payload: Mapping[str, Any]) -> bytes:
    """Encode one event of a Converse stream."""
    headers = {
        ":event-type": kind,
        ":content-type": "application/json",
        ":message-type": "event",
    }
    return frame(headers, json.dumps(payload, ensure_ascii=False).encode())


def exception_event(kind: str, message: str) -> bytes:
    """Encode an exception in the middle of a stream."""
    headers = {
        ":exception-type": kind,
        ":content-type": "application/json",
        ":message-type": "exception",
    }
    return frame(headers, json.dumps({"message": message}).encode())


def delta_event(delta: Mapping[str, Any], *, block: int = 0) -> bytes:
    """Encode one delta, of text or of anything else."""
    return event("contentBlockDelta", {"contentBlockIndex": block, "delta": delta})


def metadata_event(*, prompt: int, completion: int, cached: int = 0) -> bytes:
    """Encode the event that ends every stream."""
    usage = {
        "inputTokens": prompt,
        "outputTokens": completion,
        "totalTokens": prompt + completion,
        "cacheReadInputTokens": cached,
    }
    return event("metadata", {"usage": usage, "metrics": {"latencyMs": 5}})


def bedrock_pieces(*deltas: str, stop: str = "end_turn") -> list[bytes]:
    """Give a whole stream that says `deltas`."""
    return [
        event("messageStart", {"role": "assistant"}),
        *(delta_event({"text": delta}) for delta in deltas),
        event("contentBlockStop", {"contentBlockIndex": 0}),
        event("messageStop", {"stopReason": stop}),
        metadata_event(prompt=11, completion=7, cached=5),
    ]


def bedrock_answer(*deltas: str, stop: str = "end_turn", delay: float = 0) -> Answer:
    """Answer as Converse does, streamed."""
    return bedrock_stream(*bedrock_pieces(*deltas, stop=stop), delay=delay)


def bedrock_stream(*pieces: Piece, delay: float = 0) -> Answer:
    """Answer with an event stream."""
    return Answer(pieces, headers=EVENT_STREAM, delay=delay)


def bedrock_error(
    status: int, code: str, message: str, *, headers: Mapping[str, str] | None = None
) -> Answer:
    """Refuse as Bedrock does."""
    body = json.dumps({"message": message}).encode()
    named = {"Content-Type": "application/json", "x-amzn-ErrorType": code}
    return Answer([body], status, named | dict(headers or {}))
