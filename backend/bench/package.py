"""The package: its size, and its cold start against a bare one and against itself uncompiled."""

import json
import shutil
from pathlib import Path
from statistics import median
from zipfile import ZipFile

from rich.console import Console

from bench.process import run
from bench.table import Row
from bench.workshop import BARE, chat_event, environment
from package.archive import items
from package.build import Options, build
from package.bytecode import compile_modules, lambda_python
from settings import settings

ROUNDS = 15
COLD_LIMIT = 1.25
COMPILED_LIMIT = 1.0
ZIPPED_LIMIT, UNZIPPED_LIMIT = 15, 60
MEGABYTE = 1_000_000

# No site-packages and, like Lambda's read-only folder, no place to keep compiled modules (-B).
_PYTHON_OPTIONS = ("-I", "-S", "-B")
_FIRST_REQUEST = """\
import json, sys, time
sys.path.insert(0, sys.argv[1])
event = json.loads(sys.argv[2])
started = time.perf_counter()
from lambda_handler import handler
answer = handler(event, None)
took = time.perf_counter() - started
assert answer["statusCode"] == 200, answer
print(took)
"""


def _unpacked(archive: Path, folder: Path) -> Path:
    with ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder


def _bare(twin: Path, folder: Path) -> Path:
    """Make the same package around a bare handler: same libraries, compiled the same way."""
    shutil.copytree(twin, folder)
    (folder / "lambda_handler.py").write_text(BARE)
    compile_modules(folder)
    return folder


def _uncompiled(twin: Path, folder: Path) -> Path:
    shutil.copytree(twin, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def _first_request(package: Path, variables: dict[str, str]) -> float:
    command = [lambda_python(), *_PYTHON_OPTIONS, "-c", _FIRST_REQUEST, str(package), _EVENT]
    return float(run(command, folder=package, variables=variables).splitlines()[-1])


_EVENT = json.dumps(chat_event())


def measure(folder: Path, data: Path) -> list[Row]:
    """Measure in fresh processes, by turns: the machine's load then falls on all alike."""
    archive = folder / "package.zip"
    chosen = settings().model_copy(update={"data_dir": data, "personal_data_bucket": ""})
    build(Options(allow_template=True, output=archive), chosen, Console(quiet=True))
    twin = _unpacked(archive, folder / "twin")
    packages = {
        "twin": twin,
        "bare": _bare(twin, folder / "bare"),
        "uncompiled": _uncompiled(twin, folder / "uncompiled"),
    }
    took: dict[str, list[float]] = {name: [] for name in packages}
    for _ in range(ROUNDS):
        for name, package in packages.items():
            variables = environment(folder, package / "data")
            took[name].append(_first_request(package, variables))
    return [*_sizes(archive), *_times(took)]


def _sizes(archive: Path) -> list[Row]:
    zipped = archive.stat().st_size / MEGABYTE
    unzipped = sum(item.size for item in items(archive)) / MEGABYTE
    return [
        Row("package, zipped", zipped, "MB", "Lambda's limit, 50 MB", ZIPPED_LIMIT),
        Row("package, unzipped", unzipped, "MB", "Lambda's limit, 250 MB", UNZIPPED_LIMIT),
    ]


def _times(took: dict[str, list[float]]) -> list[Row]:
    """Compare round by round: what slows one process slows its neighbours too."""
    bare = f"bare FastAPI + Mangum package, {1_000 * median(took['bare']):.0f} ms"
    uncompiled = f"the same without .pyc, {1_000 * median(took['uncompiled']):.0f} ms"
    return [
        Row("package, cold start", _ratio(took["twin"], took["bare"]), "x", bare, COLD_LIMIT),
        Row(
            "package, cold start",
            _ratio(took["twin"], took["uncompiled"]),
            "x",
            uncompiled,
            COMPILED_LIMIT,
        ),
    ]


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))
