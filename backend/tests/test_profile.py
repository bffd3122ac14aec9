from random import Random

import pytest

from grounding.citations import cite
from grounding.profile import profile
from grounding.suggestions import MOST_CHARACTERS, suggest
from providers.offline import answer
from schemas import Knowledge, Link, Owner, Prompt, Section, Turn
from tests.random_owners import RandomOwner, random_owner
from tests.test_offline import is_refusal

SEEDS = range(24)
FRAMES = (
    "What do you do at ", "What did you do at ", "What did you study at ", "Tell me about the ",
    "What is your experience with ", "How well do you speak ", "Tell me about ", "What is ",
)  # fmt: skip


def owner_of(seed: int) -> RandomOwner:
    return random_owner(Random(seed), seed % 2)


def subject(question: str) -> str:
    frame = next(frame for frame in FRAMES if question.startswith(frame))
    return question.removeprefix(frame)[:-1]


def say(question: str, sections: tuple[Section, ...]) -> str:
    return answer(Prompt("", "", Owner("Ada"), sections, (Turn("user", question),)))


@pytest.mark.parametrize("seed", SEEDS)
def test_four_suggestions_are_each_answered_from_a_section_with_their_subject(seed: int) -> None:
    owner = owner_of(seed)
    sections = owner.knowledge.sections
    questions = profile(owner.knowledge, offline=True).suggestions
    assert len(set(questions)) == 4
    for question in questions:
        assert len(question) <= MOST_CHARACTERS
        text = say(question, sections)
        assert not is_refusal(text), question
        cited = {source.id for source in cite(text, sections)}
        told = [f"{s.title} {s.text}".lower() for s in sections if s.id in cited]
        assert any(subject(question).lower() in section for section in told), question


@pytest.mark.parametrize("seed", SEEDS)
def test_two_owners_have_no_suggestion_in_common(seed: int) -> None:
    one, other = (profile(owner_of(s).knowledge, offline=True) for s in (seed, seed + 101))
    assert not set(one.suggestions) & set(other.suggestions)


def test_it_speaks_as_the_owner_and_says_that_it_is_an_ai() -> None:
    owner = owner_of(1)
    shown = profile(owner.knowledge, offline=True)
    first = owner.knowledge.owner.name.split()[0]
    assert shown.greeting.startswith(f"Hi, I'm {first}'s digital twin.")
    assert "an AI, not" in shown.disclosure
    assert owner.knowledge.owner.name in shown.disclosure
    assert shown.offline


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ada King", "Ada"),
        ("Dr. Anna Müller", "Anna"),
        ("Dr Anna Müller", "Anna"),
        ("Prof. Dr.-Ing. Anna Müller", "Anna"),
        ("Müller, Anna", "Anna"),
        ("Müller, Dr. Anna Maria", "Anna"),
        ("van der Berg, Anna", "Anna"),
        ("Jane Doe, RN", "Jane"),
        ("J. Doe, RN", "J. Doe, RN"),
        ("Jane Doe, CISSP", "Jane"),
        ("Maria Garcia, M.Ed., LCSW", "Maria"),
        ("Ada King, Data Scientist", "Ada"),
        ("Anna Müller, Ph.D., MBA", "Anna"),
        ("Anna Müller, PhD", "Anna"),
        ("Sammy Davis, Jr.", "Sammy"),
        ("J. Robert Oppenheimer", "Robert"),
        ("Yo-Yo Ma", "Yo-Yo"),
        ("Dr. Müller", "Dr. Müller"),
        ("J. Smith", "J. Smith"),
        ("Madonna", "Madonna"),
        ("王小明", "王小明"),
        ("bell hooks", "bell hooks"),
        ("the owner of this site", "the owner of this site"),
        ("Dr.", "Dr."),
        (",", ","),
    ],
)
def test_the_greeting_calls_the_owner_by_the_first_name(name: str, first: str) -> None:
    shown = profile(Knowledge(Owner(name), ()), offline=False)
    assert shown.greeting.startswith(f"Hi, I'm {first}'s digital twin.")


def test_only_links_that_a_browser_may_follow_are_shown() -> None:
    urls = ("https://a.example", "javascript:alert(1)", "mailto:a@a.example", "data:text/html,x")
    links = tuple(Link("x", url) for url in urls)
    shown = profile(Knowledge(Owner("Ada", links=links), ()), offline=False)
    assert [link.url for link in shown.links] == ["https://a.example", "mailto:a@a.example"]


def test_an_owner_without_files_has_no_suggestions() -> None:
    assert suggest(()) == []
    assert suggest((Section("me.1", "About me", "me.txt", "I am quiet."),)) == []
