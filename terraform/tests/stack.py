"""The dev environment in the emulator: how a visitor, an owner and an auditor see it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
from terraform_run import Terraform

from knowledge import dump_knowledge
from owner_files import compile_knowledge
from tests.emulator import Emulator

FRIEND = "https://friend.example"
ANSWER_SECONDS = 60
PAGES = {
    "index.html": ("<h1>the twin</h1>", "text/html"),
    "about.html": ("<h1>about</h1>", "text/html"),
    "404.html": ("<h1>not here</h1>", "text/html"),
    "_next/static/chunks/a1b2.js": ("1", "text/javascript"),
}
# Only the bucket's copy of the owner's files has this title: the package says another.
ONLY_IN_BUCKET = "Keeper of the bucket"


class Stack:
    """An applied root."""

    def __init__(
        self, terraform: Terraform, emulator: Emulator, package: Path, options: Sequence[str] = ()
    ) -> None:
        self.terraform = terraform
        self.emulator = emulator
        self.options = (
            f"-var=lambda_package={package}",
            "-var=viewer_protocol_policy=allow-all",
            f'-var=extra_origins=["{FRIEND}"]',
            *options,
        )

    def apply(self) -> str:
        """Apply, and give what terraform printed."""
        printed = self.terraform.run("apply", "-auto-approve", "-no-color", *self.options)
        self.outputs = self.terraform.outputs()
        return printed

    def destroy(self) -> None:
        """Destroy all; fails when a bucket still holds anything that is not the site."""
        self.terraform.run("destroy", "-auto-approve", *self.options)

    def upload(self, data: Path) -> None:
        """Upload a site, and the owner's files with another title than the package has."""
        s3 = self.emulator.client("s3")
        for key, (body, kind) in PAGES.items():
            s3.put_object(
                Bucket=self.outputs["frontend_bucket"], Key=key, Body=body, ContentType=kind
            )
        packed = dump_knowledge(compile_knowledge(data)).decode()
        title = json.loads((data / "facts.json").read_text(encoding="utf-8"))["current_role"]
        assert title in packed
        body = packed.replace(title, ONLY_IN_BUCKET)
        s3.put_object(Bucket=self.outputs["data_bucket"], Key="knowledge.json", Body=body)

    def empty(self) -> None:
        """Delete every version of every object, as scripts/destroy.sh does once it has asked."""
        s3 = self.emulator.client("s3")
        there = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
        roles = ("frontend", "memory", "data")
        for bucket in there & {self.outputs[f"{role}_bucket"] for role in roles}:
            for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
                for found in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
                    s3.delete_object(Bucket=bucket, Key=found["Key"], VersionId=found["VersionId"])

    def gateway(self, method: str, path: str, **more: Any) -> httpx2.Response:
        """Call the HTTP API at its own address."""
        return self._call(self.outputs["api_url"], method, path, **more)

    def site(self, method: str, path: str, **more: Any) -> httpx2.Response:
        """Call the distribution."""
        return self._call(self.outputs["site_url"], method, path, **more)

    def _call(self, address: str, method: str, path: str, **more: Any) -> httpx2.Response:
        """Python does not resolve *.localhost: send the name to the loopback address."""
        headers = {"Host": urlsplit(address).netloc} | more.pop("headers", {})
        url = f"{self.emulator.endpoint_url}{path}"
        return httpx2.request(method, url, headers=headers, timeout=ANSWER_SECONDS, **more)
