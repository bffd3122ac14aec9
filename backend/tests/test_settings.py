from pathlib import Path

import pytest

from errors import ConfigurationError
from settings import Settings, load_settings

NO_FILE = Path("/nonexistent/.env")

BAD_VALUES = {
    "ai_provider": "gemini",
    "bedrock_model_id": "two words",
    "aws_region": "Ireland",
    "openai_api_key": "line\nbreak",
    "openai_api_key_secret": "two words",
    "openai_base_url": "localhost:11434",
    "openai_model": " ",
    "max_output_tokens": "0",
    "temperature": "warm",
    "turn_timeout": "-1",
    "context_tokens": "many",
    "history_tokens": "-5",
    "use_s3": "yes-please",
    "memory_bucket": "My Bucket",
    "memory_dir": "\0",
    "max_messages": "1",
    "personal_data_bucket": "UPPER",
    "data_dir": "\0",
    "max_streams": "0",
    "cors_origins": "example.com",
    "api_docs": "maybe",
    "log_level": "LOUD",
    "log_format": "xml",
    "port": "99999",
}
DERIVED = {"provider_reason", "in_lambda"}


def test_every_setting_has_a_bad_value_to_try() -> None:
    assert set(BAD_VALUES) == set(Settings.model_fields) - DERIVED


@pytest.mark.parametrize("field", BAD_VALUES)
def test_a_bad_value_stops_start_up_and_names_the_variable(field: str) -> None:
    with pytest.raises(ConfigurationError, match=field.upper()):
        load_settings({field.upper(): BAD_VALUES[field]}, env_file=NO_FILE)


def test_a_key_is_never_printed() -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings({"OPENAI_API_KEY": "sk-secret\n"}, env_file=NO_FILE)
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("environ", "provider"),
    [
        ({}, "offline"),
        ({"OPENAI_API_KEY": "sk-1"}, "openai"),
        ({"OPENAI_BASE_URL": "http://localhost:11434/v1"}, "openai"),
        ({"AWS_ACCESS_KEY_ID": "AKIA"}, "bedrock"),
        ({"AWS_PROFILE": "me"}, "bedrock"),
        ({"AWS_WEB_IDENTITY_TOKEN_FILE": "/token"}, "bedrock"),
        ({"OPENAI_API_KEY": "sk-1", "AWS_PROFILE": "me"}, "openai"),
        ({"AI_PROVIDER": "offline", "OPENAI_API_KEY": "sk-1"}, "offline"),
        ({"OPENAI_API_KEY": ""}, "offline"),
    ],
)
def test_the_provider_is_found_without_asking_the_network(
    environ: dict[str, str], provider: str, tmp_path: Path
) -> None:
    chosen = load_settings({"HOME": str(tmp_path)} | environ, env_file=NO_FILE)
    assert chosen.ai_provider == provider
    assert chosen.provider_reason


def test_a_credentials_file_means_bedrock(tmp_path: Path) -> None:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "credentials").write_text("[default]\n")
    chosen = load_settings({"HOME": str(tmp_path)}, env_file=NO_FILE)
    assert chosen.ai_provider == "bedrock"


def test_in_lambda_bedrock_json_logs_and_no_docs_are_the_default() -> None:
    chosen = load_settings(
        {"AWS_LAMBDA_FUNCTION_NAME": "twin", "USE_S3": "true", "MEMORY_BUCKET": "twin-memory"},
        env_file=NO_FILE,
    )
    assert (chosen.ai_provider, chosen.log_format, chosen.api_docs) == ("bedrock", "json", False)


def test_file_memory_in_lambda_stops_start_up() -> None:
    with pytest.raises(ConfigurationError, match="USE_S3"):
        load_settings({"AWS_LAMBDA_FUNCTION_NAME": "twin"}, env_file=NO_FILE)


def test_s3_memory_needs_a_bucket() -> None:
    with pytest.raises(ConfigurationError, match="MEMORY_BUCKET"):
        load_settings({"USE_S3": "true"}, env_file=NO_FILE)


def test_openai_needs_a_key_or_an_address() -> None:
    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY"):
        load_settings({"AI_PROVIDER": "openai"}, env_file=NO_FILE)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# mine\nTEMPERATURE=0.9\nexport MAX_OUTPUT_TOKENS='300'\n")
    chosen = load_settings({"TEMPERATURE": "0.1"}, env_file=file)
    assert (chosen.temperature, chosen.max_output_tokens) == (0.1, 300)


@pytest.mark.parametrize("content", [b"TEMPERATURE=0.1\nthis is no setting\n", b"\xff\xfe bad"])
def test_a_broken_file_is_named_with_its_line(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"\.env"):
        load_settings({}, env_file=file)


def test_several_origins_are_a_comma_separated_list() -> None:
    chosen = load_settings(
        {"CORS_ORIGINS": "https://a.example, https://b.example"}, env_file=NO_FILE
    )
    assert chosen.cors_origins == ("https://a.example", "https://b.example")
