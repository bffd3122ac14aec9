"""Requests to the deployed site, as a browser sends them."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

CONNECT_SECONDS, READ_SECONDS = 10, 35
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; status 0 means that nothing did, and `text` says why."""

    status: int
    text: str

    @property
    def json(self) -> dict[str, Any]:
        """The object in the body; {} when it is none."""
        try:
            value = json.loads(self.text)
        except json.JSONDecodeError:
            return {}
        return value if isinstance(value, dict) else {}


def request(method: str, url: str, body: Any = None) -> Reply:
    """Ask once, without following redirects or trying again."""
    place = urlsplit(url)
    host = place.hostname or ""
    headers = {"Host": place.netloc, "Accept": "*/*"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    try:
        with _pool(place.scheme, _resolved(host), place.port, host) as pool:
            reply = pool.request(
                method,
                place.path or "/",
                body=None if body is None else json.dumps(body).encode(),
                headers=headers,
                redirect=False,
            )
            return Reply(reply.status, reply.data.decode("utf-8", "replace"))
    except (HTTPError, OSError) as error:
        return Reply(0, str(error))


def _resolved(host: str) -> str:
    """Browsers know that *.localhost is here; not every resolver does."""
    return LOOPBACK if host.endswith(".localhost") else host


def _pool(scheme: str, address: str, port: int | None, host: str) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, retries=False, server_hostname=host
        )
    return urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
