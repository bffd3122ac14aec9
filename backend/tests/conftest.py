"""What every test starts from: no shell, no account, no key."""

import os
from collections.abc import Iterator

import pytest

from tests.emulator import Emulator, running_emulator
from tests.packages import archive, cloud, data

__all__ = ["archive", "cloud", "data"]

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


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """Start a local AWS, once for all tests that ask for it."""
    with running_emulator() as emulator:
        yield emulator
