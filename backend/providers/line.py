"""The line to a model: one call's connection, bounded by a deadline, cut from any thread."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from math import inf
from threading import Event, Lock, Thread
from typing import Protocol

CONNECT_SECONDS = 3.0


class _Closable(Protocol):
    def close(self) -> None: ...


class Line:
    """Holds the socket that a call waits on, from the name look-up to the last byte."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._cut = Event()
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self._opening: Future[_Closable] | None = None

    @property
    def is_cut(self) -> bool:
        """Whether nobody wants an answer any more."""
        return self._cut.is_set()

    @property
    def seconds_left(self) -> float:
        """Until the deadline; 0 or less once it has passed."""
        return self._deadline - time.monotonic()

    def patience(self, at_most: float | None = None) -> float:
        """Give the seconds that may be waited; raises TimeoutError after the deadline."""
        seconds = min(self.seconds_left, inf if at_most is None else at_most)
        if seconds <= 0:
            raise TimeoutError("the deadline of the turn has passed")
        return seconds

    @contextmanager
    def hurried(self, seconds: float) -> Iterator[None]:
        """Let nothing in the block wait for longer than `seconds` in all."""
        deadline = self._deadline
        self._deadline = min(deadline, time.monotonic() + seconds)
        try:
            yield
        finally:
            self._deadline = deadline

    @contextmanager
    def bound(self) -> Iterator[None]:
        """Make this the line of every request that this thread sends in the block."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)

    def open[T: _Closable](self, connect: Callable[[], T], timeout: float | None) -> T:
        """Run `connect`, until `timeout`, the deadline or a cut, whichever is first.

        It runs in a thread of its own: neither a timeout nor a cut reaches a name look-up.
        """
        seconds = self.patience(timeout)
        opening: Future[T] = Future()
        with self._lock:
            self._opening = opening  # type: ignore[assignment]  # only ever cancelled
            if self.is_cut:
                opening.cancel()
        Thread(target=_settle, args=(opening, connect), daemon=True).start()
        try:
            return opening.result(seconds)
        except TimeoutError:
            if opening.cancel():
                raise
            return opening.result()

    def hold(self, connection: socket.socket) -> None:
        """Make `connection` the one that `cut` ends, also when it is wrapped in TLS later.

        A duplicate is kept: wrapping detaches the original, and a number that was closed may
        already be another file's.
        """
        held = socket.socket(fileno=os.dup(connection.fileno()))
        with self._lock:
            before, self._socket = self._socket, held
            if self.is_cut:
                _shut_down(held)
        if before:
            before.close()

    def cut(self) -> None:
        """End whatever this call waits for: a look-up, a connect, a read, a pause."""
        self._cut.set()
        with self._lock:
            if self._opening:
                self._opening.cancel()
            if self._socket:
                _shut_down(self._socket)

    def release(self) -> None:
        """Let go of the connection: another call may have it from now on."""
        with self._lock:
            held, self._socket = self._socket, None
        if held:
            held.close()

    def pause(self, seconds: float) -> None:
        """Sleep, unless cut."""
        self._cut.wait(seconds)


_CURRENT: ContextVar[Line] = ContextVar("line")
current_line = _CURRENT.get


def _settle[T: _Closable](opening: Future[T], connect: Callable[[], T]) -> None:
    try:
        connection = connect()
    except Exception as error:  # noqa: BLE001  # it is raised where the future is awaited
        with suppress(InvalidStateError):
            opening.set_exception(error)
        return
    try:
        opening.set_result(connection)
    except InvalidStateError:
        connection.close()


def _shut_down(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
