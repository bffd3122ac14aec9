"""Every option at once, applied to an emulated AWS in another environment."""

import pytest
from cloud.versions import delete_versions, old_versions
from stack import ONLY_IN_BUCKET, Stack

pytestmark = pytest.mark.timeout(600)

WORKSPACE = "test"
OPTIONS = (
    "-var=enable_snapstart=true",
    "-var=enable_streaming=true",
    "-var=use_custom_domain=true",
    "-var=root_domain=example.com",
    "-var=alert_email=owner@example.com",
)
API, STREAM = "digital-twin-test-api", "digital-twin-test-stream"


def test_the_gateway_calls_the_published_version(stack: Stack) -> None:
    client = stack.emulator.client("lambda")
    alias = client.get_alias(FunctionName=API, Name="live")
    assert alias["FunctionVersion"] != "$LATEST"
    api = stack.emulator.client("apigatewayv2")
    api_id = next(a["ApiId"] for a in api.get_apis()["Items"] if a["Name"] == API)
    targets = [i["IntegrationUri"] for i in api.get_integrations(ApiId=api_id)["Items"]]
    assert [target.split("/functions/")[1] for target in targets] == [
        f"{alias['AliasArn']}/invocations"
    ]
    assert ONLY_IN_BUCKET in stack.gateway("GET", "/twin").text


def test_only_the_version_that_visitors_reach_is_kept(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = stack.emulator.client("lambda")
    for name, value in stack.emulator.environment.items():
        monkeypatch.setenv(name, value)
    live = client.get_alias(FunctionName=API, Name="live")["FunctionVersion"]
    for description in ("older", "oldest"):
        client.update_function_configuration(FunctionName=API, Description=description)
        client.publish_version(FunctionName=API)
    old = old_versions(API)
    assert len(old) == 2
    assert live not in old
    delete_versions(API, old)
    left = client.list_versions_by_function(FunctionName=API)["Versions"]
    assert [version["Version"] for version in left] == ["$LATEST", live]
    assert ONLY_IN_BUCKET in stack.gateway("GET", "/twin").text
    stack.apply()


def test_the_model_is_that_of_its_environment(stack: Stack) -> None:
    client = stack.emulator.client("lambda")
    for function in (API, STREAM):
        found = client.get_function_configuration(FunctionName=function)["Environment"]["Variables"]
        assert found["BEDROCK_MODEL_ID"] == "eu.amazon.nova-lite-v1:0"


def test_only_the_distribution_may_call_the_streaming_function(stack: Stack) -> None:
    client = stack.emulator.client("lambda")
    url = client.get_function_url_config(FunctionName=STREAM)
    assert (url["AuthType"], url["InvokeMode"]) == ("AWS_IAM", "RESPONSE_STREAM")
    policy = client.get_policy(FunctionName=STREAM)["Policy"]
    for action in ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction"):
        assert f'"{action}"' in policy
    assert f"distribution/{stack.outputs['distribution_id']}" in policy
    assert stack.outputs["streaming_enabled"] is True


def test_the_domain_of_an_environment_is_its_own(stack: Stack) -> None:
    assert stack.outputs["site_url"] == "https://test.example.com"


def test_a_second_plan_changes_nothing(stack: Stack) -> None:
    ran = stack.terraform.attempt("plan", "-detailed-exitcode", *stack.options)
    assert ran.returncode == 0, ran.stdout


def test_streaming_is_switched_off_at_the_distribution_before_its_access_control_goes(
    stack: Stack,
) -> None:
    off = (*stack.options, "-var=enable_streaming=false")
    said = stack.terraform.run("apply", "-auto-approve", "-no-color", *off)
    changed = said.index("aws_cloudfront_distribution.site: Modifications complete")
    assert changed < said.index("aws_cloudfront_origin_access_control.stream[0]: Destroying")
    functions = stack.emulator.client("lambda").list_functions()["Functions"]
    assert [function["FunctionName"] for function in functions] == [API]
