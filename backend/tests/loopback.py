"""An HTTP/1.1 server on 127.0.0.1 that answers as scripted and records what its clients do."""

import asyncio
import json
import ssl
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any


@dataclass(frozen=True)
class Wait:
    """Send nothing for a while."""

    seconds: float


class Cut(Enum):
    """Close the connection here, in the middle of the answer."""

    HERE = "cut"


Piece = bytes | Wait | Cut
FOREVER = Wait(600)


@dataclass(frozen=True)
class Answer:
    """What the server does with one request: each piece of bytes is one chunk of the body."""

    pieces: Sequence[Piece] = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    """Seconds before the status line."""
    closes: bool = False
    """Close the connection after the whole answer, without having said so."""

    def sliced(self, size: int) -> "Answer":
        """Give the same body in chunks of `size` bytes, wherever that cuts it."""
        body = b"".join(piece for piece in self.pieces if isinstance(piece, bytes))
        slices = [body[start : start + size] for start in range(0, len(body), size)]
        return replace(self, pieces=slices)


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    method: str
    target: str
    headers: Mapping[str, str]
    """Names are in small letters."""
    body: Any
    """Parsed JSON."""
    connection: int
    """Which of the server's connections it came on, from 1."""


class Loopback:
    """The server. Requests take the scripted answers in turn; the last one stays."""

    def __init__(self, answers: Sequence[Answer], scheme: str) -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self.url = f"{scheme}://localhost:0"
        self._answers = deque(answers)
        self._arrivals = threading.Semaphore(0)
        self._hang_ups = threading.Semaphore(0)
        self._tasks: set[asyncio.Task[None]] = set()

    def play(self, *answers: Answer) -> None:
        """Answer the next requests with `answers`, and forget those received."""
        self._answers = deque(answers)
        self.requests.clear()

    def wait_for_request(self, timeout: float = 5) -> bool:
        """Wait for one more request; False if none comes."""
        return self._arrivals.acquire(timeout=timeout)

    def wait_for_hang_up(self, timeout: float = 1) -> bool:
        """Wait until one more client has closed its connection before its answer was complete."""
        return self._hang_ups.acquire(timeout=timeout)

    async def listen(self, tls: ssl.SSLContext | None) -> asyncio.Server:
        """Start on a free port."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=tls, backlog=512)
        port = server.sockets[0].getsockname()[1]
        self.url = self.url.replace("localhost:0", f"127.0.0.1:{port}")
        return server

    async def hang_up(self) -> None:
        """End what is still being answered."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self.connections += 1
        try:
            await self._converse(reader, writer, self.connections)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    async def _converse(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, connection: int
    ) -> None:
        while True:
            self.requests.append(await _read_request(reader, connection))
            self._arrivals.release()
            answer = self._answers.popleft() if len(self._answers) > 1 else self._answers[0]
            if not await self._answer(answer, reader, writer):
                return

    async def _answer(
        self, answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        writing = asyncio.ensure_future(_write(answer, writer))
        watching = asyncio.ensure_future(reader.read(1))
        try:
            await asyncio.wait({writing, watching}, return_when=asyncio.FIRST_COMPLETED)
            if writing.done() and not writing.exception():
                return writing.result()
            self._hang_ups.release()
            return False
        finally:
            for task in (writing, watching):
                task.cancel()
            await asyncio.gather(writing, watching, return_exceptions=True)


async def _read_request(reader: asyncio.StreamReader, connection: int) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ")
    fields = (line.split(":", 1) for line in head[1:] if line)
    headers = {name.lower(): value.strip() for name, value in fields}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, target, headers, json.loads(body or b"null"), connection)


async def _write(answer: Answer, writer: asyncio.StreamWriter) -> bool:
    """Send `answer`; False when the connection is to be closed after it."""
    await asyncio.sleep(answer.delay)
    headers = {"Transfer-Encoding": "chunked", **answer.headers}
    lines = [f"HTTP/1.1 {answer.status} Scripted", *(f"{k}: {v}" for k, v in headers.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    for piece in answer.pieces:
        await writer.drain()
        match piece:
            case Wait(seconds):
                await asyncio.sleep(seconds)
            case Cut():
                return False
            case _:
                writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
    writer.write(b"0\r\n\r\n")
    await writer.drain()
    return not answer.closes


@contextmanager
def loopback(*answers: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Loopback]:
    """Serve `answers` on a free port, from a thread of its own."""
    server = Loopback(answers, "https" if tls else "http")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def stop(listener: asyncio.Server) -> None:
        listener.close()
        await server.hang_up()
        await asyncio.sleep(0)

    listener = asyncio.run_coroutine_threadsafe(server.listen(tls), loop).result()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(stop(listener), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
