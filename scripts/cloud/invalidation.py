"""CloudFront's copies: only those of files that changed are dropped."""

import time
from collections.abc import Iterable
from urllib.parse import quote

from cloud.aws import client

INDEX = "index.html"
MOST_PATHS = 15
EVERYTHING = "/*"


def paths_of(keys: Iterable[str]) -> list[str]:
    """Give the addresses at which the files `keys` may be cached; /* when they are many."""
    paths = sorted({path for key in keys for path in _addresses(key)})
    return [EVERYTHING] if len(paths) > MOST_PATHS else paths


def _addresses(key: str) -> set[str]:
    path = f"/{quote(key)}"
    addresses = {path}
    if path.endswith(f"/{INDEX}"):
        folder = path.removesuffix(INDEX)
        addresses |= {folder, folder.rstrip("/") or "/"}
    elif path.endswith(".html"):
        addresses.add(path.removesuffix(".html"))
    return addresses


def invalidate(distribution: str, keys: Iterable[str]) -> list[str]:
    """Drop the cached copies of `keys`; nothing is asked of CloudFront when there are none."""
    paths = paths_of(keys)
    if paths:
        client("cloudfront").create_invalidation(
            DistributionId=distribution,
            InvalidationBatch={
                "Paths": {"Quantity": len(paths), "Items": paths},
                "CallerReference": f"deploy-{time.time_ns()}",
            },
        )
    return paths
