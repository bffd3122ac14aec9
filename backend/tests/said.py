"""A message of the software's: cut at what it fills in, its pieces are what is always the same."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from settings import BACKEND

ROOT = BACKEND.parent
_FILLED_IN = re.compile(r"\{[a-z_]*\}|%s")

Pieces = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A message, and the file and line that says it."""

    place: str
    pieces: Pieces

    @property
    def longest(self) -> str:
        """The piece by which the message is recognised."""
        return max(map(squeeze, self.pieces), key=len, default="")

    @property
    def is_sentence(self) -> bool:
        """Whether that piece is words, not a name or a path."""
        return len(self.longest.split()) > 1


def squeeze(text: str) -> str:
    """Write `text` on one line, without the marks of code."""
    return " ".join(text.replace("`", "").split())


def pieces_of(node: ast.expr | None) -> list[Pieces]:
    """Give the messages that `node` writes out: literals, f-strings, sums, either-ors."""
    match node:
        case ast.Constant(value=str(text)):
            return [tuple(_FILLED_IN.split(text))]
        case ast.JoinedStr(values=values):
            parts = [v.value if isinstance(v, ast.Constant) else "{}" for v in values]
            return [tuple(_FILLED_IN.split("".join(map(str, parts))))]
        case ast.BinOp(left=left, right=right):
            return pieces_of(left) + pieces_of(right)
        case ast.IfExp(body=body, orelse=orelse):
            return pieces_of(body) + pieces_of(orelse)
        case ast.Dict(values=values):
            return [pieces for value in values for pieces in pieces_of(value)]
    return []


def texts_in(node: ast.AST) -> Iterator[ast.expr]:
    """Find the texts below `node`, whole; docstrings and what is only compared are not said."""
    match node:
        case ast.Compare() | ast.Expr(value=ast.Constant()):
            return
        case ast.JoinedStr() | ast.Constant():
            yield node
        case _:
            for child in ast.iter_child_nodes(node):
                yield from texts_in(child)
