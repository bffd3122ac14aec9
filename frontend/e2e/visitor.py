"""A visitor's browser window, which notes everything the console complains about."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, WebError, expect

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES: dict[str, object] = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
}
COLOURS: dict[str, object] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
PATIENCE_MS = 15_000
LISTENS = "() => Object.keys(document.querySelector('textarea') ?? {}).length > 0"


class Visitor:
    """One browser context on the site at `address`; a second tab is another `Visitor` of it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self._complaints: list[str] = []
        self._expected: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", self._catch)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._complaints.append(f"{message.type}: {message.text} {message.location}")

    def _catch(self, error: WebError) -> None:
        self._complaints.append(f"uncaught: {error.error}")

    def expects(self, *patterns: str) -> None:
        """Allow complaints that match one of `patterns`."""
        self._expected += patterns

    @property
    def complaints(self) -> list[str]:
        """What the console said and nobody expected."""
        return [c for c in self._complaints if not any(re.search(p, c) for p in self._expected)]

    def open(self, path: str = "/") -> None:
        """Go to the site, and wait until it listens to the visitor."""
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_function(LISTENS)

    def another_tab(self) -> "Visitor":
        """Open a second tab of the same browser; it complains to its own list."""
        return Visitor(self.context, self.address)

    @property
    def composer(self) -> Locator:
        """Where the visitor writes."""
        return self.page.locator("footer textarea")

    @property
    def turns(self) -> Locator:
        """The turns of the conversation."""
        return self.page.get_by_role("log").get_by_role("article")

    @property
    def last(self) -> Locator:
        """The newest turn."""
        return self.turns.last

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """Find a button by what it says."""
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    def choose(self, name: str) -> None:
        """Choose an item of the menu."""
        self.button("Menu").click()
        self.button(name).click()

    def ask(self, text: str) -> None:
        """Write a question and send it."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def hears(self, text: str | re.Pattern[str]) -> None:
        """Wait until the newest turn shows `text` and has ended."""
        expect(self.last).to_contain_text(text)
        self.waits()

    def waits(self) -> None:
        """Wait until no answer is under way."""
        expect(self.page.locator("article[aria-busy=true]")).to_have_count(0)

    def stored(self, key: str) -> str | None:
        """Read what the site keeps in this browser."""
        value: str | None = self.page.evaluate("key => localStorage.getItem(`twin.${key}`)", key)
        return value

    def focused(self) -> str:
        """Give the accessible name of what has the focus."""
        return str(
            self.page.evaluate(
                "() => document.activeElement.getAttribute('aria-label')"
                " ?? document.activeElement.textContent"
            )
        )

    def has_no_sideways_scroll(self) -> bool:
        """Whether nothing but code and tables can be moved sideways."""
        return bool(
            self.page.evaluate(
                "() => [document.documentElement, document.querySelector('main')]"
                ".every(e => e.scrollWidth <= e.clientWidth)"
            )
        )

    def barriers(self, rules: dict[str, object]) -> list[str]:
        """Give what axe finds by `rules`."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "async (runOnly) => (await axe.run({ runOnly })).violations",
            rules,
        )
        return [
            f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]
