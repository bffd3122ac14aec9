from typing import Any

import botocore.session
import pytest
from botocore.model import ServiceModel

from errors import Busy, ConfigurationError, ModelTimeout, ModelUnavailable, TwinError
from providers import call
from providers.bedrock import TAKES_CACHE_POINT, BedrockProvider
from providers.bedrock_fixes import OTHER, fill_in
from providers.call import NetworkReply
from schemas import Finish, Usage
from settings import Settings
from tests.loopback import Answer
from tests.models import BEDROCK, PROMPT, NetworkProvider, serving, soon
from tests.wire import (
    bedrock_answer,
    bedrock_error,
    bedrock_pieces,
    bedrock_stream,
    delta_event,
    event,
    exception_event,
)

HELLO = bedrock_answer("Hello")
BARE = {"bedrock_model_id": "amazon.nova-lite-v1:0"}
ON_DEMAND = (
    "Invocation of model ID amazon.nova-lite-v1:0 with on-demand throughput isn't supported. "
    "Retry your request with the ID or ARN of an inference profile that contains this model."
)
INVALID_ID = "The provided model identifier is invalid."
NOT_AUTHORIZED = (
    "User: arn:aws:sts::123456789012:assumed-role/twin is not authorized to perform: "
    "bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:eu-west-3::foundation-model"
)
NO_CACHE = "You invoked an unsupported model or your request did not allow prompt caching."
PER_DAY = "Too many tokens per day, please wait before trying again."


def service() -> ServiceModel:
    model: ServiceModel = botocore.session.get_session().get_service_model("bedrock-runtime")
    return model


def before_the_stream() -> list[tuple[str, int]]:
    shapes = service().operation_model("ConverseStream").error_shapes
    return [(shape.name, shape.metadata["error"]["httpStatusCode"]) for shape in shapes]


def within_the_stream() -> list[str]:
    shape: Any = service().operation_model("ConverseStream").output_shape
    members = shape.members["stream"].members
    return [name for name, member in members.items() if member.metadata.get("exception")]


def stop_reasons() -> list[str]:
    shape: Any = service().shape_for("StopReason")
    return list(shape.enum)


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "FIRST_PAUSE", 0.01)


def ask(*answers: Answer, **settings: Any) -> tuple[str, NetworkReply]:
    with serving(BEDROCK, *answers, **settings) as (provider, _):
        reply = provider.reply(PROMPT, deadline=soon())
        return "".join(reply), reply


def failure(provider: NetworkProvider) -> TwinError:
    with pytest.raises(TwinError) as caught:
        list(provider.reply(PROMPT, deadline=soon()))
    return caught.value


def sent(*answers: Answer, calls: int = 1, **settings: Any) -> list[dict[str, Any]]:
    with serving(BEDROCK, *answers, **settings) as (provider, server):
        for _ in range(calls):
            assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
        return [request.body for request in server.requests]


def has_cache_point(body: dict[str, Any]) -> bool:
    return {"cachePoint": {"type": "default"}} in body["system"]


def test_the_request_says_who_speaks_and_how_long() -> None:
    with serving(BEDROCK, HELLO, max_output_tokens=99, temperature=0.7) as (provider, server):
        list(provider.reply(PROMPT, deadline=soon()))
    request = server.requests[0]
    assert request.target == "/model/eu.amazon.nova-lite-v1%3A0/converse-stream"
    assert request.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=testing/")
    assert request.body == {
        "system": [
            {"text": "You are Ada."},
            {"cachePoint": {"type": "default"}},
            {"text": "Today is Monday."},
        ],
        "messages": [
            {"role": "user", "content": [{"text": "Do you play chess?"}]},
            {"role": "assistant", "content": [{"text": "Badly, and often."}]},
            {"role": "user", "content": [{"text": "Since when?"}]},
        ],
        "inferenceConfig": {"maxTokens": 99, "temperature": 0.7},
    }


@pytest.mark.parametrize(
    ("model", "takes_it"),
    [
        ("eu.amazon.nova-lite-v1:0", True),
        ("amazon.nova-micro-v1:0", True),
        ("global.amazon.nova-2-lite-v1:0", True),
        ("arn:aws:bedrock:eu-west-1:1:inference-profile/eu.amazon.nova-pro-v1:0", True),
        ("us.anthropic.claude-3-5-haiku-20241022-v1:0", True),
        ("apac.anthropic.claude-3-7-sonnet-20250219-v1:0", True),
        ("jp.anthropic.claude-sonnet-4-5-20250929-v1:0", True),
        ("au.anthropic.claude-haiku-4-5-20251001-v1:0", True),
        ("us.anthropic.claude-opus-5", True),
        ("anthropic.claude-3-haiku-20240307-v1:0", False),
        ("eu.anthropic.claude-3-5-sonnet-20240620-v1:0", False),
        ("anthropic.claude-instant-v1", False),
        ("us.meta.llama4-scout-17b-instruct-v1:0", False),
        ("mistral.mistral-large-2407-v1:0", False),
        ("arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc", False),
    ],
)
def test_the_models_that_take_a_cache_point_are_known(model: str, *, takes_it: bool) -> None:
    assert bool(TAKES_CACHE_POINT.search(model)) is takes_it


def test_a_model_that_takes_no_cache_point_gets_none() -> None:
    [body] = sent(HELLO, bedrock_model_id="us.meta.llama4-scout-17b-instruct-v1:0")
    assert body["system"] == [{"text": "You are Ada."}, {"text": "Today is Monday."}]


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (403, "AccessDeniedException", NO_CACHE),
        (400, "ValidationException", "Malformed input request: extraneous key [cachePoint]"),
    ],
)
def test_a_cache_point_that_is_refused_is_left_out(status: int, code: str, message: str) -> None:
    bodies = sent(bedrock_error(status, code, message), HELLO, calls=2)
    assert [has_cache_point(body) for body in bodies] == [True, False, False]


def test_a_temperature_that_is_refused_is_left_out() -> None:
    refusal = bedrock_error(
        400, "ValidationException", "`temperature` is deprecated for this model"
    )
    bodies = sent(refusal, HELLO, calls=2)
    assert ["temperature" in body["inferenceConfig"] for body in bodies] == [True, False, False]


def test_reasoning_and_tools_are_not_said() -> None:
    thinking = [
        event("messageStart", {"role": "assistant"}),
        delta_event({"reasoningContent": {"text": "Hm."}}),
        delta_event({"reasoningContent": {"signature": "c2ln"}}),
        event("contentBlockStop", {"contentBlockIndex": 0}),
        event("contentBlockStart", {"contentBlockIndex": 1, "start": {"toolUse": {"name": "x"}}}),
        delta_event({"toolUse": {"input": "{}"}}, block=1),
    ]
    text, _ = ask(bedrock_stream(*thinking, *bedrock_pieces("Hello")[1:]))
    assert text == "Hello"


def test_an_event_that_this_version_does_not_know_is_skipped() -> None:
    text, _ = ask(bedrock_stream(event("novelty", {"a": 1}), *bedrock_pieces("Hello")))
    assert text == "Hello"


def test_a_stream_without_metadata_counts_nothing() -> None:
    text, reply = ask(bedrock_stream(*bedrock_pieces("Hello")[:-1]))
    assert (text, reply.usage) == ("Hello", Usage())


FINISHES: dict[str, Finish] = {
    "end_turn": "complete",
    "stop_sequence": "complete",
    "tool_use": "complete",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "guardrail_intervened": "filtered",
    "content_filtered": "filtered",
}


def test_every_stop_reason_of_the_service_has_its_finish() -> None:
    with serving(BEDROCK, HELLO) as (provider, server):
        for reason in stop_reasons():
            server.play(bedrock_answer("Hello", stop=reason))
            reply = provider.reply(PROMPT, deadline=soon())
            if reason.startswith("malformed"):
                with pytest.raises(ModelUnavailable, match=reason):
                    list(reply)
            else:
                assert list(reply) == ["Hello"]
                assert reply.finish == FINISHES[reason]


def test_a_guardrail_that_lets_nothing_through_is_filtered() -> None:
    text, reply = ask(bedrock_answer(stop="guardrail_intervened"))
    assert (text, reply.finish) == ("", "filtered")


LEAVES = {
    "ThrottlingException": Busy,
    "ModelNotReadyException": Busy,
    "ModelTimeoutException": ModelTimeout,
}
ASKED_AGAIN = {
    "ThrottlingException",
    "ModelNotReadyException",
    "ModelErrorException",
    "ModelStreamErrorException",
    "InternalServerException",
    "ServiceUnavailableException",
}


def assert_explained(error: TwinError, name: str) -> None:
    leaf = LEAVES.get(name, ModelUnavailable)
    assert type(error) is leaf
    assert error.detail == leaf.detail
    fix = str(error).split("Fix: ")[1]
    assert fix
    assert fix != OTHER
    assert "{" not in fix


def test_every_exception_before_the_stream_is_explained() -> None:
    with serving(BEDROCK, HELLO) as (provider, server):
        for name, status in before_the_stream():
            server.play(bedrock_error(status, name, "words"))
            assert_explained(failure(provider), name)
            assert len(server.requests) == (3 if name in ASKED_AGAIN else 1), name


def test_every_exception_within_the_stream_is_explained() -> None:
    with serving(BEDROCK, HELLO) as (provider, server):
        for name in within_the_stream():
            server.play(
                bedrock_stream(*bedrock_pieces("Hello")[:2], exception_event(name, "words"))
            )
            deltas = iter(provider.reply(PROMPT, deadline=soon()))
            assert next(deltas) == "Hello"
            with pytest.raises(TwinError) as caught:
                next(deltas)
            assert_explained(caught.value, name[0].upper() + name[1:])
            assert len(server.requests) == 1, name


def test_an_exception_before_the_first_delta_is_asked_again_if_it_may_pass() -> None:
    with serving(BEDROCK, HELLO) as (provider, server):
        for name in within_the_stream():
            broken = bedrock_stream(bedrock_pieces()[0], exception_event(name, "words"))
            server.play(broken, HELLO)
            if name[0].upper() + name[1:] in ASKED_AGAIN:
                assert list(provider.reply(PROMPT, deadline=soon())) == ["Hello"]
            else:
                assert_explained(failure(provider), name[0].upper() + name[1:])


WORDS = (
    (400, "ValidationException", ON_DEMAND, "BEDROCK_MODEL_ID=eu.amazon.nova-lite-v1:0"),
    (400, "ValidationException", INVALID_ID, "start with 'eu.' or 'global.'"),
    (400, "ValidationException", "Input is too long for requested model.", "CONTEXT_TOKENS"),
    (400, "ValidationException", "Operation not allowed", "support case"),
    (403, "AccessDeniedException", NOT_AUTHORIZED, "allow bedrock:InvokeModelWithResponseStr"),
    (403, "AccessDeniedException", "You don't have access to the model with", "Model access"),
    (403, "AccessDeniedException", "explicit deny in a service control policy", "regions"),
    (403, "AccessDeniedException", "aws-marketplace:Subscribe", "subscribe to the model"),
    (404, "ResourceNotFoundException", "Model use case details have not been", "use case form"),
    (404, "ResourceNotFoundException", "has reached the end of its life", "retired"),
    (403, "UnrecognizedClientException", "The security token is invalid.", "sign in again"),
    (403, "ExpiredTokenException", "The security token is expired", "sign in again"),
    (403, "InvalidSignatureException", "does not match", "wrong clock"),
    (429, "ThrottlingException", PER_DAY, "tokens per day"),
    (429, "ServiceQuotaExceededException", "too many", "Service Quotas"),
    (418, "TeapotException", "short and stout", "AWS_REGION"),
)


def test_what_bedrock_says_leads_to_the_fix() -> None:
    with serving(BEDROCK, HELLO, **BARE) as (provider, server):
        for status, code, message, fix in WORDS:
            server.play(bedrock_error(status, code, message))
            error = failure(provider)
            assert fix in str(error).split("Fix: ")[1]
            assert "arn:" not in error.detail


@pytest.mark.parametrize(
    ("model", "region", "fix"),
    [
        ("eu.amazon.nova-lite-v1:0", "us-east-1", "BEDROCK_MODEL_ID=us.amazon.nova-lite-v1:0"),
        ("us.amazon.nova-lite-v1:0", "ap-south-1", "BEDROCK_MODEL_ID=apac.amazon.nova-lite-v1:0"),
        ("us.amazon.nova-lite-v1:0", "ca-central-1", "start with 'us.'"),
        ("us.amazon.nova-lite-v1:0", "us-gov-west-1", "BEDROCK_MODEL_ID=us-gov.amazon"),
        ("jp.anthropic.claude-x", "eu-west-1", "BEDROCK_MODEL_ID=eu.anthropic.claude-x"),
        ("eu.amazon.nova-lite-v1:0", "sa-east-1", "BEDROCK_MODEL_ID=global.amazon.nova"),
        ("global.amazon.nova-lite-v1:0", "sa-east-1", "start with 'global.'"),
    ],
)
def test_a_profile_that_does_not_fit_the_region_is_named(model: str, region: str, fix: str) -> None:
    assert fix in fill_in("{fit}", model=model, region=region)


def test_a_daily_quota_is_asked_once() -> None:
    with serving(BEDROCK, bedrock_error(429, "ThrottlingException", PER_DAY)) as (provider, server):
        with pytest.raises(Busy) as caught:
            list(provider.reply(PROMPT, deadline=soon()))
        assert len(server.requests) == 1
    assert caught.value.retry_after == 3_600


@pytest.mark.parametrize("at", [9, -1, 40])
def test_a_damaged_frame_breaks_the_answer(at: int) -> None:
    damaged = bytearray(delta_event({"text": "damaged"}))
    damaged[at] ^= 1
    answer = bedrock_stream(*bedrock_pieces("Hello")[:2], bytes(damaged), *bedrock_pieces()[1:])
    with pytest.raises(ModelUnavailable, match="Checksum"):
        ask(answer)


def test_missing_credentials_name_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://127.0.0.1:9")
    provider = BedrockProvider(Settings.model_validate({}))
    with pytest.raises(ModelUnavailable, match="aws sso login"):
        list(provider.reply(PROMPT, deadline=soon()))
    provider.close()


def test_an_unknown_profile_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(ConfigurationError, match="nobody"):
        BedrockProvider(Settings.model_validate({}))


def test_the_provider_names_its_model() -> None:
    with serving(BEDROCK, HELLO) as (provider, _):
        assert provider.model == "eu.amazon.nova-lite-v1:0"
