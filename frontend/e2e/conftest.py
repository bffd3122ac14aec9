"""The built site before a real and before a scripted backend, and browsers that visit it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from e2e.building import BUILD_SECONDS, built_site
from e2e.scripted import ScriptedTwin
from e2e.site_server import site
from e2e.visitor import PATIENCE_MS, Visitor
from server import create_app
from settings import BACKEND
from tests.browser import shared_browser
from tests.conftest import clean_environment
from tests.serving import serve
from tests.twins import settings_for

__all__ = ["clean_environment"]

DESKTOP: ViewportSize = {"width": 1000, "height": 760}
NewVisitor = Callable[..., Visitor]


expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests that wait for a build the time that a build may take."""
    for item in items:
        item.add_marker(pytest.mark.timeout(2 * BUILD_SECONDS))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", action="store_true", help="renew the README's pictures in docs/"
    )


@pytest.fixture(scope="session")
def export() -> Path:
    """Give the built site of nobody in particular."""
    return built_site()


@pytest.fixture(scope="session")
def browser() -> Browser:
    """Give Chromium."""
    return shared_browser()


@pytest.fixture
def twin() -> ScriptedTwin:
    """Give the backend that does as it is told."""
    return ScriptedTwin()


@pytest.fixture
def gate() -> threading.Event:
    """Give what holds a stream until the test lets it go on."""
    return threading.Event()


@pytest.fixture
def scripted(export: Path, twin: ScriptedTwin) -> Iterator[str]:
    """Serve the site before the scripted backend."""
    with serve(site(export, twin.app())) as address:
        yield address


@pytest.fixture(scope="session")
def template_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the files of the template person."""
    folder = tmp_path_factory.mktemp("data")
    for template in (BACKEND / "data").glob("*_template.*"):
        shutil.copyfile(template, folder / template.name.replace("_template", ""))
    return folder


@pytest.fixture
def real(export: Path, template_data: Path, tmp_path: Path) -> Iterator[str]:
    """Serve the site before the real backend, which answers offline."""
    chosen = settings_for(tmp_path, DATA_DIR=str(template_data), API_DOCS="false")
    with serve(site(export, create_app(chosen))) as address:
        yield address


@pytest.fixture
def new_visitor(browser: Browser) -> Iterator[NewVisitor]:
    """Open browsers; in none of them may the console complain of anything unexpected."""
    visitors: list[Visitor] = []
    with ExitStack() as stack:

        def new(address: str, **options: Any) -> Visitor:
            context = browser.new_context(**({"viewport": DESKTOP} | options))
            stack.callback(context.close)
            visitors.append(Visitor(context, address))
            return visitors[-1]

        yield new
        assert [c for v in visitors for c in v.complaints] == []


@pytest.fixture
def visitor(new_visitor: NewVisitor, scripted: str) -> Visitor:
    """Give a visitor before the scripted backend, on the site."""
    visitor = new_visitor(scripted)
    visitor.open()
    return visitor


@pytest.fixture
def guest(new_visitor: NewVisitor, real: str) -> Visitor:
    """Give a visitor before the real backend, on the site."""
    guest = new_visitor(real)
    guest.open()
    return guest
