"""The HTTP API: the application and its start.

uv run server.py [--port]    serves it with reload, or only prints where it would listen
"""

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from clients import Clients
from errors import ConfigurationError
from http_errors import install_error_handling
from log import configure_logging
from routes import routes
from settings import BACKEND, LOOPBACK, Settings, settings
from twin import Twin

_DESCRIPTION = """\
Chat with a person's digital twin. Every error has the shape of `ErrorBody`."""


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


def main(arguments: Sequence[str]) -> None:
    """Serve with reload on a laptop; a fault of the configuration is one sentence."""
    import uvicorn  # Lambda runs without it

    from laptop import announce, check_port

    try:
        chosen = settings()
        if "--port" in arguments:
            print(chosen.port)  # noqa: T201
            return
        check_port(chosen.port)
        announce(chosen)
    except ConfigurationError as error:
        sys.exit(f"error: {error}")
    uvicorn.run(
        "server:create_app",
        factory=True,
        host=LOOPBACK,
        port=chosen.port,
        reload=True,
        reload_dirs=[str(BACKEND)],
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
