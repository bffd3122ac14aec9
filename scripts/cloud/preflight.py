"""What must be there before anything is touched: tools, credentials, the state bucket."""

from dataclasses import dataclass
from pathlib import Path

from cloud.aws import account, bucket_region
from cloud.command import require
from cloud.shell import shell
from cloud.stop import Stop
from cloud.terraform import Terraform

ENVIRONMENTS = ("dev", "test", "prod")
STATE_KEY = "terraform.tfstate"
GET_TERRAFORM = "install it from https://developer.hashicorp.com/terraform/install"


@dataclass(frozen=True, slots=True)
class StateBucket:
    """Where terraform keeps its state."""

    name: str
    region: str


def check_terraform() -> None:
    """Stop without a terraform that is new enough."""
    require("terraform", least=(1, 11), arguments=["version"], fix=GET_TERRAFORM)


def state_bucket_name() -> str:
    """Name the bucket that bootstrap.sh makes in this account."""
    return f"{shell().project}-terraform-state-{account()}"


def find_state_bucket() -> StateBucket:
    """Find the state bucket, or say what makes it."""
    name = state_bucket_name()
    region = bucket_region(name)
    if region is None:
        raise Stop(
            f"account {account()} has no state bucket yet: run ./scripts/bootstrap.sh, "
            "once for each account."
        )
    return StateBucket(name, region)


def open_workspace(environment: str, *, package: Path | None = None) -> Terraform:
    """Give terraform, ready in the workspace of `environment`.

    `package` is another zip than the one that terraform takes by default.
    """
    root = shell().terraform
    file = root / "environments" / f"{environment}.tfvars"
    bucket = find_state_bucket()
    variables = {"lambda_package": str(package)} if package else {}
    terraform = Terraform(root, variables, var_file=file if file.is_file() else None)
    terraform.init(bucket=bucket.name, region=bucket.region, key=STATE_KEY)
    terraform.select(environment)
    return terraform
