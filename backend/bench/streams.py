"""Streams on one uvicorn worker: how soon the first word is there, and two hundred at once."""

import asyncio
import json
import resource
import time
from pathlib import Path

import httpx2

from bench.table import Row, p50
from bench.workshop import QUESTION, PacedProvider, settings_in
from clients import Clients
from server import create_app
from tests.serving import serve

FIRST_TOKEN_ROUNDS = 50
FIRST_TOKEN_LIMIT = 5.0
STREAMS, WORDS, PAUSE = 200, 20, 0.25
TIMEOUT = 60

_HEADERS = {"Accept": "text/event-stream"}


def _client(address: str) -> httpx2.AsyncClient:
    limits = httpx2.Limits(max_connections=STREAMS)
    return httpx2.AsyncClient(base_url=address, timeout=TIMEOUT, limits=limits, trust_env=False)


async def _first_token_at(client: httpx2.AsyncClient) -> float:
    async with client.stream("POST", "/chat", json={"message": QUESTION}, headers=_HEADERS) as got:
        async for line in got.aiter_lines():
            if line == "event: token":
                return time.monotonic()
    raise RuntimeError("the stream had no token")


async def _first_tokens(address: str, provider: PacedProvider) -> list[float]:
    late = []
    async with _client(address) as client:
        for _ in range(FIRST_TOKEN_ROUNDS):
            seen = await _first_token_at(client)
            late.append(1_000 * (seen - provider.replies[-1].first_delta_at))
    return late


async def _stream(client: httpx2.AsyncClient) -> str:
    async with client.stream("POST", "/chat", json={"message": QUESTION}, headers=_HEADERS) as got:
        lines = [line async for line in got.aiter_lines() if line]
    return str(json.loads(lines[-1].removeprefix("data: ")).get("response", ""))


async def _all_streams(address: str) -> tuple[int, float]:
    started = time.monotonic()
    async with _client(address) as client:
        answers = await asyncio.gather(*(_stream(client) for _ in range(STREAMS)))
    return sum(len(a.split()) == WORDS for a in answers), time.monotonic() - started


def _served(folder: Path, data: Path, provider: PacedProvider) -> tuple[object, Clients]:
    settings = settings_in(folder, data)
    app, clients = create_app(settings), Clients(settings)
    clients.__dict__["provider"] = provider
    app.state.twin.clients = clients
    return app, clients


def measure(folder: Path, data: Path) -> list[Row]:
    """Measure the first token's way to the client, and many slow streams at once."""
    quick, slow = PacedProvider(words=3, pause=0.02), PacedProvider(words=WORDS, pause=PAUSE)
    app, _ = _served(folder, data, quick)
    with serve(app) as address:  # type: ignore[arg-type]
        late = asyncio.run(_first_tokens(address, quick))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    app, _ = _served(folder, data, slow)
    with serve(app) as address:  # type: ignore[arg-type]
        served, took = asyncio.run(_all_streams(address))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    alone = f"one stream alone, {WORDS * PAUSE:.1f} s"
    return [
        Row("first delta to first token event", p50(late), "ms", "the model", FIRST_TOKEN_LIMIT),
        Row(f"{STREAMS} slow streams, not served whole", STREAMS - served, "streams", "none", 0),
        Row(f"{STREAMS} slow streams at once take", took / (WORDS * PAUSE), "x", alone, 2.0),
        Row("peak memory with them", peak / 1_024, "MiB", f"{before / 1_024:.0f} MiB before"),
    ]
