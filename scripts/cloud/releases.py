"""What was deployed when, kept in the data bucket, so that it can be put back.

`releases/index.json` lists the releases, newest last, and names the one that is live. A release
names the package and the files of the site by their SHA-256; those that a deployment would
overwrite are kept as `releases/blobs/{sha256}`.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ValidationError

from cloud.aws import s3
from cloud.headers import is_hashed
from cloud.objects import LocalFile, delete, keys, read
from cloud.stop import Stop

PREFIX = "releases/"
INDEX = f"{PREFIX}index.json"
BLOBS = f"{PREFIX}blobs/"
KEEP_RELEASES = 5
KEEP_ASSETS = timedelta(days=14)


class Release(BaseModel):
    """One deployment: `package` and the values of `site` are SHA-256."""

    at: datetime
    package: str
    site: dict[str, str]
    ended: datetime | None = None


class Releases(BaseModel):
    """The releases that can be put back, newest last; `current` counts from 0, -1 is none.

    While `unfinished`, a deployment may have changed a part of what `live` says.
    """

    current: int = -1
    unfinished: bool = False
    releases: list[Release] = []

    @property
    def live(self) -> Release | None:
        """What visitors see."""
        return self.releases[self.current] if self.current >= 0 else None

    @property
    def before(self) -> Release | None:
        """What was live before."""
        return self.releases[self.current - 1] if self.current >= 1 else None

    @property
    def rollback_target(self) -> Release | None:
        """What a rollback puts back: the last release that was finished and is not to stay."""
        return self.live if self.unfinished else self.before

    def with_new(self, release: Release, *, now: datetime) -> "Releases":
        """Follow the live release by `release`; those that were rolled back are forgotten."""
        past = [*self.releases[: self.current + 1]]
        past = [*past[:-1], *(r.model_copy(update={"ended": now}) for r in past[-1:])]
        kept = [*past, release][-KEEP_RELEASES:]
        return Releases(current=len(kept) - 1, releases=kept)

    def rolled_back(self) -> "Releases":
        """Make the rollback's target live."""
        current = self.current if self.unfinished else self.current - 1
        return self.model_copy(update={"current": current, "unfinished": False})

    def blobs(self) -> set[str]:
        """Name every blob that a kept release needs."""
        return {blob for release in self.releases for blob in blobs_of(release)}

    def needed_assets(self, *, now: datetime) -> set[str]:
        """Name the hashed files that an open page, or a rollback, may still ask for."""
        releases = [r for r in self.releases if r.ended is None or r.ended > now - KEEP_ASSETS]
        releases += [r for r in (self.live, self.before) if r]
        return {key for release in releases for key in release.site if is_hashed(key)}


def blobs_of(release: Release) -> set[str]:
    """Name the blobs of one release: its package and what a deployment overwrites."""
    return {release.package, *(sha for key, sha in release.site.items() if not is_hashed(key))}


def make_release(package: LocalFile, site: Iterable[LocalFile]) -> Release:
    """Describe a deployment of now."""
    files = {file.key: file.sha256 for file in site}
    return Release(at=datetime.now(UTC), package=package.sha256, site=files)


def read_releases(bucket: str) -> Releases:
    """Read the list; an empty one before the first deployment."""
    written = read(bucket, INDEX)
    if written is None:
        return Releases()
    try:
        return Releases.model_validate_json(written)
    except ValidationError as error:
        fix = "delete it; the next deployment starts a new list"
        raise Stop(f"s3://{bucket}/{INDEX} cannot be read: {fix}.") from error


def mark_unfinished(bucket: str, releases: Releases) -> Releases:
    """Note that a deployment has begun, so that a rollback knows where to go back to."""
    if releases.unfinished or releases.live is None:
        return releases
    begun = releases.model_copy(update={"unfinished": True})
    write_releases(bucket, begun)
    return begun


def write_releases(bucket: str, releases: Releases) -> None:
    """Write the list."""
    body = f"{releases.model_dump_json(indent=1)}\n".encode()
    s3().put_object(Bucket=bucket, Key=INDEX, Body=body, ContentType="application/json")


def finish(bucket: str, releases: Releases) -> None:
    """Write the list after a deployment, then delete the blobs that it no longer needs."""
    write_releases(bucket, releases.model_copy(update={"unfinished": False}))
    needed = {f"{BLOBS}{sha}" for sha in releases.blobs()}
    delete(bucket, sorted(keys(bucket, BLOBS) - needed))


def keep_blobs(bucket: str, files: Iterable[LocalFile]) -> None:
    """Keep a copy of `files` for a rollback; those already there are not sent again."""
    known = keys(bucket, BLOBS)
    for file in files:
        key = f"{BLOBS}{file.sha256}"
        if key not in known:
            s3().put_object(Bucket=bucket, Key=key, Body=file.path.read_bytes())
            known.add(key)


def fetch_blob(bucket: str, sha: str, path: Path) -> None:
    """Fetch one kept file."""
    data = read(bucket, f"{BLOBS}{sha}")
    if data is None:
        fix = "deploy the older commit instead (git checkout, then ./scripts/deploy.sh)"
        raise Stop(f"a file of the previous release is gone: {fix}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
