"""The zip: the same files give the same bytes, and it is held against Lambda's limits."""

import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from errors import ConfigurationError

# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
MAX_ZIPPED = 50_000_000
MAX_UNZIPPED = 250_000_000
MEGABYTE = 1_000_000
LARGEST = 10
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
READABLE, EXECUTABLE = 0o644, 0o755


@dataclass(frozen=True, slots=True)
class Item:
    """A top-level file or folder of the package and its bytes, unzipped and zipped."""

    name: str
    size: int = 0
    zipped: int = 0

    def __add__(self, entry: ZipInfo) -> "Item":
        return Item(self.name, self.size + entry.file_size, self.zipped + entry.compress_size)


def write_zip(folder: Path, target: Path) -> None:
    """Pack `folder` as `target`, which is replaced only when the new one is whole."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".lambda-", suffix=".zip")
    os.close(descriptor)
    temporary = Path(name)
    try:
        with ZipFile(temporary, "w", ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                archive.writestr(_entry(path, folder), path.read_bytes())
        temporary.chmod(READABLE)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _entry(path: Path, folder: Path) -> ZipInfo:
    entry = ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
    entry.create_system = UNIX
    entry.compress_type = ZIP_DEFLATED
    mode = EXECUTABLE if path.suffix == ".sh" else READABLE
    entry.external_attr = (stat.S_IFREG | mode) << 16
    return entry


def items(archive: Path) -> list[Item]:
    """List what is in `archive`, the largest first."""
    found: dict[str, Item] = {}
    with ZipFile(archive) as opened:
        for entry in opened.infolist():
            name = entry.filename.split("/")[0]
            found[name] = found.get(name, Item(name)) + entry
    return sorted(found.values(), key=lambda item: (-item.size, item.name))


def describe(archive: Path) -> str:
    """Write the size of `archive` and its ten largest items."""
    found = items(archive)
    unzipped = sum(item.size for item in found)
    sizes = f"{archive.stat().st_size / MEGABYTE:.1f} MB zipped, {unzipped / MEGABYTE:.1f} MB"
    lines = [
        f"{archive}: {sizes} unzipped. The largest items:",
        f"  {'unzipped':>11}  {'zipped':>11}",
    ]
    for item in found[:LARGEST]:
        size, zipped = item.size / MEGABYTE, item.zipped / MEGABYTE
        lines.append(f"  {size:8.2f} MB  {zipped:8.2f} MB  {item.name}")
    return "\n".join(lines)


def check_limits(archive: Path, *, zipped: int = MAX_ZIPPED, unzipped: int = MAX_UNZIPPED) -> None:
    """Raise ConfigurationError when Lambda would refuse `archive`."""
    total = sum(item.size for item in items(archive))
    if archive.stat().st_size > zipped or total > unzipped:
        raise ConfigurationError(
            f"Lambda takes {zipped // MEGABYTE} MB zipped and {unzipped // MEGABYTE} MB unzipped, "
            "and this package is over it: take out of backend/pyproject.toml what is not needed."
        )
