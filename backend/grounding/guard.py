"""What a model streams, made fit to show: whole characters, and contact data only as written.

A model that types an address again gets a letter wrong now and then, and nobody notices the lost
message. `ContactGuard` sits in the stream: it holds a word back until it is whole, puts the known
address in place of a near miss and takes out what nobody wrote.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_EMAIL = r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_LINK = r"(?:https?://|www\.)[^\s<>()\[\]\"'`]+"
_BARE_LINK = r"\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/[^\s<>()\[\]\"'`]*"
_PHONE = r"(?<![\w.])(?<!\d[ .-])(?:\+|\(?0)[\d(][\d ()./-]{6,24}\d|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b"
_CONTACT = re.compile(
    f"(?P<email>{_EMAIL})|(?P<link>{_LINK})|(?P<bare_link>{_BARE_LINK})|(?P<phone>{_PHONE})"
)
_VISIBLE_ASCII = map(chr, range(0x21, 0x7F))
_HIGH_SURROGATES = map(chr, range(0xD800, 0xDC00))
_WORD = "".join([*_VISIBLE_ASCII, *_HIGH_SURROGATES])
_PHONE_CHARACTERS = "0123456789 ()+-./"
_LONGEST_HELD = 2_048
_SENTENCE_END = ".,;:!?*_"
_NEAR = 0.8

REMOVED = "[removed: not in my files]"


def _normal(kind: str, text: str) -> str:
    if kind == "phone":
        return re.sub(r"\D", "", text)
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", text.lower()).rstrip("/" + _SENTENCE_END)


@lru_cache(maxsize=2_048)
def _contacts(text: str) -> dict[str, str]:
    found = (m for m in _CONTACT.finditer(text))
    return {_normal(m.lastgroup or "", m.group()): m.group().rstrip(_SENTENCE_END) for m in found}


def _unfinished_from(text: str) -> int:
    word = len(text.rstrip(_WORD))
    if text[word : word + 1].isalpha():
        return word
    number = len(text.rstrip(_PHONE_CHARACTERS))
    return min(word, number) if any(c.isdigit() for c in text[number:]) else word


def _whole_characters(text: str) -> str:
    """Join surrogate pairs that JSON escapes brought in two deltas; replace what has no pair."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class ContactGuard:
    """A filter of one answer's deltas; `corrections` counts what it changed."""

    def __init__(self, texts: Iterable[str], *, contact: str = "") -> None:
        """Trust the contact data in `texts`; offer `contact` in place of an unknown address."""
        self._known: dict[str, str] = {}
        for text in texts:
            self._known |= _contacts(text)
        self._contact = contact
        self._held = ""
        self._shown = ""
        self._is_first = True
        self.corrections = 0

    def feed(self, delta: str) -> str:
        """Take the next delta; give what is safe to show, which may be nothing yet."""
        self._held += delta
        if self._is_first and self._held.isalpha():
            return self._show_first_word()
        self._is_first = False
        cut = _unfinished_from(self._held)
        if len(self._held) - cut > _LONGEST_HELD:
            cut = len(self._held)
        return self._release(cut)

    def flush(self) -> str:
        """Give what is left when the answer has ended."""
        return self._release(len(self._held))

    def _show_first_word(self) -> str:
        word, self._held = self._held, ""
        self._shown += word
        return word

    def _release(self, cut: int) -> str:
        ready, self._held = self._held[:cut], self._held[cut:]
        if not ready:
            return ""
        shown, self._shown = self._shown, ""
        whole = shown + _whole_characters(ready)
        corrected = _CONTACT.sub(self._correct, whole)
        if corrected.startswith(shown):
            return corrected[len(shown) :]
        return f": {corrected}"

    def _correct(self, match: re.Match[str]) -> str:
        kind, text = match.lastgroup or "", match.group()
        normal = _normal(kind, text)
        if normal in self._known or any(k.startswith(f"{normal}/") for k in self._known):
            return text
        near = get_close_matches(normal, self._known, n=1, cutoff=_NEAR)
        if kind == "bare_link" and not near:
            return text
        self.corrections += 1
        if near:
            return self._known[near[0]] + text[len(text.rstrip(_SENTENCE_END)) :]
        if kind == "link" and match.string[: match.start()].endswith("]("):
            return "#"
        return self._contact if kind == "email" and self._contact else REMOVED
