"""For every provider, however its text is cut: deltas = response = what memory holds."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients import Clients
from providers import Provider
from providers.offline import OfflineProvider
from schemas import ChatRequest, DoneEvent, SessionEvent, TokenEvent
from tests.loopback import Loopback
from tests.models import BEDROCK, OPENAI, Model, serving
from tests.twins import ADA, FixedKnowledge, settings_for
from twin import Twin

pytestmark = pytest.mark.anyio

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
pieces = st.lists(texts, min_size=1, max_size=6)
laws = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def twin_with(folder: Path, provider: Provider) -> Twin:
    clients = Clients(settings_for(folder))
    clients.__dict__ |= {"provider": provider, "knowledge": FixedKnowledge(ADA)}
    return Twin(clients)


async def answer_of(twin: Twin, folder: Path, message: str = "Do you play chess?") -> str:
    """Ask; give the answer once it is the same in the deltas, at the end, and in the file."""
    events = [event async for event in twin.start(ChatRequest(message=message))]
    joined = "".join(e.delta for e in events if isinstance(e, TokenEvent))
    ended = events[-1]
    assert isinstance(ended, DoneEvent)
    (named,) = [e for e in events if isinstance(e, SessionEvent)]
    stored: list[dict[str, Any]] = json.loads((folder / f"{named.session_id}.json").read_bytes())
    assert joined == ended.response == stored[-1]["content"]
    assert ended.message_id == stored[-1]["id"] == named.message_id
    return joined


@contextmanager
def twin_over_http(model: Model, folder: Path) -> Iterator[tuple[Twin, Loopback]]:
    with serving(model, model.answer("-")) as (provider, server):
        yield twin_with(folder, provider), server


@pytest.fixture(params=[OPENAI, BEDROCK], ids=lambda model: model.name)
def model(request: pytest.FixtureRequest) -> Model:
    chosen: Model = request.param
    return chosen


@pytest.fixture
def over_http(model: Model, tmp_path: Path) -> Iterator[tuple[Twin, Loopback]]:
    with twin_over_http(model, tmp_path) as opened:
        yield opened


@laws
@given(said=pieces, size=st.integers(1, 400))
async def test_a_network_model_in_any_chunks_and_bytes(
    over_http: tuple[Twin, Loopback], model: Model, tmp_path: Path, said: list[str], size: int
) -> None:
    twin, server = over_http
    server.play(model.answer("Well, ", *said).sliced(size))
    whole = await answer_of(twin, tmp_path)
    assert whole.startswith("Well")


@laws
@given(message=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
async def test_the_offline_provider_whatever_is_asked(tmp_path: Path, message: str) -> None:
    provider = OfflineProvider(settings_for(tmp_path))
    assert await answer_of(twin_with(tmp_path, provider), tmp_path, f"{message}?")
