"""The owner's files in a folder: read, checked, compiled into Knowledge."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from errors import ConfigurationError
from grounding.facts import Json, fact_drafts
from grounding.linkedin import Profile, read_profile
from grounding.owner import find_owner
from grounding.pdf import read_pdf
from grounding.prose import prose_drafts
from grounding.sections import to_sections
from owner_file_names import (
    FACTS,
    LINKEDIN,
    PICTURES,
    REQUIRED,
    STYLE,
    SUMMARY,
    TEMPLATES,
    TEXTS_AND_PDF,
)
from schemas import Knowledge, Section

MEND = "run ./scripts/setup-local-data.sh"
_LONE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
MAX_STYLE_BYTES = 8_000
MAX_TEXT_BYTES = 1_000_000
MAX_BINARY_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class OwnerFile:
    """One file of the owner's: what is in it, or what is wrong with it.

    An optional file that is still the template person's is left out as soon as the owner has
    written one of the required ones: the twin must not mix two lives.
    """

    name: str
    size: int = 0
    is_missing: bool = False
    is_empty: bool = False
    is_template: bool = False
    is_left_out: bool = False
    fault: str = ""
    sections: tuple[Section, ...] = ()
    facts: dict[str, Json] | None = None
    profile: Profile | None = None
    style: str = ""

    @property
    def is_required(self) -> bool:
        """Whether the twin cannot do without it."""
        return self.name in REQUIRED

    @property
    def is_picture(self) -> bool:
        """Whether it is shown, not read."""
        return self.name in PICTURES


def compile_knowledge(folder: Path) -> Knowledge:
    """Compile the files in `folder`; raises one ConfigurationError that names every fault."""
    return combine(folder, read_files(folder))


def combine(folder: Path, files: list[OwnerFile]) -> Knowledge:
    """Make Knowledge of files that are all there and without a fault."""
    if faults := find_faults(folder, files):
        raise ConfigurationError("\n".join(faults))
    by_name = {file.name: file for file in files}
    profile = by_name[LINKEDIN].profile or Profile("", "", (), ())
    owner = find_owner(
        by_name[FACTS].facts or {},
        name=profile.name,
        headline=profile.headline,
        contact=profile.contact,
    )
    return Knowledge(
        owner=owner,
        sections=tuple(section for file in files for section in file.sections),
        style=by_name[STYLE].style,
        is_template=any(file.is_template and file.is_required for file in files),
    )


def find_faults(folder: Path, files: list[OwnerFile]) -> list[str]:
    """Say what keeps `files` from being compiled: what is missing in one line, then each fault."""
    missing = [file.name for file in files if file.is_required and file.is_missing]
    empty = [file.name for file in files if file.is_required and file.is_empty]
    lacks = [f"{', '.join(missing)} missing"] if missing else []
    lacks += [f"{', '.join(empty)} empty (write it, or delete it first)"] if empty else []
    first = [f"{folder}: {'; '.join(lacks)}: {MEND} to make what is missing."] if lacks else []
    return first + [file.fault for file in files if file.fault]


def read_files(folder: Path) -> list[OwnerFile]:
    """Read and check every file that the twin knows of, the pictures too."""
    files = [_read_file(folder / name) for name in (*TEXTS_AND_PDF, *PICTURES)]
    if all(file.is_template for file in files if file.is_required):
        return files
    return [_without_strangers(file) for file in files]


def _without_strangers(file: OwnerFile) -> OwnerFile:
    if file.is_template and not file.is_required:
        return replace(file, is_left_out=True, sections=())
    return file


def _read_file(path: Path) -> OwnerFile:
    file = OwnerFile(path.name)
    try:
        size = path.stat().st_size
        data = _read_bounded(path, size)
        is_empty, is_template = not data.strip(), _is_template(path, data)
        file = replace(file, size=size, is_empty=is_empty, is_template=is_template)
        return file if file.is_empty or file.is_picture else _parse(file, data)
    except FileNotFoundError:
        return replace(file, is_missing=True)
    except OSError as error:
        return replace(file, fault=f"{path.name} cannot be read: {error.strerror}.")
    except ConfigurationError as error:
        return replace(file, fault=str(error))


def _read_bounded(path: Path, size: int) -> bytes:
    if path.name == STYLE and size > MAX_STYLE_BYTES:
        raise ConfigurationError(
            f"{path.name} has {size:,} bytes, more than {MAX_STYLE_BYTES:,}: "
            "it is in every prompt, so keep how you speak, and move the rest to me.txt."
        )
    limit = MAX_TEXT_BYTES if path.suffix in {".txt", ".json"} else MAX_BINARY_BYTES
    if size > limit:
        raise ConfigurationError(
            f"{path.name} has {size:,} bytes, more than {limit:,}: make it smaller."
        )
    return path.read_bytes()


def _is_template(path: Path, data: bytes) -> bool:
    template = TEMPLATES / f"{path.stem}_template{path.suffix}"
    return template.is_file() and template.read_bytes() == data


def _parse(file: OwnerFile, data: bytes) -> OwnerFile:
    if file.name == LINKEDIN:
        profile = read_profile(read_pdf(data, file.name))
        return replace(
            file, profile=profile, sections=tuple(to_sections(file.name, profile.drafts))
        )
    text = _decode(data, file.name)
    if file.name == FACTS:
        facts = _parse_facts(text)
        return replace(
            file, facts=facts, sections=tuple(to_sections(file.name, fact_drafts(facts)))
        )
    if file.name == STYLE:
        return replace(file, style=text.strip(), is_empty=not text.strip())
    is_summary = file.name == SUMMARY
    drafts = prose_drafts("Summary" if is_summary else "About me", text, core=is_summary)
    return replace(file, sections=tuple(to_sections(file.name, drafts)), is_empty=not drafts)


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigurationError(
            f"{name}, line {line}, is not UTF-8 text: save the file as UTF-8."
        ) from error
    if "\0" in text:
        raise ConfigurationError(f"{name} is not text (it holds zero bytes): save it as UTF-8.")
    return text


def _parse_facts(text: str) -> dict[str, Json]:
    try:
        facts = json.loads(text)
        if _LONE_SURROGATE.search(text):
            facts = json.loads(json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace"))
    except json.JSONDecodeError as error:
        where = f"{FACTS}, line {error.lineno}, column {error.colno}"
        raise ConfigurationError(f"{where}: {error.msg}. Mend that place.") from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{FACTS} is nested too deeply or has a huge number.") from error
    if not isinstance(facts, dict):
        raise ConfigurationError(f'{FACTS} must be an object: {{"name": "...", ...}}.')
    if not fact_drafts(facts):
        raise ConfigurationError(f"{FACTS} holds no facts: write some, or delete it and {MEND}.")
    return facts
