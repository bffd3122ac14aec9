"""What the benchmarks run on: a bare FastAPI handler, a data folder, a model without thought."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

from owner_files import compile_knowledge
from resources import dump_knowledge
from schemas import Finish, Prompt, Usage
from settings import BACKEND, Settings, load_settings

QUESTION = "What are you working on at the moment?"

BARE = """\
from fastapi import FastAPI
from mangum import Mangum
from pydantic import BaseModel


class Ask(BaseModel):
    message: str


app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


@app.post("/chat")
async def chat(ask: Ask) -> dict[str, str]:
    return {"response": "hello"}


handler = Mangum(app, lifespan="off")
"""


def chat_event(**fields: str) -> dict[str, Any]:
    """Make a gateway event that asks `QUESTION`."""
    return _event("post-chat") | {"body": json.dumps({"message": QUESTION} | fields)}


def read_event(session_id: str) -> dict[str, Any]:
    """Make a gateway event that reads a conversation."""
    event, path = _event("get-conversation"), f"/conversation/{session_id}"
    event["rawPath"] = event["requestContext"]["http"]["path"] = path
    return event


def _event(name: str) -> dict[str, Any]:
    path = BACKEND / "tests" / "events" / f"{name}.json"
    event: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return event


def data_folder(folder: Path) -> Path:
    """Make a data folder that holds only the template person's knowledge.json."""
    raw, compiled = folder / "raw", folder / "data"
    raw.mkdir()
    compiled.mkdir()
    for template in (BACKEND / "data").glob("*_template.*"):
        copyfile(template, raw / template.name.replace("_template", ""))
    (compiled / "knowledge.json").write_bytes(dump_knowledge(compile_knowledge(raw)))
    return compiled


def environment(folder: Path, data: Path, **more: str) -> dict[str, str]:
    """Give the variables of an offline twin with its memory in `folder`."""
    return {
        "PATH": "/usr/bin:/bin",
        "AI_PROVIDER": "offline",
        "API_DOCS": "false",
        "LOG_LEVEL": "WARNING",
        "MEMORY_DIR": str(folder / "memory"),
        "DATA_DIR": str(data),
    } | more


def settings_in(folder: Path, data: Path, **more: str) -> Settings:
    """Give the settings of that twin."""
    return load_settings(environment(folder, data, **more), env_file=folder / "none")


class PacedReply:
    """`words` words, one every `pause` seconds."""

    finish: Finish = "complete"

    def __init__(self, words: int, pause: float) -> None:
        self.usage = Usage()
        self.first_delta_at = 0.0
        self._words, self._pause = words, pause

    def __iter__(self) -> Iterator[str]:
        for _ in range(self._words):
            if self._pause:
                time.sleep(self._pause)
            self.first_delta_at = self.first_delta_at or time.monotonic()
            yield "word "

    def close(self) -> None:
        """Nothing to close."""


class PacedProvider:
    """A model that costs nothing but its pauses."""

    model = "paced"

    def __init__(self, *, words: int = 5, pause: float = 0) -> None:
        self.replies: list[PacedReply] = []
        self._words, self._pause = words, pause

    def reply(self, prompt: Prompt, *, deadline: float) -> PacedReply:  # noqa: ARG002
        """Start a reply."""
        self.replies.append(PacedReply(self._words, self._pause))
        return self.replies[-1]
