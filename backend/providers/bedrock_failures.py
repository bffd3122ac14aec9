"""What the failures of a Converse call mean."""

from http.client import INTERNAL_SERVER_ERROR, TOO_MANY_REQUESTS

from botocore.eventstream import ParserError
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    HTTPClientError,
    LoginError,
    NoAuthTokenError,
    NoCredentialsError,
    PartialCredentialsError,
    SSLError,
    SSOError,
    TokenRetrievalError,
)
from botocore.exceptions import ConnectionError as UnreachableError
from urllib3.exceptions import HTTPError

from errors import Busy, ModelTimeout, ModelUnavailable
from providers.bedrock_fixes import CREDENTIALS, OTHER, fill_in, fix_for
from providers.call import Failure, retry_after
from settings import Settings

AN_HOUR = 3_600
THROTTLES = {
    "throttlingexception",
    "toomanyrequestsexception",
    "servicequotaexceededexception",
    "modelnotreadyexception",
}
PASSING = {
    "internalserverexception",
    "serviceunavailableexception",
    "modelerrorexception",
    "modelstreamerrorexception",
}
NO_CREDENTIALS = (
    NoCredentialsError,
    PartialCredentialsError,
    CredentialRetrievalError,
    NoAuthTokenError,
    TokenRetrievalError,
    SSOError,
    LoginError,
)
NETWORK = "check the network, the proxy variables, and that Bedrock runs in AWS_REGION={region}"
FIXES: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    (NO_CREDENTIALS, CREDENTIALS),
    ((SSLError,), "if a proxy replaces certificates, set AWS_CA_BUNDLE to its root certificate"),
    ((HTTPClientError, UnreachableError, HTTPError, OSError), NETWORK),
    ((ParserError,), "something between here and Bedrock changes the stream: look for a proxy"),
    ((BotoCoreError,), OTHER),
)


def explain(exception: Exception, *, settings: Settings) -> Failure | None:
    """Translate an exception of botocore or of its transport; None for any other."""
    if isinstance(exception, ClientError):
        return _refusal(exception, settings)
    for types, fix in FIXES:
        if isinstance(exception, types):
            error = ModelUnavailable(_log(exception, fix, settings))
            return Failure(error, is_passing=fix == NETWORK)
    return None


def _refusal(error: ClientError, settings: Settings) -> Failure:
    code = error.response["Error"].get("Code", "").lower()
    message = error.response["Error"].get("Message", "").lower()
    log = _log(error, fix_for(code, message), settings)
    metadata = error.response.get("ResponseMetadata", {})
    status = metadata.get("HTTPStatusCode", 0)
    seconds = retry_after(metadata.get("HTTPHeaders", {}))
    if "per day" in message:
        return Failure(Busy(log, retry_after=AN_HOUR))
    if code in THROTTLES or status == TOO_MANY_REQUESTS:
        return Failure(Busy(log, retry_after=seconds), is_passing=True, pause=seconds or 0)
    if code == "modeltimeoutexception":
        return Failure(ModelTimeout(log))
    return Failure(
        ModelUnavailable(log), is_passing=status >= INTERNAL_SERVER_ERROR or code in PASSING
    )


def _log(exception: Exception, fix: str, settings: Settings) -> str:
    model, region = settings.bedrock_model_id, settings.aws_region
    return f"{model} in {region}: {exception}. Fix: {fill_in(fix, model=model, region=region)}"
