"""What came before and after: the dated entries of a life, in order."""

import re

from grounding.questions import analyse
from grounding.search import Index, Passage
from grounding.topics import is_entry

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NEXT_TO = re.compile(
    r"\b(?P<way>before|prior to|after|following)\s+(?!that\b|this\b|then\b|work\b)(?P<what>.+)",
    re.IGNORECASE,
)


def next_to(question: str, index: Index) -> list[Passage] | None:
    """Give the entry before or after the one that `question` names.

    None when it names none; an empty list when the files hold none there.
    """
    asked = _NEXT_TO.search(question)
    if asked is None:
        return None
    what = analyse(asked["what"], index.words)
    needed = [index.find(term.word) for term in what.all_terms if not term.is_weak]
    entries = _entries(index)
    is_named = any(not term.is_weak for term in what.terms)
    if any(topic.name == "job" for topic in what.topics) and not is_named:
        told = entries[-1:]
    else:
        told = [p for p in entries if needed and all(p.number in found for found in needed)]
    if not told:
        return None
    is_before = asked["way"].lower() in {"before", "prior to"}
    return _neighbour(told, entries if is_before else entries[::-1])


def earlier_than(said: str, index: Index) -> list[Passage]:
    """Give the entry before the one that `said` told of, or before the newest."""
    entries = _entries(index)
    told = [p for p in entries if p.text in said or p.text.split(", ")[0] in said]
    return _neighbour(told or entries[-1:], entries)


def _entries(index: Index) -> list[Passage]:
    """Give the entries of a career, the earliest first."""
    found = [p for p in index.passages if is_entry(p.text)]
    return sorted(found, key=lambda p: (_began(p), -p.number))


def _neighbour(told: list[Passage], entries: list[Passage]) -> list[Passage]:
    """Give the entry that stands before the first of `told` in `entries`."""
    first = min((place for place, p in enumerate(entries) if p in told), default=0)
    return entries[first - 1 : first] if first else []


def _began(passage: Passage) -> int:
    return min(map(int, _YEAR.findall(passage.text)))
