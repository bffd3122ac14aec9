"""A built page as it reads before any script has run: its head, and who speaks here. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

_OWN = re.compile(
    r"<title[^>]*>.*?</title>"
    r'|<meta [^>]*?\b(?:name="(?:description|twitter:[^"]*)"|property="(?:og|profile):[^"]*")[^>]*>'
    r'|<link [^>]*?\brel="canonical"[^>]*>',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself; `url` and `image` may be empty."""

    title: str
    description: str
    url: str = ""
    image: str = ""


def with_head(page: str, head: Head) -> str:
    """Give `page`, an HTML document, with `head` in place of what it said of itself before."""
    before, end, after = page.partition("</head>")
    return f"{_OWN.sub('', before)}{_render(head)}{end}{after}"


def with_texts(page: str, texts: Mapping[str, str]) -> str:
    """Give `page` with each of `texts` in the elements that are marked with its name."""
    for name, text in texts.items():
        marked = re.compile(rf'(<[^<>]*\sdata-twin="{name}"[^<>]*>)[^<]*')
        escaped = _text(text).replace("\\", r"\\")
        page = marked.sub(rf"\g<1>{escaped}", page)
    return page


def _render(head: Head) -> str:
    card = "summary" if head.image else ""
    named = {"description": head.description, "twitter:card": card}
    shared = {
        "og:type": "website",
        "og:title": head.title,
        "og:description": head.description,
        "og:url": head.url,
        "og:image": head.image,
    }
    tags = [f"<title>{_text(head.title)}</title>"]
    tags += [f'<meta name="{n}" content="{_text(v)}"/>' for n, v in named.items() if v]
    tags += [f'<meta property="{n}" content="{_text(v)}"/>' for n, v in shared.items() if v]
    if head.url:
        tags.append(f'<link rel="canonical" href="{_text(head.url)}"/>')
    return "".join(tags)


def _text(value: str) -> str:
    return escape(" ".join(value.split()))
