"""What the workflows promise beside what actionlint and zizmor check."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOWS = {file.name: file.read_text() for file in (ROOT / ".github/workflows").glob("*.yml")}
each = pytest.mark.parametrize("text", WORKFLOWS.values(), ids=WORKFLOWS)
ON_MAIN = "github.ref == 'refs/heads/main'"
PINNED = re.compile(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def test_the_three_workflows_are_there() -> None:
    assert set(WORKFLOWS) == {"ci.yml", "deploy.yml", "destroy.yml"}


@each
def test_every_action_is_pinned_by_commit_with_its_tag(text: str) -> None:
    uses = [line.strip(" -") for line in text.splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.match(line)] == []


def test_an_action_is_the_same_version_everywhere() -> None:
    uses = {line.strip(" -") for text in WORKFLOWS.values() for line in text.splitlines()}
    pins = [line.split("@") for line in uses if line.startswith("uses:")]
    assert len(pins) == len(dict(pins))


@each
def test_every_job_ends_and_reads_only(text: str) -> None:
    jobs = re.findall(r"^  [\w-]+:\n    name:", text, re.MULTILINE)
    assert len(re.findall(r"^    timeout-minutes: \d+$", text, re.MULTILINE)) == len(jobs) > 0
    assert "\npermissions:\n  contents: read\n" in text
    assert "\nconcurrency:\n  group: " in text
    assert not re.search(r"permissions: write-all|contents: write|AWS_SECRET_ACCESS_KEY", text)


@each
def test_they_run_scripts_that_are_there(text: str) -> None:
    scripts = re.findall(r"\./(scripts/[\w-]+\.sh)", text)
    assert scripts
    assert [name for name in scripts if not (ROOT / name).is_file()] == []


def test_a_fork_without_the_secret_is_green() -> None:
    text = WORKFLOWS["deploy.yml"]
    assert "needs: ready" in text
    assert f"if: ${{{{ needs.ready.outputs.account == 'true' && {ON_MAIN} }}}}" in text
    assert "::notice" in text


def test_destroying_needs_the_name_twice() -> None:
    asked = f"if: ${{{{ inputs.confirmation == inputs.environment && {ON_MAIN} }}}}"
    assert asked in WORKFLOWS["destroy.yml"]


def test_no_branch_but_main_takes_the_role() -> None:
    takers = [text for text in WORKFLOWS.values() if "id-token: write" in text]
    assert len(takers) == 2
    for text in takers:
        jobs = re.split(r"^  [\w-]+:\n    name:", text, flags=re.MULTILINE)
        assert [ON_MAIN in job for job in jobs] == ["id-token: write" in job for job in jobs]


def test_the_hidden_folder_of_artifacts_is_kept() -> None:
    upload = WORKFLOWS["ci.yml"].split("actions/upload-artifact@")[1]
    assert "path: .artifacts/" in upload
    assert "include-hidden-files: true" in upload


@pytest.mark.parametrize("name", ["deploy.yml", "destroy.yml"])
def test_a_project_may_have_another_name(name: str) -> None:
    given = "TF_VAR_project_name: ${{ vars.PROJECT_NAME || 'digital-twin' }}"
    assert given in WORKFLOWS[name]
