"""What `doctor` finds: all well, or what is not, without a secret and without a message."""

import pytest
from policytrail_runs import policytrail
from receivers import mail_server, web_server


@pytest.fixture
def database(tmp_path):
    database = tmp_path / "p.db"
    policytrail("add", "shop.example", "--db", database)
    return database


def examine(database, tmp_path, **settings):
    ended = policytrail("doctor", "--db", database, "--archive", tmp_path, "--json", settings=settings)
    return ended.status, {finding["about"]: finding for finding in ended.json}


def test_all_is_well_and_nothing_is_sent(database, tmp_path):
    with mail_server() as letters, web_server() as hook:
        to = ("--to", "mailto:a@x.example", "--to", hook.address, "--to", f"atom:{tmp_path}/alerts.xml")
        policytrail("alerts", "add", "--name", "us", *to, "--db", database)
        status, findings = examine(
            database,
            tmp_path,
            POLICYTRAIL_SMTP_HOST="127.0.0.1",
            POLICYTRAIL_SMTP_PORT=str(letters.port),
            POLICYTRAIL_SMTP_SECURITY="none",
            POLICYTRAIL_SMTP_FROM="tracker@example.org",
        )
    assert status == 0, findings
    assert findings["mail"]["well"]
    assert letters.mails == []
    assert hook.posts == []


def test_what_is_not_well_is_said_without_a_secret(database, tmp_path):
    secret = tmp_path / "password"
    secret.write_text("hunter2")
    secret.chmod(0o644)
    to = ("--to", "mailto:a@x.example", "--to", "https://127.0.0.1:1/hook", "--to", "env:CHAT")
    policytrail("alerts", "add", "--name", "us", *to, "--db", database)
    status, findings = examine(database, tmp_path, CHAT="nonsense-hunter2", POLICYTRAIL_SMTP_PASSWORD_FILE=str(secret))
    assert status == 1
    ill = {about for about, finding in findings.items() if not finding["well"]}
    assert ill == {"mail", "https://127.0.0.1:1/hook", "env:CHAT", "POLICYTRAIL_SMTP_PASSWORD_FILE"}
    assert "hunter2" not in repr(findings)


def test_a_database_that_is_not_there_is_found_too(tmp_path):
    status, findings = examine(tmp_path / "none.db", tmp_path)
    assert status == 1
    assert not findings["database"]["well"]
    assert not (tmp_path / "none.db").exists()
