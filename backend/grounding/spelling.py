"""The word that a misspelt one was meant to be. Pure."""

from collections.abc import Iterable

_LEAST_LENGTH = 5
_LONG = 8


def nearest(word: str, known: Iterable[str], *, most: int = 2) -> str:
    """Give the known word that one slip away is `word`; two slips in a long word; else nothing.

    A slip is a letter too many, missing, wrong, or swapped with its neighbour.
    """
    if len(word) < _LEAST_LENGTH:
        return ""
    limit = most if len(word) >= _LONG else 1
    rivals = (
        (distance, other)
        for other in known
        if abs(len(other) - len(word)) <= limit
        and other[:1] == word[:1]
        and not other.startswith(word)
        and not word.startswith(other)
        and (distance := slips(word, other, limit)) <= limit
    )
    return min(rivals, default=(0, ""))[1]


def slips(one: str, other: str, limit: int) -> int:
    """Count the slips between two words (optimal string alignment); over `limit` it is rough."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, rival in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != rival))
            if row > 1 < column and letter == other[column - 2] and one[row - 2] == rival:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, last = last, current
    return last[-1]
