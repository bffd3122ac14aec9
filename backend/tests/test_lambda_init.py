"""What the function's init does: clients made, files read, a bad setting named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge import dump_knowledge
from settings import BACKEND
from tests.twins import ADA

IN_LAMBDA = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/nonexistent",
    "AWS_LAMBDA_FUNCTION_NAME": "twin",
    "AWS_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "USE_S3": "true",
    "MEMORY_BUCKET": "twin-memory",
}
INIT = """\
import gc, json, sys
import lambda_handler, server
assert gc.isenabled() and gc.get_freeze_count() > 100_000
made = lambda_handler.handler.app.state.twin.clients.__dict__
heavy = {"openai", "pypdfium2", "uvicorn", "fastapi_offline", "dotenv"} & set(sys.modules)
print(json.dumps([sorted({"memory", "provider", "knowledge"} & set(made)), sorted(heavy)]))
"""


def init(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    (folder / "knowledge.json").write_bytes(dump_knowledge(ADA))
    return subprocess.run(
        [sys.executable, "-c", INIT],
        check=False,
        cwd=BACKEND,
        env=IN_LAMBDA | {"DATA_DIR": str(folder)} | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_every_client_is_made_during_init_and_nothing_else_is_loaded(tmp_path: Path) -> None:
    ran = init(tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == [["knowledge", "memory", "provider"], []]


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"USE_S3": "false"}, "USE_S3 is false in Lambda, whose disk is lost"),
        ({"USE_S3": "yes-please"}, "USE_S3 is 'yes-please'"),
        ({"MEMORY_BUCKET": ""}, "USE_S3 is true but MEMORY_BUCKET is unset"),
        ({"MAX_OUTPUT_TOKENS": "1"}, "MAX_OUTPUT_TOKENS is '1'"),
    ],
)
def test_a_bad_setting_stops_the_init_and_is_named(
    tmp_path: Path, variables: dict[str, str], named: str
) -> None:
    ran = init(tmp_path, **variables)
    assert ran.returncode == 1
    assert f"ConfigurationError: {named}" in ran.stderr
