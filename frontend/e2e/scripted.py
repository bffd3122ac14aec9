"""A backend that speaks the API's contract and fails as it is told to."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

Json = dict[str, Any]
LONGEST_WAIT = 15
STAMP = "2026-11-24T09:00:00.000+00:00"
PROFILE: Json = {
    "name": "Iris Vantongeren",
    "title": "Bridge inspector at Stadswerk",
    "greeting": "Hi, I'm Iris's digital twin. Ask me about bridges.",
    "suggestions": [
        "What do you do at Stadswerk?",
        "What is Klinker?",
        "What is your experience with drones?",
        "Tell me about rowing.",
    ],
    "links": [
        {"label": "LinkedIn", "url": "https://www.linkedin.com/in/iris-example"},
        {"label": "E-mail", "url": "mailto:iris@example.com"},
    ],
    "disclosure": "You are talking to an AI, not to Iris Vantongeren. It can be wrong.",
    "offline": False,
    "picture": None,
}
SOURCE: Json = {
    "id": "facts.skills",
    "title": "Skills",
    "file": "facts.json",
    "quote": "Inspecting bridges with drones since 2019.",
}


class CutError(Exception):
    """The connection breaks off here."""


@dataclass
class Reply:
    """What the backend does with one question."""

    text: str = "I inspect bridges."
    deltas: Sequence[str] = ()
    pause: float = 0
    """Seconds between two deltas."""
    wait: threading.Event | None = None
    """Holds the stream after the first delta until it is set."""
    waits: Sequence[threading.Event] = ()
    """Hold the stream after the delta of the same number until they are set."""
    sources: Sequence[Json] = ()
    finish: str = "complete"
    error: Json | None = None
    """Ends the stream instead of `done`; with `status`, answers instead of the stream."""
    status: int = 200
    cut: bool = False
    whole: bool = False
    """Sends the whole stream in one piece, as an HTTP API does."""

    def pieces(self) -> list[str]:
        """Give the deltas, by default word by word."""
        words = self.text.split(" ")
        return list(self.deltas) or [f"{w} " for w in words[:-1]] + words[-1:]


@dataclass
class ScriptedTwin:
    """Answers with the first of `replies`, the last for ever; remembers what was asked."""

    replies: list[Reply] = field(default_factory=lambda: [Reply()])
    profile: Json = field(default_factory=lambda: dict(PROFILE))
    conversations: dict[str, list[Json]] = field(default_factory=dict)
    asked: list[Json] = field(default_factory=list)
    rated: list[Json] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    """Routes that answer 503: "twin", "conversation", "delete", "feedback"."""
    gone: int = 0
    """How many visitors went away in the middle of a stream."""

    def app(self) -> Starlette:
        """Give the API."""
        conversation = "/conversation/{session_id}"
        return Starlette(
            routes=[
                Route("/twin", self._twin),
                Route("/chat", self._chat, methods=["POST"]),
                Route(conversation, self._conversation, methods=["GET"]),
                Route(conversation, self._delete, methods=["DELETE"]),
                Route("/feedback", self._feedback, methods=["POST"]),
            ]
        )

    def fill(self, messages: int, session_id: str | None = None) -> str:
        """Make a conversation of `messages`; give its id."""
        session_id = session_id or str(uuid4())
        kept = self.conversations[session_id] = []
        for number in range(messages // 2):
            question = str(uuid5(UUID(session_id), str(number)))
            _ask(kept, question, {"message": f"Question {number}?"})
            kept.append(_answer(question, Reply(f"Answer **{number}**.")))
        return session_id

    def _down(self, name: str) -> Response | None:
        if name not in self.down:
            return None
        body = {"code": "memory_unavailable", "detail": "I cannot reach my memory."}
        return JSONResponse(body, 503)

    async def _twin(self, request: Request) -> Response:
        return self._down("twin") or JSONResponse(self.profile)

    async def _conversation(self, request: Request) -> Response:
        session_id = request.path_params["session_id"]
        messages = self.conversations.get(session_id, [])
        told = {"session_id": session_id, "messages": messages}
        return self._down("conversation") or JSONResponse(told)

    async def _delete(self, request: Request) -> Response:
        if down := self._down("delete"):
            return down
        self.conversations.pop(request.path_params["session_id"], None)
        return Response(status_code=204)

    async def _feedback(self, request: Request) -> Response:
        self.rated.append(await request.json())
        return self._down("feedback") or Response(status_code=204)

    async def _chat(self, request: Request) -> Response:
        asked = await request.json()
        self.asked.append(asked)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if reply.status != 200:
            seconds = (reply.error or {}).get("retry_after")
            headers = {"Retry-After": str(seconds)} if seconds else {}
            return JSONResponse(reply.error, reply.status, headers)
        return StreamingResponse(self._stream(asked, reply), media_type="text/event-stream")

    async def _stream(self, asked: Json, reply: Reply) -> AsyncIterator[bytes]:
        if reply.whole:
            yield b"".join([event async for event in self._events(asked, reply)])
            return
        try:
            async for event in self._events(asked, reply):
                yield event
        except asyncio.CancelledError:
            self.gone += 1
            raise

    async def _events(self, asked: Json, reply: Reply) -> AsyncIterator[bytes]:
        session_id = asked.get("session_id") or str(uuid4())
        question = asked.get("user_message_id") or str(uuid4())
        answer = {"user_message_id": question, "message_id": str(uuid5(UUID(question), "answer"))}
        kept = self.conversations.setdefault(session_id, [])
        _ask(kept, question, asked)
        yield event("session", {"session_id": session_id} | answer)
        for number, delta in enumerate(reply.pieces()):
            yield event("token", {"delta": delta})
            await asyncio.sleep(reply.pause)
            for held in [reply.wait, *reply.waits[number : number + 1]]:
                if held:
                    await asyncio.to_thread(held.wait, LONGEST_WAIT)
        if reply.cut:
            raise CutError
        if reply.error:
            yield event("error", reply.error)
            return
        kept.append(_answer(question, reply))
        text, message_id = "".join(reply.pieces()), answer["message_id"]
        yield event("sources", {"sources": list(reply.sources)})
        yield event("done", {"response": text, "message_id": message_id, "finish": reply.finish})


def _ask(kept: list[Json], question: str, asked: Json) -> None:
    superseded = [i for i, m in enumerate(kept) if m["id"] in {asked.get("replaces"), question}]
    if superseded:
        del kept[superseded[0] :]
    kept.append({"role": "user", "content": asked["message"], "timestamp": STAMP, "id": question})


def _answer(question: str, reply: Reply) -> Json:
    return {
        "role": "assistant",
        "content": "".join(reply.pieces()),
        "timestamp": STAMP,
        "id": str(uuid5(UUID(question), "answer")),
        "reply_to": question,
        "sources": list(reply.sources),
        "finish": reply.finish,
    }


def event(name: str, data: Json) -> bytes:
    """Encode one server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
