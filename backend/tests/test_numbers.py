"""Dates, times and amounts are no phone numbers, in whichever country they are written."""

import re
import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grounding.contacts import Contacts
from grounding.guard import REMOVED, ContactGuard
from grounding.numbers import NUMBER, as_typed, is_phone

NUMBERS = re.compile(NUMBER)


def phones(text: str) -> list[str]:
    found = (m for m in NUMBERS.finditer(as_typed(text)) if m["phone"] or m["pairs"])
    return [text[m.start() : m.end()] for m in found if is_phone(m.group())]


PHONES = (
    *("030/1234567", "030 1234567", "(030) 1234567", "030 / 123 45 67", "030 - 123 45 67"),
    *("0171-1234567", "0171 12 34 567", "01711234567", "0221-1234-567", "(089) 12345"),
    *("020 7946 0958", "(020) 7946 0958", "07700 900123", "0161 496 0000", "01632 960 001"),
    *("01 23 45 67 89", "01.23.45.67.89", "01-23-45-67-89", "0123456789", "01.12.11.10.09"),
    *("06-12345678", "06 12 34 56 78", "010-1234567", "044 668 18 00", "079 555 12 34"),
    *("02 12345678", "08-123 456 78", "070-123 45 67", "(02) 9374 4000", "0412 345 678"),
    *("03-1234-5678", "090-1234-5678", "022 2345 6789", "098765 43210", "(11) 91234-5678"),
    *("(415) 555-0132", "(415)555-0132", "415-555-0132", "415.555.0132", "415 555-0132"),
    *("1-415-555-0132", "+1 (415) 555-0132", "+14155550132", "+1 415.555.0132"),
    *("+31 6 12345678", "+31 6 12 34 56 78", "+41 (0)79 555 12 34", "(+41) 79 555 12 34"),
    *("+44 (0)20 7946 0958", "+49-30-1234567", "+49 30 / 123 45 67", "+49 (30) 1234-5678"),
    *("+34 612 345 678", "+48 501 234 567", "+33 1 02 03 04 05", "+33 1.02.03.04.05"),
    *("+7 495 123-45-67", "+91 98765 43210", "+55 11 91234-5678", "0041 79 555 12 34"),
    *("+41\u00a079\u00a0555\u00a012\u00a034", "415\u2011555\u20110132"),
)
NO_PHONES = (
    *("01.09.2018", "01/2015 - 08/2018", "(01/2015 - 08/2018)", "05/2019 - 03/2021 2 years"),
    *("01.09.2018-31.12.2020", "01.09.18-31.12.20 3 Jahre", "01/09/18-31/12/20"),
    *("01-2015 - 08-2018 3 y", "01-2015-08-2018", "01.2015-08.2018", "09 2018 12 2020"),
    *("09 2018 - 12 2020 2 ans", "01 09 2018 - 31 12 2020", "2018 09 01 - 2020 12 31"),
    *("2018. 09. 01. - 2020. 12. 31.", "01. 09. 2018 - 31. 12. 2020", "01.09.-15.09.2018 3 Tage"),
    *("2018-09-01T08:00:00+02:00", "09/2018 - 2020 and 01/2021 - 05/2022", "2018/19 - 2020/21"),
    *("08.00 - 17.00 30 Minuten", "08.00-12.00 13.00-17.00", "08.00 12.00 13.00", "00:00 - 23:59"),
    *("01/2015/02/2016", "02.03.2019/04.05.2020", "01/2015–08/2018", "C++11 2014 2017 20"),
    *("+12 000 000 EUR", "+12 500 000", "+12.345.678 EUR", "+123 456 789", "1 000 000 000"),
    *("1'000'000'000", "1.000.000.000", "0,5 - 0,75", "0.123456789", "0000-0002-1825-0097"),
    *("978-3-16-148410-0", "0f8fad5b-d9cb-469f-a165-70867728950e", "127.000.000.001"),
)
FRAMES = (
    *("{}", "Call {}.", "tel:{}", "Tel. {} now", "電話は{}です", "({})", "**{}**", "{}, or never"),
    *("1. {}", "since 01.09.2018 {}", "{} - 01.09.2018", "{} / 12.10.2018", "x\n{}\ny"),
)


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_number_is_found_whole_wherever_it_stands(phone: str) -> None:
    assert {frame: phones(frame.format(phone)) for frame in FRAMES} == {f: [phone] for f in FRAMES}


def test_two_phone_numbers_in_a_row_are_two() -> None:
    assert phones("030 1234567 / 0171 1234567") == ["030 1234567", "0171 1234567"]
    assert phones("+41 79 555 12 34 - +41 44 668 18 00") == ["+41 79 555 12 34", "+41 44 668 18 00"]


@pytest.mark.parametrize("text", NO_PHONES)
def test_other_numbers_are_none(text: str) -> None:
    assert {frame: phones(frame.format(text)) for frame in FRAMES} == {f: [] for f in FRAMES}


FORMATS = (
    *("%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y"),
    *("%d. %m. %Y", "%d %m %Y", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y. %m. %d.", "%Y年%m月%d日"),
    *("%d %b %Y", "%B %d, %Y", "%m/%Y", "%m.%Y", "%m-%Y", "%m %Y", "%Y-%m", "%Y/%m", "%Y", "%b %Y"),
    *("%d.%m.", "%d/%m", "%H.%M", "%H:%M", "%H:%M:%S", "%Hh%M", "%Y-%m-%dT%H:%M:%S"),
    *("%d.%m.%Y %H:%M", "%d.%m.%Y, %H.%M"),
)
RANGES = ("{}", "{} - {}", "{}-{}", "{} – {}", "({} - {})", "from {} to {}", "{} / {}", "{}, {}")
TAILS = ("", " (3 years)", " at Acme", ", 12 people", ".", " Uhr")
lifetime = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2099, 12, 31))  # noqa: DTZ001


@st.composite
def dated_texts(draw: st.DrawFn) -> str:
    """Write periods, each in one format, as a CV has them."""
    form, shape = draw(st.sampled_from(FORMATS)), draw(st.sampled_from(RANGES))
    moments = [draw(lifetime).strftime(form) for _ in range(2)]
    return shape.format(*moments) + draw(st.sampled_from(TAILS))


@settings(max_examples=500, deadline=None)
@given(
    st.lists(dated_texts(), max_size=4),
    st.sampled_from(["\n", "; ", " und ", ", dann "]),
    st.integers(1, 9),
)
def test_a_text_of_dates_passes_untouched_in_any_chunking(
    texts: list[str], mark: str, size: int
) -> None:
    text = mark.join(texts)
    guard = ContactGuard(Contacts(["My time: 09/2018 - 12/2020, 01.09.2018, +41 79 555 12 34"]))
    pieces = [guard.feed(text[i : i + size]) for i in range(0, len(text), size)]
    assert "".join([*pieces, guard.flush()]) == text
    assert guard.corrections == 0


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PHONES), st.sampled_from(FRAMES), dated_texts(), st.integers(1, 9))
def test_a_made_up_phone_number_is_taken_out_in_any_chunking(
    phone: str, frame: str, dates: str, size: int
) -> None:
    text = f"{dates}, {frame.format(phone)}, {dates}"
    guard = ContactGuard(Contacts(["+41 79 555 99 99"]))
    pieces = [guard.feed(text[i : i + size]) for i in range(0, len(text), size)]
    assert "".join([*pieces, guard.flush()]) == text.replace(phone, REMOVED)


@pytest.mark.parametrize(
    "text",
    ["2010-" * 800 + "7", "01.09." * 3_000 + "7", "0 " * 20_000, "01 " * 10_000, "(0" * 9_000],
)
def test_no_numbers_make_it_slow(text: str) -> None:
    start = time.monotonic()
    phones(text)
    assert time.monotonic() - start < 2
