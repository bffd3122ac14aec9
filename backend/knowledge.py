"""`knowledge.json`: the owner's files, compiled. The same knowledge gives the same bytes."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ValidationError

from errors import ConfigurationError
from schemas import Knowledge

MAX_KNOWLEDGE_BYTES = 20_000_000


class KnowledgeFile(BaseModel):
    """What knowledge.json holds; `sources` are the digests of the files it was compiled from."""

    version: Literal[1] = 1
    sources: dict[str, str] = {}
    knowledge: Knowledge


def dump_knowledge(knowledge: Knowledge, *, sources: Mapping[str, str] | None = None) -> bytes:
    """Write the bytes of a knowledge.json."""
    file = KnowledgeFile(sources=dict(sorted((sources or {}).items())), knowledge=knowledge)
    return f"{file.model_dump_json(indent=1)}\n".encode()


def parse_knowledge(data: bytes) -> Knowledge:
    """Read the bytes of a knowledge.json; raises ConfigurationError for any others."""
    return parse_knowledge_file(data).knowledge


def parse_knowledge_file(data: bytes) -> KnowledgeFile:
    """Read the bytes of a knowledge.json, with what it was compiled from."""
    fix = "compile it again with ./scripts/upload-personal-data.sh, or delete it on a laptop."
    if len(data) > MAX_KNOWLEDGE_BYTES:
        raise ConfigurationError(f"knowledge.json is over {MAX_KNOWLEDGE_BYTES:,} bytes: {fix}")
    try:
        return KnowledgeFile.model_validate_json(data)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, problem["loc"])) or "the file"
        cause = f"knowledge.json cannot be read ({where}: {problem['msg']})"
        raise ConfigurationError(f"{cause}: {fix}") from error
