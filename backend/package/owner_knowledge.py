"""The copy of knowledge.json in the package, which answers while the bucket does not."""

from pathlib import Path
from tempfile import TemporaryDirectory

from errors import ConfigurationError
from file_knowledge import KNOWLEDGE, FileKnowledge
from knowledge import MAX_KNOWLEDGE_BYTES, dump_knowledge
from owner_file_names import TEXTS_AND_PDF
from schemas import Knowledge
from settings import Settings

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 30, 3
FILES = (*TEXTS_AND_PDF, KNOWLEDGE)
ABSENT = {"404", "NoSuchKey"}
MAKE_FILES = "run ./scripts/setup-local-data.sh, then write your own words into backend/data/"


def packed_knowledge(settings: Settings, *, allow_template: bool) -> bytes:
    """Compile the owner's files, from their bucket or else their folder, to knowledge.json.

    Raises ConfigurationError when there are none, when one has a fault, and for the template
    person unless `allow_template`.
    """
    knowledge = _knowledge(settings)
    if knowledge.is_template and not allow_template:
        raise ConfigurationError(
            f"{_place(settings)} still holds files of the template person: write your own words "
            "into them (`uv run resources.py` names them), or try it with --allow-template."
        )
    return dump_knowledge(knowledge)


def _place(settings: Settings) -> str:
    bucket = settings.personal_data_bucket
    return f"s3://{bucket}" if bucket else str(settings.data_dir)


def _knowledge(settings: Settings) -> Knowledge:
    if not settings.personal_data_bucket:
        return _compile(settings.data_dir, settings, f"{MAKE_FILES}.")
    upload = f"{MAKE_FILES}, then ./scripts/upload-personal-data.sh."
    with TemporaryDirectory(prefix="owner-files-") as name:
        _download(settings.personal_data_bucket, settings.aws_region, Path(name))
        return _compile(Path(name), settings, upload)


def _compile(folder: Path, settings: Settings, fix: str) -> Knowledge:
    if not any((folder / name).is_file() for name in FILES):
        raise ConfigurationError(f"{_place(settings)} holds none of the owner's files: {fix}")
    knowledge = FileKnowledge(folder).load()
    if knowledge is None:
        raise ConfigurationError(f"{_place(settings)} could not be read: {fix}")
    return knowledge


def _download(bucket: str, region: str, folder: Path) -> None:
    """Copy the files that the twin answers from; one that is not there is left out."""
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    retries = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
    )
    try:
        client = boto3.client("s3", region_name=region, config=retries)
        for name in FILES:
            try:
                body = client.get_object(Bucket=bucket, Key=name)["Body"]
            except ClientError as error:
                if error.response["Error"]["Code"] not in ABSENT:
                    raise
            else:
                (folder / name).write_bytes(body.read(MAX_KNOWLEDGE_BYTES + 1))
    except (BotoCoreError, ClientError) as error:
        raise ConfigurationError(
            f"s3://{bucket} cannot be read: {error}. Check PERSONAL_DATA_BUCKET, AWS_REGION and "
            "your credentials, or unset PERSONAL_DATA_BUCKET to pack backend/data/."
        ) from error
