"""Knowledge from the personal-data bucket: its knowledge.json, asked for only if it is new."""

from typing import TYPE_CHECKING

from errors import ConfigurationError
from knowledge import MAX_KNOWLEDGE_BYTES, parse_knowledge
from schemas import Knowledge

if TYPE_CHECKING:
    from botocore.exceptions import ClientError
    from mypy_boto3_s3 import S3Client

KEY = "knowledge.json"
CONNECT_SECONDS = 2
READ_SECONDS = 5
ATTEMPTS = 2
NOT_MODIFIED = 304

_FIXES = {
    "NoSuchKey": "upload your files with ./scripts/upload-personal-data.sh",
    "NoSuchBucket": "set PERSONAL_DATA_BUCKET to the bucket of your deployment",
    "AccessDenied": "upload your files with ./scripts/upload-personal-data.sh, and let the "
    "function's role read the object (s3:GetObject on knowledge.json, s3:ListBucket)",
}


class S3Knowledge:
    """Reads the one key that the function may read."""

    def __init__(self, bucket: str, region: str) -> None:
        self._bucket = bucket
        self._etag = ""
        self._client = _open_client(region)

    def load(self) -> Knowledge | None:
        """Give the bucket's knowledge, None when it has not changed since the last call."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            data, etag = self._get()
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == NOT_MODIFIED:
                return None
            raise ConfigurationError(self._explain(error)) from error
        except BotoCoreError as error:
            raise ConfigurationError(
                f"s3://{self._bucket}/{KEY} cannot be read: {error}"
            ) from error
        knowledge = parse_knowledge(data)
        self._etag = etag
        return knowledge

    def _get(self) -> tuple[bytes, str]:
        if self._etag:
            reply = self._client.get_object(Bucket=self._bucket, Key=KEY, IfNoneMatch=self._etag)
        else:
            reply = self._client.get_object(Bucket=self._bucket, Key=KEY)
        with reply["Body"] as body:
            return body.read(MAX_KNOWLEDGE_BYTES + 1), reply["ETag"]

    def _explain(self, error: "ClientError") -> str:
        code = error.response["Error"]["Code"]
        fix = _FIXES.get(code, "try again later")
        return f"s3://{self._bucket}/{KEY} cannot be read ({code}): {fix}."


def _open_client(region: str) -> "S3Client":
    import boto3  # only with a bucket: half a second of start-up
    from botocore.config import Config

    retries = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
    )
    return boto3.client("s3", region_name=region, config=retries)
