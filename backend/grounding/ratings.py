"""Proficiency numbers into words. Pure."""

import re
from collections.abc import Iterable

_KEYS = frozenset(
    {"proficiency", "level", "rating", "score", "expertise", "mastery", "stars"}
    | {"niveau", "nivel", "livello", "competency", "percentage", "percent"}
)
_RATED = re.compile(r"skill|languag|technolog|tool|framework|proficien|expertise|rating|level")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:/\s*(\d+)|%)")
_HIGHEST = 100
_WORDS = ((0.9, "expert"), (0.7, "advanced"), (0.5, "intermediate"), (0.25, "basic"))
_LOWEST = "beginner"
WORDS = frozenset({word for _, word in _WORDS} | {_LOWEST})


def is_rating_key(key: str) -> bool:
    """Tell whether a number under `key` says how good somebody is at something."""
    return key.lower().rsplit("_")[-1] in _KEYS


def is_rated_topic(label: str) -> bool:
    """Tell whether numbers listed under `label` say how good somebody is at each."""
    return bool(_RATED.search(label.lower()))


def share(value: object) -> float | str | None:
    """Give the number of a rating: of a scale that is yet to be found, or, as text, its own."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if 0 <= value <= _HIGHEST else None
    if isinstance(value, str) and _SHARE.fullmatch(value.strip()):
        return value.strip()
    return None


def scale(ratings: Iterable[object]) -> float:
    """Find the scale that all of some ratings are on: 0-1, 1-5, 1-10 or 0-100."""
    numbers = [rating for rating in ratings if isinstance(rating, int | float)]
    highest = max(numbers, default=0)
    if highest <= 1 and any(isinstance(number, float) for number in numbers):
        return 1
    return next(limit for limit in (5, 10, _HIGHEST) if highest <= limit)


def in_words(rating: float | str, limit: float) -> str:
    """Say a rating on the scale up to `limit` in a word."""
    if isinstance(rating, str):
        match = _SHARE.fullmatch(rating)
        number, limit = (float(match[1]), float(match[2] or 100)) if match else (0.0, 1.0)
    else:
        number = rating
    part = number / limit if limit else 0.0
    return next((word for least, word in _WORDS if part >= least), _LOWEST)
