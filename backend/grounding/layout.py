"""Words on a page into lines. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

_WHITE = 0.12


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


def lines_of(words: Iterable[Word], *, white: float = float("inf")) -> list[Line]:
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
