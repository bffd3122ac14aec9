"""The site's bucket: only what changed is sent, in an order in which no page ever breaks."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cloud.headers import is_hashed, is_page
from cloud.objects import LocalFile, delete, keys, put_all, served


@dataclass(frozen=True, slots=True)
class Changes:
    """What a bucket lacks: three groups to send one after the other, then what to remove.

    `stale` names what CloudFront may hold an old copy of.
    """

    hashed: tuple[LocalFile, ...]
    others: tuple[LocalFile, ...]
    pages: tuple[LocalFile, ...]
    remove: tuple[str, ...]
    stale: tuple[str, ...]

    @property
    def sent(self) -> int:
        """How many files are sent."""
        return len(self.hashed) + len(self.others) + len(self.pages)


def compare(
    local: Mapping[str, LocalFile], there: Mapping[str, str], *, needed: AbstractSet[str]
) -> Changes:
    """Compare the site's files with the digests `there`, "" for one that nobody needs to know.

    A hashed file is the same wherever its name is. Those in `needed`, which an open page or a
    rollback may ask for, stay; other files that the site no longer has are removed.
    """
    lacking = [file for file in local.values() if _lacks(file, there)]
    gone = sorted(key for key in there if key not in local and key not in needed)
    stale = [file.key for file in lacking if file.key in there] + gone
    return Changes(
        hashed=tuple(file for file in lacking if is_hashed(file.key)),
        others=tuple(f for f in lacking if not is_hashed(f.key) and not is_page(f.key)),
        pages=tuple(file for file in lacking if is_page(file.key)),
        remove=tuple(gone),
        stale=tuple(key for key in stale if not is_hashed(key)),
    )


def _lacks(file: LocalFile, there: Mapping[str, str]) -> bool:
    if is_hashed(file.key):
        return file.key not in there
    return there.get(file.key) != file.served


def look(bucket: str) -> dict[str, str]:
    """Ask `bucket` what it holds, as `compare` wants to know it."""
    found = keys(bucket)
    return dict.fromkeys(found, "") | served(bucket, [k for k in found if not is_hashed(k)])


def send(bucket: str, changes: Changes) -> None:
    """Send the groups in their order, then remove."""
    for group in (changes.hashed, changes.others, changes.pages):
        put_all(bucket, group)
    delete(bucket, changes.remove)
