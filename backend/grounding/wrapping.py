"""Lines into paragraphs: what a column's width had cut is joined again. Pure."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from grounding.hyphens import HYPHENS, join_hyphen
from grounding.layout import Column, Line

# ruff: noqa: RUF001 (the punctuation of other scripts is meant)

_LEADING = 1.6
_EVEN = 1.1
_LOOSEST = 1.25
_SAME_SIZE = 0.35
_SPACE = 0.32
_BULLET = re.compile(r"[*+•‣▪●◦·✓✔➤►→]\s|\d{1,2}[.)]\s")
_DASH = re.compile(r"[-–—]\s")
_ADDRESS = re.compile(r"(?:https?://|www\.|linkedin\.com|[\w.+-]+@)\S*$", re.IGNORECASE)
_CUT_WORD = re.compile(rf"\w[{HYPHENS}]$")
_LABEL = re.compile(r"\([^()]{2,30}\)")
_NEW_ADDRESS = re.compile(r"https?://|www\.|\S+@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with its lines joined; its type size in points; in a sidebar or not."""

    text: str
    size: float
    in_sidebar: bool


def paragraphs(lines: list[Line]) -> list[Paragraph]:
    """Join the lines that the column's width had cut, the words and addresses within them too."""
    edges = _right_edges(lines)
    pitches = _pitches(lines, edges)
    vocabulary = _vocabulary(lines)
    found: list[Paragraph] = []
    last: Line | None = None
    for line in lines:
        in_sidebar = line.column is Column.SIDEBAR
        is_item = bool(found) and _is_item(found[-1].text, line.text)
        if last and not is_item and _is_continued(last, line, edges, pitches):
            is_full = _is_full(last, line, edges[last.column])
            text = join(found[-1].text, line.text, vocabulary, is_full=is_full)
            found[-1] = Paragraph(text, found[-1].size, in_sidebar)
        else:
            found.append(Paragraph(line.text, line.size, in_sidebar))
        last = line
    return [Paragraph(_clean(p.text), p.size, p.in_sidebar) for p in found]


def _vocabulary(lines: list[Line]) -> Counter[str]:
    """Count the words of the document, without the halves of those that were cut."""
    text = "\n".join(line.text for line in lines)
    whole = re.sub(rf"[\w-]+[{HYPHENS}]\n[\w-]+", " ", text)
    return Counter(re.findall(r"\w+(?:-\w+)*", whole.lower()))


def _clean(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").replace("\u2010", "-").split())


def _right_edges(lines: list[Line]) -> dict[Column, float]:
    return {
        column: max(line.x1 for line in lines if line.column is column)
        for column in {line.column for line in lines}
    }


def _pitches(lines: list[Line], edges: dict[Column, float]) -> dict[tuple[Column, float], float]:
    """Give the largest distance of lines of one paragraph, for each column and size."""
    least: dict[tuple[Column, float], float] = {}
    for before, line in pairwise(lines):
        if before.page == line.page and _is_cut(before, line, edges):
            key = line.column, line.size
            least[key] = min(line.y - before.y, least.get(key, _LEADING * line.size))
    ratios = {
        column: min(pitch / size for (other, size), pitch in least.items() if other is column)
        for column, _ in least
    }
    return {
        (column, size): min(_EVEN * pitch, _LOOSEST * ratios[column] * size)
        for (column, size), pitch in least.items()
    }


def _is_continued(
    before: Line,
    line: Line,
    edges: dict[Column, float],
    pitches: dict[tuple[Column, float], float],
) -> bool:
    if not _is_cut(before, line, edges):
        return False
    if before.page != line.page:
        return not before.text.endswith((".", "!", "?", "。", ":"))
    return line.y - before.y <= pitches[line.column, line.size]


def _is_cut(before: Line, line: Line, edges: dict[Column, float]) -> bool:
    """Tell whether `line` starts with what did not fit behind `before`."""
    if before.column is not line.column or abs(before.size - line.size) > _SAME_SIZE:
        return False
    if _BULLET.match(line.text):
        return False
    if _LABEL.fullmatch(line.text) or _CUT_WORD.search(before.text):
        return True
    return before.x1 + _first_width(line) + _SPACE * line.size > edges[line.column]


def _is_item(paragraph: str, line: str) -> bool:
    """Tell whether a dash or an address starts something new, not the second half of a sentence."""
    if _ADDRESS.search(paragraph) and _NEW_ADDRESS.match(line):
        return True
    return bool(_DASH.match(line) and (_DASH.match(paragraph) or paragraph[-1] in ".:;!?"))


def _first_width(line: Line) -> float:
    """Give the width of the line's first word; of one character where a script has no spaces."""
    first = line.words[0]
    is_unspaced = _is_unspaced(first.text[:1])
    return (first.x1 - first.x0) / (len(first.text) if is_unspaced else 1)


def _is_full(before: Line, line: Line, edge: float) -> bool:
    """Tell whether a word was cut anywhere: not even one more character fitted behind `before`."""
    first = line.words[0]
    width = (first.x1 - first.x0) / len(first.text)
    is_one_word = len(before.words) == 1 or bool(_ADDRESS.search(before.text))
    return is_one_word and before.x1 + 1.3 * width > edge


def _is_unspaced(character: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "IDEOGRAPHIC", "FULLWIDTH"))


def join(left: str, right: str, vocabulary: Counter[str], *, is_full: bool = False) -> str:
    """Join two lines of one paragraph, and the word or address that the line end had cut.

    `is_full`: the left line had no room for one more character of its last word.
    """
    if _is_cut_address(left, right, is_full=is_full):
        return left + right
    if left[-1:] in HYPHENS:
        return join_hyphen(left, right, vocabulary)
    if _is_unspaced(left[-1:]) and _is_unspaced(right[:1]):
        return left + right
    is_one_word = is_full and (right[:1].islower() or right[:1] in "/.")
    return left + right if is_one_word else f"{left} {right}"


def _is_cut_address(left: str, right: str, *, is_full: bool) -> bool:
    if right.startswith("@"):
        return True
    if not _ADDRESS.search(left) or right.startswith("("):
        return False
    return is_full or left[-1] in "-/_=&?" or (left[-1] == "." and right[:1].islower())
