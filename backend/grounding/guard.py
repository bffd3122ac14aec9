"""What a model streams, made fit to show: whole characters, and contact data only as written.

A model that types an address again gets a letter wrong now and then, and nobody notices the lost
message. `ContactGuard` sits in the stream: it holds a word back until it is whole, puts the known
address in place of a near miss and takes out what nobody wrote.
"""

from grounding.contacts import Contact, Contacts, replace_contacts
from grounding.numbers import PHONE_MARKS

_VISIBLE_ASCII = map(chr, range(0x21, 0x7F))
_HIGH_SURROGATES = map(chr, range(0xD800, 0xDC00))
_WORD = "".join([*_VISIBLE_ASCII, *_HIGH_SURROGATES])
_NUMBER = f"0123456789{PHONE_MARKS}"
_SCHEMES = ("https", "www")
_LONGEST_HELD = 2_048

REMOVED = "[removed: not in my files]"


def _unfinished_from(text: str) -> int:
    word = len(text.rstrip(_WORD))
    if text[word : word + 1].isalpha():
        return word
    number = len(text[:word].rstrip(_NUMBER))
    if not any(c.isdigit() for c in text[number:]):
        return word
    return number if text[number].isspace() else len(text[:number].rstrip(_WORD))


def _may_be_scheme(word: str) -> bool:
    return any(scheme.startswith(word.lower()) for scheme in _SCHEMES)


def _whole_characters(text: str) -> str:
    """Join surrogate pairs that JSON escapes brought in two deltas; replace what has no pair."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class ContactGuard:
    """A filter of one answer's deltas; `corrections` counts what it changed."""

    def __init__(
        self, known: Contacts, *, visitors: Contacts | None = None, contact: str = ""
    ) -> None:
        """Trust the contacts of the files; then the visitor's, unless the owner's is near.

        `contact`, the owner's, is offered in place of an unknown e-mail address.
        """
        self._known = known
        self._visitors = visitors or Contacts(())
        self._contact = contact
        self._held = ""
        self._shown = ""
        self._is_first = True
        self.corrections = 0

    def feed(self, delta: str) -> str:
        """Take the next delta; give what is safe to show, which may be nothing yet."""
        self._held += delta
        if self._is_first and self._held.isalpha():
            is_open = not self._shown and _may_be_scheme(self._held)
            return "" if is_open else self._show_first_word()
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
        corrected = replace_contacts(shown + _whole_characters(ready), self._as_known)
        if corrected.startswith(shown):
            return corrected[len(shown) :]
        return f": {corrected}"

    def _as_known(self, contact: Contact, before: str) -> str:
        if self._known.has(contact):
            return contact.text
        near = self._known.nearest(contact)
        if self._visitors.has(contact) and not self._is_meant(near, contact):
            return contact.text
        if not near and self._is_no_link(contact):
            return contact.text
        self.corrections += 1
        if near := near or self._visitors.nearest(contact):
            return near
        if contact.kind == "link" and before.endswith("]("):
            return "#"
        return self._contact if contact.kind == "email" and self._contact else REMOVED

    def _is_meant(self, near: str, typed: Contact) -> bool:
        """Tell whether a visitor's address is not their own but `near`, mistyped."""
        is_owners = near.lower() == self._contact.lower()
        return bool(near) and (is_owners or typed.kind != "email")

    def _is_no_link(self, contact: Contact) -> bool:
        return contact.is_plain and not self._known.has_host(contact)
