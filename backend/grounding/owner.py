"""Who the twin speaks for, found in facts.json of any shape and in the profile. Pure."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from grounding.facts import PERSONAL, Json, humanise, scalar
from schemas import Link, Owner

_FULL_NAMES = ("full name", "fullname", "display name", "legal name")
_NAMES = ("name", "nombre", "nom", "nome", "naam", "preferred name", "nickname")
_FIRST = ("first name", "firstname", "given name", "vorname", "prénom")
_LAST = ("last name", "lastname", "surname", "family name", "nachname")
_TITLES = ("current role", "current title", "current position", "job title", "title", "headline")
_ROLES = ("role", "position", "occupation", "profession", "job", "beruf", "puesto", "poste")
_EMPLOYERS = ("current company", "current employer", "company", "employer", "organization")
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"']+|(?<![@\w.])(?:[\w-]+\.)+[a-z]{2,}/[^\s<>()\"']+",
    re.IGNORECASE,
)
_LABELS = {
    "linkedin.": "LinkedIn", "github.": "GitHub", "gitlab.": "GitLab", "twitter.": "Twitter",
    "x.com": "X", "mastodon": "Mastodon", "youtube.": "YouTube", "medium.": "Medium",
    "bsky.": "Bluesky", "scholar.google": "Google Scholar", "orcid.": "ORCID",
}  # fmt: skip
_EMAIL_KEY = re.compile(
    r"(?:(?:my|work|business|personal|private|public|primary|main|contact) )?"
    r"(?:e[- ]?mails?|mail|correo(?: electrónico)?|courriel)(?: address(?:es)?| adresse)?"
)
_LINKS = re.compile(
    r"link|url|site|web|page|blog|portfolio|social|\bgit|e[- ]?mail|profiles"
    r"|contact|kontakt"
)
_OTHERS = re.compile(
    r"company|employer|organi[sz]ation|school|universit|college|education|manager|boss|reference"
    r"|client|project|product|award|\bpress"
)
_MAX_LINKS = 8


def find_owner(
    facts: Mapping[str, Json], *, name: str = "", headline: str = "", contact: tuple[str, ...] = ()
) -> Owner:
    """Find the owner in their facts; else in the name, headline and contact of their profile."""
    email, urls = _email(facts, contact), list(_urls(facts, contact))
    links = [Link(_label(url), url if "://" in url else f"https://{url}") for url in urls]
    if email:
        links.append(Link("E-mail", f"mailto:{email}"))
    linkedin = next((url for url in urls if "linkedin." in url.lower()), "")
    return Owner(
        name=_name(facts) or name or "the owner of this site",
        title=_title(facts) or headline,
        links=tuple(links[:_MAX_LINKS]),
        contact=email or linkedin or (urls[0] if urls else ""),
    )


def _name(facts: Mapping[str, Json]) -> str:
    parts = (_lookup(facts, _FIRST), _lookup(facts, _LAST))
    full = _lookup(facts, _FULL_NAMES)
    return full or (" ".join(parts) if all(parts) else "") or _lookup(facts, _NAMES) or parts[0]


def _title(facts: Mapping[str, Json]) -> str:
    current = next((v for k, v in facts.items() if "current" in k and isinstance(v, dict)), {})
    title = _lookup(current, _TITLES + _ROLES) or _lookup(facts, _TITLES + _ROLES)
    employer = _lookup(current, _EMPLOYERS) or _lookup(facts, _EMPLOYERS)
    if title and employer and employer.lower() not in title.lower():
        return f"{title} at {employer}"
    return title


def _lookup(facts: Mapping[str, Json], keys: tuple[str, ...]) -> str:
    """Give the text under the first of `keys`: at the top, or in an object about the person."""
    for level in _about_person(facts):
        folded = {humanise(key).lower(): value for key, value in level.items()}
        for key in keys:
            if text := " ".join(scalar(folded.get(key)).split()):
                return text
    return ""


def _about_person(facts: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    """Give what has the person's own keys: the top, and the objects about the person."""
    about = [v for k, v in facts.items() if isinstance(v, dict) and PERSONAL.search(k.lower())]
    return [facts, *about]


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


def _contact_texts(facts: Mapping[str, Json]) -> Iterator[str]:
    """Give the texts under keys that tell how to reach or read the person."""
    for level in _about_person(facts):
        for key, value in level.items():
            name = humanise(key).lower()
            if _LINKS.search(name) and not _OTHERS.search(name):
                yield from _texts(value)


def _lone_texts(facts: Mapping[str, Json]) -> Iterator[str]:
    """Give the texts of a single word about the person, whatever their key."""
    top, *about = _about_person(facts)
    strings = {key: value for key, value in top.items() if isinstance(value, str)}
    for key, value in chain(strings.items(), *(level.items() for level in about)):
        if not _OTHERS.search(key.lower()):
            yield from (text for text in _texts(value) if len(text.split()) == 1)


def _email(facts: Mapping[str, Json], contact: tuple[str, ...]) -> str:
    """Find the person's e-mail: under its own key, near it, in the profile, or by itself."""
    own = (
        text
        for level in _about_person(facts)
        for key, value in level.items()
        if _EMAIL_KEY.fullmatch(humanise(key).lower())
        for text in _texts(value)
    )
    texts = (*own, *_contact_texts(facts), *contact, *_lone_texts(facts))
    return next((match.group() for match in map(_EMAIL.search, texts) if match), "")


def _urls(facts: Mapping[str, Json], contact: tuple[str, ...]) -> Iterator[str]:
    """Give each address once, as written; the profile's only where the facts lack its site."""
    seen: set[str] = set()
    own = (*_contact_texts(facts), *_lone_texts(facts))
    for texts, key in ((own, _address), (contact, _label)):
        for url in [url.rstrip(".,;:!?") for text in texts for url in _URL.findall(text)]:
            if not seen & {_address(url), key(url)}:
                yield url
            seen |= {_address(url), _label(url)}


def _address(url: str) -> str:
    return re.sub(r"^https?://|^www\.|/$", "", url.lower())


def _label(url: str) -> str:
    found = (label for part, label in _LABELS.items() if part in url.lower())
    return next(found, "Website")
