"""A webhook: one POST of JSON, tried again where that may help, signed as https://www.standardwebhooks.com has it."""

import base64
import binascii
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import httpx
from standardwebhooks import Webhook

from db.errors import UsageError
from tracker.alerts.channels import Channel, DeliveryFailed
from tracker.alerts.deadline import DeadlinePassed, whole_deadline
from tracker.alerts.public_addresses import NotPublic, Place, public_place
from tracker.alerts.secret_settings import setting
from tracker.text.retry_after import retry_after_seconds

TIMEOUT_SECONDS = 15.0
WHOLE_SECONDS = 60.0
TRIES = 3
BACKOFF_SECONDS = 1.0
_BASE64_MARK = "whsec_"


def post_webhook(
    channel: Channel,
    payload: dict[str, Any],
    *,
    message_id: str,
    key: bytes | None,
    allow_private: bool = True,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """POST `payload`; raises DeliveryFailed, with a message that has not the address' path, which may be secret.

    `message_id` is the same at each try, so that a receiver can drop what it has already. Redirects are not followed.
    """
    body = json.dumps(payload, ensure_ascii=False).encode()
    answer = _Answer(problem="")
    try:
        with whole_deadline(WHOLE_SECONDS):
            for attempt in range(TRIES):
                if attempt:
                    sleep(BACKOFF_SECONDS * 2 ** (attempt - 1))
                answer = _try_once(channel.targets[0], body, _headers(body, message_id, key), allow_private)
                if not answer.problem:
                    return
                if not answer.again_soon:
                    break
    except DeadlinePassed:
        answer = _Answer(problem=f"took longer than {WHOLE_SECONDS:.0f} s")
    message = f"{channel.hosts}: the webhook {answer.problem}; the changes are told again"
    raise DeliveryFailed(message, retry_after_seconds=answer.retry_after_seconds)


def webhook_key(environment: Mapping[str, str]) -> bytes | None:
    """Return the key in POLICYTRAIL_WEBHOOK_SECRET: base64 after `whsec_`, or else its own bytes; None if not set.

    Raises UsageError if what follows `whsec_` is not base64.
    """
    secret = setting(environment, "POLICYTRAIL_WEBHOOK_SECRET") or ""
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
    return Webhook(key).sign(message_id, datetime.fromtimestamp(timestamp, UTC), body.decode())


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What went wrong (nothing, if it is empty), and when another try may help."""

    problem: str
    again_soon: bool = False
    retry_after_seconds: float | None = None


def _try_once(url: str, body: bytes, headers: dict[str, str], allow_private: bool) -> _Answer:
    try:
        place = Place(url=url) if allow_private else public_place(url)
        sent = headers if place.host is None else {**headers, "host": place.host}
        request = httpx.Request("POST", place.url, content=body, headers=sent, extensions=place.extensions)
        # The answer's body is of no interest, and may be endless.
        with httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False) as client:
            response = client.send(request, stream=True)
            response.close()
    except NotPublic as refusal:
        return _Answer(problem=str(refusal))
    except httpx.TimeoutException:
        return _Answer(problem=f"did not answer within {TIMEOUT_SECONDS:.0f} s", again_soon=True)
    except httpx.TransportError as error:
        return _Answer(problem=f"cannot be reached ({type(error).__name__})", again_soon=True)
    except (httpx.InvalidURL, httpx.RequestError) as error:
        return _Answer(problem=f"cannot be asked ({type(error).__name__}): check its address")
    return _judge(response.status_code, response.headers.get("retry-after"))


def _judge(status: int, retry_after: str | None) -> _Answer:
    if HTTPStatus(200) <= status < HTTPStatus(300):
        return _Answer(problem="")
    if HTTPStatus(300) <= status < HTTPStatus(400):
        return _Answer(problem=f"answered with a redirect ({status}), which is not followed: give the final address")
    asked = None if retry_after is None else retry_after_seconds(retry_after, time.time())
    again_soon = (status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS) and not asked
    return _Answer(problem=f"answered {status}", again_soon=again_soon, retry_after_seconds=asked)
