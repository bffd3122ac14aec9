"""The twin's own modules in the package: what its entry points reach, and nothing else."""

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

from settings import BACKEND

ENTRY_POINTS = ("lambda_handler", "stream_server")
START_SCRIPT = "run.sh"


def copy_modules(folder: Path) -> None:
    """Copy the modules and the streaming function's start script into `folder`."""
    for path in (*reached(BACKEND), BACKEND / START_SCRIPT):
        target = folder / path.relative_to(BACKEND)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)


def reached(backend: Path) -> list[Path]:
    """List the files that `ENTRY_POINTS` import, however late; of a folder all its modules."""
    found: dict[str, list[Path]] = {}
    waiting = list(ENTRY_POINTS)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _files_of(backend, name)
            waiting += [imported for path in found[name] for imported in _imports(path)]
    return sorted(path for paths in found.values() for path in paths)


def _files_of(backend: Path, name: str) -> list[Path]:
    module = backend / f"{name}.py"
    return [module] if module.is_file() else sorted((backend / name).glob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]
