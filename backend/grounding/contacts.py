"""The e-mail addresses, links and phone numbers of a text, and which are one slip apart. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Literal

from grounding.numbers import NUMBER, as_typed, digits, is_phone
from grounding.spelling import slips
from schemas import Knowledge

Kind = Literal["email", "link", "phone"]

_EMAIL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,128}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_LINK = r"(?i:https?://|www\.)[^\s<>()\[\]\"'`]+"
_BARE_LINK = r"(?a:\b(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z][A-Za-z0-9-]{1,23}/)[^\s<>()\[\]\"'`]*"
_MAY_BE_CONTACT = re.compile(r"[@/]|[wW]{3}[.]|(?:\d\W{0,3}){7}")
_SITE = re.compile(r"(?a:(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?![\w@/-])")
_LABELLED_PHONE = re.compile(
    r"\b(?:phone|tel|mob|cell|handy|fax|móv)\w*\W{0,3}(\d[\d ().-]{5,18}\d)", re.IGNORECASE
)
_TOP_LEVEL = (
    r".+\.(?:com|org|net|edu|gov|info|biz|name|io|dev|app|ai|co|me|tv|cc|ly|gg|us|uk|eu|de|at|ch|nl|be"
    r"|fr|es|it|pt|ie|dk|se|no|fi|is|pl|cz|sk|hu|ro|bg|gr|hr|si|ee|lv|lt|lu|ca|au|nz|jp|kr|cn|hk|sg|in"
    r"|br|mx|ar|za|ru|ua|tr|xyz|site|online|blog|page|tech|cloud|link|live|shop|store|club|design"
    r"|studio|art|wiki|news|world|tools|space|work|works|agency|digital|social|pro)"
)
_TECHNOLOGIES = r"(?:asp|ado|vb|ml)\.net|(?:socket|draw)\.io"
_SENTENCE_END = ".,;:!?*_"
_EVERYBODYS = re.compile(r"contact|hello|hey|hi|hr|info|jobs|mail|me|office|team")
_LIKE = 0.8
_LIKE_LOCAL = 0.6
_SLIP_EVERY, _MOST_SLIPS = 10, 2
_LONGEST_COUNTRY_CODE = 3


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody: as written, and in the form in which it is compared."""

    kind: Kind
    text: str
    normal: str
    is_plain: bool
    """Whether it is no link unless the files know its host: Node.js/TypeScript, asp.net/c#."""


def _contact(match: re.Match[str], written: str) -> Contact | None:
    text = written.rstrip(_SENTENCE_END)
    if match["phone"] or match["pairs"]:
        is_dialled = is_phone(as_typed(text))
        return Contact("phone", text, digits(text), is_plain=False) if is_dialled else None
    if match["email"]:
        return Contact("email", text, text.lower(), is_plain=False)
    if match["link"] or match["bare_link"]:
        normal = re.sub(r"^(?:https?://)?(?:www\.)?", "", text.lower()).rstrip("/")
        is_plain = not match["link"] and not _is_site(_host(normal))
        return Contact("link", text, normal, is_plain=is_plain) if "." in normal else None
    return None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Compile at first use: it is large, and most answers hold nothing like a contact."""
    return re.compile(f"(?P<email>{_EMAIL})|(?P<link>{_LINK})|(?P<bare_link>{_BARE_LINK})|{NUMBER}")


def find_contacts(text: str) -> Iterator[tuple[int, Contact]]:
    """Give each contact in `text`, behind where it starts."""
    if not _MAY_BE_CONTACT.search(text):
        return
    for match in _pattern().finditer(as_typed(text)):
        if contact := _contact(match, text[match.start() : match.end()]):
            yield match.start(), contact


def replace_contacts(text: str, replace: Callable[[Contact, str], str]) -> str:
    """Put `replace(contact, the text before it)` in place of each contact in `text`."""
    parts, end = list[str](), 0
    for start, contact in find_contacts(text):
        parts += text[end:start], replace(contact, text[:start])
        end = start + len(contact.text)
    return "".join([*parts, text[end:]])


class Contacts:
    """All contacts of some texts, by kind; they are looked for when one is first asked after."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

    @cached_property
    def _written(self) -> dict[Kind, dict[str, str]]:
        written: dict[Kind, dict[str, str]] = {"email": {}, "link": {}, "phone": {}}
        for text in self._texts:
            for _, contact in find_contacts(text):
                written[contact.kind].setdefault(contact.normal, contact.text)
            for number in _LABELLED_PHONE.findall(as_typed(text)):
                written["phone"].setdefault(digits(number), number)
        return written

    @cached_property
    def _sites(self) -> set[str]:
        return {site for text in self._texts for site in _SITE.findall(text.lower())}

    @cached_property
    def _hosts(self) -> set[str]:
        found = (contact for text in self._texts for _, contact in find_contacts(text))
        return {_host(c.normal) for c in found if c.kind == "link" and not c.is_plain}

    def has(self, contact: Contact) -> bool:
        """Tell whether the texts have `contact`; of a link its beginning is enough."""
        known = self._written[contact.kind]
        if contact.normal in known:
            return True
        start = f"{contact.normal}/"
        return contact.kind == "link" and (
            contact.normal in self._sites or any(other.startswith(start) for other in known)
        )

    def has_host(self, contact: Contact) -> bool:
        """Tell whether a link of the texts leads to the host of the link `contact`."""
        return _host(contact.normal) in self._hosts

    def nearest(self, contact: Contact) -> str:
        """Give the one contact that `contact` must have been meant to be, as written; else ''."""
        known = self._written[contact.kind]
        if contact.kind == "email":
            near = [other for other in known if _is_like(contact.normal, other)]
            near.sort(key=lambda other: -SequenceMatcher(None, contact.normal, other).ratio())
            return known[near[0]] if near else ""
        if contact.kind == "link":
            near = [other for other in known if _is_same_page(contact.normal, other)]
        else:
            near = [other for other in known if _is_same_phone(contact.normal, other)]
        return known[near[0]] if len(near) == 1 else ""


def _host(link: str) -> str:
    return link.partition("/")[0]


def _is_site(host: str) -> bool:
    return bool(re.fullmatch(_TOP_LEVEL, host)) and not re.fullmatch(_TECHNOLOGIES, host)


def _is_like(one: str, other: str) -> bool:
    """Tell an e-mail address that is another with a slip, or a person's at another host."""
    local, rival = one.partition("@")[0], other.partition("@")[0]
    if local == rival and not _EVERYBODYS.fullmatch(local):
        return True
    likeness = SequenceMatcher(None, local, rival).ratio()
    return likeness >= _LIKE_LOCAL and SequenceMatcher(None, one, other).ratio() >= _LIKE


def _is_same_page(one: str, other: str) -> bool:
    """Tell two links to one host that differ by a slip or two, and not in a number."""
    (host, _, page), (rival, _, right) = one.partition("/"), other.partition("/")
    most = max(1, min(_MOST_SLIPS, len(right) // _SLIP_EVERY))
    is_near = host == rival and abs(len(page) - len(right)) <= most
    return is_near and _numbers(page) == _numbers(right) and slips(page, right, most) <= most


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _is_same_phone(one: str, other: str) -> bool:
    """Tell two phone numbers one slip apart, or the same with and without its country code."""
    short, long = sorted((one, other), key=len)
    if long.endswith(short) and len(long) - len(short) <= _LONGEST_COUNTRY_CODE:
        return True
    return abs(len(one) - len(other)) <= 1 and slips(one, other, 1) <= 1


@lru_cache(maxsize=2)
def contacts_of(knowledge: Knowledge) -> Contacts:
    """Give the contacts of the whole `knowledge`; the newest two are kept."""
    texts = [section.text for section in knowledge.sections]
    owner = knowledge.owner
    return Contacts([*texts, owner.contact, *(link.url for link in owner.links)])
