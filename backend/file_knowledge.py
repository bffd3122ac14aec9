"""Knowledge from a folder of the owner's files, compiled again only when one of them changes."""

import contextlib
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from errors import ConfigurationError
from knowledge import dump_knowledge, parse_knowledge_file
from owner_file_names import REQUIRED, TEMPLATES, TEXTS_AND_PDF
from schemas import Knowledge
from settings import BACKEND

KNOWLEDGE = "knowledge.json"


class FileKnowledge:
    """Watches `folder`, and keeps what it compiles as knowledge.json beside the files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiled = folder / KNOWLEDGE
        self._stamps: list[tuple[int, int]] | None = None

    def load(self) -> Knowledge | None:
        """Give the knowledge, None when no file has changed since the last call."""
        stamps = [_stamp(self._folder / name) for name in TEXTS_AND_PDF]
        if stamps == self._stamps:
            return None
        before, self._stamps = self._stamps, stamps
        try:
            return self._read()
        except (OSError, ConfigurationError) as error:
            if before is None:
                self._stamps = None
            if isinstance(error, OSError):
                raise ConfigurationError(f"{error.filename}: {error.strerror}.") from error
            raise

    def _read(self) -> Knowledge:
        if self._compiled.is_file() and not any(
            (self._folder / name).exists() for name in REQUIRED
        ):
            return parse_knowledge_file(self._compiled.read_bytes()).knowledge
        sources = _digests(self._folder)
        if kept := self._kept(sources):
            return kept
        from owner_files import compile_knowledge  # a start with a compiled copy needs none of it

        knowledge = compile_knowledge(self._folder)
        with contextlib.suppress(OSError):
            _write(self._compiled, dump_knowledge(knowledge, sources=sources))
        return knowledge

    def _kept(self, sources: dict[str, str]) -> Knowledge | None:
        with contextlib.suppress(OSError, ConfigurationError):
            kept = parse_knowledge_file(self._compiled.read_bytes())
            return kept.knowledge if kept.sources == sources else None
        return None


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, -1
    return status.st_mtime_ns, status.st_size


def _digests(folder: Path) -> dict[str, str]:
    """Give the digest of each file, of its template, and of the code that compiles it."""
    files = [folder / name for name in TEXTS_AND_PDF]
    files += [*TEMPLATES.glob("*_template.*"), BACKEND / "owner_files.py"]
    files += (BACKEND / "grounding").glob("*.py")
    return {f.name: sha256(f.read_bytes()).hexdigest() for f in files if f.is_file()}


def _write(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".knowledge-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
