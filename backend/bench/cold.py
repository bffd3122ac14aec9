"""A cold start: import of the handler and its first answer, each in a fresh process."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.process import run
from bench.table import Row
from bench.workshop import BARE, chat_event, environment
from settings import BACKEND

ROUNDS = 9
COLD_LIMIT = 1.25

_TIMED = """\
import json, sys, time
event = json.loads(sys.argv[1])
started = time.perf_counter()
{code}
print(json.dumps(time.perf_counter() - started))
"""
_FIRST_REQUEST = """\
from {module} import handler
answer = handler(event, None)
assert answer["statusCode"] == 200, answer
heavy = {{"boto3", "botocore", "openai", "pypdfium2"}} & set(sys.modules)
assert not heavy, f"an offline cold start imported {{heavy}}"
"""
_HANDLER = "import lambda_handler\n"
_IMPORTS = ("boto3", "openai", "pypdfium2", "uvicorn", "fastapi_offline")
_CLIENTS = {
    "Bedrock": "from providers.bedrock import BedrockProvider\nBedrockProvider(settings())\n",
    "S3": "from s3_memory import S3Memory\nS3Memory(settings())\n",
}
_SETTINGS = "import boto3\nfrom settings import settings\nsettings()\n"


@dataclass(frozen=True, slots=True)
class _Case:
    """Code that is timed in a process of its own, with these environment variables."""

    code: str
    variables: dict[str, str]

    def run(self, folder: Path) -> float:
        """Give the seconds that the code took."""
        code = _TIMED.format(code=self.code)
        command = [sys.executable, "-c", code, json.dumps(chat_event())]
        return float(run(command, folder=folder, variables=self.variables).splitlines()[-1])


def _cases(folder: Path, data: Path) -> dict[str, _Case]:
    offline = environment(folder, data, PYTHONPATH=str(BACKEND))
    cloud = offline | {
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "AI_PROVIDER": "bedrock",
        "USE_S3": "true",
        "MEMORY_BUCKET": "bench-memory",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
    }
    cases = {
        "bare": _Case(_FIRST_REQUEST.format(module="bare"), offline),
        "twin": _Case(_FIRST_REQUEST.format(module="lambda_handler"), offline),
        "handler": _Case(_HANDLER, offline),
        "cloud": _Case(_HANDLER, cloud),
        "boto3 alone": _Case(_SETTINGS, cloud),
    }
    cases |= {name: _Case(f"{_HANDLER}import {name}\n", offline) for name in _IMPORTS}
    return cases | {name: _Case(_SETTINGS + code, cloud) for name, code in _CLIENTS.items()}


def _measure_all(folder: Path, cases: dict[str, _Case]) -> dict[str, list[float]]:
    """Run the cases in turn, so that what else the machine does falls on all of them."""
    took: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, case in cases.items():
            took[name].append(case.run(folder))
    return took


def measure(folder: Path, data: Path) -> list[Row]:
    """Measure cold starts, and what each import and each client adds."""
    (folder / "bare.py").write_text(BARE)
    took = _measure_all(folder, _cases(folder, data))
    hello = f"bare FastAPI + Mangum, {1_000 * median(took['bare']):.0f} ms"

    def ratio(name: str) -> float:
        return median(a / b for a, b in zip(took[name], took["bare"], strict=True))

    def added(name: str, base: str) -> float:
        return 1_000 * median(a - b for a, b in zip(took[name], took[base], strict=True))

    return [
        Row("cold start, offline", ratio("twin"), "x", hello, COLD_LIMIT),
        Row("init, Bedrock and S3 clients made", ratio("cloud"), "x", hello),
        *(Row(f"importing {n} adds", added(n, "handler"), "ms", "the handler") for n in _IMPORTS),
        *(Row(f"a {n} client adds", added(n, "boto3 alone"), "ms", "boto3") for n in _CLIENTS),
    ]
