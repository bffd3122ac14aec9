"""Conversations in a bucket, for AWS."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING

from errors import ConfigurationError, MemoryUnavailable
from schemas import Message
from settings import Settings
from transcript import Change, Stored, Transcripts, aside_name, aside_prefix, checked_id

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

WAIT_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 0.2
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 2, 5, 3

_log = logging.getLogger(__name__)
_random = SystemRandom()

_FIXES = {
    "AccessDenied": (
        "Grant s3:GetObject, s3:PutObject and s3:DeleteObject on its objects, and s3:ListBucket "
        "on the bucket: without it a conversation that does not exist yet is refused too."
    ),
    "NoSuchBucket": "There is no such bucket: correct MEMORY_BUCKET, or make it.",
    "PermanentRedirect": "The bucket is in another region: correct AWS_REGION.",
}
_ANY_FIX = "Check MEMORY_BUCKET, AWS_REGION, the credentials and the way to S3."


class S3Memory:
    """Conversations in a bucket, shared by any number of writers.

    Every write is conditional on what was read: S3 refuses it when another one came between, and
    the change is made again on the newer state. The pause before that does not grow: who has waited
    longest would come last.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    """

    def __init__(self, settings: Settings) -> None:
        import boto3  # most of a second: only where it is used
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError

        self._bucket = settings.memory_bucket
        self._transcripts = Transcripts()
        try:
            self._client = boto3.client(
                "s3",
                region_name=settings.aws_region,
                config=Config(
                    connect_timeout=CONNECT_SECONDS,
                    read_timeout=READ_SECONDS,
                    retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
                    max_pool_connections=settings.max_streams,
                ),
            )
        except BotoCoreError as error:
            raise ConfigurationError(f"S3 cannot be used: {error}. {_ANY_FIX}") from error

    def load(self, session_id: str) -> list[Message]:
        """Give the conversation; an empty list if there is none."""
        return list(self._read(checked_id(session_id)).messages)

    def change(self, session_id: str, change: Change) -> list[Message]:
        """Replace the conversation by what `change` makes of it and give what is then stored."""
        session_id = checked_id(session_id)
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            stored = self._read(session_id)
            changed = change(list(stored.messages))
            if changed is None or changed == stored.messages:
                return list(stored.messages)
            if self._write(session_id, stored, changed):
                return changed
            time.sleep(_random.uniform(0, LONGEST_PAUSE_SECONDS))
        raise MemoryUnavailable(
            f"{self._address(session_id)} was changed by others for {WAIT_SECONDS:g} s on end."
        )

    def delete(self, session_id: str) -> None:
        """Forget the conversation, also when there is none."""
        session_id = checked_id(session_id)
        with self._explained(session_id):
            self._client.delete_object(Bucket=self._bucket, Key=f"{session_id}.json")
            asides = self._client.list_objects_v2(
                Bucket=self._bucket, Prefix=aside_prefix(session_id)
            )
            for aside in asides.get("Contents", []):
                self._client.delete_object(Bucket=self._bucket, Key=aside["Key"])

    def _address(self, session_id: str) -> str:
        return f"s3://{self._bucket}/{session_id}.json"

    def _read(self, session_id: str) -> Stored:
        with self._explained(session_id):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=f"{session_id}.json")
            except self._client.exceptions.NoSuchKey:
                return Stored()
            raw = answer["Body"].read()
            messages = self._transcripts.parse(session_id, raw)
            if messages is None:
                self._set_aside(session_id, raw)
                return Stored(etag=answer["ETag"])
        return Stored(messages, raw, answer["ETag"])

    def _set_aside(self, session_id: str, raw: bytes) -> None:
        """Copy what cannot be read; only then may the conversation be written anew over it."""
        aside = aside_name(session_id, raw)
        self._client.put_object(Bucket=self._bucket, Key=aside, Body=raw)
        _log.error("%s is not a conversation: copied to %s", self._address(session_id), aside)

    def _write(self, session_id: str, stored: Stored, messages: list[Message]) -> bool:
        """Write what was made of `stored`; False if it is no longer what is stored."""
        put = partial(
            self._client.put_object,
            Bucket=self._bucket,
            Key=f"{session_id}.json",
            Body=self._transcripts.render(session_id, stored, messages),
            ContentType="application/json",
        )
        with self._explained(session_id):
            try:
                put(IfMatch=stored.etag) if stored.etag else put(IfNoneMatch="*")
            except self._client.exceptions.ClientError as error:
                if not _is_conflict(error):
                    raise
                return False
        return True

    @contextmanager
    def _explained(self, session_id: str) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (BotoCoreError, ClientError) as error:
            fix = _FIXES.get(_code(error), _ANY_FIX) if isinstance(error, ClientError) else _ANY_FIX
            raise MemoryUnavailable(f"{self._address(session_id)}: {error} {fix}") from error


def _code(error: "ClientError") -> str:
    return error.response.get("Error", {}).get("Code", "")


def _is_conflict(error: "ClientError") -> bool:
    """Whether a conditional write met another writer (409, 412) or a delete (404)."""
    return _code(error) in {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"}
