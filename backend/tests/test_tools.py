"""The programs that other tests look for."""

from pathlib import Path

import pytest

from tests.tools import chromium


@pytest.mark.parametrize("name", ["chromium", "google-chrome", "chromium-browser"])
def test_any_chromium_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    program = tmp_path / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium() == str(program)
