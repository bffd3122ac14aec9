"""The table that `uv run resources.py` prints."""

from pathlib import Path

from grounding.tokens import estimate_tokens
from owner_files import OwnerFile, combine, find_faults, read_files

_KILOBYTE = 1_000


def report(folder: Path) -> tuple[str, bool]:
    """Describe the owner's files in `folder`, and tell whether the twin can speak from them."""
    files = read_files(folder)
    faults = find_faults(folder, files)
    pictures = [file for file in files if file.is_picture]
    shown = [file for file in files if not file.is_picture]
    shown += [file for file in pictures if not file.is_missing] or [
        OwnerFile("picture.jpg", is_missing=True)
    ]
    rows = [("file", "size", "sections", "tokens", "state"), *map(_row, shown)]
    lines = [f"The owner's files in {folder}", "", *_table(rows), ""]
    if faults:
        return "\n".join([*lines, *(f"Fault: {fault}" for fault in faults)]), False
    return "\n".join([*lines, *_next_steps(folder, files)]), True


def _row(file: OwnerFile) -> tuple[str, ...]:
    if file.is_missing or file.is_picture or file.is_empty or file.is_left_out:
        return file.name, _size(file), "", "", _state(file)
    sections = "voice" if file.style else str(len(file.sections))
    return file.name, _size(file), sections, f"{_tokens([file]):,}", _state(file)


def _size(file: OwnerFile) -> str:
    if file.is_missing:
        return ""
    kilobytes = f"{file.size / _KILOBYTE:,.1f} kB"
    return kilobytes if file.size >= _KILOBYTE else f"{file.size} B"


def _state(file: OwnerFile) -> str:
    if file.is_missing:
        return "MISSING" if file.is_required else "optional, missing"
    if file.fault:
        return "FAULT, see below"
    if file.is_empty:
        return "EMPTY" if file.is_required else "optional, empty"
    if file.is_left_out:
        return "left out: still the template"
    return "still the template" if file.is_template else "ok"


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        name, *numbers, state = [
            cell.ljust(width) if index in {0, len(row) - 1} else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(["", name, *numbers, "", state]).rstrip())
    rule = "  " + "-" * (max(map(len, lines)) - 2)
    return [lines[0], rule, *lines[1:]]


def _tokens(files: list[OwnerFile]) -> int:
    texts = [section.text for file in files for section in file.sections]
    return sum(map(estimate_tokens, texts)) + sum(
        estimate_tokens(f.style) for f in files if f.style
    )


def _next_steps(folder: Path, files: list[OwnerFile]) -> list[str]:
    knowledge = combine(folder, files)
    total = f"{len(knowledge.sections)} sections, about {_tokens(files):,} tokens"
    lines = [f"{knowledge.owner.name}: {total}."]
    left_out = [file.name for file in files if file.is_left_out]
    if left_out:
        lines.append(f"Left out: {', '.join(left_out)}, the template person's; write your own.")
    templates = [file.name for file in files if file.is_template and not file.is_left_out]
    if templates:
        lines.append(
            f"Next: write your own {', '.join(templates)} (now the template person's, whom deploy "
            "refuses)."
        )
    else:
        lines.append("Next: ./scripts/dev.sh, then ask your twin something.")
    return lines
