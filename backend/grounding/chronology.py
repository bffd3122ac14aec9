"""What came before: the dated entries of a life, in order."""

import re

from grounding.search import Index, Passage

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_SPAN = re.compile(
    r"\b(?:1[89]|20)\d\d\)?\s*[-\u2013\u2014]\s*\(?[^\W\d]*\.?\s*(?:(?:1[89]|20)\d\d)?"
)
MOST_SENTENCES = 2


def earlier_than(said: str, index: Index) -> list[Passage]:
    """Give the dated entry before the one that `said` told of, or before the newest.

    An entry is a passage with a span of years, as CVs have them. None when there is no earlier one.
    """
    entries = [p for p in index.passages if _SPAN.search(p.text)]
    told = [p for p in entries if p.text in said or _subject(p) in said]
    if not told:
        told = sorted(entries, key=_began)[-1:]
    is_education = bool(told) and _is_education(told[-1])
    reached = min(map(_began, told), default=0)
    before = [
        p
        for p in entries
        if _began(p) < reached and p not in told and _is_education(p) == is_education
    ]
    if not before:
        return []
    entry = max(before, key=lambda p: (_began(p), -p.number))
    following = index.passages[entry.number : entry.number + MOST_SENTENCES]
    return [p for p in following if p.place == entry.place]


def _began(passage: Passage) -> int:
    return min(int(year) for year in _YEAR.findall(passage.text))


def _is_education(passage: Passage) -> bool:
    return passage.text.lower().startswith("education")


def _subject(passage: Passage) -> str:
    return passage.text.split(", ")[0]
