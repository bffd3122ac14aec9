"""What the scripts' tests start from: no shell, no account; a bucket; one emulated cloud."""

import signal
from collections.abc import Iterator

import boto3
import pytest
from cloud import aws, shell
from moto import mock_aws

from tests.conftest import clean_environment, emulator

__all__ = ["clean_environment", "emulator"]

BUCKET = "a-bucket"


@pytest.fixture(autouse=True, scope="session")
def ctrl_c_is_heard() -> None:
    """Undo a shell that started the tests in the background, where Ctrl-C is ignored for good."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def no_clients_of_earlier_tests() -> Iterator[None]:
    """Forget what the scripts read and made once in a process."""
    yield
    for cached in (aws.client, aws.account, shell.shell):
        cached.cache_clear()


@pytest.fixture
def bucket(clean_environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Make an empty, versioned bucket that the scripts' own clients see."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    with mock_aws():
        s3 = boto3.client("s3", region_name="eu-west-1")
        where = {"LocationConstraint": "eu-west-1"}
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)  # type: ignore[arg-type]
        s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        yield BUCKET
