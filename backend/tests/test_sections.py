"""Sections and sentences: what an answer may quote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grounding.facts import Json, fact_drafts
from grounding.owner import find_owner
from grounding.prose import prose_drafts
from grounding.sections import (
    MAX_SECTION_CHARACTERS,
    MAX_SENTENCE_CHARACTERS,
    Draft,
    sentences,
    to_sections,
)
from schemas import Link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I build boats. I sail them!", ["I build boats.", "I sail them!"]),
        ("Dr. Ada Lovelace met Mr. Babbage.", ["Dr. Ada Lovelace met Mr. Babbage."]),
        ("I hold a B.Sc. in Physics, i.e. atoms.", ["I hold a B.Sc. in Physics, i.e. atoms."]),
        ("My Ph.D. Thesis won. Nice.", ["My Ph.D. Thesis won.", "Nice."]),
        (
            "It cost 3.5 million. See https://a.example/x.y for more.",
            ["It cost 3.5 million.", "See https://a.example/x.y for more."],
        ),
        ("I know J. R. R. Tolkien by heart.", ["I know J. R. R. Tolkien by heart."]),
        ("So did I. Then we left.", ["So did I.", "Then we left."]),
        ("Tools:\n- Python 3.12\n* Rust\n1. Go", ["Tools:", "Python 3.12", "Rust", "Go"]),
        ("## Early years\nBorn in 1984. Moved.", ["Early years", "Born in 1984.", "Moved."]),
        ("Seit dem 3. Mai in Bonn. Davor Köln.", ["Seit dem 3. Mai in Bonn.", "Davor Köln."]),
        ("私は船を作る。海が好き！", ["私は船を作る。", "海が好き！"]),
        ("मैं लिखता हूँ। मैं पढ़ता हूँ।", ["मैं लिखता हूँ।", "मैं पढ़ता हूँ।"]),
        (
            "“Ship it.” That was all (really). Yes?",
            ["“Ship it.”", "That was all (really).", "Yes?"],
        ),
        (
            "I hold a B.Sc. I love art. Fig. 3 is No. 1.",
            ["I hold a B.Sc.", "I love art.", "Fig. 3 is No. 1."],
        ),
        ("Wait... what? no", ["Wait... what?", "no"]),
        (" \n -\n--\n", []),
    ],
)
def test_a_text_is_split_where_a_person_would(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_without_an_end_is_cut_between_words() -> None:
    pieces = sentences("word, " * 500)
    assert all(len(piece) <= MAX_SENTENCE_CHARACTERS for piece in pieces)
    assert set(pieces[0].split()) == {"word,"}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("abI3 .!?\n-•。\"')“#éд\t\r\u2028"), max_size=600))
def test_every_sentence_is_found_in_its_text_in_order(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        assert sentence == sentence.strip()
        at = text.index(sentence, at) + len(sentence)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_no_word_is_lost(text: str) -> None:
    kept = "".join(sentences(text))
    assert sum(map(str.isalpha, kept)) == sum(map(str.isalpha, text))


def facts(**values: Json) -> dict[str, str]:
    return {s.id: s.text for s in to_sections("facts.json", fact_drafts(values))}


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("current_role", "Engineer at Acme", "Current role: Engineer at Acme"),
        ("years_experience", 7, "Years of experience: 7"),
        ("openToRelocation", False, "Open to relocation: no"),
        ("linkedin", "linkedin.com/in/ada", "LinkedIn: linkedin.com/in/ada"),
        ("specialties", ["Rust", "boats"], "Specialties: Rust, boats"),
        ("cities", ["Bonn, Germany", "Rome"], "Cities: Bonn, Germany; Rome"),
        ("motto", ["Ship it. Then sleep.", "Eat"], "Motto: Ship it. Then sleep.\nMotto: Eat"),
        (
            "education",
            [{"degree": "B.Eng", "institution": "Benin", "year": "2018", "grade": None}],
            "Education: B.Eng, Benin, 2018",
        ),
        (
            "skills",
            [{"name": "Python", "proficiency": 95}, {"name": "Go", "proficiency": 30}],
            "Skills: Python (expert), Go (basic)",
        ),
        ("skills", {"python": 5, "go": 3}, "Skills: python (expert), go (intermediate)"),
        ("languages", {"German": 0.95, "Igbo": 0.1}, "Languages: German (expert), Igbo (beginner)"),
        ("tools", [{"tool": "vim", "rating": "8/10"}], "Tools: vim (advanced)"),
        ("metrics", {"users": 95}, "Metrics (users): 95"),
        (
            "contact",
            {"email": "a@example.com", "web": {"blog": "a.example"}},
            "Contact (e-mail): a@example.com\nContact (web, blog): a.example",
        ),
        ("matrix", [["a", "b"], ["c"]], "Matrix: a, b; c"),
    ],
)
def test_a_fact_reads_as_a_sentence_with_its_keys_words(key: str, value: Json, text: str) -> None:
    assert list(facts(**{key: value}).values()) == [text]


@pytest.mark.parametrize("value", [None, "", [], {}, [None, ""], {"a": None}, [[]]])
def test_a_fact_that_says_nothing_has_no_section(value: Json) -> None:
    assert facts(nothing=value) == {}


def test_ids_are_slugs_in_any_script_and_unique() -> None:
    assert list(facts(**{"current_role": "a", "职业": "b", "Current Role!": "c", "?": "d"})) == [
        "facts.current_role",
        "facts.职业",
        "facts.current-role",
        "facts.section",
    ]
    drafts = [Draft("x", "X", "1"), Draft("x-2", "X", "2"), Draft("X", "X", "3")]
    assert [s.id for s in to_sections("me.txt", drafts)] == ["me.x", "me.x-2", "me.x-3"]


def test_who_the_owner_is_stands_in_every_prompt_and_little_else() -> None:
    given: dict[str, Json] = {"name": "Ada", "email": "a@example.com", "hobbies": ["tea"]}
    cores = {d.key: d.core for d in fact_drafts(given)}
    assert cores == {"name": True, "email": True, "hobbies": False}
    long = [{"url": f"https://a.example/{n}", "name": "n"} for n in range(99)]
    assert not fact_drafts({"links": [dict(item) for item in long]})[0].core


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=12), json_values, max_size=5))
def test_facts_of_any_shape_become_sections_that_say_something(values: dict[str, Json]) -> None:
    sections = to_sections("facts.json", fact_drafts(values))
    assert len({section.id for section in sections}) == len(sections)
    assert all(section.text.strip() for section in sections)
    find_owner(values)


MARKDOWN = """\
I write software that
people like.

# Sea
I sail.

I swim.
## Things I own:

- a boat
- a kayak
"""


def test_a_text_has_a_section_for_each_paragraph_and_heading() -> None:
    sections = to_sections("me.txt", prose_drafts("About me", MARKDOWN))
    assert [(s.id, s.title, s.text) for s in sections] == [
        ("me.1", "About me", "I write software that\npeople like."),
        ("me.sea", "Sea", "I sail.\nI swim."),
        ("me.things-i-own", "Things I own:", "- a boat\n- a kayak"),
    ]


def test_paragraphs_are_numbered_and_a_list_keeps_its_lead_in() -> None:
    drafts = prose_drafts("Summary", "First.\r\n\r\nI like:\r\n\r\n- tea\r\n- rain\r\n", core=True)
    assert [(d.key, d.title, d.text, d.core) for d in drafts] == [
        ("1", "Summary, part 1", "First.", True),
        ("2", "Summary, part 2", "I like:\n- tea\n- rain", False),
    ]


def test_lines_that_an_editor_wrapped_are_joined_and_lists_are_not() -> None:
    wrapped = "I have spent the last fifteen years building platforms for\nflood forecasts."
    assert prose_drafts("", wrapped)[0].text == wrapped.replace("\n", " ")
    lines = "Built the ingestion pipeline for satellite imagery in Norway\nLed a team of nine"
    assert prose_drafts("", lines)[0].text == lines


def test_a_text_without_a_paragraph_is_cut_between_sentences() -> None:
    text = "I wrote this sentence again. " * 400
    sections = to_sections("me.txt", prose_drafts("About me", text))
    assert all(len(section.text) <= MAX_SECTION_CHARACTERS for section in sections)
    assert " ".join(section.text for section in sections) == text.strip()


@pytest.mark.parametrize(
    ("given_facts", "name", "title"),
    [
        ({"full_name": "Samuel Kalu", "name": "eskay"}, "Samuel Kalu", ""),
        ({"firstName": "Ada", "lastName": "King"}, "Ada King", ""),
        ({"personal_info": {"name": "Bo Li", "title": "Cook"}}, "Bo Li", "Cook"),
        ({"cat": {"name": "Tom"}}, "From PDF", "Headline"),
        (
            {"name": "Bo", "current_role": {"title": "CTO", "company": "Acme"}},
            "Bo",
            "CTO at Acme",
        ),
        ({"name": "Bo", "role": "Cook at Inn", "company": "Inn"}, "Bo", "Cook at Inn"),
    ],
)
def test_the_owner_is_found_in_facts_of_many_shapes(
    given_facts: dict[str, Json], name: str, title: str
) -> None:
    owner = find_owner(given_facts, name="From PDF", headline="Headline")
    assert (owner.name, owner.title or "") == (name, title or "Headline")


def test_links_are_as_written_and_each_is_named_once() -> None:
    owner = find_owner(
        {
            "name": "Bo",
            "linkedin": "linkedin.com/in/bo-li",
            "links": [{"label": "code", "url": "https://github.com/bo"}],
            "education": [{"school": "X", "url": "https://x.example"}],
        },
        contact=("bo.li@example.com", "www.linkedin.com/in/bo-li-123 (LinkedIn)"),
    )
    assert owner.links == (
        Link("LinkedIn", "https://linkedin.com/in/bo-li"),
        Link("GitHub", "https://github.com/bo"),
        Link("E-mail", "mailto:bo.li@example.com"),
    )
    assert owner.contact == "bo.li@example.com"
    assert find_owner({"name": "Bo", "linkedin": "linkedin.com/in/b"}).contact == (
        "linkedin.com/in/b"
    )


@pytest.mark.parametrize(
    ("given_facts", "contact"),
    [
        (
            {"current_company": "Acme (press: hr@acme.example)", "email": "a@b.example"},
            "a@b.example",
        ),
        ({"manager": "Bob <bob@c.example>", "contact": {"email": "a@b.example"}}, "a@b.example"),
        ({"manager_email": "bob@c.example", "e-mail": "a@b.example"}, "a@b.example"),
        (
            {"contact": {"manager": {"email": "bob@c.example"}, "mail": "a@b.example"}},
            "a@b.example",
        ),
        ({"about": "Ask hr@acme.example.", "Reach": "a@b.example"}, "a@b.example"),
        ({"emails": {"work": "a@b.example", "home": "c@b.example"}}, "a@b.example"),
        ({"links": [{"label": "E-mail", "url": "mailto:a@b.example"}]}, "a@b.example"),
        ({"contact": "Write to a@b.example."}, "a@b.example"),
        ({"contact": {"details": {"address": "a@b.example"}}}, "a@b.example"),
        ({"wordpress": "https://a.wordpress.example/"}, "https://a.wordpress.example/"),
        ({"education": "ETH (https://ethz.example/x)", "company": "https://acme.example"}, ""),
        ({"manager": "bob@c.example", "digital": "See https://a.example/x."}, ""),
        ({"bio": "I wrote https://paper.example/x for hr@acme.example."}, ""),
        ({"personal": {"online": {"code": "https://git.example/a"}}}, "https://git.example/a"),
    ],
)
def test_the_contact_is_the_owners_and_nobody_elses(
    given_facts: dict[str, Json], contact: str
) -> None:
    assert find_owner(given_facts).contact == contact


def test_the_profiles_contact_comes_before_an_address_under_any_key() -> None:
    facts: dict[str, Json] = {"friend": "bob@c.example", "about": "Ask hr@acme.example."}
    assert find_owner(facts, contact=("a@b.example",)).contact == "a@b.example"
