"""Files on their way to a bucket: what is there, what changed, what is sent."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from cloud.aws import code_of, s3
from cloud.headers import cache_control, content_type
from cloud.stop import Stop

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

BATCH = 1_000
THREADS = 8
DIGEST = "twin-sha256"
ABSENT = {"NoSuchKey", "404"}


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file here, and the key it has there; `served` digests its bytes and headers."""

    key: str
    path: Path
    sha256: str
    size: int

    @property
    def headers(self) -> dict[str, str]:
        """How it is served."""
        return {"ContentType": content_type(self.key), "CacheControl": cache_control(self.key)}

    @property
    def served(self) -> str:
        """Digest what a visitor gets, as the object's metadata keeps it."""
        return sha256(f"{self.sha256} {self.headers}".encode()).hexdigest()


def read_files(folder: Path) -> dict[str, LocalFile]:
    """Read every file under `folder`, by key; hidden ones are left out."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    keys = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return {key: read_file(key, path) for key, path in keys if not _is_hidden(key)}


def _is_hidden(key: str) -> bool:
    return any(part.startswith(".") for part in key.split("/"))


def read_file(key: str, path: Path) -> LocalFile:
    """Read the file that will be `key`."""
    data = path.read_bytes()
    return LocalFile(key, path, sha256(data).hexdigest(), len(data))


def keys(bucket: str, prefix: str = "") -> set[str]:
    """List what is in `bucket`."""
    pages = s3().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return {item["Key"] for page in pages for item in page.get("Contents", [])}


def served(bucket: str, wanted: Iterable[str]) -> dict[str, str]:
    """Give the digest that `put` left on each of the `wanted` keys; "" where it did not.

    An ETag would not do: under KMS it is no digest of the bytes.
    """

    def ask(key: str) -> tuple[str, str]:
        try:
            return key, s3().head_object(Bucket=bucket, Key=key)["Metadata"].get(DIGEST, "")
        except ClientError as error:
            if code_of(error) in ABSENT:
                return key, ""
            raise

    with ThreadPoolExecutor(THREADS) as threads:
        return dict(threads.map(ask, wanted))


def put(bucket: str, file: LocalFile) -> None:
    """Send one file, with its digest."""
    s3().put_object(
        Bucket=bucket,
        Key=file.key,
        Body=file.path.read_bytes(),
        Metadata={DIGEST: file.served},
        ContentType=file.headers["ContentType"],
        CacheControl=file.headers["CacheControl"],
    )


def read(bucket: str, key: str) -> bytes | None:
    """Read one object; None when there is none."""
    try:
        return s3().get_object(Bucket=bucket, Key=key)["Body"].read()
    except ClientError as error:
        if code_of(error) in ABSENT:
            return None
        raise


def put_all(bucket: str, files: Iterable[LocalFile]) -> None:
    """Send `files` side by side; the first failure is raised when the others have ended."""
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(lambda file: put(bucket, file), files))


def delete(bucket: str, gone: Iterable[str]) -> None:
    """Delete the keys `gone`, a thousand at a time."""
    _delete(bucket, [{"Key": key} for key in gone])


def empty(bucket: str) -> int:
    """Delete every object with all its versions; give how many there were."""
    removed = 0
    pages = s3().get_paginator("list_object_versions").paginate(Bucket=bucket)
    for page in pages:
        found: list[ObjectIdentifierTypeDef] = [
            {"Key": item["Key"], "VersionId": item["VersionId"]}
            for item in (*page.get("Versions", []), *page.get("DeleteMarkers", []))
        ]
        _delete(bucket, found)
        removed += len(found)
    return removed


def _delete(bucket: str, items: "list[ObjectIdentifierTypeDef]") -> None:
    """Delete `items`; S3 answers 200 with a list of those that it did not delete."""
    for start in range(0, len(items), BATCH):
        batch = items[start : start + BATCH]
        done = s3().delete_objects(Bucket=bucket, Delete={"Objects": batch, "Quiet": True})
        for error in done.get("Errors", []):
            raise Stop(
                f"s3://{bucket}/{error.get('Key')} cannot be deleted ({error.get('Code')}): let "
                "these credentials delete objects and their versions there, and run this again."
            )


def by_key(files: Iterable[LocalFile]) -> Mapping[str, LocalFile]:
    """Index `files` by their keys."""
    return {file.key: file for file in files}
