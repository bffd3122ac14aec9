"""Schemathesis against the running app: no 5xx, no undocumented status, every schema held."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server import create_app
from tests.serving import serve
from tests.twins import Script, ScriptedProvider, clients_for, settings_for

SHOWN = {"examples", "example", "enum", "const"}


def lacks(schema: dict[str, Any], schemas: dict[str, Any], path: str = "") -> list[str]:
    """Name the parts of `schema` that have neither an example nor fixed values."""
    is_plain = schema.get("type") in {"boolean", "null"} or schema.get("format") == "binary"
    if is_plain or SHOWN & set(schema):
        return []
    if "$ref" in schema:
        return lacks(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas, path)
    inner = [(f"{path}.{name}", part) for name, part in schema.get("properties", {}).items()]
    inner += [(path, part) for part in schema.get("anyOf", [])]
    inner += [(f"{path}[]", schema["items"])] if "items" in schema else []
    return (
        [lack for name, part in inner for lack in lacks(part, schemas, name)] if inner else [path]
    )


def bodies(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give each body, and each parameter, of an operation with its schema."""
    yield from operation.get("parameters", [])
    described = [operation.get("requestBody", {}), *operation["responses"].values()]
    yield from (body for d in described for body in d.get("content", {}).values())


def test_every_route_has_examples(tmp_path: Path) -> None:
    api = create_app(settings_for(tmp_path)).openapi()
    for path, operations in api["paths"].items():
        for method, operation in operations.items():
            for body in bodies(operation):
                missing = lacks(body, {}) and lacks(body["schema"], api["components"]["schemas"])
                assert not missing, (method, path)


@pytest.mark.timeout(300)
def test_the_api_is_as_it_says(tmp_path: Path) -> None:
    chosen = settings_for(tmp_path)
    app = create_app(chosen)
    app.state.twin.clients = clients_for(chosen, ScriptedProvider(Script(["I play ", "chess."])))
    with serve(app) as address:
        command = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json"]
        ran = subprocess.run(
            [*command, "--max-examples", "30", "--seed", "7", "--no-color"],
            check=False,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=280,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
