"""A profile's paragraphs into sections: one a role, one a degree, one a heading. Pure."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from grounding.headings import MAX_HEADING_CHARACTERS, Kind, heading_kind
from grounding.roles import degrees, roles
from grounding.sections import Draft, listing
from grounding.wrapping import Paragraph

_LARGER = 1.15
_SAME_SIZE = 0.3
_MAX_ITEM = 200
_LISTS: frozenset[Kind] = frozenset({"skills", "languages", "contact", "other"})


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and the paragraphs under it; the first block of a profile has no heading."""

    heading: str
    kind: Kind | None
    body: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a profile PDF says: the name and headline at its top, and its sections."""

    name: str
    headline: str
    contact: tuple[str, ...]
    drafts: tuple[Draft, ...]


def read_profile(paragraphs: list[Paragraph]) -> Profile:
    """Divide a profile, LinkedIn's export or an ordinary CV, into sections."""
    blocks = _blocks(paragraphs)
    top = blocks[0].body
    name = max(top, key=lambda paragraph: paragraph.size).text if top else ""
    after = [paragraph.text for paragraph in top if paragraph.text != name]
    drafts = [Draft("profile", "Profile", "\n".join(p.text for p in top), core=True)] if top else []
    for block in blocks[1:]:
        drafts += _drafts(block)
    contact = [p.text for block in blocks if block.kind == "contact" for p in block.body]
    return Profile(name, after[0] if after else "", tuple(contact), tuple(drafts))


def _blocks(paragraphs: list[Paragraph]) -> list[Block]:
    is_heading = _heading_test(paragraphs)
    main = [paragraph for paragraph in paragraphs if not paragraph.in_sidebar]
    side = [paragraph for paragraph in paragraphs if paragraph.in_sidebar]
    blocks = [Block("", None, ())]
    for paragraph in (*main, *side):
        if is_heading(paragraph):
            kind = heading_kind(paragraph.text)
            blocks.append(Block(paragraph.text.strip(" :"), kind, ()))
        else:
            last = blocks[-1]
            blocks[-1] = Block(last.heading, last.kind, (*last.body, paragraph))
    return blocks


def _heading_test(paragraphs: list[Paragraph]) -> Callable[[Paragraph], bool]:
    """Learn from the headings that we know how this file sets one, so that others are found too."""
    body = {side: _body_size(paragraphs, in_sidebar=side) for side in (False, True)}
    known = [p for p in paragraphs if heading_kind(p.text)]
    larger = [p for p in known if p.size > body[p.in_sidebar] + _SAME_SIZE]
    styles = {(p.in_sidebar, p.size) for p in larger}

    def is_heading(paragraph: Paragraph) -> bool:
        if len(paragraph.text) > MAX_HEADING_CHARACTERS:
            return False
        if styles:
            return (paragraph.in_sidebar, paragraph.size) in styles
        if known:
            return paragraph in known
        is_first = paragraph is paragraphs[0]
        return not is_first and paragraph.size > _LARGER * body[paragraph.in_sidebar]

    return is_heading


def _body_size(paragraphs: list[Paragraph], *, in_sidebar: bool) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        if paragraph.in_sidebar == in_sidebar:
            sizes[paragraph.size] += len(paragraph.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _drafts(block: Block) -> list[Draft]:
    if not block.body:
        return []
    if block.kind == "experience":
        return roles(block.heading, block.body)
    if block.kind == "education":
        return degrees(block.heading, block.body)
    texts = [paragraph.text for paragraph in block.body]
    is_list = block.kind in _LISTS and max(map(len, texts)) <= _MAX_ITEM
    lines = listing(block.heading, texts) if is_list else texts
    is_contact = block.kind == "contact"
    return [Draft(block.heading, block.heading, "\n".join(lines), core=is_contact)]
