"""Profiles in the shape of LinkedIn's own PDF export, drawn by ReportLab or printed by Chromium."""

import html
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportlab.lib.utils import simpleSplit  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from tests.browser import browser

WIDTH, HEIGHT = 612, 792
SIDEBAR_X, SIDEBAR_WIDTH = 22, 160
MAIN_X, MAIN_WIDTH = 224, 360
TOP, BOTTOM = 740, 60
DARK, PALE, GREY = (0.16, 0.24, 0.29), (0.9, 0.92, 0.93), (0.42, 0.45, 0.48)

ENGLISH = {
    "contact": "Contact",
    "skills": "Top Skills",
    "languages": "Languages",
    "certifications": "Certifications",
    "honors": "Honors-Awards",
    "publications": "Publications",
    "summary": "Summary",
    "experience": "Experience",
    "education": "Education",
    "page": "Page {page} of {pages}",
}


@dataclass(frozen=True)
class Role:
    title: str
    dates: str
    location: str = ""
    description: tuple[str, ...] = ()


@dataclass(frozen=True)
class Employer:
    name: str
    roles: tuple[Role, ...]
    total: str = ""


@dataclass(frozen=True)
class School:
    name: str
    degree: str


@dataclass(frozen=True)
class Profile:
    name: str
    headline: str
    location: str
    email: str
    linkedin: str
    summary: tuple[str, ...] = ()
    employers: tuple[Employer, ...] = ()
    schools: tuple[School, ...] = ()
    sidebar: tuple[tuple[str, tuple[str, ...]], ...] = ()
    headings: dict[str, str] = field(default_factory=lambda: dict(ENGLISH))


@dataclass(frozen=True)
class Ink:
    """A paragraph in one type size; `gap` is the white above it, in points."""

    text: str
    size: float
    gap: float = 0
    bold: bool = False
    colour: tuple[float, float, float] = (0, 0, 0)


@dataclass(frozen=True)
class Fonts:
    regular: str = "Helvetica"
    bold: str = "Helvetica-Bold"


def sidebar_ink(profile: Profile) -> Iterator[Ink]:
    yield Ink(profile.headings["contact"], 13, 0, colour=(1, 1, 1))
    yield Ink(profile.email, 10.5, 6, colour=PALE)
    yield Ink(f"{profile.linkedin} (LinkedIn)", 10.5, 6, colour=PALE)
    for heading, items in profile.sidebar:
        yield Ink(profile.headings[heading], 13, 20, colour=(1, 1, 1))
        for item in items:
            yield Ink(item, 10.5, 4, colour=PALE)


def main_ink(profile: Profile) -> Iterator[Ink]:
    yield Ink(profile.name, 26)
    yield Ink(profile.headline, 12, 6)
    yield Ink(profile.location, 12, 4, colour=GREY)
    if profile.summary:
        yield Ink(profile.headings["summary"], 15.75, 22)
        for index, paragraph in enumerate(profile.summary):
            yield Ink(paragraph, 12, 6 if index else 10)
    if profile.employers:
        yield Ink(profile.headings["experience"], 15.75, 24)
        for employer in profile.employers:
            yield from employer_ink(employer)
    if profile.schools:
        yield Ink(profile.headings["education"], 15.75, 24)
        for school in profile.schools:
            yield Ink(school.name, 12, 12)
            yield Ink(school.degree, 10.5, 2, colour=GREY)


def employer_ink(employer: Employer) -> Iterator[Ink]:
    yield Ink(employer.name, 12, 16)
    if employer.total:
        yield Ink(employer.total, 10.5, 2)
    for role in employer.roles:
        yield Ink(role.title, 11.5, 8 if employer.total else 2)
        yield Ink(role.dates, 10.5, 2)
        if role.location:
            yield Ink(role.location, 10.5, 2, colour=GREY)
        for index, paragraph in enumerate(role.description):
            yield Ink(paragraph, 10.5, 3 if index else 7)


Placed = tuple[float, Ink]


def paginate(inks: Iterator[Ink], width: float, fonts: Fonts) -> list[list[Placed]]:
    pages: list[list[Placed]] = [[]]
    y: float = TOP
    for ink in inks:
        y -= ink.gap if pages[-1] else 0
        for line in split(ink.text, ink.size, width, fonts):
            if y < BOTTOM:
                pages.append([])
                y = TOP
            pages[-1].append((y - ink.size, Ink(line, ink.size, 0, ink.bold, ink.colour)))
            y -= ink.size * 1.25
    return pages


def split(text: str, size: float, width: float, fonts: Fonts) -> list[str]:
    """Break lines as the export does: between words, behind a hyphen in a word that is too long."""
    lines: list[str] = []
    for line in simpleSplit(text, fonts.regular, size, width):
        rest = line
        while simpleSplit(rest, fonts.regular, size, width) and too_wide(rest, size, width, fonts):
            cut = max(n for n in range(1, len(rest)) if not too_wide(rest[:n], size, width, fonts))
            hyphen = rest.rfind("-", 1, cut)
            cut = hyphen + 1 if hyphen > 0 else cut
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return lines


def too_wide(text: str, size: float, width: float, fonts: Fonts) -> bool:
    return bool(stringWidth(text, fonts.regular, size) > width)


def draw(profile: Profile, *, sidebar_last: bool = False, fonts: Fonts | None = None) -> bytes:
    """Draw `profile` with ReportLab; the same profile gives the same bytes."""
    fonts = fonts or Fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0)
    canvas.setTitle(f"{profile.name} | LinkedIn")
    canvas.setAuthor("LinkedIn")
    side = paginate(sidebar_ink(profile), SIDEBAR_WIDTH, fonts)
    main = paginate(main_ink(profile), MAIN_WIDTH, fonts)
    pages = max(len(side), len(main))
    for page in range(pages):
        columns = [(SIDEBAR_X, side[page : page + 1]), (MAIN_X, main[page : page + 1])]
        canvas.setFillColorRGB(*DARK)
        canvas.rect(0, 0, 204, HEIGHT, stroke=0, fill=1)
        for x, placed in reversed(columns) if sidebar_last else columns:
            draw_column(canvas, x, [item for items in placed for item in items], fonts)
        canvas.setFont(fonts.regular, 9)
        canvas.setFillColorRGB(*GREY)
        footer = profile.headings["page"].format(page=page + 1, pages=pages)
        canvas.drawCentredString(MAIN_X + MAIN_WIDTH / 2, 30, footer)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def draw_column(canvas: Canvas, x: float, placed: list[Placed], fonts: Fonts) -> None:
    for y, ink in placed:
        canvas.setFont(fonts.bold if ink.bold else fonts.regular, ink.size)
        canvas.setFillColorRGB(*ink.colour)
        canvas.drawString(x, y, ink.text)


def to_html(profile: Profile, *, sidebar_last: bool = False) -> str:
    """Write `profile` as the page that `print_pdf` prints."""
    side = f"<aside>{paragraphs(sidebar_ink(profile))}</aside>"
    main = f"<main>{paragraphs(main_ink(profile))}</main>"
    columns = main + side if sidebar_last else side + main
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{columns}"


STYLE = """
@page { size: 612pt 792pt; margin: 40pt 0 50pt }
body { margin: 0; font: 12pt 'DejaVu Sans', sans-serif; line-height: 1.25 }
aside { position: absolute; left: 22pt; top: 0; width: 160pt }
main { margin-left: 224pt; width: 360pt }
p { margin: 0; overflow-wrap: anywhere }
"""


def paragraphs(inks: Iterator[Ink]) -> str:
    return "".join(
        f'<p style="font-size:{ink.size}pt;margin-top:{ink.gap}pt">{html.escape(ink.text)}</p>'
        for ink in inks
    )


def print_pdf(pages: list[str], footer: str = ENGLISH["page"]) -> list[bytes]:
    """Print each HTML page with Chromium, `footer` at the foot of every sheet."""
    number = footer.format(
        page="<span class=pageNumber></span>", pages="<span class=totalPages></span>"
    )
    with browser() as opened:
        tab = opened.new_page()
        printed = []
        for page in pages:
            tab.set_content(page)
            printed.append(
                tab.pdf(
                    prefer_css_page_size=True,
                    print_background=True,
                    display_header_footer=True,
                    header_template="<span></span>",
                    footer_template=f'<p style="font-size:9pt;margin:auto">{number}</p>',
                )
            )
    return printed
