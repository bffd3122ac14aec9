"""Which numbers of a text are to be dialled, and which are dates, times and amounts. Pure.

`NUMBER` reads a text, `as_typed`, from left to right. Its groups `phone`, and `pairs` as in
France, are phone numbers; what it matches without them is another number, taken as a whole so that
no phone number begins within it.
"""

import re

_SPACES, _DASHES = "\u00a0\u2009\u202f", "\u2010\u2011\u2012\u2013\u2014\u2015"
_TYPED = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_DASHES, "-"))
PHONE_MARKS = f"()+-./: {_SPACES}{_DASHES}"

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_POINT = " ?[./-] ?"
_TO = " ?[/-] ?"
_CLOCK = r"(?:[01]?\d|2[0-4])[.:h][0-5]\d(?::[0-5]\d)?"
_DAY_OF_MONTH = rf"{_DAY}[./]{_DAY}\.?"
_DASHED = rf"{_DAY}-{_DAY}-\d\d"
_FULL_DATES = (
    rf"{_DAY}{_POINT}{_DAY}{_POINT}{_YEAR}",
    rf"{_YEAR}{_POINT}{_MONTH}{_POINT}{_DAY}",
    rf"{_MONTH}(?:[.]| ?/ ?){_YEAR}",
)
_DATES = (
    *_FULL_DATES,
    rf"{_DAY} {_DAY} {_YEAR}(?! ?\d)",
    rf"{_YEAR} {_MONTH} {_DAY}(?! ?\d)",
    rf"{_MONTH} {_YEAR}{_TO}{_MONTH} {_YEAR}",
    rf"{_MONTH}-{_YEAR}(?!-?\d)",
    rf"{_DAY}[./]{_DAY}[./]\d\d(?![./]?\d)",
    rf"{_DASHED}(?:-{_DASHED})?(?!-?\d)",
    rf"{_DAY_OF_MONTH}{_TO}{_DAY_OF_MONTH}(?![./]\d)",
    rf"{_CLOCK}{_TO}{_CLOCK}(?![./]\d)",
    rf"{_YEAR}{_TO}(?:{_YEAR}|\d\d)",
)
_DATE = rf"(?>(?:{'|'.join(_DATES)})(?!\d))"
_SHORT_DATES = (_CLOCK, _DAY_OF_MONTH, rf"{_MONTH}[ -]{_YEAR}", _YEAR)
_MOMENTS = (
    rf"(?:(?>{_DATE}|(?:{'|'.join(_SHORT_DATES)})(?!\d))(?:{_TO}| )?){{1,12}}+"
    rf"(?![./ -]*\d)|{_DATE}"
)

# Between two digits of one number neither a date nor a second number begins.
_SAME = rf"(?![()./ -]{{1,3}}(?:{'|'.join(_FULL_DATES)})(?!\d))(?! ?/ ?\(?0)"
_DIGIT = rf"{_SAME}(?! - \(?0)[()./ -]{{0,3}}\d"
_LATE_DIGIT = rf"{_SAME}(?!{_TO} )(?! {_TO})[()./ -]{{0,2}}\d"
_END = r"(?!-?\d)"
_POINT_OR_GAP = "[. -]"
_PHONES = (
    rf"(?:\(\+\d{{1,3}}\)|\+(?=[1-9(])|00(?=[1-9])|\(0\d{{1,5}}\)|0\d)"
    rf"(?:{_DIGIT}){{5,8}}(?:{_LATE_DIGIT}){{0,7}}"
    rf"|(?:1[()./ -])?\(\d{{3}}\) ?\d{{3}}{_POINT_OR_GAP}\d{{4}}"
    rf"|(?:1{_POINT_OR_GAP})?\d{{3}}{_POINT_OR_GAP}(?!000)\d{{3}}{_POINT_OR_GAP}\d{{4}}"
    rf"|\(\d\d\) ?\d{{4,5}}-\d{{4}}"
)
_PAIRS = "|".join(  # as in France: no date has five
    rf"0[1-9](?:{mark}\d\d){{4}}(?!{mark}?\d)" for mark in (" ", "[.]", "/", "-")
)
_START = "(?<![A-Za-z0-9.+])"
_AMOUNT = r"[1-9]\d{0,2}(?:[.,'’ ]\d{3})+(?!\d)"  # noqa: RUF001
NUMBER = (
    rf"(?a:(?=[\d(+])(?:{_START}(?P<pairs>{_PAIRS})|{_MOMENTS}|{_START}(?P<phone>{_PHONES}){_END}"
    rf"|{_AMOUNT}|\d(?:[\d.,:/-]*\d)?))"
)
_LEAST_DIGITS = 8
_LEAST_NATIONAL_DIGITS, _NATIONAL_DIGITS = 9, 13
_LEAST_GROUPED_DIGITS = 10


def as_typed(text: str) -> str:
    """Give `text` with the spaces and dashes of a keyboard, which are as long as a printer's."""
    return text.translate(_TYPED)


def digits(text: str) -> str:
    """Give the digits of a phone number, without the trunk zeros: of 0041 (0)79, 4179."""
    return re.sub(r"\D", "", text.replace("(0)", "")).lstrip("0")


def is_phone(text: str) -> bool:
    """Tell what `NUMBER` took for a phone number from an amount (+12 000 000) and from a code."""
    every = re.sub(r"\D", "", text)
    if not text.startswith("+"):
        most = _NATIONAL_DIGITS + 2 if re.match("00[1-9]", every) else _NATIONAL_DIGITS
        return text.startswith("(") or _LEAST_NATIONAL_DIGITS <= len(every) <= most
    if re.fullmatch(r"\+\d{1,3}(?:[. ]\d{3})+", text):
        return len(every) >= _LEAST_GROUPED_DIGITS and 2 * every.count("0") <= len(every)
    return len(every) >= _LEAST_DIGITS and 2 * every.count("0") <= len(every)
