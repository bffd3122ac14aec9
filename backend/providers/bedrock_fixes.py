"""How the owner mends what Bedrock refuses: by its words, by its code, by the profile's name."""

import re

POLICY = (
    "allow bedrock:InvokeModelWithResponseStream and bedrock:InvokeModel on the inference profile "
    "{model} and on its model in every region that it routes to"
)
CREDENTIALS = (
    "sign in again (`aws sso login`, `aws configure`), or remove old AWS_* variables from the "
    "environment and from backend/.env; `aws sts get-caller-identity` shows who you are"
)
QUOTA = "ask for more in Service Quotas > Amazon Bedrock, in {region}: "
ASK_AGAIN = "ask again; if it stays, choose another model"
LOADING = "wait a minute: the model is still loading"
OTHER = "check BEDROCK_MODEL_ID, AWS_REGION and the message"

_BY_WORDS = {
    "tokens per day": QUOTA
    + "'cross-region model inference tokens per day' of this model; new accounts start low",
    "on-demand throughput": "this model is only reached through an inference profile: set "
    "BEDROCK_MODEL_ID={profile}.{bare}",
    "model identifier is invalid": "{region} knows no such id: check its spelling; {fit}",
    "service control policy": "the organisation's service control policy denies it, perhaps in "
    "one region that the profile routes to: use a profile within the allowed regions",
    "not authorized to perform: bedrock": POLICY,
    "marketplace": "subscribe to the model once, as an administrator, by opening it in the "
    "Bedrock console; the role itself needs no marketplace rights after that",
    "use case": "fill in the provider's use case form: Bedrock console > Model access",
    "access to the model": "grant it: Bedrock console > Model access, in {region}",
    "operation not allowed": "this account may not use Bedrock yet: open a support case",
    "too long": "the prompt exceeds the model's context: lower CONTEXT_TOKENS, HISTORY_TOKENS",
    "too many input tokens": "lower CONTEXT_TOKENS and HISTORY_TOKENS",
    "end of its life": "the model is retired: choose another BEDROCK_MODEL_ID",
    "legacy": "the model is being retired: choose another BEDROCK_MODEL_ID",
}
_BY_CODE = {
    "accessdeniedexception": POLICY + "; or grant the account access to the model: Bedrock "
    "console > Model access",
    "throttlingexception": QUOTA + "requests and tokens per minute of this model",
    "toomanyrequestsexception": QUOTA + "requests per minute of this model",
    "servicequotaexceededexception": QUOTA + "the quota that the message names",
    "modelnotreadyexception": LOADING,
    "resourcenotfoundexception": "{region} has no such model or profile: check BEDROCK_MODEL_ID "
    "and that the model is not retired; {fit}",
    "validationexception": "the model does not take this request, its message says why: check "
    "BEDROCK_MODEL_ID, MAX_OUTPUT_TOKENS and TEMPERATURE; {fit}",
    "modeltimeoutexception": "lower MAX_OUTPUT_TOKENS or choose a faster model",
    "modelerrorexception": ASK_AGAIN,
    "modelstreamerrorexception": ASK_AGAIN,
    "internalserverexception": "ask again; if it stays, see health.aws.amazon.com",
    "serviceunavailableexception": "ask again; if it stays, use a profile that routes to more "
    "regions, such as global.{bare}",
    "unrecognizedclientexception": CREDENTIALS,
    "invalidclienttokenid": CREDENTIALS,
    "expiredtoken": CREDENTIALS,
    "expiredtokenexception": CREDENTIALS,
    "missingauthenticationtokenexception": CREDENTIALS,
    "incompletesignatureexception": CREDENTIALS,
    "invalidsignatureexception": CREDENTIALS + "; a wrong secret or a wrong clock does this too",
}
_REGIONS = {
    "us-gov": ("us-gov-",),
    "us": ("us-east-", "us-west-", "ca-"),
    "eu": ("eu-",),
    "apac": ("ap-",),
    "jp": ("ap-northeast-",),
    "au": ("ap-southeast-",),
    "ca": ("ca-",),
    "global": ("",),
}
_PROFILE = re.compile(rf"^({'|'.join(_REGIONS)})\.(.+)$")


def fix_for(code: str, message: str) -> str:
    """Give the sentence for an error, to be filled in; `code` and `message` in small letters."""
    by_words = (fix for words, fix in _BY_WORDS.items() if words in message)
    return next(by_words, None) or _BY_CODE.get(code, OTHER)


def fill_in(fix: str, *, model: str, region: str) -> str:
    """Name the owner's own model, region and fitting profile in `fix`."""
    match = _PROFILE.match(model)
    prefix, bare = match.groups() if match else ("", model)
    profile = next(name for name, starts in _REGIONS.items() if region.startswith(starts))
    fit = f"profiles for {region} start with '{profile}.' or 'global.'"
    if prefix and not region.startswith(_REGIONS[prefix]):
        fit = f"'{prefix}.' is not for {region}: set BEDROCK_MODEL_ID={profile}.{bare}"
    return fix.format(model=model, region=region, profile=profile, bare=bare, fit=fit)
