from typing import Any

import pytest

from errors import Busy, ModelUnavailable, TwinError
from providers import call
from providers.call import NetworkReply
from providers.openai import OpenAIProvider
from schemas import Finish, Usage
from settings import Settings
from tests.loopback import Answer
from tests.models import OPENAI, PROMPT, opened, serving, soon
from tests.wire import chunk, openai_answer, openai_error, openai_pieces, openai_stream, sse

HELLO = openai_answer("Hello")


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "FIRST_PAUSE", 0.01)


def ask(*answers: Answer, **settings: Any) -> tuple[str, NetworkReply]:
    with serving(OPENAI, *answers, **settings) as (provider, _):
        reply = provider.reply(PROMPT, deadline=soon())
        return "".join(reply), reply


def refused(*answers: Answer) -> TwinError:
    with pytest.raises(TwinError) as caught:
        ask(*answers)
    return caught.value


def bodies(*answers: Answer, calls: int = 1) -> list[dict[str, Any]]:
    with serving(OPENAI, *answers) as (provider, server):
        for _ in range(calls):
            assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
        return [request.body for request in server.requests]


def test_the_request_says_who_speaks_and_how_long() -> None:
    settings = {"openai_model": "llama", "max_output_tokens": 99, "temperature": 0.7}
    with serving(OPENAI, HELLO, openai_api_key="sk-1", **settings) as (provider, server):
        list(provider.reply(PROMPT, deadline=soon()))
    request = server.requests[0]
    assert request.target == "/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer sk-1"
    assert request.body == {
        "model": "llama",
        "messages": [
            {"role": "system", "content": "You are Ada.\n\nToday is Monday."},
            {"role": "user", "content": "Do you play chess?"},
            {"role": "assistant", "content": "Badly, and often."},
            {"role": "user", "content": "Since when?"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.7,
        "max_tokens": 99,
    }


def test_a_server_without_a_key_gets_a_dummy() -> None:
    with serving(OPENAI, HELLO) as (provider, server):
        list(provider.reply(PROMPT, deadline=soon()))
    assert server.requests[0].headers["authorization"] == "Bearer none"


def test_the_provider_names_its_model() -> None:
    with opened(OPENAI, "http://127.0.0.1:9", openai_model="qwen") as provider:
        assert provider.model == "qwen"


@pytest.mark.parametrize(
    ("reason", "finish"),
    [
        ("stop", "complete"),
        ("length", "length"),
        ("content_filter", "filtered"),
        ("tool_calls", "complete"),
    ],
)
def test_every_finish_reason_has_its_finish(reason: str, finish: Finish) -> None:
    text, reply = ask(openai_answer("Hello", finish=reason))
    assert (text, reply.finish) == ("Hello", finish)


def test_reasoning_is_not_said() -> None:
    thinking = [chunk({"reasoning_content": "Hm."}), chunk({"reasoning": "Hm.", "content": None})]
    text, _ = ask(openai_stream(*thinking, *openai_pieces("Hello")))
    assert text == "Hello"


def test_an_answer_that_is_all_reasoning_names_the_fix() -> None:
    error = refused(openai_stream(chunk({"reasoning": "Hm."}), chunk(finish="length")))
    assert "MAX_OUTPUT_TOKENS" in str(error)


def test_a_refusal_is_shown_and_marked() -> None:
    pieces = [chunk({"refusal": "I can't "}), chunk({"refusal": "help."}), chunk(finish="stop")]
    text, reply = ask(openai_stream(*pieces, sse("[DONE]")))
    assert (text, reply.finish) == ("I can't help.", "filtered")


def test_a_server_that_counts_no_tokens_is_fine() -> None:
    text, reply = ask(openai_stream(chunk({"content": "Hello"}), chunk(finish="stop")))
    assert (text, reply.usage, reply.finish) == ("Hello", Usage(), "complete")


def test_comments_and_chunks_without_choices_are_skipped() -> None:
    empty = [b": PROCESSING\n\n", sse({"choices": [], "prompt_filter_results": []})]
    text, _ = ask(openai_stream(*empty, *openai_pieces("Hello")))
    assert text == "Hello"


def test_fields_that_a_server_leaves_out_are_not_missed() -> None:
    pieces = [
        sse({"choices": [{"delta": {"content": "Hello"}}]}),
        sse({"choices": [{"delta": None}]}),
        sse({"choices": None, "usage": {"prompt_tokens": 3}}),
        sse({"usage": {"prompt_tokens": 3, "completion_tokens": None}}),
        sse({"choices": [{"finish_reason": "stop"}]}),
    ]
    text, reply = ask(openai_stream(*pieces))
    assert (text, reply.usage, reply.finish) == ("Hello", Usage(input_tokens=3), "complete")


@pytest.mark.parametrize(
    ("answer", "error", "fix"),
    [
        (openai_error(401, "Incorrect API key provided: sk-1"), ModelUnavailable, "a valid key"),
        (openai_error(403, "Country not supported"), ModelUnavailable, "allow it"),
        (openai_error(404, "model 'x' not found"), ModelUnavailable, "OPENAI_MODEL"),
        (openai_error(400, "no", code="context_length_exceeded"), ModelUnavailable, "CONTEXT_TOK"),
        (
            openai_error(400, "This model's maximum context length is 9"),
            ModelUnavailable,
            "HISTORY",
        ),
        (openai_error(400, "Unknown role"), ModelUnavailable, "its message says why"),
        (openai_error(418, "I'm a teapot"), ModelUnavailable, "the server's own log"),
        (openai_error(429, "Pay", code="insufficient_quota"), ModelUnavailable, "no credit"),
        (openai_error(429, "Slow down"), Busy, "rate limit"),
        (openai_error(529, "Overloaded"), ModelUnavailable, "the server's own log"),
    ],
)
def test_every_refusal_names_its_fix(answer: Answer, error: type[TwinError], fix: str) -> None:
    caught = refused(answer)
    assert type(caught) is error
    assert fix in str(caught).split("Fix: ")[1]
    assert caught.detail == error.detail


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_will_not_pass_is_asked_once(status: int) -> None:
    with serving(OPENAI, openai_error(status, "no")) as (provider, server):
        with pytest.raises(ModelUnavailable):
            list(provider.reply(PROMPT, deadline=soon()))
        assert len(server.requests) == 1


def test_an_account_without_credit_is_asked_once() -> None:
    with serving(OPENAI, openai_error(429, "Pay", code="insufficient_quota")) as (provider, server):
        with pytest.raises(ModelUnavailable):
            list(provider.reply(PROMPT, deadline=soon()))
        assert len(server.requests) == 1


def test_an_error_in_the_stream_ends_it() -> None:
    broken = openai_stream(chunk({"content": "Hel"}), sse({"error": {"message": "out of memory"}}))
    assert "out of memory" in str(refused(broken))


def test_an_error_before_the_first_delta_is_asked_again() -> None:
    broken = openai_stream(sse({"error": {"message": "loading the model"}}))
    assert ask(broken, HELLO)[0] == "Hello"


@pytest.mark.parametrize(
    "answer",
    [
        Answer([b"<html>Welcome</html>"], headers={"Content-Type": "text/html"}),
        openai_stream(sse("not json")),
        openai_stream(),
    ],
)
def test_what_is_no_chat_completion_names_the_address(answer: Answer) -> None:
    assert "OPENAI_BASE_URL" in str(refused(answer))


def test_max_tokens_gives_way_to_its_newer_name_once() -> None:
    refusal = openai_error(
        400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    )
    sent = bodies(refusal, HELLO, calls=2)
    limits = [{name for name in body if name.startswith("max_")} for body in sent]
    assert limits == [{"max_tokens"}, {"max_completion_tokens"}, {"max_completion_tokens"}]


def test_openai_itself_is_sent_the_newer_name() -> None:
    provider = OpenAIProvider(Settings.model_validate({"openai_api_key": "sk-1"}))
    assert "max_completion_tokens" in provider._options(frozenset())
    assert "max_tokens" in provider._options(frozenset({"max_completion_tokens"}))
    provider.close()


@pytest.mark.parametrize("name", ["temperature", "stream_options"])
def test_a_parameter_that_the_model_refuses_is_left_out(name: str) -> None:
    sent = bodies(openai_error(400, f"Unsupported value: '{name}'"), HELLO, calls=2)
    assert [name in body for body in sent] == [True, False, False]


def test_a_parameter_is_left_out_after_a_422_too() -> None:
    sent = bodies(openai_error(422, "Extra inputs: stream_options"), HELLO)
    assert len(sent) == 2


def test_a_server_that_refuses_every_limit_ends_the_learning() -> None:
    refusal = openai_error(400, "unknown: max_tokens, max_completion_tokens")
    with serving(OPENAI, refusal) as (provider, server):
        with pytest.raises(ModelUnavailable):
            list(provider.reply(PROMPT, deadline=soon()))
        assert len(server.requests) == 3


def test_a_refused_value_is_no_refused_parameter() -> None:
    refusal = openai_error(400, "max_tokens is too large: 600. This model supports at most 512.")
    with serving(OPENAI, refusal) as (provider, server):
        with pytest.raises(ModelUnavailable, match="at most 512"):
            list(provider.reply(PROMPT, deadline=soon()))
        assert len(server.requests) == 1
