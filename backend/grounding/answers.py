"""The sentences that answer a question, found by what it names; none rather than a wrong one."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from grounding.questions import CONCEPT_WEIGHT, Question, Term, analyse
from grounding.search import Passage, index_of
from schemas import Section

LEAST_COVERAGE = 0.6
_SECTION_SHARE = 0.35
_KEY_BONUS = 0.25
_WANTED_BONUS = 0.15
_NOW_BONUS = 0.1
_MOST_OF_WEAK = 2.5
_KEY = re.compile(r"^[^:.!?]{2,40}:")
_DATE = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBER = re.compile(r"\d")
_NOW = re.compile(r"\b(?:now|current|currently|present|since|today)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and how much of the question it covers, from 0 to 1 and a little over."""

    score: float
    passage: Passage


def find_answers(
    question: str, sections: tuple[Section, ...], *, said: Container[str] = ()
) -> list[Found]:
    """Give the passages that answer `question`, the best first; none when the files do not.

    A passage in `said` is not given again.
    """
    asked, index = analyse(question), index_of(sections)
    found = {term: index.find_term(term) for term in asked.terms}
    if not asked.terms or any(t.is_name and not numbers for t, numbers in found.items()):
        return []
    weights = {t: _weigh(t, index.rarity(len(n))) for t, n in found.items()}
    places = {t: {index.passages[n].place for n in numbers} for t, numbers in found.items()}
    answers = []
    for number in frozenset().union(*found.values()):
        passage = index.passages[number]
        here = {t for t in asked.terms if number in found[t]}
        near = {t for t in asked.terms if passage.place in places[t]}
        if passage.text in said or not _is_enough(asked, passage, here, near):
            continue
        coverage = (
            _share(weights, here) * (1 - _SECTION_SHARE) + _share(weights, near) * _SECTION_SHARE
        )
        if coverage >= LEAST_COVERAGE:
            answers.append(Found(coverage + _bonus(asked, passage), passage))
    return sorted(answers, key=lambda a: (-a.score, a.passage.number))


def _weigh(term: Term, rarity: float) -> float:
    return term.weight * (rarity if term.weight >= CONCEPT_WEIGHT else min(rarity, _MOST_OF_WEAK))


def _share(weights: dict[Term, float], terms: Iterable[Term]) -> float:
    return sum(weights[term] for term in terms) / sum(weights.values())


def _is_enough(asked: Question, passage: Passage, here: set[Term], near: set[Term]) -> bool:
    """Names must stand in the section; words that say little must not decide alone."""
    if any(term.is_name and term not in near for term in asked.terms):
        return False
    is_weak = all(term.weight < CONCEPT_WEIGHT for term in here)
    return not is_weak or len(here) > 1 or _key_names(passage, here)


def _key_names(passage: Passage, terms: Iterable[Term]) -> bool:
    """Tell whether the passage reads `Key: value` and its key is what is asked for."""
    key = _KEY.match(passage.text)
    lowered = key.group().lower() if key else ""
    words = (word for term in terms if not term.is_name for word in term.called)
    return any(re.search(rf"\b{re.escape(word)}", lowered) for word in words)


def _bonus(asked: Question, passage: Passage) -> float:
    wanted = {"date": _DATE, "number": _NUMBER}.get(asked.wants)
    is_wanted = bool(wanted and wanted.search(passage.text))
    is_now = asked.is_about_now and bool(_NOW.search(passage.text))
    return (
        _KEY_BONUS * _key_names(passage, asked.terms)
        + _WANTED_BONUS * is_wanted
        + _NOW_BONUS * is_now
    )
