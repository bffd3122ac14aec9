"""One model call, read in a thread of its own, so that a stop and a deadline never wait for it."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from contextvars import copy_context
from enum import Enum

from clients import Clients
from errors import ModelTimeout, ModelUnavailable, TwinError
from grounding.contacts import Contacts
from grounding.guard import ContactGuard
from providers import Reply
from schemas import Finish, Prompt, Usage

logger = logging.getLogger("chat")

FILTERED = "I would rather not answer that. Please ask me something else about me or my work."


class _Signal(Enum):
    ENDED = "the model has said all"
    STOPPED = "nobody wants more"


_Item = str | TwinError | _Signal


class ModelCall:
    """One answer in the making. `finish` and `error` are settled when `deltas` has ended."""

    def __init__(
        self,
        clients: Clients,
        prompt: Prompt,
        *,
        known: Contacts,
        deadline: float,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        """Send `prompt` at once, from any thread; its deltas are for a task of `loop`.

        The answer may name the contacts in `known`. Nothing is waited for past `deadline`
        (time.monotonic seconds).
        """
        self.prompt = prompt
        self._loop = loop
        self._reply: Reply = clients.provider.reply(prompt, deadline=deadline)
        self._deadline = deadline
        self._inbox: asyncio.Queue[_Item] = asyncio.Queue()
        self._parts: list[str] = []
        self.finish: Finish = "complete"
        self.error: TwinError | None = None
        self.first_delta_at: float | None = None
        clients.model_threads.submit(copy_context().run, self._read)
        self._guard = ContactGuard(
            known,
            visitors=Contacts(turn.content for turn in prompt.messages if turn.role == "user"),
            contact=prompt.owner.contact,
        )

    @property
    def text(self) -> str:
        """The deltas so far, joined."""
        return "".join(self._parts)

    @property
    def is_said(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.text.strip())

    @property
    def usage(self) -> Usage:
        """What the model counted."""
        return self._reply.usage

    @property
    def corrections(self) -> int:
        """How many pieces of contact data were put right or taken out."""
        return self._guard.corrections

    def stop(self) -> None:
        """End `deltas`; what was said so far stands as `stopped`."""
        self._inbox.put_nowait(_Signal.STOPPED)

    def close(self) -> None:
        """Close the connection to the model."""
        self._reply.close()

    async def deltas(self) -> AsyncIterator[str]:
        """Give what is fit to show, piece by piece, until the model, a stop or the deadline."""
        last: _Item = _Signal.ENDED
        try:
            while isinstance(last := await self._next(), str):
                if shown := self._take(self._guard.feed(last)):
                    yield shown
        except TimeoutError:
            last = ModelTimeout("the deadline of the turn has passed; see TURN_TIMEOUT")
        if shown := self._take(self._guard.flush()):
            yield shown
        self._judge(last)
        if self.finish == "filtered" and not self.is_said:
            yield self._take(FILTERED)

    async def _next(self) -> _Item:
        async with asyncio.timeout(self._deadline - time.monotonic()):
            return await self._inbox.get()

    def _take(self, delta: str) -> str:
        if delta:
            self.first_delta_at = self.first_delta_at or time.monotonic()
            self._parts.append(delta)
        return delta

    def _judge(self, last: _Item) -> None:
        """Settle how it ended: what was said in time stands, an empty answer does not."""
        if last is _Signal.STOPPED:
            self.finish = "stopped"
        elif isinstance(last, ModelTimeout) and self.is_said:
            self.finish = "timeout"
        elif isinstance(last, TwinError):
            self.finish, self.error = "error", last
        else:
            self.finish = self._reply.finish
            if self.finish != "filtered" and not self.is_said:
                self.finish = "error"
                self.error = ModelUnavailable("the model ended without a word; ask again")

    def _read(self) -> None:
        def put(item: _Item) -> None:
            with suppress(RuntimeError):  # the loop is gone: nobody waits for it
                self._loop.call_soon_threadsafe(self._inbox.put_nowait, item)

        try:
            for delta in self._reply:
                put(delta)
            put(_Signal.ENDED)
        except TwinError as error:
            put(error)
        except Exception:
            logger.exception("the provider broke")
            put(TwinError())
