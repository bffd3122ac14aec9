"""Words on pages into lines in reading order, by geometry alone: pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

_WHITE = 0.12
_COLUMN_WHITE = 0.9
_MIN_GUTTER = 6.0
_MARGIN = 0.1
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Column(IntEnum):
    """Where a line stands, in the order in which one page is read."""

    BAND = 0
    MAIN = 1
    SIDEBAR = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text: its edges, baseline (from the page's top) and size, in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float

    def joined(self, other: "Word") -> "Word":
        """Give the word that `other`, drawn right behind, makes of this one."""
        x0, x1 = min(self.x0, other.x0), max(self.x1, other.x1)
        return replace(self, text=self.text + other.text, x0=x0, x1=x1)


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, without a column's white between them."""

    words: tuple[Word, ...]
    page: int = 0
    column: Column = Column.BAND

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @property
    def y(self) -> float:
        """The baseline, from the page's top."""
        return self.words[0].y

    @property
    def size(self) -> float:
        """The type size that most of the line is set in."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[round(word.size, 1)] += len(word.text)
        return sizes.most_common(1)[0][0]

    @property
    def text(self) -> str:
        """The words, with spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's words and height."""

    words: tuple[Word, ...]
    height: float


def reading_order(pages: list[Page]) -> list[Line]:
    """Give the lines of all pages: what spans a page, then its main column; a sidebar comes last.

    Page numbers are left out.
    """
    rows = [_without_number(page, number, len(pages)) for number, page in enumerate(pages, 1)]
    gutters = [_gutter(segments) for segments in rows]
    usual = next((gutter for gutter in gutters if gutter is not None), None)
    sidebar_is_left = usual is not None and _weight(rows, left_of=usual) < 0.5
    lines: list[Line] = []
    for number, (segments, gutter) in enumerate(zip(rows, gutters, strict=True)):
        at = usual if gutter is None else gutter
        for column, members in _columns(segments, at, sidebar_is_left=sidebar_is_left):
            lines += [replace(line, page=number, column=column) for line in _lines(members)]
    return sorted(lines, key=lambda line: (line.column is Column.SIDEBAR, line.page, line.column))


def _gap(before: Word, word: Word) -> float:
    return max(word.x0 - before.x1, before.x0 - word.x1)


def _rows(words: Iterable[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.y):
        if row and word.y - row[0].y > 0.4 * min(word.size, row[0].size):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _lines(words: Iterable[Word], *, white: float = float("inf")) -> list[Line]:
    """Make a line of each row of words, or several where more than `white` ems part them."""
    lines: list[Line] = []
    for row in _rows(words):
        pieces: list[list[Word]] = []
        for word in sorted(row, key=lambda word: word.x0):
            if pieces and _gap(pieces[-1][-1], word) < white * min(pieces[-1][-1].size, word.size):
                pieces[-1].append(word)
            else:
                pieces.append([word])
        lines += [Line(tuple(_logical(piece))) for piece in pieces]
    return lines


def _logical(words: list[Word]) -> Iterator[Word]:
    """Give words from left to right in the order of their script, those that touch as one."""
    classes = [unicodedata.bidirectional(character) for word in words for character in word.text]
    right_to_left = sum(name in {"R", "AL"} for name in classes) > classes.count("L")
    last: Word | None = None
    for word in reversed(words) if right_to_left else words:
        if last and _gap(last, word) < _WHITE * word.size:
            last = last.joined(word)
        else:
            yield from (last,) if last else ()
            last = word
    yield from (last,) if last else ()


def _without_number(page: Page, number: int, total: int) -> list[Line]:
    """Give the page's lines without its number: "Page 1 of 3", "1/3", "Seite 1" in the margin."""
    lines = _lines(page.words, white=_COLUMN_WHITE)
    margin = page.height * _MARGIN
    return [
        line
        for line in lines
        if margin < line.y < page.height - margin or not _is_number(line.text, number, total)
    ]


def _is_number(text: str, number: int, total: int) -> bool:
    numbers = [int(digits) for digits in re.findall(r"\d{1,4}", text)]
    return len(text) <= 30 and numbers in ([number], [number, total])


def _gutter(lines: list[Line]) -> float | None:
    """Find the x where a right column starts: white all the way below what spans the page."""
    starts = Counter(round(line.x0) for line in lines)
    best: tuple[int, float] | None = None
    for start, count in starts.items():
        body = _below_band(lines, start)
        left = [line for line in body if line.x1 < start]
        right = [line for line in body if line.x0 >= start - 1]
        if count < 2 or len(left) < 2 or 2 * len(body) < len(lines) or _is_table(left, right):
            continue
        if start - max(line.x1 for line in left) >= _MIN_GUTTER:
            best = max(best or (0, 0.0), (min(len(left), len(right)), float(start)))
    return best[1] if best else None


def _below_band(lines: list[Line], gutter: float) -> list[Line]:
    crossing = [line.y for line in lines if line.x0 < gutter - 1 and line.x1 >= gutter]
    return [line for line in lines if not crossing or line.y > max(crossing)]


def _is_table(left: list[Line], right: list[Line]) -> bool:
    """Tell dates beside what they date, to be read row by row, from two columns."""
    fewer = min(left, right, key=len)
    return 2 * sum(bool(_YEAR.search(line.text)) for line in fewer) > len(fewer)


def _weight(pages: list[list[Line]], *, left_of: float) -> float:
    """Give the share of the text that stands left of an x."""
    characters: Counter[bool] = Counter()
    for line in (line for page in pages for line in page):
        characters[line.x0 < left_of - 1] += len(line.text)
    return characters[True] / max(1, characters.total())


def _columns(
    lines: list[Line], gutter: float | None, *, sidebar_is_left: bool
) -> Iterator[tuple[Column, list[Word]]]:
    body = [] if gutter is None else _below_band(lines, gutter)
    yield Column.BAND, [word for line in lines if line not in body for word in line.words]
    for is_left in (True, False):
        column = Column.SIDEBAR if is_left == sidebar_is_left else Column.MAIN
        members = [line for line in body if (line.x0 < (gutter or 0) - 1) == is_left]
        yield column, [word for line in members for word in line.words]
