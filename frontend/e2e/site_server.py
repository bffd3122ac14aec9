"""Serves the export as CloudFront and S3 do: the policy, clean paths, the 404 page, /api/*."""

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

POLICY = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "img-src 'self' data:; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "script-src 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
IMMUTABLE = "public, max-age=31536000, immutable"
COMPRESSED = {".html", ".js", ".css", ".json", ".svg", ".txt", ".webmanifest"}

mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


def site(export: Path, api: ASGIApp | None = None) -> Starlette:
    """Serve `export`, with `api` behind /api."""

    async def read(request: Request) -> Response:
        path = _file(export, request.path_params["path"])
        return _respond(path or export / "404.html", 200 if path else 404)

    behind = [Mount("/api", app=api)] if api else []
    return Starlette(routes=[*behind, Route("/{path:path}", read)])


def _file(export: Path, path: str) -> Path | None:
    candidates = [export / path, export / f"{path}.html", export / path / "index.html"]
    inside = (c for c in candidates if c.resolve().is_relative_to(export.resolve()))
    return next((c for c in inside if c.is_file()), None)


def _respond(path: Path, status: int) -> Response:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = HEADERS | {"Cache-Control": IMMUTABLE if "_next" in path.parts else "no-cache"}
    body = path.read_bytes()
    if path.suffix in COMPRESSED:
        body, headers = _compressed(body), headers | {"Content-Encoding": "gzip"}
    return Response(body, status, headers, media_type=kind)


@lru_cache(maxsize=256)
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
