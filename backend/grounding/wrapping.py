"""Lines into paragraphs: what a column's width had cut is joined again. Pure."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from grounding.layout import Column, Line, Word

# ruff: noqa: RUF001 (the punctuation of other scripts is meant)

_LEADING = 1.6
_EVEN = 1.15
_SAME_SIZE = 0.35
_SPACE = 0.27
_BULLET = re.compile(r"[*+•‣▪●◦·✓✔➤►→]\s|\d{1,2}[.)]\s")
_DASH = re.compile(r"[-–—]\s")
_ADDRESS = re.compile(r"(?:https?://|www\.|linkedin\.com|[\w.+-]+@)\S*$", re.IGNORECASE)
_NEW_ADDRESS = re.compile(r"\(|https?://|www\.|\S+@", re.IGNORECASE)
_HYPHENS = "-\u2010\u00ad"
_FIRST_PARTS = frozenset(
    (
        "all anti back best big bottom brand built business co cloud cost counter cross customer "
        "data day decision deep double e early end event ex feature first five follow four front "
        "full go half hand hands hard high home in industry inter large late lead left long "
        "low machine market mid mission multi near next no non off on one open out part peer per "
        "point post pre pro problem product quasi re ready real result right risk road role self "
        "semi seven short single six small so socio state sub super task ten test third three "
        "time to top two type under up user vice web well wide work world year"
    ).split()  # noqa: SIM905
)
_LAST_PARTS = frozenset(
    (
        "alone art aware based born built case class compliant critical defined depth driven end "
        "ended facing first focused free friendly functional generation grade grained house in "
        "intensive item known language learning level like line long made making month native of "
        "off on one oriented out person platform point purpose quality ready related room safe "
        "scale sensitive series side sized source specific speed stack stage standing state step "
        "stop style team tenant term time to tolerant up value way week wide word year"
    ).split()  # noqa: SIM905
)


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
    vocabulary = Counter(word for line in lines for word in _words(line.text))
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


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:-\w+)*", text.lower())


def _clean(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").replace("\u2010", "-").split())


def _right_edges(lines: list[Line]) -> dict[Column, float]:
    return {
        column: max(line.x1 for line in lines if line.column is column)
        for column in {line.column for line in lines}
    }


def _pitches(lines: list[Line], edges: dict[Column, float]) -> dict[tuple[Column, float], float]:
    """Give the smallest distance of lines that the width has cut, for each column and size."""
    pitches: dict[tuple[Column, float], float] = {}
    for before, line in zip(lines, lines[1:], strict=False):
        if before.page == line.page and _is_cut(before, line, edges):
            key = line.column, line.size
            pitches[key] = min(line.y - before.y, pitches.get(key, _LEADING * line.size))
    return pitches


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
    return line.y - before.y <= min(_EVEN * pitches[line.column, line.size], _LEADING * line.size)


def _is_cut(before: Line, line: Line, edges: dict[Column, float]) -> bool:
    """Tell whether `line` starts with what did not fit behind `before`."""
    if before.column is not line.column or abs(before.size - line.size) > _SAME_SIZE:
        return False
    if _BULLET.match(line.text) or _is_complete_address(before.text, line.text):
        return False
    needed = _first_width(line) + _SPACE * line.size
    if _ADDRESS.search(before.text) or before.text[-1:] in _HYPHENS:
        needed += 0.6 * line.size
    return before.x1 + needed > edges[line.column]


def _is_item(paragraph: str, line: str) -> bool:
    """Tell whether a dash starts an item of a list, not the second half of a sentence."""
    return bool(_DASH.match(line) and (_DASH.match(paragraph) or paragraph[-1] in ".:;!?"))


def _first_width(line: Line) -> float:
    """Give the width of the line's first word; of one character where a script has no spaces."""
    first = line.words[0]
    length = len(first.text)
    if _is_unspaced(first.text[:1]):
        return (first.x1 - first.x0) / length
    until = min((first.text.find(h) + 1 or length) for h in _HYPHENS)
    return (first.x1 - first.x0) * until / length


def _is_full(before: Line, line: Line, edge: float) -> bool:
    """Tell whether not even one more character fitted: a word was cut anywhere."""
    first: Word = line.words[0]
    width = (first.x1 - first.x0) / len(first.text)
    return len(before.words) == 1 and before.x1 + 1.3 * width > edge


def _is_complete_address(text: str, following: str) -> bool:
    match = _ADDRESS.search(text)
    return bool(
        match
        and match.end() == len(text)
        and _NEW_ADDRESS.match(following)
        and not following.startswith("(")
    )


def _is_unspaced(character: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "IDEOGRAPHIC", "FULLWIDTH"))


def join(left: str, right: str, vocabulary: Counter[str], *, is_full: bool = False) -> str:
    """Join two lines of one paragraph, and the word or address that the line end had cut."""
    if _ADDRESS.search(left) and not _NEW_ADDRESS.match(right):
        return left + right
    if left[-1:] in _HYPHENS:
        return _join_hyphen(left, right, vocabulary)
    if _is_unspaced(left[-1:]) and _is_unspaced(right[:1]):
        return left + right
    if is_full and (right[:1].islower() or right.startswith(("@", "/", "."))):
        return left + right
    return f"{left} {right}"


def _join_hyphen(left: str, right: str, vocabulary: Counter[str]) -> str:
    """Keep the hyphen of "real-time", drop that of "foreca-st"; a soft one is always dropped."""
    if left[-1] != "-":
        return left[:-1] + right
    first = re.search(r"[\w-]*$", left[:-1])
    second = re.match(r"[\w@.]*", right)
    a, b = (first.group() if first else ""), (second.group() if second else "")
    if not a:
        return f"{left} {right}"
    keeps = (
        not b[:1].islower()
        or not a[-1:].islower()
        or "@" in right.split(" ")[0]
        or _is_compound(a.lower().rsplit("-")[-1], b.lower(), vocabulary)
    )
    return left + right if keeps else left[:-1] + right


def _is_compound(first: str, second: str, vocabulary: Counter[str]) -> bool:
    joined, hyphenated = vocabulary[first + second], vocabulary[f"{first}-{second}"]
    if joined or hyphenated:
        return hyphenated >= joined
    if first in _FIRST_PARTS or second in _LAST_PARTS:
        return True
    return bool(vocabulary[first] and vocabulary[second])
