"""One turn: load, prompt, ask, check, save. The only orchestrator.

The user's turn is written while the model already thinks; nothing is shown before that write is
complete.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4, uuid5

import conversation
from clients import Clients
from context import date_line, system_prompt
from conversation import Messages, Question
from errors import MemoryUnavailable, ModelTimeout, ModelUnavailable, NotFound, TwinError
from grounding.citations import cite
from grounding.contacts import contacts_of
from grounding.search import select
from grounding.tokens import estimate_tokens
from model_call import ModelCall
from schemas import (
    ChatRequest,
    DoneEvent,
    Event,
    Finish,
    Knowledge,
    Message,
    Prompt,
    SessionEvent,
    SourcesEvent,
    TokenEvent,
)
from settings import Settings

logger = logging.getLogger("chat")

CLAIM_MARGIN = timedelta(seconds=5)
WRITE_SECONDS = 3
SESSIONS = UUID("5d3c1a0e-6f0b-4e0a-9c53-6a8f1f0b7c52")
FIRST_POLL, LONGEST_POLL = 0.05, 1.0


def _now() -> datetime:
    return datetime.now(UTC)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _new_session_id(user_message_id: str | None) -> str:
    """Give the id of a new conversation: the same again when its first message is sent again."""
    return str(uuid5(SESSIONS, user_message_id) if user_message_id else uuid4())


def _question(request: ChatRequest, settings: Settings) -> Question:
    now = _now()
    return Question(
        id=request.user_message_id or str(uuid4()),
        text=request.message,
        answer_id=str(uuid4()),
        asked_at=_stamp(now),
        pending_until=_stamp(now + timedelta(seconds=settings.turn_timeout) + CLAIM_MARGIN),
        replaces=request.replaces,
    )


def _prompt(
    knowledge: Knowledge, messages: Messages, question: Question, settings: Settings
) -> Prompt:
    turns = conversation.window(
        messages, question, budget=settings.history_tokens, tokens=estimate_tokens
    )
    asked = [turn.content for turn in turns if turn.role == "user"]
    sections = select(knowledge.sections, asked, budget=settings.context_tokens)
    return Prompt(
        system=system_prompt(knowledge, sections),
        date=date_line(_now().date()),
        owner=knowledge.owner,
        sections=sections,
        messages=turns,
    )


class RunningTurn:
    """A turn under way: iterate its events; the TwinError that ends it is raised at the end."""

    def __init__(self, clients: Clients, request: ChatRequest) -> None:
        self._clients = clients
        self._settings = clients.settings
        self._session_id = request.session_id or _new_session_id(request.user_message_id)
        self._is_new = not (request.session_id or request.user_message_id)
        self._question = _question(request, clients.settings)
        self._started = time.monotonic()
        self._deadline = self._started + clients.settings.turn_timeout
        self._is_stopped = False
        self._is_over = False
        self._call: ModelCall | None = None
        self._events: asyncio.Queue[Event | TwinError | None] = asyncio.Queue()
        self.task = asyncio.create_task(self._run())

    def stop(self) -> None:
        """End the model call; what was said so far is kept as `stopped`."""
        self._is_stopped = True
        if self._call:
            self._call.stop()

    async def __aiter__(self) -> AsyncIterator[Event]:
        while event := await self._events.get():
            if isinstance(event, TwinError):
                raise event
            yield event

    async def _run(self) -> None:
        try:
            await self._take_in_time()
        except TwinError as error:
            logger.warning(
                "turn failed", extra=self._names() | {"code": error.code, "cause": str(error)}
            )
            self._events.put_nowait(error)
        except Exception:
            logger.exception("turn failed", extra=self._names())
            self._events.put_nowait(TwinError())
        finally:
            self._is_over = True
            if self._call:
                self._call.close()
            self._events.put_nowait(None)

    def _names(self) -> dict[str, object]:
        return {"session_id": self._session_id, "user_message_id": self._question.id}

    async def _take_in_time(self) -> None:
        """Take the turn; whatever the store does, an answer leaves before Lambda is cut off."""
        seconds = self._settings.turn_timeout + WRITE_SECONDS
        try:
            async with asyncio.timeout(seconds):
                await self._take()
        except TimeoutError as error:
            raise MemoryUnavailable(
                f"the store did not answer in {seconds:g} s (TURN_TIMEOUT and {WRITE_SECONDS} s). "
                "Check the way to it."
            ) from error

    async def _take(self) -> None:
        loop = asyncio.get_running_loop()
        call = await self._clients.in_thread(partial(self._open, loop))
        if call is None:
            await self._follow()
        else:
            await self._answer(call)

    def _open(self, loop: asyncio.AbstractEventLoop) -> ModelCall | None:
        """Start the model and keep the question meanwhile; None when it is another request's."""
        knowledge = self._clients.known()
        memory, session_id = self._clients.memory, self._session_id
        messages = [] if self._is_new else memory.load(session_id)
        planned = self._ask(messages)
        if planned is None:
            return None
        prompt = _prompt(knowledge, planned, self._question, self._settings)
        if self._is_over:
            return None
        call = self._call = ModelCall(
            self._clients,
            prompt,
            known=contacts_of(knowledge),
            deadline=self._deadline,
            loop=loop,
        )
        asked = conversation.find(memory.change(session_id, self._ask), self._question.id)
        if asked and asked.answer_id == self._question.answer_id:
            return call
        call.close()
        return None

    def _ask(self, messages: Messages) -> Messages | None:
        return conversation.ask(messages, self._question, max_messages=self._settings.max_messages)

    async def _answer(self, call: ModelCall) -> None:
        if self._is_stopped:
            call.stop()
        self._events.put_nowait(
            SessionEvent(self._session_id, self._question.id, self._question.answer_id)
        )
        async for delta in call.deltas():
            self._events.put_nowait(TokenEvent(delta))
        self._log(call)
        await self._keep(call)

    async def _keep(self, call: ModelCall) -> None:
        sources = [] if call.error else cite(call.text, call.prompt.sections)
        message = None
        if call.is_said:
            message = Message(
                role="assistant",
                content=call.text,
                timestamp=_stamp(_now()),
                id=self._question.answer_id,
                reply_to=self._question.id,
                sources=sources or None,
                finish=call.finish,
            )
        kept = await self._settle(call.finish, message)
        if call.error:
            raise call.error
        if conversation.find(kept, self._question.id) is None:
            raise NotFound(detail="This conversation was deleted while I was answering.")
        if message and conversation.find(kept, message.id) is None:
            raise ModelTimeout("another request with this id has taken the turn over meanwhile")
        self._events.put_nowait(SourcesEvent(sources))
        self._events.put_nowait(DoneEvent(call.text, self._question.answer_id, call.finish))

    async def _settle(self, finish: Finish, message: Message | None) -> Messages:
        settled = partial(
            conversation.settle, question=self._question, finish=finish, answer=message
        )
        memory = self._clients.memory
        return await self._clients.in_thread(lambda: memory.change(self._session_id, settled))

    async def _follow(self) -> None:
        """Give the answer that another request with the same id gave or is giving."""
        pause = FIRST_POLL
        while not self._is_stopped and time.monotonic() + pause < self._deadline:
            messages = await self._clients.in_thread(
                lambda: self._clients.memory.load(self._session_id)
            )
            if answer := conversation.find_answer(messages, self._question.id):
                self._repeat(answer)
                return
            asked = conversation.find(messages, self._question.id)
            if asked is None:
                raise NotFound(detail="This conversation was deleted while I was answering.")
            if not conversation.is_pending(asked, _stamp(_now())):
                raise ModelUnavailable("the first request with this id failed")
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_POLL)
        raise ModelTimeout("the first request with this id is not answered yet")

    def _repeat(self, answer: Message) -> None:
        self._events.put_nowait(SessionEvent(self._session_id, self._question.id, answer.id))
        self._events.put_nowait(TokenEvent(answer.content))
        self._events.put_nowait(SourcesEvent(answer.sources or []))
        self._events.put_nowait(DoneEvent(answer.content, answer.id, answer.finish or "complete"))

    def _log(self, call: ModelCall) -> None:
        def since_start(moment: float) -> int:
            return round(1_000 * (moment - self._started))

        figures = {
            "provider": self._settings.ai_provider,
            "model": self._clients.provider.model,
            "finish": call.finish,
            "input_tokens": call.usage.input_tokens,
            "output_tokens": call.usage.output_tokens,
            "cached_tokens": call.usage.cached_tokens,
            "first_token_ms": call.first_delta_at and since_start(call.first_delta_at),
            "total_ms": since_start(time.monotonic()),
            "contact_corrections": call.corrections,
        }
        logger.info("turn", extra=self._names() | figures)
