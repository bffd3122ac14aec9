"""Lines for httpx2 clients: a transport whose connections the current line bounds and cuts."""

import ssl
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore2
import httpx2

from providers.line import Line, current_line

KEEP_SECONDS = 60
DRAIN_SECONDS = 0.1
BROKEN = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    OSError,
)


class _Stream(httpcore2.NetworkStream):
    """A connection that belongs to the line of whoever wrote to it last."""

    def __init__(self, stream: httpcore2.NetworkStream, line: Line) -> None:
        self._stream = stream
        self._line = line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._line.patience(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        line = current_line()
        if line is not self._line:
            self._line = line
            line.hold(self.get_extra_info("socket"))
        self._stream.write(buffer, line.patience(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        seconds = self._line.patience(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._line)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    """Opens connections on the current line."""

    def __init__(self) -> None:
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        line = current_line()
        stream = line.open(
            lambda: self._backend.connect_tcp(host, port, timeout, local_address, socket_options),
            timeout,
        )
        line.hold(stream.get_extra_info("socket"))
        return _Stream(stream, line)


class _Body(httpx2.SyncByteStream):
    """The body of a response."""

    def __init__(self, response: httpcore2.Response, line: Line) -> None:
        self._response = response
        self._chunks = response.iter_stream()
        self._line = line

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def close(self) -> None:
        """Read the last bytes of an ended answer, so that its connection can be used again."""
        with suppress(*BROKEN), self._line.hurried(DRAIN_SECONDS):
            for _ in self._chunks:
                pass
        self._line.release()
        self._response.close()


class LineTransport(httpx2.BaseTransport):
    """Sends requests on the current line; keeps up to `connections` idle ones for later calls."""

    def __init__(self, base_url: str, *, connections: int) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            proxy=_proxy_for(httpx2.URL(base_url)),
            max_connections=None,
            max_keepalive_connections=connections,
            keepalive_expiry=KEEP_SECONDS,
            network_backend=_Backend(),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send `request`; the errors are httpcore2's own and TimeoutError."""
        url = request.url
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            response.status, headers=response.headers, stream=_Body(response, current_line())
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


def _proxy_for(url: httpx2.URL) -> httpcore2.Proxy | None:
    """Give the proxy that HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY name for `url`."""
    proxies = getproxies()
    address = proxies.get(url.scheme) or proxies.get("all")
    if not address or proxy_bypass(url.host):
        return None
    proxy = httpx2.Proxy(address)
    return httpcore2.Proxy(str(proxy.url), auth=proxy.raw_auth)
