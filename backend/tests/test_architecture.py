"""Imports point one way, and offline runs load nobody's SDK."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

BACKEND = Path(__file__).parent.parent
LAYERS = [
    {"deploy"},
    {"package"},
    {"stream_server"},
    {"lambda_handler"},
    {"server"},
    {"routes", "laptop"},
    {"delivery", "twin"},
    {"http_errors", "chat"},
    {"model_call"},
    {"clients", "personalise"},
    {"resources", "memory", "providers", "conversation"},
    {"file_knowledge", "s3_knowledge", "data_report", "file_memory", "s3_memory"},
    {"knowledge", "owner_files", "transcript"},
    {"built_page", "context", "grounding"},
    {"log", "owner_file_names", "secret"},
    {"settings"},
    {"schemas", "errors"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
HEAVY = {"boto3", "botocore", "openai", "pypdfium2", "uvicorn", "fastapi_offline"}


def room(path: Path) -> str:
    return path.relative_to(BACKEND).parts[0].removesuffix(".py")


def sources() -> list[Path]:
    skipped = {".venv", "bench", "tests"}
    found = BACKEND.rglob("*.py")
    return [p for p in found if p.relative_to(BACKEND).parts[0] not in skipped]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(BACKEND)))
def test_a_module_imports_only_what_is_right_of_it(path: Path) -> None:
    here = room(path)
    assert here in LEVEL, f"{here} has no place in the layers"
    wrong = {n for n in imports(path) if n in LEVEL and n != here and LEVEL[n] <= LEVEL[here]}
    assert not wrong


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(BACKEND)))
def test_no_heavy_library_is_imported_at_the_top_of_a_shared_module(path: Path) -> None:
    top = {
        alias.name.split(".")[0]
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    if room(path) != "providers":
        assert not top & HEAVY


def test_an_offline_start_loads_no_sdk() -> None:
    code = f"import sys, server; server.create_app(); print({HEAVY} & set(sys.modules))"
    environment = {"PATH": "/usr/bin:/bin", "API_DOCS": "false", "AI_PROVIDER": "offline"}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        cwd=BACKEND,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.strip() == "set()", ran.stderr
