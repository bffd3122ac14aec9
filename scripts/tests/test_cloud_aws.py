"""Credentials that AWS refuses, over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from cloud import aws
from cloud.stop import Stop

REFUSAL = """<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
<Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>"""


@contextmanager
def refusing(code: str) -> Iterator[str]:
    """Serve an STS that refuses everybody."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = REFUSAL.format(code=code).encode()
            self.send_response(403)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
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
    with refusing(code) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "old")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "old")
        with pytest.raises(Stop, match=said):
            aws.account()
