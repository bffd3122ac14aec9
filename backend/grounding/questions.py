"""What a question asks for: its terms, their names in a file, and the kind of answer."""

# ruff: noqa: RUF001 (the apostrophe of typography is meant)

import re
from dataclasses import dataclass
from functools import lru_cache

from grounding.vocabulary import CALLED, STOP_WORDS, WEAK_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’.&+-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a question names, and the words that a file may use for it."""

    word: str
    called: tuple[str, ...]
    weight: float
    is_name: bool
    is_concept: bool


@dataclass(frozen=True, slots=True)
class Question:
    """The terms of a question and what its answer should hold: a date, a number, or anything."""

    terms: tuple[Term, ...]
    wants: str
    is_about_now: bool


_REWORDED = (
    (
        re.compile(r"\bwhat do you do\s*(?:\?|$|now|at the moment|for a living)", re.IGNORECASE),
        "job",
    ),
    (re.compile(r"\bhow old are you\b", re.IGNORECASE), "age"),
    (re.compile(r"\bwhere (?:are|do) you (?:come )?from\b", re.IGNORECASE), "hometown"),
)
_NOW = re.compile(
    r"\b(?:working on|current|currently|now|nowadays|moment|these days)\b", re.IGNORECASE
)
_WANTS = (
    (
        "date",
        re.compile(r"\b(?:when|what year|since when|how long|wann|quand|cuándo)\b", re.IGNORECASE),
    ),
    ("number", re.compile(r"\bhow (?:many|much|old|big|large|fast|high|often)\b", re.IGNORECASE)),
)
CONCEPT_WEIGHT = 0.7
_WEAK_WEIGHT, _PLAIN_WEIGHT, _NAME_WEIGHT = 0.25, 1.0, 1.4


def words(text: str) -> list[str]:
    """Split `text` into words as they stand."""
    return _WORD.findall(text)


def _is_name(word: str, place: int) -> bool:
    has_capital = word[0].isupper() and word != "I"
    return (has_capital and place > 0) or any(c.isdigit() for c in word) or word[1:].isupper()


@lru_cache(maxsize=256)
def analyse(question: str) -> Question:
    """Find out what `question` asks for."""
    terms: dict[str, Term] = {
        word: _term(word, is_name=False) for way, word in _REWORDED if way.search(question)
    }
    if terms:
        return Question(tuple(terms.values()), "", is_about_now=False)
    for place, written in enumerate(words(question)):
        word = written.lower().removesuffix("'s").removesuffix("’s")
        is_acronym = written.isupper() and len(written) > 1
        if not is_acronym and (word in STOP_WORDS or (len(word) == 1 and word.isascii())):
            continue
        terms.setdefault(word, _term(word, is_name=_is_name(written, place)))
    wants = next((kind for kind, pattern in _WANTS if pattern.search(question)), "")
    return Question(tuple(terms.values()), wants, bool(_NOW.search(question)))


def _term(word: str, *, is_name: bool) -> Term:
    if called := CALLED.get(word) or CALLED.get(word.removesuffix("s")):
        return Term(word, (word, *called.split()), CONCEPT_WEIGHT, is_name=False, is_concept=True)
    if word in WEAK_WORDS:
        return Term(word, (word,), _WEAK_WEIGHT, is_name=False, is_concept=False)
    weight = _NAME_WEIGHT if is_name else _PLAIN_WEIGHT
    return Term(word, (word,), weight, is_name=is_name, is_concept=False)
