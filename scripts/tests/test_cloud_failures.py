"""What a person reads when a tool, the credentials, the state or a program fails."""

import sys
from pathlib import Path

import pytest
from cloud.command import Errand, both_ends, call, require
from cloud.stop import Stop, run
from cloud.terraform_failures import explain

ROOT = Path("terraform")
LOCKED = """
╷
│ Error: Error acquiring the state lock
│
│ Error message: operation error DynamoDB: PutItem, ConditionalCheckFailedException
│ Lock Info:
│   ID:        6b1f0f4e-7b1d-4f6a-8a43-0a2f1b7c5d11
│   Path:      digital-twin-terraform-state-1/env:/dev/terraform.tfstate
│   Operation: OperationTypeApply
│   Who:       ada@laptop
│   Version:   1.11.4
│   Created:   2026-11-24 09:00:00.1 +0000 UTC
╵
"""


def test_a_locked_state_names_who_holds_it_and_the_line_that_frees_it() -> None:
    said = explain(LOCKED, ROOT)
    assert "locked by ada@laptop since 2026-11-24 09:00:00.1 +0000 UTC" in said
    assert said.endswith(
        "terraform -chdir=terraform force-unlock 6b1f0f4e-7b1d-4f6a-8a43-0a2f1b7c5d11"
    )


@pytest.mark.parametrize(
    ("output", "fix"),
    [
        ('Error: Failed to get existing workspaces: S3 bucket "x" does not exist.', "bootstrap.sh"),
        ("Error: api error ExpiredToken: The provided token has expired", "aws sso login"),
        ("Error: No valid credential sources found", "aws sso login"),
        (
            "Error: creating CloudFront Distribution: StatusCode: 403, AccessDenied: Your account "
            "must be verified before you can add new CloudFront resources.",
            "open a case in the Support Center",
        ),
        ("Error: Failed to query: dial tcp: lookup x: no such host", "cannot reach the network"),
        ("Error: Invalid function argument\n\n  on main.tf line 3", "Mend that and run this again"),
    ],
)
def test_a_failure_of_terraform_comes_with_its_fix(output: str, fix: str) -> None:
    assert fix in explain(output, ROOT)


def test_a_missing_tool_is_named_with_where_to_get_it() -> None:
    with pytest.raises(Stop, match="no-such-tool is missing: get it there"):
        require("no-such-tool", least=(1, 0), arguments=["-v"], fix="get it there")


def test_a_tool_that_is_too_old_is_named_with_both_versions() -> None:
    with pytest.raises(Stop, match=r"is too old, 99\.0 is needed: get it there"):
        require(sys.executable, least=(99, 0), arguments=["--version"], fix="get it there")


def test_a_failed_command_shows_what_it_said(tmp_path: Path) -> None:
    errand = Errand("the work", cwd=tmp_path, seconds=30, fix="Try again.")
    program = "import sys; print('error: no disk'); sys.exit(3)"
    with pytest.raises(Stop, match=r"(?s)^the work failed: no disk\nTry again\.$"):
        call([sys.executable, "-c", program], errand)


def test_a_command_that_hangs_is_ended(tmp_path: Path) -> None:
    errand = Errand("the work", cwd=tmp_path, seconds=0.2, fix="Try again.")
    with pytest.raises(Stop, match="took over 0 s"):
        call([sys.executable, "-c", "import time; time.sleep(60)"], errand)


def test_a_long_output_is_shown_at_both_ends() -> None:
    shown = both_ends("\n".join(map(str, range(100)))).splitlines()
    assert shown[0] == "0"
    assert "..." in shown
    assert shown[-1] == "99"


def test_a_stopped_script_ends_with_one_sentence_and_1(capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> None:
        raise Stop("there is no bucket: make one.")

    with pytest.raises(SystemExit) as ended:
        run(main)
    assert ended.value.code == 1
    assert capsys.readouterr().err == "error: there is no bucket: make one.\n"


def test_an_interrupted_script_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> None:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as ended:
        run(main)
    assert ended.value.code == 130
    assert "Run it again to carry on" in capsys.readouterr().err
