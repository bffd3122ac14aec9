"""How a file of the site is served: its type, and how long a browser may keep it."""

import mimetypes
from pathlib import PurePosixPath

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "public, max-age=0, must-revalidate"
HASHED = "_next/static/"

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}


def content_type(key: str) -> str:
    """Give the type of a file by its name; independent of the machine for what a site has."""
    suffix = PurePosixPath(key).suffix.lower()
    known = _TYPES.get(suffix) or mimetypes.guess_type(key, strict=True)[0]
    return known or "application/octet-stream"


def is_hashed(key: str) -> bool:
    """Whether the name changes with the content, so that it may be kept for ever."""
    return key.startswith(HASHED)


def is_page(key: str) -> bool:
    """Whether it is HTML: it names the other files, so it goes last."""
    return key.endswith(".html")


def cache_control(key: str) -> str:
    """Say how long a browser may keep a file: for ever when hashed, else never unasked."""
    return IMMUTABLE if is_hashed(key) else REVALIDATE
