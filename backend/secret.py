"""A key that AWS Secrets Manager keeps, read once when the process starts."""

import json
import re

from errors import ConfigurationError

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 2, 5, 3
NAME = "OPENAI_API_KEY"
_KEY = re.compile(r"[!-~]{1,1000}")
_FIXES = {
    "ResourceNotFoundException": "make the secret, or set OPENAI_API_KEY_SECRET to its name or ARN",
    "AccessDeniedException": "let the function's role call secretsmanager:GetSecretValue on it",
}


def read_secret(name: str, region: str) -> str:
    """Read the key in the secret `name`: its text, or OPENAI_API_KEY of a JSON object.

    Raises ConfigurationError with the fix; no message holds any part of the secret.
    """
    import boto3  # only with a secret: half a second of start-up
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    retries = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
    )
    try:
        client = boto3.client("secretsmanager", region_name=region, config=retries)
        text = client.get_secret_value(SecretId=name).get("SecretString", "")
    except ClientError as error:
        code = error.response["Error"]["Code"]
        fix = _FIXES.get(code, "try again later")
        raise ConfigurationError(f"The secret {name} cannot be read ({code}): {fix}.") from error
    except BotoCoreError as error:
        raise ConfigurationError(f"The secret {name} cannot be read: {error}.") from error
    return _key_in(text, name)


def _key_in(text: str, name: str) -> str:
    """Find the key in a secret's text; AWS's console writes a JSON object of names and values."""
    try:
        held = json.loads(text)
    except ValueError:
        held = text
    key = held.get(NAME, "") if isinstance(held, dict) else text
    key = key.strip() if isinstance(key, str) else ""
    if not _KEY.fullmatch(key):
        raise ConfigurationError(
            f'The secret {name} holds no key: write the key as its text, or as {{"{NAME}": "..."}}.'
        )
    return key
