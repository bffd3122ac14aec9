"""A visitor talks with the real backend, which answers offline from the template person's files."""

import json
import re
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from e2e.conftest import NewVisitor
from e2e.site_server import site
from e2e.visitor import Visitor
from grounding.profile import profile
from owner_files import compile_knowledge
from personalise import personalise
from server import create_app
from tests.linkedin_pdf import Employer, Profile, Role, School, draw
from tests.serving import serve
from tests.twins import settings_for

ADA = {
    "facts.json": '{"name": "Ada King", "role": "Engineer", "projects": '
    '["Gondola: a chess engine that plays badly on purpose"], '
    '"skills": ["Assembly: twelve years of it", "Patience"]}',
    "summary.txt": "I am Ada King. I build chess engines in Venice.\n",
    "style.txt": "Short sentences.\n",
}
ADAS_PROFILE = Profile(
    name="Ada King",
    headline="Engineer of chess engines",
    location="Venice, Veneto, Italy",
    email="ada@example.com",
    linkedin="www.linkedin.com/in/ada-king",
    sidebar=(("skills", ("Assembly",)),),
    summary=("I build chess engines that know when to lose.",),
    employers=(
        Employer(
            "Rialto Games",
            (
                Role(
                    "Engineer",
                    "March 2021 - Present (5 years)",
                    "Venice, Veneto, Italy",
                    ("I make the engines of Rialto Games lose with dignity.",),
                ),
            ),
        ),
    ),
    schools=(School("University of Padua", "Laurea, Mathematics · (2012 - 2016)"),),
)


def test_the_first_view_introduces_the_owner_and_says_that_it_is_an_ai(guest: Visitor) -> None:
    page = guest.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Maren Okoye")
    expect(page.get_by_text("Staff Engineer at Fathomline", exact=True)).to_be_visible()
    expect(page.get_by_text("You are talking to an AI, not to Maren Okoye")).to_be_visible()
    expect(page.get_by_label("Suggested questions").get_by_role("button")).to_have_count(4)
    links = page.get_by_label("Links").get_by_role("link")
    assert {link.get_attribute("href") for link in links.all()} >= {
        "mailto:maren.okoye@example.com"
    }
    expect(page).to_have_title("Maren Okoye · Staff Engineer at Fathomline")


def test_a_suggestion_is_answered_with_its_sources(guest: Visitor) -> None:
    suggestion = guest.page.get_by_label("Suggested questions").get_by_role("button").first
    question = suggestion.inner_text()
    suggestion.click()
    expect(guest.last.locator(".bubble")).to_have_text(question)
    guest.waits()
    chip = guest.last.get_by_label("Sources").get_by_role("button").first
    expect(chip).to_have_attribute("aria-expanded", "false")
    chip.click()
    expect(chip).to_have_attribute("aria-expanded", "true")
    quote = guest.last.get_by_role("blockquote")
    expect(quote).to_be_visible()
    expect(guest.last.locator("figcaption")).to_contain_text(
        re.compile(r"from \S+\.(json|pdf|txt)")
    )
    chip.click()
    expect(quote).to_have_count(0)


def test_a_reload_a_closed_tab_and_a_second_tab_have_the_same_conversation(guest: Visitor) -> None:
    guest.ask("Where do you live?")
    guest.waits()
    answer = guest.last.text_content() or ""
    guest.page.reload()
    expect(guest.last).to_contain_text("Where do you live?")
    expect(guest.last).to_have_text(answer)
    tab = guest.another_tab()
    guest.page.close()
    tab.open()
    expect(tab.last).to_contain_text("Where do you live?")
    assert tab.complaints == []


def test_two_tabs_lose_nothing(guest: Visitor) -> None:
    guest.ask("Where do you live?")
    guest.waits()
    tab = guest.another_tab()
    tab.open()
    expect(tab.turns).to_have_count(1)
    tab.ask("What is Lowtide?")
    guest.ask("Do you have hobbies?")
    tab.waits()
    guest.waits()
    for window in (guest, tab):
        window.page.reload()
        expect(window.turns).to_have_count(3)
        for text in ("Where do you live?", "What is Lowtide?", "Do you have hobbies?"):
            expect(window.page.get_by_role("log")).to_contain_text(text)


def test_an_edited_question_replaces_its_turn_and_all_after_it(guest: Visitor) -> None:
    guest.ask("Where do you live?")
    guest.waits()
    guest.ask("Do you have hobbies?")
    guest.waits()
    first = guest.turns.first
    first.hover()
    first.get_by_role("button", name="Edit question").click()
    area = first.get_by_role("textbox")
    expect(area).to_be_focused()
    area.fill("What is Lowtide?")
    area.press("Enter")
    expect(guest.turns).to_have_count(1)
    guest.waits()
    expect(guest.last.locator(".bubble")).to_have_text("What is Lowtide?")
    guest.page.reload()
    expect(guest.turns).to_have_count(1)
    expect(guest.page.get_by_role("log")).not_to_contain_text("hobbies")


def test_an_answer_can_be_given_again(guest: Visitor) -> None:
    guest.ask("Where do you live?")
    guest.waits()
    guest.last.get_by_role("button", name="Answer again").click()
    guest.waits()
    guest.page.reload()
    expect(guest.turns).to_have_count(1)
    expect(guest.last).to_contain_text("Where do you live?")


def test_a_rating_is_kept(guest: Visitor) -> None:
    guest.ask("Where do you live?")
    guest.waits()
    up = guest.last.get_by_role("button", name="Good answer")
    with guest.page.expect_response("**/feedback") as response:
        up.click()
    assert response.value.status == 204
    expect(up).to_have_attribute("aria-pressed", "true")
    guest.page.reload()
    expect(up).to_have_attribute("aria-pressed", "true")
    down = guest.last.get_by_role("button", name="Bad answer")
    with guest.page.expect_response("**/feedback"):
        down.click()
    guest.page.get_by_label("What should be better?").fill("Too short.")
    with guest.page.expect_response("**/feedback") as response:
        guest.last.get_by_role("button", name="Send").click()
    assert json.loads(response.value.request.post_data or "")["comment"] == "Too short."
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_attribute("aria-pressed", "false")


def test_a_deleted_conversation_is_gone_everywhere(guest: Visitor, tmp_path: Path) -> None:
    guest.ask("Where do you live?")
    guest.waits()
    assert list(tmp_path.glob("*.json"))
    guest.choose("Delete conversation")
    dialog = guest.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_have_count(0)
    expect(guest.turns).to_have_count(1)
    guest.choose("Delete conversation")
    dialog.get_by_role("button", name="Delete").click()
    expect(guest.turns).to_have_count(0)
    expect(guest.composer).to_be_focused()
    assert not list(tmp_path.glob("*.json"))
    guest.page.reload()
    expect(guest.page.get_by_label("Suggested questions")).to_be_visible()
    expect(guest.turns).to_have_count(0)


def test_a_new_conversation_leaves_the_old_one_in_the_memory(
    guest: Visitor, tmp_path: Path
) -> None:
    guest.ask("Where do you live?")
    guest.waits()
    guest.button("New conversation").click()
    expect(guest.turns).to_have_count(0)
    expect(guest.composer).to_be_focused()
    guest.ask("What is Lowtide?")
    guest.waits()
    assert len(list(tmp_path.glob("*.json"))) == 2


def test_a_conversation_can_be_downloaded(guest: Visitor) -> None:
    guest.ask("Where do you live?")
    guest.waits()
    with guest.page.expect_download() as markdown:
        guest.choose("Download as Markdown")
    text = markdown.value.path().read_text(encoding="utf-8")
    assert text.startswith("# Conversation with Maren Okoye")
    assert "Where do you live?" in text
    with guest.page.expect_download() as download:
        guest.choose("Download as JSON")
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [m["role"] for m in kept["messages"]] == ["user", "assistant"]


def test_another_owner_has_other_suggestions_a_title_and_a_picture(
    new_visitor: NewVisitor, export: Path, template_data: Path, tmp_path: Path
) -> None:
    data, built = _ada(tmp_path / "data"), tmp_path / "out"
    shutil.copytree(export, built)
    shown = personalise(
        built, compile_knowledge(data), picture=data / "picture.png", url="https://ada.example"
    )
    maren = profile(compile_knowledge(template_data), offline=True)
    assert len(shown.suggestions) == len(maren.suggestions) == 4
    assert not set(shown.suggestions) & set(maren.suggestions)
    chosen = settings_for(tmp_path / "memory", DATA_DIR=str(data), API_DOCS="false")
    with serve(site(built, create_app(chosen))) as address:
        without_scripts = new_visitor(address, java_script_enabled=False)
        without_scripts.expects("preloaded using link preload but not used")
        without_scripts.page.goto(address)
        expect(without_scripts.page.get_by_role("heading", level=1)).to_have_text("Ada King")
        expect(without_scripts.page.get_by_text(shown.greeting)).to_be_visible()
        visitor = new_visitor(address)
        visitor.open()
        _sees_ada(visitor, shown.suggestions)


def _sees_ada(visitor: Visitor, suggestions: list[str]) -> None:
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada King")
    page.wait_for_load_state("networkidle")
    expect(page).to_have_title("Ada King · Engineer")
    picture = page.locator("img.portrait-large")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 400
    expect(page.locator("title")).to_have_count(1)
    expect(page.locator("meta[name=description]")).to_have_count(1)
    shown = page.get_by_label("Suggested questions").get_by_role("button")
    assert shown.all_inner_texts() == suggestions
    for suggestion in suggestions:
        visitor.ask(suggestion)
        visitor.waits()
        expect(visitor.last.get_by_label("Sources")).to_be_visible()


def _ada(folder: Path) -> Path:
    folder.mkdir()
    for name, text in ADA.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "linkedin.pdf").write_bytes(draw(ADAS_PROFILE))
    Image.new("RGB", (640, 480), "teal").save(folder / "picture.png")
    return folder
