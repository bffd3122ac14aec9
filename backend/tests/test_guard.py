import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grounding.contacts import Contacts
from grounding.guard import REMOVED, ContactGuard

FILES = Contacts(
    [
        "Write to ada.lovelace@example.com, or https://www.linkedin.com/in/ada-lovelace.",
        "Phone: +41 79 555 12 34. Code: github.com/ada/engine and Node.js/TypeScript. See ada.dev.",
        "I made https://github.com/ada/lowtide-core, https://ada.example/talk-1 and talk-2.",
        "Acme, 01/2015 - 08/2018. Babbage & Co, 09/2018 - 12/2020. Started on 01.09.2018.",
    ]
)
CONTACT = "ada.lovelace@example.com"
PHONE = "+41 79 555 12 34"


def shown(text: str, *, size: int = 1_000, asked: str = "") -> str:
    guard = ContactGuard(FILES, visitors=Contacts([asked]), contact=CONTACT)
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
        (
            "Call +41 79 555 12 35, or 030 1234567, or mail.",
            f"Call {PHONE}, or {REMOVED}, or mail.",
        ),
        ("Call +41 79 555 21 35.", f"Call {REMOVED}."),
        ("Call 079 555 12 34 or +49 79 555 12 34.", f"Call {PHONE} or {PHONE}."),
        ("See https://github.com/ada/lowtide-cor.", "See https://github.com/ada/lowtide-core."),
        ("See https://github.com/ada/lowtide-cool.", f"See {REMOVED}."),
        ("See https://ada.example/talk-3.", f"See {REMOVED}."),
        ("See https://ada.example/notes", f"See {REMOVED}"),
        ("See https://linkedn.com/in/ada-lovelace", f"See {REMOVED}"),
        ("See linkedin.com/in/charles", f"See {REMOVED}"),
        ("See [it](gitlab.com/ada) or evil-bank.com/login.", f"See [it](#) or {REMOVED}."),
        ("http://en.wikipedia.org/wiki/Ada has it.", f"{REMOVED} has it."),
        ("www.wikipedia.org has it.", f"{REMOVED} has it."),
        ("HTTPS://en.wikipedia.org/wiki/Ada has it.", f"{REMOVED} has it."),
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
        "Ich bin seit dem 01.09.2018 bei Acme, vorher 01/2015 - 08/2018; am 01.09.2019 nicht.",
        "At Acme (01/2015 - 08/2018), from 01/2015 - 12/2020 in total, at Y (09/2018 - 12/2021).",
        "Open between 08.00 - 17.00, closed on 05.12.2026, for +12 000 000 EUR.",
        "B.Sc/M.Sc in Lausanne, then main.py/utils.py and Vue.js/Nuxt over socket.io/websockets.",
        "I know Node.js/React, CI/CD and asp.net/c#; my site is https://ada.dev, www... or https://…",
        "An emoji 👩‍🚀 and a\ttab\n\n- a list\n- of two",
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1_000])
def test_everything_else_passes_untouched(text: str, size: int) -> None:
    assert shown(text, size=size) == text


@pytest.mark.parametrize(
    "asked",
    [
        "bob@visitor.example",
        "https://visitor.example/bob",
        "+49 30 1234567",
        "info@visitor.example",
    ],
)
def test_what_the_visitor_wrote_is_known(asked: str) -> None:
    text = f"Thanks, {asked} it is! "
    assert shown(text, asked=f"I am at {asked}, ok?") == text
    assert shown(text) != text


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("ada.lovelase@example.com", CONTACT),
        ("ada.lovelace@gmail.com", CONTACT),
        ("lovelace@example.com", CONTACT),
        ("+41 79 555 12 43", PHONE),
        ("https://github.com/ada/lowtide-cora", "https://github.com/ada/lowtide-core"),
    ],
)
def test_a_near_miss_that_the_visitor_wrote_is_put_right(asked: str, right: str) -> None:
    text = shown(f"Yes, it is {asked}.", asked=f"is it {asked} ?")
    assert text == f"Yes, it is {right}."


def test_a_visitor_who_is_called_like_somebody_in_the_files_keeps_their_address() -> None:
    files = Contacts([f"{CONTACT}; my reference is thomas@acme.example"])
    asked = Contacts(["I am Thomas, thomas@northwind.example"])
    guard = ContactGuard(files, visitors=asked, contact=CONTACT)
    text = "So I write to thomas@northwind.example, Thomas."
    assert guard.feed(text) + guard.flush() == text


@pytest.mark.parametrize("word", ["Hello", "What", "Httpd"])
def test_the_first_word_is_shown_at_once(word: str) -> None:
    assert ContactGuard(FILES).feed(word) == word


@pytest.mark.parametrize("size", [1, 3, 6])
def test_not_even_a_first_word_completes_a_wrong_address(size: int) -> None:
    text = shown("adalovelace@exmaple.com is my address", size=size)
    assert "exmaple" not in text
    assert CONTACT in text


def test_a_character_cut_in_two_is_joined_and_half_a_one_replaced() -> None:
    guard = ContactGuard(Contacts([]))
    pieces = [guard.feed("A \ud83d"), guard.feed("\ude00 and \udc00"), guard.flush()]
    assert "".join(pieces) == "A 😀 and \ufffd"


@settings(deadline=None)
@given(st.lists(st.text(max_size=12)))
def test_a_text_without_contact_data_is_the_same_in_any_chunking(pieces: list[str]) -> None:
    guard = ContactGuard(Contacts([]))
    whole = "".join(pieces)
    out = "".join([*(guard.feed(piece) for piece in pieces), guard.flush()])
    assert guard.corrections or out == whole


@pytest.mark.parametrize("text", ["a" * 40_000, "1 " * 20_000, "a.b/" * 10_000, "a@" * 20_000])
def test_no_text_makes_it_slow(text: str) -> None:
    assert len(shown(text, size=4_000)) > 0
