"""From a deployment to its end, in an emulated AWS and a real browser; the order matters."""

import json
import os
import pty
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from cloud.http import request
from emulated_cloud import ROOT, SCRIPT_SECONDS, EmulatedCloud, emulated_cloud, interrupt
from playwright.sync_api import Browser, expect

from e2e.visitor import Visitor
from tests.browser import shared_browser
from tests.tools import give_up, runs
from tests.twins import eventually

pytestmark = pytest.mark.timeout(1_200)

QUESTION, ANSWER = "Where do you live?", "Rotterdam"
DESSERT, CRUMBLE = "What is your favourite dessert?", "rhubarb crumble with cardamom"
A_MINUTE = 75
FUNCTION = "digital-twin-dev-api"
PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmulatedCloud]:
    if not runs("terraform"):
        give_up("terraform is missing: https://developer.hashicorp.com/terraform/install")
    with emulated_cloud(tmp_path_factory.mktemp("cloud")) as cloud:
        yield cloud


@pytest.fixture(scope="module")
def browser() -> Browser:
    return shared_browser()


@pytest.fixture
def visitor(cloud: EmulatedCloud, browser: Browser) -> Iterator[Visitor]:
    with browser.new_context() as context:
        visitor = Visitor(context, cloud.site_url)
        visitor.page.set_default_timeout(PATIENCE_MS)
        yield visitor


def roles(cloud: EmulatedCloud, session: str) -> list[str]:
    """Give who said what, in order, as the memory bucket holds it."""
    return [message["role"] for message in cloud.stored("memory", f"{session}.json")]


def session_of(visitor: Visitor) -> str:
    return (visitor.stored("session") or "").strip('"')


def hears(tab: Visitor, text: str) -> None:
    """Wait until the newest turn shows `text` and has ended, however slow it is."""
    expect(tab.last).to_contain_text(text, timeout=PATIENCE_MS)
    waits(tab)


def waits(tab: Visitor) -> None:
    """Wait until no answer is under way."""
    expect(tab.page.locator("article[aria-busy=true]")).to_have_count(0, timeout=PATIENCE_MS)


def answered(cloud: EmulatedCloud, question: str) -> str:
    reply = request("POST", f"{cloud.site_url}/api/chat", {"message": question})
    return str(reply.json.get("response"))


def test_a_visitor_asks_reads_reloads_and_still_sees_it(
    cloud: EmulatedCloud, visitor: Visitor
) -> None:
    visitor.open()
    expect(visitor.page).to_have_title(re.compile("Maren Okoye"), timeout=PATIENCE_MS)
    visitor.ask(QUESTION)
    hears(visitor, ANSWER)
    visitor.page.reload()
    hears(visitor, ANSWER)
    assert roles(cloud, session_of(visitor)) == ["user", "assistant"]
    assert visitor.complaints == []


def test_two_tabs_of_one_session_lose_nothing(cloud: EmulatedCloud, visitor: Visitor) -> None:
    visitor.open()
    visitor.ask(QUESTION)
    hears(visitor, ANSWER)
    other = visitor.another_tab()
    other.open()
    hears(other, ANSWER)
    visitor.ask("What do you do at Fathomline?")
    other.ask("Which languages do you speak?")
    for tab in (visitor, other):
        waits(tab)
    assert session_of(visitor) == session_of(other)
    said = cloud.stored("memory", f"{session_of(visitor)}.json")
    asked = [message["content"] for message in said if message["role"] == "user"]
    assert {"What do you do at Fathomline?", "Which languages do you speak?"} < set(asked)
    assert len(said) == 2 * len(asked) == 6


def test_a_busy_model_is_told_kindly_and_the_question_is_not_lost(
    cloud: EmulatedCloud, visitor: Visitor
) -> None:
    visitor.expects("429")
    visitor.open()
    cloud.model.is_throttled = True
    try:
        visitor.ask(QUESTION)
        kindly = "A lot of people are asking right now."
        expect(visitor.last).to_contain_text(kindly, timeout=PATIENCE_MS)
    finally:
        cloud.model.is_throttled = False
    visitor.button("Try again").click()
    hears(visitor, ANSWER)
    assert visitor.complaints == []


def test_a_second_deployment_changes_nothing_and_forgets_old_versions(
    cloud: EmulatedCloud,
) -> None:
    before = cloud.stored("data", "releases/index.json")
    functions = cloud.client("lambda")
    functions.publish_version(FunctionName=FUNCTION)
    said = cloud.deploy().errors
    assert re.search(r"Old versions +1 deleted", said)
    left = functions.list_versions_by_function(FunctionName=FUNCTION)["Versions"]
    assert [version["Version"] for version in left] == ["$LATEST"]
    assert "no changes" in said
    assert re.search(r"Upload +0 of \d+ files changed", said)
    assert "nothing is stale" in said
    assert cloud.stored("data", "releases/index.json") == before


def test_new_data_is_answered_from_within_a_minute_and_without_a_deployment(
    cloud: EmulatedCloud,
) -> None:
    assert CRUMBLE not in answered(cloud, DESSERT)
    cloud.learn(favourite_dessert=CRUMBLE, full_name="Maren O'Koye")
    done = cloud.run("upload-personal-data.sh", "dev", "--allow-template")
    assert done.code == 0, done.errors
    assert "~ facts.json changed" in done.errors
    assert "= style.txt same" in done.errors
    eventually(lambda: CRUMBLE in answered(cloud, DESSERT), within=A_MINUTE)


def test_a_deployment_that_was_stopped_is_carried_on(cloud: EmulatedCloud) -> None:
    with cloud.start("deploy.sh", "dev", "--yes", "--allow-template") as process:
        for line in process.stderr or ():
            if "Apply" in line:
                break
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=SCRIPT_SECONDS)
    assert process.returncode == 130
    assert "Run it again to carry on." in said
    assert cloud.stored("data", "releases/index.json")["unfinished"]

    cloud.deploy()
    assert "O&#x27;Koye" in request("GET", f"{cloud.site_url}/").text
    assert len(cloud.stored("data", "releases/index.json")["releases"]) == 2


def test_a_rollback_asks_once_and_changes_nothing_else_unasked(cloud: EmulatedCloud) -> None:
    before = cloud.stored("data", "releases/index.json")
    asked = cloud.run("deploy.sh", "dev", "--rollback")
    assert "~ aws_lambda_function.api" in asked.errors
    assert "nobody is here to answer 'Put it back?': add --yes." in asked.errors
    done = cloud.run("deploy.sh", "dev", "--rollback", "--yes", TF_VAR_log_retention_days="14")
    assert (asked.code, done.code) == (1, 1)
    assert re.search(r"would also change .*log_group\.function.*: run this on a", done.errors)
    assert cloud.stored("data", "releases/index.json") == before


def test_a_rollback_puts_the_previous_package_and_site_back(
    cloud: EmulatedCloud, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    function = cloud.client("lambda").get_function(FunctionName=FUNCTION)
    done = cloud.run("deploy.sh", "dev", "--rollback", "--yes", GITHUB_STEP_SUMMARY=str(summary))
    assert (done.code, done.output.strip()) == (0, cloud.site_url), done.errors
    assert "1 to change" in done.errors
    assert "aws_lambda_function.api will be updated in-place" in summary.read_text()
    assert "<title>Maren Okoye" in request("GET", f"{cloud.site_url}/").text
    back = cloud.client("lambda").get_function(FunctionName=FUNCTION)
    assert back["Configuration"]["CodeSha256"] != function["Configuration"]["CodeSha256"]
    again = cloud.run("deploy.sh", "dev", "--rollback", "--yes")
    assert (again.code, "no earlier release" in again.errors) == (1, True)


def test_missing_credentials_are_named_with_the_fix(cloud: EmulatedCloud) -> None:
    done = cloud.run("deploy.sh", "dev", "--yes", AWS_ACCESS_KEY_ID="", AWS_SECRET_ACCESS_KEY="")
    assert (done.code, done.output) == (1, "")
    assert "error: there are no AWS credentials: run `aws configure`" in done.errors


def test_an_unreachable_aws_is_named(cloud: EmulatedCloud) -> None:
    done = cloud.run("upload-personal-data.sh", "dev", AWS_ENDPOINT_URL="http://127.0.0.1:1")
    assert done.code == 1
    assert "error: AWS cannot be reached" in done.errors


def test_ci_without_uploaded_data_stops_and_names_the_command(cloud: EmulatedCloud) -> None:
    done = cloud.run("deploy.sh", "test", "--yes", CI="true")
    assert done.code == 1
    assert "run ./scripts/deploy.sh test on the laptop that has them" in done.errors


def test_a_deployment_that_nobody_confirms_changes_nothing(cloud: EmulatedCloud) -> None:
    done = cloud.run("bootstrap.sh", "ada/twin")
    assert done.code == 1
    assert "nobody is here to answer 'Make these changes?': add --yes." in done.errors


def test_a_locked_state_is_named_with_the_line_that_frees_it(cloud: EmulatedCloud) -> None:
    bucket, lock = "digital-twin-terraform-state-000000000000", "bootstrap.tfstate.tflock"
    info = {"ID": "6b1f0f4e-7b1d-4f6a-8a43-0a2f1b7c5d11", "Who": "ada@laptop", "Version": "1.11.4"}
    info |= {"Operation": "OperationTypeApply", "Created": "2026-11-24T09:00:00Z", "Path": lock}
    cloud.client("s3").put_object(Bucket=bucket, Key=lock, Body=json.dumps(info).encode())
    done = cloud.run("bootstrap.sh", "", "--yes")
    cloud.client("s3").delete_object(Bucket=bucket, Key=lock)
    assert done.code == 1
    assert "the state is locked by ada@laptop since 2026-11-24" in done.errors
    assert re.search(r"terraform -chdir=\S+ force-unlock 6b1f0f4e-\S+\n", done.errors)


def test_bootstrapping_twice_changes_nothing(cloud: EmulatedCloud) -> None:
    done = cloud.run("bootstrap.sh", "", "--yes")
    assert (done.code, "no changes" in done.errors) == (0, True), done.errors


def test_destroying_asks_for_the_environments_name(cloud: EmulatedCloud) -> None:
    refused = cloud.run("destroy.sh", "dev", "--yes")
    assert (refused.code, "--yes is for CI" in refused.errors) == (1, True)
    terminal, theirs = pty.openpty()
    with subprocess.Popen(
        [ROOT / "scripts" / "destroy.sh", "dev"],
        env=cloud.environment(),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        os.write(terminal, b"prod\n")
        said = b"".join(iter(lambda: read_terminal(terminal), b"")).decode()
    assert process.returncode == 1
    assert "nothing was changed" in said
    assert request("GET", cloud.site_url).status == 200


def read_terminal(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4_096)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_destroying_leaves_no_bucket_function_api_or_role(cloud: EmulatedCloud) -> None:
    done = cloud.run("destroy.sh", "dev", "--yes", CI="true")
    assert done.code == 0, done.errors
    assert "- aws_s3_bucket.memory" in done.errors
    buckets = [bucket["Name"] for bucket in cloud.client("s3").list_buckets()["Buckets"]]
    assert buckets == ["digital-twin-terraform-state-000000000000"]
    assert cloud.client("lambda").list_functions()["Functions"] == []
    assert cloud.client("apigatewayv2").get_apis()["Items"] == []
    assert cloud.client("iam").list_roles()["Roles"] == []
    distributions = cloud.client("cloudfront").list_distributions()["DistributionList"]
    assert distributions["Quantity"] == 0
    assert find_locks(cloud) == []


def find_locks(cloud: EmulatedCloud) -> list[str]:
    items = cloud.client("dynamodb").scan(TableName="digital-twin-terraform-locks")["Items"]
    return [item["LockID"]["S"] for item in items if "Info" in item]


def test_ctrl_c_takes_the_cloud_down(cloud: EmulatedCloud) -> None:
    assert interrupt(cloud.process) == 0
    with pytest.raises(URLError):
        urlopen(cloud.variables["AWS_ENDPOINT_URL"], timeout=5)
