"""From the tree to the zip, step by step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from rich.console import Console

from package.archive import write_zip
from package.bytecode import compile_modules
from package.modules import copy_modules
from package.owner_knowledge import packed_knowledge
from package.wheels import PLATFORMS, Arch, install
from resources import PACKAGED
from settings import BACKEND, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to build."""

    arch: Arch = "x86_64"
    openai: bool = False
    allow_template: bool = False
    output: Path = BACKEND / "lambda-deployment.zip"


def build(options: Options, settings: Settings, console: Console) -> None:
    """Write `options.output`; raises ConfigurationError with the fix."""
    with TemporaryDirectory(prefix="lambda-package-") as name:
        folder = Path(name)
        with _step(console, "Compiling the owner's files"):
            knowledge = packed_knowledge(settings, allow_template=options.allow_template)
        with _step(console, f"Fetching wheels for {PLATFORMS[options.arch]}"):
            install(folder, arch=options.arch, openai=options.openai)
        with _step(console, "Compiling modules for Python 3.12"):
            copy_modules(folder)
            compile_modules(folder)
        packed = folder / PACKAGED.relative_to(BACKEND)
        packed.parent.mkdir(exist_ok=True)
        packed.write_bytes(knowledge)
        with _step(console, f"Writing {options.output.name}"):
            write_zip(folder, options.output)


@contextmanager
def _step(console: Console, what: str) -> Iterator[None]:
    """Show that `what` is going on, a line for a log or a moving one on a terminal."""
    started = monotonic()
    with console.status(f"{what} ..."):
        yield
    console.print(f"{what}: {monotonic() - started:.1f} s", highlight=False, style="dim")
