"""LinkedIn's PDF export, from two renderers: reading order, joined words, a section a role."""

import contextlib
import io
import re
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from errors import ConfigurationError
from grounding.linkedin import Profile as Read
from grounding.linkedin import read_profile
from grounding.pdf import read_pdf
from tests.linkedin_pdf import ENGLISH, Fonts, Profile, draw, print_pdf, to_html
from tests.profiles import FOREIGN_NAMES, LANGUAGES, random_profile
from tests.template_person import FILE, PERSON
from tests.tools import chromium

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def read(data: bytes) -> Read:
    return read_profile(read_pdf(data, "linkedin.pdf"))


def flat(text: str) -> str:
    return " ".join(text.split()).replace(" · (", " (")


def assert_reads_back(profile: Profile, data: bytes) -> None:
    """Every text of the profile stands whole in the section that it belongs to."""
    found = read(data)
    texts = {draft.title: flat(draft.text) for draft in found.drafts}
    assert found.name == profile.name
    assert found.headline == profile.headline
    assert found.contact == (profile.email, f"{profile.linkedin} (LinkedIn)")
    assert flat(f"{profile.headline} {profile.location}") in texts["Profile"]
    assert flat(" ".join(profile.summary)) == texts[profile.headings["summary"]]
    at = " at " if profile.headings["experience"] == "Experience" else " · "
    for employer in profile.employers:
        for role in employer.roles:
            title = f"{role.title}{at}{employer.name}"
            parts = (f"{title}, {role.dates}", role.location, *role.description)
            assert texts[title] == flat(" ".join(parts))
    for school in profile.schools:
        assert flat(f"{school.name}, {school.degree}") in texts[school.name]
    for heading, items in profile.sidebar:
        assert all(item in texts[profile.headings[heading]] for item in items)
    assert not re.search(r"\b1 (of|von|de|di|van) \d", " ".join(texts.values()))
    roles = sum(len(employer.roles) for employer in profile.employers)
    assert len(found.drafts) == 3 + roles + len(profile.schools) + len(profile.sidebar)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(sorted(LANGUAGES)), st.booleans())
def test_an_export_drawn_by_reportlab_reads_back(seed: int, language: str, last: bool) -> None:  # noqa: FBT001
    profile = random_profile(Random(seed), language)
    assert_reads_back(profile, draw(profile, sidebar_last=last))


@dataclass(frozen=True)
class Printed:
    profile: Profile
    data: bytes


@pytest.fixture(scope="module")
def printed() -> list[Printed]:
    """Print one export a language, sidebar first or last, and some names in other scripts."""
    chromium()
    random = Random(7)
    profiles = [random_profile(random, language) for language in LANGUAGES for _ in range(2)]
    profiles += [random_profile(random, "en", (name,)) for name in FOREIGN_NAMES]
    pages = [to_html(p, sidebar_last=bool(n % 2)) for n, p in enumerate(profiles)]
    return [Printed(*pair) for pair in zip(profiles, print_pdf(pages), strict=True)]


def test_an_export_printed_by_chromium_reads_back(printed: list[Printed]) -> None:
    for export in printed:
        assert_reads_back(export.profile, export.data)


def test_both_renderers_give_the_same_text() -> None:
    chromium()
    by_chromium, last = print_pdf([to_html(PERSON), to_html(PERSON, sidebar_last=True)])
    assert read(by_chromium) == read(last) == read(draw(PERSON))


def test_the_template_is_what_its_generator_draws() -> None:
    assert FILE.read_bytes() == draw(PERSON)
    assert FILE.read_bytes().count(b"/Type /Page\n") >= 3
    assert_reads_back(PERSON, FILE.read_bytes())


@pytest.mark.skipif(not DEJAVU.is_file(), reason="the font is not installed")
def test_a_name_in_another_script_is_kept() -> None:
    pdfmetrics.registerFont(TTFont("DejaVu", DEJAVU))
    profile = random_profile(Random(3), "en", FOREIGN_NAMES[:1])
    assert_reads_back(profile, draw(profile, fonts=Fonts("DejaVu", "DejaVu")))


def test_japanese_lines_are_joined_without_a_space() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    summary = "私は港町で育ち、水位を予測するソフトウェアを十五年間作り続けています。" * 3
    profile = replace(
        random_profile(Random(5), "en"),
        name="佐藤 美咲",
        headline="エンジニア",
        summary=(summary,),
        headings=ENGLISH | {"summary": "概要", "experience": "職歴", "education": "学歴"},
    )
    found = read(draw(profile, fonts=Fonts("HeiseiKakuGo-W5", "HeiseiKakuGo-W5")))
    assert found.name == "佐藤 美咲"
    assert summary in [draft.text for draft in found.drafts if draft.title == "概要"]


def canvas_pdf(*lines: tuple[float, float, str, float], encrypt: object = None) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(612, 792), invariant=1, encrypt=encrypt)
    for x, y, text, size in lines:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_words_cut_by_a_hyphen_are_joined_and_compounds_keep_theirs() -> None:
    text = (
        "We run the organi-/sation of a real-/time fore-/cast with on-/call care, one back-/"
        "end that is a backend, fix-/it days and a fix-it kit."
    )
    lines = enumerate(text.split("/"))
    data = canvas_pdf((72, 700, "X", 20), *((72, 660 - 14 * n, t, 12) for n, t in lines))
    assert read(data).headline == (
        "We run the organisation of a real-time forecast with on-call care, one backend that is a "
        "backend, fix-it days and a fix-it kit."
    )


CV = """Curriculum Vitae of Ana Ruiz
Experience
2019-2024 Lead chemist, Labo AG
I made paint that does not peel.
Projects
A green that stays green.
"""


def test_an_ordinary_cv_gives_readable_sections() -> None:
    rows = [
        (72.0, 740 - 22.0 * n, text, 22.0 if n == 0 else 11.0)
        for n, text in enumerate(CV.strip().splitlines())
    ]
    texts = {draft.title: draft.text for draft in read(canvas_pdf(*rows)).drafts}
    assert texts == {
        "Profile": "Curriculum Vitae of Ana Ruiz",
        "Experience": "2019-2024 Lead chemist, Labo AG\nI made paint that does not peel.",
        "Projects": "Projects: A green that stays green.",
    }


def test_dates_beside_what_they_date_are_read_row_by_row() -> None:
    rows = [(72, 700, "Work history", 16.0)]
    for n in range(4):
        rows.append((72, 660 - 30 * n, f"200{n} - 200{n + 1}", 11.0))
        rows.append((200, 660 - 30 * n, f"Gardener at Park {n}", 11.0))
    text = "\n".join(draft.text for draft in read(canvas_pdf(*rows)).drafts)
    assert re.findall(r"200\d - 200\d|Park \d", text)[:4] == [
        "2000 - 2001",
        "Park 0",
        "2001 - 2002",
        "Park 1",
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"%PDF-1.7\nbroken", "linkedin.pdf is damaged, or not a PDF"),
        (b"PK\x03\x04 a Word document", "linkedin.pdf is damaged, or not a PDF"),
        (canvas_pdf(), "linkedin.pdf holds no text, only images"),
        (
            canvas_pdf((72, 700, "Ada", 12), encrypt=StandardEncryption("secret")),
            "linkedin.pdf is encrypted: save it again without a password",
        ),
    ],
    ids=["damaged", "not a PDF", "scanned", "encrypted"],
)
def test_a_file_that_cannot_be_read_is_named_with_its_fix(data: bytes, fault: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(fault)):
        read(data)


def test_a_book_is_refused() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _ in range(201):
        canvas.showPage()
    canvas.save()
    with pytest.raises(ConfigurationError, match="201 pages, more than 200"):
        read(stream.getvalue())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.binary(max_size=40))
def test_damage_anywhere_is_never_worse_than_a_clear_error(at: int, noise: bytes) -> None:
    good = FILE.read_bytes()
    start = at % len(good)
    with contextlib.suppress(ConfigurationError):
        assert read(good[:start] + noise + good[start + len(noise) :]).drafts
