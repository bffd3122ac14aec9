"""How much to quote, and how it reads. Every word of it stands in the owner's files."""

import re

from grounding.answers import Found
from grounding.questions import words
from grounding.search import Index, Passage
from grounding.topic import is_entry, label_of

MOST_SENTENCES = 4
MOST_CHARACTERS = 600
MOST_LISTED = 8
_NEAR_BEST = 0.1
_LEAST_NEW = 0.5
_SENTENCE_ENDS = ".!?…。！？"  # noqa: RUF001
_CLOSING = "\"'”’»)]"  # noqa: RUF001
_GOES_ON = re.compile(
    r"(?:It|She|He|They|That|This|These|Those|There|Her|His|Its|Their|So|But|And|Then|Since then"
    r"|The (?:first|last|second|best|rule|simplest))\b"
)


def choose(found: list[Found], index: Index, *, is_open: bool) -> list[Passage]:
    """Take the best passage, what belongs to it, and one more that is as good.

    With `is_open` the visitor wants the story, else the fact.
    """
    best = found[0].passage
    as_good = [f.passage for f in found if f.score >= found[0].score - _NEAR_BEST]
    if len(listed := _list_around(best, as_good)) > 1:
        return listed
    chosen = _with_context(best, index, is_open=is_open)
    others = [
        p for p in as_good if p.place != best.place and not (_base(p) and _base(p) == _base(best))
    ]
    return _bounded(chosen + others[:1])


def go_on(told: list[Passage], index: Index) -> list[Passage]:
    """Give what stands behind the last of `told` in its section and is not among them."""
    last = told[-1]
    after = [p for p in _section(last, index) if p.number > last.number]
    return _bounded([p for p in after if not _is_place(p)]) if after else []


def join(passages: list[Passage]) -> str:
    """Write passages as text; the items of one label as a list under it, entries as a list."""
    labels = {label_of(passage.text) for passage in passages}
    is_list = all(labels) or all(is_entry(passage.text) for passage in passages)
    if len(passages) == 1 or not is_list:
        return " ".join(finished(passage.text) for passage in passages)
    label = labels.pop() if len(labels) == 1 else ""
    items = [p.text.removeprefix(f"{label}: ") if label else p.text for p in passages]
    head = [f"{label}:"] if label else []
    return "\n".join([*head, *(f"- {item}" for item in items)])


def finished(sentence: str) -> str:
    """End a sentence with a full stop if it has no end; an address stays bare."""
    bare = sentence.rstrip(_CLOSING)
    is_whole = bare[-1:] in _SENTENCE_ENDS or "://" in sentence.rsplit(maxsplit=1)[-1]
    return sentence if is_whole else f"{sentence}."


def _list_around(best: Passage, as_good: list[Passage]) -> list[Passage]:
    """Give the items of one list: as good as each other, of one section, under one label."""
    base = _base(best)
    listed = [p for p in as_good if base and p.place == best.place and _base(p) == base]
    return sorted(listed, key=lambda p: p.number)[:MOST_LISTED]


def _base(passage: Passage) -> str:
    return label_of(passage.text).split(" (")[0]


def _with_context(best: Passage, index: Index, *, is_open: bool) -> list[Passage]:
    section = _section(best, index)
    at = section.index(best)
    if is_entry(best.text):
        return [best] + [p for p in section[at + 1 :] if is_open and not _is_place(p)]
    if is_entry(section[0].text) and _is_place(best):
        return [section[0], best]
    first = at
    while first and _GOES_ON.match(section[first].text):
        first -= 1
    chosen = section[first : at + 1]
    for passage in section[at + 1 :]:
        is_its_own = is_open or label_of(best.text) or _GOES_ON.match(passage.text)
        if label_of(passage.text) or not is_its_own:
            break
        chosen.append(passage)
    return chosen


def _section(passage: Passage, index: Index) -> list[Passage]:
    return [p for p in index.passages if p.place == passage.place]


def _is_place(passage: Passage) -> bool:
    """Tell the line of a CV that says where: few words and no end of a sentence."""
    has_few = len(words(passage.text)) <= 5  # noqa: PLR2004
    return has_few and passage.text[-1] not in _SENTENCE_ENDS and not label_of(passage.text)


def _bounded(passages: list[Passage]) -> list[Passage]:
    """Keep what fits, without saying the same twice."""
    kept: list[Passage] = []
    told: set[str] = set()
    length = 0
    for passage in passages:
        says = {word.lower() for word in words(passage.text)}
        if kept and len(says - told) < _LEAST_NEW * len(says):
            continue
        if kept and (len(kept) == MOST_SENTENCES or length + len(passage.text) > MOST_CHARACTERS):
            break
        kept.append(passage)
        told |= says
        length += len(passage.text)
    return kept
