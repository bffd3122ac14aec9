"""Compile every module below a folder, as Lambda's own Python would: run by CPython 3.12 alone.

python3.12 -I -S compile_tree.py FOLDER

A file's hash is not checked at run time (PEP 552), so that the time of unpacking is no matter, and
its code says that it comes from /var/task: the same sources give the same bytes anywhere.
"""

import py_compile
import sys
from importlib.util import cache_from_source
from pathlib import Path

UNPACKED = Path("/var/task")


def main(folder: Path) -> None:
    """Write the `__pycache__` folders, always in the same order."""
    for path in sorted(folder.rglob("*.py")):
        py_compile.compile(
            str(path),
            cfile=cache_from_source(str(path)),
            dfile=str(UNPACKED / path.relative_to(folder)),
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
