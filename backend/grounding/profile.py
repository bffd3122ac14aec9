"""What the page shows before the first message, made from the owner's files."""

import re

from grounding.suggestions import suggest
from schemas import Knowledge, TwinLink, TwinProfile

_TITLES = re.compile(
    r"\S*\.|(?i:dr|prof|professor|mr|mrs|ms|miss|mx|sir|dame|rev|herr|frau|mme|mlle|dipl|ing|jr|sr)"
    r"|Ph[dD]|MBA|MSc|BSc|MD|JD|CPA|PMP|CFA|PE|II|III|IV"
)


def first_name(name: str) -> str:
    """Give what to call somebody by: Ada, of `Ada King, RN` and of `King, Dr. Ada`.

    The whole name where nothing else is left of it than one name, or when it is no name at all.
    """
    parts = [part.split() for part in name.split(",")]
    names = [[word for word in part if not _TITLES.fullmatch(word)] for part in parts]
    named = [part for part in names if part]
    surnames = [word for word in parts[0] if not word.islower()]
    is_surname_first = len(named) > 1 and len(surnames) == 1
    given = named[1] if is_surname_first else named[0] if named else []
    is_known = given and (is_surname_first or len(given) > 1)
    return given[0] if is_known and not given[0].islower() else name


def profile(knowledge: Knowledge, *, offline: bool) -> TwinProfile:
    """Introduce the twin of `knowledge`."""
    owner = knowledge.owner
    return TwinProfile(
        name=owner.name,
        title=owner.title,
        greeting=f"Hi, I'm {first_name(owner.name)}'s digital twin. Ask me about my work, my "
        "story, or anything else in my files.",
        suggestions=suggest(knowledge.sections, owner=owner.name),
        links=[TwinLink(label=x.label, url=x.url) for x in owner.links if _is_safe(x.url)],
        disclosure=f"You are talking to an AI, not to {owner.name}. It answers from "
        f"{owner.name}'s own files and can be wrong.",
        offline=offline,
        is_template=knowledge.is_template,
    )


def _is_safe(url: str) -> bool:
    return url.lower().startswith(("https://", "http://", "mailto:"))
