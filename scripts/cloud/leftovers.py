"""What a destroyed deployment may have left, asked of AWS itself and not of terraform."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cloud.aws import account, client, if_allowed
from cloud.shell import shell

GLOBAL_REGION = "us-east-1"


@dataclass(slots=True)
class Leftovers:
    """What was found, and the kinds of resources that these credentials may not list."""

    found: list[str] = field(default_factory=list)
    looked: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


def find_leftovers(environment: str) -> Leftovers:
    """Look for every resource that still bears the name of `environment`."""
    name, leftovers = f"{shell().project}-{environment}", Leftovers()
    for kind, look in KINDS.items():
        seen = if_allowed(list, look(name))
        leftovers.found += seen or []
        (leftovers.unseen if seen is None else leftovers.looked).append(kind)
    return leftovers


def _buckets(name: str) -> Iterator[str]:
    environment = name.rsplit("-", 1)[1]
    for bucket in client("s3").list_buckets()["Buckets"]:
        if bucket["Name"].endswith(f"-{environment}-{account()}") and bucket["Name"].startswith(
            f"{shell().project}-"
        ):
            yield f"bucket {bucket['Name']}"


def _functions(name: str) -> Iterator[str]:
    for page in client("lambda").get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            if _is_of(name, function["FunctionName"]):
                yield f"function {function['FunctionName']}"


def _apis(name: str) -> Iterator[str]:
    for page in client("apigatewayv2").get_paginator("get_apis").paginate():
        for api in page["Items"]:
            if _is_of(name, api["Name"]):
                yield f"API {api['Name']}"


def _roles(name: str) -> Iterator[str]:
    for page in client("iam").get_paginator("list_roles").paginate():
        for role in page["Roles"]:
            if _is_of(name, role["RoleName"]):
                yield f"role {role['RoleName']}"


def _logs(name: str) -> Iterator[str]:
    for page in (
        client("logs").get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/")
    ):
        for group in page["logGroups"]:
            if _is_of(name, group["logGroupName"].rsplit("/", 1)[1]):
                yield f"log group {group['logGroupName']}"


def _distributions(name: str) -> Iterator[str]:
    cloudfront = client("cloudfront", GLOBAL_REGION)
    for page in cloudfront.get_paginator("list_distributions").paginate():
        for distribution in page["DistributionList"].get("Items", []):
            if distribution["Comment"] == name:
                yield f"distribution {distribution['Id']}"


def _is_of(name: str, resource: str) -> bool:
    return resource == name or resource.startswith(f"{name}-")


KINDS = {
    "buckets": _buckets,
    "functions": _functions,
    "APIs": _apis,
    "roles": _roles,
    "logs": _logs,
    "distributions": _distributions,
}
