"""What the outbox decides: which news goes together, when, and under which key."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.outbox_records import News, NewsKind, Queued
from tracker.alerts.outbox import LONGEST_WAIT, WAITS, bundle, is_due, may_try, message_key, next_try
from tracker.alerts.rules import Rhythm

NOW = datetime(2026, 3, 4, 5, 30, tzinfo=UTC)


def news(number, **fields):
    values = {
        "id": number,
        "document_id": 1,
        "document": "https://shop.example/privacy",
        "site": "shop.example",
        "kind": NewsKind.STEP,
        "old_version_id": number,
        "new_version_id": number + 1,
        "old_sha256": f"old{number}",
        "new_sha256": f"new{number}",
        "corrects": None,
        "not_before": "20260101000000",
        "first_capture": "20260201000000",
        "words": "1 modified",
        "recorded_at": "2026-03-04T05:00:00Z",
    }
    return News(**(values | fields))


def queued(recipient, number, *, digest="daily", rules="legal", last=None):
    return Queued(recipient=recipient, news=news(number), rules=rules, digest=digest, last_message_at=last)


def test_each_recipient_has_one_message_and_mail_alike_goes_out_together():
    made = bundle(
        [
            *(queued(f"mailto:{who}@x.example", number) for number in (1, 2) for who in ("anna", "bob")),
            queued("mailto:eve@x.example", 2),
            queued("https://hook.example/", 1),
            queued("https://other.example/", 1),
        ],
        NOW,
    )
    assert sorted((one.recipients, one.news_ids) for one in made) == [
        (("https://hook.example/",), (1,)),
        (("https://other.example/",), (1,)),
        (("mailto:anna@x.example", "mailto:bob@x.example"), (1, 2)),
        (("mailto:eve@x.example",), (2,)),
    ]


def test_people_of_different_rules_do_not_see_each_other():
    made = bundle([queued("mailto:a@x.example", 1, rules="one"), queued("mailto:b@x.example", 1, rules="two")], NOW)
    assert sorted(one.recipients for one in made) == [("mailto:a@x.example",), ("mailto:b@x.example",)]


@pytest.mark.parametrize(
    ("rhythm", "last", "due"),
    [
        ("immediately", "2026-03-04T05:29:59Z", True),
        ("daily", None, True),
        ("daily", "2026-03-04T00:00:01Z", False),
        ("daily", "2026-03-03T23:59:59Z", True),
        ("daily", "2026-03-05T00:00:00Z", True),
        ("weekly", "2026-03-02T00:00:00Z", False),
        ("weekly", "2026-03-01T23:00:00Z", True),
        ("weekly", "2025-12-31T23:00:00Z", True),
    ],
)
def test_a_digest_goes_once_a_day_or_week_whatever_the_clock_did(rhythm, last, due):
    assert is_due(Rhythm(rhythm), last, NOW) is due


def test_the_key_is_made_from_what_is_told_and_to_whom():
    key = message_key(["a", "b"], [news(1)])
    assert key == message_key(["b", "a"], [news(1, id=99, old_version_id=7)])
    others = [
        message_key(["a"], [news(1)]),
        message_key(["a", "b"], [news(2)]),
        message_key(["a", "b"], [news(1, kind=NewsKind.CORRECTION)]),
        message_key(["a", "b"], [news(1, recorded_at="2026-03-09T05:00:00Z")]),
    ]
    assert len({key, *others}) == 5


@given(st.integers(1, len(WAITS)), st.floats(0, 100_000))
def test_tries_come_later_and_later_and_not_before_the_server_wants(attempts, asked):
    again = next_try(attempts, NOW, asked)
    assert again == NOW + max(WAITS[attempts - 1], timedelta(seconds=asked))


def test_no_wait_is_of_years():
    assert next_try(1, NOW, 1e9) == NOW + LONGEST_WAIT
    assert may_try(NOW, NOW)
    assert not may_try(NOW + LONGEST_WAIT, NOW)
    assert may_try(NOW + timedelta(days=3650), NOW)


def test_after_the_last_try_it_is_given_up():
    assert next_try(len(WAITS) + 1, NOW, None) is None
    assert sum(WAITS, timedelta()) > timedelta(days=3)
