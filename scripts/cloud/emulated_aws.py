"""Run ministack with the delay of a network: `python -P emulated_aws.py`, beside ministack.

From a busy loopback an answer can arrive before a client of AWS's SDK for Go has seen the end of
its own request. Such a client drops the connection and asks again; when it was terraform that
took the lock of its state, it then finds the state locked, by itself, for good. No answer of AWS
is that early.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from ministack import app as emulator  # type: ignore[import-not-found]

DELAY_SECONDS = 0.02

type Message = dict[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]

_answer = emulator.app


async def answer_late(scope: Message, receive: Receive, send: Send) -> None:
    """Answer as ministack does; a request that sent a body waits `DELAY_SECONDS` for it."""

    async def send_late(message: Message) -> None:
        if message["type"] == "http.response.start":
            await asyncio.sleep(DELAY_SECONDS)
        await send(message)

    with_body = scope.get("method") in {"POST", "PUT", "PATCH"}
    await _answer(scope, receive, send_late if with_body else send)


if __name__ == "__main__":
    emulator.app = answer_late
    emulator.main()
