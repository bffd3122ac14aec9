"""What stands before and behind the emulated Bedrock.

The function's calls to Bedrock come here and go on to the emulator, which asks this server, as an
OpenAI-compatible one, for the answer. Both ways are needed: the emulator answers something of its
own when the model fails, where Bedrock throttles or is unavailable, and so does this server.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import quote
from uuid import uuid4

import urllib3

from cloud.offline_model import ChatMessage
from cloud.remote_model import ModelFailure

LOOPBACK = "127.0.0.1"
RELAY_SECONDS = 70
MOST_BYTES = 4_000_000
TOO_MANY, UNAVAILABLE, TOO_LARGE, NOT_FOUND = 429, 503, 413, 404
BEDROCK_NAMES = {TOO_MANY: "ThrottlingException"}
UNAVAILABLE_NAME = "ServiceUnavailableException"


class Model(Protocol):
    """Answers a conversation."""

    def answer(self, messages: list[ChatMessage]) -> str:
        """Give the answer; raises ModelFailure."""
        ...


class ModelFront(ThreadingHTTPServer):
    """Serves on a free port of the loopback; `emulator` is where the emulated Bedrock is."""

    daemon_threads = True

    def __init__(self, model: Model) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.model = model
        self.emulator = ""
        self.failures: dict[str, ModelFailure] = {}
        self.http = urllib3.PoolManager(timeout=RELAY_SECONDS, retries=False)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{LOOPBACK}:{self.server_address[1]}"


@contextmanager
def serving(front: ModelFront) -> Iterator[ModelFront]:
    """Serve in a thread until the body ends."""
    thread = threading.Thread(target=front.serve_forever, name="model", daemon=True)
    thread.start()
    try:
        yield front
    finally:
        front.shutdown()
        front.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ModelFront

    def do_POST(self) -> None:
        """Answer as the model, or hand a call for Bedrock on."""
        size = int(self.headers.get("Content-Length") or 0)
        if size > MOST_BYTES:
            self._send(TOO_LARGE, {}, b"{}")
            return
        body = self.rfile.read(size)
        if self.path == "/v1/chat/completions":
            self._complete(json.loads(body))
        elif self.path.startswith("/model/") and self.path.count("/") >= len(("model", "verb")):
            self._relay(body)
        else:
            self._send(NOT_FOUND, {}, b"{}")

    def _complete(self, request: dict[str, Any]) -> None:
        try:
            text = self.server.model.answer(request["messages"])
        except ModelFailure as failure:
            self.server.failures[request["model"]] = failure
            self._send_json(failure.status, {"error": {"message": str(failure)}})
            return
        message = {"role": "assistant", "content": text}
        self._send_json(200, {"choices": [{"index": 0, "message": message}]})

    def _relay(self, body: bytes) -> None:
        """Hand the call on under an id of its own, by which `_complete` tells how it failed."""
        _, _, rest = self.path.partition("/model/")
        call, verb = str(uuid4()), rest.rpartition("/")[2]
        headers = {k: v for k, v in self.headers.items() if k.lower() not in {"host", "connection"}}
        reply = self.server.http.request(
            "POST",
            f"{self.server.emulator}/model/{quote(call)}/{verb}",
            body=body,
            headers=headers,
        )
        if failure := self.server.failures.pop(call, None):
            self._refuse(failure)
            return
        kept = {"content-type", "x-amzn-bedrock-content-type", "x-amzn-errortype"}
        self._send(
            reply.status, {k: v for k, v in reply.headers.items() if k.lower() in kept}, reply.data
        )

    def _refuse(self, failure: ModelFailure) -> None:
        """Fail as Bedrock does."""
        name = BEDROCK_NAMES.get(failure.status, UNAVAILABLE_NAME)
        status = failure.status if failure.status in BEDROCK_NAMES else UNAVAILABLE
        body = json.dumps({"message": f"the model behind this cloud: {failure}"}).encode()
        self._send(status, {"x-amzn-ErrorType": name, "Content-Type": "application/json"}, body)

    def _send_json(self, status: int, value: Any) -> None:
        self._send(status, {"Content-Type": "application/json"}, json.dumps(value).encode())

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: a visitor's words belong in no log."""
