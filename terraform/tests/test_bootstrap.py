"""The account, bootstrapped: its state, its locks, and whom it trusts."""

import json
from fnmatch import fnmatchcase
from typing import Any

import pytest
from terraform_run import Terraform

from tests.emulator import Emulator

pytestmark = pytest.mark.timeout(600)

ROLE = "github-actions-digital-twin-deploy"


def trusted(emulator: Emulator, subject: str) -> bool:
    """Whether the role trusts a workflow that says `subject` of itself."""
    role = emulator.client("iam").get_role(RoleName=ROLE)["Role"]
    for statement in role["AssumeRolePolicyDocument"]["Statement"]:
        exact = statement["Condition"]["StringEquals"]
        assert exact["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
        like = statement["Condition"].get("StringLike", {})
        for test, match in ((exact, str.__eq__), (like, fnmatchcase)):
            patterns = test.get("token.actions.githubusercontent.com:sub", [])
            if any(match(subject, pattern) for pattern in patterns):
                return True
    return False


def test_its_own_state_lies_in_the_bucket_it_made(
    bootstrapped: Terraform, emulator: Emulator
) -> None:
    bucket = bootstrapped.outputs()["state_bucket"]
    kept = emulator.client("s3").get_object(Bucket=bucket, Key="bootstrap.tfstate")
    kinds = {resource["type"] for resource in json.loads(kept["Body"].read())["resources"]}
    assert {"aws_s3_bucket", "aws_dynamodb_table", "aws_iam_role"} <= kinds
    assert not (bootstrapped.folder / "terraform.tfstate").exists()


def test_a_second_apply_changes_nothing(bootstrapped: Terraform) -> None:
    ran = bootstrapped.attempt(
        "plan", "-detailed-exitcode", "-var=github_repository=ada/digital-twin"
    )
    assert ran.returncode == 0, ran.stdout


def test_the_state_is_versioned_private_and_cannot_be_destroyed(
    bootstrapped: Terraform, emulator: Emulator
) -> None:
    outputs, s3 = bootstrapped.outputs(), emulator.client("s3")
    bucket = outputs["state_bucket"]
    assert bucket.startswith("digital-twin-terraform-state-")
    assert outputs["lock_table"] == "digital-twin-terraform-locks"
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    block = s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    assert all(block.values())
    refusal = bootstrapped.refusal("destroy", "-auto-approve")
    assert "prevent_destroy" in refusal


@pytest.mark.parametrize(
    "subject",
    [
        "repo:ada/digital-twin:ref:refs/heads/main",
        "repo:ada/digital-twin:environment:dev",
        "repo:ada/digital-twin:environment:test",
        "repo:ada/digital-twin:environment:prod",
        "repo:ada@123/digital-twin@456:ref:refs/heads/main",
        "repo:ada@123/digital-twin@456:environment:prod",
    ],
)
def test_main_and_the_environments_are_trusted(
    bootstrapped: Terraform, emulator: Emulator, subject: str
) -> None:
    assert trusted(emulator, subject)


@pytest.mark.parametrize(
    "subject",
    [
        "repo:ada/digital-twin:ref:refs/heads/feature",
        "repo:ada/digital-twin:pull_request",
        "repo:ada/digital-twin:environment:staging",
        "repo:ada/other:ref:refs/heads/main",
        "repo:eve/digital-twin:ref:refs/heads/main",
        "repo:eve@1/digital-twin@456:ref:refs/heads/main",
        "repo:ada@123/digital-twin-evil@456:ref:refs/heads/main",
        "repo:ada@123/digital-twin@456:ref:refs/heads/mainly",
    ],
)
def test_no_other_workflow_is_trusted(
    bootstrapped: Terraform, emulator: Emulator, subject: str
) -> None:
    assert not trusted(emulator, subject)


def policies(emulator: Emulator) -> list[dict[str, Any]]:
    iam = emulator.client("iam")
    attached = iam.list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"]
    statements = []
    for policy in attached:
        version = iam.get_policy(PolicyArn=policy["PolicyArn"])["Policy"]["DefaultVersionId"]
        found = iam.get_policy_version(PolicyArn=policy["PolicyArn"], VersionId=version)
        document = found["PolicyVersion"]["Document"]
        statements += (json.loads(document) if isinstance(document, str) else document)["Statement"]
    return statements


def many(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


# Calls that AWS lets nobody narrow to a resource.
UNBOUND = {
    "logs:CreateLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery",
    "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies", "logs:DescribeLogGroups", "kms:ListAliases",
    "route53:ListHostedZones", "route53:ListHostedZonesByName",
    "cloudfront:CreateDistribution", "cloudfront:CreateOriginAccessControl",
    "cloudfront:CreateFunction", "cloudfront:CreateResponseHeadersPolicy",
    "cloudfront:CreateCachePolicy",
}  # fmt: skip


OWN_TAG = {"StringEquals": {"aws:RequestTag/Project": "digital-twin"}}


def test_what_makes_a_thing_of_cloudfront_names_no_resource(
    bootstrapped: Terraform, emulator: Emulator
) -> None:
    made = {"Distribution", "OriginAccessControl", "Function", "CachePolicy"}
    made |= {"ResponseHeadersPolicy"}
    for statement in policies(emulator):
        if made & {
            action.removeprefix("cloudfront:Create") for action in many(statement["Action"])
        }:
            assert many(statement["Resource"]) == ["*"]


def test_a_workflow_may_touch_this_project_only(
    bootstrapped: Terraform, emulator: Emulator
) -> None:
    statements = policies(emulator)
    assert len(statements) > 10
    for statement in statements:
        actions = set(many(statement["Action"]))
        assert not any(action.endswith(":*") or action == "*" for action in actions)
        if "*" in many(statement["Resource"]) and statement.get("Condition") != OWN_TAG:
            assert actions <= UNBOUND
        if any(action.startswith("iam:") for action in actions):
            assert many(statement["Resource"]) == [
                f"arn:aws:iam::{account(bootstrapped)}:role/digital-twin-*-function"
            ]


def test_a_workflow_gives_a_function_nothing_beyond_the_boundary(
    bootstrapped: Terraform, emulator: Emulator
) -> None:
    boundary = f"arn:aws:iam::{account(bootstrapped)}:policy/digital-twin-function-boundary"
    for statement in policies(emulator):
        if {"iam:CreateRole", "iam:PutRolePolicy"} & set(many(statement["Action"])):
            assert statement["Condition"]["StringEquals"]["iam:PermissionsBoundary"] == boundary


def test_a_workflow_may_delete_one_version_of_a_function(
    bootstrapped: Terraform, emulator: Emulator
) -> None:
    version = f"arn:aws:lambda:eu-west-1:{account(bootstrapped)}:function:digital-twin-dev-api:3"
    allowed = {
        action
        for statement in policies(emulator)
        if any(fnmatchcase(version, pattern) for pattern in many(statement["Resource"]))
        for action in many(statement["Action"])
    }
    needed = {"lambda:ListVersionsByFunction", "lambda:ListAliases", "lambda:DeleteFunction"}
    assert needed <= allowed


def account(bootstrapped: Terraform) -> str:
    return str(bootstrapped.outputs()["state_bucket"].rsplit("-", 1)[1])


def test_the_keys_own_policy_speaks_of_the_key_as_aws_does(bootstrapped: Terraform) -> None:
    state = json.loads(bootstrapped.run("show", "-json"))["values"]["root_module"]["resources"]
    key = next(r["values"] for r in state if r["address"] == "aws_kms_key.project")
    statements = json.loads(key["policy"])["Statement"]
    assert len(statements) == 4
    assert [many(statement["Resource"]) for statement in statements] == [["*"]] * 4
