"""The site's bucket: only what changed is sent, in an order in which no page ever breaks."""

from collections.abc import Collection, Mapping
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
    """Compare the site's files with the digests of what is `there`.

    Hashed files in `needed`, which an open page or a rollback may ask for, stay; others that the
    site no longer has are removed.
    """
    lacking = [file for file in local.values() if there.get(file.key) != file.served]
    gone = sorted(key for key in there if key not in local and key not in needed)
    replaced = [file.key for file in lacking if file.key in there]
    return Changes(
        hashed=tuple(file for file in lacking if is_hashed(file.key)),
        others=tuple(f for f in lacking if not is_hashed(f.key) and not is_page(f.key)),
        pages=tuple(file for file in lacking if is_page(file.key)),
        remove=tuple(gone),
        stale=(*replaced, *(key for key in gone if not is_hashed(key))),
    )


def look(bucket: str, local: Collection[str]) -> dict[str, str]:
    """Give the digests of what `bucket` holds; "" for what `local` does not name."""
    found = keys(bucket)
    return dict.fromkeys(found, "") | served(bucket, found.intersection(local))


def send(bucket: str, changes: Changes) -> None:
    """Send the groups in their order, then remove."""
    for group in (changes.hashed, changes.others, changes.pages):
        put_all(bucket, group)
    delete(bucket, changes.remove)
