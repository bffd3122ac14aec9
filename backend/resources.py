"""The owner's knowledge, kept fresh: from a folder, from S3, or from the copy in the package.

uv run resources.py [--folder DIR]    checks the owner's files and shows what each of them gives
"""

import logging
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from errors import ConfigurationError
from file_knowledge import KNOWLEDGE, FileKnowledge
from knowledge import dump_knowledge, parse_knowledge
from schemas import Knowledge
from settings import BACKEND, Settings, settings

__all__ = [
    "KnowledgeSource",
    "dump_knowledge",
    "open_knowledge",
    "parse_knowledge",
]

PACKAGED = BACKEND / "data" / KNOWLEDGE
FOLDER_SECONDS = 1.0
BUCKET_SECONDS = 60.0

logger = logging.getLogger("resources")


class KnowledgeSource(Protocol):
    """Where the twin's knowledge comes from."""

    def current(self) -> Knowledge:
        """Give what the files say now; cheap, and safe in any thread."""
        ...


class Refreshed:
    """Loads again when `seconds` have passed; None means unchanged, an error keeps the last copy.

    The first load gives knowledge or fails; then the knowledge.json at `fallback` answers, if any.
    """

    def __init__(
        self,
        load: Callable[[], Knowledge | None],
        *,
        seconds: float,
        fallback: Path = Path(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._load = load
        self._seconds = seconds
        self._fallback = fallback
        self._clock = clock
        self._lock = threading.Lock()
        self._last: Knowledge | None = None
        self._due = 0.0

    def current(self) -> Knowledge:
        """Give the newest good copy; one thread renews it while the others use the last."""
        last = self._last
        if last is None:
            with self._lock:
                return self._last or self._first()
        if self._clock() >= self._due and self._lock.acquire(blocking=False):
            try:
                return self._renew(last)
            finally:
                self._lock.release()
        return last

    def _first(self) -> Knowledge:
        try:
            if first := self._load():
                return self._keep(first)
        except ConfigurationError as error:
            if not self._fallback.is_file():
                raise
            logger.error("the copy in the package answers: %s", error)  # noqa: TRY400
        return self._keep(parse_knowledge(self._fallback.read_bytes()))

    def _renew(self, last: Knowledge) -> Knowledge:
        try:
            return self._keep(self._load() or last)
        except ConfigurationError as error:
            logger.error("the last good copy answers: %s", error)  # noqa: TRY400
            return self._keep(last)

    def _keep(self, knowledge: Knowledge) -> Knowledge:
        self._last = knowledge
        self._due = self._clock() + self._seconds
        return knowledge


def open_knowledge(settings: Settings) -> KnowledgeSource:
    """Open the source that `settings` name: the bucket, else the folder, else the package."""
    packaged = PACKAGED if settings.in_lambda else Path()
    if settings.personal_data_bucket:
        from s3_knowledge import S3Knowledge  # a laptop without S3 never pays for boto3

        bucket = S3Knowledge(settings.personal_data_bucket, settings.aws_region)
        return Refreshed(bucket.load, seconds=BUCKET_SECONDS, fallback=packaged)
    folder = FileKnowledge(settings.data_dir)
    return Refreshed(folder.load, seconds=FOLDER_SECONDS, fallback=packaged)


def main(arguments: list[str]) -> int:
    """Print the state of the owner's files; 1 when one of them has a fault."""
    import argparse  # only the command parses and prints

    from data_report import report

    parser = argparse.ArgumentParser(description="Check the files that your twin answers from.")
    parser.add_argument("--folder", type=Path, help="where they are (default: DATA_DIR)")
    folder = parser.parse_args(arguments).folder
    try:
        text, is_good = report(folder or settings().data_dir)
    except ConfigurationError as error:
        text, is_good = str(error), False
    sys.stdout.write(f"{text}\n")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
