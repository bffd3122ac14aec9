"""The function's published versions: with SnapStart each costs money for as long as it is there."""

from typing import Any

from cloud.aws import client

LATEST = "$LATEST"


def old_versions(function: str) -> list[str]:
    """List the versions of `function` that no alias leads to, the oldest first."""
    wanted = {LATEST}
    for alias in _list("list_aliases", "Aliases", function):
        shares = alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})
        wanted |= {alias["FunctionVersion"], *shares}
    published = _list("list_versions_by_function", "Versions", function)
    return [found["Version"] for found in published if found["Version"] not in wanted]


def delete_versions(function: str, versions: list[str]) -> None:
    """Delete `versions` of `function`; what is live and the unpublished code stay."""
    for version in versions:
        client("lambda").delete_function(FunctionName=function, Qualifier=version)


def _list(call: str, key: str, function: str) -> list[dict[str, Any]]:
    pages = client("lambda").get_paginator(call).paginate(FunctionName=function)
    return [item for page in pages for item in page[key]]
