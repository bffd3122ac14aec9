"""CloudFront's functions, run under Node.js as CloudFront runs them."""

import json
import subprocess

import pytest
from terraform_run import ROOT, need

RUN_SECONDS = 20
CALL = """
const code = require('fs').readFileSync(process.argv[1], 'utf8');
const handler = new Function(code + '; return handler;')();
const request = {uri: process.argv[2], method: 'GET', headers: {}, querystring: {a: {value: '1'}}};
process.stdout.write(JSON.stringify(handler({version: '1.0', request})));
"""


def passed_on(function: str, uri: str) -> str:
    need("node", "install Node.js 20 or newer, https://nodejs.org")
    ran = subprocess.run(
        ["node", "-e", CALL, str(ROOT / "functions" / f"{function}.js"), uri],
        capture_output=True,
        text=True,
        check=True,
        timeout=RUN_SECONDS,
    )
    request = json.loads(ran.stdout)
    assert request["querystring"] == {"a": {"value": "1"}}
    return str(request["uri"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/", "/index.html"),
        ("/about", "/about.html"),
        ("/about/", "/about/index.html"),
        ("/a/b", "/a/b.html"),
        ("/v1.2/notes", "/v1.2/notes.html"),
        ("/favicon.ico", "/favicon.ico"),
        ("/_next/static/chunks/a.js", "/_next/static/chunks/a.js"),
        ("/twin.json", "/twin.json"),
    ],
)
def test_a_clean_path_finds_its_file(asked: str, found: str) -> None:
    assert passed_on("clean-paths", asked) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/api/chat", "/chat"),
        ("/api/", "/"),
        ("/api", "/"),
        ("/api/api/chat", "/api/chat"),
        ("/stream/chat", "/chat"),
        ("/api/conversation/0b5f", "/conversation/0b5f"),
        ("/api/%2e%2e/x", "/%2e%2e/x"),
        ("/api//chat", "//chat"),
    ],
)
def test_the_api_never_sees_the_prefix(asked: str, found: str) -> None:
    assert passed_on("strip-prefix", asked) == found


def test_the_functions_fit_into_what_cloudfront_takes() -> None:
    for file in (ROOT / "functions").glob("*.js"):
        assert len(file.read_bytes()) < 10_000
