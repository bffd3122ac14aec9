"""The years in which something began and ended, as a line of a CV has them."""

# ruff: noqa: RUF001 (dates are written with any dash)

import re

NEVER, STILL = 0, 9999

_YEAR = r"(?:1[89]|20)\d\d"
_LONE = re.compile(rf"\b{_YEAR}\b")
_SINCE = re.compile(rf"\b({_YEAR})\)?\s*[-–—]")
_MONTH = r"[\d./-]{0,6}?\s*[^\s\d,;()]{0,20}\s*(?:(?:de|of)\s+)?"
_SPAN = re.compile(rf"({_YEAR})\)?\s*[-–—]\s*\(?{_MONTH}({_YEAR})")


def has_year(text: str) -> bool:
    """Tell whether `text` names a year."""
    return bool(_LONE.search(text))


def began(text: str) -> int:
    """Give the first of the years in `text`, which names one."""
    return min(map(int, _LONE.findall(text)))


def ended(text: str) -> int:
    """Give the year that ends the first span of years in `text`; STILL when none does."""
    span = _SPAN.search(text)
    return int(span[2]) if span else STILL


def studied(text: str) -> tuple[int, int]:
    """Give when studies began, or NEVER, and ended, or STILL; a year alone is that of a degree."""
    starts = [int(year) for year in _SINCE.findall(text)]
    is_over = len(starts) == len(_SPAN.findall(text))
    ends = [int(year) for year in _LONE.findall(text)] if is_over else []
    return min(starts, default=NEVER), max(ends, default=STILL)
