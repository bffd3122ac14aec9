"""A cold start: import of the handler and its first answer, each in a fresh process."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

from bench.table import Row
from bench.workshop import BARE, chat_event, environment
from settings import BACKEND

ROUNDS = 7
COLD_LIMIT = 1.25

_FIRST_REQUEST = """\
import json, sys, time
event = json.loads(sys.argv[1])
started = time.perf_counter()
from {module} import handler
answer = handler(event, None)
took = time.perf_counter() - started
assert answer["statusCode"] == 200, answer
heavy = {{"boto3", "openai", "pypdfium2"}} & set(sys.modules)
print(json.dumps([took, sorted(heavy)]))
"""
_IMPORT = """\
import sys, time
started = time.perf_counter()
{code}
print(f"[{{time.perf_counter() - started}}, []]")
"""


def _run(code: str, folder: Path, variables: dict[str, str], *arguments: str) -> float:
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    took, heavy = json.loads(ran.stdout.splitlines()[-1])
    if heavy:
        raise RuntimeError(f"an offline cold start imported {heavy}")
    return float(took)


def measure(folder: Path, data: Path) -> list[Row]:
    """Measure cold starts, and what each heavy import adds."""
    (folder / "bare.py").write_text(BARE)
    offline = environment(folder, data, PYTHONPATH=str(BACKEND))
    cloud = offline | {
        "AI_PROVIDER": "bedrock",
        "USE_S3": "true",
        "MEMORY_BUCKET": "bench-memory",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
    }
    warm = "from settings import settings; from clients import Clients; Clients(settings()).warm()"
    event = json.dumps(chat_event())
    cases = {
        "bare": (_FIRST_REQUEST.format(module="bare"), offline, event),
        "twin": (_FIRST_REQUEST.format(module="lambda_handler"), offline, event),
        "cloud": (_IMPORT.format(code=f"import lambda_handler; {warm}"), cloud, ""),
        "boto3": (_IMPORT.format(code="import lambda_handler; import boto3"), offline, ""),
        "openai": (_IMPORT.format(code="import lambda_handler; import openai"), offline, ""),
        "pypdfium2": (_IMPORT.format(code="import lambda_handler; import pypdfium2"), offline, ""),
        "handler": (_IMPORT.format(code="import lambda_handler"), offline, ""),
    }
    took: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, (code, variables, argument) in cases.items():
            took[name].append(_run(code, folder, variables, argument))
    middle = {name: median(samples) for name, samples in took.items()}
    bare = f"bare FastAPI + Mangum, {1_000 * middle['bare']:.0f} ms"
    heavy = [
        Row(f"importing {name} adds", middle[name] / middle["handler"], "x", "lambda_handler")
        for name in ("boto3", "openai", "pypdfium2")
    ]
    return [
        Row("cold start, offline", middle["twin"] / middle["bare"], "x", bare, COLD_LIMIT),
        Row("init, Bedrock and S3 clients", middle["cloud"] / middle["bare"], "x", bare),
        *heavy,
    ]
