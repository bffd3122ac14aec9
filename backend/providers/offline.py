"""A twin without a model: it quotes the owner's own sentences, found by full-text search."""

import re
from collections.abc import Iterator

from grounding.answers import Found, find_answers
from grounding.chronology import earlier_than
from grounding.questions import words
from grounding.search import Passage, index_of
from grounding.tokens import estimate_tokens
from providers.phrases import (
    Phrases,
    asks_for_instructions,
    asks_who,
    is_greeting,
    is_thanks,
    phrases_for,
    refusal,
)
from schemas import Finish, Prompt, Section, Usage
from settings import Settings

MOST_SENTENCES = 4
MOST_CHARACTERS = 600
MOST_CONTINUED = 3
MOST_LISTED = 8
MOST_TOPICS = 6
MOST_TOPIC_CHARACTERS = 40
_NEAR_BEST = 0.1
_LEAST_NEW = 0.4
_SENTENCE_ENDS = '.!?…。！？"”)»'  # noqa: RUF001

_KEY = re.compile(r"^([^:.!?(]{2,40})(?: \([^)]*\))?: ")
_BEFORE = re.compile(
    r"\bbefore (?:that|then|this)\b|\bpreviously\b|\bprior to that\b", re.IGNORECASE
)
_MORE = re.compile(
    r"^\W*(?:and\s+)?(?:(?:please\s+)?(?:tell|say)\s+(?:me\s+)?more|(?:what|anything)\s+else|more|why|"
    r"go on|continue|keep going|really)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:that|this|it|there|they|them|these|those|he|she)\b|^\W*(?:and|why)\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:about|introduce|describe)\s+(?:you|yourself)\b|\bwho\s+are\s+you\b|\bwho\s+is\s+this\b",
    re.IGNORECASE,
)
_WORD_WITH_SPACE = re.compile(r"\S+\s*|\s+")


class OfflineReply:
    """An answer that is known from the start, given word by word."""

    finish: Finish = "complete"

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt
        self._is_closed = False
        self.usage = Usage(input_tokens=estimate_tokens(prompt.system))

    def __iter__(self) -> Iterator[str]:
        text = answer(self._prompt)
        self.usage.output_tokens = estimate_tokens(text)
        for word in _WORD_WITH_SPACE.findall(text):
            if self._is_closed:
                return
            yield word

    def close(self) -> None:
        """Say no further word."""
        self._is_closed = True


class OfflineProvider:
    """The provider that needs no account, no key and no network."""

    model = "offline"

    def __init__(self, settings: Settings) -> None:
        """Take nothing from `settings`: it has no knobs."""

    def reply(self, prompt: Prompt, *, deadline: float) -> OfflineReply:  # noqa: ARG002
        """Answer from the sections of `prompt`."""
        return OfflineReply(prompt)


def answer(prompt: Prompt) -> str:
    """Answer the newest question; the same prompt has the same answer."""
    language = phrases_for(prompt.question)
    return _smalltalk(language, prompt) or _from_files(prompt) or _nothing(language, prompt)


def _smalltalk(language: Phrases, prompt: Prompt) -> str:
    question, sections = prompt.question, prompt.sections
    twin = language.twin.format(name=prompt.owner.name)
    if is_greeting(question):
        return f"{language.hello} {twin} {_topics_line(language, prompt)}"
    if asks_for_instructions(question):
        return f"{language.instructions} {_topics_line(language, prompt)}"
    if asks_who(question):
        return " ".join([twin, *_introduction(sections)])
    return language.thanks if is_thanks(question) else ""


def _from_files(prompt: Prompt) -> str:
    if _ABOUT.search(prompt.question) and (introduction := _introduction(prompt.sections)):
        return " ".join(introduction)
    passages = _answer_passages(prompt)
    return _join(passages) if passages else ""


def _nothing(language: Phrases, prompt: Prompt) -> str:
    if _MORE.search(prompt.question) and len(prompt.messages) > 1:
        return f"{language.nothing_more} {_topics_line(language, prompt)}"
    return refusal(language, prompt.owner, _topics(prompt.sections))


def _answer_passages(prompt: Prompt) -> list[Passage]:
    earlier = [turn.content for turn in prompt.messages[:-1] if turn.role == "user"]
    said = _Said([t.content for t in prompt.messages if t.role == "assistant"])
    question, sections = prompt.question, prompt.sections
    if earlier and _BEFORE.search(question):
        return earlier_than(said.newest, index_of(sections))
    if earlier and _MORE.search(question):
        return _continue(said, sections) or _choose(
            find_answers(earlier[-1], sections, said=said), sections
        )
    found = find_answers(question, sections)
    if not found and earlier and _BACK.search(question):
        found = find_answers(f"{earlier[-1]} {question}", sections, said=said)
    return _choose(found, sections)


def _continue(said: "_Said", sections: tuple[Section, ...]) -> list[Passage]:
    """Go on where the last answer ended."""
    passages = index_of(sections).passages
    told = [p for p in passages if p.text in said.newest]
    if not told:
        return []
    last = max(told, key=lambda p: said.newest.rfind(p.text))
    after = [p for p in passages[last.number + 1 :] if p.place == last.place and p.text not in said]
    return _bounded(after[:MOST_CONTINUED]) if after else []


class _Said:
    """What the twin has said in this conversation."""

    def __init__(self, answers: list[str]) -> None:
        self.text = "\n".join(answers)
        self.newest = answers[-1] if answers else ""

    def __contains__(self, passage: object) -> bool:
        return str(passage) in self.text


def _choose(found: list[Found], sections: tuple[Section, ...]) -> list[Passage]:
    """Take the best passage, what belongs to it, and what is about as good."""
    if not found:
        return []
    passages = index_of(sections).passages
    best = found[0].passage
    as_good = [f.passage for f in found if f.score >= found[0].score - _NEAR_BEST]
    if len(listed := _list_around(best, as_good)) > 1:
        return listed
    chosen = [best]
    follower = passages[best.number + 1] if best.number + 1 < len(passages) else None
    if follower and follower.place == best.place and not _KEY.match(follower.text):
        chosen.append(follower)
    return _bounded(chosen + [p for p in as_good if p.place != best.place])


def _bounded(passages: list[Passage]) -> list[Passage]:
    kept, told, length = [passages[0]], _told(passages[0]), len(passages[0].text)
    for passage in passages[1:]:
        new = _told(passage) - told
        if len(new) < _LEAST_NEW * len(_told(passage)) or passage in kept:
            continue
        if len(kept) == MOST_SENTENCES or length + len(passage.text) > MOST_CHARACTERS:
            break
        kept.append(passage)
        told |= new
        length += len(passage.text)
    return kept


def _told(passage: Passage) -> set[str]:
    return {word.lower() for word in words(passage.text)}


def _list_around(best: Passage, as_good: list[Passage]) -> list[Passage]:
    """Give the items of one list: as good as each other, of one section, under one key."""
    key = _KEY.match(best.text)
    if key is None:
        return []
    listed = [
        p
        for p in as_good
        if p.place == best.place and (k := _KEY.match(p.text)) and k.group(1) == key.group(1)
    ]
    return sorted(listed, key=lambda p: p.number)[:MOST_LISTED]


def _join(passages: list[Passage]) -> str:
    keys = {key.group(1) for p in passages if (key := _KEY.match(p.text))}
    if len(passages) > 1 and len(keys) == 1 and all(_KEY.match(p.text) for p in passages):
        return "\n".join(f"- {passage.text}" for passage in passages)
    return " ".join(_finished(passage.text) for passage in passages)


def _finished(sentence: str) -> str:
    return sentence if sentence[-1] in _SENTENCE_ENDS or "://" in sentence else f"{sentence}."


def _introduction(sections: tuple[Section, ...]) -> list[str]:
    """Give the first sentences of the first core text that reads as one."""
    index = index_of(sections)
    prose = [p for p in index.passages if p.section.core and not _KEY.match(p.text)]
    texts = [p for p in prose if p.text[-1] in ".!?"]
    return [p.text for p in texts[:3] if p.place == texts[0].place]


def _topics(sections: tuple[Section, ...]) -> list[str]:
    titles = dict.fromkeys(
        s.title for s in sections if not s.core and len(s.title) < MOST_TOPIC_CHARACTERS
    )
    named = [title for title in titles if not re.search(r", part \d|\d$", title)]
    return named[:MOST_TOPICS]


def _topics_line(language: Phrases, prompt: Prompt) -> str:
    topics = _topics(prompt.sections)
    return language.topics.format(topics=", ".join(topics)) if topics else ""
