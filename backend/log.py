"""Log lines: readable on a laptop, JSON in Lambda, each with the request it belongs to."""

import logging
import sys
import time
from contextvars import ContextVar

from settings import Settings

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_BUILT_IN = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "request_id",
    "color_message",
}


class _TextFormatter(logging.Formatter):
    """`10:42:07 INFO    chat  turn  provider=offline finish=complete [request id]`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s  %(message)s", "%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        extra = {k: v for k, v in record.__dict__.items() if k not in _BUILT_IN}
        tail = " ".join(f"{k}={v}" for k, v in extra.items())
        name = f" [{record.__dict__['request_id']}]"
        return super().formatMessage(record) + (f"  {tail}" if tail else "") + name


def _stamp(record: logging.LogRecord) -> bool:
    record.request_id = request_id.get()
    return True


def configure_logging(settings: Settings) -> None:
    """Send every logger's lines to standard error in the format that `LOG_FORMAT` names."""
    formatter: logging.Formatter = _TextFormatter()
    if settings.log_format == "json":
        from pythonjsonlogger.json import JsonFormatter  # laptops log text and never need it

        formatter = JsonFormatter(
            "{asctime}{levelname}{name}{request_id}{message}",
            style="{",
            rename_fields={"asctime": "timestamp", "levelname": "level", "name": "logger"},
        )
        formatter.converter = time.gmtime
        formatter.default_time_format, formatter.default_msec_format = (
            "%Y-%m-%dT%H:%M:%S",
            "%s.%03dZ",
        )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(_stamp)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for noisy in (
        "boto3",
        "botocore",
        "urllib3",
        "httpcore2",
        "httpx2",
        "openai",
        "mangum.http",
        "uvicorn",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING)
