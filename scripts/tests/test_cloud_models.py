"""What stands before and behind the emulated Bedrock, over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from cloud.model_front import Model, ModelFront, serving
from cloud.offline_model import ChatMessage, OfflineModel, read_prompt
from cloud.remote_model import ModelFailure, RemoteModel
from cloud.stop import Stop

from context import date_line, system_prompt
from schemas import Knowledge, Owner, Section
from tests.emulator import running_emulator

OWNER = Owner("Ada Example", contact="ada@example.org")
SECTIONS = (
    Section("summary.1", "Summary", "summary.txt", "I build bridges. I live in Delft.", core=True),
    Section("facts.tea", "Favourite tea", "facts.json", "Favourite tea: Assam\n\n[with milk]"),
    Section("me.dogs", "Dogs (two)", "me.txt", "My dogs are called Pixel and Vector."),
)
SYSTEM = system_prompt(Knowledge(OWNER, SECTIONS), SECTIONS)
QUESTION = "What are your dogs called?"


def messages(question: str) -> list[ChatMessage]:
    return [
        {"role": "system", "content": SYSTEM},
        {"role": "system", "content": date_line(date(2026, 11, 24))},
        {"role": "user", "content": question},
    ]


class Throttled:
    def answer(self, messages: list[ChatMessage]) -> str:
        raise ModelFailure(429, "too many tokens")


class Broken:
    def answer(self, messages: list[ChatMessage]) -> str:
        raise ModelFailure(500, "out of memory")


@contextmanager
def bedrock(model: Model) -> Iterator[Any]:
    """Give a client of an emulated Bedrock with `model` before and behind it."""
    with (
        serving(ModelFront(model)) as front,
        running_emulator(MINISTACK_BEDROCK_PROXY_URL=front.url) as emulator,
    ):
        front.emulator = emulator.endpoint_url
        yield boto3.client(
            "bedrock-runtime",
            endpoint_url=front.url,
            region_name="eu-west-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}),
        )


def converse(client: Any, question: str) -> str:
    reply = client.converse_stream(
        modelId="eu.amazon.nova-micro-v1:0",
        system=[{"text": SYSTEM}, {"cachePoint": {"type": "default"}}, {"text": "Today."}],
        messages=[{"role": "user", "content": [{"text": question}]}],
    )
    deltas = [event.get("contentBlockDelta") for event in reply["stream"]]
    return "".join(delta["delta"]["text"] for delta in deltas if delta)


def test_the_prompt_is_read_back_as_it_was_written() -> None:
    prompt = read_prompt(messages(QUESTION))
    assert prompt.owner == OWNER
    assert prompt.sections == SECTIONS
    assert prompt.question == QUESTION
    assert prompt.date.startswith("Today is Tuesday")


def test_a_prompt_of_no_twin_is_read_as_one_that_knows_nothing() -> None:
    assert read_prompt([{"role": "user", "content": QUESTION}]).sections == ()


def test_the_offline_model_quotes_the_sections() -> None:
    assert OfflineModel().answer(messages(QUESTION)) == "My dogs are called Pixel and Vector."


def test_bedrock_answers_with_the_model_behind_it() -> None:
    with bedrock(OfflineModel()) as client:
        assert converse(client, QUESTION) == "My dogs are called Pixel and Vector."


@pytest.mark.parametrize(
    ("model", "error"),
    [(Throttled(), "ThrottlingException"), (Broken(), "ServiceUnavailableException")],
)
def test_bedrock_fails_as_the_model_behind_it_does(model: Model, error: str) -> None:
    with bedrock(model) as client, pytest.raises(ClientError) as failed:
        converse(client, QUESTION)
    assert failed.value.response["Error"]["Code"] == error


def test_a_remote_model_is_asked_and_its_failure_is_told() -> None:
    with serving(ModelFront(OfflineModel())) as server:
        said = RemoteModel(f"{server.url}/v1/", "any").answer(messages(QUESTION))
        assert said == "My dogs are called Pixel and Vector."
    with serving(ModelFront(Throttled())) as server, pytest.raises(ModelFailure) as failed:
        RemoteModel(server.url, "any").answer(messages(QUESTION))
    assert failed.value.status == 429


@pytest.mark.parametrize("url", ["ollama", "ftp://here", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(Stop, match="neither offline nor an address"):
        RemoteModel(url)


def test_a_server_that_is_not_there_is_named() -> None:
    with serving(ModelFront(OfflineModel())) as server:
        url = server.url
    with pytest.raises(Stop, match="start its server"):
        RemoteModel(url)
