"""What every test starts from: no shell, no account, no key."""

import os

import pytest

KEPT = {"PATH", "HOME", "LANG", "TMPDIR", "CI", "PYENV_VERSION", "PYTEST_CURRENT_TEST", "TERM"}


@pytest.fixture(autouse=True)
def clean_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in set(os.environ) - KEPT:
        if not name.startswith(("PYTEST_", "COV_", "UV_", "TF_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
