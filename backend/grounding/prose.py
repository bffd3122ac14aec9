"""summary.txt and me.txt into sections: one a heading, or one a paragraph. Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise

from grounding.sections import Draft

_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
_UNDERLINE = re.compile(r"(?:=|-){3,}$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s")
_MIN_WRAP = 40
_MAX_CORE_CHARACTERS = 900


def prose_drafts(title: str, text: str, *, core: bool = False) -> list[Draft]:
    """Divide a text or Markdown file; with `core` its first paragraph says who the owner is."""
    parts = list(_parts(text))
    plain = sum(not heading for heading, _ in parts)
    drafts: list[Draft] = []
    for number, (heading, paragraph) in enumerate(parts):
        is_core = core and number == 0 and len(paragraph) <= _MAX_CORE_CHARACTERS
        count = sum(not head for head, _ in parts[: number + 1])
        label = f"{title}, part {count}" if plain > 1 else title
        drafts.append(Draft(heading or str(count), heading or label, paragraph, is_core))
    return drafts


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Give each heading with all the text under it; each paragraph above the first heading."""
    heading, below = "", list[str]()
    for block in _blocks(text):
        found, rest = _split_heading(block)
        if found:
            if heading and below:
                yield heading, "\n".join(below)
            heading, below = found, []
        if rest and heading:
            below.append(unwrap(rest))
        elif rest:
            yield "", unwrap(rest)
    if heading and below:
        yield heading, "\n".join(below)


def _blocks(text: str) -> Iterator[list[str]]:
    """Give the paragraphs' lines; a list stays with the line that leads into it."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    normal = re.sub(r"(?m)^(#{1,6}\s.*)$", r"\n\1\n", normal)
    waiting: list[str] = []
    for block in re.split(r"\n\s*\n", normal):
        lines = [line.rstrip() for line in block.splitlines() if line.strip()]
        if not lines:
            continue
        is_list = bool(_ITEM.match(lines[0]))
        if waiting and not is_list and not waiting[-1].endswith(":"):
            yield waiting
            waiting = []
        if waiting and _HEADING.match(lines[0]):
            yield waiting
            waiting = []
        waiting += lines
    if waiting:
        yield waiting


def _split_heading(lines: list[str]) -> tuple[str, list[str]]:
    if match := _HEADING.match(lines[0]):
        return match[1].strip("* "), lines[1:]
    if len(lines) > 1 and _UNDERLINE.match(lines[1]):
        return lines[0].strip(), lines[2:]
    return "", lines


def unwrap(lines: list[str]) -> str:
    """Join the lines that an editor wrapped: the next one's first word would not have fitted."""
    width = max(map(len, lines))
    text = lines[0].strip()
    for before, line in pairwise(lines):
        first = line.split()[0]
        is_wrapped = len(before) + 1 + len(first) > width >= _MIN_WRAP and not _is_list(lines)
        text += (" " if is_wrapped and not _ITEM.match(line) else "\n") + line.strip()
    return text


def _is_list(lines: list[str]) -> bool:
    """Tell lines that each stand for themselves: all begin like one, none ends like a sentence."""
    plain = [line for line in lines if not _ITEM.match(line)]
    starts = all(line[:1].isupper() or line[:1].isdigit() for line in plain)
    return starts and not any(line.endswith((".", ",", ";")) for line in plain)
