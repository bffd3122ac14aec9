"""Credentials that AWS refuses, over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from botocore.exceptions import ClientError
from cloud import aws
from cloud.stop import Stop
from cloud.versions import old_versions

REFUSAL = """<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
<Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>"""


@contextmanager
def refusing(code: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve an AWS that refuses everybody."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = REFUSAL.format(code=code).encode()
            self.send_response(403)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("x-amzn-ErrorType", code)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_address[1]}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "old")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "old")
    aws.client.cache_clear()
    yield
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ExpiredToken", "the AWS credentials have expired: run `aws configure`"),
        ("InvalidClientTokenId", "the AWS credentials are not known to AWS"),
        ("SignatureDoesNotMatch", "the AWS credentials have a wrong secret"),
        ("SomethingNew", r"the AWS credentials were refused \(SomethingNew\)"),
    ],
)
def test_refused_credentials_are_explained(
    code: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refusing(code, monkeypatch), pytest.raises(Stop, match=said):
        aws.account()


def test_what_a_role_may_not_ask_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with refusing("AccessDeniedException", monkeypatch):
        assert aws.if_allowed(old_versions, "twin") is None
    with refusing("ResourceNotFoundException", monkeypatch), pytest.raises(ClientError):
        aws.if_allowed(old_versions, "twin")
