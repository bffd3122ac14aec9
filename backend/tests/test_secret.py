"""The key in Secrets Manager, on a local AWS."""

import json

import pytest

from errors import ConfigurationError
from providers.openai import OpenAIProvider
from secret import read_secret
from settings import Settings
from tests import wire
from tests.emulator import REGION, Emulator
from tests.loopback import loopback
from tests.models import PROMPT, soon

KEY = "sk-kept-in-the-vault"


@pytest.fixture
def vault(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    for name, value in emulator.environment.items():
        monkeypatch.setenv(name, value)
    return emulator


def keep(vault: Emulator, name: str, text: str) -> str:
    made = vault.client("secretsmanager").create_secret(Name=name, SecretString=text)
    return str(made["ARN"])


@pytest.mark.parametrize(
    "text", [KEY, f"{KEY}\n", json.dumps({"OPENAI_API_KEY": KEY, "other": "x"})]
)
def test_a_key_is_read_by_name_and_by_arn(
    vault: Emulator, text: str, request: pytest.FixtureRequest
) -> None:
    name = f"twin/{abs(hash(request.node.name))}"
    arn = keep(vault, name, text)
    assert read_secret(name, REGION) == read_secret(arn, REGION) == KEY


@pytest.mark.parametrize("text", ['{"key": "sk-else"}', "two words", '{"OPENAI_API_KEY": 7}'])
def test_a_secret_without_a_key_is_told_without_its_text(
    vault: Emulator, text: str, request: pytest.FixtureRequest
) -> None:
    name = f"twin/{abs(hash(request.node.name))}"
    keep(vault, name, text)
    with pytest.raises(ConfigurationError, match="holds no key: write the key") as raised:
        read_secret(name, REGION)
    assert text not in str(raised.value)


@pytest.mark.usefixtures("vault")
def test_an_unknown_secret_is_named_with_the_fix() -> None:
    with pytest.raises(ConfigurationError, match=r"twin/none .*ResourceNotFound.*make the secret"):
        read_secret("twin/none", REGION)


def test_an_unreachable_secrets_manager_is_one_sentence(vault: Emulator) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        with pytest.raises(ConfigurationError, match="twin/none cannot be read: Could not connect"):
            read_secret("twin/none", REGION)


def test_the_provider_sends_the_key_of_the_secret(vault: Emulator) -> None:
    keep(vault, "twin/provider", KEY)
    with loopback(wire.openai_answer("Hello.")) as server:
        settings = Settings.model_validate(
            {"openai_api_key_secret": "twin/provider", "openai_base_url": f"{server.url}/v1"}
        )
        provider = OpenAIProvider(settings)
        try:
            assert "".join(provider.reply(PROMPT, deadline=soon())) == "Hello."
        finally:
            provider.close()
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
