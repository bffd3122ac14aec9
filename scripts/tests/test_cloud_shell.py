from pathlib import Path

import pytest
from cloud.emulator import credentials
from cloud.shell import ROOT, read_shell


def test_an_empty_shell_means_the_defaults() -> None:
    shell = read_shell({})
    assert (shell.region, shell.project, shell.is_ci) == ("eu-west-1", "digital-twin", False)
    assert shell.terraform == ROOT / "terraform"
    assert shell.package == ROOT / "backend" / "lambda-deployment.zip"
    assert shell.data == ROOT / "backend" / "data"


@pytest.mark.parametrize(
    ("variables", "region"),
    [
        ({"AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-west-2"}, "us-east-1"),
        ({"AWS_DEFAULT_REGION": "us-west-2"}, "us-west-2"),
        ({"TF_VAR_aws_region": "eu-west-3", "AWS_REGION": "us-east-1"}, "eu-west-3"),
        ({"AWS_REGION": ""}, "eu-west-1"),
    ],
)
def test_the_region_is_terraforms_then_awss(variables: dict[str, str], region: str) -> None:
    assert read_shell(variables).region == region


def test_ci_says_that_nobody_is_there() -> None:
    assert [read_shell({"CI": value}).is_ci for value in ("true", "1")] == [True, True]
    assert [read_shell({"CI": value}).is_ci for value in ("false", "")] == [False, False]


def test_the_emulated_cloud_never_sees_the_persons_account() -> None:
    mine = {
        "PATH": "/bin",
        "AWS_PROFILE": "mine",
        "AWS_SESSION_TOKEN": "secret",
        "AWS_ENDPOINT_URL_S3": "https://s3.example.org",
        "TF_DATA_DIR": "/mine",
        "TF_WORKSPACE": "prod",
        "TF_CLI_CONFIG_FILE": "/terraformrc",
        "CI": "true",
    }
    given = credentials(read_shell(mine), 4566)
    assert given["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566"
    assert given["AWS_ACCESS_KEY_ID"] == "test"
    assert given["PATH"] == "/bin"
    assert given["TF_CLI_CONFIG_FILE"] == "/terraformrc"
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3"} & set(given)
    assert not {"TF_DATA_DIR", "TF_WORKSPACE", "CI"} & set(given)
    assert Path(given["AWS_SHARED_CREDENTIALS_FILE"]).name == "null"


def test_a_tool_runs_by_the_uv_that_runs_this() -> None:
    assert read_shell({"UV": "/opt/uv"}).uvx == ("/opt/uv", "tool", "run")
    assert read_shell({}).uvx == ("uvx",)
