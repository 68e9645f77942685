"""Save Page Now 2: asking the Wayback Machine to capture a page, and what it answers.

With keys a job is asked for and polled; without, the answer to the question is the capture. Limits as documented and
seen in 2026-09: 7 questions a minute with keys, 3 without; a refusal may come with status 200.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import httpx

from crawler.fetching.politeness import Politeness, seconds_between
from tracker.text.retry_after import retry_after_seconds

WITH_KEYS_PER_MINUTE = 7.0
WITHOUT_KEYS_PER_MINUTE = 3.0
POLL_SECONDS = 5.0
LONGEST_JOB_SECONDS = 300.0
TIMEOUT_SECONDS = 180.0
"""Without keys the page is captured while we wait: up to two minutes."""
TRIES = 3
_CAPTURE = re.compile(r"/web/(\d{14})")
_LIMITS = ("too-many", "limit", "blocked", "no-access", "not-allowed")
"""Parts of its words for what is not to be asked again today."""


class SaveOutcome(StrEnum):
    """What became of a question: WAITING, the job had not ended when we stopped asking."""

    SAVED = "saved"
    WAITING = "waiting"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of a question for a capture: `job` is its name, `timestamp` the capture it made."""

    outcome: SaveOutcome
    job: str | None = None
    timestamp: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveKeys:
    """The S3 keys of an account of archive.org; shown nowhere."""

    access: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePageNow:
    """The service at `base`, asked at its pace; `sleep` waits seconds."""

    base: str
    client: httpx.Client
    politeness: Politeness
    keys: SaveKeys | None = None
    sleep: Callable[[float], None] = time.sleep

    def save(self, url: str) -> Saved:
        """Ask for a capture of an address, and wait for it; never raises for what the service does."""
        answer = self._send("POST" if self.keys else "GET", f"{self.base}/save" + ("" if self.keys else f"/{url}"), url)
        if isinstance(answer, str):
            return Saved(outcome=SaveOutcome.FAILED, note=answer)
        if self.keys is None:
            return _captured_at_once(answer)
        told = _told(answer)
        job = told.get("job_id")
        return self._wait_for(str(job)) if job else _refused(told, answer.status_code)

    def daily_limit(self) -> str | None:
        """Return why nothing more can be asked for today; None if it can, or if there are no keys to ask with."""
        if self.keys is None:
            return None
        answer = self._send("GET", f"{self.base}/save/status/user", None)
        told = {} if isinstance(answer, str) else _told(answer)
        done, most = told.get("daily_captures"), told.get("daily_captures_limit")
        reached = isinstance(done, int) and isinstance(most, int) and done >= most
        return f"the account's {most} captures of today are used up" if reached else None

    def _wait_for(self, job: str) -> Saved:
        waited = 0.0
        while waited < LONGEST_JOB_SECONDS:
            self.sleep(POLL_SECONDS)
            waited += POLL_SECONDS
            answer = self._send("GET", f"{self.base}/save/status/{job}", None)
            if isinstance(answer, str):
                return Saved(outcome=SaveOutcome.WAITING, job=job, note=answer)
            told = _told(answer)
            if told.get("status") == "success":
                return Saved(outcome=SaveOutcome.SAVED, job=job, timestamp=str(told.get("timestamp", ""))[:14])
            if told.get("status") != "pending":
                refused = _refused(told, answer.status_code)
                return Saved(outcome=refused.outcome, job=job, note=refused.note)
        return Saved(outcome=SaveOutcome.WAITING, job=job, note="the job had not ended after five minutes")

    def _send(self, method: str, address: str, url: str | None) -> httpx.Response | str:
        """Return the answer, or why there is none; a 429 is waited out, and ends all after three."""
        kind = "poll" if url is None else "save"
        problem = ""
        for _ in range(TRIES):
            while (wait := self.politeness.reserve(kind, time.time())) > 0 and not self.politeness.given_up:
                self.sleep(wait)
            if self.politeness.given_up:
                return self.politeness.reason
            problem = ""
            try:
                answer = self.client.request(
                    method, address, data={"url": url} if method == "POST" else None, headers=self._headers()
                )
            except httpx.HTTPError as error:
                problem = f"no answer ({type(error).__name__})"
                continue
            if answer.status_code == 429:
                asked = retry_after_seconds(answer.headers.get("Retry-After", ""), time.time())
                problem = "429 Too Many Requests"
                self.politeness.refused(time.time(), problem, asked)
            elif answer.status_code >= 500:
                problem = f"status {answer.status_code}"
            else:
                self.politeness.succeeded()
                return answer
        return problem

    def _headers(self) -> dict[str, str]:
        known = {"Accept": "application/json"}
        return known | ({"Authorization": f"LOW {self.keys.access}:{self.keys.secret}"} if self.keys else {})


def pace(keys: SaveKeys | None) -> dict[str, float]:
    """Return the seconds between questions of each kind."""
    rate = WITH_KEYS_PER_MINUTE if keys else WITHOUT_KEYS_PER_MINUTE
    return {"save": seconds_between(rate), "poll": 1.0}


def _told(answer: httpx.Response) -> dict[str, Any]:  # Any: JSON
    try:
        value = answer.json()
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _captured_at_once(answer: httpx.Response) -> Saved:
    place = answer.headers.get("Location", "") or answer.headers.get("Content-Location", "")
    found = _CAPTURE.search(place)
    if found and answer.status_code < 400:
        return Saved(outcome=SaveOutcome.SAVED, timestamp=found[1])
    return _refused(_told(answer), answer.status_code)


def _refused(told: dict[str, Any], status: int) -> Saved:  # Any: JSON
    code = str(told.get("status_ext") or "")
    note = ": ".join(filter(None, (code, str(told.get("message") or "")))) or f"status {status}"
    is_limit = status in {401, 403} or any(part in code for part in _LIMITS)
    return Saved(outcome=SaveOutcome.REFUSED if is_limit else SaveOutcome.FAILED, note=note[:300])
