"""A webhook: one POST of JSON, tried again where that may help, signed as https://www.standardwebhooks.com has it."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import httpx

from db.errors import UsageError
from tracker.alerts.channels import Channel, DeliveryFailed

TIMEOUT_SECONDS = 15.0
TRIES = 3
BACKOFF_SECONDS = 1.0
_BASE64_MARK = "whsec_"


def post_webhook(
    channel: Channel,
    payload: dict[str, Any],
    *,
    message_id: str,
    key: bytes | None,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """POST `payload`; raises DeliveryFailed, with a message that has not the address' path, which may be secret.

    `message_id` is the same at each try, so that a receiver can drop what it has already. Redirects are not followed.
    """
    body = json.dumps(payload, ensure_ascii=False).encode()
    reason = ""
    with httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False) as client:
        for attempt in range(TRIES):
            if attempt:
                sleep(BACKOFF_SECONDS * 2 ** (attempt - 1))
            reason, again = _try_once(client, channel.targets[0], body, _headers(body, message_id, key))
            if not reason:
                return
            if not again:
                break
    message = f"{channel.hosts}: the webhook {reason}; the changes are told again at the next check"
    raise DeliveryFailed(message)


def webhook_key(environment: Mapping[str, str]) -> bytes | None:
    """Return the key in POLICYTRAIL_WEBHOOK_SECRET: base64 after `whsec_`, or else its own bytes; None if not set.

    Raises UsageError if what follows `whsec_` is not base64.
    """
    secret = environment.get("POLICYTRAIL_WEBHOOK_SECRET", "")
    if not secret.startswith(_BASE64_MARK):
        return secret.encode() or None
    try:
        key = base64.b64decode(secret.removeprefix(_BASE64_MARK), validate=True)
    except binascii.Error:
        key = b""
    if not key:
        message = f"POLICYTRAIL_WEBHOOK_SECRET: what follows {_BASE64_MARK} is not a key in base64"
        raise UsageError(message)
    return key


def signature(body: bytes, *, message_id: str, timestamp: int, key: bytes) -> str:
    """Return the Standard Webhooks signature: HMAC-SHA256 of identity, time (seconds since the epoch) and body."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def _headers(body: bytes, message_id: str, key: bytes | None) -> dict[str, str]:
    timestamp = int(time.time())
    headers = {
        "content-type": "application/json",
        "user-agent": "policytrail",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
    }
    if key:
        headers["webhook-signature"] = signature(body, message_id=message_id, timestamp=timestamp, key=key)
    return headers


def _try_once(client: httpx.Client, url: str, body: bytes, headers: dict[str, str]) -> tuple[str, bool]:
    """Return (what went wrong, whether to try again); nothing went wrong if it is empty."""
    try:
        # The answer's body is of no interest, and may be endless.
        with client.stream("POST", url, content=body, headers=headers) as response:
            status = response.status_code
    except httpx.TimeoutException:
        return f"did not answer within {TIMEOUT_SECONDS:.0f} s", True
    except httpx.TransportError as error:
        return f"cannot be reached ({type(error).__name__})", True
    except (httpx.InvalidURL, httpx.RequestError) as error:
        return f"cannot be asked ({type(error).__name__}): check its address", False
    if HTTPStatus(200) <= status < HTTPStatus(300):
        return "", False
    if HTTPStatus(300) <= status < HTTPStatus(400):
        return f"answered with a redirect ({status}), which is not followed: give the final address", False
    return f"answered {status}", status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS
