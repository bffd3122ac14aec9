"""Which sentences of the owner's files an answer rests on."""

import re

from grounding.contacts import replace_contacts
from grounding.questions import content_terms
from grounding.search import Index, Passage, index_of
from grounding.sections import sentences
from schemas import Section, Source

MOST_SOURCES = 3
_LEAST_TERMS = 2
_LEAST_COVERAGE = 0.5
_LEAST_VERBATIM = 12
_REFUSAL = re.compile(
    r"\bI (?:really |just )?(?:do not|don['’]t|can['’]?not|can['’]t) (?:know|have|say|tell)\b"  # noqa: RUF001
    r"|\bI(?: am|['’]m) not sure\b|\bnot in my files\b|n['’]t in my files\b"  # noqa: RUF001
    r"|\bfiles (?:do not|don['’]t|say nothing)\b"  # noqa: RUF001
    r"|\bweiß ich \w* ?nicht\b|\bich weiß \w* ?nicht\b|\bne sais pas\b|\bno (?:lo )?sé\b"
    r"|\bweet ik \w* ?niet\b|\bnon (?:lo )?so\b|\bnão sei\b",
    re.IGNORECASE,
)


def cite(answer: str, sections: tuple[Section, ...], limit: int = MOST_SOURCES) -> list[Source]:
    """Name the sentences that `answer` quotes or retells, the strongest first, at most `limit`.

    The contact that a refusal offers is no source of it.
    """
    index = index_of(sections)
    is_refusal = bool(_REFUSAL.search(answer))
    best: dict[int, tuple[float, Passage]] = {}
    for sentence in sentences(answer):
        score, passage = _quoted(index, sentence, is_refusal=is_refusal) or _nearest(
            index, _without_contacts(sentence) if is_refusal else sentence
        )
        if passage and score > best.get(passage.place, (0.0, passage))[0]:
            best[passage.place] = score, passage
    ranked = sorted(best.values(), key=lambda found: (-found[0], found[1].number))
    return [_source(passage) for _, passage in ranked[:limit]]


def _source(passage: Passage) -> Source:
    section = passage.section
    return Source(id=section.id, title=section.title, file=section.file, quote=passage.text)


def _without_contacts(text: str) -> str:
    return replace_contacts(text, lambda _contact, _before: "")


def _quoted(index: Index, sentence: str, *, is_refusal: bool) -> tuple[float, Passage] | None:
    for passage in index.passages:
        if len(passage.text) < _LEAST_VERBATIM or passage.text not in sentence:
            continue
        if not is_refusal or re.search(r"\w", _without_contacts(passage.text)):
            return 2.0, passage
    return None


def _nearest(index: Index, sentence: str) -> tuple[float, Passage | None]:
    overlap: dict[int, float] = {}
    terms: dict[int, int] = {}
    total = 0.0
    for term in content_terms(sentence):
        found = index.find(term.word)
        weight = term.weight * index.rarity(len(found))
        total += weight
        for number in found:
            overlap[number] = overlap.get(number, 0.0) + weight
            terms[number] = terms.get(number, 0) + 1
    rivals = [n for n in overlap if terms[n] >= _LEAST_TERMS]
    if not rivals:
        return 0.0, None
    best = max(rivals, key=lambda n: (overlap[n], -n))
    coverage = overlap[best] / total
    return (coverage, index.passages[best]) if coverage >= _LEAST_COVERAGE else (0.0, None)
