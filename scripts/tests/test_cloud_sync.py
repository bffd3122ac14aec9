from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cloud.aws import s3
from cloud.objects import empty, keys, read_files
from cloud.stop import Stop
from cloud.sync import Changes, compare, look, send

SITE = {
    "index.html": "<title>Ada</title>",
    "404.html": "<title>Nothing</title>",
    "twin.json": "{}",
    "icon.svg": "<svg/>",
    "_next/static/chunks/a1.js": "one()",
    "_next/static/chunks/b2.css": "b{}",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    return tmp_path


def write(folder: Path, files: dict[str, str]) -> None:
    for key, text in files.items():
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_text(text)


def changes(bucket: str, site: Path, *, needed: frozenset[str] = frozenset()) -> Changes:
    local = read_files(site)
    return compare(local, look(bucket, local), needed=needed)


def sent(found: Changes) -> list[str]:
    return [file.key for group in (found.hashed, found.others, found.pages) for file in group]


def test_everything_goes_to_an_empty_bucket_and_then_nothing(bucket: str, site: Path) -> None:
    first = changes(bucket, site)
    assert set(sent(first)) == set(SITE)
    assert first.stale == ()
    send(bucket, first)

    again = changes(bucket, site)
    assert (again.sent, again.remove, again.stale) == (0, (), ())


def test_hashed_files_go_first_and_pages_last(
    bucket: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, order = s3(), []

    def put(**given: str) -> None:
        order.append(given["Key"])

    monkeypatch.setattr(client, "put_object", put)
    send(bucket, changes(bucket, site))
    ranks = [0 if k.startswith("_next/") else 2 if k.endswith(".html") else 1 for k in order]
    assert sorted(order) == sorted(SITE)
    assert ranks == sorted(ranks)


def test_only_what_changed_is_sent_and_named_as_stale(bucket: str, site: Path) -> None:
    send(bucket, changes(bucket, site))
    write(site, {"twin.json": '{"name": "Bo"}', "new.txt": "new"})
    found = changes(bucket, site)
    assert set(sent(found)) == {"twin.json", "new.txt"}
    assert found.stale == ("twin.json",)


def test_a_file_changed_in_the_bucket_by_hand_is_sent_again(bucket: str, site: Path) -> None:
    send(bucket, changes(bucket, site))
    s3().put_object(Bucket=bucket, Key="index.html", Body=b"<title>Somebody else</title>")
    assert sent(changes(bucket, site)) == ["index.html"]


def test_a_stopped_upload_is_carried_on(
    bucket: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, calls = s3(), []
    real = client.put_object

    def fails_at_third(**given: str) -> object:
        calls.append(given["Key"])
        if len(calls) == 3:
            raise ConnectionError
        return real(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(client, "put_object", fails_at_third)
    with pytest.raises(ConnectionError):
        send(bucket, changes(bucket, site))
    monkeypatch.undo()
    assert "index.html" not in keys(bucket)
    send(bucket, changes(bucket, site))
    assert keys(bucket) == set(SITE)


def test_files_are_served_with_their_type_and_kept_as_long_as_their_name_says(
    bucket: str, site: Path
) -> None:
    send(bucket, changes(bucket, site))
    page = s3().head_object(Bucket=bucket, Key="index.html")
    script = s3().head_object(Bucket=bucket, Key="_next/static/chunks/a1.js")
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert page["CacheControl"] == "public, max-age=0, must-revalidate"
    assert script["ContentType"] == "text/javascript; charset=utf-8"
    assert script["CacheControl"] == "public, max-age=31536000, immutable"


def test_an_old_page_goes_at_once_and_an_old_script_when_nobody_needs_it(
    bucket: str, site: Path
) -> None:
    send(bucket, changes(bucket, site))
    script = "_next/static/chunks/a1.js"
    (site / script).unlink()
    (site / "icon.svg").unlink()
    found = changes(bucket, site, needed=frozenset({script}))
    assert found.remove == ("icon.svg",)
    assert found.stale == ("icon.svg",)
    send(bucket, found)
    assert script in keys(bucket)

    send(bucket, changes(bucket, site))
    assert script not in keys(bucket)


def test_emptying_removes_every_version(bucket: str, site: Path) -> None:
    send(bucket, changes(bucket, site))
    write(site, {"index.html": "<title>Bo</title>"})
    send(bucket, changes(bucket, site))
    s3().delete_object(Bucket=bucket, Key="twin.json")
    assert empty(bucket) == len(SITE) + 2
    s3().delete_bucket(Bucket=bucket)


def test_hidden_files_stay_here(site: Path) -> None:
    write(site, {".DS_Store": "x", ".git/config": "y"})
    assert set(read_files(site)) == set(SITE)


@pytest.mark.usefixtures("bucket")
def test_an_object_that_s3_keeps_stops_the_emptying() -> None:
    s3().create_bucket(
        Bucket="locked",
        ObjectLockEnabledForBucket=True,
        CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
    )
    until = datetime.now(UTC) + timedelta(days=1)
    s3().put_object(
        Bucket="locked",
        Key="kept.json",
        Body=b"{}",
        ObjectLockMode="COMPLIANCE",
        ObjectLockRetainUntilDate=until,
    )
    with pytest.raises(Stop, match=r"s3://locked/kept\.json cannot be deleted \(AccessDenied\)"):
        empty("locked")
