from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grounding.answers import find_answers
from grounding.search import Index, index_of, select
from grounding.spelling import nearest
from grounding.tokens import estimate_tokens
from schemas import Section
from tests.random_owners import random_owner

HOSTILE = (
    '"', "*", "NEAR(", "AND", "a AND", "OR OR", "NOT", "^x", "{a}:b", "passage:x", "-", "(((", '"a',
    "a*", "col : x", "'; DROP TABLE passage; --", "NEAR(a b, 5)", "\0", "+", "%_", "\ud800",
)  # fmt: skip
SECTIONS = (
    Section("facts.name", "Name", "facts.json", "Name: Ada", core=True),
    Section("me.boat", "My boat", "me.txt", "I colour the hull of my boat."),
    Section("me.dog", "Rex", "me.txt", "He is a dog. He sleeps."),
    Section("me.tea", "Tea", "me.txt", "私は船を作る。"),
)


def long_life(count: int) -> tuple[Section, ...]:
    sections = [
        Section(f"me.{n}", f"Year {n}", "me.txt", f"In {1900 + n} I met number {n}. " + "So. " * 40)
        for n in range(count)
    ]
    return (*SECTIONS, *sections)


def cost(sections: tuple[Section, ...]) -> int:
    return sum(estimate_tokens(f"[{s.id}] {s.title} ({s.file})\n{s.text}") for s in sections)


@pytest.mark.parametrize(
    ("word", "number"), [("boats", 1), ("Rex", 2), ("sleeping", 3), ("船", 4), ("He", 2)]
)
def test_a_word_is_found_in_any_form_in_text_or_title(word: str, number: int) -> None:
    assert number in Index(SECTIONS).find(word)


def test_british_and_american_spellings_find_each_other() -> None:
    assert "boat" in find_answers("Which color has your boat?", SECTIONS)[0].passage.text


@pytest.mark.parametrize("query", HOSTILE)
def test_the_syntax_of_full_text_search_is_text_like_any_other(query: str) -> None:
    index = Index(SECTIONS)
    index.find(query)
    find_answers(f"{query} boat {query}", SECTIONS)
    chosen = select(long_life(200), [query, f"Tell me of 1950 {query}"], budget=1_500)
    assert "me.50" in {section.id for section in chosen}
    assert index.find("boat") == {1}


def test_what_visitors_asked_is_not_remembered_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grounding.search.MOST_REMEMBERED", 3)
    index = Index(SECTIONS)
    assert [index.find(word) for word in ("a", "b", "c", "d", "boat")][-1] == {1}
    assert len(index._found) <= 3


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(0, 3_000))
def test_any_question_selects_within_the_budget_in_file_order(question: str, budget: int) -> None:
    sections = long_life(30)
    chosen = select(sections, [question], budget=budget)
    assert cost(chosen) <= budget
    places = [sections.index(section) for section in chosen]
    assert places == sorted(set(places))


def test_all_sections_are_chosen_when_they_fit() -> None:
    assert select(SECTIONS, ["x"], budget=1_000) == SECTIONS


def test_the_core_is_always_there_and_the_newest_question_weighs_most() -> None:
    sections = long_life(100)
    chosen = select(sections, ["What happened in 1910?", "And in 1977?"], budget=700)
    ids = [section.id for section in chosen]
    assert ids[0] == "facts.name"
    assert {"me.77", "me.10"} <= set(ids)
    tight = select(sections, ["What happened in 1910?", "And in 1977?"], budget=120)
    assert "me.10" not in {section.id for section in tight}
    assert "me.77" in {section.id for section in tight}


def test_a_topic_selects_what_says_it_in_other_words() -> None:
    sections = (*long_life(100), Section("me.home", "About", "me.txt", "Home is a hut in Tartu."))
    chosen = select(sections, ["where do you live"], budget=400)
    assert "me.home" in {section.id for section in chosen}


def test_an_index_serves_many_threads() -> None:
    index = index_of(random_owner(Random(1), 0).knowledge.sections)
    words = sorted(index.words)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(index.find, words * 4))
    assert all(found[: len(words)])
    assert found[: len(words)] * 4 == found


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("langauges", "languages"),
        ("univeristy", "university"),
        ("hobies", "hobbies"),
        ("scholl", "school"),
        ("dog", ""),
        ("German", ""),
        ("salary", ""),
        ("universal", ""),
    ],
)
def test_a_misspelt_word_is_mended_and_another_word_is_not(word: str, meant: str) -> None:
    known = ("languages", "university", "hobbies", "school", "dogs", "Germany", "celery")
    assert nearest(word, known) == meant
