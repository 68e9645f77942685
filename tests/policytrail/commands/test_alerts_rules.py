"""`policytrail alerts` as a person types it: rules added, changed, loaded, tried; who was told, and who looked."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from receivers import mail_server, web_server

from db.errors import PolicytrailError, UnknownTarget, UsageError
from policytrail.cli import policytrail

OLD = [("heading", 1, "Privacy"), ("para", 0, "We do not sell your data."), ("para", 0, "We keep it for 30 days.")]
NEW = [("heading", 1, "Privacy"), ("para", 0, "We keep it for 90 days.")]


@pytest.fixture
def typed(history):
    def run(*words, status=0, **settings):
        arguments = [*map(str, words), "--db", str(history.store.path)]
        result = CliRunner(env=settings).invoke(policytrail, arguments)
        if isinstance(result.exception, PolicytrailError):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    return run


def rows(history, sql):
    with closing(sqlite3.connect(history.store.path)) as connection:
        return connection.execute(sql).fetchall()


def test_a_rule_is_added_listed_changed_paused_and_removed(history, typed):
    history.add("a.example", OLD)
    typed("edit", "a.example", "--tag", "vendors")
    to = ("--to", "mailto:anna@x.example,bob@x.example", "--to", "stdout")
    added = typed("alerts", "add", "--name", "legal", "--tag", "vendors", "--topic", "cookies,children", *to)
    assert "legal: told of 1 targets" in added.stdout
    typed("alerts", "edit", "legal", "--digest", "weekly", "--direction", "less")
    typed("alerts", "pause", "legal")
    (rule,) = json.loads(typed("alerts", "list", "--json").stdout)
    assert rule == {
        "name": "legal",
        "paused": True,
        "to": ["mailto:anna@x.example", "mailto:bob@x.example", "stdout"],
        "tags": ["vendors"],
        "topics": ["cookies", "children"],
        "direction": "less",
        "digest": "weekly",
    }
    assert "legal" in typed("alerts", "list").stdout
    typed("alerts", "pause", "legal", "--resume")
    typed("alerts", "remove", "legal")
    assert typed("alerts", "list", "--json").stdout.strip() == "[]"


@pytest.mark.parametrize(
    "to",
    [
        "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        "https://user:hunter2@example.org/hook",
        "https://example.org/hook?token=hunter2",
        "https://example.org/in/a8f5f167f44f4964e6c998dee827110c",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#legal",
        "ntfy://user:hunter2@example.org/topic",
    ],
)
def test_an_address_with_a_secret_in_it_is_refused_and_not_repeated(history, typed, to):
    with pytest.raises(UsageError, match="env:NAME") as refusal:
        typed("alerts", "add", "--name", "x", "--to", to)
    assert not {"hunter2", "TIiajkdnlazkcOXrIdevi7FQ", "a8f5f167"} & set(str(refusal.value).replace("/", " ").split())
    assert rows(history, "SELECT count(*) FROM rules") == [(0,)]


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("nonsense", "nonsense: no address that we know"),
        ("mailto:nobody", "'nobody' is not a mail address"),
        ("env:", "write env: and the name of an environment variable"),
        ("env:a b", "write env: and the name of an environment variable"),
        ("fax:12", "fax: no address that we know"),
        ("https://", "no http or https address"),
        ("atom:", "atom: no address that we know"),
    ],
)
def test_what_is_no_address_is_refused_in_one_line(typed, to, said):
    with pytest.raises(UsageError, match=rf"\A.*{re.escape(said)}.*\Z"):
        typed("alerts", "add", "--name", "x", "--to", to)


def test_a_file_is_loaded_whole_or_not_at_all(history, typed, tmp_path):
    history.add("a.example", OLD)
    typed("alerts", "add", "--name", "old", "--to", "stdout")
    file = tmp_path / "rules.toml"
    good = '[rules.new]\nto = ["stdout"]\n[targets."a.example"]\ntags = ["vendors"]\nowner = "anna"\n'
    file.write_text(good + '[targets."typo.example"]\nowner = "bob"\n')
    with pytest.raises(UnknownTarget, match=r"typo\.example"):
        typed("alerts", "load", file)
    assert rows(history, "SELECT name FROM rules") == [("old",)]
    file.write_text(good)
    typed("alerts", "load", file, "--only")
    assert rows(history, "SELECT name FROM rules") == [("new",)]
    assert rows(history, "SELECT owner FROM watches") == [("anna",)]
    assert rows(history, "SELECT tag FROM document_tags") == [("vendors",)]


def test_a_rule_is_tried_on_the_past_and_its_recipients_with_a_test(history, typed):
    history.add("a.example", OLD, NEW)
    with mail_server() as letters, web_server() as hook:
        to = ("--to", "mailto:anna@x.example", "--to", hook.address, "--allow-private")
        typed("alerts", "add", "--name", "legal", "--direction", "less", *to)
        told = typed("alerts", "test", "legal", "--since", "2001").stdout
        assert "We do not sell your data." in told
        assert typed("alerts", "test", "legal", "--since", "2030").stdout == "legal: nothing\n"
        smtp = {
            "POLICYTRAIL_SMTP_HOST": "127.0.0.1",
            "POLICYTRAIL_SMTP_PORT": str(letters.port),
            "POLICYTRAIL_SMTP_SECURITY": "none",
            "POLICYTRAIL_SMTP_FROM": "tracker@example.org",
        }
        sent = typed("alerts", "send-test", "legal", **smtp)
        assert "2 of 2 recipients" in sent.stdout
        assert "this is a test" in letters.mails[0][1]["Subject"]
        assert len(hook.posts) == 1
        failed = typed("alerts", "send-test", "legal", status=1)
        assert "POLICYTRAIL_SMTP_HOST" in failed.stderr


def test_an_auditor_sees_who_was_told_what_and_who_looked_at_it(history, typed):
    history.add("a.example", OLD, NEW)
    typed("alerts", "add", "--name", "legal", "--to", "stdout", "--backfill")
    assert "We do not sell your data." in typed("alerts", "retry").stdout
    typed("alerts", "ack", "a.example@2", "--by", "anna", "--note", "=no effect on us")
    (row,) = csv.DictReader(io.StringIO(typed("alerts", "told", "--csv").stdout))
    assert row["document"] == "a.example"
    assert row["told"].startswith("stdout 20")
    assert "anna" in row["looked_at"]
    typed("alerts", "ack", row["step"], "--by", "=bob")
    assert typed("alerts", "told", "--json").stdout.count('"anna') == 1
    assert "anna" in typed("alerts", "told").stdout
    with pytest.raises(UnknownTarget, match="99"):
        typed("alerts", "ack", "99", "--by", "anna")
