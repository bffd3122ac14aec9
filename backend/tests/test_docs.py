"""The README and docs/ are held against the settings, the scripts, the routes and each other."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic_core import PydanticUndefined

from errors import TwinError
from routes import routes
from schemas import Finish
from settings import BACKEND, Settings

ROOT = BACKEND.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "ONBOARDING.md", *sorted(DOCS.glob("*.md"))]
DERIVED = {"provider_reason", "in_lambda"}
SETTINGS = [name for name in Settings.model_fields if name not in DERIVED]
MOST_LINES = 92
SOURCED = {"lib.sh"}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def shown_default(name: str) -> str:
    default = Settings.model_fields[name].default
    assert default is not PydanticUndefined
    if name == "ai_provider":
        return "detected"
    if isinstance(default, Path):
        return f"{default.relative_to(ROOT)}/"
    if isinstance(default, bool):
        return str(default).lower()
    return ",".join(default) if isinstance(default, tuple) else str(default)


def row_of(name: str) -> str:
    default = shown_default(name)
    cell = default if default in {"detected", ""} else f"`{default}`"
    return f"| `{name.upper()}` | {cell} | {Settings.model_fields[name].description} |"


def test_the_table_of_settings_is_the_settings() -> None:
    table = read("docs/environment.md").split("\n## ")[1]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert rows == [row_of(name) for name in SETTINGS]


def test_the_readme_names_every_setting_with_its_default() -> None:
    table = read("README.md").split("\n## Settings")[1].split("\n## ")[0]
    named = re.findall(r"`([A-Z_0-9]+)(?:=([^`]*))?`(?: \((\w+)\))?", table)
    found = {name: default or detected for name, default, detected in named}
    assert found == {name.upper(): shown_default(name) for name in SETTINGS}


def test_the_readme_is_short() -> None:
    assert len(read("README.md").splitlines()) <= MOST_LINES


@every_page
def test_every_script_that_is_named_is_there(page: Path) -> None:
    named = set(re.findall(r"scripts/[\w-]+\.(?:sh|py)", page.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def usages(script: Path) -> list[str]:
    header = script.read_text(encoding="utf-8").split("\nset -euo")[0]
    return re.findall(r"^# +(?:Usage: )?(\./scripts/\S+(?: \S+)*)", header, re.MULTILINE)


@pytest.mark.parametrize("script", sorted((ROOT / "scripts").glob("*.sh")), ids=lambda s: s.name)
def test_every_script_is_documented_with_its_usage(script: Path) -> None:
    page = read("docs/scripts.md").replace("\\|", "|")
    found = usages(script)
    assert found or script.name in SOURCED
    assert [usage for usage in found if f"| `{usage}` |" not in page] == []


def test_every_option_is_documented() -> None:
    commands = [*(ROOT / "scripts/cloud").glob("*.py"), *BACKEND.glob("*.py")]
    commands += (BACKEND / "package").glob("*.py")
    texts = [path.read_text(encoding="utf-8") for path in commands]
    options = {o for text in texts for o in re.findall(r'add(?:_argument)?\(\s*"(--[\w-]+)"', text)}
    assert len(options) > 10
    assert [option for option in sorted(options) if option not in read("docs/scripts.md")] == []


def named_steps(page: Path) -> list[str]:
    """Find what a page says that the cloud's scripts print: ` ✓ Step`, and lines that end so."""
    return re.findall(r"^ ✓ (.+?)(?:  |$)", page.read_text(encoding="utf-8"), re.MULTILINE)


@every_page
def test_the_scripts_have_every_step_that_is_shown(page: Path) -> None:
    sources = "".join(path.read_text() for path in (ROOT / "scripts/cloud").glob("*.py"))
    assert [step for step in named_steps(page) if f'step("{step}")' not in sources] == []


def test_many_steps_are_shown() -> None:
    assert len(named_steps(ROOT / "ONBOARDING.md")) > 15


def test_the_variables_of_scripts_and_site_are_described() -> None:
    page = read("docs/environment.md").split("\n## The scripts")[1]
    shell = (
        read("scripts/cloud/shell.py") + read("frontend/next.config.ts") + read("scripts/dev.sh")
    )
    names = set(re.findall(r'variables\.get\("([A-Z_a-z]+)"|env\.([A-Z_]+)|\{([A-Z_]+):-', shell))
    taken = {name for found in names for name in found if name} - {"CORS_ORIGINS"}
    assert len(taken) > 8
    assert [name for name in sorted(taken) if f"`{name}`" not in page] == []


def test_the_npm_scripts_are_documented() -> None:
    scripts = json.loads(read("frontend/package.json"))["scripts"]
    assert set(re.findall(r"\| `npm run (\w+)`", read("docs/scripts.md"))) == set(scripts)


def test_every_workflow_is_described() -> None:
    workflows = {path.name for path in (ROOT / ".github/workflows").glob("*.yml")}
    assert set(re.findall(r"^\| `([\w-]+\.yml)`", read("docs/ci-cd.md"), re.MULTILINE)) == workflows


def anchors(page: Path) -> set[str]:
    """Name a page's headings as GitHub does."""
    text = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


@every_page
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text)
    links += re.findall(r'src(?:set)?="([^"]+)"', text)
    broken = []
    for link in links:
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_is_in_the_index() -> None:
    linked = set(re.findall(r"\]\(([\w-]+\.md)", read("docs/README.md")))
    assert linked == {page.name for page in DOCS.glob("*.md")} - {"README.md"}


def test_every_route_is_described() -> None:
    described = read("docs/api.md")
    for route in routes.routes:
        for method in getattr(route, "methods", ()):
            assert f"`{method} {getattr(route, 'path', '')}`" in described


def test_every_error_code_is_described() -> None:
    kinds: set[type[TwinError]] = {TwinError, *TwinError.__subclasses__()}
    rows = re.findall(r"^\| `(\w+)` \| (\d{3}) \|", read("docs/api.md"), re.MULTILINE)
    assert {(code, int(status)) for code, status in rows} == {(k.code, k.status) for k in kinds}


def test_every_finish_is_described() -> None:
    table = read("docs/api.md").split("| `finish` |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(get_args(Finish))
