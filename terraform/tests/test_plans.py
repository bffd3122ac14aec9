"""What terraform would make, and what it refuses, without a cloud."""

from pathlib import Path

import pytest
from terraform_run import ROOT, Terraform, planned

pytestmark = pytest.mark.timeout(600)

PACKAGE = "-var=lambda_package=versions.tf"  # any file: a plan uploads nothing
ROLES = ("data", "frontend", "memory")

ALWAYS = {
    "aws_apigatewayv2_api.chat",
    "aws_apigatewayv2_integration.function",
    "aws_apigatewayv2_route.default",
    "aws_apigatewayv2_stage.default",
    "aws_cloudfront_cache_policy.pages",
    "aws_cloudfront_distribution.site",
    "aws_cloudfront_function.clean_paths",
    "aws_cloudfront_function.strip_prefix",
    "aws_cloudfront_origin_access_control.site",
    *{f'aws_cloudfront_response_headers_policy.secure["{k}"]' for k in ("api", "assets", "pages")},
    "aws_cloudwatch_dashboard.overview",
    "aws_cloudwatch_log_group.function",
    "aws_cloudwatch_log_group.gateway",
    "aws_iam_role.function",
    "aws_iam_role_policy.function",
    "aws_lambda_function.api",
    "aws_lambda_permission.gateway",
    *{f"aws_s3_bucket.{role}" for role in ROLES},
    *{f"aws_s3_bucket_lifecycle_configuration.{role}" for role in ROLES},
    *{f'aws_s3_bucket_ownership_controls.owner["{role}"]' for role in ROLES},
    *{f'aws_s3_bucket_policy.private["{role}"]' for role in ROLES},
    *{f'aws_s3_bucket_public_access_block.private["{role}"]' for role in ROLES},
    *{f'aws_s3_bucket_server_side_encryption_configuration.encrypted["{role}"]' for role in ROLES},
    "aws_s3_bucket_versioning.data",
    "aws_s3_bucket_versioning.frontend",
    "terraform_data.environment",
}
WITH_DOMAIN = {
    "aws_acm_certificate.site[0]",
    "aws_acm_certificate_validation.site[0]",
    *{f'aws_route53_record.validation["{n}"]' for n in ("example.com", "www.example.com")},
    *{
        f'aws_route53_record.site["{name} {kind}"]'
        for name in ("example.com", "www.example.com")
        for kind in ("A", "AAAA")
    },
}
WITH_STREAMING = {
    "aws_cloudfront_origin_access_control.stream[0]",
    "aws_cloudwatch_log_group.stream[0]",
    "aws_lambda_function.stream[0]",
    "aws_lambda_function_url.stream[0]",
    'aws_lambda_permission.stream["function"]',
    'aws_lambda_permission.stream["url"]',
}


@pytest.mark.parametrize(
    ("workspace", "options", "more"),
    [
        ("dev", (), set()),
        ("prod", ("-var=use_custom_domain=true", "-var=root_domain=example.com"), WITH_DOMAIN),
        ("prod", ("-var=enable_streaming=true",), WITH_STREAMING),
    ],
    ids=["streaming off", "prod with a domain", "streaming on"],
)
def test_a_plan_makes_exactly_this(
    root: Terraform, workspace: str, options: tuple[str, ...], more: set[str]
) -> None:
    root.select(workspace)
    assert planned(root.plan(PACKAGE, *options)).keys() == ALWAYS | more


@pytest.mark.parametrize(
    ("file", "workspace"), [("dev", "dev"), ("refusals", "dev"), ("prod", "prod")]
)
def test_terraform_test_passes(root: Terraform, file: str, workspace: str) -> None:
    printed = root.run("test", f"-filter=tests/{file}.tftest.hcl", TF_WORKSPACE=workspace)
    assert "0 failed" in printed


def test_every_file_of_terraform_test_is_run() -> None:
    files = {path.name for path in (ROOT / "tests").glob("*.tftest.hcl")}
    assert files == {"dev.tftest.hcl", "prod.tftest.hcl", "refusals.tftest.hcl"}


def test_the_default_workspace_is_refused_with_the_way_out(root: Terraform) -> None:
    root.select("default")
    assert "terraform workspace select -or-create dev" in root.refusal("plan", PACKAGE)


def test_a_file_of_an_environment_that_a_run_overlooks_is_refused(root: Terraform) -> None:
    root.select("dev")
    file = root.folder / "environments" / "dev.tfvars"
    as_it_was = file.read_text()
    try:
        file.write_text(as_it_was + "lambda_memory_size = 1024\n")
        assert "add -var-file=environments/dev.tfvars" in root.refusal("plan", PACKAGE)
        plan = root.plan(PACKAGE, "-var-file=environments/dev.tfvars")
        assert planned(plan)["aws_lambda_function.api"]["memory_size"] == 1024
    finally:
        file.write_text(as_it_was)


def files_of_terraform() -> list[Path]:
    return sorted([*ROOT.glob("*.tf"), *ROOT.glob("bootstrap/*.tf")])


@pytest.mark.parametrize("file", files_of_terraform(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_is_read_on_two_screens(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 150


def test_the_formats_are_terraforms_own() -> None:
    ran = Terraform(ROOT, {}).attempt("fmt", "-check", "-recursive")
    assert ran.returncode == 0, ran.stdout
