"""facts.json, of any shape, into readable sections: one for each top-level key. Pure."""

import re
from collections.abc import Mapping

from grounding import ratings
from grounding.sections import MAX_LISTED_CHARACTERS, Draft, listing

type Json = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

_WRITTEN = {
    word.lower(): word
    for word in ("AI", "API", "AWS", "CV", "GitHub", "GitLab", "ID", "LinkedIn", "PhD", "URL")
}
_PHRASES = {"years experience": "years of experience", "email": "e-mail"}
_CORE = re.compile(
    r"\b(?:name|nickname|role|title|headline|occupation|profession|job|position|employer|company"
    r"|location|city|country|based|residence|e-?mail|mail|contact|phone|linkedin|github|gitlab"
    r"|website|homepage|url|links?|socials?|pronouns|tagline"
    r"|nombre|nom|nome|naam|beruf|wohnort|ort|ubicación|lieu|correo|contacto|kontakt)\b"
)
_MAX_CORE_CHARACTERS = 600
PERSONAL = re.compile(r"person|profile|basic|about|owner|info|identity|general|bio|contact")
_EVIDENT = re.compile(
    r"institution|school|university|college|company|employer|organi[sz]ation|event|venue|publisher"
    r"|issuer|year|dates?|location|city|country|place|link|url|website"
)
_LABEL_KEYS = (
    *("name", "title", "degree", "role", "position", "skill", "language", "technology", "tool"),
    *("topic", "project", "certification", "award", "label", "what", "question"),
)


def fact_drafts(facts: Mapping[str, Json]) -> list[Draft]:
    """Give a section for each key of `facts` that says something."""
    drafts = []
    for key, value in facts.items():
        title = humanise(key)
        title = title[:1].upper() + title[1:]
        text = "\n".join(_lines(title, value))
        if text:
            core = bool(_CORE.search(title.lower())) and len(text) <= _MAX_CORE_CHARACTERS
            drafts.append(Draft(key, title, text, core))
    return drafts


def humanise(key: str) -> str:
    """Turn a key (`years_experience`, `openSource`, `aws-region`) into words."""
    spaced = re.sub(r"[_\-\s]+", " ", key).strip()
    spaced = re.sub(r"(?<=[a-z\d])[A-Z](?=[a-z])", lambda match: f" {match[0].lower()}", spaced)
    phrase = " ".join(_WRITTEN.get(word.lower(), word) for word in spaced.split())
    return _PHRASES.get(phrase.lower(), phrase)


def scalar(value: Json) -> str:
    """Write a JSON scalar as a person would; nothing for null and for what is no scalar."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _lines(label: str, value: Json) -> list[str]:
    if isinstance(value, list):
        return _list_lines(label, value)
    if isinstance(value, dict):
        return _dict_lines(label, value)
    return [f"{label}: {scalar(value)}"] if scalar(value) else []


def _list_lines(label: str, values: list[Json]) -> list[str]:
    limit = ratings.scale(_ratings(values))
    items = [item for value in values if (item := _phrase(value, limit))]
    if any(isinstance(value, dict) for value in values) and re.search("[;,]", "".join(items)):
        return [f"{label}: {item}" for item in items]
    return listing(label, items)


def _dict_lines(label: str, value: dict[str, Json]) -> list[str]:
    numbers = [ratings.share(item) for item in value.values()]
    if value and None not in numbers and ratings.is_rated_topic(label):
        limit = ratings.scale(numbers)
        rated = zip(value, numbers, strict=True)
        return listing(label, [f"{key} ({_word(n, limit)})" for key, n in rated])
    said = [item if isinstance(item, str) else "" for item in value.values()]
    is_short = all(0 < len(text) <= MAX_LISTED_CHARACTERS for text in said)
    if said and is_short and ratings.is_rated_topic(label) and not _label_key(value):
        return listing(label, [f"{key} ({text})" for key, text in zip(value, said, strict=True)])
    is_thing = _label_key(value) and not PERSONAL.search(label.lower())
    if is_thing and not any(isinstance(item, dict | list) for item in value.values()):
        return [f"{label}: {_object(value, ratings.scale(_ratings([value])))}"]
    return [line for key, item in value.items() for line in _lines(_within(label, key), item)]


def _within(label: str, key: str) -> str:
    """Put a key in brackets behind the label of what it stands in: Skills (cloud, AWS)."""
    if label.endswith(")"):
        return f"{label[:-1]}, {humanise(key)})"
    return f"{label} ({humanise(key)})"


def _phrase(value: Json, limit: float) -> str:
    """Write any value in one line."""
    if isinstance(value, dict):
        return _object(value, limit)
    if isinstance(value, list):
        items = [item for element in value if (item := _phrase(element, limit))]
        return ("; " if any("," in item for item in items) else ", ").join(items)
    return " ".join(scalar(value).split())


def _object(value: dict[str, Json], limit: float) -> str:
    """Write an object: its name, how good at it in brackets, the rest as `key: value`.

    A school, an employer, a place and a year need no key.
    """
    label = _label_key(value)
    parts, prose, evident = list[str](), list[str](), list[str]()
    name = scalar(value.get(label)) if label else ""
    for key, item in value.items():
        number = ratings.share(item) if ratings.is_rating_key(key) else None
        text = _word(number, limit) if number is not None else _phrase(item, limit)
        if key == label or not text:
            continue
        if number is not None and name:
            name += f" ({text})"
        elif len(text) > MAX_LISTED_CHARACTERS:
            prose.append(text)
        elif (
            name and _EVIDENT.fullmatch(humanise(key).lower()) and not isinstance(item, list | dict)
        ):
            evident.append(text)
        else:
            parts.append(f"{humanise(key)}: {text}")
    head = "; ".join(filter(None, [", ".join(filter(None, [name, *evident])), *parts]))
    return ". ".join(filter(None, [head.rstrip(".") if prose else head, *prose]))


def _word(number: float | str | None, limit: float) -> str:
    return "" if number is None else ratings.in_words(number, limit)


def _label_key(value: dict[str, Json]) -> str:
    return next((key for key in _LABEL_KEYS if scalar(value.get(key))), "")


def _ratings(values: list[Json]) -> list[float | str]:
    objects = [value for value in values if isinstance(value, dict)]
    found = [ratings.share(v) for o in objects for k, v in o.items() if ratings.is_rating_key(k)]
    return [number for number in found if number is not None]
