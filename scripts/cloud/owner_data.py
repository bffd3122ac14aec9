"""The owner's files and their bucket: checked, compiled, sent, fetched."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cloud.objects import LocalFile, delete, keys, put, read, read_file, served
from cloud.stop import Stop
from file_knowledge import KNOWLEDGE
from knowledge import dump_knowledge, parse_knowledge
from owner_file_names import PICTURES, REQUIRED, TEXTS_AND_PDF
from owner_files import combine, find_faults
from owner_files import read_files as read_owner_files
from schemas import Knowledge

OWNER_FILES = (*TEXTS_AND_PDF, *PICTURES)
UPLOAD = "./scripts/upload-personal-data.sh"


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of the owner's and what became of it: new, changed, same or removed."""

    name: str
    state: str


def check(folder: Path, *, allow_template: bool) -> Knowledge:
    """Compile the owner's files; Stop with every fault, and for the template person."""
    files = read_owner_files(folder)
    if faults := find_faults(folder, files):
        raise Stop("\n".join(faults))
    templates = [file.name for file in files if file.is_template and file.name in REQUIRED]
    if templates and not allow_template:
        raise Stop(
            f"{', '.join(templates)} in {folder} are still the template person's: write your own "
            "words into them, or add --allow-template for a trial."
        )
    return combine(folder, files)


def upload(folder: Path, bucket: str, knowledge: Knowledge, work: Path) -> list[Sent]:
    """Send what changed of the owner's files, knowledge.json last, and remove what is gone."""
    files = [read_file(name, folder / name) for name in OWNER_FILES if _holds(folder / name)]
    compiled = work / KNOWLEDGE
    compiled.write_bytes(dump_knowledge(knowledge, sources={f.key: f.sha256 for f in files}))
    files.append(read_file(KNOWLEDGE, compiled))
    there = served(bucket, keys(bucket) & {*OWNER_FILES, KNOWLEDGE})
    gone = sorted(set(there) - {file.key for file in files})
    delete(bucket, gone)
    sent = [Sent(name, "removed") for name in gone]
    return sent + [_send(bucket, file, there) for file in files]


def _holds(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _send(bucket: str, file: LocalFile, there: dict[str, str]) -> Sent:
    if there.get(file.key) == file.served:
        return Sent(file.key, "same")
    put(bucket, file)
    return Sent(file.key, "changed" if file.key in there else "new")


def has_data(bucket: str) -> bool:
    """Whether an upload into `bucket` was finished."""
    return KNOWLEDGE in keys(bucket, KNOWLEDGE)


def fetch(bucket: str, folder: Path) -> Path:
    """Fetch knowledge.json and the picture, which the site shows; give the former's path."""
    for name, data in _present(bucket):
        (folder / name).write_bytes(data)
    knowledge = folder / KNOWLEDGE
    if not knowledge.is_file():
        raise Stop(f"s3://{bucket} holds no {KNOWLEDGE}: run {UPLOAD} first.")
    return knowledge


def _present(bucket: str) -> Iterator[tuple[str, bytes]]:
    for name in (KNOWLEDGE, *PICTURES):
        if (data := read(bucket, name)) is not None:
            yield name, data


def owner_name(bucket: str) -> str:
    """Give the name of the owner whose knowledge is in `bucket`."""
    data = read(bucket, KNOWLEDGE)
    if data is None:
        raise Stop(f"s3://{bucket} holds no {KNOWLEDGE}: run {UPLOAD} first.")
    return parse_knowledge(data).owner.name
