"""What a question asks for: its topic, the things it names, and the kind of answer."""

# ruff: noqa: RUF001 (the apostrophe of typography is meant)

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from grounding.spelling import nearest
from grounding.topic import Topic
from grounding.topics import ASKED, MOST_PHRASE_WORDS, TOPIC_WORDS, TOPICS
from grounding.vocabulary import STOP_WORDS, WEAK_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’.&+-][^\W_]+)*[+#]*")
_COMMON_WORDS = TOPIC_WORDS | WEAK_WORDS
_GERMAN = re.compile(
    r"\b(?:ich|du|dich|dir|dein\w*|wie|wo|wer|welche\w*|hast|bist|und|der|die|das|ein|eine|sie)\b"
)
_PART = re.compile(r"(?:e-)?[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_NOW = re.compile(
    r"\b(?:working on|current|currently|now|nowadays|moment|these days)\b", re.IGNORECASE
)
_DATED = re.compile(
    r"^\W*(?:and\s+)?(?:when|wann|quand|cuándo)\b(?! you)"
    r"|\bwhen (?:did|was|were|do|does|have|are|is|will)\b"
    r"|\b(?:what year|which year|since when|until when|how long|how many years)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\b(?:you|your|yours|u|ur|du|dein\w*|sie|ihr\w*|vous|votre|vos|tu|tes)\b")
_CLAIMS = re.compile(
    r"^\W*(?:(?:and|but|so|hi|hello)\W+)*"
    r"(?:is|are|was|were|do|does|did|have|has|had|can|could|would|will)\b"
    r"(?! (?:you|u|i|we) (?:please )?"
    r"(?:tell|name|list|describe|share|send|give|say|have|get|know)\b)"
)
_HAS = re.compile(r"^\W*(?:do|does) (?:you|u) have\b")
_PLAIN_WEIGHT, _NAME_WEIGHT, _WEAK_WEIGHT = 1.0, 1.4, 0.25


type Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a question names; a weak one may be missing from the answer."""

    word: str
    is_name: bool = False
    is_weak: bool = False

    @property
    def weight(self) -> float:
        """How much it counts, before its rarity."""
        if self.is_weak:
            return _WEAK_WEIGHT
        return _NAME_WEIGHT if self.is_name else _PLAIN_WEIGHT


@dataclass(frozen=True, slots=True)
class Question:
    """A question read twice: `terms` beside its `topics`, and `all_terms` as if it had none.

    A claim can be answered with yes or no.
    """

    text: str
    topics: tuple[Topic, ...]
    terms: tuple[Term, ...]
    all_terms: tuple[Term, ...]
    wants_date: bool
    is_about_now: bool
    is_claim: bool


def words(text: str) -> list[str]:
    """Split `text` into words as they stand."""
    return _WORD.findall(text)


@lru_cache(maxsize=512)
def analyse(question: str, known: frozenset[str] = frozenset()) -> Question:
    """Find out what `question` asks for; words are mended by those `known` from the files."""
    text = _WORD.sub(lambda match: _mended(match, known), question)
    lowered = _without_names(text)
    asked = _asked_in(lowered)
    spent = [span for _, span in asked]
    topics = tuple(dict.fromkeys(t for t, span in asked if not _is_within(span, spent)))
    every = [(m, term) for m in _WORD.finditer(text) if (term := _term(m, text))]
    named = [(m, t) for m, t in every if not _is_within(m.span(), spent, proper=False)]
    if topics and _ADDRESSED.search(lowered) and not _CLAIMS.search(lowered):
        last = max(span[1] for topic, span in asked if topic is topics[0])
        named = [(m, t if m.start() > last else _optional(t)) for m, t in named]
    return Question(
        text,
        topics,
        tuple(dict.fromkeys(term for _, term in named)),
        tuple(dict.fromkeys(term for _, term in every)),
        bool(_DATED.search(text)),
        bool(_NOW.search(text)),
        bool(_CLAIMS.search(lowered) or _HAS.search(lowered)),
    )


def _is_within(span: Span, spans: list[Span], *, proper: bool = True) -> bool:
    """Tell a part of a longer phrase: `mother` in `mother tongue`."""
    return any(a <= span[0] and span[1] <= b and not (proper and (a, b) == span) for a, b in spans)


def _optional(term: Term) -> Term:
    """Give a word before its topic as one that may be missing: a core skill, a first degree."""
    return term if term.is_name else replace(term, is_weak=True)


def _asked_in(lowered: str) -> list[tuple[Topic, Span]]:
    """Find the topics that a question's phrases ask for, in the order of their table."""
    found = list(_PART.finditer(lowered))
    asked = []
    for first, start in enumerate(found):
        for last in found[first : first + MOST_PHRASE_WORDS]:
            phrase = " ".join(_POSSESSIVE.sub("", lowered[start.start() : last.end()]).split())
            asked += [(topic, (start.start(), last.end())) for topic in ASKED.get(phrase, ())]
    return sorted(asked, key=lambda pair: TOPICS.index(pair[0]))


def content_terms(text: str) -> tuple[Term, ...]:
    """Give the terms of a statement."""
    found = (_term(match, text) for match in _WORD.finditer(text))
    return tuple(dict.fromkeys(term for term in found if term))


def _mended(match: re.Match[str], known: frozenset[str]) -> str:
    word = match[0]
    lowered = _POSSESSIVE.sub("", word.lower())
    if lowered in STOP_WORDS or lowered in WEAK_WORDS or lowered in TOPIC_WORDS:
        return word
    is_name = word[0].isupper() and match.start() > 0
    if not is_name and (plain := next((w for w in _plainer(lowered) if w in TOPIC_WORDS), "")):
        return plain
    if lowered in known or not lowered.isalpha():
        return word
    if not is_name and (mended := nearest(lowered, _COMMON_WORDS)):
        return mended
    mended = nearest(lowered, known, most=1)
    return mended.capitalize() if mended and is_name else mended or word


def _plainer(word: str) -> Iterator[str]:
    """Give what an inflected word may come from: hobbys, eating, awarded."""
    for ending, length in (("s", 1), ("es", 2), ("ed", 2), ("ed", 1), ("ing", 3)):
        if word.endswith(ending) and len(word) - length > 2:  # noqa: PLR2004
            yield word[:-length]
    if word.endswith("ing"):
        yield f"{word[:-3]}e"


def _without_names(text: str) -> str:
    """Blank the names in `text`: a capital within a sentence.

    None where every word has one, nor in German, where every noun has one.
    """
    if _GERMAN.search(text.lower()):
        return text.lower()
    found = [m for m in _WORD.finditer(text) if m[0] != "I" and not _is_topic_in_capitals(m[0])]
    capitals = [match for match in found[1:] if match[0][0].isupper() and not _starts(match, text)]
    if len(capitals) == len(found) - 1:
        return text.lower() if len(found) != 2 else text  # noqa: PLR2004
    blanked = list(text)
    for match in capitals:
        blanked[match.start() : match.end()] = "\0" * len(match[0])
    return "".join(blanked).lower() if len("".join(blanked).lower()) == len(text) else text


def _is_topic_in_capitals(word: str) -> bool:
    return word.isupper() and word.lower() in ASKED


def _starts(match: re.Match[str], text: str) -> bool:
    return text[: match.start()].rstrip(" \t\n\"'“„").endswith(("?", ".", "!", ":"))


def _term(match: re.Match[str], text: str) -> Term | None:
    written = match[0]
    word = _POSSESSIVE.sub("", written.lower())
    is_acronym = written.isupper() and len(written) > 1 and not text.isupper()
    if not is_acronym and (word in STOP_WORDS or (len(word) == 1 and word.isascii())):
        return None
    has_capital = written[0].isupper() and match.start() > 0 and not _starts(match, text)
    is_name = has_capital or any(c.isdigit() for c in word) or written[1:].isupper()
    is_weak = (word in WEAK_WORDS or word.endswith("ly")) and not has_capital
    return Term(word, is_name=is_name, is_weak=is_weak)
