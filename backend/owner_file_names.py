"""What the owner's files are called, and where their templates are."""

from pathlib import Path

from settings import BACKEND

FACTS, SUMMARY, STYLE, LINKEDIN, ME = (
    "facts.json",
    "summary.txt",
    "style.txt",
    "linkedin.pdf",
    "me.txt",
)
REQUIRED = (FACTS, SUMMARY, STYLE, LINKEDIN)
TEXTS_AND_PDF = (*REQUIRED, ME)
PICTURE_TYPES = {
    "picture.jpg": "image/jpeg",
    "picture.png": "image/png",
    "picture.webp": "image/webp",
}
PICTURES = tuple(PICTURE_TYPES)
TEMPLATES = BACKEND / "data"


def find_picture(folder: Path) -> Path | None:
    """Give the owner's picture in `folder`, None when they have none."""
    paths = (folder / name for name in PICTURES)
    return next((p for p in paths if p.is_file() and p.stat().st_size), None)
