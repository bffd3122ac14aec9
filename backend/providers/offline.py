"""A twin without a model: it quotes the owner's own sentences, found by full-text search."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grounding.addressing import put_to_owner
from grounding.answers import find_answers, find_related
from grounding.chronology import in_order, next_to, next_to_told
from grounding.questions import analyse
from grounding.quoting import choose, finished, go_on, join
from grounding.search import Index, Passage, index_of
from grounding.tokens import estimate_tokens
from grounding.topic import label_of
from providers.follow_ups import AFTER, BACK, BEFORE, MORE
from providers.kinds import Kind, kind_of
from providers.phrases import Phrases, phrases_for
from schemas import Finish, Prompt, Section, Usage
from settings import Settings

MOST_TOPICS = 6
MOST_TOPIC_CHARACTERS = 40
LEAST_TOPIC_CHARACTERS = 40

_OPEN = re.compile(
    r"\b(?:tell|about|describe|explain|why|how|story"
    r"|happened|what did|what do|what was|what were|doing)\b",
    re.IGNORECASE,
)
_FACT = re.compile(r"\bhow (?:long|many|much|old|often|good|well|can|do i)\b", re.IGNORECASE)
_NAMELESS = re.compile(
    r", part \d|\d$|^(?:personal|about|basic|profile|general|info)\b", re.IGNORECASE
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
    prompt = _in_the_second_person(prompt)
    if kind := kind_of(prompt.question):
        return _smalltalk(kind, language, prompt)
    if passages := _passages(prompt):
        return join(passages)
    return _unknown(language, prompt)


def _in_the_second_person(prompt: Prompt) -> Prompt:
    """Give a prompt whose questions name the owner as one that asks them."""
    turns = list(prompt.messages)
    earlier = ""
    for place, turn in enumerate(prompt.messages):
        if turn.role == "user":
            text = put_to_owner(turn.content, prompt.owner.name, earlier=earlier)
            turns[place] = replace(turn, content=text)
            earlier = turn.content
    return replace(prompt, messages=tuple(turns))


def _smalltalk(kind: Kind, language: Phrases, prompt: Prompt) -> str:
    twin = language.twin.format(name=prompt.owner.name)
    topics = _topics_line(language, prompt)
    introduction = join(_introduction(prompt.sections))
    parts = {
        "greeting": [language.hello, twin, topics],
        "instructions": [language.instructions, topics],
        "work": [language.work, topics],
        "relay": [language.relay, _ask_me(language, prompt)],
        "nature": [twin, topics],
        "identity": [twin, introduction],
        "about": [introduction or twin],
        "thanks": [language.thanks],
    }
    return " ".join(filter(None, parts[kind]))


def _passages(prompt: Prompt) -> list[Passage]:
    index = index_of(prompt.sections)
    earlier = [turn.content for turn in prompt.messages[:-1] if turn.role == "user"]
    said = [turn.content for turn in prompt.messages if turn.role == "assistant"]
    question = prompt.question
    newest = said[-1] if said else ""
    if earlier and BEFORE.search(question):
        return next_to_told(newest, earlier[-1], index, "before") or []
    if earlier and AFTER.search(question):
        later = next_to_told(newest, earlier[-1], index, "after")
        if later is not None:
            return later
    if earlier and MORE.search(question):
        return _more(earlier[-1], said, prompt.sections)
    for ordered in (next_to(question, index), in_order(question, index)):
        if ordered is not None:
            return ordered
    passages = _find(question, prompt.sections)
    if not passages and earlier and BACK.search(question):
        passages = _find(f"{earlier[-1]} {question}", prompt.sections, said=said)
        if not passages and not _needs(question, index):
            passages = _more(earlier[-1], said, prompt.sections)
    return passages


def _needs(question: str, index: Index) -> bool:
    """Tell whether a message names anything at all."""
    asked = analyse(question, index.words)
    return bool(asked.topics) or any(not term.is_weak for term in asked.all_terms)


def _find(
    question: str, sections: tuple[Section, ...], *, said: list[str] | None = None
) -> list[Passage]:
    found = find_answers(question, sections, said="\n".join(said or []))
    index = index_of(sections)
    is_open = bool(_OPEN.search(question)) and not _FACT.search(question)
    is_open = is_open or any(topic.is_story for topic in analyse(question, index.words).topics)
    return choose(found, index, is_open=is_open) if found else []


def _more(earlier: str, said: list[str], sections: tuple[Section, ...]) -> list[Passage]:
    """Go on where the last answer ended; else tell what else answers the question before."""
    index = index_of(sections)
    newest = said[-1] if said else ""
    told = [p for p in index.passages if p.text in newest]
    told.sort(key=lambda p: newest.rfind(p.text))
    everything = "\n".join(said)
    after = [p for p in go_on(told, index) if p.text not in everything] if told else []
    return after or _find(earlier, sections, said=said)


def _unknown(language: Phrases, prompt: Prompt) -> str:
    question, index = prompt.question, index_of(prompt.sections)
    is_vague = not _needs(question, index)
    is_more = bool(MORE.search(question)) or (is_vague and bool(BACK.search(question)))
    if is_more and len(prompt.messages) > 1:
        return f"{language.nothing_more} {_topics_line(language, prompt)}".rstrip()
    related = find_related(question, prompt.sections)
    if related and next_to(question, index) is None:
        quoted = join(choose(related[:1], index, is_open=False))
        return f"{language.partly}\n\n{quoted}"
    topics = _topics_line(language, prompt)
    if is_vague:
        return f"{language.unclear} {topics}".rstrip()
    return " ".join(filter(None, [language.unknown, _ask_me(language, prompt), topics]))


def _ask_me(language: Phrases, prompt: Prompt) -> str:
    contact = prompt.owner.contact
    return language.ask_me.format(contact=contact) if contact else ""


def _introduction(sections: tuple[Section, ...]) -> list[Passage]:
    """Give the first sentences of the first core text that reads as one."""
    index = index_of(sections)
    prose = [p for p in index.passages if p.section.core and not label_of(p.text)]
    texts = [p for p in prose if finished(p.text) == p.text]
    return [p for p in texts[:3] if p.place == texts[0].place]


def _topics_line(language: Phrases, prompt: Prompt) -> str:
    titles = dict.fromkeys(
        title[0].lower() + title[1:] if title[1:].islower() else title
        for section in prompt.sections
        if not section.core and len(section.text) >= LEAST_TOPIC_CHARACTERS
        if len(title := section.title) < MOST_TOPIC_CHARACTERS
    )
    named = [title for title in titles if not _NAMELESS.search(title)][:MOST_TOPICS]
    return language.topics.format(topics=", ".join(named)) if named else ""
