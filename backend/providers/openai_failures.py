"""What the failures of a chat completions call mean, and how the owner mends each."""

import openai

from errors import Busy, ModelUnavailable
from providers.call import Failure, retry_after
from providers.line_httpcore import BROKEN
from settings import Settings

PASSING = {408, 409, *range(500, 600)}
NO_CREDIT = "insufficient_quota"
TOO_LONG = ("context_length", "context length", "context window", "context size")
FIXES = {
    400: "the server does not take this request; its message says why",
    401: "OPENAI_API_KEY is wrong, revoked or missing: set a valid key in backend/.env",
    402: "the key's account has no credit: add some",
    403: "this key may not use this model, or not from here: choose another OPENAI_MODEL, or "
    "allow it for the key's project",
    404: "the server knows no such model or route: check OPENAI_MODEL (with Ollama, pull it "
    "first), and that OPENAI_BASE_URL is the whole path of the API, which mostly ends in /v1",
}
SHORTER = "the prompt exceeds the model's context: lower CONTEXT_TOKENS and HISTORY_TOKENS"
RATE = "ask for a higher rate limit, or choose another OPENAI_MODEL"
CERTIFICATE = "if a proxy replaces certificates, set SSL_CERT_FILE to its root certificate"
NETWORK = "check that the server runs, OPENAI_BASE_URL, the network and the proxy variables"
OTHER = "check OPENAI_BASE_URL, OPENAI_MODEL and the server's own log"


def explain(exception: Exception, *, settings: Settings) -> Failure | None:
    """Translate an exception of the openai SDK or of its transport; None for any other."""
    where = f"{settings.openai_model} at {settings.openai_base_url or 'api.openai.com'}"
    if isinstance(exception, openai.APIStatusError):
        return _refusal(exception, where)
    if isinstance(exception, (openai.APIConnectionError, *BROKEN)):
        cause = repr(exception.__cause__ or exception)
        fix = CERTIFICATE if "CERTIFICATE_VERIFY_FAILED" in cause else NETWORK
        return Failure(ModelUnavailable(f"{where}: {cause}. Fix: {fix}"), is_passing=fix == NETWORK)
    if isinstance(exception, (openai.APIError, ValueError)):
        log = f"{where} broke off: {exception!r}. Fix: {OTHER}"
        return Failure(ModelUnavailable(log), is_passing=True)
    return None


def _refusal(error: openai.APIStatusError, where: str) -> Failure:
    log = f"{where}: {error}. Fix: {_fix_for(error)}"
    seconds = retry_after(error.response.headers)
    if isinstance(error, openai.RateLimitError) and NO_CREDIT not in str(error.body):
        return Failure(Busy(log, retry_after=seconds), is_passing=True, pause=seconds or 0)
    is_passing = error.status_code in PASSING
    return Failure(ModelUnavailable(log), is_passing=is_passing, pause=seconds or 0)


def _fix_for(error: openai.APIStatusError) -> str:
    body = str(error.body).lower()
    if NO_CREDIT in body:
        return FIXES[402]
    if any(words in body for words in TOO_LONG):
        return SHORTER
    return RATE if isinstance(error, openai.RateLimitError) else FIXES.get(error.status_code, OTHER)
