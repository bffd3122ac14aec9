"""The smoke test against a real server that is broken in one way at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from cloud.http import request
from cloud.smoke import Names, check
from cloud.stop import Stop

SESSION = "3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11"
GOOD = {
    "GET /": (200, "<title>Ada O&#x27;Neil · Engineer</title>"),
    "GET /api/health": (200, '{"status": "healthy"}'),
    "GET /api/twin": (200, '{"name": "Ada O\'Neil"}'),
    "POST /api/chat": (200, f'{{"response": "Hello", "session_id": "{SESSION}"}}'),
    f"DELETE /api/conversation/{SESSION}": (204, ""),
}


@contextmanager
def site(**broken: tuple[int, str]) -> Iterator[tuple[str, list[str]]]:
    """Serve a site, `broken` where a name of GOOD is given another answer; note the requests."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append(what := f"{self.command} {self.path}")
            status, text = broken.get(what, GOOD.get(what, (404, "")))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = do_DELETE = answer  # noqa: N815

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://anything.localhost:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


def smoke(url: str) -> str:
    return check(url, Names("Ada O'Neil", "Ada O'Neil"), progress=lambda _: None, patience=0)


def test_a_working_twin_passes_and_keeps_no_trace_of_it() -> None:
    with site() as (url, asked):
        assert smoke(url) == "page, /api/health, /api/twin, a chat turn"
    assert asked == list(GOOD)


@pytest.mark.parametrize(
    ("what", "answer", "sentence"),
    [
        ("GET /", (404, "gone"), "page: it answers 404: gone. Run ./scripts/deploy.sh again"),
        ("GET /", (200, "<title>Bo</title>"), "its title is 'Bo' without"),
        ("GET /api/health", (500, ""), "CloudWatch"),
        ("GET /api/twin", (200, '{"name": "Bo"}'), "it speaks for 'Bo'"),
        ("POST /api/chat", (503, '{"code": "model_unavailable"}'), "Bedrock console"),
        ("POST /api/chat", (200, '{"response": ""}'), "CloudWatch"),
    ],
)
def test_what_does_not_work_is_named(what: str, answer: tuple[int, str], sentence: str) -> None:
    with site(**{what: answer}) as (url, _), pytest.raises(Stop) as stopped:
        smoke(url)
    assert sentence in str(stopped.value)


def test_a_site_that_cannot_be_reached_is_asked_again_until_patience_ends() -> None:
    with site() as (url, _):
        pass
    assert request("GET", url).status == 0
    with pytest.raises(Stop, match="nothing"):
        smoke(url)
