"""What the shell scripts, terraform and the site say when something is wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.said import ROOT, Said

_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_DIE = re.compile(rf"\bdie {_QUOTED}")
_FAULT = re.compile(r"^(?:require_\w+|\w*_fault)\(\) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_ECHO = re.compile(rf"\b(?:echo|die|fix=) ?{_QUOTED}")
_SAY = re.compile(rf"\bsay {_QUOTED}")
_SHELL_VALUE = re.compile(r"\$\{?[\w#]+\}?|\$\([^)]*\)|\\?\"")
_ERROR_MESSAGE = re.compile(r'error_message\s*=\s*"((?:\$\{[^}]*\}|[^"\\]|\\.)*)"')
_TERRAFORM_VALUE = re.compile(r"\$\{[^}]*\}")
_TITLE_AND_HINT = re.compile(rf"(?:title|hint): {_QUOTED}")
_PROBLEM = re.compile(rf"setProblem\({_QUOTED}")
_THROWN = re.compile(
    r"(?:console\.error|new Error|process\.exit)\(\s*((?:[\"`].*?[\"`][\s+]*)+)", re.DOTALL
)
_LITERAL = re.compile(r"[\"`]((?:[^\"`\\]|\\.)*)[\"`]")
_TSX_TEXT = re.compile(r">\s*([A-Z][^<>{}=]*\.)(?:\{\" \"\})?\s*<")
_SHOWN_WHEN = re.compile(r'&& "([A-Z][^"]+\.) ?"')
_TSX_VALUE = re.compile(r"\$\{[^}]*\}")
WRONG = ("connection-note", "not-found", "global-error", "error-boundary")


def said_by_scripts() -> Iterator[Said]:
    """Read the arguments of `die`, and what the functions say that look for a fault."""
    for path in sorted((ROOT / "scripts").glob("*.sh")):
        text = path.read_text(encoding="utf-8")
        found = _DIE.findall(text)
        found += [said for body in _FAULT.findall(text) for said in _ECHO.findall(body)]
        found += [said for said in _SAY.findall(text) if "left out" in said]
        yield from (_cut(path, said, _SHELL_VALUE) for said in found)


def said_by_terraform() -> Iterator[Said]:
    """Read every `error_message` of terraform/."""
    for path in sorted((ROOT / "terraform").rglob("*.tf")):
        text = path.read_text(encoding="utf-8")
        yield from (_cut(path, said, _TERRAFORM_VALUE) for said in _ERROR_MESSAGE.findall(text))


def said_by_site() -> Iterator[Said]:
    """Read the table of failures, the notes that something is wrong, and the build's errors."""
    frontend = ROOT / "frontend"
    for folder in ("app", "components", "hooks", "lib"):
        for path in sorted((frontend / folder).rglob("*.ts*")):
            text = path.read_text(encoding="utf-8")
            found = _PROBLEM.findall(text) + _SHOWN_WHEN.findall(text)
            found += _TITLE_AND_HINT.findall(text) if path.stem == "failure-text" else []
            found += _TSX_TEXT.findall(text) if path.stem in WRONG else []
            yield from (_cut(path, said, _TSX_VALUE) for said in found)
    for path in [frontend / "next.config.ts", *sorted((frontend / "scripts").glob("*.mjs"))]:
        for said in _THROWN.findall(path.read_text(encoding="utf-8")):
            yield _cut(path, "".join(_LITERAL.findall(said)), _TSX_VALUE)


def _cut(path: Path, said: str, value: re.Pattern[str]) -> Said:
    return Said(path.relative_to(ROOT).as_posix(), tuple(value.split(said)))
