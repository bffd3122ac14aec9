"""Lines for botocore clients: a session whose connections the current line bounds and cuts."""

import io
import socket
from collections.abc import Buffer
from http.client import HTTPResponse
from typing import Any

from botocore.awsrequest import (
    AWSHTTPConnection,
    AWSHTTPConnectionPool,
    AWSHTTPSConnection,
    AWSHTTPSConnectionPool,
)
from botocore.httpsession import URLLib3Session
from urllib3.connection import HTTPConnection

from providers.line import CONNECT_SECONDS, Line, current_line


class _Reader(io.RawIOBase):
    """Reads a socket with the line's patience, which shrinks from read to read."""

    def __init__(self, connection: socket.socket, line: Line) -> None:
        self._raw = connection.makefile("rb", buffering=0)
        self._connection = connection
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int | None:
        self._connection.settimeout(self._line.patience())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._line.release()
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self.fp = io.BufferedReader(_Reader(sock, current_line()))


class _OnLine(HTTPConnection):
    """A connection that belongs to the line of whoever sent the last request on it."""

    response_class = _Response

    def _new_conn(self) -> socket.socket:
        line = current_line()
        connection = line.open(super()._new_conn, CONNECT_SECONDS)
        line.hold(connection)
        connection.settimeout(line.patience(CONNECT_SECONDS))
        return connection

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock:
            current_line().hold(self.sock)
        super().request(*args, **kwargs)


class _PlainConnection(_OnLine, AWSHTTPConnection):  # type: ignore[misc]  # as botocore's are
    pass


class _TLSConnection(_OnLine, AWSHTTPSConnection):  # type: ignore[misc]
    pass


class _PlainPool(AWSHTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TLSPool(AWSHTTPSConnectionPool):
    ConnectionCls = _TLSConnection


class LineSession(URLLib3Session):
    """Sends requests on the current line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(socket_options=HTTPConnection.default_socket_options, **options)
        pools: dict[str, type] = self._pool_classes_by_scheme  # type: ignore[attr-defined]
        pools.update(http=_PlainPool, https=_TLSPool)
