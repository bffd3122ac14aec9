"""What came before and after, for the template person and for random owners who volunteer."""

from pathlib import Path
from random import Random

import pytest

from owner_files import compile_knowledge
from providers.phrases import ENGLISH
from schemas import Section
from tests.random_owners import RandomOwner, random_owner
from tests.test_offline import say


@pytest.fixture(scope="module")
def maren(data: Path) -> tuple[Section, ...]:
    return compile_knowledge(data).sections


def chain(sections: tuple[Section, ...], first: str, then: str, length: int) -> list[str]:
    said = [first, say(first, sections=sections)]
    for _ in range(length):
        said += [then, say(*said, then, sections=sections)]
    return said[1::2]


def test_the_way_back_leads_through_every_job_of_the_template_person(
    maren: tuple[Section, ...],
) -> None:
    told = chain(maren, "Where do you work?", "and before that?", 6)
    assert told[0].startswith("Current role: Staff Engineer at Fathomline.")
    assert [text.split(",")[0] for text in told[1:]] == [
        "Lead Engineer at Fathomline",
        "Senior Engineer at Fathomline",
        "Senior Data Engineer at Brightweir Weather",
        "Software Engineer at Kestrel Freight Systems",
        "Student Assistant at NTNU Coastal Laboratory",
        told[-1].split(",")[0],
    ]
    assert told[-1].startswith(ENGLISH.nothing_more)


@pytest.mark.parametrize(
    ("question", "job"),
    [
        ("What did you do before Fathomline?", "Senior Data Engineer at Brightweir Weather"),
        ("Where did you work before Brightweir Weather?", "Software Engineer at Kestrel"),
        ("What did you do after Kestrel?", "Senior Data Engineer at Brightweir Weather"),
        ("What was your first job?", "Student Assistant at NTNU"),
        ("How did you start your career?", "Student Assistant at NTNU"),
        ("When did you start working at Brightweir?", "Senior Data Engineer at Brightweir"),
        ("What was your previous job?", "Lead Engineer at Fathomline"),
        ("Who was your last employer?", "Senior Data Engineer at Brightweir Weather"),
        ("How did your career begin?", "Student Assistant at NTNU"),
        ("What was your role before this one?", "Lead Engineer at Fathomline"),
        ("What did you do previously?", "Lead Engineer at Fathomline"),
        ("Has Maren worked in Utrecht?", "Senior Data Engineer at Brightweir Weather"),
        ("What is your most recent role?", "Staff Engineer, Forecast Platform"),
    ],
)
def test_a_place_in_the_order_is_one_job(
    maren: tuple[Section, ...], question: str, job: str
) -> None:
    text = say(question, sections=maren, name="Maren Okoye")
    assert text.startswith(job)
    assert "\n" not in text


@pytest.mark.parametrize(
    "question",
    [
        "experience",
        "Tell me about your experience",
        "What experience do you have?",
        "What is your background?",
        "Where have you worked?",
        "What companies did you work for?",
        "List your previous employers",
        "Walk me through your career",
        "What is your job history?",
        "Can I see your CV?",
        "Could you summarise your work history?",
    ],
)
def test_a_career_is_every_job_the_newest_first(maren: tuple[Section, ...], question: str) -> None:
    lines = say(question, sections=maren).splitlines()
    assert len(lines) == 7
    assert lines[0].startswith("- Staff Engineer, Forecast Platform at Fathomline, January 2024")
    assert lines[-1].startswith("- Student Assistant at NTNU Coastal Laboratory, June 2008")
    assert not any("Volunteer" in line for line in lines)


def volunteers() -> list[RandomOwner]:
    owners = [random_owner(Random(seed), seed % 2) for seed in range(40)]
    return [o for o in owners if any("Volunteer" in s.title for s in o.knowledge.sections)]


def test_what_is_done_for_nothing_is_no_job_before_or_after() -> None:
    owners = volunteers()
    assert len(owners) > 5
    for owner in owners:
        career, sections = owner.facts[0], owner.knowledge.sections
        now, middle, first = (
            career.names["current_job"], career.answers[0], career.names["first_job"],
        )  # fmt: skip
        before = f"What did you do before {career.names['current']}?"
        told = chain(sections, before, "and before that?", 2)
        assert [middle in told[0], first in told[1]] == [True, True], told
        assert told[2].startswith(ENGLISH.nothing_more)
        told = chain(sections, "What was your first job?", "and after that?", 2)
        assert [first in told[0], middle in told[1], now in told[2]] == [True, True, True], told
        listed = say("Where have you worked?", sections=sections).splitlines()
        assert [job in line for job, line in zip((now, middle, first), listed, strict=True)]


def test_an_owner_without_dated_entries_tells_the_job_they_have() -> None:
    sections = (Section("facts.job", "Job", "facts.json", "Job: barista at Orsino"),)
    assert say("Where have you worked?", sections=sections) == "Job: barista at Orsino."
    assert "barista" not in say("What acting experience do you have?", sections=sections)
    assert say("Where do you work?", "Job: barista at Orsino.", "before that?", sections=sections)


def test_before_that_after_something_else_is_no_job(maren: tuple[Section, ...]) -> None:
    text = say("Where do you live?", "Location: Rotterdam.", "and before that?", sections=maren)
    assert text.startswith(ENGLISH.nothing_more)


def test_less_than_a_career_is_asked_with_a_word_of_its_own(maren: tuple[Section, ...]) -> None:
    assert "Rust" in say("Do you have experience with Rust?", sections=maren)
    for question in ("Do you have acting experience?", "Why did you leave your last job?"):
        assert say(question, sections=maren).startswith(ENGLISH.unknown)
    whole = say("What hands-on experience do you have?", sections=maren)
    assert whole == say("What experience do you have?", sections=maren)
    radar = say("What radar experience do you have?", sections=maren)
    assert "radar" in radar
    assert "Kestrel" not in radar


@pytest.mark.parametrize(
    ("question", "job"),
    [
        ("Where did you work after university?", "Software Engineer at Kestrel"),
        ("What was your job after your degree?", "Software Engineer at Kestrel"),
        ("After your studies, where did you work?", "Software Engineer at Kestrel"),
        ("What did you do before your master's?", "Student Assistant at NTNU"),
        ("What did you do before your degree at Delft?", "Student Assistant at NTNU"),
        ("What did you do before university?", ENGLISH.unknown),
        ("What did you study after school?", "Education:"),
    ],
)
def test_studies_have_a_job_before_and_after(
    maren: tuple[Section, ...], question: str, job: str
) -> None:
    assert say(question, sections=maren).startswith(job)


@pytest.mark.parametrize(
    ("education", "answer"),
    [
        ("Education: BA, Velden College, 2012", "Cook at Orsino"),
        ("Education: BA (2009 - 2012), MA (2012 - 2016)", "Chef at Velden"),
        ("Education: BA, Velden College (2009 - Present)", ENGLISH.unknown),
        ("Education: BA, Velden College", ENGLISH.unknown),
        ("Education: BA, 2012. After university I sailed to Cork.", "After university I sailed"),
        ("Hobbies: chess", ENGLISH.unknown),
    ],
)
def test_the_job_after_studies_is_told_by_their_years(education: str, answer: str) -> None:
    jobs = "Chef at Velden, 2018 - Present", "Cook at Orsino, 2012 - 2018"
    texts = (education, *jobs)
    sections = tuple(Section(text[:4], text[:4], "linkedin.pdf", text) for text in texts)
    assert say("What did you do after university?", sections=sections).startswith(answer)
