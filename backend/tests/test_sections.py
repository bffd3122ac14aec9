"""Sections and sentences: what an answer may quote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grounding.sections import MAX_SENTENCE_CHARACTERS, sentences


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
