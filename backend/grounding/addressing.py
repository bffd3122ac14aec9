"""A question about the owner by name, put as if to them: "Where does Ada live?"."""

# ruff: noqa: RUF001 (the apostrophe of typography is meant)

import re
import unicodedata
from functools import lru_cache

from grounding.topics import TOPIC_WORDS
from grounding.vocabulary import STOP_WORDS, WEAK_WORDS

_ADDRESSED = re.compile(r"\b(?:you|your|yours|yourself|u|ur)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:s?he|him|her|hers|his)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|theirs?)\b", re.IGNORECASE)
_OF_THEM = frozenset({"his", "hers", "their", "theirs"})
_NOT_OWNED = re.compile(
    r"\W*(?:$|[?.!,;]|(?:my|a|an|the|this|that|to|for|at|about|and|or|by|in|on|with|if|how)\b)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|hallo|dear|bonjour|salut|hola|ciao|good (?:morning|afternoon|evening))"
    r"(?: there)?\W+",
    re.IGNORECASE,
)
_IS = re.compile(r"(?:\b(?:is|was|are)|['’]s)\s+$", re.IGNORECASE)
_STARTS = re.compile(r"(?:^|[.?!:])\W*$")
_AGREEING = {"is": "are", "was": "were", "does": "do", "has": "have"}
_VERB = re.compile(
    r"\b(?:is|was|does|has)(?=\s+you\b)|(?<=\byou )(?:is|was|does|has)\b", re.IGNORECASE
)
_SHORT_VERB = re.compile(r"(?<=\w)['’]s(?=\s+you\b)")
_IS_IT_YOU = re.compile(
    r"\b(?:are|is)\s+(?:you|this|it)\s+(?:\w+ly\s+)?(?:the\s+\w+\s+)?you\b", re.IGNORECASE
)
_WHO = re.compile(r"^\W*(?:(?:who are|wer ist|qui est|quién es) )?you\W*$", re.IGNORECASE)
_COMMON = STOP_WORDS | WEAK_WORDS | TOPIC_WORDS


def put_to_owner(question: str, owner: str, *, earlier: str = "") -> str:
    """Put `question` to the owner in the second person, without the owner's name.

    "She" is the owner in a first message, and after an `earlier` one that speaks of them.
    """
    text = _without_name(question, owner)
    if not _ADDRESSED.search(question):
        is_named = bool(earlier) and _without_name(earlier, owner) != earlier
        if not earlier or is_named or _SHE.search(earlier):
            text = _SHE.sub(_second_person, text)
        if not earlier or _THEY.search(earlier):
            text = _THEY.sub(_second_person, text)
    if text == question:
        return question
    text = _agreeing(text)
    return text.upper() if question.isupper() else text


def _without_name(question: str, owner: str) -> str:
    named = _pattern(owner)
    if named is None:
        return question
    is_addressed = bool(_ADDRESSED.search(question))

    def put(match: re.Match[str]) -> str:
        before, after = question[: match.start()], question[match.end() :]
        if _GREETING.fullmatch(before) or (not before.strip() and re.match(r"\s*[,!:]", after)):
            return ""
        if before.rstrip().endswith(",") and not re.search(r"\w", after):
            return ""
        is_as_written = match["name"].split()[0] in owner.split()
        is_word = match["name"].lower() in _COMMON
        if (is_word or is_addressed) and not is_as_written:
            return match[0]
        if (is_word and _STARTS.search(before)) or _is_other(before, after, match):
            return match[0]
        return "your" if match["of"] else "you"

    return named.sub(put, question)


def _is_other(before: str, after: str, match: re.Match[str]) -> bool:
    """Tell the name of something else that holds the owner's: Okoye Consulting, Santa Cruz."""
    others = before.split()
    is_inside = len(others) > 1 and others[-1].istitle() and before.endswith(" ")
    goes_on = re.match(r"(?:-|\s+&?\s*)[A-Z][a-z]", after) and not match["of"]
    return is_inside or (bool(goes_on) and not _IS.search(before))


@lru_cache(maxsize=8)
def _pattern(owner: str) -> re.Pattern[str] | None:
    """Match any run of the words of a name that starts with one written with a capital."""
    every = [*owner.split(), *_bare(owner).split()]
    proper = [word for word in every if len(word) > 1 and word[0] != word[0].lower()]
    if not proper:
        return None
    first, other = ("|".join(map(re.escape, dict.fromkeys(w))) for w in (proper, every))
    return re.compile(
        rf"(?:\b(?:Dr|Mrs?|Ms|Mx|Prof|Professor|Frau|Herr)\.?\s+)?"
        rf"\b(?P<name>(?:{first})(?:\s+(?:{other}))*)(?P<of>['’]s?|s)?(?!\w)",
        re.IGNORECASE,
    )


def _bare(text: str) -> str:
    """Take the accents off, as who has no key for them writes."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _second_person(match: re.Match[str]) -> str:
    word, after = match[0].lower(), match.string[match.end() :]
    is_owned = word in _OF_THEM or (word == "her" and not _NOT_OWNED.match(after))
    return "your" if is_owned else "you"


def _agreeing(text: str) -> str:
    text = re.sub(rf"{_GREETING.pattern}(?=\w)", "", text, flags=re.IGNORECASE)
    text = _SHORT_VERB.sub(" are", text.strip(" ,!:\n"))
    text = _VERB.sub(lambda match: _AGREEING[match[0].lower()], text)
    if _WHO.match(text):
        return "Tell me about you"
    return _IS_IT_YOU.sub("are you a real person", text)
