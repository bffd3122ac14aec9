"""Build lambda-deployment.zip: `uv run deploy.py`, or `python deploy.py` with any Python."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from errors import ConfigurationError
from package.archive import check_limits, describe
from package.build import Options, build
from package.wheels import PLATFORMS
from settings import settings


def main(arguments: list[str]) -> int:
    """Build, print path, size and the largest items; 1 when it fails, with the fix."""
    console = Console(stderr=True, soft_wrap=True)
    try:
        options = _parse(arguments)
        build(options, settings(), console)
        print(describe(options.output))  # noqa: T201
        check_limits(options.output)
    except ConfigurationError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _parse(arguments: list[str]) -> Options:
    default = Options()
    parser = argparse.ArgumentParser(
        prog="deploy.py",
        description="Build the Lambda package from this tree and the owner's files.",
    )
    add = parser.add_argument
    add("--arch", choices=sorted(PLATFORMS), default=default.arch, help="the function's processor")
    add("--openai", action="store_true", help="pack what AI_PROVIDER=openai needs")
    add("--allow-template", action="store_true", help="pack the template person, for a trial")
    add("--output", type=_path, default=default.output, help="default: %(default)s")
    return Options(**vars(parser.parse_args(arguments)))


def _path(name: str) -> Path:
    path = Path(name).resolve()
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}: make it first")
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
