"""`run` from cron's point of view: what is due, what is told, and silence where all is well."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from archive_server import serving
from made_captures import MadeCapture, policy_page
from policytrail_runs import policytrail
from receivers import mail_server, web_server

URL = "https://shop.example/privacy"


def captures(url, *versions, days_ago=1):
    """A capture every two days, the last one `days_ago`; each of a version."""
    now = datetime.now(UTC)
    return [
        MadeCapture(
            timestamp=f"{now - timedelta(days=days_ago + 2 * (len(versions) - 1 - place)):%Y%m%d%H%M%S}",
            url=url,
            body=policy_page(version=version, nonce=place),
        )
        for place, version in enumerate(versions)
    ]


@pytest.fixture
def database(tmp_path):
    return tmp_path / "p.db"


def run(database, archive, *options, settings=()):
    words = ("run", "--db", database, "--archive", archive.base, "--rate", 0, *options)
    return policytrail(*words, impatient=True, settings=dict(settings))


def make_due(database):
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE watches SET due_at = NULL")


def test_a_night_without_news_is_silent_and_one_with_news_tells_it_once(database):
    policytrail("add", URL, "--tag", "vendors", "--owner", "anna@example.org", "--db", database)
    policytrail("alerts", "add", "--name", "us", "--tag", "vendors", "--to", "stdout", "--db", database)
    with serving(captures(URL, 0, 0, 1, 1, days_ago=3)) as archive:
        first = run(database, archive)
        assert (first.status, first.out, first.err) == (0, "", "")
        assert run(database, archive).out == ""
        archive.captures += captures(URL, 1, 2, days_ago=1)
        make_due(database)
        told = run(database, archive)
        assert told.status == 0
        assert "1 change in 1 document." in told.out
        make_due(database)
        again = run(database, archive)
    assert (again.status, again.out, again.err) == (0, "", "")


def test_a_target_that_is_not_due_is_not_asked_for(database):
    policytrail("add", URL, "--db", database)
    with serving(captures(URL, 0, 0)) as archive:
        run(database, archive)
        asked = archive.asked.total()
        run(database, archive)
        assert archive.asked.total() == asked
        policytrail("edit", URL, "--pause", "--db", database)
        make_due(database)
        run(database, archive)
        assert archive.asked.total() == asked


def test_a_target_looked_at_by_a_clock_that_was_years_ahead_is_due(database):
    policytrail("add", URL, "--db", database)
    with serving(captures(URL, 0, 0)) as archive:
        run(database, archive)
        asked = archive.asked.total()
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("UPDATE watches SET looked_at = '2099-01-01T00:00:00Z', due_at = '2099-01-02T00:00:00Z'")
        run(database, archive)
        assert archive.asked.total() > asked


def test_a_target_that_fails_is_named_once_and_again_when_the_reason_is_another(database):
    policytrail("add", URL, "https://gone.example/privacy", "--db", database)
    policytrail("alerts", "add", "--name", "us", "--to", "stdout", "--digest", "immediately", "--db", database)
    with serving(captures(URL, 0, 0)) as archive:
        first = run(database, archive)
        assert first.status == 1
        assert "gone.example/privacy: never archived there" in first.err
        assert "gone.example/privacy: cannot be looked at: never archived there" in first.out
        make_due(database)
        second = run(database, archive)
        assert (second.status, second.out, second.err) == (1, "", "")
        archive.captures += captures("https://gone.example/privacy", 0, 0)
        make_due(database)
        third = run(database, archive)
        assert third.status == 0
        assert "can be looked at again" in third.out


def test_a_silent_archive_is_told_once_and_so_is_its_return(database):
    policytrail("add", URL, "--db", database)
    policytrail("alerts", "add", "--name", "us", "--to", "stdout", "--digest", "immediately", "--db", database)
    with serving(captures(URL, 0, 0, 0, 0, days_ago=40)) as archive:
        assert "no capture since" in run(database, archive).out
        make_due(database)
        assert run(database, archive).out == ""
        archive.captures += captures(URL, 0, days_ago=1)
        make_due(database)
        assert "is captured again" in run(database, archive).out


def test_what_waits_is_told_though_the_archive_is_not_there(database):
    policytrail("add", URL, "--db", database)
    policytrail("alerts", "add", "--name", "us", "--to", "mailto:a@x.example", "--db", database)
    with serving(captures(URL, 0, 0, days_ago=3)) as archive:
        run(database, archive)
        archive.captures += captures(URL, 1, days_ago=1)
        make_due(database)
        failed = run(database, archive)
        assert failed.status == 1
        assert "POLICYTRAIL_SMTP_HOST" in failed.err
    with mail_server() as received, closing(sqlite3.connect(database)) as connection:
        with connection:
            connection.execute("UPDATE deliveries SET next_try = created_at")
        make_due(database)
        gone = policytrail(
            *("run", "--db", database, "--archive", "http://127.0.0.1:1"), settings=smtp_settings(received)
        )
        assert gone.status == 75
    assert len(received.mails) == 1


def smtp_settings(received):
    return {
        "POLICYTRAIL_SMTP_HOST": "127.0.0.1",
        "POLICYTRAIL_SMTP_PORT": str(received.port),
        "POLICYTRAIL_SMTP_SECURITY": "none",
        "POLICYTRAIL_SMTP_FROM": "tracker@example.org",
    }


def test_others_are_told_how_it_went(database, tmp_path):
    policytrail("add", URL, "https://gone.example/privacy", "--db", database)
    with serving(captures(URL, 0, 0)) as archive, web_server() as watch:
        address = watch.address
        ended = run(database, archive, "--ping", address, "--metrics", tmp_path / "m.prom", "--log", "json", "--json")
    assert watch.paths == ["/hook/start", "/hook/1"]
    assert ended.json["failed"][0]["target"] == "https://gone.example/privacy"
    events = [json.loads(line) for line in ended.error_lines if line.startswith("{")]
    assert [event["event"] for event in events] == ["begun", "failed", "ended"]
    metrics = (tmp_path / "m.prom").read_text()
    assert "policytrail_targets 2\n" in metrics
    assert "policytrail_targets_failing 1\n" in metrics


def test_a_second_run_ends_at_once_with_75(database):
    policytrail("add", URL, "--db", database)
    from db.lock import run_lock

    with run_lock(database):
        ended = policytrail("run", "--db", database)
    assert ended.status == 75


def test_a_database_that_is_not_there_is_a_usage_error_and_none_is_made(tmp_path):
    ended = policytrail("run", "--db", tmp_path / "typo.db")
    assert ended.status != 0
    assert ended.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_long_retry_after_ends_the_run_instead_of_holding_its_lock(database):
    policytrail("add", URL, "--db", database)
    with serving(captures(URL, 0, 0)) as archive:
        archive.faults = type(archive.faults)(refusals=1.0, retry_after="86400")
        ended = run(database, archive)
    assert ended.status == 75
