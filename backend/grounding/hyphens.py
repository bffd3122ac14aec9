"""A word that a line end had cut at a hyphen: was the hyphen its own? Pure."""

import re
from collections import Counter

HYPHENS = "-\u2010\u00ad"

_FIRST_PARTS = frozenset(
    re.findall(
        r"\w+",
        """all anti back best big bottom brand built business co cloud cost counter cross customer
        data day decision deep double e early end event ex feature first five follow four front
        full go half hand hands hard high home in industry inter large late lead left long low
        machine market mid mission multi near next no non off on one open out part peer per point
        post pre pro problem product quasi re ready real result right risk road role self semi
        seven short single six small so socio state sub super task ten test third three time to
        top two type under up user vice web well wide work world year""",
    )
)
_LAST_PARTS = frozenset(
    re.findall(
        r"\w+",
        """alone art aware based born built case class compliant critical defined depth driven end
        ended facing first focused free friendly functional generation grade grained house in
        intensive item known language learning level like line long made making month native of
        off on one oriented out person platform point purpose quality ready related room safe
        scale sensitive series side sized source specific speed stack stage standing state step
        stop style team tenant term time to tolerant up value way week wide word year""",
    )
)


def join_hyphen(left: str, right: str, vocabulary: Counter[str]) -> str:
    """Join a line that ends in a hyphen: "real-" "time" keeps it, "fore-" "cast" does not.

    A soft hyphen is always dropped. `vocabulary` holds the words of the whole document.
    """
    if left[-1] != "-":
        return left[:-1] + right
    first = re.search(r"[\w-]*$", left[:-1])
    before = first.group() if first else ""
    if not before:
        return f"{left} {right}"
    return left + right if _is_own(before, right, vocabulary) else left[:-1] + right


def _is_own(before: str, right: str, vocabulary: Counter[str]) -> bool:
    token = right.split(maxsplit=1)[0]
    if not before[-1].islower() or not token[0].islower() or "@" in token:
        return True
    first, second = before.lower().rsplit("-", maxsplit=1)[-1], re.split(r"\W", token.lower())[0]
    joined, hyphenated = vocabulary[first + second], vocabulary[f"{first}-{second}"]
    if joined or hyphenated:
        return hyphenated >= joined
    is_listed = first in _FIRST_PARTS or second in _LAST_PARTS
    return is_listed or bool(vocabulary[first] and vocabulary[second])
