"""docs/infrastructure.md is held against the .tf files."""

import re
from pathlib import Path

import pytest
from terraform_run import ROOT

PAGE = (ROOT.parent / "docs" / "infrastructure.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r'^(resource|data|variable|output) "(\w+)"(?: "(\w+)")? \{\n(.*?)^\}', re.MULTILINE | re.DOTALL
)


def blocks(kind: str, folder: Path) -> list[tuple[str, str, str]]:
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.tf"))]
    found = (match for text in texts for match in BLOCK.finditer(text))
    return [(match[2], match[3], match[4]) for match in found if match[1] == kind]


def argument(body: str, name: str) -> str:
    match = re.search(rf"^  {name} += (.+)$", body, re.MULTILINE)
    assert match, f"{name} is missing in\n{body}"
    return match[1]


def row(name: str, body: str) -> str:
    default = argument(body, "default")
    shown = "" if default in {"null", '""'} else f"`{default.strip('"')}`"
    return f"| `{name}` | {shown} | {argument(body, 'description').strip('"')} |"


@pytest.mark.parametrize(
    ("heading", "folder"),
    [("## Variables of an environment", ROOT), ("## Variables of the account", ROOT / "bootstrap")],
)
def test_the_tables_of_variables_are_the_variables(heading: str, folder: Path) -> None:
    section = PAGE.split(heading)[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows == [row(name, body) for name, _, body in blocks("variable", folder)]


@pytest.mark.parametrize("folder", [ROOT, ROOT / "bootstrap"], ids=["root", "bootstrap"])
def test_every_variable_is_typed_and_described_and_validated(folder: Path) -> None:
    for name, _, body in blocks("variable", folder):
        kind = argument(body, "type")
        assert argument(body, "description")
        assert kind == "bool" or "  validation {" in body, name
    assert all(argument(body, "description") for _, _, body in blocks("output", folder))


def test_every_resource_that_is_named_is_there() -> None:
    named = set(re.findall(r"\b(aws_\w+\.\w+)\b", PAGE))
    there = {
        f"{kind}.{name}"
        for folder in (ROOT, ROOT / "bootstrap")
        for kind, name, _ in blocks("resource", folder)
    }
    assert named <= there, named - there
    assert len(named) > 15


def test_the_policy_is_explained_statement_by_statement() -> None:
    document = next(
        body
        for kind, name, body in blocks("data", ROOT)
        if (kind, name) == ("aws_iam_policy_document", "function")
    )
    dynamic = re.findall(r'\? \["(\w+)"\] : \[\]', document)
    fixed = re.findall(r'^\s+sid += "(\w+)"$', document, re.MULTILINE)
    section = PAGE.split("## What the function may do")[1].split("\n## ")[0]
    explained = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert set(explained) == {*fixed, *dynamic}
    allowed = " ".join(re.findall(r"^\s+actions += \[(.+)\]$", document, re.MULTILINE))
    for action in re.findall(r'"([^"]+)"', allowed):
        assert f"`{action}`" in section


def test_the_deploy_role_can_make_and_delete_every_kind_of_resource() -> None:
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob("bootstrap/deploy_*.tf")]
    granted = {action for text in texts for action in re.findall(r'"(\w[\w-]*:\w+\*?)"', text)}
    kinds = {kind for kind, _, _ in blocks("resource", ROOT)} - {"terraform_data"}
    assert kinds == CALLS.keys()
    missing = {(kind, call) for kind in kinds for call in CALLS[kind] if call not in granted}
    assert not missing


# What the provider calls to make, change and delete one.
CALLS = {
    "aws_acm_certificate": ("acm:RequestCertificate", "acm:DeleteCertificate"),
    "aws_acm_certificate_validation": ("acm:DescribeCertificate",),
    "aws_apigatewayv2_api": ("apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"),
    "aws_apigatewayv2_integration": ("apigateway:POST", "apigateway:GET"),
    "aws_apigatewayv2_route": ("apigateway:POST", "apigateway:GET"),
    "aws_apigatewayv2_stage": ("apigateway:POST", "logs:CreateLogDelivery"),
    "aws_budgets_budget": ("budgets:ModifyBudget", "budgets:ViewBudget"),
    "aws_cloudfront_cache_policy": (
        "cloudfront:CreateCachePolicy",
        "cloudfront:UpdateCachePolicy",
        "cloudfront:DeleteCachePolicy",
    ),
    "aws_cloudfront_distribution": (
        "cloudfront:CreateDistribution",
        "cloudfront:UpdateDistribution",
        "cloudfront:DeleteDistribution",
        "cloudfront:CreateInvalidation",
    ),
    "aws_cloudfront_function": ("cloudfront:CreateFunction", "cloudfront:PublishFunction"),
    "aws_cloudfront_origin_access_control": (
        "cloudfront:CreateOriginAccessControl",
        "cloudfront:DeleteOriginAccessControl",
    ),
    "aws_cloudfront_response_headers_policy": (
        "cloudfront:CreateResponseHeadersPolicy",
        "cloudfront:DeleteResponseHeadersPolicy",
    ),
    "aws_cloudwatch_dashboard": ("cloudwatch:PutDashboard", "cloudwatch:DeleteDashboards"),
    "aws_cloudwatch_log_group": (
        "logs:CreateLogGroup",
        "logs:PutRetentionPolicy",
        "logs:AssociateKmsKey",
        "logs:DeleteLogGroup",
    ),
    "aws_cloudwatch_metric_alarm": ("cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms"),
    "aws_iam_role": ("iam:CreateRole", "iam:DeleteRole", "iam:PassRole"),
    "aws_iam_role_policy": ("iam:PutRolePolicy", "iam:DeleteRolePolicy"),
    "aws_lambda_alias": ("lambda:CreateAlias", "lambda:DeleteAlias", "lambda:PublishVersion"),
    "aws_lambda_function": (
        "lambda:CreateFunction",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
        "lambda:DeleteFunction",
        "kms:Encrypt",
        "lambda:GetLayerVersion",
    ),
    "aws_lambda_function_url": (
        "lambda:CreateFunctionUrlConfig",
        "lambda:GetFunction*",
        "lambda:DeleteFunctionUrlConfig",
    ),
    "aws_lambda_permission": ("lambda:AddPermission", "lambda:RemovePermission"),
    "aws_route53_record": ("route53:ChangeResourceRecordSets", "route53:GetChange"),
    "aws_s3_bucket": ("s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteObjectVersion"),
    "aws_s3_bucket_lifecycle_configuration": ("s3:PutLifecycleConfiguration",),
    "aws_s3_bucket_ownership_controls": ("s3:PutBucketOwnershipControls",),
    "aws_s3_bucket_policy": ("s3:PutBucketPolicy", "s3:DeleteBucketPolicy"),
    "aws_s3_bucket_public_access_block": ("s3:PutBucketPublicAccessBlock",),
    "aws_s3_bucket_server_side_encryption_configuration": ("s3:PutEncryptionConfiguration",),
    "aws_s3_bucket_versioning": ("s3:PutBucketVersioning",),
    "aws_secretsmanager_secret": ("secretsmanager:CreateSecret", "secretsmanager:DeleteSecret"),
    "aws_sns_topic": ("sns:CreateTopic", "sns:DeleteTopic"),
    "aws_sns_topic_subscription": ("sns:Subscribe", "sns:Unsubscribe"),
}
