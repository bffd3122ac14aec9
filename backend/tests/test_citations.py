from random import Random

import pytest

from grounding.citations import MOST_SOURCES, cite
from providers.offline import answer
from providers.phrases import LANGUAGES, Phrases
from schemas import Owner, Prompt, Section, Turn
from tests.random_owners import random_owner
from tests.random_questions import SEEN

SECTIONS = (
    Section("facts.role", "Role", "facts.json", "Role: Chef at Velden"),
    Section("me.boat", "My boat", "me.txt", "I own a leaking boat in Bergen. The pump is new."),
    Section("me.dog", "My dog", "me.txt", "My dog Rex hates the boat."),
)


def test_a_quoted_sentence_is_cited_from_its_section() -> None:
    (source,) = cite("I own a leaking boat in Bergen.", SECTIONS)
    assert source.model_dump() == {
        "id": "me.boat",
        "title": "My boat",
        "file": "me.txt",
        "quote": "I own a leaking boat in Bergen.",
    }


def test_a_retold_sentence_is_cited_too() -> None:
    (source,) = cite("Well, my boat in Bergen is leaking.", SECTIONS)
    assert source.quote == "I own a leaking boat in Bergen."


@pytest.mark.parametrize(
    "text",
    ["", "Hello!", "I don't know: my files say nothing about that.", "Paris is in France.", "42."],
)
def test_what_rests_on_nothing_cites_nothing(text: str) -> None:
    assert cite(text, SECTIONS) == []


CONTACTS = (
    Section("facts.email", "E-mail", "facts.json", "E-mail: ada.king@example.com"),
    Section("me.reach", "How to reach me", "me.txt", "Reach me at ada.king@example.com, any day."),
    Section("me.mail", "Mail", "me.txt", "ada.king@example.com\nhttps://ada.example/mail"),
)
DIRECTLY = "Please ask me directly: ada.king@example.com."


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.hello)
def test_no_offline_refusal_cites_the_contact_it_offers(language: Phrases) -> None:
    ask = language.ask_me.format(contact="ada.king@example.com")
    for unknown in (language.unknown, language.partly):
        assert cite(f"{unknown} {ask}", CONTACTS) == []
        quoted = cite(f"{unknown}\n\nE-mail: ada.king@example.com", CONTACTS)
        assert [source.id for source in quoted] == ["facts.email"]


@pytest.mark.parametrize(
    "refusal",
    [
        f"I don’t know which opera I like best. {DIRECTLY}",
        f"I'm not sure about that. {DIRECTLY}",
        "That isn't in my files. You can reach me at ada.king@example.com.",
        "Das weiß ich leider nicht. Schreib mir an ada.king@example.com.",
        "Dat weet ik niet. Mail me op ada.king@example.com of https://ada.example/mail.",
    ],
)
def test_no_models_refusal_cites_the_contact_it_offers(refusal: str) -> None:
    assert cite(refusal, CONTACTS) == []


@pytest.mark.parametrize(
    "text", ["You can reach me at ada.king@example.com.", "My e-mail is ada.king@example.com."]
)
def test_an_answer_with_the_contact_cites_it(text: str) -> None:
    assert cite(text, CONTACTS)


def test_the_strongest_come_first_and_no_more_than_the_limit() -> None:
    everything = " ".join(section.text for section in SECTIONS)
    assert [s.id for s in cite(everything, SECTIONS)] == ["facts.role", "me.boat", "me.dog"]
    many = tuple(Section(f"me.{n}", "T", "me.txt", f"I painted wall {n}00.") for n in range(9))
    assert len(cite(" ".join(s.text for s in many), many)) == MOST_SOURCES


@pytest.mark.parametrize("seed", range(12))
def test_every_source_of_an_offline_answer_stands_where_it_says(seed: int) -> None:
    owner = random_owner(Random(seed), seed % 2)
    sections = {section.id: section for section in owner.knowledge.sections}
    for fact in owner.facts:
        for question in SEEN[fact.topic][:6]:
            turns = (Turn("user", question.format(**fact.names)),)
            text = answer(Prompt("", "", Owner("Ada"), owner.knowledge.sections, turns))
            sources = cite(text, owner.knowledge.sections)
            assert sources, text
            assert any(fact.answers[0] in source.quote for source in sources), (question, sources)
            for source in sources:
                section = sections[source.id]
                assert (source.title, source.file) == (section.title, section.file)
                assert source.quote in section.text
                assert source.quote.split(": ", 1)[-1].rstrip(".") in text
