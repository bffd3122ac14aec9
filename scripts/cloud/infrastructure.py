"""Terraform's part of a deployment: the plan shown, applied, and what it made."""

from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from cloud.shell import shell
from cloud.stop import Stop
from cloud.terminal import confirm, console, step
from cloud.terraform import Plan, Terraform

MOST_SHOWN = 12
FUNCTIONS = ("aws_lambda_function.", "aws_lambda_alias.")
VERBS = {"create": "[green]+[/]", "update": "[yellow]~[/]", "delete": "[red]-[/]"}


class Live(BaseModel):
    """What terraform made, as far as the scripts need it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    site_url: str
    distribution_id: str
    frontend_bucket: str
    memory_bucket: str
    data_bucket: str
    function_name: str
    streaming_enabled: bool = False
    aws_region: str


def read_live(outputs: dict[str, Any]) -> Live:
    """Read terraform's outputs."""
    try:
        live = Live.model_validate(outputs)
    except ValidationError as error:
        names = ", ".join(sorted({str(problem["loc"][0]) for problem in error.errors()}))
        raise Stop(f"terraform has no output {names}: run ./scripts/deploy.sh again.") from error
    return live.model_copy(update={"site_url": reachable(live.site_url)})


def reachable(site_url: str) -> str:
    """Give the address at which an emulator serves a distribution, whatever it calls itself."""
    name, _, zone = (urlsplit(site_url).hostname or "").partition(".")
    if not shell().is_emulated or zone != "cloudfront.net":
        return site_url
    return f"http://{name}.cloudfront.localhost:{urlsplit(shell().endpoint_url).port}"


def plan_changes(terraform: Terraform) -> Plan:
    """Plan, show what would change, and put the whole plan into a workflow's summary."""
    with step("Plan") as planning:
        plan = terraform.plan()
        planning.note = plan.summary if plan.actions else "no changes"
    for verb, address in plan.actions[:MOST_SHOWN]:
        console.print(f"     {VERBS.get(verb, '[yellow]±[/]')} [dim]{address}[/]")
    if len(plan.actions) > MOST_SHOWN:
        console.print(f"     [dim]and {len(plan.actions) - MOST_SHOWN} more[/]")
    _summarise(plan)
    return plan


def beyond_functions(plan: Plan) -> list[str]:
    """Name what a plan touches beside the functions' code and the alias that leads to it."""
    return [
        address
        for verb, address in plan.actions
        if verb != "update" or not address.startswith(FUNCTIONS)
    ]


def _summarise(plan: Plan) -> None:
    if file := shell().step_summary:
        details = f"\n```text\n{plan.text}\n```\n" if plan.text else ""
        with file.open("a", encoding="utf-8") as summary:
            summary.write(f"### Plan: {plan.summary}\n{details}\n")


def apply_changes(terraform: Terraform, plan: Plan, *, is_sure: bool) -> None:
    """Make the planned changes, after a yes when nobody gave it before."""
    if not plan.actions:
        return
    if not is_sure:
        confirm("Make these changes?", fix="add --yes")
    with step("Apply") as applying:
        terraform.apply(plan, progress=applying.progress)
        applying.note = f"{len(plan.actions)} changes made"
