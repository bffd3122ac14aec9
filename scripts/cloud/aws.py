"""AWS, through boto3: clients with timeouts, and whose account this is."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    ProfileNotFound,
)

from cloud.shell import shell
from cloud.stop import Stop

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 60, 4
LOG_IN = "run `aws configure` or `aws sso login`, or set AWS_PROFILE to the right account"

_REFUSED = {
    "ExpiredToken": "have expired",
    "ExpiredTokenException": "have expired",
    "InvalidClientTokenId": "are not known to AWS",
    "SignatureDoesNotMatch": "have a wrong secret",
    "AccessDenied": "may not ask who they are",
}


@lru_cache(maxsize=32)
def client(service: str, region: str = "") -> Any:
    """Make a client of `service`, in the shell's region unless told otherwise."""
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
    )
    try:
        return boto3.client(
            service,  # type: ignore[call-overload]
            region_name=region or shell().region,
            config=config,
        )
    except ProfileNotFound as error:
        raise Stop(f"{error}: {LOG_IN}.") from error


def s3() -> "S3Client":
    """Make the client of the buckets."""
    made: S3Client = client("s3")
    return made


@lru_cache(maxsize=1)
def account() -> str:
    """Give the account's number; Stop when the credentials are missing or refused."""
    try:
        return str(client("sts").get_caller_identity()["Account"])
    except NoCredentialsError as error:
        raise Stop(f"there are no AWS credentials: {LOG_IN}.") from error
    except ClientError as error:
        reason = _REFUSED.get(code_of(error), f"were refused ({code_of(error)})")
        raise Stop(f"the AWS credentials {reason}: {LOG_IN}.") from error
    except EndpointConnectionError as error:
        raise Stop(f"AWS cannot be reached ({error}): check the network.") from error
    except BotoCoreError as error:
        raise Stop(f"the AWS credentials cannot be used ({error}): {LOG_IN}.") from error


def code_of(error: ClientError) -> str:
    """Give AWS's name of an error."""
    return str(error.response.get("Error", {}).get("Code", "unknown"))


def if_allowed[**P, T](ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Give what `ask` gives; None when these credentials may not ask it."""
    try:
        return ask(*args, **kwargs)
    except ClientError as error:
        if code_of(error).startswith("AccessDenied"):
            return None
        raise


def bucket_region(bucket: str) -> str | None:
    """Tell in which region `bucket` is; None when there is none that is ours."""
    try:
        head = s3().head_bucket(Bucket=bucket)
    except ClientError as error:
        if code_of(error) in {"404", "NoSuchBucket"}:
            return None
        raise Stop(
            f"the bucket {bucket} cannot be read ({code_of(error)}): it belongs to somebody else, "
            "or these credentials may not use it."
        ) from error
    return head.get("BucketRegion") or shell().region


def bucket_name(role: str, environment: str) -> str:
    """Name the bucket of `role` (frontend, memory, data) as terraform does."""
    return f"{shell().project}-{role}-{environment}-{account()}"
