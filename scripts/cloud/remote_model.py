"""A model of the owner's choice behind Bedrock: any OpenAI-compatible server."""

import json
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from cloud.offline_model import ChatMessage
from cloud.stop import Stop

CONNECT_SECONDS, READ_SECONDS = 3, 60
GOOD = 200


class ModelFailure(Exception):
    """The model did not answer; `status` is what its server said, 503 when it said nothing."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class RemoteModel:
    """Asks the server at `url` for answers of `model`, its first one unless named."""

    def __init__(self, url: str, model: str = "") -> None:
        place = urlsplit(url)
        if place.scheme not in {"http", "https"} or not place.netloc:
            raise Stop(f"--model {url!r} is neither offline nor an address: try http://...")
        self._url = f"{url.rstrip('/').removesuffix('/v1')}/v1"
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        self._http = urllib3.PoolManager(timeout=timeout, retries=False)
        self._model = model or self._first_model()

    def answer(self, messages: list[ChatMessage]) -> str:
        """Answer the newest of `messages`; raises ModelFailure."""
        said = self._ask("/chat/completions", {"model": self._model, "messages": messages})
        try:
            return str(said["choices"][0]["message"]["content"])
        except (KeyError, IndexError, TypeError) as error:
            raise ModelFailure(503, "the answer is no chat completion") from error

    def _first_model(self) -> str:
        try:
            models = self._ask("/models", None)
            return str(models["data"][0]["id"])
        except (ModelFailure, KeyError, IndexError, TypeError) as error:
            raise Stop(
                f"there is no model at {self._url} ({error}): start its server, or name the model "
                "with --model-name."
            ) from error

    def _ask(self, path: str, body: Any) -> Any:
        method = "GET" if body is None else "POST"
        data = None if body is None else json.dumps(body)
        headers = {"Content-Type": "application/json"}
        try:
            reply = self._http.request(method, self._url + path, body=data, headers=headers)
            if reply.status != GOOD:
                raise ModelFailure(reply.status, f"HTTP {reply.status}")
            return json.loads(reply.data)
        except (HTTPError, ValueError) as error:
            raise ModelFailure(503, str(error)) from error
