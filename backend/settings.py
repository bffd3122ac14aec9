"""The only reader of the environment: once, typed, and loud about a bad value."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from errors import ConfigurationError

BACKEND = Path(__file__).resolve().parent
ENV_FILE = BACKEND / ".env"
LOOPBACK = "127.0.0.1"

ProviderName = Literal["offline", "openai", "bedrock"]


def _split(value: object) -> object:
    return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value


def _folder(value: object) -> Path:
    path = BACKEND / Path(str(value)).expanduser()
    if "\0" in str(value) or path.is_file():
        raise ValueError("this must be a folder")
    return path


Folder = Annotated[Path, BeforeValidator(_folder)]
BucketName = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$")]
Origin = Annotated[str, Field(pattern=r"^(\*|https?://[^/\s,]+)$")]


class Settings(BaseModel):
    """One field, one environment variable of the same name in capitals; empty means unset."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ai_provider: ProviderName = Field("offline", description="Which model answers.")
    provider_reason: str = Field("", exclude=True)
    in_lambda: bool = Field(False, exclude=True)

    bedrock_model_id: str = Field(
        "eu.amazon.nova-lite-v1:0",
        pattern=r"^[a-zA-Z0-9.:/_-]{3,2048}$",
        description="Inference profile or model that Bedrock runs.",
    )
    aws_region: str = Field(
        "eu-west-1", pattern=r"^[a-z]{2}(-[a-z]+)+-\d$", description="Where Bedrock and S3 are."
    )
    openai_api_key: str = Field(
        "", pattern=r"^[!-~]*$", description="Key of the OpenAI-compatible server."
    )
    openai_api_key_secret: str = Field(
        "",
        pattern=r"^[A-Za-z0-9/_+=.@:-]{0,2048}$",
        description="Or the Secrets Manager secret, name or ARN, that holds it.",
    )
    openai_base_url: str = Field(
        "", pattern=r"^(https?://\S+)?$", description="Its address, for Ollama, vLLM, llama.cpp."
    )
    openai_model: str = Field("gpt-4o-mini", pattern=r"^\S+$", description="The model it runs.")
    max_output_tokens: int = Field(600, ge=16, le=8_192, description="Longest answer, in tokens.")
    temperature: float = Field(0.3, ge=0, le=2, description="0 is sober, 1 is lively.")
    turn_timeout: float = Field(
        25, ge=1, le=840, description="Seconds that one turn may take, all in all."
    )
    context_tokens: int = Field(
        24_000, ge=500, le=500_000, description="Tokens of the owner's sections in a prompt."
    )
    history_tokens: int = Field(
        6_000, ge=0, le=200_000, description="Tokens of earlier turns in a prompt."
    )

    use_s3: bool = Field(False, description="Keep conversations in S3 instead of a folder.")
    memory_bucket: BucketName = Field("", description="The bucket they are in.")
    memory_dir: Folder = Field(
        BACKEND.parent / "memory", description="The folder they are in without S3."
    )
    max_messages: int = Field(
        1_000, ge=2, le=100_000, description="Messages after which a conversation is full."
    )
    personal_data_bucket: BucketName = Field(
        "", description="The bucket with knowledge.json; unset: the folder below."
    )
    data_dir: Folder = Field(BACKEND / "data", description="The folder with the owner's files.")

    max_streams: int = Field(
        200, ge=1, le=2_000, description="Turns under way at once in a process; more are `busy`."
    )
    cors_origins: Annotated[tuple[Origin, ...], BeforeValidator(_split)] = Field(
        ("http://localhost:3000",), description="Sites that may call this API, comma-separated."
    )
    api_docs: bool = Field(True, description="Serve /docs and /openapi.json; off in Lambda.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="What is logged. No message's text below DEBUG."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Lines for people or for machines; json in Lambda."
    )
    port: int = Field(8_000, ge=1, le=65_535, description="Where `server.py` listens.")

    @property
    def ai_model(self) -> str:
        """Name the model that answers."""
        models = {"bedrock": self.bedrock_model_id, "openai": self.openai_model}
        return models.get(self.ai_provider, self.ai_provider)


def _read_env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv.parser import parse_stream  # a laptop's file: Lambda never pays for the import

    try:
        with path.open(encoding="utf-8") as stream:
            bindings = list(parse_stream(stream))
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is not UTF-8 text: save it as UTF-8.") from error
    for binding in bindings:
        if binding.error:
            line = binding.original.string.strip().splitlines()[0]
            raise ConfigurationError(
                f"{path}, line {binding.original.line}: {line!r} is not NAME=value. "
                "Mend or delete that line."
            )
    return {b.key: b.value for b in bindings if b.key and b.value is not None}


def _has_aws_credentials(environ: Mapping[str, str]) -> bool:
    named = ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE")
    home = Path(environ.get("HOME") or Path.home())
    file = Path(environ.get("AWS_SHARED_CREDENTIALS_FILE") or home / ".aws" / "credentials")
    return any(environ.get(name) for name in named) or file.is_file()


def _choose_provider(environ: Mapping[str, str], *, in_lambda: bool) -> tuple[str, str]:
    if chosen := environ.get("AI_PROVIDER"):
        return chosen, "AI_PROVIDER says so"
    if in_lambda:
        return "bedrock", "it is the default in Lambda"
    for name in ("OPENAI_API_KEY", "OPENAI_API_KEY_SECRET", "OPENAI_BASE_URL"):
        if environ.get(name):
            return "openai", f"{name} is set"
    if _has_aws_credentials(environ):
        return "bedrock", "AWS credentials are here"
    return "offline", "no OPENAI_API_KEY, OPENAI_BASE_URL or AWS credentials were found"


def _explain(error: ValidationError) -> str:
    lines = []
    for problem in error.errors(include_url=False):
        field = str(problem["loc"][0])
        known = Settings.model_fields[field]
        value = "" if "key" in field else f" is {problem['input']!r}"
        lines.append(
            f"{field.upper()}{value}: {problem['msg']}. "
            f"({known.description} Default: {known.default!s})"
        )
    return "\n".join([*lines, "Mend it in backend/.env or in the environment."])


def load_settings(environ: Mapping[str, str], *, env_file: Path = ENV_FILE) -> Settings:
    """Read settings from `environ`, then from `env_file`; the first that names one wins.

    Raises ConfigurationError, naming the variable, for a value that is out of bounds or a
    combination that cannot work.
    """
    values = _read_env_file(env_file) | {k: v for k, v in environ.items() if v != ""}
    in_lambda = "AWS_LAMBDA_FUNCTION_NAME" in values
    provider, reason = _choose_provider(values, in_lambda=in_lambda)
    region = values.get("AWS_REGION") or values.get("AWS_DEFAULT_REGION")
    given: dict[str, object] = {
        name: values[name.upper()] for name in Settings.model_fields if values.get(name.upper())
    }
    lambda_defaults = {"log_format": "json", "api_docs": False} if in_lambda else {}
    given = lambda_defaults | given | {"ai_provider": provider}
    given |= {"provider_reason": reason, "in_lambda": in_lambda}
    if region or (region := values.get("DEFAULT_AWS_REGION")):
        given["aws_region"] = region
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        raise ConfigurationError(_explain(error)) from error
    _check_combination(settings)
    return settings


def _check_combination(settings: Settings) -> None:
    if settings.use_s3 and not settings.memory_bucket:
        raise ConfigurationError(
            "USE_S3 is true but MEMORY_BUCKET is unset: name the bucket, or set USE_S3=false."
        )
    if settings.in_lambda and not settings.use_s3:
        raise ConfigurationError(
            "USE_S3 is false in Lambda, whose disk is lost: set USE_S3=true and MEMORY_BUCKET."
        )
    if settings.ai_provider == "openai" and not (
        settings.openai_api_key or settings.openai_api_key_secret or settings.openai_base_url
    ):
        raise ConfigurationError(
            "AI_PROVIDER is 'openai' but OPENAI_API_KEY is unset: set it, or "
            "OPENAI_API_KEY_SECRET, or OPENAI_BASE_URL for a server that needs no key."
        )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Give this process's settings; backend/.env also lends its AWS_* variables to boto3."""
    for name, value in _read_env_file(ENV_FILE).items():
        if name.startswith("AWS_"):
            os.environ.setdefault(name, value)
    return load_settings(os.environ)
