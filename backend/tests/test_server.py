import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Gate
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from errors import Busy, ModelUnavailable
from server import create_app
from tests.serving import serve
from tests.twins import Script, ScriptedProvider, clients_for, eventually, settings_for

STREAM = {"Accept": "text/event-stream"}
SESSION = "7b0c1c8e-6a0e-4f7b-9a2b-0d3f4c5b6a79"


def app_with(folder: Path, provider: ScriptedProvider, **values: str) -> FastAPI:
    settings = settings_for(folder, **values)
    app = create_app(settings)
    app.state.twin.clients = clients_for(settings, provider)
    return app


@pytest.fixture
def provider() -> ScriptedProvider:
    return ScriptedProvider()


@contextmanager
def opened(folder: Path, provider: ScriptedProvider) -> Iterator[httpx2.Client]:
    """Open the site. Lines of its log reach `capfd` only when a test calls this itself."""
    with (
        serve(app_with(folder, provider)) as address,
        httpx2.Client(base_url=address, timeout=10, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def site(tmp_path: Path, provider: ScriptedProvider) -> Iterator[httpx2.Client]:
    with opened(tmp_path, provider) as client:
        yield client


def events(text: str) -> list[tuple[str, Any]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data[6:])) for name, data in blocks]


def test_the_four_routes_of_the_course_project_answer_as_they_did(site: httpx2.Client) -> None:
    root = site.get("/").json()
    assert set(root) == {"message", "memory_enabled", "storage", "ai_provider", "ai_model"}
    health = site.get("/health").json()
    assert health == {
        "status": "healthy",
        "use_s3": False,
        "ai_provider": "offline",
        "ai_model": "offline",
    }
    answer = site.post("/chat", json={"message": "Hello"}).json()
    assert answer["response"] == "I play chess."
    shown = site.get(f"/conversation/{answer['session_id']}").json()
    assert shown["session_id"] == answer["session_id"]
    assert [m["role"] for m in shown["messages"]] == ["user", "assistant"]
    assert all(m["timestamp"] for m in shown["messages"])


def test_an_unknown_conversation_is_empty(site: httpx2.Client) -> None:
    assert site.get(f"/conversation/{SESSION}").json() == {"session_id": SESSION, "messages": []}


def test_a_stream_has_its_events_in_order_and_equals_the_memory(site: httpx2.Client) -> None:
    got = events(site.post("/chat", json={"message": "Hello"}, headers=STREAM).text)
    names = [name for name, _ in got]
    assert names == ["session", "token", "token", "sources", "done"]
    session, done = got[0][1], got[-1][1]
    assert set(session) == {"session_id", "user_message_id", "message_id"}
    joined = "".join(data["delta"] for name, data in got if name == "token")
    kept = site.get(f"/conversation/{session['session_id']}").json()["messages"][-1]
    assert joined == done["response"] == kept["content"]
    assert done["message_id"] == session["message_id"] == kept["id"]


def test_feedback_delete_and_replaces_over_http(site: httpx2.Client) -> None:
    first = site.post("/chat", json={"message": "One"}).json()
    names = {"session_id": first["session_id"], "message_id": first["message_id"]}
    rated = site.post("/feedback", json=names | {"value": "down", "comment": "too short"})
    assert (rated.status_code, rated.content) == (204, b"")
    site.post(
        "/chat",
        json={
            "message": "Two",
            "session_id": first["session_id"],
            "replaces": first["user_message_id"],
        },
    )
    shown = site.get(f"/conversation/{first['session_id']}").json()["messages"]
    assert [m["content"] for m in shown] == ["Two", "I play chess."]
    for _ in range(2):
        assert site.delete(f"/conversation/{first['session_id']}").status_code == 204
    assert site.post("/feedback", json=names | {"value": "up"}).json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "message"),
        ({"message": ""}, "message"),
        ({"message": "   "}, "message"),
        ({"message": "x" * 4_001}, "message"),
        ({"message": 7}, "message"),
        ({"message": "x", "session_id": "../../etc/passwd"}, "session_id"),
        ({"message": "x", "session_id": f"{SESSION}\n"}, "session_id"),
        ({"message": "x", "user_message_id": "1"}, "user_message_id"),
        ({"message": "x", "replaces": "last"}, "replaces"),
        ([], "body"),
    ],
)
def test_a_broken_bound_is_named(site: httpx2.Client, body: object, named: str) -> None:
    answer = site.post("/chat", json=body)
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_request"
    assert named in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"message": " "}, "message: write something."),
        ({"message": "x", "replaces": "last"}, "replaces: this must be a UUID, like "),
    ],
)
def test_a_broken_pattern_is_told_in_words(
    site: httpx2.Client, body: dict[str, str], told: str
) -> None:
    assert site.post("/chat", json=body).json()["detail"].startswith(told)


@pytest.mark.parametrize(
    "content", [b"{", b'{"message": "\\ud800"}', b"\xff\xfe", b'{"message": NaN}', b""]
)
def test_no_bytes_make_it_fail(site: httpx2.Client, content: bytes) -> None:
    answer = site.post("/chat", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


def _in_chunks() -> Iterator[bytes]:
    yield from [b'{"message": "'] + [b"x" * 1_000] * 20


@pytest.mark.parametrize("content", [b"x" * 20_000, _in_chunks()])
def test_a_large_body_is_refused_before_it_is_read(
    site: httpx2.Client, content: bytes | Iterator[bytes]
) -> None:
    answer = site.post("/chat", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_unknown_routes_and_methods_have_the_same_shape(site: httpx2.Client) -> None:
    for path in ("/admin", "/chat/", "/health/", "/conversation/"):
        unknown = site.get(path)
        assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    answer = site.put("/chat", json={})
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize("message", ["?", "What operating system do you use?", "👋", "\u202eabc"])
def test_no_list_of_words_refuses_a_visitor(site: httpx2.Client, message: str) -> None:
    assert site.post("/chat", json={"message": message}).status_code == 200


def test_a_throttled_model_is_busy_with_the_seconds_to_wait(
    site: httpx2.Client, provider: ScriptedProvider
) -> None:
    provider.scripts = [Script([], error=Busy("throttled", retry_after=7))]
    answer = site.post("/chat", json={"message": "x"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert answer.json() == {"detail": Busy.detail, "code": "busy", "retry_after": 7}
    got = events(site.post("/chat", json={"message": "x"}, headers=STREAM).text)
    assert [name for name, _ in got] == ["session", "error"]
    assert got[-1][1]["retry_after"] == 7


def test_files_that_cannot_be_read_are_named_in_the_log_each_time(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = create_app(settings_for(tmp_path, DATA_DIR=str(tmp_path / "none")))
    with serve(app) as address:
        for _ in range(2):
            told = httpx2.get(f"{address}/twin", trust_env=False)
            assert (told.status_code, told.json()["code"]) == (503, "model_unavailable")
            assert "my own files" in told.json()["detail"]
            assert "setup-local-data.sh" in capfd.readouterr().err


def test_nothing_of_a_models_error_reaches_a_visitor(
    tmp_path: Path, provider: ScriptedProvider, capfd: pytest.CaptureFixture[str]
) -> None:
    cause = "AccessDenied arn:aws:bedrock:eu-west-1:123456789012"
    provider.scripts = [Script(["Half "], error=ModelUnavailable(cause))]
    with opened(tmp_path, provider) as site:
        whole = site.post("/chat", json={"message": "x"})
        stream = site.post("/chat", json={"message": "x"}, headers=STREAM)
    assert whole.status_code == 503
    assert "arn" not in whole.text + stream.text
    assert "arn:aws" in capfd.readouterr().err


def test_an_unexpected_error_is_a_500_in_the_same_shape(
    tmp_path: Path, provider: ScriptedProvider, capfd: pytest.CaptureFixture[str]
) -> None:
    app = app_with(tmp_path, provider)
    app.state.twin = None
    with serve(app) as address:
        answer = httpx2.get(f"{address}/health", trust_env=False)
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "NoneType" not in answer.text
    assert "NoneType" in capfd.readouterr().err


def test_the_site_may_call_and_others_may_not(site: httpx2.Client) -> None:
    def allowed(origin: str) -> str | None:
        answer = site.get("/twin", headers={"Origin": origin})
        value: str | None = answer.headers.get("access-control-allow-origin")
        return value

    assert allowed("http://localhost:3000") == "http://localhost:3000"
    assert allowed("https://evil.example") is None
    exposed = site.get("/twin", headers={"Origin": "http://localhost:3000"})
    assert "Retry-After" in exposed.headers["access-control-expose-headers"]


@pytest.mark.parametrize("accept", ["text/event-stream", "application/json"])
@pytest.mark.parametrize("deltas", [[], ["Half an answer "]])
def test_a_visitor_who_goes_away_stops_the_model_within_a_second(
    tmp_path: Path, accept: str, deltas: list[str]
) -> None:
    provider = ScriptedProvider(Script(deltas, gate=Gate()))
    app = app_with(tmp_path, provider)
    body = json.dumps({"message": "Hello", "session_id": SESSION})
    with serve(app) as address, socket.create_connection(_host_and_port(address)) as visitor:
        visitor.sendall(
            f"POST /chat HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        eventually(lambda: provider.replies and (tmp_path / f"{SESSION}.json").exists())
        if accept == "text/event-stream":
            visitor.recv(4_096)
        visitor.close()
        eventually(lambda: provider.replies[0].is_closed, within=1)
        eventually(lambda: "stopped" in (tmp_path / f"{SESSION}.json").read_text(), within=1)
    kept = json.loads((tmp_path / f"{SESSION}.json").read_text())
    assert [m["content"] for m in kept][1:] == deltas


def _host_and_port(address: str) -> tuple[str, int]:
    host, port = address.removeprefix("http://").split(":")
    return host, int(port)


def test_the_picture_is_where_the_profile_says(tmp_path: Path, provider: ScriptedProvider) -> None:
    (tmp_path / "picture.png").write_bytes(b"a picture")
    app = app_with(tmp_path, provider, DATA_DIR=str(tmp_path))
    with (
        serve(app) as address,
        httpx2.Client(base_url=address, timeout=10, trust_env=False) as client,
    ):
        told = client.get("/twin")
        picture = client.get(told.url.join(told.json()["picture"]))
        assert (picture.content, picture.headers["content-type"]) == (b"a picture", "image/png")
        (tmp_path / "picture.png").unlink()
        assert client.get("/twin").json()["picture"] is None
        assert client.get("/twin/picture").json()["code"] == "not_found"


def test_docs_come_from_a_package_and_describe_every_route(site: httpx2.Client) -> None:
    page = site.get("/docs").text
    assert "cdn" not in page
    script = next(part.split('"')[0] for part in page.split('src="')[1:])
    assert "swagger" in site.get(script).text.lower()
    paths = site.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/",
        "/health",
        "/twin",
        "/twin/picture",
        "/chat",
        "/conversation/{session_id}",
        "/feedback",
    }
    assert all(
        o.get("summary") and o.get("description") for p in paths.values() for o in p.values()
    )


def test_docs_can_be_switched_off(tmp_path: Path, provider: ScriptedProvider) -> None:
    with serve(app_with(tmp_path, provider, API_DOCS="false")) as address:
        for path in ("/docs", "/openapi.json"):
            assert httpx2.get(address + path, trust_env=False).status_code == 404


def test_a_request_has_one_id_in_the_answer_and_the_log(
    tmp_path: Path, provider: ScriptedProvider, capfd: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path, provider) as site:
        answer = site.get("/health", headers={"X-Request-ID": "abc-1"})
        hostile = site.get("/health", headers={"X-Request-ID": "a b<script>"})
    assert answer.headers["x-request-id"] == "abc-1"
    assert "script" not in hostile.headers["x-request-id"]
    named = [line for line in capfd.readouterr().err.splitlines() if line.endswith("[abc-1]")]
    assert ["GET /health" in line for line in named] == [True]


def test_the_same_message_id_is_one_turn_over_http(
    site: httpx2.Client, provider: ScriptedProvider
) -> None:
    body = {"message": "x", "session_id": SESSION, "user_message_id": str(uuid4())}
    answers = [site.post("/chat", json=body).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(provider.prompts) == 1
