"""What both network providers do alike: retries, deadlines, and the end of a call at any moment."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from errors import Busy, ModelTimeout, ModelUnavailable, TwinError
from providers import Reply, call
from providers.call import NetworkReply
from schemas import Usage
from tests.certificate import Certificate, make_certificate
from tests.loopback import FOREVER, Cut, Wait, loopback
from tests.models import BEDROCK, OPENAI, PROMPT, Model, opened, serving, soon

TEXTS = ("Grüße ", "aus Łódź, ", "👋 in\n", '"quotes"')


@pytest.fixture(params=[OPENAI, BEDROCK], ids=lambda model: model.name)
def model(request: pytest.FixtureRequest) -> Model:
    chosen: Model = request.param
    return chosen


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "FIRST_PAUSE", 0.01)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    made = make_certificate(tmp_path / "loopback.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(made.path))
    monkeypatch.setenv("AWS_CA_BUNDLE", str(made.path))
    return made


class Reading:
    """A reply that is read in a thread of its own."""

    def __init__(self, reply: NetworkReply) -> None:
        self.reply = reply
        self.deltas: list[str] = []
        self.error: TwinError | None = None
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        try:
            for delta in self.reply:
                self.deltas.append(delta)
        except TwinError as error:
            self.error = error

    def wait_for_delta(self) -> None:
        end = time.monotonic() + 5
        while not self.deltas:
            assert time.monotonic() < end
            time.sleep(0.005)

    def ends_within(self, seconds: float) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()


def assert_close_ends(reading: Reading) -> None:
    reading.reply.close()
    assert reading.ends_within(1)
    assert reading.error is None
    assert reading.reply.finish == "stopped"


@contextmanager
def full_backlog() -> Iterator[str]:
    """Give the address of a port that takes no more connections and refuses none."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port = listener.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))
        time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        for each in waiting:
            each.close()


def test_a_stream_is_told_whole(model: Model) -> None:
    with serving(model, model.answer(*TEXTS)) as (provider, _):
        reply = provider.reply(PROMPT, deadline=soon())
        assert list(reply) == list(TEXTS)
    assert reply.usage == Usage(input_tokens=11, output_tokens=7, cached_tokens=5)
    assert reply.finish == "complete"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50, 10_000])
def test_any_chunking_of_the_bytes_tells_the_same(model: Model, size: int) -> None:
    with serving(model, model.answer(*TEXTS).sliced(size)) as (provider, _):
        assert list(provider.reply(PROMPT, deadline=soon())) == list(TEXTS)


def test_nothing_is_sent_before_the_iteration(model: Model) -> None:
    with serving(model, model.answer("Hello")) as (provider, server):
        reply = provider.reply(PROMPT, deadline=soon())
        assert not server.wait_for_request(0.1)
        assert list(reply) == ["Hello"]


def test_a_connection_serves_many_calls(model: Model) -> None:
    with serving(model, model.answer("Hello")) as (provider, server):
        for _ in range(4):
            assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
        assert server.connections == 1


def test_a_connection_that_the_server_left_is_replaced(model: Model) -> None:
    closing = replace(model.answer("one"), closes=True)
    with serving(model, closing, model.answer("two")) as (provider, server):
        assert list(provider.reply(PROMPT, deadline=soon())) == ["one"]
        assert list(provider.reply(PROMPT, deadline=soon())) == ["two"]
        assert server.connections == 2


def test_a_stream_that_breaks_half_way_fails_after_its_deltas(model: Model) -> None:
    broken = model.stream(*model.pieces("one ", "two")[:2], Cut.HERE)
    with serving(model, broken) as (provider, server):
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        assert reading.ends_within(5)
        assert reading.deltas == ["one "]
        assert isinstance(reading.error, ModelUnavailable)
        assert len(server.requests) == 1


@pytest.mark.usefixtures("quick_retries")
def test_a_stream_that_breaks_before_its_first_delta_is_asked_again(model: Model) -> None:
    broken = model.stream(model.pieces()[0], Cut.HERE)
    with serving(model, broken, model.answer("Hello")) as (provider, server):
        assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
        assert len(server.requests) == 2


def test_a_stream_without_its_end_fails(model: Model) -> None:
    unfinished = model.stream(model.said("one "), model.said("two"))
    with serving(model, unfinished) as (provider, _):
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        assert reading.ends_within(5)
        assert reading.deltas == ["one ", "two"]
        assert isinstance(reading.error, ModelUnavailable)


@pytest.mark.usefixtures("quick_retries")
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_asked_again(model: Model, status: int) -> None:
    refusal = model.refusal(status, None)
    with serving(model, refusal, refusal, model.answer("Hello")) as (provider, server):
        assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
        assert len(server.requests) == 3


@pytest.mark.usefixtures("quick_retries")
@pytest.mark.parametrize(("status", "error"), [(429, Busy), (500, ModelUnavailable)])
def test_a_lasting_failure_is_asked_three_times(
    model: Model, status: int, error: type[TwinError]
) -> None:
    with serving(model, model.refusal(status, None)) as (provider, server):
        with pytest.raises(error, match="Fix: ") as caught:
            list(provider.reply(PROMPT, deadline=soon()))
        assert len(server.requests) == 3
    assert caught.value.detail == error.detail
    assert "secret words" in str(caught.value)


def test_a_short_retry_after_is_waited_for(model: Model) -> None:
    throttle = model.refusal(429, "1")
    with serving(model, throttle, model.answer("Hello")) as (provider, _):
        started = time.monotonic()
        assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
        assert time.monotonic() - started >= 1


def test_a_long_retry_after_is_for_the_visitor(model: Model) -> None:
    with serving(model, model.refusal(429, "60")) as (provider, server):
        with pytest.raises(Busy) as caught:
            list(provider.reply(PROMPT, deadline=soon()))
        assert len(server.requests) == 1
    assert caught.value.retry_after == 60


def test_no_retry_goes_past_the_deadline(model: Model) -> None:
    with serving(model, model.refusal(429, "9")) as (provider, server):
        started = time.monotonic()
        with pytest.raises(Busy):
            list(provider.reply(PROMPT, deadline=soon(5)))
        assert time.monotonic() - started < 5
        assert len(server.requests) == 1


def test_a_slow_first_token_ends_at_the_deadline(model: Model) -> None:
    with serving(model, model.answer("late", delay=600)) as (provider, server):
        started = time.monotonic()
        with pytest.raises(ModelTimeout):
            list(provider.reply(PROMPT, deadline=soon(0.5)))
        assert 0.5 <= time.monotonic() - started < 1.2
        assert server.wait_for_hang_up()


def test_a_pause_between_deltas_ends_at_the_deadline(model: Model) -> None:
    with serving(model, model.stream(model.said("one"), FOREVER)) as (provider, server):
        reading = Reading(provider.reply(PROMPT, deadline=soon(2)))
        assert reading.ends_within(4)
        assert reading.deltas == ["one"]
        assert isinstance(reading.error, ModelTimeout)
        assert server.wait_for_hang_up()


def test_bytes_that_drip_without_a_delta_end_at_the_deadline(model: Model) -> None:
    bytes_ = b"".join(model.pieces("x" * 500))
    drip = [each for byte in bytes_ for each in (bytes([byte]), Wait(0.03))]
    with serving(model, model.stream(*drip)) as (provider, _):
        started = time.monotonic()
        with pytest.raises(ModelTimeout):
            list(provider.reply(PROMPT, deadline=soon(0.6)))
        assert time.monotonic() - started < 1.2


def test_an_expired_deadline_sends_nothing(model: Model) -> None:
    with serving(model, model.answer("late")) as (provider, server):
        with pytest.raises(ModelTimeout):
            list(provider.reply(PROMPT, deadline=soon(-1)))
        assert not server.requests


def test_close_before_the_iteration_sends_nothing(model: Model) -> None:
    with serving(model, model.answer("unheard")) as (provider, server):
        reply = provider.reply(PROMPT, deadline=soon())
        reply.close()
        assert list(reply) == []
        assert not server.requests


def test_close_while_waiting_for_headers(model: Model) -> None:
    with serving(model, model.answer("late", delay=600)) as (provider, server):
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        assert server.wait_for_request()
        assert_close_ends(reading)
        assert server.wait_for_hang_up()


def test_close_while_waiting_for_headers_on_a_kept_connection(model: Model) -> None:
    answers = (model.answer("Hello"), model.answer("late", delay=600))
    with serving(model, *answers) as (provider, server):
        assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
        assert server.wait_for_request()
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        assert server.wait_for_request()
        assert_close_ends(reading)
        assert server.wait_for_hang_up()
        assert server.connections == 1


def test_close_while_waiting_for_the_next_delta(model: Model) -> None:
    with serving(model, model.stream(model.said("one"), FOREVER)) as (provider, server):
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        reading.wait_for_delta()
        assert_close_ends(reading)
        assert server.wait_for_hang_up()
        assert reading.deltas == ["one"]


def test_close_while_deltas_pour_in(model: Model) -> None:
    flood = [each for _ in range(5_000) for each in (model.said("x"), Wait(0))]
    with serving(model, model.stream(*flood)) as (provider, server):
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        reading.wait_for_delta()
        assert_close_ends(reading)
        assert server.wait_for_hang_up()
        assert len(reading.deltas) < 5_000


def test_close_while_nobody_reads(model: Model) -> None:
    with serving(model, model.stream(model.said("one"), FOREVER)) as (provider, server):
        reply = provider.reply(PROMPT, deadline=soon())
        deltas = iter(reply)
        assert next(deltas) == "one"
        reply.close()
        assert server.wait_for_hang_up()
        assert list(deltas) == []


def test_an_iteration_that_is_given_up_closes_its_connection(model: Model) -> None:
    with serving(model, model.stream(model.said("one"), FOREVER)) as (provider, server):
        for delta in provider.reply(PROMPT, deadline=soon()):
            assert delta == "one"
            break
        assert server.wait_for_hang_up()


def test_close_during_the_pause_before_a_retry(model: Model) -> None:
    with serving(model, model.refusal(429, "4")) as (provider, server):
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        assert server.wait_for_request()
        time.sleep(0.1)
        assert_close_ends(reading)
        assert len(server.requests) == 1


def test_close_while_connecting(model: Model) -> None:
    with full_backlog() as url, opened(model, url) as provider:
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        time.sleep(0.2)
        assert_close_ends(reading)


def test_connecting_ends_at_the_deadline(model: Model) -> None:
    with full_backlog() as url, opened(model, url) as provider:
        reading = Reading(provider.reply(PROMPT, deadline=soon(0.4)))
        assert reading.ends_within(1.2)
        assert isinstance(reading.error, ModelTimeout)


def test_close_during_the_name_look_up(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    found = threading.Event()
    look_up: Callable[..., object] = socket.getaddrinfo

    def slow(*args: object, **kwargs: object) -> object:
        found.wait(5)
        return look_up(*args, **kwargs)

    with loopback(model.answer("unheard")) as server, opened(model, server.url) as provider:
        monkeypatch.setattr(socket, "getaddrinfo", slow)
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        time.sleep(0.1)
        assert_close_ends(reading)
        found.set()
        time.sleep(0.1)
        assert not server.requests


def test_close_during_the_tls_handshake(model: Model) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        with opened(model, url) as provider:
            reading = Reading(provider.reply(PROMPT, deadline=soon()))
            connection, _ = silent.accept()
            with connection:
                assert connection.recv(1)
                assert_close_ends(reading)
                connection.settimeout(1)
                while connection.recv(10_000):
                    pass


def test_close_after_the_end_and_again_changes_nothing(model: Model) -> None:
    with serving(model, model.answer("Hello")) as (provider, server):
        reply = provider.reply(PROMPT, deadline=soon())
        assert list(reply) == ["Hello"]
        for _ in range(3):
            reply.close()
        assert reply.finish == "complete"
        assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
        assert server.connections == 1


def test_a_closed_call_spoils_no_other(model: Model) -> None:
    slow = model.stream(model.said("one"), Wait(0.5), *model.pieces("two")[1:])
    with serving(model, slow) as (provider, server):
        closed, kept = (Reading(provider.reply(PROMPT, deadline=soon())) for _ in range(2))
        closed.wait_for_delta()
        kept.wait_for_delta()
        assert_close_ends(closed)
        assert server.wait_for_hang_up()
        assert kept.ends_within(5)
        assert kept.deltas == ["one", "two"]
        assert list(provider.reply(PROMPT, deadline=soon())) == ["one", "two"]
        assert server.connections == 2


def test_a_call_that_waits_for_its_retry_holds_no_connection(model: Model) -> None:
    slow = model.stream(model.said("one"), Wait(0.5), *model.pieces("two")[1:])
    with serving(model, model.refusal(429, "4"), slow) as (provider, server):
        refused = Reading(provider.reply(PROMPT, deadline=soon()))
        assert server.wait_for_request()
        time.sleep(0.2)
        kept = Reading(provider.reply(PROMPT, deadline=soon()))
        kept.wait_for_delta()
        assert server.connections == 1
        assert_close_ends(refused)
        assert kept.ends_within(5)
        assert kept.deltas == ["one", "two"]
        assert kept.error is None


@pytest.mark.usefixtures("quick_retries")
def test_an_unreachable_port_is_unavailable(model: Model) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with opened(model, url) as provider, pytest.raises(ModelUnavailable, match="Fix: check"):
        list(provider.reply(PROMPT, deadline=soon()))


def test_64_slow_streams_run_at_once(model: Model) -> None:
    everybody_has_begun = threading.Barrier(64, timeout=60)

    def read(reply: Reply) -> str:
        deltas = iter(reply)
        first = next(deltas)
        everybody_has_begun.wait()
        return first + "".join(deltas)

    answer = model.stream(model.said("slow "), Wait(0.25), *model.pieces("answer")[1:])
    with (
        serving(model, answer, max_streams=64) as (provider, server),
        ThreadPoolExecutor(64) as pool,
    ):
        replies = [provider.reply(PROMPT, deadline=soon(90)) for _ in range(64)]
        assert list(pool.map(read, replies)) == ["slow answer"] * 64
        assert server.connections == 64
        list(provider.reply(PROMPT, deadline=soon()))
        assert server.connections == 64


def test_tls_is_spoken_and_cut(model: Model, certificate: Certificate) -> None:
    answers = (model.answer(*TEXTS), model.answer("late", delay=600))
    with (
        loopback(*answers, tls=certificate.server_context()) as server,
        opened(model, server.url) as provider,
    ):
        assert list(provider.reply(PROMPT, deadline=soon())) == list(TEXTS)
        assert server.wait_for_request()
        reading = Reading(provider.reply(PROMPT, deadline=soon()))
        assert server.wait_for_request()
        assert server.connections == 1
        assert_close_ends(reading)
        assert server.wait_for_hang_up()


def test_an_unknown_certificate_is_unavailable(model: Model, certificate: Certificate) -> None:
    with (
        loopback(model.answer("unheard"), tls=certificate.server_context()) as server,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.delenv("SSL_CERT_FILE")
        patch.delenv("AWS_CA_BUNDLE")
        with (
            opened(model, server.url) as provider,
            pytest.raises(ModelUnavailable, match="Fix: if a proxy"),
        ):
            list(provider.reply(PROMPT, deadline=soon()))
        assert not server.requests


def test_the_proxy_of_the_environment_is_used(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    with loopback(model.answer("Hello")) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        with opened(model, "http://model.example:8080") as provider:
            assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
        assert proxy.requests[0].target.startswith("http://model.example:8080/")


def test_no_proxy_is_used_for_what_it_excludes(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(model, model.answer("Hello")) as (provider, _):
        assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
