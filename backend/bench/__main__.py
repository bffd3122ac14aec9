"""Run the benchmarks, or the parts that are named, and print one table; exits 1 over a limit."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.table import Row, render
from bench.workshop import data_folder

PARTS = {"backend": ("package", "cold", "warm", "streams"), "site": ("site",)}


def main(named: Sequence[str]) -> int:
    """Measure and print."""
    if unknown := set(named) - set(PARTS):
        known = ", ".join(PARTS)
        print(f"error: {', '.join(unknown)} is none of {known}.", file=sys.stderr)  # noqa: T201
        return 2
    rows: list[Row] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = data_folder(folder)
        for benchmark in (b for part in named or PARTS for b in PARTS[part]):
            print(f"{benchmark} ...", file=sys.stderr, flush=True)  # noqa: T201
            rows += import_module(f"bench.{benchmark}").measure(folder, data)
    print(render(rows))  # noqa: T201
    return 0 if all(row.is_held for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
