"""Writing: keys, drafts, limits, deep links, input methods, blocked storage, small screens."""

import threading

import pytest
from playwright.sync_api import expect

from e2e.conftest import NewVisitor
from e2e.scripted import Reply, ScriptedTwin
from e2e.visitor import Visitor

PHONE = {"width": 320, "height": 640}
LIMIT = 4_000
BLOCK_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError"); } });
}
"""


def height(visitor: Visitor) -> float:
    box = visitor.composer.bounding_box()
    assert box
    return box["height"]


def test_enter_sends_and_shift_enter_breaks_the_line(visitor: Visitor, twin: ScriptedTwin) -> None:
    one_line = height(visitor)
    visitor.composer.press_sequentially("One")
    visitor.composer.press("Shift+Enter")
    visitor.composer.press_sequentially("two")
    expect(visitor.composer).to_have_value("One\ntwo")
    assert height(visitor) > one_line
    visitor.composer.press("Enter")
    expect(visitor.composer).to_have_value("")
    assert height(visitor) == one_line
    visitor.waits()
    assert [asked["message"] for asked in twin.asked] == ["One\ntwo"]


def test_blank_text_is_not_sent(visitor: Visitor, twin: ScriptedTwin) -> None:
    expect(visitor.button("Send")).to_be_disabled()
    visitor.ask("   ")
    assert twin.asked == []


def test_an_input_method_may_use_enter(visitor: Visitor, twin: ScriptedTwin) -> None:
    devtools = visitor.context.new_cdp_session(visitor.page)
    visitor.composer.focus()
    composing = {"text": "にほん", "selectionStart": 3, "selectionEnd": 3}
    devtools.send("Input.imeSetComposition", composing)
    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    assert twin.asked == []
    expect(visitor.composer).to_have_value("にほん")
    devtools.send("Input.insertText", {"text": "日本"})
    expect(visitor.composer).to_have_value("日本")
    visitor.composer.press("Enter")
    visitor.waits()
    assert [asked["message"] for asked in twin.asked] == ["日本"]


def test_a_draft_survives_a_reload(visitor: Visitor) -> None:
    visitor.composer.fill("Half a thou")
    visitor.page.reload()
    expect(visitor.composer).to_have_value("Half a thou")


def test_a_deep_link_fills_the_composer_and_sends_nothing(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    visitor.open("/?q=What+is+%3Cb%3EKlinker%3C%2Fb%3E%3F")
    expect(visitor.composer).to_have_value("What is <b>Klinker</b>?")
    assert twin.asked == []
    assert "q=" not in visitor.page.url
    visitor.composer.press("Enter")
    visitor.waits()
    assert len(twin.asked) == 1
    visitor.page.reload()
    expect(visitor.composer).to_have_value("")


def test_the_limit_is_shown_near_its_end(visitor: Visitor, twin: ScriptedTwin) -> None:
    limit = visitor.page.locator("#limit")
    visitor.composer.fill("x" * (LIMIT - 500))
    expect(limit).to_have_count(0)
    visitor.composer.fill("x" * (LIMIT - 10))
    expect(limit).to_have_text("10 characters left")
    visitor.composer.fill("😀" * (LIMIT + 1))
    expect(limit).to_have_text("1 characters too many")
    expect(visitor.button("Send")).to_be_disabled()
    visitor.composer.press("Enter")
    assert twin.asked == []
    visitor.ask("😀" * LIMIT)
    visitor.waits()
    assert twin.asked[0]["message"] == "😀" * LIMIT


def test_without_storage_the_page_works_as_long_as_it_is_open(
    new_visitor: NewVisitor, scripted: str, twin: ScriptedTwin
) -> None:
    visitor = new_visitor(scripted)
    visitor.page.add_init_script(BLOCK_STORAGE)
    visitor.open()
    for _ in range(2):
        visitor.ask("What do you do?")
        visitor.hears("I inspect bridges.")
    expect(visitor.turns).to_have_count(2)
    assert twin.asked[0]["session_id"] == twin.asked[1]["session_id"]


def test_everything_can_be_done_with_the_keyboard(visitor: Visitor, twin: ScriptedTwin) -> None:
    twin.replies = [
        Reply(
            "I inspect bridges.",
            sources=[{"id": "a", "title": "Job", "file": "facts.json", "quote": "Bridges."}],
        )
    ]
    reached = tab_through(visitor)
    assert reached[0] == "Write a question"
    assert {"Menu", *twin.profile["suggestions"], "LinkedIn", "E-mail"} <= set(reached)
    visitor.composer.focus()
    visitor.page.keyboard.type("What do you do?")
    visitor.page.keyboard.press("Enter")
    visitor.waits()
    expect(visitor.composer).to_be_focused()
    visitor.page.keyboard.type("more")
    reached = tab_through(visitor)
    assert {
        "New conversation",
        "Menu",
        "Edit question",
        "Copy answer",
        "Good answer",
        "Bad answer",
        "Answer again",
        "Job",
        "Send",
    } <= set(reached)


def test_the_menu_and_the_dialog_give_the_focus_back(visitor: Visitor) -> None:
    visitor.ask("What do you do?")
    visitor.waits()
    menu = visitor.button("Menu")
    menu.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.button("Delete conversation")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    visitor.page.keyboard.press("Enter")
    visitor.button("Delete conversation").focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    expect(menu).to_be_focused()


def tab_through(visitor: Visitor, most: int = 40) -> list[str]:
    """Press Tab until the focus comes round; each stop shows that it has the focus."""
    visitor.page.evaluate("() => document.activeElement.blur()")
    reached: list[str] = []
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        name = visitor.focused().strip()
        if reached and name == reached[0]:
            break
        reached.append(name)
        assert visitor.page.evaluate(SHOWS_FOCUS), f"{name} does not show that it has the focus"
    return reached


SHOWS_FOCUS = """() => {
  const at = document.activeElement;
  if (at === document.body) return true;
  const shown = (e) => {
    const style = getComputedStyle(e);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
      || style.boxShadow !== "none";
  };
  return [at, at.closest("form"), at.closest("label"), at.parentElement].some((e) => e && shown(e));
}"""


@pytest.mark.parametrize("question", ["short?", "x" * 300, "https://example.com/" + "a-b/" * 60])
def test_nothing_moves_sideways_on_the_smallest_phone(
    new_visitor: NewVisitor, scripted: str, twin: ScriptedTwin, question: str
) -> None:
    wide = "\n".join(["| " + " | ".join(["a column"] * 12) + " |", "|" + "-|" * 12])
    twin.replies = [Reply(f"{'w' * 200}\n\n```\n{'code ' * 80}\n```\n\n{wide}\n")]
    visitor = new_visitor(scripted, viewport=PHONE, has_touch=True, is_mobile=True)
    visitor.open()
    assert visitor.has_no_sideways_scroll()
    visitor.ask(question)
    visitor.waits()
    expect(visitor.last.locator("pre")).to_be_visible()
    assert visitor.has_no_sideways_scroll()
    visitor.button("Menu").click()
    assert visitor.has_no_sideways_scroll()


def test_at_200_percent_zoom_everything_is_still_there(
    new_visitor: NewVisitor, scripted: str
) -> None:
    visitor = new_visitor(scripted, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    visitor.open()
    assert visitor.has_no_sideways_scroll()
    expect(visitor.composer).to_be_in_viewport()
    visitor.ask("What do you do?")
    visitor.hears("I inspect bridges.")
    expect(visitor.composer).to_be_in_viewport()


@pytest.mark.parametrize("size", [(320, 256), (740, 190)])
def test_on_a_low_screen_the_conversation_has_the_room(
    new_visitor: NewVisitor, scripted: str, twin: ScriptedTwin, size: tuple[int, int]
) -> None:
    width, height = size
    twin.replies = [Reply("\n\n".join(f"Paragraph {n}." for n in range(30)))]
    visitor = new_visitor(scripted, viewport={"width": width, "height": height})
    visitor.open()
    told = visitor.page.get_by_text(twin.profile["disclosure"])
    expect(told).to_be_in_viewport()
    expect(visitor.composer).to_be_in_viewport()
    visitor.ask("Much, please.")
    visitor.hears("Paragraph 29.")
    expect(visitor.last.get_by_text("Paragraph 29.")).to_be_in_viewport()
    expect(told).not_to_be_in_viewport()
    expect(visitor.button("Menu")).not_to_be_in_viewport()
    dock = visitor.page.locator(".dock").bounding_box()
    assert dock
    assert dock["height"] < 80
    assert dock["y"] + dock["height"] == pytest.approx(height, abs=1)
    assert visitor.has_no_sideways_scroll()


def test_targets_are_large_enough_to_hit(visitor: Visitor) -> None:
    visitor.ask("What do you do?")
    visitor.waits()
    for target in visitor.page.get_by_role("button").all():
        box = target.bounding_box()
        if box:
            assert min(box["width"], box["height"]) >= 24, target.inner_html()


def test_the_theme_follows_the_system_until_it_is_chosen(
    new_visitor: NewVisitor, scripted: str
) -> None:
    visitor = new_visitor(scripted, color_scheme="dark")
    visitor.open()
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    dark = visitor.page.evaluate(ground)
    visitor.button("Menu").click()
    visitor.page.get_by_role("radio", name="Light").check(force=True)
    light = visitor.page.evaluate(ground)
    assert light != dark
    visitor.page.reload()
    assert visitor.page.evaluate(ground) == light
    visitor.button("Menu").click()
    visitor.page.get_by_role("radio", name="As the system").check(force=True)
    assert visitor.page.evaluate(ground) == dark


def test_words_from_right_to_left_run_from_right_to_left(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    twin.replies = [Reply("أنا أفحص الجسور.")]
    visitor.ask("ماذا تفعل؟")
    visitor.hears("أنا أفحص الجسور.")
    expect(visitor.last.locator(".bubble")).to_have_css("direction", "rtl")
    expect(visitor.last.get_by_text("أنا أفحص الجسور.")).to_have_css("direction", "rtl")


def test_an_answer_never_runs_code(visitor: Visitor, twin: ScriptedTwin) -> None:
    twin.replies = [
        Reply(
            "<img src=x onerror=alert(1)><script>alert(1)</script> [link](javascript:alert(1)) "
            "![picture](https://evil.example/x.png) <iframe src='//evil.example'></iframe>\n\n"
            "<style>body{display:none}</style>\n\n[good](https://example.com) end"
        )
    ]
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    visitor.ask("<img src=x onerror=alert(2)>")
    visitor.hears("end")
    answer = visitor.last
    expect(answer.get_by_role("link", name="good")).to_have_attribute("href", "https://example.com")
    assert answer.locator("img, script, iframe, style, [onerror]").count() == 0
    assert answer.locator("a[href^='javascript']").count() == 0
    expect(answer.locator(".bubble")).to_have_text("<img src=x onerror=alert(2)>")
    assert all(url.startswith(visitor.address) for url in asked), asked


def test_code_and_answers_can_be_copied(
    new_visitor: NewVisitor, scripted: str, twin: ScriptedTwin
) -> None:
    twin.replies = [Reply("Look:\n\n```python\nprint(1)\n```\n")]
    visitor = new_visitor(scripted, permissions=["clipboard-read", "clipboard-write"])
    visitor.open()
    visitor.ask("Code?")
    visitor.waits()
    clipboard = "() => navigator.clipboard.readText()"
    visitor.last.get_by_role("button", name="Copy code").click()
    expect(visitor.page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    expect(visitor.last.get_by_role("button", name="Copied")).to_be_visible()
    assert visitor.page.evaluate(clipboard) == "print(1)\n"
    visitor.last.get_by_role("button", name="Copy answer").click()
    visitor.page.wait_for_function(
        "() => navigator.clipboard.readText().then(t => t.includes('```'))"
    )


def test_a_very_long_answer_is_shown_whole_and_followed(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    sentences = [f"Sentence {number} is here. " for number in range(500)]
    assert len("".join(sentences)) > 10_000
    twin.replies = [Reply(deltas=[*sentences, "\n\nThe end."], pause=0.001)]
    visitor.ask("Everything, please.")
    visitor.hears("The end.")
    expect(visitor.last.get_by_text("The end.")).to_be_in_viewport()
    expect(visitor.last).to_contain_text("Sentence 499 is here.")


def test_the_first_tab_stop_leads_to_the_composer(visitor: Visitor) -> None:
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("link", name="Write a question")).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.composer).to_be_focused()


def test_a_huge_text_does_not_freeze_the_page(visitor: Visitor, twin: ScriptedTwin) -> None:
    assert visitor.page.evaluate(PASTE, 300_000) < 2_000
    expect(visitor.page.locator(".grow")).to_have_attribute("data-text", "")
    expect(visitor.page.locator("#limit")).to_contain_text("characters too many")
    expect(visitor.button("Send")).to_be_disabled()
    assert height(visitor) < 400
    visitor.page.reload()
    assert len(visitor.composer.input_value()) == 300_000
    visitor.composer.fill("short")
    expect(visitor.button("Send")).to_be_enabled()


PASTE = """async (length) => {
  const area = document.querySelector("footer textarea");
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  area.focus();
  document.execCommand("insertText", false, "lorem ipsum ".repeat(length / 10).slice(1, length));
  await painted();
  const before = performance.now();
  document.execCommand("insertText", false, "x");
  await painted();
  return performance.now() - before;
}"""


@pytest.mark.parametrize("text", ["- " * 1_500 + "deep", ">" * 3_000 + " deep"])
def test_an_answer_nested_without_end_is_only_text(
    visitor: Visitor, twin: ScriptedTwin, text: str
) -> None:
    twin.replies = [Reply(deltas=[text])]
    visitor.ask("Nest, please.")
    visitor.hears("deep")
    visitor.page.reload()
    visitor.hears("deep")


def test_the_end_is_followed_until_the_visitor_scrolls_up_and_from_the_end_on_again(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    steps = [threading.Event() for _ in range(4)]
    parts = [f"Part {n}.\n\n" + "Words.\n\n" * 30 + f"End {n}.\n\n" for n in range(4)]
    twin.replies = [Reply(deltas=parts, waits=steps)]
    visitor.ask("In parts, please.")
    for number in range(2):
        expect(visitor.last.get_by_text(f"End {number}.")).to_be_in_viewport()
        if number == 1:
            visitor.page.mouse.move(400, 300)
            visitor.page.mouse.wheel(0, -600)
            expect(visitor.last.get_by_text("End 1.")).not_to_be_in_viewport()
        steps[number].set()
    expect(visitor.last).to_contain_text("End 2.")
    visitor.page.wait_for_timeout(200)
    expect(visitor.last.get_by_text("Part 2.")).not_to_be_in_viewport()
    visitor.button("To the newest message").click()
    expect(visitor.last.get_by_text("End 2.")).to_be_in_viewport()
    steps[2].set()
    expect(visitor.last.get_by_text("End 3.")).to_be_in_viewport()
    steps[3].set()
    visitor.waits()


def test_who_scrolls_up_is_left_alone(visitor: Visitor, twin: ScriptedTwin) -> None:
    gate = threading.Event()
    text = "\n\n".join(f"Paragraph {number}." for number in range(60))
    twin.replies = [Reply(text), Reply(f"{text}\n\nThe end.", wait=gate)]
    visitor.ask("First?")
    visitor.hears("Paragraph 59.")
    visitor.ask("Second?")
    expect(visitor.turns).to_have_count(2)
    visitor.page.mouse.move(400, 300)
    visitor.page.mouse.wheel(0, -3_000)
    visitor.page.wait_for_timeout(200)
    gate.set()
    visitor.hears("The end.")
    expect(visitor.turns.first.locator(".bubble")).to_be_in_viewport()
    visitor.button("To the newest message").click()
    expect(visitor.last.get_by_text("The end.")).to_be_in_viewport()


def test_500_messages_are_there_and_the_newest_is_in_view(
    visitor: Visitor, twin: ScriptedTwin
) -> None:
    session = twin.fill(500)
    visitor.page.evaluate("id => localStorage.setItem('twin.session', id)", session)
    visitor.page.reload()
    expect(visitor.turns).to_have_count(250)
    expect(visitor.last).to_contain_text("Answer 249.")
    expect(visitor.last).to_be_in_viewport()
    visitor.ask("One more?")
    visitor.hears("I inspect bridges.")
    expect(visitor.turns).to_have_count(251)
