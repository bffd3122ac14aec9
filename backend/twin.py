"""What the routes can ask of a twin."""

import asyncio
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import conversation
from chat import RunningTurn
from clients import Clients
from errors import Busy
from grounding.profile import profile
from owner_file_names import find_picture
from schemas import ChatRequest, FeedbackRequest, Message, TwinProfile

PICTURE_ADDRESS = "twin/picture"


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
        knowledge = await self.clients.in_thread(self.clients.known)
        shown = profile(knowledge, offline=self.settings.ai_provider == "offline")
        return shown.model_copy(update={"picture": PICTURE_ADDRESS if self.picture() else None})

    def picture(self) -> Path | None:
        """Give the owner's picture where their files are in a folder; None where they are not."""
        chosen = self.settings
        return None if chosen.personal_data_bucket else find_picture(chosen.data_dir)

    async def history(self, session_id: str) -> list[Message]:
        """Give a conversation's messages without the superseded ones; none if it is unknown."""
        messages = await self.clients.in_thread(lambda: self.clients.memory.load(session_id))
        return conversation.visible(messages, datetime.now(UTC).isoformat())

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
