"""A loopback server in front of S3 that can lose, refuse or delay what passes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Act = Callable[["Visit"], None]


class Gate(ThreadingHTTPServer):
    """Per HTTP method a list of acts, one a request, the last for all that follow."""

    daemon_threads = True

    def __init__(self, acts: dict[str, list[Act]], upstream: int) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.acts = acts
        self.upstream = upstream
        self.seen: list[str] = []
        self.endpoint_url = f"http://127.0.0.1:{self.server_port}"

    def next_act(self, method: str) -> Act:
        self.seen.append(method)
        acts = self.acts.get(method, [forward])
        return acts.pop(0) if len(acts) > 1 else acts[0]


class Visit(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: Gate

    def do_GET(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.next_act(self.command)(self)

    do_PUT = do_DELETE = do_GET  # noqa: N815 - the names http.server asks for

    def reply(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def ask_upstream(self) -> tuple[int, list[tuple[str, str]], bytes]:
        upstream = HTTPConnection("127.0.0.1", self.server.upstream, timeout=10)
        try:
            headers = {k: v for k, v in self.headers.items() if k.lower() != "expect"}
            upstream.request(self.command, self.path, self.body, headers)
            answer = upstream.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            upstream.close()


def forward(visit: Visit) -> None:
    """Let it pass, both ways."""
    visit.reply(*visit.ask_upstream())


def lose_reply(visit: Visit) -> None:
    """Let the request pass and cut the line before the reply."""
    visit.ask_upstream()
    visit.close_connection = True


def cut_reply(visit: Visit) -> None:
    """Promise more bytes than are sent."""
    visit.send_response_only(200)
    visit.send_header("ETag", '"0"')
    visit.send_header("Content-Length", "1000")
    visit.end_headers()
    visit.wfile.write(b"[]")
    visit.close_connection = True


def refuse(status: int, code: str) -> Act:
    """Answer with an error of S3."""
    body = f"<Error><Code>{code}</Code><Message>{code}.</Message></Error>".encode()
    return lambda visit: visit.reply(status, [("Content-Type", "application/xml")], body)


def hang(seconds: float) -> Act:
    """Say nothing for so long, then hang up."""

    def act(visit: Visit) -> None:
        time.sleep(seconds)
        visit.close_connection = True

    return act


@contextmanager
def gate(upstream: int = 0, **acts: list[Act]) -> Iterator[Gate]:
    """Serve on a free port, before the S3 that listens on port `upstream`."""
    with Gate(acts, upstream) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
