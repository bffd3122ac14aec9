"""What the owner's files are called, and where their templates are."""

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
PICTURES = ("picture.jpg", "picture.png", "picture.webp")
TEMPLATES = BACKEND / "data"
