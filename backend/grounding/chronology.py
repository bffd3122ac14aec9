"""What came before and after: the dated entries of a life, in order."""

import re
from typing import Literal

from grounding.answers import narrows
from grounding.questions import Question, analyse
from grounding.quoting import MOST_LISTED
from grounding.search import Index, Passage
from grounding.topic import is_entry
from grounding.years import STILL, began, ended, has_year, studied

_NEXT_TO = re.compile(
    r"\b(?P<way>before|prior to|after|following)\s+(?!that\b|this\b|then\b|work\b)(?P<what>.+)",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\b(?P<which>very first|first|earliest|last|previous|former|prior|past|latest|most recent)\s+"
    r"(?:[\w-]+ )?(?P<what>job|position|role|work|employer|company|firm)\b",
    re.IGNORECASE,
)
_BEFORE_NOW = re.compile(
    r"\bbefore (?:this|now)(?: (?:one|job|role|position))?\W*$"
    r"|\b(?:do|doing|work|working|employed) (?:before|previously)\W*$",
    re.IGNORECASE,
)
_WHY = re.compile(r"\b(?:why|reasons?)\b", re.IGNORECASE)
_START = re.compile(
    r"\bcareer (?:\w+ )?(?:start|begin|began)|\bfirst (?:\w+ )?work\b"
    r"|\b(?:start|begin|began)(?:ed)? (?:out|(?:\w+ ){0,2}career|working)\b",
    re.IGNORECASE,
)
_VOLUNTARY = re.compile(r"\b(?:volunt|ehrenamt|bénévol)", re.IGNORECASE)
_LEVELS = frozenset({"bachelor", "diploma", "doctorate", "master", "masters", "phd"})

type Way = Literal["before", "after"]


def next_to(question: str, index: Index) -> list[Passage] | None:
    """Give the entry before or after the one that `question` names.

    None when it names none; an empty list when the files hold none there.
    """
    if _BEFORE_NOW.search(question) and (jobs := _jobs(index)):
        return _neighbour(jobs[-1:], index, "before")
    asked = _NEXT_TO.search(question)
    if asked is None:
        return None
    way: Way = "before" if asked["way"].lower() in {"before", "prior to"} else "after"
    written = f"{asked['way']} {asked['what']}".lower().rstrip(" ?.!")
    literally = [p for p in index.passages if written in p.text.lower()][:1]
    near = _next_to_studies(question, asked["what"].partition(",")[0], index, way)
    if near is not None:
        return literally or near
    what = analyse(asked["what"], index.words)
    needed = [index.find(term.word) for term in what.all_terms if not term.is_weak]
    is_named = any(not term.is_weak for term in what.terms)
    if any(topic.name == "job" for topic in what.topics) and not is_named:
        told = _jobs(index)[-1:]
    else:
        told = [p for p in _entries(index) if needed and all(p.number in f for f in needed)]
    if not told:
        return None
    return literally or _neighbour(told, index, way)


def next_to_told(said: str, asked: str, index: Index, way: Way) -> list[Passage] | None:
    """Give the entry before or after the one that `said` told of when `asked` about a job.

    None when it told of none.
    """
    told = [p for p in _entries(index) if _is_told(p, said)]
    topics = {topic.name for topic in analyse(asked, index.words).topics}
    if not told and way == "before" and topics & {"job", "career"}:
        told = _jobs(index)[-1:]
    return _neighbour(told, index, way) if told else None


def in_order(question: str, index: Index) -> list[Passage] | None:
    """Give the first, the last or every job, the newest first; None when none of it is asked."""
    if _WHY.search(question):
        return None
    ordered = _ORDERED.search(question)
    if found := ordered or _START.search(question):
        jobs = _jobs(index, naming=question.replace(found[0], ""))
        return _one_of(ordered, jobs) if jobs else None
    asked = analyse(question, index.words)
    is_career = bool(asked.topics) and asked.topics[0].name == "career"
    if not is_career or narrows(asked, None if asked.is_claim else index):
        return None
    return _jobs(index)[::-1][:MOST_LISTED] or None


def _one_of(ordered: re.Match[str] | None, jobs: list[Passage]) -> list[Passage]:
    which = ordered["which"].lower() if ordered else "first"
    if "first" in which or which == "earliest":
        return jobs[:1]
    if which in {"latest", "most recent"}:
        return jobs[-1:]
    is_employer = ordered is not None and ordered["what"].lower() in {"employer", "company", "firm"}
    now = _employer(jobs[-1])
    earlier = [p for p in jobs[:-1] if ended(p.text) < STILL]
    return [p for p in earlier if not is_employer or _employer(p) != now][-1:]


def _employer(passage: Passage) -> str:
    return re.split(r" at | · ", passage.section.title)[-1]


def _entries(index: Index) -> list[Passage]:
    """Give the dated entries, the earliest first."""
    found = [p for p in index.passages if is_entry(p.text)]
    return sorted(found, key=lambda p: (began(p.text), -p.number))


def _jobs(index: Index, *, naming: str = "") -> list[Passage]:
    """Give the entries of a career, the earliest first, without what was done for nothing."""
    asked = analyse(naming, index.words).terms
    named = [index.find_term(term) for term in asked if not term.is_weak]
    jobs = [p for p in _entries(index) if not _is_voluntary(p)]
    return [p for p in jobs if all(p.number in found for found in named)]


def _is_voluntary(passage: Passage) -> bool:
    return bool(_VOLUNTARY.search(f"{passage.section.title} {passage.text}"))


def _is_told(passage: Passage, said: str) -> bool:
    role = passage.text.split(", ")[0]
    return passage.text in said or bool(re.search(rf"\b{re.escape(role)}\b", said))


def _next_to_studies(question: str, clause: str, index: Index, way: Way) -> list[Passage] | None:
    """Give the job before or after the studies that a `clause` of `question` names.

    None when it names none, or when the rest asks for more than a job.
    """
    what = analyse(clause, index.words)
    rest = analyse(question.replace(clause, ""), index.words)
    is_job = {topic.name for topic in rest.topics} <= {"job", "career"}
    is_study = [topic.name for topic in what.topics] == ["education"]
    if not (is_job and is_study) or any(not term.is_weak for term in rest.terms):
        return None
    studies = _studies(what, index)
    if not studies and any(not term.is_weak for term in what.terms):
        return None
    since, until = studied("\n".join(p.text for p in studies))
    jobs = _entries(index)
    return _last_until(since, jobs) if way == "before" else _first_since(until, jobs)


def _studies(what: Question, index: Index) -> list[Passage]:
    """Give the passages that tell of the studies most clearly, of those that hold a year."""
    strengths = index.about(what.topics[0])
    needed = {t for t in what.terms if not t.is_weak}
    needed |= {t for t in what.all_terms if t.word in _LEVELS}
    numbers = frozenset(strengths).intersection(*map(index.find_term, needed))
    dated = [p for p in index.passages if p.number in numbers and has_year(p.text)]
    clearest = max((strengths[p.number] for p in dated), default=0.0)
    return [p for p in dated if strengths[p.number] == clearest]


def _neighbour(told: list[Passage], index: Index, way: Way) -> list[Passage]:
    """Give the job that ended when the first of `told` began, or began when the last ended."""
    order = _entries(index)
    places = [place for place, passage in enumerate(order) if passage in told]
    first, last = places[0], places[-1]
    if way == "before":
        return _last_until(began(order[first].text), order[:first])
    return _first_since(ended(order[last].text), order[last + 1 :])


def _last_until(year: int, entries: list[Passage]) -> list[Passage]:
    return [p for p in entries if not _is_voluntary(p) and ended(p.text) <= year][-1:]


def _first_since(year: int, entries: list[Passage]) -> list[Passage]:
    return [p for p in entries if not _is_voluntary(p) and began(p.text) >= year][:1]
