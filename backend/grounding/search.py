"""Full-text search in the owner's sections, on SQLite's FTS5."""

import math
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from grounding.questions import Term, analyse, words
from grounding.sections import sentences
from grounding.tokens import estimate_tokens
from grounding.topic import Topic
from schemas import Section

MOST_REMEMBERED = 10_000
_TOKENIZER = "porter unicode61 remove_diacritics 2"
_EARLIER_QUESTION_WEIGHT = 0.3
_SHARE_OF_CORE = 0.5
_TOPIC_WEIGHT = 4.0
_SPELLINGS = (("our", "or"), ("or", "our"), ("is", "iz"), ("iz", "is"), ("re", "er"), ("er", "re"))


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a section. `place` counts sections, `number` the sentences of all."""

    number: int
    place: int
    section: Section
    text: str


class Index:
    """The sentences of some sections, ready to be searched from any thread."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.passages = [
            Passage(number, place, section, sentence)
            for number, (place, section, sentence) in enumerate(
                (place, section, sentence)
                for place, section in enumerate(sections)
                for sentence in sentences(section.text)
            )
        ]
        self.words = frozenset(
            word.lower() for p in self.passages for word in words(f"{p.section.title} {p.text}")
        )
        self._found: dict[str, frozenset[int]] = {}
        self._about: dict[str, dict[int, float]] = {}
        self._lock = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            f"CREATE VIRTUAL TABLE passage USING fts5(title, text, tokenize='{_TOKENIZER}')"
        )
        self._database.executemany(
            "INSERT INTO passage (rowid, title, text) VALUES (?, ?, ?)",
            ((p.number, p.section.title, p.text) for p in self.passages),
        )

    def find(self, word: str) -> frozenset[int]:
        """Give the numbers of the passages that hold `word`, in any form, in text or title."""
        with self._lock:
            if len(self._found) >= MOST_REMEMBERED:
                self._found.clear()
            if word not in self._found:
                self._found[word] = self._scan(word) if _has_no_spaces(word) else self._ask(word)
            return self._found[word]

    def find_term(self, term: Term) -> frozenset[int]:
        """Give the numbers of the passages that hold `term`, in British or American spelling."""
        others = {term.word.replace(here, there) for here, there in _SPELLINGS}
        spellings = {term.word} | (others & self.words)
        return frozenset().union(*map(self.find, spellings))

    def about(self, topic: Topic) -> dict[int, float]:
        """Give the numbers of the passages about `topic`, and how clearly each is about it."""
        if topic.name not in self._about:
            strengths = {p.number: topic.strength(p.section.title, p.text) for p in self.passages}
            self._about[topic.name] = {n: strong for n, strong in strengths.items() if strong}
        return self._about[topic.name]

    def rarity(self, found: int) -> float:
        """Weigh a term that `found` passages hold: the fewer, the heavier."""
        return math.log(1 + len(self.passages) / (found + 0.5))

    def _ask(self, word: str) -> frozenset[int]:
        quoted = '"' + re.sub(r"\W", " ", word) + '"'
        rows = self._database.execute("SELECT rowid FROM passage WHERE passage MATCH ?", (quoted,))
        return frozenset(row[0] for row in rows)

    def _scan(self, word: str) -> frozenset[int]:
        pairs = [word[i : i + 2] for i in range(len(word) - 1)] or [word]
        texts = ((p.number, p.section.title + p.text) for p in self.passages)
        return frozenset(number for number, text in texts if any(pair in text for pair in pairs))


def _has_no_spaces(word: str) -> bool:
    """Tell the scripts that FTS5 cannot split into words: Thai, Chinese, Japanese kana, Hangul."""
    return any("\u0e00" <= c <= "\u0e7f" or "\u3040" <= c <= "\ud7ff" for c in word)


@lru_cache(maxsize=8)
def index_of(sections: tuple[Section, ...]) -> Index:
    """Give the index of `sections`; the newest few are kept."""
    return Index(sections)


def select(
    sections: tuple[Section, ...], questions: Sequence[str], *, budget: int
) -> tuple[Section, ...]:
    """Choose the sections for a prompt of at most `budget` tokens, in file order.

    All when they fit. Otherwise the core ones, then the best for the newest of `questions`, with
    the earlier ones as a hint for what a follow-up is about.
    """
    costs = [estimate_tokens(f"[{s.id}] {s.title} ({s.file})\n{s.text}") for s in sections]
    if sum(costs) <= budget:
        return sections
    scores = _scores(index_of(sections), questions)
    core = sorted((i for i, s in enumerate(sections) if s.core), key=lambda i: costs[i])
    others = sorted(scores, key=lambda i: (-scores[i], i))
    chosen: set[int] = set()
    left = budget
    for limit, places in ((int(budget * _SHARE_OF_CORE), core), (0, others), (0, core)):
        for place in places:
            if place not in chosen and left - costs[place] >= limit:
                chosen.add(place)
                left -= costs[place]
    return tuple(s for i, s in enumerate(sections) if i in chosen)


def _scores(index: Index, questions: Sequence[str]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for age, question in enumerate(reversed(questions)):
        trust = 1.0 if age == 0 else _EARLIER_QUESTION_WEIGHT**age
        asked = analyse(question, index.words)
        holds = [(index.find_term(term), term) for term in asked.all_terms]
        gains = [(found, term.weight * index.rarity(len(found))) for found, term in holds]
        gains += [(frozenset(index.about(topic)), _TOPIC_WEIGHT) for topic in asked.topics]
        for found, gain in gains:
            for place in _places(index, found):
                scores[place] = scores.get(place, 0.0) + trust * gain
    return scores


def _places(index: Index, numbers: Iterable[int]) -> set[int]:
    return {index.passages[number].place for number in numbers}
