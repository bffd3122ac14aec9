"""The dev environment, applied to an emulated AWS: what visitors reach, and what is kept."""

import json
from typing import Any
from uuid import uuid4

import pytest
from stack import FRIEND, ONLY_IN_BUCKET, Stack

pytestmark = pytest.mark.timeout(600)

STRANGER = "https://stranger.example"
MODEL = "eu.amazon.nova-micro-v1:0"
SECURITY_HEADERS = {
    "strict-transport-security": "max-age=63072000",
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
        "img-src 'self' data:; style-src 'self'; font-src 'self'; connect-src 'self'; "
        "script-src 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}


def call(stack: Stack, way: str, method: str, path: str, **more: Any) -> Any:
    if way == "site":
        return stack.site(method, f"/api{path}", **more)
    return stack.gateway(method, path, **more)


both_ways = pytest.mark.parametrize("way", ["gateway", "site"])


@both_ways
def test_a_turn_is_answered_by_bedrock_kept_and_read_again(stack: Stack, way: str) -> None:
    asked = call(stack, way, "POST", "/chat", json={"message": "What do you do?"})
    assert asked.status_code == 200, asked.text
    turn = asked.json()
    assert MODEL in turn["response"]
    kept = stack.emulator.client("s3").get_object(
        Bucket=stack.outputs["memory_bucket"], Key=f"{turn['session_id']}.json"
    )
    said = [message["content"] for message in json.loads(kept["Body"].read())]
    assert said == ["What do you do?", turn["response"]]
    shown = call(stack, way, "GET", f"/conversation/{turn['session_id']}").json()["messages"]
    assert [message["content"] for message in shown] == said


@both_ways
def test_an_unknown_conversation_is_empty(stack: Stack, way: str) -> None:
    answer = call(stack, way, "GET", f"/conversation/{uuid4()}")
    assert (answer.status_code, answer.json()["messages"]) == (200, [])


@both_ways
def test_the_twin_knows_what_is_in_the_data_bucket(stack: Stack, way: str) -> None:
    assert ONLY_IN_BUCKET in call(stack, way, "GET", "/twin").text


@both_ways
def test_a_preflight_of_an_allowed_site_passes_and_another_is_refused(
    stack: Stack, way: str
) -> None:
    def preflight(origin: str) -> Any:
        asks = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return call(stack, way, "OPTIONS", "/chat", headers=asks)

    friend = preflight(FRIEND)
    assert friend.status_code == 204
    assert friend.headers["access-control-allow-origin"] == FRIEND
    assert "access-control-allow-origin" not in preflight(STRANGER).headers


@both_ways
def test_an_unknown_route_keeps_its_json(stack: Stack, way: str) -> None:
    answer = call(stack, way, "GET", "/admin")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_events_reach_a_visitor_of_the_site(stack: Stack) -> None:
    answer = stack.site(
        "POST", "/api/chat", json={"message": "Hello"}, headers={"Accept": "text/event-stream"}
    )
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "event: done" in answer.text


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", 200, "the twin"),
        ("/about", 200, "about"),
        ("/nothing", 404, "not here"),
        ("/nothing/", 404, "not here"),
    ],
)
def test_a_page_is_found_by_its_clean_path(stack: Stack, path: str, status: int, text: str) -> None:
    page = stack.site("GET", path)
    assert page.status_code == status
    assert text in page.text


@pytest.mark.parametrize("path", ["/", "/nothing", "/_next/static/chunks/a1b2.js", "/api/twin"])
def test_security_headers_are_on_every_answer(stack: Stack, path: str) -> None:
    headers = stack.site("GET", path).headers
    assert {name: headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/", "no-cache"),
        ("/_next/static/chunks/a1b2.js", "public, max-age=31536000, immutable"),
        ("/api/twin", "no-store"),
    ],
)
def test_only_hashed_files_are_kept_by_browsers(stack: Stack, path: str, cache: str) -> None:
    assert stack.site("GET", path).headers["cache-control"] == cache


def test_the_function_may_do_what_it_needs_and_nothing_else(stack: Stack) -> None:
    iam = stack.emulator.client("iam")
    role, account = "digital-twin-dev-function", stack.outputs["memory_bucket"].split("-")[-1]
    assert iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"] == []
    assert iam.list_role_policies(RoleName=role)["PolicyNames"] == ["least-privilege"]
    document = iam.get_role_policy(RoleName=role, PolicyName="least-privilege")["PolicyDocument"]
    places = ("central-1", "north-1", "south-1", "south-2", "west-1", "west-3")
    bucket = {r: f"arn:aws:s3:::digital-twin-{r}-dev-{account}" for r in ("memory", "data")}
    expected = {
        "Conversations": (
            {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"},
            {f"{bucket['memory']}/*.json"},
        ),
        "MissingIsNotForbidden": ({"s3:ListBucket"}, set(bucket.values())),
        "Knowledge": ({"s3:GetObject"}, {f"{bucket['data']}/knowledge.json"}),
        "Encryption": ({"kms:Decrypt", "kms:GenerateDataKey"}, None),
        "Logs": (
            {"logs:CreateLogStream", "logs:PutLogEvents"},
            {f"arn:aws:logs:eu-west-1:{account}:log-group:/aws/lambda/digital-twin-dev-api:*"},
        ),
        "Traces": ({"xray:PutTraceSegments", "xray:PutTelemetryRecords"}, {"*"}),
        "Model": (
            {"bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"},
            {f"arn:aws:bedrock:eu-west-1:{account}:inference-profile/{MODEL}"}
            | {f"arn:aws:bedrock:eu-{p}::foundation-model/{MODEL[3:]}" for p in places},
        ),
    }
    statements = {s["Sid"]: s for s in document["Statement"]}
    assert statements.keys() == expected.keys()
    for sid, (actions, resources) in expected.items():
        assert as_set(statements[sid]["Action"]) == actions, sid
        if resources is not None:
            assert as_set(statements[sid]["Resource"]) == resources, sid
    assert as_set(statements["Encryption"]["Resource"]) != {"*"}


def as_set(value: str | list[str]) -> set[str]:
    return {value} if isinstance(value, str) else set(value)


def test_a_second_apply_changes_nothing(stack: Stack) -> None:
    assert "0 added, 0 changed, 0 destroyed" in stack.apply()
    ran = stack.terraform.attempt("plan", "-detailed-exitcode", *stack.options)
    assert ran.returncode == 0, ran.stdout


def test_destroy_stops_at_conversations_and_leaves_nothing_once_they_are_gone(stack: Stack) -> None:
    stack.gateway("POST", "/chat", json={"message": "Remember me"})
    refusal = stack.terraform.refusal("destroy", "-auto-approve", *stack.options)
    assert "BucketNotEmpty" in refusal
    assert stack.emulator.client("s3").list_objects_v2(Bucket=stack.outputs["memory_bucket"])[
        "KeyCount"
    ]
    stack.empty()
    stack.destroy()
    assert left_in(stack) == []
    stack.apply()


def left_in(stack: Stack) -> list[str]:
    """Name all that the account still has of dev, in the services that the emulator has."""
    client = stack.emulator.client
    cloudfront = client("cloudfront")
    found = [
        *[b["Name"] for b in client("s3").list_buckets()["Buckets"]],
        *[f["FunctionName"] for f in client("lambda").list_functions()["Functions"]],
        *[r["RoleName"] for r in client("iam").list_roles()["Roles"]],
        *[g["logGroupName"] for g in client("logs").describe_log_groups()["logGroups"]],
        *[api["Name"] for api in client("apigatewayv2").get_apis()["Items"]],
        *client("dynamodb").list_tables()["TableNames"],
        *[t["TopicArn"] for t in client("sns").list_topics()["Topics"]],
        *[s["Name"] for s in client("secretsmanager").list_secrets()["SecretList"]],
        *listed(cloudfront.list_functions()["FunctionList"], "Name"),
        *listed(cloudfront.list_origin_access_controls()["OriginAccessControlList"], "Name"),
        *[
            item["ResponseHeadersPolicy"]["ResponseHeadersPolicyConfig"]["Name"]
            for item in cloudfront.list_response_headers_policies(Type="custom")[
                "ResponseHeadersPolicyList"
            ].get("Items", [])
        ],
    ]
    own = [name for name in found if "-dev" in name]
    distributions = listed(cloudfront.list_distributions()["DistributionList"], "Id")
    return own + distributions + stack.terraform.run("state", "list").splitlines()


def listed(reply: dict[str, Any], key: str) -> list[str]:
    return [item[key] for item in reply.get("Items", [])]
