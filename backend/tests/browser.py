"""Chromium, as the tests and the benchmarks start it."""

import atexit
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

from playwright.sync_api import Browser, sync_playwright

from tests.tools import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def browser() -> Iterator[Browser]:
    """Open a browser; while it is open the process can open no other and run no event loop."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@cache
def shared_browser() -> Browser:
    """Give the one browser of a process that stays open to its end."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(browser())
