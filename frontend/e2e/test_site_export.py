"""The export: the same bytes from build to build, nothing inline, and its refusals."""

import re
import subprocess
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import expect

from e2e.building import FRONTEND, build, building, files
from e2e.conftest import NewVisitor
from e2e.site_server import site
from tests.serving import serve

EXTERNALISE = FRONTEND / "scripts" / "externalise.mjs"
PAGE = "<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def externalise(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", str(EXTERNALISE), str(folder)],
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_two_builds_are_the_same_bytes(export: Path) -> None:
    with building():
        assert files(build()) == files(export)


def test_no_page_has_anything_inline(export: Path) -> None:
    pages = list(export.rglob("*.html"))
    assert {"index.html", "404.html"} <= {page.name for page in pages}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\ssrc=)", text)
        assert not re.search(r"<style|\sstyle=", text)
        assert re.search(r'src="/_next/static/inline/\w+\.js" integrity="sha384-', text)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('<p style="color:red">Hi</p>', "a style attribute"),
        ("<style>p{}</style>", "a <style> element"),
        ('<p onclick="x()">Hi</p>', "an event handler attribute"),
        ('<a href="javascript:x()">Hi</a>', "a javascript: address"),
    ],
)
def test_what_the_policy_would_refuse_is_named(tmp_path: Path, body: str, named: str) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(head="", body=body))
    ran = externalise(tmp_path)
    assert ran.returncode == 1
    assert "index.html" in ran.stderr
    assert named in ran.stderr


def test_what_only_looks_like_code_is_left_alone(tmp_path: Path) -> None:
    body = '<p title=" style= onclick=">on=1 style=2</p><script type="application/json">{}</script>'
    page = PAGE.format(head="", body=body)
    (tmp_path / "index.html").write_text(page)
    assert externalise(tmp_path).returncode == 0
    assert (tmp_path / "index.html").read_text() == page


def test_moved_scripts_run_in_their_order(tmp_path: Path, new_visitor: NewVisitor) -> None:
    scripts = "<script>order.push(2)</script><p>$& $1</p><script>order.push(3)</script>"
    (tmp_path / "index.html").write_text(
        PAGE.format(head="<script>window.order = [1]</script>", body=f"{scripts}<textarea>")
    )
    (tmp_path / "404.html").write_text("")
    assert externalise(tmp_path).returncode == 0
    with serve(site(tmp_path)) as address:
        visitor = new_visitor(address)
        visitor.expects("favicon")
        visitor.page.goto(address)
        assert visitor.page.evaluate("order") == [1, 2, 3]
        expect(visitor.page.locator("p")).to_have_text("$& $1")


def test_a_script_that_was_changed_on_the_way_does_not_run(
    export: Path, tmp_path: Path, new_visitor: NewVisitor
) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(head="<script>window.a = 1</script>", body=""))
    (tmp_path / "404.html").write_text("")
    externalise(tmp_path)
    moved = next(tmp_path.rglob("inline/*.js"))
    moved.write_text("window.a = 2")
    with serve(site(tmp_path)) as address:
        visitor = new_visitor(address)
        visitor.expects("integrity", "favicon")
        visitor.page.goto(address)
        assert visitor.page.evaluate("window.a") is None


def test_an_unknown_address_is_a_404_with_a_way_back(
    new_visitor: NewVisitor, scripted: str
) -> None:
    visitor = new_visitor(scripted)
    visitor.expects("404")
    response = visitor.page.goto(f"{scripted}/about/nothing")
    assert response
    assert response.status == 404
    visitor.page.get_by_role("link", name="Go to the conversation").click()
    expect(visitor.composer).to_be_visible()


def test_a_build_without_an_address_of_the_api_is_one_sentence() -> None:
    with building():
        ran = subprocess.run(
            ["npm", "run", "--silent", "build"],
            check=False,
            cwd=FRONTEND,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert ran.returncode == 1
    said = [line for line in ran.stderr.splitlines() if line.strip()]
    assert said[0].startswith("error: NEXT_PUBLIC_API_URL is not set")


def test_the_servers_answers_carry_the_policy(scripted: str) -> None:
    for path in ("/", "/nothing", "/twin.json"):
        answer = httpx2.get(f"{scripted}{path}", trust_env=False)
        assert "script-src 'self'" in answer.headers["content-security-policy"]
