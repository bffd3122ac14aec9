"""The paragraphs under "Experience" and "Education" into one section a role, one a degree. Pure."""

# ruff: noqa: RUF001 (dates are written with any dash)

import re
from collections.abc import Iterator

from grounding.sections import Draft
from grounding.wrapping import Paragraph

_LARGER = 0.3
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_MAX_DATE_CHARACTERS = 80
_DATES = re.compile(
    rf"\D{{0,24}}{_YEAR}\D{{0,6}}(?:[-–—]|\bto\b|\bbis\b).{{1,60}}|.{{0,20}}{_YEAR}\s*\(.+\)"
)
_WORDS_OF_DATES = 5
_TOTAL = re.compile(r"(?:\d{1,3}\s*[^\W\d]+\.?(?:\s+[^\W\d]{1,2})?\s*){1,2}")
_ENGLISH = frozenset({"experience", "work experience", "professional experience", "employment"})


def roles(heading: str, body: tuple[Paragraph, ...]) -> list[Draft]:
    """Give a section for each role; a role without an employer of its own has the one before."""
    starts = _role_starts(body)
    if not starts:
        return [Draft(heading, heading, "\n".join(paragraph.text for paragraph in body))]
    at = " at " if heading.casefold() in _ENGLISH else " · "
    drafts = _before(heading, body[: _opening(body, starts[0])])
    employer = ""
    for number, start in enumerate(starts):
        opening = _opening(body, start)
        employer = body[opening].text if opening < start else employer
        after = starts[number + 1] if number + 1 < len(starts) else None
        end = len(body) if after is None else _opening(body, after)
        title = body[start].text + (at + employer if employer else "")
        first = f"{title}, {body[start + 1].text}"
        text = "\n".join([first, *(paragraph.text for paragraph in body[start + 2 : end])])
        drafts.append(Draft(title, title, text))
    return drafts


def _before(heading: str, body: tuple[Paragraph, ...]) -> list[Draft]:
    text = "\n".join(paragraph.text for paragraph in body)
    return [Draft(heading, heading, text)] if text else []


def _role_starts(body: tuple[Paragraph, ...]) -> list[int]:
    """Give the index of each role's title: what stands, larger, right above its dates."""
    dated = [index for index in range(1, len(body)) if _is_dates(body[index].text)]
    larger = [index for index in dated if body[index - 1].size > body[index].size + _LARGER]
    return [index - 1 for index in larger or dated]


def _is_dates(text: str) -> bool:
    if len(text) > _MAX_DATE_CHARACTERS or not _DATES.fullmatch(text):
        return False
    outside = re.sub(r"\(.*?\)", "", text)
    return len(re.findall(r"[^\W\d]{2,}", outside)) <= _WORDS_OF_DATES


def _opening(body: tuple[Paragraph, ...], start: int) -> int:
    """Give the index where a role's entry opens: its employer's line if it has one."""
    if start > 1 and _TOTAL.fullmatch(body[start - 1].text):
        return start - 2
    is_employer = start >= 1 and body[start - 1].size > body[start + 1].size + _LARGER
    return start - 1 if is_employer else start


def degrees(heading: str, body: tuple[Paragraph, ...]) -> list[Draft]:
    """Give a section for each school's degree."""
    return [
        Draft(entry[0], entry[0], f"{heading}: " + ", ".join(entry)) for entry in _entries(body)
    ]


def _entries(body: tuple[Paragraph, ...]) -> Iterator[list[str]]:
    smallest = min(paragraph.size for paragraph in body)
    has_sizes = any(paragraph.size > smallest + _LARGER for paragraph in body)
    entry: list[str] = []
    for paragraph in body:
        ended = bool(entry) and bool(re.search(_YEAR, entry[-1]))
        if entry and (paragraph.size > smallest + _LARGER if has_sizes else ended):
            yield entry
            entry = []
        entry.append(re.sub(r"\s*·\s*\(", " (", paragraph.text))
    yield entry
