"""The HTTP API: routes, CORS, start-up. `uv run server.py` serves it with reload."""

import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, Response

from clients import Clients
from delivery import respond_streaming, respond_whole
from errors import ConfigurationError, NotFound
from http_errors import install_error_handling
from log import configure_logging
from owner_file_names import PICTURE_TYPES
from resources import open_knowledge
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
from settings import BACKEND, Settings, settings
from twin import Twin

HOST = "127.0.0.1"

_DESCRIPTION = """\
Chat with a person's digital twin. Every error has the shape of `ErrorBody`."""

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


def _model(chosen: Settings) -> str:
    models = {"bedrock": chosen.bedrock_model_id, "openai": chosen.openai_model}
    return models.get(chosen.ai_provider, chosen.ai_provider)


@routes.get("/", summary="What runs here", responses=_errors())
async def read_status(twin: TheTwin) -> Status:
    """Tell which provider, model and storage this twin runs with."""
    chosen = twin.settings
    return Status(
        message="This is the API of a digital twin.",
        memory_enabled=True,
        storage="S3" if chosen.use_s3 else "local",
        ai_provider=chosen.ai_provider,
        ai_model=_model(chosen),
    )


@routes.get("/health", summary="Whether the process answers", responses=_errors())
async def read_health(twin: TheTwin) -> Health:
    """Answer at once, asking nothing behind this process."""
    chosen = twin.settings
    return Health(
        status="healthy",
        use_s3=chosen.use_s3,
        ai_provider=chosen.ai_provider,
        ai_model=_model(chosen),
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


def _new_app(chosen: Settings, **options: Any) -> FastAPI:
    if not chosen.api_docs:
        return FastAPI(docs_url=None, redoc_url=None, openapi_url=None, **options)
    try:
        from fastapi_offline import FastAPIOffline  # laptops only: it brings Swagger UI's files
    except ImportError as error:
        raise ConfigurationError(
            "API_DOCS is true but fastapi-offline is not installed: run `uv sync`, or set "
            "API_DOCS=false."
        ) from error
    return FastAPIOffline(redoc_url=None, **options)


def create_app(chosen: Settings | None = None) -> FastAPI:
    """Build the application, by default with this process's settings.

    In Lambda every client is made here, before the first request.
    """
    chosen = chosen or settings()
    configure_logging(chosen)
    twin = Twin(Clients(chosen))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await twin.close()

    app = _new_app(
        chosen,
        title="Digital Twin",
        description=_DESCRIPTION,
        lifespan=lifespan,
        routes=routes.routes,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False},
    )
    app.state.twin = twin
    install_error_handling(app, routes)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=chosen.cors_origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Content-Type"],
        expose_headers=["Retry-After", "X-Request-ID"],
    )
    if chosen.in_lambda:
        twin.clients.warm()
    return app


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ConfigurationError(
                f"PORT {port} is taken ({error.strerror}): stop what runs there, or set PORT."
            ) from error


def _announce(chosen: Settings) -> None:
    knowledge = open_knowledge(chosen).current()
    address = f"http://localhost:{chosen.port}"
    template = " (the template person: put your own files into backend/data/)"
    curl = (
        f"curl -N {address}/chat -H 'Accept: text/event-stream' "
        "-H 'Content-Type: application/json' -d '{\"message\": \"Who are you?\"}'"
    )
    lines = [
        f"Twin      {knowledge.owner.name}{template if knowledge.is_template else ''}",
        f"Model     {_model(chosen)}, provider {chosen.ai_provider}: {chosen.provider_reason}",
        f"Address   {address}  (what it offers: {address}/docs)",
        f"Try it    {curl}",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201


def main() -> None:
    """Serve with reload on a laptop; a fault of the configuration is one sentence."""
    import uvicorn  # Lambda runs without it

    try:
        chosen = settings()
        _check_port(chosen.port)
        _announce(chosen)
    except ConfigurationError as error:
        sys.exit(f"error: {error}")
    uvicorn.run(
        "server:create_app",
        factory=True,
        host=HOST,
        port=chosen.port,
        reload=True,
        reload_dirs=[str(BACKEND)],
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
