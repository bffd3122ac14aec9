"""What is asked of the twin itself, and what it cannot do."""

import pytest

from providers.kinds import kind_of
from providers.phrases import ENGLISH
from schemas import Section
from tests.test_offline import say


@pytest.mark.parametrize(
    "question",
    [
        "Please tell Ada that I called",
        "Let Ada know that she got the job",
        "Could you pass my thanks on to Ada? Pass on my thanks.",
        "Send her my regards",
        "Can you book a call with Ada?",
        "I'd like to schedule an interview",
        "Can we set up a meeting on Monday?",
        "please ask Ada to call me back",
        "Please have Ada phone me tomorrow",
        "Can I talk to Ada?",
        "email me",
    ],
)
def test_what_it_cannot_do_is_said_with_the_contact(question: str) -> None:
    assert say(question) == f"{ENGLISH.relay} Please ask me directly: ada@example.org."


@pytest.mark.parametrize(
    "question",
    [
        "Can you tell me where you live?",
        "Could you send me your email?",
        "Where can I send you a message?",
        "Can I ask you a question?",
        "Do you book your own travel?",
        "Book recommendations?",
        "How do I contact you?",
    ],
)
def test_a_question_is_no_request(question: str) -> None:
    assert kind_of(question) != "relay"


@pytest.mark.parametrize(
    "question",
    ["What model are you?", "Which AI model do you run on?", "what llm is this", "Are you Ada?"],
)
def test_what_it_is_made_of_is_asked_of_the_twin(question: str) -> None:
    assert say(question).startswith("I am Ada King's digital twin: an AI")


def test_what_kind_of_person_the_owner_is_is_not_what_the_twin_is() -> None:
    assert kind_of("Are you a morning person?") is None
    assert kind_of("Are you a real person?") == "nature"


def test_what_model_of_boat_is_asked_of_the_owner() -> None:
    assert kind_of("Which model do you sail?") is None


@pytest.mark.parametrize("question", ["What's the weather today?", "what time is it"])
def test_the_world_is_left_to_others(question: str) -> None:
    assert say(question).startswith(ENGLISH.work)


@pytest.mark.parametrize(
    "question",
    ["Who is Ada?", "Tell me about Ada King.", "Introduce Ada in a few words", "What's Ada like?"],
)
def test_who_the_owner_is_is_told_in_their_words(question: str) -> None:
    sections = (Section("summary.1", "Summary", "summary.txt", "I cook. I fry.", core=True),)
    assert say(question, sections=sections) == "I cook. I fry."
