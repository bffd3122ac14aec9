from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cloud.aws import s3
from cloud.objects import keys, read_file
from cloud.releases import (
    BLOBS,
    INDEX,
    KEEP_ASSETS,
    KEEP_RELEASES,
    Release,
    Releases,
    fetch_blob,
    finish,
    keep_blobs,
    mark_unfinished,
    read_releases,
)
from cloud.stop import Stop

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DAY = timedelta(days=1)


def release(number: int) -> Release:
    site = {"index.html": f"page{number}", f"_next/static/{number}.js": f"script{number}"}
    return Release(at=NOW, package=f"zip{number}", site=site)


def history(count: int, *, now: datetime = NOW) -> Releases:
    past = Releases()
    for number in range(count):
        past = past.with_new(release(number), now=now)
    return past


def live_zip(past: Releases) -> str:
    assert past.live
    return past.live.package


def test_the_newest_release_is_live_and_the_one_before_comes_back() -> None:
    past = history(3)
    assert live_zip(past) == "zip2"
    assert past.rollback_target
    assert past.rollback_target.package == "zip1"
    back = past.rolled_back()
    assert live_zip(back) == "zip1"
    assert live_zip(back.rolled_back()) == "zip0"


def test_there_is_nothing_to_go_back_to_before_the_second_release() -> None:
    assert Releases().rollback_target is None
    assert history(1).rollback_target is None
    assert history(2).rolled_back().rollback_target is None


def test_after_a_deployment_that_was_stopped_the_last_finished_release_comes_back() -> None:
    past = history(2).model_copy(update={"unfinished": True})
    assert past.rollback_target
    assert past.rollback_target.package == "zip1"
    back = past.rolled_back()
    assert (live_zip(back), back.unfinished) == ("zip1", False)


def test_a_release_after_a_rollback_forgets_what_was_rolled_back() -> None:
    past = history(2).rolled_back().with_new(release(9), now=NOW)
    assert [r.package for r in past.releases] == ["zip0", "zip9"]
    assert live_zip(past) == "zip9"


def test_only_the_newest_releases_are_kept() -> None:
    past = history(KEEP_RELEASES + 3)
    assert len(past.releases) == KEEP_RELEASES
    assert live_zip(past) == f"zip{KEEP_RELEASES + 2}"


def test_scripts_of_a_replaced_release_are_needed_for_a_while() -> None:
    past = history(4)
    soon = past.needed_assets(now=NOW + DAY)
    assert soon == {f"_next/static/{n}.js" for n in range(4)}
    later = past.needed_assets(now=NOW + KEEP_ASSETS + DAY)
    assert later == {"_next/static/3.js", "_next/static/2.js"}


def test_the_list_survives_the_bucket_and_blobs_nobody_needs_go(
    bucket: str, tmp_path: Path
) -> None:
    files = []
    for name in ("page0", "zip0", "page1", "zip1", "page9"):
        (tmp_path / name).write_text(name)
        files.append(read_file(name, tmp_path / name))
    keep_blobs(bucket, files)
    digests = {file.key: file.sha256 for file in files}
    past = Releases()
    for number in (0, 1):
        site = {"index.html": digests[f"page{number}"]}
        made = Release(at=NOW, package=digests[f"zip{number}"], site=site)
        past = past.with_new(made, now=NOW)
    finish(bucket, past)

    assert read_releases(bucket) == past
    wanted = {f"{BLOBS}{digests[n]}" for n in ("page0", "zip0", "page1", "zip1")}
    assert keys(bucket, BLOBS) == wanted
    fetch_blob(bucket, digests["zip0"], tmp_path / "back" / "zip")
    assert (tmp_path / "back" / "zip").read_text() == "zip0"


def test_a_missing_blob_says_what_to_do_instead(bucket: str, tmp_path: Path) -> None:
    with pytest.raises(Stop, match="git checkout"):
        fetch_blob(bucket, "0" * 64, tmp_path / "zip")


def test_a_deployment_is_marked_while_it_lasts(bucket: str) -> None:
    assert mark_unfinished(bucket, Releases()) == Releases()
    assert INDEX not in keys(bucket)
    begun = mark_unfinished(bucket, history(1))
    assert begun.unfinished
    assert read_releases(bucket).unfinished


def test_a_damaged_list_is_named(bucket: str) -> None:
    s3().put_object(Bucket=bucket, Key=INDEX, Body=b"{")
    with pytest.raises(Stop, match=r"releases/index\.json cannot be read: delete it"):
        read_releases(bucket)
