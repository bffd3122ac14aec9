"""Lines in reading order, by geometry alone: a sidebar never mixes into the main column. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from grounding.layout import Column, Line, Page, Word, lines_of

_COLUMN_WHITE = 0.9
_MIN_GUTTER = 6.0
_SLACK = 4.0
_MARGIN = 0.1
_MAX_NUMBER_CHARACTERS = 30
_MIN_LINES = 2
_HALF = 0.5
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def reading_order(pages: list[Page]) -> list[Line]:
    """Give the lines of all pages: what spans a page, then its main column; a sidebar comes last.

    Page numbers are left out.
    """
    rows = list(_without_numbers(pages))
    gutters = [_gutter(segments) for segments in rows]
    usual = next((gutter for gutter in gutters if gutter is not None), None)
    sidebar_is_left = usual is not None and _weight(rows, left_of=usual) < _HALF
    lines: list[Line] = []
    for number, (segments, gutter) in enumerate(zip(rows, gutters, strict=True)):
        at = usual if gutter is None else gutter
        for column, members in _columns(segments, at, sidebar_is_left=sidebar_is_left):
            lines += [replace(line, page=number, column=column) for line in lines_of(members)]
    return sorted(lines, key=lambda line: (line.column is Column.SIDEBAR, line.page, line.column))


def _without_numbers(pages: list[Page]) -> Iterator[list[Line]]:
    """Give each page's lines without its number: "Page 1 of 3", "1/3", "- 1 -", "Seite 1".

    A name with a number, "Acme 1", is none: the same words stand in no other page's margin.
    """
    rows = [lines_of(page.words, white=_COLUMN_WHITE) for page in pages]
    wordings: Counter[str] = Counter()
    for number, (page, lines) in enumerate(zip(pages, rows, strict=True), 1):
        found = _numbers(page, lines, number, len(pages))
        wordings.update({_wording(line) for line in found})
    for number, (page, lines) in enumerate(zip(pages, rows, strict=True), 1):
        found = _numbers(page, lines, number, len(pages))
        yield [line for line in lines if line not in found or not _is_number(line, wordings)]


def _numbers(page: Page, lines: list[Line], number: int, total: int) -> list[Line]:
    """Give the lines in the margins that have no number but the page's, and perhaps the total."""
    margin = page.height * _MARGIN
    outside = [line for line in lines if not margin < line.y < page.height - margin]
    short = [line for line in outside if len(line.text) <= _MAX_NUMBER_CHARACTERS]
    return [
        line
        for line in short
        if [int(digits) for digits in re.findall(r"\d{1,4}", line.text)]
        in ([number], [number, total])
    ]


def _wording(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_number(line: Line, wordings: Counter[str]) -> bool:
    wording = _wording(line)
    is_bare = not any(character.isalpha() for character in wording)
    return is_bare or wording.count("#") > 1 or wordings[wording] > 1


def _gutter(lines: list[Line]) -> float | None:
    """Find the x where a right column starts: white all the way below what spans the page."""
    starts = Counter(round(line.x0) for line in lines)
    best: tuple[int, float] | None = None
    for start, count in starts.items():
        body = _below_band(lines, start)
        left = [line for line in body if line.x1 < start - _SLACK]
        right = [line for line in body if line.x0 >= start - _SLACK]
        if min(count, len(left)) < _MIN_LINES or _is_table(left, right):
            continue
        if len(body) < _HALF * len(lines):
            continue
        if start - max(line.x1 for line in left) >= _MIN_GUTTER:
            best = max(best or (0, 0.0), (min(len(left), len(right)), float(start)))
    return best[1] if best else None


def _below_band(lines: list[Line], gutter: float) -> list[Line]:
    crossing = [
        line.y for line in lines if line.x0 < gutter - _SLACK and line.x1 >= gutter - _SLACK
    ]
    return [line for line in lines if not crossing or line.y > max(crossing)]


def _is_table(left: list[Line], right: list[Line]) -> bool:
    """Tell dates beside what they date, to be read row by row, from two columns."""
    return any(
        sum(bool(_YEAR.search(line.text)) for line in side) > _HALF * len(side)
        for side in (left, right)
    )


def _weight(pages: list[list[Line]], *, left_of: float) -> float:
    """Give the share of the text that stands left of an x."""
    characters: Counter[bool] = Counter()
    for line in (line for page in pages for line in page):
        characters[line.x0 < left_of - _SLACK] += len(line.text)
    return characters[True] / max(1, characters.total())


def _columns(
    lines: list[Line], gutter: float | None, *, sidebar_is_left: bool
) -> Iterator[tuple[Column, list[Word]]]:
    body = [] if gutter is None else _below_band(lines, gutter)
    yield Column.BAND, [word for line in lines if line not in body for word in line.words]
    for is_left in (True, False):
        column = Column.SIDEBAR if is_left == sidebar_is_left else Column.MAIN
        members = [line for line in body if (line.x0 < (gutter or 0) - _SLACK) == is_left]
        yield column, [word for line in members for word in line.words]
