"""A turn on its way out: as one JSON object, or as server-sent events."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import Request
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from pydantic_core import to_json

from chat import RunningTurn
from errors import TwinError
from http_errors import error_body
from schemas import (
    ChatResponse,
    DoneEvent,
    Event,
    SessionEvent,
    SourcesEvent,
    TokenEvent,
)

_NAMES: dict[type, str] = {
    SessionEvent: "session",
    TokenEvent: "token",
    SourcesEvent: "sources",
    DoneEvent: "done",
}
_STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def respond_whole(request: Request, turn: RunningTurn) -> ChatResponse:
    """Wait for the end of `turn`; a visitor who goes away meanwhile stops it."""
    watch = asyncio.create_task(_stop_when_gone(request, turn))
    try:
        fields = [_fields(event) async for event in turn]
    finally:
        watch.cancel()
    return ChatResponse.model_validate({k: v for part in fields for k, v in part.items()})


def _fields(event: Event) -> dict[str, object]:
    return {name: getattr(event, name) for name in event.__slots__}


async def _stop_when_gone(request: Request, turn: RunningTurn) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    turn.stop()


async def respond_streaming(turn: RunningTurn) -> StreamingResponse:
    """Send the events of `turn` as they come.

    What fails before the first event is raised, and so has an HTTP status of its own.
    """
    events = aiter(turn)
    first = await anext(events)
    return StreamingResponse(
        _encode(turn, first, events), media_type="text/event-stream", headers=_STREAM_HEADERS
    )


async def _encode(
    turn: RunningTurn, first: Event, rest: AsyncIterator[Event]
) -> AsyncIterator[bytes]:
    try:
        yield _encode_event(first)
        async for event in rest:
            yield _encode_event(event)
    except TwinError as error:
        body = error_body(error).model_dump_json(exclude_none=True)
        yield format_sse_event(event="error", data_str=body)
    finally:
        turn.stop()


def _encode_event(event: Event) -> bytes:
    return format_sse_event(event=_NAMES[type(event)], data_str=to_json(event).decode())
