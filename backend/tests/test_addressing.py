"""Questions about the owner by name, read as questions to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grounding.addressing import put_to_owner


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("Where does Maren work?", "Where do you work?"),
        ("where does maren live", "where do you live"),
        ("WHERE DOES MAREN LIVE?", "WHERE DO YOU LIVE?"),
        ("Who is Maren Okoye?", "Tell me about you"),
        ("maren?", "Tell me about you"),
        ("Who's Maren?", "Tell me about you"),
        ("Where's Maren from?", "Where are you from?"),
        ("Hi Maren, what are your hobbies?", "what are your hobbies?"),
        ("Dear Ms. Okoye! Where did you study?", "Where did you study?"),
        ("Hi Maren", "Hi"),
        ("Maren, where do you live?", "where do you live?"),
        ("What are Maren’s hobbies?", "What are your hobbies?"),
        ("Has Okoye published anything?", "have you published anything?"),
        ("What did she study?", "What did you study?"),
        ("Tell me about her studies", "Tell me about your studies"),
        ("Tell me about her", "Tell me about you"),
        ("Where do they live?", "Where do you live?"),
        ("Is this really Maren?", "are you a real person?"),
        ("Is Maren Dutch?", "are you Dutch?"),
    ],
)
def test_the_name_becomes_you(question: str, put: str) -> None:
    assert put_to_owner(question, "Maren Okoye") == put


@pytest.mark.parametrize(
    "question",
    [
        "What does Okoye Consulting do?",
        "Have you been to Santa Okoye?",
        "Do you know Maren Larsen?",
        "Who is your mother and where does she live?",
        "Where do you live?",
        "What is this site?",
    ],
)
def test_what_is_not_about_the_owner_stays(question: str) -> None:
    assert put_to_owner(question, "Maren Okoye") == question


def test_a_pronoun_is_whoever_was_spoken_of() -> None:
    asked = "How old is she?"
    assert put_to_owner(asked, "Maren Okoye", earlier="Who is Maren?") == "How old are you?"
    assert put_to_owner(asked, "Maren Okoye", earlier="Who is Joanna?") == asked
    assert (
        put_to_owner("Are they free?", "Maren Okoye", earlier="Maren's talks?") == "Are they free?"
    )


def test_a_name_that_is_a_word_counts_only_with_its_capital() -> None:
    asked = "Will you say where Will lives? Will he move?"
    assert put_to_owner(asked, "Will Smith") == "Will you say where you lives? Will he move?"
    assert put_to_owner("What is this site?", "the owner of this site") == "What is this site?"


def test_accents_and_particles_may_be_left_out() -> None:
    assert put_to_owner("where does jose maria de la cruz live", "José María de la Cruz") == (
        "where do you live"
    )


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=30))
def test_any_text_is_taken(question: str, owner: str, earlier: str) -> None:
    assert isinstance(put_to_owner(question, owner, earlier=earlier), str)
