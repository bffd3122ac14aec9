"""What the page shows before the first message, made from the owner's files."""

from grounding.suggestions import suggest
from schemas import Knowledge, TwinLink, TwinProfile


def profile(knowledge: Knowledge, *, offline: bool) -> TwinProfile:
    """Introduce the twin of `knowledge`."""
    owner = knowledge.owner
    return TwinProfile(
        name=owner.name,
        title=owner.title,
        greeting=f"Hi, I'm {owner.name.split()[0]}'s digital twin. Ask me about my work, my "
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
