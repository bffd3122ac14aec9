from collections.abc import Iterable
from pathlib import Path

import pytest
from cloud.aws import s3
from cloud.infrastructure import Live, reachable, read_live
from cloud.objects import keys, read, read_file
from cloud.publication import publish, restore_site
from cloud.releases import BLOBS, mark_unfinished, read_releases
from cloud.stop import Stop


@pytest.fixture
def live(bucket: str) -> Live:
    """One bucket serves as both: the site's keys and the releases' do not meet."""
    return Live(
        site_url="https://twin.example.org",
        distribution_id="E1",
        frontend_bucket=bucket,
        memory_bucket="memory",
        data_bucket=f"{bucket}-data",
        function_name="twin",
        aws_region="eu-west-1",
    )


@pytest.fixture
def stale(live: Live, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make the data bucket; note what CloudFront, which is not here, is told to drop."""
    where = {"LocationConstraint": "eu-west-1"}
    s3().create_bucket(Bucket=live.data_bucket, CreateBucketConfiguration=where)  # type: ignore[arg-type]
    dropped: list[str] = []

    def invalidate(_: str, changed: Iterable[str]) -> list[str]:
        dropped.extend(changed)
        return []

    monkeypatch.setattr("cloud.publication.invalidate", invalidate)
    return dropped


def deploy(live: Live, folder: Path, version: str) -> None:
    site = folder / "site"
    (site / "_next/static").mkdir(parents=True, exist_ok=True)
    for old in (site / "_next/static").iterdir():
        old.unlink()
    (site / "index.html").write_text(f"<title>{version}</title>")
    (site / "twin.json").write_text(f'{{"name": "{version}"}}')
    (site / f"_next/static/{version}.js").write_text(version)
    (folder / "package.zip").write_text(f"package {version}")
    publish(live, read_file("package.zip", folder / "package.zip"), site)


def page(live: Live) -> bytes | None:
    return read(live.frontend_bucket, "index.html")


def test_every_kept_release_can_be_put_back(live: Live, stale: list[str], tmp_path: Path) -> None:
    for version in ("one", "two", "three"):
        deploy(live, tmp_path, version)
    past = read_releases(live.data_bucket)
    assert len(past.releases) == 3
    assert keys(live.data_bucket, BLOBS) == {f"{BLOBS}{sha}" for sha in past.blobs()}
    for release, version in zip(reversed(past.releases), ("three", "two", "one"), strict=True):
        assert restore_site(live, release, past) == version
        assert page(live) == f"<title>{version}</title>".encode()
    assert {f"_next/static/{n}.js" for n in ("one", "two", "three")} < keys(live.frontend_bucket)


def test_publishing_the_same_again_changes_nothing(
    live: Live, stale: list[str], tmp_path: Path
) -> None:
    deploy(live, tmp_path, "one")
    before = read_releases(live.data_bucket)
    deploy(live, tmp_path, "one")
    assert read_releases(live.data_bucket) == before
    assert stale == []
    deploy(live, tmp_path, "two")
    assert sorted(stale) == ["index.html", "twin.json"]


def test_a_release_is_unfinished_until_its_site_is_there(
    live: Live, stale: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(live, tmp_path, "one")

    def fails(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr("cloud.publication.send", fails)
        with pytest.raises(ConnectionError):
            deploy(live, tmp_path, "two")
    assert read_releases(live.data_bucket).unfinished
    deploy(live, tmp_path, "two")
    past = read_releases(live.data_bucket)
    assert (past.unfinished, len(past.releases)) == (False, 2)


def test_an_infrastructure_change_alone_makes_no_release(
    live: Live, stale: list[str], tmp_path: Path
) -> None:
    deploy(live, tmp_path, "one")
    mark_unfinished(live.data_bucket, read_releases(live.data_bucket))
    deploy(live, tmp_path, "one")
    past = read_releases(live.data_bucket)
    assert (past.unfinished, len(past.releases)) == (False, 1)


def test_an_output_that_is_missing_is_named() -> None:
    with pytest.raises(Stop, match=r"no output aws_region, data_bucket, .*: run \./scripts/deploy"):
        read_live({"site_url": "https://twin.example.org"})


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [
        ("", "https://d1.cloudfront.net"),
        ("http://127.0.0.1:4566", "http://d1.cloudfront.localhost:4566"),
    ],
)
def test_an_emulated_distribution_is_named_as_a_browser_finds_it(
    endpoint: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    assert reachable("https://d1.cloudfront.net") == address
    assert reachable("https://ada.example.org") == "https://ada.example.org"
