"""Run every benchmark and print one table; exits 1 when a figure is over its limit."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import cold, package, streams, warm
from bench.table import Row, render
from bench.workshop import data_folder


def main() -> int:
    """Measure and print."""
    rows: list[Row] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = data_folder(folder)
        for benchmark in (package, cold, warm, streams):
            print(f"{benchmark.__name__} ...", file=sys.stderr, flush=True)  # noqa: T201
            rows += benchmark.measure(folder, data)
    print(render(rows))  # noqa: T201
    return 0 if all(row.is_held for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
