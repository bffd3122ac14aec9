"""The README and docs/ are held against the settings, the scripts and the routes."""

import re
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from server import routes
from settings import BACKEND, Settings

ROOT = BACKEND.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
DERIVED = {"provider_reason", "in_lambda"}


def shown_default(name: str) -> str:
    default = Settings.model_fields[name].default
    assert default is not PydanticUndefined
    if name == "ai_provider":
        return "detected"
    if isinstance(default, Path):
        return f"`{default.relative_to(ROOT)}/`"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, tuple):
        return f"`{','.join(default)}`"
    return "" if default == "" else f"`{default}`"


def row_of(name: str) -> str:
    description = Settings.model_fields[name].description
    return f"| `{name.upper()}` | {shown_default(name)} | {description} |"


def test_the_table_of_settings_is_the_settings() -> None:
    rows = [line for line in README.splitlines() if re.match(r"\| `[A-Z]", line)]
    assert rows == [row_of(name) for name in Settings.model_fields if name not in DERIVED]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_script_that_is_named_is_there(page: Path) -> None:
    named = set(re.findall(r"scripts/[\w-]+\.sh", page.read_text(encoding="utf-8")))
    assert all((ROOT / name).is_file() for name in named), named


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_into_the_repository_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert all((page.parent / link).exists() for link in links), links


def test_every_route_is_described() -> None:
    described = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for route in routes.routes:
        for method in getattr(route, "methods", ()):
            assert f"`{method} {getattr(route, 'path', '')}`" in described
