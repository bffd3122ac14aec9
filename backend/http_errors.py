"""How failures and requests meet HTTP: one shape of error, one id and one log line a request."""

import logging
import re
import time
from urllib.parse import quote
from uuid import uuid4

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from errors import InvalidRequest, MethodNotAllowed, NotFound, TooLarge, TwinError
from log import request_id
from schemas import MAX_BODY_BYTES, NOT_BLANK, UUID_PATTERN, ErrorBody

logger = logging.getLogger("http")

_BY_STATUS: dict[int, type[TwinError]] = {
    404: NotFound,
    405: MethodNotAllowed,
    413: TooLarge,
}
_SENTENCES = {
    NOT_BLANK: "write something.",
    UUID_PATTERN: "this must be a UUID, like 3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11.",
}
_SAFE_ID = re.compile(r"[\w.:=;-]{1,128}")


def error_body(error: TwinError) -> ErrorBody:
    """Give what a visitor may know of `error`."""
    return ErrorBody(detail=error.detail, code=error.code, retry_after=error.retry_after)


def _respond(error: TwinError, *, allow: str | None = None) -> JSONResponse:
    headers = {"Allow": allow} if allow else {}
    if error.retry_after:
        headers["Retry-After"] = str(error.retry_after)
    body = error_body(error).model_dump(exclude_none=True)
    return JSONResponse(body, status_code=error.status, headers=headers)


def _explain(error: RequestValidationError) -> str:
    problem = error.errors()[0]
    if problem["type"] == "json_invalid":
        return "The body is not valid JSON."
    names = [str(part) for part in problem["loc"] if part not in {"body", "path", "query"}]
    told = _SENTENCES.get(problem.get("ctx", {}).get("pattern"), f"{problem['msg']}.")
    return f"{'.'.join(names) or 'The body'}: {told}"


def _as_twin_error(error: Exception) -> TwinError:
    if isinstance(error, TwinError):
        return error
    if isinstance(error, RequestValidationError):
        return InvalidRequest(detail=_explain(error))
    if isinstance(error, HTTPException):
        return _BY_STATUS.get(error.status_code, InvalidRequest)()
    return TwinError()


class RequestLog:
    """ASGI middleware: names the request, logs it, and turns what nobody caught into a 500."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = _request_id(scope)
        token = request_id.set(name)
        started, status = time.monotonic(), 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", name.encode())]
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        except Exception:
            logger.exception("request failed")
            if status:
                raise
            await _respond(TwinError())(scope, receive, send_named)
        finally:
            figures = {"status": status, "ms": round(1_000 * (time.monotonic() - started))}
            logger.info("%s %s", scope["method"], quote(scope["path"]), extra=figures)
            request_id.reset(token)


class BodyLimit:
    """ASGI middleware: stops reading a body at `MAX_BODY_BYTES`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        seen = 0

        async def receive_bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY_BYTES:
                raise HTTPException(TooLarge.status)
            return message

        await self._app(scope, receive_bounded, send)


def _request_id(scope: Scope) -> str:
    if context := scope.get("aws.context"):
        return str(context.aws_request_id)
    given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return given if _SAFE_ID.fullmatch(given) else str(uuid4())


def _methods(router: APIRouter, scope: Scope) -> str:
    """List what a path can do: Starlette names only the first of the routes that share a path."""
    matching = (r for r in router.routes if r.matches(scope)[0] is not Match.NONE)
    return ", ".join(sorted({m for route in matching for m in getattr(route, "methods", ())}))


def install_error_handling(app: FastAPI, router: APIRouter) -> None:
    """Answer every failure of `app`, whose routes are `router`'s, in the shape of `ErrorBody`."""

    async def handle(request: Request, error: Exception) -> JSONResponse:
        known = _as_twin_error(error)
        if known.status >= TwinError.status and isinstance(error, TwinError):
            logger.error("request failed", extra={"code": known.code, "cause": str(error)})
        is_method = isinstance(known, MethodNotAllowed)
        return _respond(known, allow=_methods(router, request.scope) if is_method else None)

    for kind in (TwinError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, handle)
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestLog)
