"""What the page shows before the first message, made from the owner's files."""

import re
from collections.abc import Iterator

from grounding.answers import find_answers
from schemas import Knowledge, Section, TwinLink, TwinProfile

MOST_SUGGESTIONS = 4
MOST_CHARACTERS = 70

_ROLE = re.compile(r"^(?P<role>.+) at (?P<employer>[^,]+)$")
_ITEM = re.compile(r"^[^:.!?]{2,40}: (?P<item>[^;,.(:\n]{2,50})")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|we|our)\b")
_ASKING = re.compile(r"^(?P<word>Where|What|How|Why|When|Who) I (?P<rest>.+)$")
_MODAL = re.compile(r"^(?:am|have|was|will|can)\b")
_PART = re.compile(r", part \d+$| \d+$")


def profile(knowledge: Knowledge, *, offline: bool) -> TwinProfile:
    """Introduce the twin of `knowledge`."""
    owner = knowledge.owner
    return TwinProfile(
        name=owner.name,
        title=owner.title,
        greeting=f"Hi, I'm {owner.name.split()[0]}'s digital twin. Ask me about my work, my "
        "story, or anything else in my files.",
        suggestions=suggest(knowledge.sections),
        links=[TwinLink(label=link.label, url=link.url) for link in owner.links],
        disclosure=f"You are talking to an AI, not to {owner.name}. It answers from "
        f"{owner.name}'s own files and can be wrong.",
        offline=offline,
        is_template=knowledge.is_template,
    )


def suggest(sections: tuple[Section, ...]) -> list[str]:
    """Write up to four questions that the sections answer, each about another subject."""
    chosen: list[str] = []
    makers = (_employers, _projects, _titles, _skills, _schools, _hobbies, _titles, _employers)
    for maker in makers:
        for question, subject in maker(sections):
            is_new = question not in chosen and len(question) <= MOST_CHARACTERS
            if is_new and _is_answered(question, subject, sections):
                chosen.append(question)
                break
        if len(chosen) == MOST_SUGGESTIONS:
            break
    return chosen


def _is_answered(question: str, subject: str, sections: tuple[Section, ...]) -> bool:
    found = find_answers(question, sections)
    if not found:
        return False
    section = found[0].passage.section
    return subject.lower() in f"{section.title} {section.text}".lower()


def _employers(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    for section in sections:
        if (role := _ROLE.match(section.title)) and section.file.endswith(".pdf"):
            employer = role["employer"]
            verb = "do" if "Present" in section.text else "did"
            yield f"What {verb} you do at {employer}?", employer


def _items(sections: tuple[Section, ...], *titles: str) -> Iterator[str]:
    for section in sections:
        if any(title in section.title.lower() for title in titles):
            for line in section.text.splitlines():
                if item := _ITEM.match(line):
                    yield item["item"].strip()


def _projects(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    for item in _items(sections, "project", "product", "venture"):
        yield f"What is {item}?", item


def _skills(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    for item in _items(sections, "skill", "specialt", "technolog", "expertise"):
        yield f"What is your experience with {item}?", item


def _hobbies(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    for item in _items(sections, "hobb", "interest", "passion"):
        yield f"Tell me about {item}.", item


def _schools(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    for section in sections:
        if section.text.startswith("Education:") and section.file.endswith(".pdf"):
            yield f"What did you study at {section.title}?", section.title


def _titles(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    for section in sections:
        title = section.title
        if not section.file.endswith(".txt") or _PART.search(title):
            continue
        if asking := _ASKING.match(title):
            if not _MODAL.match(asking["rest"]):
                yield f"{asking['word']} do you {asking['rest']}?", title
        elif not _FIRST_PERSON.search(title) and len(title.split()) > 1:
            yield f"Tell me about {title[0].lower()}{title[1:]}.", title
