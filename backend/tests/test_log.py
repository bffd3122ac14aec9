"""Log lines: for people on a laptop, JSON in Lambda, and never a visitor's words."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from errors import Busy, ModelUnavailable
from log import configure_logging
from server import create_app
from settings import Settings, load_settings
from tests.models import BEDROCK, OPENAI, Model, serving
from tests.serving import serve
from tests.twins import Script, ScriptedProvider, clients_for, settings_for

STREAM = {"Accept": "text/event-stream"}
SECRETS = ("my secret question", "a secret answer", "a secret comment", "an edited secret")


@pytest.fixture(autouse=True)
def loggers_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def talk(site: httpx2.Client) -> None:
    """Ask, stream, edit and rate, with words that no line may hold."""
    session, first = str(uuid4()), str(uuid4())
    named = {"session_id": session}
    site.post("/chat", json=named | {"message": SECRETS[0], "user_message_id": first})
    messages = site.get(f"/conversation/{session}").json()["messages"]
    rating = named | {"message_id": messages[-1]["id"], "value": "up", "comment": SECRETS[2]}
    site.post("/feedback", json=rating)
    site.post("/chat", json=named | {"message": SECRETS[3], "replaces": first}, headers=STREAM)
    site.post("/chat", json={"message": SECRETS[0], "session_id": SECRETS[0]})


def lines_of(
    folder: Path, provider: Any, capfd: pytest.CaptureFixture[str], log_format: str
) -> str:
    chosen = settings_for(folder, LOG_FORMAT=log_format)
    app = create_app(chosen)
    app.state.twin.clients = clients_for(chosen, provider)
    with serve(app) as address, httpx2.Client(base_url=address, trust_env=False) as site:
        talk(site)
    return capfd.readouterr().err


def test_a_turn_in_json_has_all_its_figures(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    provider = ScriptedProvider(Script([SECRETS[1]]))
    lines = [json.loads(line) for line in lines_of(tmp_path, provider, capfd, "json").splitlines()]
    turn = next(line for line in lines if line["message"] == "turn")
    request = next(line for line in lines if line["message"] == "POST /chat")
    assert turn["request_id"] == request["request_id"] != "-"
    assert (turn["level"], turn["logger"], turn["provider"]) == ("INFO", "chat", "offline")
    assert (turn["input_tokens"], turn["output_tokens"], turn["finish"]) == (7, 3, "complete")
    assert re.fullmatch(r"[0-9a-f-]{36}", turn["session_id"])
    assert 0 <= turn["first_token_ms"] <= turn["total_ms"]
    assert {line["status"] for line in lines if "status" in line} >= {200, 204, 422}
    assert all(re.match(r"20\d\d-\d\d-\d\dT.*Z$", line["timestamp"]) for line in lines)


def test_a_turn_on_a_laptop_is_one_readable_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = lines_of(tmp_path, ScriptedProvider(), capfd, "text")
    turn = next(line for line in text.splitlines() if " chat  turn" in line)
    assert re.match(r"\d\d:\d\d:\d\d INFO    chat  turn  session_id=[0-9a-f-]{36} ", turn)
    assert re.search(r" provider=offline .*finish=complete input_tokens=7 output_tokens=3 ", turn)
    assert re.search(r" first_token_ms=\d+ total_ms=\d+ .*\[[0-9a-f-]{36}\]$", turn)


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize(
    "script",
    [
        Script([SECRETS[1]]),
        Script([SECRETS[1]], error=ModelUnavailable("the cause")),
        Script([], error=Busy("throttled")),
        Script([SECRETS[1]], finish="length"),
    ],
    ids=["complete", "broken", "busy", "length"],
)
def test_no_line_holds_a_visitors_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], script: Script, log_format: str
) -> None:
    text = lines_of(tmp_path, ScriptedProvider(script), capfd, log_format)
    assert "POST /chat" in text
    assert not any(secret in text for secret in SECRETS)


@pytest.mark.parametrize("model", [OPENAI, BEDROCK], ids=lambda m: m.name)
def test_no_sdk_logs_a_visitors_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], model: Model
) -> None:
    with serving(model, model.answer(SECRETS[1])) as (provider, _):
        text = lines_of(tmp_path, provider, capfd, "text")
    assert "input_tokens=11 output_tokens=7" in text
    assert not any(secret in text for secret in SECRETS)
    assert "HTTP Request" not in text


def test_a_path_cannot_forge_a_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with serve(create_app(settings_for(tmp_path))) as address:
        httpx2.get(f"{address}/x%0A10:00:00 ERROR forged", trust_env=False)
    assert not any(line.startswith("10:00:00") for line in capfd.readouterr().err.splitlines())


def test_an_exception_in_json_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(log_format="json"))
    cause = ValueError("the cause\nin two lines")
    logging.getLogger("chat").error("turn failed", exc_info=cause)
    (line,) = capfd.readouterr().err.splitlines()
    assert "ValueError: the cause" in json.loads(line)["exc_info"]


@pytest.mark.parametrize(("level", "shown"), [("INFO", False), ("DEBUG", True)])
def test_the_level_is_the_settings(
    capfd: pytest.CaptureFixture[str], level: str, *, shown: bool
) -> None:
    configure_logging(load_settings({"LOG_LEVEL": level}, env_file=Path("/nonexistent")))
    logging.getLogger("chat").debug("a detail")
    assert ("a detail" in capfd.readouterr().err) is shown
