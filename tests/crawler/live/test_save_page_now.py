"""Asking for captures: jobs, limits and refusals as Save Page Now has them (made up from its documentation)."""

import json

import httpx
import pytest

from crawler.fetching.politeness import Politeness
from crawler.live.save_page_now import SaveKeys, SaveOutcome, SavePageNow

URL = "https://shop.example/privacy"
KEYS = SaveKeys(access="known", secret="hidden")


class Service:
    """Answers of the service in their order; what was asked, and how long was waited."""

    def __init__(self, *answers):
        self.answers, self.asked, self.waited = list(answers), [], []

    def __call__(self, request):
        self.asked.append((request.method, request.url.path, request.headers.get("Authorization"), request.content))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def page_now(self, keys=KEYS):
        client = httpx.Client(transport=httpx.MockTransport(self))
        politeness = Politeness(seconds_between={})
        wait = self.waited.append

        def sleep(seconds):
            wait(seconds)
            politeness.closed_until = 0.0

        return SavePageNow(base="https://archive.example", client=client, politeness=politeness, keys=keys, sleep=sleep)


def told(*, http=200, **values):
    return httpx.Response(http, content=json.dumps(values).encode(), headers={"Content-Type": "application/json"})


def test_a_job_is_polled_until_it_ends():
    service = Service(told(job_id="spn2-1"), told(status="pending"), told(status="success", timestamp="20260101120000"))
    saved = service.page_now().save(URL)
    assert (saved.outcome, saved.job, saved.timestamp) == (SaveOutcome.SAVED, "spn2-1", "20260101120000")
    assert [path for _, path, _, _ in service.asked] == ["/save", "/save/status/spn2-1", "/save/status/spn2-1"]
    assert {key for _, _, key, _ in service.asked} == {"LOW known:hidden"}


def test_a_job_without_end_is_left_to_the_archive():
    service = Service(told(job_id="spn2-1"), *[told(status="pending")] * 100)
    saved = service.page_now().save(URL)
    assert (saved.outcome, saved.job) == (SaveOutcome.WAITING, "spn2-1")
    assert sum(service.waited) <= 300


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("error:too-many-daily-captures", SaveOutcome.REFUSED),
        ("error:user-session-limit", SaveOutcome.REFUSED),
        ("error:blocked-url", SaveOutcome.REFUSED),
        ("error:not-found", SaveOutcome.FAILED),
        ("error:invalid-host-resolution", SaveOutcome.FAILED),
    ],
)
def test_an_error_is_told_in_its_words_though_the_status_be_200(code, outcome):
    saved = Service(told(status="error", status_ext=code, message="No.")).page_now().save(URL)
    assert (saved.outcome, saved.note) == (outcome, f"{code}: No.")
    saved = Service(told(job_id="j"), told(status="error", status_ext=code)).page_now().save(URL)
    assert (saved.outcome, saved.job, saved.note) == (outcome, "j", code)


def test_a_429_is_waited_out_and_three_of_them_end_it():
    refusal = httpx.Response(429, headers={"Retry-After": "30"})
    service = Service(refusal, told(job_id="j"), told(status="success", timestamp="20260101120000"))
    assert service.page_now().save(URL).outcome is SaveOutcome.SAVED
    assert 29 < service.waited[0] <= 30
    service = Service(*[httpx.Response(429)] * 3)
    page_now = service.page_now()
    assert page_now.save(URL).note == "429 Too Many Requests"
    assert page_now.politeness.given_up
    assert page_now.save(URL).outcome is SaveOutcome.FAILED
    assert len(service.asked) == 3


def test_broken_connections_and_errors_of_the_server_are_tried_again():
    broken = httpx.ConnectError("no")
    service = Service(broken, told(http=502), told(job_id="j"), told(status="success", timestamp="20260101120000"))
    assert service.page_now().save(URL).outcome is SaveOutcome.SAVED
    assert Service(broken, broken, broken).page_now().save(URL).note == "no answer (ConnectError)"


def test_without_keys_the_answer_is_the_capture():
    place = {"Location": f"https://web.archive.org/web/20260101120000/{URL}"}
    service = Service(httpx.Response(302, headers=place))
    saved = service.page_now(keys=None).save(URL)
    assert (saved.outcome, saved.timestamp) == (SaveOutcome.SAVED, "20260101120000")
    assert service.asked[0][:3] == ("GET", f"/save/{URL}", None)
    assert Service(httpx.Response(403)).page_now(keys=None).save(URL).outcome is SaveOutcome.REFUSED


def test_a_used_up_day_is_known_before_asking():
    used_up = told(available=3, daily_captures=30000, daily_captures_limit=30000)
    assert Service(used_up).page_now().daily_limit() == "the account's 30000 captures of today are used up"
    assert Service(told(daily_captures=1, daily_captures_limit=2)).page_now().daily_limit() is None
    assert Service().page_now(keys=None).daily_limit() is None
