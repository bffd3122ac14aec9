"""Schemathesis against the running app: no 5xx, no undocumented status, every schema held."""

import subprocess
import sys
from pathlib import Path

from server import create_app
from tests.serving import serve
from tests.twins import Script, ScriptedProvider, clients_for, settings_for


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
            timeout=100,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
