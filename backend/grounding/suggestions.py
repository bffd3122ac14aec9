"""Questions that an owner's files answer, each about something of their own."""

import re
from collections.abc import Callable, Iterator
from itertools import chain, zip_longest

from grounding.answers import find_answers
from grounding.ratings import WORDS as RATING_WORDS
from grounding.topic import label_of
from grounding.topics import TOPICS
from schemas import Section

MOST_SUGGESTIONS = 4
MOST_CHARACTERS = 70

_ROLE = re.compile(r"^(?P<role>.+?) (?:at|·) (?P<employer>[^,]+)$")
_ITEM = re.compile(r"^(?P<item>[^;,.(:\n]{3,50})")
_SCHOOL = re.compile(
    r"(?:^|[,;:] )(?P<school>[^,;:.\n]*\b(?:University|College|School|Institut\w*|Academy"
    r"|Conservatory|Polytechnic|Universit\w+|Hochschule|Académie|École|Escuela)\b[^,;:.\n]{0,50})"
)
_TOPIC = {topic.name: topic for topic in TOPICS}
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w'’-]{3,}(?: (?:of|de|the|&) | )?){1,4}(?<! )")  # noqa: RUF001
_DAYS_AND_MONTHS = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|June|July|August"
    r"|September|October|November|December|Present"
)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|we|our)\b")
_ASKING = re.compile(r"^(?P<word>Where|What|How|Why|When|Who) I (?P<rest>.+)$")
_MODAL = re.compile(r"^(?:am|have|was|will|can)\b")
_PART = re.compile(r", part \d+$| \d+$")
_ASKED = {
    "project": "What is {item}?",
    "skills": "What is your experience with {item}?",
    "hobbies": "Tell me about {item}.",
    "award": "Tell me about the {item}.",
    "talk": "Tell me about {item}.",
    "publication": "Tell me about {item}.",
    "certificate": "Tell me about {item}.",
    "volunteering": "Tell me about {item}.",
    "languages": "How well do you speak {item}?",
}

type Sections = tuple[Section, ...]
type Asked = Iterator[tuple[str, str]]


def suggest(sections: Sections, *, owner: str = "") -> list[str]:
    """Write up to four questions that the sections answer, each about another subject.

    None is about `owner` by name: the visitor knows.
    """
    known = set(owner.split())
    ways = [_employers, _titles, *map(_items, _ASKED), _schools, _names]
    turns = zip_longest(*(way(sections) for way in ways))
    chosen: list[str] = []
    subjects: list[str] = []
    for question, subject in filter(None, chain.from_iterable(turns)):
        is_new = not any(subject in other or other in subject for other in subjects)
        is_new = is_new and len(question) <= MOST_CHARACTERS and not known & set(subject.split())
        if is_new and _is_answered(question, subject, sections):
            chosen.append(question)
            subjects.append(subject)
        if len(chosen) == MOST_SUGGESTIONS:
            break
    return chosen


def _is_answered(question: str, subject: str, sections: Sections) -> bool:
    found = find_answers(question, sections)
    if not found:
        return False
    section = found[0].passage.section
    return subject.lower() in f"{section.title} {section.text}".lower()


def _employers(sections: Sections) -> Asked:
    for section in sections:
        if (role := _ROLE.match(section.title)) and section.file.endswith(".pdf"):
            verb = "do" if "Present" in section.text else "did"
            yield f"What {verb} you do at {role['employer']}?", role["employer"]


def _items(topic: str) -> Callable[[Sections], Asked]:
    """Make the way to ask for the first item of each list about `topic`."""
    about = _TOPIC[topic]

    def ask(sections: Sections) -> Asked:
        lines = (line for s in sections if not s.core for line in s.text.splitlines())
        for line in lines:
            named = label_of(line)
            if not named or not about.is_label(named):
                continue
            is_inner = topic == "languages" and about.is_label(named.partition(" (")[0])
            inner = re.search(r"\((?P<item>[^(),]+)\)$", named) if is_inner else None
            found = inner or _ITEM.match(line.removeprefix(f"{named}: "))
            item = found["item"].strip() if found else ""
            is_fit = not (item.lower() in RATING_WORDS or _FIRST_PERSON.search(item))
            if item and is_fit:
                yield _ASKED[topic].format(item=item).replace("the The ", "The "), item

    return ask


def _schools(sections: Sections) -> Asked:
    for section in sections:
        if section.text.startswith("Education:") and section.file.endswith(".pdf"):
            yield f"What did you study at {section.title}?", section.title
        is_school = _TOPIC["education"].is_label(section.title)
        for school in _SCHOOL.finditer(section.text) if is_school else ():
            yield f"What did you study at {school['school']}?", school["school"]


def _titles(sections: Sections) -> Asked:
    for section in sections:
        title = section.title
        if not section.file.endswith(".txt") or _PART.search(title):
            continue
        if asking := _ASKING.match(title):
            if not _MODAL.match(asking["rest"]):
                yield f"{asking['word']} do you {asking['rest']}?", title
        elif not _FIRST_PERSON.search(title) and len(title.split()) > 1:
            yield f"Tell me about {title[0].lower()}{title[1:]}.", title


def _names(sections: Sections) -> Asked:
    """Ask for what has a name in the owner's prose, the rarest way to be about somebody else."""
    for section in sections:
        if section.file.endswith(".txt"):
            for name in _NAME.findall(section.text):
                if not _DAYS_AND_MONTHS.search(name):
                    yield f"Tell me about {name}.", name
