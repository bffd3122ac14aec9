"""What the files almost say is no answer."""

from pathlib import Path

import pytest

from owner_files import compile_knowledge
from providers.phrases import ENGLISH
from schemas import Section
from tests.test_offline import say

FILES = (
    Section("facts.name", "Name", "facts.json", "Name: Ada King", core=True),
    Section("facts.role", "Role", "facts.json", "Role: Ward nurse at Velden Hospital", core=True),
    Section("facts.certificates", "Certificates", "facts.json", "Certificates: Boat Skipper"),
    Section("facts.relocation", "Relocation", "facts.json", "Relocation: no"),
    Section("me.1", "About me", "me.txt", "We had one small fire. I hired nine nurses."),
    Section("me.2", "Night", "me.txt", "I mislabelled a sample in 2019. The mast rose in 2022."),
    Section("me.3", "Sea", "me.txt", "I like sailing. My dad is a dentist. I use Excel for rotas."),
    Section("me.5", "School", "me.txt", "I went to Velden University. I am awake on nights."),
    Section("pdf.1", "Nurse at Orsino", "linkedin.pdf", "Nurse at Orsino, 2011 - 2014\nOne night."),
    Section("me.6", "Rota", "me.txt", "An alert on the dashboard woke me.\nDashboards: art."),
    Section("me.7", "Home", "me.txt", "I live in Cork. I would like to learn Dutch one day."),
    Section("me.4", "Hard", "me.txt", "The hardest part is the phone call at four."),
)


@pytest.mark.parametrize(
    "question",
    [
        "Have you been fired?",
        "Do you work remotely?",
        "Do you have a driving licence?",
        "Who is your boss?",
        "Who won the world cup in 2022?",
        "Is it true you were arrested in 2019?",
        "Is Ada married?",
        "Who is your professor?",
        "What does your mother do?",
        "Do you believe in the universe?",
        "Do you work part time?",
        "How many hours do you work?",
    ],
)
def test_what_is_only_near_is_refused_without_a_quotation(question: str) -> None:
    assert say(question, sections=FILES).startswith(ENGLISH.unknown)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Have you hired nurses?", "I hired nine nurses."),
        ("Do you work nights?", "I am awake on nights."),
        ("Do you sail?", "I like sailing."),
        ("What happened in 2019?", "I mislabelled a sample in 2019."),
        ("What would you say about dashboards?", "Dashboards: art."),
        ("Where do you see yourself in five years?", "I would like to learn Dutch one day."),
        ("Would you relocate?", "Relocation: no."),
        ("What does your father do?", "My dad is a dentist."),
        ("Which software do you use?", "I use Excel for rotas."),
        ("What is the hardest part of your job?", "The hardest part is the phone call at four."),
    ],
)
def test_what_the_files_say_is_quoted(question: str, answer: str) -> None:
    assert say(question, sections=FILES).startswith(answer)


def test_a_claim_about_two_things_is_no_claim_about_one() -> None:
    text = say("Do you live with your father?", sections=FILES)
    assert text == f"{ENGLISH.partly}\n\nMy dad is a dentist."


def test_a_licence_is_for_driving_where_its_title_says_so() -> None:
    car = Section("facts.l", "Licence (driving)", "facts.json", "Licence (driving): since 2012")
    question = "Do you have a driving licence?"
    assert say(question, sections=(*FILES, car)) == "Licence (driving): since 2012."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do you own a boat?", "I live aboard Tweede Kans"),
        ("Do you live on a boat?", "I live aboard Tweede Kans"),
        ("What is your boat called?", "I live aboard Tweede Kans"),
        ("Tell me about the rescue boat", "Volunteer Boat Crew"),
        ("Do you own a shop?", ENGLISH.unknown),
    ],
)
def test_the_boat_that_one_owns_is_not_the_one_of_the_crew(
    data: Path, question: str, answer: str
) -> None:
    assert say(question, sections=compile_knowledge(data).sections).startswith(answer)
