"""Every failure that a visitor may meet: its stable code, its HTTP status, its public sentence."""

from typing import ClassVar


class TwinError(Exception):
    """A failure with two readers: `args` (cause, fix) is for the log, `detail` for the visitor."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    detail: str = "Something went wrong on my side. Please try again."
    retry_after: int | None = None

    def __init__(
        self, log: str = "", *, detail: str | None = None, retry_after: int | None = None
    ) -> None:
        """Keep `log` for the log; `detail` and `retry_after` (seconds) replace the class's own."""
        super().__init__(log or detail or self.detail)
        if detail is not None:
            self.detail = detail
        if retry_after is not None:
            self.retry_after = retry_after


class InvalidRequest(TwinError):
    """A bound or a pattern of the API is broken; `detail` names the field."""

    code, status = "invalid_request", 422
    detail = "That request is not valid."


class IdTaken(TwinError):
    """Another message of the conversation has this `user_message_id`."""

    code, status = "id_taken", 409
    detail = "user_message_id: another message has this id; use a new one."


class NotFound(TwinError):
    """No such route, conversation message or answer."""

    code, status = "not_found", 404
    detail = "There is nothing here."


class MethodNotAllowed(TwinError):
    """The route exists, but not with this HTTP method."""

    code, status = "method_not_allowed", 405
    detail = "That method is not allowed here."


class SessionFull(TwinError):
    """The conversation has reached `MAX_MESSAGES`."""

    code, status = "session_full", 409
    detail = "This conversation has reached its longest. Please start a new one."


class TooLarge(TwinError):
    """The request's body is over 16 KB."""

    code, status = "too_large", 413
    detail = "That message is too large. Please send a shorter one."


class Busy(TwinError):
    """The model throttles, or `MAX_STREAMS` turns are under way."""

    code, status = "busy", 429
    detail = "I am answering a lot of people right now. Please try again in a moment."
    retry_after = 10


class ModelUnavailable(TwinError):
    """Access denied, unknown model, no key, unreachable or broken; the log has the fix."""

    code, status = "model_unavailable", 503
    detail = "I cannot think right now: my language model is unavailable. Please try again later."


class ModelTimeout(TwinError):
    """No first token before the deadline."""

    code, status = "model_timeout", 504
    detail = "I took too long to answer. Please try again."


class MemoryUnavailable(TwinError):
    """The store cannot be read or written; the turn was not kept."""

    code, status = "memory_unavailable", 503
    detail = "I cannot reach my memory, so this message was not kept. Please send it again."


class ConfigurationError(Exception):
    """Stops start-up. The message names the setting or file, its value and the fix."""
