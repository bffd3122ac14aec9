"""Text into sections, and sections into the sentences that an answer may quote."""

# ruff: noqa: RUF001 (the punctuation of other scripts is meant)

import itertools
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from schemas import Section

MAX_SENTENCE_CHARACTERS = 400
MAX_SECTION_CHARACTERS = 1_500
MAX_LISTED_CHARACTERS = 70
MAX_SLUG_CHARACTERS = 60

_BULLET = r"(?:[-*+•‣▪●◦–—·]|\d{1,2}[.)])[ \t]+"
_MARKER = re.compile(rf"[ \t]*(?:#{{1,6}}[ \t]+|>[ \t]+|{_BULLET})?")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？｡।॥؟۔።։។။]+[\"'”’»」』）)]*")
_ABBREVIATIONS = re.compile(
    r"(?:approx|asst|assoc|bzw|capt?|cf|cía|dept|dipl|dra?|eds|esp|excl?|frau|gov|hr|incl|ing|mio"
    r"|mlle|mme|mrs?|ms|mx|phil|profa?|prov|rer|rev|sen|sgt|sra?|srta|ste?|tel|univ|vgl|vs|zb)",
    re.IGNORECASE,
)
_NUMBER_ABBREVIATIONS = re.compile(r"(?:app|art|ca|chap|fig|nos?|nr|op|pp?|sec|vol)", re.IGNORECASE)
_OPENERS = re.compile(r"\s+(?:I|My|The|This|We|It|In|At|He|She|They|Then|After|Before|Since)\b")
_GERMAN_MONTHS = re.compile(
    r"\s(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_LAST_WORD = re.compile(r"[^\s(\[\"'“„«]*$")


def sentences(text: str) -> list[str]:
    """Split `text` into sentences, each an exact substring of it and at most 400 characters.

    A line end is a boundary too, so a list gives one sentence an item, without its bullet.
    """
    return [
        piece
        for line in text.splitlines()
        for sentence in _split_line(line[_marker_length(line) :])
        for piece in _bounded(sentence, MAX_SENTENCE_CHARACTERS)
        if any(character.isalnum() for character in piece)
    ]


def _marker_length(line: str) -> int:
    match = _MARKER.match(line)
    return match.end() if match else 0


def _split_line(line: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(line):
        if _ends_sentence(line, stop):
            yield line[start : stop.end()].strip()
            start = stop.end()
    yield line[start:].strip()


def _ends_sentence(line: str, stop: re.Match[str]) -> bool:
    after = line[stop.end() :]
    follower = after.lstrip(" \t\"'“„«([")[:1]
    if not stop.group().startswith(".") or not after[:1].isspace():
        return True
    if follower.islower():
        return False
    word = _LAST_WORD.search(line, 0, stop.start())
    return not (word and _is_abbreviation(word.group(), after))


def _is_abbreviation(word: str, after: str) -> bool:
    """Tell whether the full stop behind `word` belongs to it: Dr. e.g. B.Sc. J. No. 3. (Mai)."""
    if re.fullmatch(r"[^\W\d](?:\w{0,3}\.)+\w{1,4}", word):
        return not _OPENERS.match(after)
    if after.lstrip()[:1].isdigit() and _NUMBER_ABBREVIATIONS.fullmatch(word):
        return True
    if re.fullmatch(r"\d{1,2}", word):
        return bool(_GERMAN_MONTHS.match(after))
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    return is_initial or bool(_ABBREVIATIONS.fullmatch(word))


def _bounded(text: str, limit: int) -> Iterator[str]:
    while len(text) > limit:
        cut = max(text.rfind(mark, limit // 2, limit) + len(mark) for mark in ("; ", ", ", " "))
        cut = cut if cut > limit // 2 else limit
        yield text[:cut].strip()
        text = text[cut:]
    yield text.strip()


@dataclass(frozen=True, slots=True)
class Draft:
    """A section before it has its file's name and a unique id."""

    key: str
    title: str
    text: str
    core: bool = False


def to_sections(file: str, drafts: Iterable[Draft]) -> list[Section]:
    """Give each draft an id, unique in its file: the file's stem, a dot, the slug of its key.

    A draft that is too long for one section becomes several.
    """
    stem = slug(file.rsplit(".", 1)[0])
    sections: dict[str, Section] = {}
    for draft in drafts:
        for text in chunks(draft.text):
            name = _unused(f"{stem}.{slug(draft.key)}", sections)
            sections[name] = Section(name, draft.title, file, text, draft.core)
    return list(sections.values())


def _unused(name: str, taken: Container[str]) -> str:
    numbers = (f"{name}-{number}" for number in itertools.count(2))
    return next(
        candidate for candidate in itertools.chain([name], numbers) if candidate not in taken
    )


def slug(text: str) -> str:
    """Give the words of `text`, in any script, in lower case with hyphens between them."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return "-".join(words)[:MAX_SLUG_CHARACTERS].strip("-") or "section"


def chunks(text: str) -> list[str]:
    """Cut `text` between lines, or between sentences, into pieces of 1,500 characters at most."""
    pieces: list[str] = []
    for line in text.strip().splitlines():
        parts = [line] if len(line) <= MAX_SECTION_CHARACTERS else sentences(line)
        for number, part in enumerate(parts):
            glue = " " if number else "\n"
            if pieces and len(pieces[-1]) + len(part) < MAX_SECTION_CHARACTERS:
                pieces[-1] += glue + part
            else:
                pieces.append(part)
    return [piece.strip() for piece in pieces if piece.strip()]


def listing(label: str, items: Iterable[str]) -> list[str]:
    """Write items behind their label: short ones on a line together, long ones a line each."""
    items = [" ".join(item.split()) for item in items if item.strip()]
    if any(_stands_alone(item) for item in items):
        return [f"{label}: {item}" for item in items]
    mark = "; " if any("," in item for item in items) else ", "
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + len(mark) + len(item) <= MAX_SENTENCE_CHARACTERS // 2:
            lines[-1] += mark + item
        else:
            lines.append(f"{label}: {item}")
    return lines


def _stands_alone(item: str) -> bool:
    is_sentence = item.endswith((".", "!", "?")) or len(sentences(item)) > 1
    return is_sentence or len(item) > MAX_LISTED_CHARACTERS
