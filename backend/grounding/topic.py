"""A topic of conversation: how a question, a label and a sentence name it."""

import re
from dataclasses import dataclass

PRIVATE = frozenset(
    {
        "salary",
        "spouse",
        "children",
        "age",
        "manager",
        "teacher",
        "dismissal",
        "crime",
        "driving",
        "remote",
    }
)
STORIES = frozenset({"pride", "failure", "method"})
MOST_LABEL_WORDS = 4
_SPAN = re.compile(r"\b(?:1[89]|20)\d\d\)?\s*[-\u2013\u2014]")
_PARTS = re.compile(r" \(|, |\)")
_NAME = re.compile(r"\s(?!I\b)[^\W\d_a-z]")
_LABEL = re.compile(r"^([^:!?\"“”]{2,60}?): ")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `asked` is plain words and phrases, so that misspelt ones can be mended.

    The patterns are compiled when a question first needs them: a cold start needs none.
    """

    name: str
    asked: tuple[str, ...]
    label: str
    said: str
    hinted: str = ""

    def strength(self, title: str, text: str) -> float:
        """Say how clearly a sentence under `title` is about it: from 0 to 1."""
        label = label_of(text)
        if any(self._labels(part) for part in _PARTS.split(label)):
            return 1.0
        if re.search(self.said, text, re.IGNORECASE):
            return 0.9
        if self.is_label(title) and not _NAME.search(title):
            return 0.8
        is_hint = self.hinted and not label and re.search(self.hinted, text)
        return 0.6 if is_hint else 0.0

    def is_label(self, text: str) -> bool:
        """Tell whether a label or a title names it anywhere."""
        return bool(re.search(self.label, text, re.IGNORECASE))

    def _labels(self, part: str) -> bool:
        """Tell whether a part of a label names it: Spoken languages, Languages spoken."""
        found = re.search(self.label, part, re.IGNORECASE)
        if found is None or found.start() == 0:
            return found is not None
        return part.count(" ", 0, found.start()) == 1 and found.end() == len(part)

    @property
    def is_story(self) -> bool:
        """Whether an answer to it is told at some length."""
        return self.name in STORIES

    @property
    def is_private(self) -> bool:
        """Whether a near miss would be tactless."""
        return self.name in PRIVATE


def label_of(text: str) -> str:
    """Give the label of `Label: value`, or nothing; a clause before a colon is no label."""
    match = _LABEL.match(text)
    is_short = match and len(match[1].partition(" (")[0].split()) <= MOST_LABEL_WORDS
    return match[1] if match and is_short else ""


def is_entry(text: str) -> bool:
    """Tell a line of a CV: it holds a span of years, and no label."""
    return bool(_SPAN.search(text)) and not label_of(text)
