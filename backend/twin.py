"""What the routes can ask of a twin."""

import asyncio
from datetime import UTC, datetime
from functools import partial

import conversation
from chat import RunningTurn
from clients import Clients
from errors import Busy
from grounding.profile import profile
from schemas import ChatRequest, FeedbackRequest, Message, TwinProfile


class Twin:
    """One twin: its clients, and the turns under way."""

    def __init__(self, clients: Clients) -> None:
        self.clients = clients
        self.settings = clients.settings
        self._turns: set[RunningTurn] = set()

    def start(self, request: ChatRequest) -> RunningTurn:
        """Start answering `request`. Raises Busy when `MAX_STREAMS` turns are under way."""
        if len(self._turns) >= self.settings.max_streams:
            raise Busy(f"MAX_STREAMS={self.settings.max_streams} turns are under way")
        turn = RunningTurn(self.clients, request)
        self._turns.add(turn)
        turn.task.add_done_callback(lambda _: self._turns.discard(turn))
        return turn

    async def profile(self) -> TwinProfile:
        """Give what the page shows before the first message."""
        knowledge = await self.clients.in_thread(self.clients.knowledge.current)
        return profile(knowledge, offline=self.settings.ai_provider == "offline")

    async def history(self, session_id: str) -> list[Message]:
        """Give a conversation's messages without the superseded ones; none if it is unknown."""
        messages = await self.clients.in_thread(lambda: self.clients.memory.load(session_id))
        return conversation.visible(messages)

    async def delete(self, session_id: str) -> None:
        """Forget a conversation."""
        await self.clients.in_thread(lambda: self.clients.memory.delete(session_id))

    async def rate(self, request: FeedbackRequest) -> None:
        """Keep a visitor's opinion of an answer. Raises NotFound when there is no such answer."""
        rated = partial(conversation.rate, request=request, now=datetime.now(UTC).isoformat())
        await self.clients.in_thread(lambda: self.clients.memory.change(request.session_id, rated))

    async def close(self) -> None:
        """Stop the turns under way and wait until what they said is kept."""
        turns = list(self._turns)
        for turn in turns:
            turn.stop()
        await asyncio.gather(*(turn.task for turn in turns))
