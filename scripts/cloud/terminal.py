"""What a script says: one line for each step, a spinner while it takes its time."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from cloud.shell import shell
from cloud.stop import Stop

console = Console(stderr=True, highlight=False, soft_wrap=True)

WIDTH = 26
SHOWN_SECONDS = 1.0


@dataclass(slots=True)
class Step:
    """A step under way: `note` is what its line will say."""

    title: str
    note: str = ""
    _status: Status | None = field(default=None, repr=False)

    def progress(self, text: str) -> None:
        """Say beside the spinner how far it is."""
        if self._status:
            self._status.update(f"{escape(self.title)} [dim]{escape(text)}[/]")


def title(text: str) -> None:
    """Say what this script is about to do."""
    console.print(f"\n[bold]{escape(text)}[/]\n")


def say(text: str) -> None:
    """Say a sentence."""
    console.print(escape(text))


@contextmanager
def step(doing: str) -> Iterator[Step]:
    """Show `doing` while the body runs, then one line with its note and its seconds."""
    begun = time.monotonic()
    with console.status(escape(doing)) as status:
        under_way = Step(doing, _status=status)
        try:
            yield under_way
        except BaseException:
            console.print(f" [red]✗[/] {escape(doing)}")
            raise
    seconds = time.monotonic() - begun
    took = f"[dim]{seconds:.0f} s[/]" if seconds >= SHOWN_SECONDS else ""
    name = escape(doing.ljust(WIDTH))
    console.print(f" [green]✓[/] {name} {escape(under_way.note)}  {took}".rstrip())


def address(label: str, url: str) -> None:
    """End with the address: on stdout, so that another program can take it."""
    console.print(f"\n{escape(label)}")
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()


def confirm(question: str, *, fix: str) -> None:
    """Go on only after a yes; `fix` tells a shell without a person what to do instead."""
    if not shell().is_interactive:
        raise Stop(f"nobody is here to answer {question!r}: {fix}.")
    if console.input(f"   {escape(question)} \\[y/N] ").strip().lower() not in {"y", "yes"}:
        raise Stop("nothing was changed.")
