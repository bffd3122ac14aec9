"""The handler on real API Gateway (HTTP API, payload 2.0) events."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mangum import Mangum

from server import create_app
from tests.twins import Script, ScriptedProvider, clients_for, settings_for

EVENTS = Path(__file__).parent / "events"
CONTEXT = SimpleNamespace(aws_request_id="8c1f6a52-lambda", function_name="twin")


def event(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def event_loop() -> Iterator[None]:
    """Set the thread's event loop, as Mangum would, but close it in the end."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield
    asyncio.set_event_loop(None)
    loop.close()


@pytest.fixture
def handler(tmp_path: Path, event_loop: None) -> Mangum:
    settings = settings_for(tmp_path)
    app = create_app(settings)
    provider = ScriptedProvider(Script(["I play ", "chess."], pause=0.02))
    app.state.twin.clients = clients_for(settings, provider)
    return Mangum(app, lifespan="off")


def body(answer: dict[str, Any]) -> Any:
    return json.loads(answer["body"])


@pytest.mark.parametrize("name", ["get-status", "get-health", "get-twin"])
def test_every_read_answers(handler: Mangum, name: str) -> None:
    answer = handler(event(name), CONTEXT)
    assert answer["statusCode"] == 200
    assert answer["headers"]["x-request-id"] == CONTEXT.aws_request_id


def test_a_turn_is_answered_kept_read_again_and_forgotten(handler: Mangum) -> None:
    asked = body(handler(event("post-chat"), CONTEXT))
    assert asked["response"] == "I play chess."
    shown = body(handler(event("get-conversation"), CONTEXT))["messages"]
    assert [m["content"] for m in shown] == ["What do you do?", "I play chess."]
    assert handler(event("delete-conversation"), CONTEXT)["statusCode"] == 204
    assert body(handler(event("get-conversation"), CONTEXT))["messages"] == []


def test_a_stream_arrives_whole_and_its_answer_is_kept(handler: Mangum) -> None:
    answer = handler(event("post-chat-stream"), CONTEXT)
    names = [line[7:] for line in answer["body"].splitlines() if line.startswith("event: ")]
    assert answer["headers"]["content-type"].startswith("text/event-stream")
    assert (names[0], names[-1]) == ("session", "done")
    shown = body(handler(event("get-conversation"), CONTEXT))["messages"]
    assert shown[-1]["content"] == "I play chess."
    assert shown[-1]["finish"] == "complete"


def test_a_base64_body_is_read(handler: Mangum) -> None:
    assert handler(event("post-chat-base64"), CONTEXT)["statusCode"] == 200


def test_a_preflight_from_the_site_is_allowed(handler: Mangum) -> None:
    answer = handler(event("options-chat"), CONTEXT)
    assert answer["headers"]["access-control-allow-origin"] == "http://localhost:3000"


def test_an_unknown_route_has_the_shape_of_every_error(handler: Mangum) -> None:
    unknown = event("get-status")
    unknown["rawPath"] = unknown["requestContext"]["http"]["path"] = "/admin"
    answer = handler(unknown, CONTEXT)
    assert answer["statusCode"] == 404
    assert body(answer)["code"] == "not_found"
