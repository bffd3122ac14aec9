"""The sentences that answer a question, found by what it names; none rather than a wrong one."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from grounding.questions import Question, Term, analyse, words
from grounding.search import Index, Passage, index_of
from grounding.topic import Topic, is_entry, label_of
from grounding.vocabulary import WEAK_WORDS
from schemas import Section

_LEAST_HERE = 0.5
_CLEARLY = 0.9
_TERM_SHARE = 0.5
_DATE_BONUS = 0.3
_NOW_BONUS = 0.2
_OPENING_BONUS = 0.15
_ENTRY_BONUS = 0.4
_OPENING = 60
_AT = re.compile(r"\b(?:at|for|with|bei|chez)\s+(?-i:[\w&])", re.IGNORECASE)
_DATE = re.compile(
    r"\d|\bago\b|\byears\b|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|winter|spring|summer|autumn)\b"
)
_NOW = re.compile(r"\b(?:now|current|currently|present|today)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and how well it answers: the higher the score, the better."""

    score: float
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand a question."""

    topic: Topic | None
    terms: tuple[Term, ...]

    @property
    def needed(self) -> tuple[Term, ...]:
        """The terms that an answer must be about."""
        return tuple(term for term in self.terms if not term.is_weak)


def find_answers(
    question: str, sections: tuple[Section, ...], *, said: Container[str] = ()
) -> list[Found]:
    """Give the passages that answer `question`, the best first; none when the files do not.

    A passage in `said` is not given again.
    """
    index = index_of(sections)
    asked = analyse(question, index.words)
    for reading in _readings(asked):
        found = [f for f in _matches(reading, asked, index) if f.passage.text not in said]
        if asked.wants_date:
            found = [f for f in found if _DATE.search(f.passage.text)]
        if found:
            return found
    return []


def find_related(question: str, sections: tuple[Section, ...]) -> list[Found]:
    """Give what the files say about the topic of a question that they do not answer."""
    index = index_of(sections)
    asked = analyse(question, index.words)
    for reading in _readings(asked):
        if asked.wants_date and (found := _matches(reading, asked, index)):
            return found
        if reading.topic is None:
            names = tuple(t for t in reading.terms if t.is_name and not t.word.isdigit())
            if names and (found := _matches(_Reading(None, names), asked, index)):
                return found
            continue
        numbers = index.about(reading.topic)
        clear = [Found(s, index.passages[n]) for n, s in numbers.items() if s >= _CLEARLY]
        if clear and not reading.topic.is_private:
            return sorted(clear, key=lambda f: (-f.score, f.passage.number))
    return []


def _readings(asked: Question) -> list[_Reading]:
    """Give the readings: by topic; by every word too where it names more than its topic."""
    by_topic = [_Reading(topic, asked.terms) for topic in asked.topics[:1]]
    if by_topic and asked.topics[0].name == "career" and narrows(asked):
        by_topic = []
    strong = {term.word for term in asked.all_terms if not term.is_weak}
    if by_topic and not strong & {term.word for term in asked.terms}:
        return by_topic
    return [*by_topic, _Reading(None, asked.all_terms)]


def narrows(asked: Question, known: Index | None = None) -> bool:
    """Tell what is less than a whole career: teaching experience, a career in law.

    With `known`, a word that may be missing narrows nothing unless it stands there.
    """
    return any(
        not term.is_weak
        or (term.word not in WEAK_WORDS and (known is None or bool(known.find_term(term))))
        for term in asked.terms
    )


def _matches(reading: _Reading, asked: Question, index: Index) -> list[Found]:
    holds = {term: index.find_term(term) for term in reading.terms}
    if asked.is_claim and len(reading.needed) == 1:
        term = reading.needed[0]
        holds[term] = frozenset(n for n in holds[term] if _is_exact(term, index.passages[n]))
    if reading.topic:
        strengths = _about_all(asked.topics if asked.is_claim else (reading.topic,), index)
    elif reading.needed:
        strengths = dict.fromkeys(frozenset().union(*(holds[t] for t in reading.needed)), 0.0)
    else:
        strengths = dict.fromkeys(_named_by_label(reading.terms, index), 0.0)
    places = {t: {index.passages[n].place for n in numbers} for t, numbers in holds.items()}
    found = []
    for number, strength in strengths.items():
        passage = index.passages[number]
        here = {term for term in reading.terms if number in holds[term]}
        near = {term for term in reading.terms if passage.place in places[term]}
        is_strict = asked.is_claim and reading.topic is not None
        if _is_enough(reading, here, here if is_strict else near):
            share = _share(reading.terms, here, index, holds)
            score = strength + _TERM_SHARE * share + _bonus(asked, reading, passage)
            found.append(Found(score, passage))
    return sorted(found, key=lambda f: (-f.score, f.passage.number))


def _about_all(topics: tuple[Topic, ...], index: Index) -> dict[int, float]:
    """Give how clearly each passage is about the first of `topics`, if it is about them all."""
    first, *others = map(index.about, topics)
    return {n: strong for n, strong in first.items() if all(n in other for other in others)}


def _is_enough(reading: _Reading, here: set[Term], near: set[Term]) -> bool:
    """Names must stand in the passage or its title, other words in its section."""
    needed = reading.needed
    if any(term not in (here if term.is_name else near) for term in needed):
        return False
    is_here = sum(term in here for term in needed) >= _LEAST_HERE * len(needed)
    return is_here or reading.topic is not None


def _is_exact(term: Term, passage: Passage) -> bool:
    """Tell whether a passage has a word itself, and not one of its stem: fired is no fire."""
    forms = {term.word, f"{term.word}s", term.word.removesuffix("s"), f"{term.word}ing"}
    forms |= {f"{term.word}{term.word[-1]}ing", f"{term.word.removesuffix('e')}ing"}
    forms |= {term.word.removesuffix("ing"), f"{term.word.removesuffix('e')}er"}
    others = {word.lower() for word in words(f"{passage.section.title} {passage.text}")}
    return bool(forms & others)


def _named_by_label(terms: tuple[Term, ...], index: Index) -> list[int]:
    """Give the passages that common words alone point at: they stand in its title or its label."""
    if len(terms) < 2:  # noqa: PLR2004
        return []
    named = []
    for passage in index.passages:
        label = f"{passage.section.title} {label_of(passage.text)}".lower()
        if all(re.search(rf"\b{re.escape(term.word)}\b", label) for term in terms):
            named.append(passage.number)
    return named


def _share(
    terms: Iterable[Term], here: set[Term], index: Index, holds: dict[Term, frozenset[int]]
) -> float:
    weights = {term: term.weight * index.rarity(len(holds[term])) for term in terms}
    return sum(weights[term] for term in here) / (sum(weights.values()) or 1.0)


def _bonus(asked: Question, reading: _Reading, passage: Passage) -> float:
    label = label_of(passage.text)
    value = passage.text.removeprefix(label)[:_OPENING].lower()
    opens = any(term.word in value or term.word in label.lower() for term in reading.needed)
    is_at = is_entry(passage.text) and bool(reading.needed) and bool(_AT.search(asked.text))
    return (
        _DATE_BONUS * (asked.wants_date and bool(_DATE.search(passage.text)))
        + _NOW_BONUS * (asked.is_about_now and bool(_NOW.search(passage.text)))
        + _OPENING_BONUS * opens
        + _ENTRY_BONUS * is_at
    )
