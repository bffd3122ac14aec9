import pytest
from hypothesis import given
from hypothesis import strategies as st

from grounding.guard import REMOVED, ContactGuard

FILES = [
    "Write to ada.lovelace@example.com, or https://www.linkedin.com/in/ada-lovelace.",
    "Phone: +41 79 555 12 34. Code: github.com/ada/engine",
]
CONTACT = "ada.lovelace@example.com"


def shown(text: str, *, size: int = 1_000) -> str:
    guard = ContactGuard(FILES, contact=CONTACT)
    pieces = [guard.feed(text[i : i + size]) for i in range(0, len(text), size)]
    return "".join([*pieces, guard.flush()])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Write to ada.lovelace@exmaple.com, please.", f"Write to {CONTACT}, please."),
        ("Write to ada.lovelase@example.com!", f"Write to {CONTACT}!"),
        ("Ask hr@acme.com.", f"Ask {CONTACT}."),
        (
            "I am at linkedin.com/in/ada-lovelance",
            "I am at https://www.linkedin.com/in/ada-lovelace",
        ),
        ("Read [my blog](https://medium.com/@ada).", "Read [my blog](#)."),
        ("See https://medium.com/@ada", f"See {REMOVED}"),
        ("Call +41 79 555 12 43 now", "Call +41 79 555 12 34 now"),
        ("Call 555-123-4567.", f"Call {REMOVED}."),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 5, 1_000])
def test_contact_data_that_nobody_wrote_is_put_right_or_taken_out(
    typed: str, expected: str, size: int
) -> None:
    assert shown(typed, size=size) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Write to ada.lovelace@example.com, or [here](https://www.linkedin.com/in/ada-lovelace).",
        "My code is at github.com/ada/engine and my phone is +41 79 555 12 34.",
        "From 2009 - 2013 I grew it from 1 000 000 to 1 000 000 000 users, about 10.5 %.",
        "Node.js/TypeScript, CI/CD, numpy@1.2.3, e.g. this: a@b",
        "日本語の文章には空白がありません。メールはada.lovelace@example.comです。",
        "An emoji 👩‍🚀 and a\ttab\n\n- a list\n- of two",
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1_000])
def test_everything_else_passes_untouched(text: str, size: int) -> None:
    assert shown(text, size=size) == text


def test_an_address_that_the_visitor_wrote_is_known() -> None:
    guard = ContactGuard([*FILES, "I am bob@visitor.example"], contact=CONTACT)
    assert guard.feed("Thanks, bob@visitor.example! ") == "Thanks, bob@visitor.example! "
    assert guard.corrections == 0


def test_the_first_word_is_shown_at_once() -> None:
    assert ContactGuard(FILES).feed("Hello") == "Hello"


@pytest.mark.parametrize("size", [1, 3, 6])
def test_not_even_a_first_word_completes_a_wrong_address(size: int) -> None:
    text = shown("adalovelace@exmaple.com is my address", size=size)
    assert "exmaple" not in text
    assert CONTACT in text


def test_a_character_cut_in_two_is_joined_and_half_a_one_replaced() -> None:
    guard = ContactGuard([])
    pieces = [guard.feed("A \ud83d"), guard.feed("\ude00 and \udc00"), guard.flush()]
    assert "".join(pieces) == "A 😀 and \ufffd"


@given(st.lists(st.text(max_size=12)))
def test_a_text_without_contact_data_is_the_same_in_any_chunking(pieces: list[str]) -> None:
    guard = ContactGuard([])
    whole = "".join(pieces)
    out = "".join([*(guard.feed(piece) for piece in pieces), guard.flush()])
    assert guard.corrections or out == whole


@pytest.mark.parametrize("text", ["a" * 40_000, "1 " * 20_000, "a.b/" * 10_000, "a@" * 20_000])
def test_no_text_makes_it_slow(text: str) -> None:
    assert len(shown(text, size=4_000)) > 0
