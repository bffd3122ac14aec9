"""The site's part of a deployment: built, personalised, sent, and remembered as a release."""

import json
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from cloud import releases as history
from cloud.headers import is_hashed
from cloud.infrastructure import Live
from cloud.invalidation import invalidate
from cloud.objects import LocalFile, read_files
from cloud.owner_data import fetch
from cloud.releases import Release, Releases
from cloud.site import build, personalise
from cloud.sync import compare, look, send
from cloud.terminal import step
from knowledge import parse_knowledge

TWIN = "twin.json"


def make_site(live: Live, folder: Path) -> str:
    """Build the site into `folder` for the owner in the data bucket; give the owner's name."""
    with step("Site") as building:
        built = build(folder, site_variables(live))
        data = folder.parent / "data"
        data.mkdir()
        knowledge = fetch(live.data_bucket, data)
        personalise(folder, knowledge=knowledge, url=live.site_url)
        name = parse_knowledge(knowledge.read_bytes()).owner.name
        building.note = f"speaks for {name}{'' if built else ', not built again'}"
    return name


def site_variables(live: Live) -> dict[str, str]:
    """Tell the build where the API is: on the site's own address."""
    stream = {"NEXT_PUBLIC_STREAM_URL": "/stream"} if live.streaming_enabled else {}
    return {"NEXT_PUBLIC_API_URL": "/api", **stream}


def publish(live: Live, package: LocalFile, folder: Path) -> None:
    """Send what changed of the site in `folder`, and remember it with `package`."""
    files = read_files(folder)
    past = history.read_releases(live.data_bucket)
    release = history.make_release(package, files.values())
    if _is_same(past, release):
        deliver(live, files, past)
        if past.unfinished:
            history.finish(live.data_bucket, past)
        return
    _remember(live, package, files)
    past = history.mark_unfinished(live.data_bucket, past)
    deliver(live, files, past)
    now = datetime.now(UTC)
    history.finish(live.data_bucket, past.with_new(release, now=now))


def _is_same(past: Releases, release: Release) -> bool:
    current = past.live
    return current is not None and (current.package, current.site) == (
        release.package,
        release.site,
    )


def _remember(live: Live, package: LocalFile, files: Mapping[str, LocalFile]) -> None:
    overwritten = [file for key, file in files.items() if not is_hashed(key)]
    history.keep_blobs(live.data_bucket, [package, *overwritten])


def deliver(live: Live, files: Mapping[str, LocalFile], past: Releases) -> None:
    """Make the bucket hold `files`, keep what open pages need, drop CloudFront's old copies."""
    with step("Upload") as uploading:
        needed = past.needed_assets(now=datetime.now(UTC))
        changes = compare(files, look(live.frontend_bucket, files), needed=needed)
        send(live.frontend_bucket, changes)
        removed = f", {len(changes.remove)} removed" if changes.remove else ""
        uploading.note = f"{changes.sent} of {len(files)} files changed{removed}"
    with step("Invalidate") as invalidating:
        paths = invalidate(live.distribution_id, changes.stale)
        invalidating.note = " ".join(paths) if paths else "nothing is stale"


def restore_site(live: Live, release: Release, past: Releases) -> str:
    """Put the site of `release` back from its blobs; give whom it speaks for.

    Its hashed files never went away.
    """
    with tempfile.TemporaryDirectory(prefix="twin-site-") as work:
        folder = Path(work)
        for key, sha in release.site.items():
            if not is_hashed(key):
                history.fetch_blob(live.data_bucket, sha, folder / key)
        deliver(live, read_files(folder), past)
        return str(json.loads((folder / TWIN).read_text(encoding="utf-8"))["name"])
