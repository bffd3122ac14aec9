"""Writes the owner into the built site: title, link preview, manifest, picture and twin.json.

uv run personalise.py [--knowledge FILE] [--data DIR] [--site DIR] [--url URL] [--offline]

The build knows nobody; a second run with another owner replaces the first one entirely.
"""

import argparse
import io
import json
import re
import sys
from pathlib import Path

from PIL import Image, ImageOps

from built_page import Head, with_head, with_texts
from errors import ConfigurationError
from grounding.profile import first_name, profile
from knowledge import parse_knowledge
from owner_file_names import find_picture
from resources import open_knowledge
from schemas import Knowledge, TwinProfile
from settings import BACKEND, settings

SITE = BACKEND.parent / "frontend" / "out"
PICTURE = "picture.jpg"
PICTURE_PIXELS = 400
MAX_PICTURE_BYTES = 10_000_000
JPEG_QUALITY = 85

_URL = re.compile(r"https?://[^\s/?#\"<>]+(?:/[^\s?#\"<>]*)?")


def personalise(
    site: Path, knowledge: Knowledge, *, picture: Path | None, url: str = "", offline: bool = False
) -> TwinProfile:
    """Write the owner of `knowledge` into the export in `site`, which will be served at `url`.

    Raises ConfigurationError when there is no export, or when the picture cannot be used.
    """
    page, manifest = site / "index.html", site / "manifest.webmanifest"
    if not page.is_file() or not manifest.is_file():
        raise ConfigurationError(f"{site} holds no built site: run `npm run build` in frontend/.")
    small = _shrink(picture) if picture else None
    shown = profile(knowledge, offline=offline).model_copy(
        update={"picture": PICTURE if small else None}
    )
    _write_text(page, _page(page.read_text(encoding="utf-8"), shown, url))
    _write_text(manifest, _named(manifest.read_text(encoding="utf-8"), shown))
    _write_text(site / "twin.json", f"{shown.model_dump_json(indent=1)}\n")
    if small:
        (site / PICTURE).write_bytes(small)
    else:
        (site / PICTURE).unlink(missing_ok=True)
    return shown


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _page(page: str, shown: TwinProfile, url: str) -> str:
    texts = {"name": shown.name, "title": shown.title, "greeting": shown.greeting}
    return with_texts(with_head(page, _head(shown, url)), texts)


def _head(shown: TwinProfile, url: str) -> Head:
    base = f"{url.rstrip('/')}/"
    return Head(
        title=f"{shown.name} · {shown.title}" if shown.title else shown.name,
        description=f"Chat with {shown.name}'s digital twin: an AI that answers questions about "
        f"work, projects and story from {shown.name}'s own files.",
        url=base if url else "",
        image=f"{base}{shown.picture}" if shown.picture else "",
    )


def _named(manifest: str, shown: TwinProfile) -> str:
    names = {"name": shown.name, "short_name": first_name(shown.name)}
    return f"{json.dumps(json.loads(manifest) | names, ensure_ascii=False, indent=1)}\n"


def _shrink(path: Path) -> bytes:
    """Give the middle of a picture as a small JPEG, without what the camera noted in it."""
    fix = "use a JPEG, PNG or WebP of at most 10 MB."
    try:
        if path.stat().st_size > MAX_PICTURE_BYTES:
            raise ConfigurationError(f"{path.name} is too large: {fix}")
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ConfigurationError(f"{path.name} is not a picture that can be read: {fix}") from error
    square = ImageOps.fit(upright, (PICTURE_PIXELS, PICTURE_PIXELS))
    paper = Image.new("RGBA", square.size, "white")
    written = io.BytesIO()
    Image.alpha_composite(paper, square).convert("RGB").save(
        written, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True
    )
    return written.getvalue()


def _url(text: str) -> str:
    if text and not _URL.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not like https://example.com")
    return text


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write the owner into the built site.")
    parser.add_argument("--knowledge", type=Path, help="a knowledge.json (default: from --data)")
    parser.add_argument("--data", type=Path, help="the owner's files (default: DATA_DIR)")
    parser.add_argument("--site", type=Path, default=SITE, help="the export (frontend/out)")
    parser.add_argument("--url", type=_url, default="", help="where the site will be")
    parser.add_argument("--offline", action="store_true", help="say that no model answers")
    return parser.parse_args(arguments)


def _knowledge(path: Path | None, data: Path) -> Knowledge:
    if path is None:
        chosen = settings().model_copy(update={"data_dir": data, "personal_data_bucket": ""})
        return open_knowledge(chosen).current()
    try:
        return parse_knowledge(path.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}.") from error


def main(arguments: list[str]) -> int:
    """Personalise as `arguments` say; 1 and one sentence when that cannot be done."""
    given = _arguments(arguments)
    try:
        data = given.data or settings().data_dir
        knowledge = _knowledge(given.knowledge, data)
        shown = personalise(
            given.site,
            knowledge,
            picture=find_picture(data),
            url=given.url,
            offline=given.offline,
        )
    except ConfigurationError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    sys.stdout.write(f"{given.site} is now {shown.name}'s.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
