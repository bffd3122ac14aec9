"""docs/troubleshooting.md is held against what the software really says, both ways."""

import ast
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from tests.said import ROOT, pieces_of, squeeze, texts_in
from tests.said_by_python import Reader, owners_modules
from tests.said_elsewhere import said_by_scripts, said_by_site, said_by_terraform

PAGE = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
READER = Reader(owners_modules())
SAID = [
    said
    for said in chain(READER.said(), said_by_scripts(), said_by_terraform(), said_by_site())
    if said.is_sentence
]
# These pass on what somebody else says, word for word.
PASS_ON = {
    "backend/file_knowledge.py load": "the operating system",
    "backend/package/wheels.py run_uv": "uv",
    "backend/personalise.py _knowledge": "the operating system",
    "backend/providers/call.py _judge": "the model",
    "scripts/cloud/command.py call": "the program that it runs",
    "scripts/cloud/remote_model.py _ask": "the model's server",
}
MOST_FILLED_IN = 24
SHORTEST = 5


def quotes() -> list[str]:
    """Find the texts that the page quotes: in the first cell of a row."""
    rows = (line for line in PAGE.splitlines() if line.startswith("| `"))
    cells = (row.split(" | ")[0] for row in rows)
    return [text for cell in cells for text in re.findall(r"`([^`]+)`", cell) if " " in text]


def sources() -> list[str]:
    """List everything that the software may say, the longest first."""
    python = (
        piece
        for module in READER.modules
        for node in texts_in(module.tree)
        for pieces in pieces_of(node)
        for piece in pieces
    )
    others = (piece for said in SAID for piece in said.pieces)
    found = {squeeze(piece) for piece in chain(python, others)}
    return sorted((p for p in found if len(p) >= SHORTEST), key=len, reverse=True)


PIECES = sources()


def test_the_page_has_every_text() -> None:
    page = squeeze(PAGE)
    assert [f"{said.place}: {said.longest}" for said in SAID if said.longest not in page] == []


def test_no_error_is_overlooked() -> None:
    assert set(READER.silent()) == set(PASS_ON)


def test_many_texts_are_read() -> None:
    kinds = Counter(Path(said.place.split(":")[0]).suffix for said in SAID)
    least = {".py": 150, ".sh": 4, ".tf": 25, ".ts": 20, ".tsx": 4, ".mjs": 1}
    assert {kind: kinds[kind] for kind in least if kinds[kind] < least[kind]} == {}


@pytest.mark.parametrize("quote", quotes())
def test_the_software_says_what_the_page_quotes(quote: str) -> None:
    rest = squeeze(quote).replace("…", "")
    for piece in PIECES:
        rest = rest.replace(piece, " ")
    assert len(re.sub(r"\W", "", rest)) <= MOST_FILLED_IN, rest


def test_a_message_is_cut_at_what_it_fills_in() -> None:
    module = ast.parse(
        'FIX = "mend it"\ndef f(x):\n    why = f"{x} broke: {FIX}"\n    return why\n'
    )
    assert [pieces_of(node) for node in texts_in(module)] == [
        [("mend it",)],
        [("", " broke: ", "")],
    ]
