"""The routes of the HTTP API, each with what its description says of it."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, Response

from delivery import respond_streaming, respond_whole
from errors import NotFound
from owner_file_names import PICTURE_TYPES
from schemas import (
    ChatRequest,
    ChatResponse,
    Conversation,
    ErrorBody,
    FeedbackRequest,
    Health,
    Status,
    TwinProfile,
    Uuid,
)
from twin import Twin

_STREAM_DESCRIPTION = """\
With `Accept: text/event-stream` the answer comes as server-sent events: `session` (the question \
is kept), `token` (`{"delta"}`, many), `sources`, `done` (the answer is kept), or `error` \
(an `ErrorBody`) as the last event instead."""

_STREAM_EXAMPLE = """\
event: session
data: {"session_id":"3f0e6a5c-...","user_message_id":"0c9f6f3d-...","message_id":"9a55f6f3-..."}

event: token
data: {"delta":"I play chess badly and often."}

event: sources
data: {"sources":[]}

event: done
data: {"response":"I play chess badly and often.","message_id":"9a55f6f3-...","finish":"complete"}

"""

_STREAM_RESPONSE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _STREAM_EXAMPLE}}
    }
}

_PICTURE_RESPONSE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/*": {"schema": {"type": "string", "format": "binary"}}}}
}

_ERROR_SCHEMA = {"$ref": "#/components/schemas/ErrorBody"}


def _errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe error responses: one by its model, the others by reference, which costs no time."""
    described: dict[int | str, dict[str, Any]] = {500: {"model": ErrorBody}}
    for status in (*statuses, 422):
        content = {"application/json": {"schema": _ERROR_SCHEMA}}
        described[status] = {"description": HTTPStatus(status).phrase, "content": content}
    return described


routes = APIRouter()


async def _twin(request: Request) -> Twin:
    twin: Twin = request.app.state.twin
    return twin


TheTwin = Annotated[Twin, Depends(_twin)]


@routes.get("/", summary="What runs here", responses=_errors())
async def read_status(twin: TheTwin) -> Status:
    """Tell which provider, model and storage this twin runs with."""
    chosen = twin.settings
    return Status(
        message="This is the API of a digital twin.",
        memory_enabled=True,
        storage="S3" if chosen.use_s3 else "local",
        ai_provider=chosen.ai_provider,
        ai_model=chosen.ai_model,
    )


@routes.get("/health", summary="Whether the process answers", responses=_errors())
async def read_health(twin: TheTwin) -> Health:
    """Answer at once, asking nothing behind this process."""
    chosen = twin.settings
    return Health(
        status="healthy",
        use_s3=chosen.use_s3,
        ai_provider=chosen.ai_provider,
        ai_model=chosen.ai_model,
    )


@routes.get("/twin", summary="What the page shows first", responses=_errors(503))
async def read_twin(twin: TheTwin) -> TwinProfile:
    """Introduce the twin: name, greeting, suggested questions, links, and that it is an AI."""
    return await twin.profile()


@routes.get(
    "/twin/picture",
    summary="The owner's picture",
    response_class=FileResponse,
    responses=_PICTURE_RESPONSE | _errors(404),
)
async def read_picture(twin: TheTwin) -> FileResponse:
    """Give the owner's picture from the folder with their files."""
    if picture := twin.picture():
        kind = PICTURE_TYPES[picture.name]
        return FileResponse(picture, media_type=kind, headers={"Cache-Control": "no-cache"})
    raise NotFound(detail="There is no picture.")


@routes.post(
    "/chat",
    summary="Ask",
    description=f"Ask the twin.\n\n{_STREAM_DESCRIPTION}",
    response_model=ChatResponse,
    responses=_STREAM_RESPONSE | _errors(404, 409, 413, 429, 503, 504),
)
async def ask(request: Request, body: ChatRequest, twin: TheTwin) -> ChatResponse | Response:
    """Take one turn."""
    turn = twin.start(body)
    if "text/event-stream" in request.headers.get("accept", ""):
        return await respond_streaming(turn)
    return await respond_whole(request, turn)


@routes.get(
    "/conversation/{session_id}",
    summary="Read a conversation",
    response_model_exclude_none=True,
    responses=_errors(503),
)
async def read_conversation(session_id: Uuid, twin: TheTwin) -> Conversation:
    """Give the messages of a conversation, oldest first; none if it is unknown."""
    return Conversation(session_id=session_id, messages=await twin.history(session_id))


@routes.delete(
    "/conversation/{session_id}",
    summary="Forget a conversation",
    status_code=204,
    responses=_errors(503),
)
async def delete_conversation(session_id: Uuid, twin: TheTwin) -> None:
    """Delete a conversation for good; it need not exist."""
    await twin.delete(session_id)


@routes.post(
    "/feedback", summary="Rate an answer", status_code=204, responses=_errors(404, 413, 503)
)
async def rate(body: FeedbackRequest, twin: TheTwin) -> None:
    """Keep a thumb and a comment on an answer; `none` takes it back."""
    await twin.rate(body)
