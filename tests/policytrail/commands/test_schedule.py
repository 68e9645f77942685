"""What `schedule` prints for cron and systemd."""

import shlex

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UsageError
from policytrail.cli import policytrail
from policytrail.commands.schedule import (
    Every,
    Plan,
    cron_line,
    parse_time,
    spread_time,
    systemd_service,
    systemd_timer,
)


def plan(every=Every.DAY, database="/data/p.db"):
    program = "/opt/venv/bin/policytrail"
    return Plan(
        every=every,
        hour=4,
        minute=5,
        crawl=(program, "crawl", "--quiet", "--db", database),
        alerts=(program, "alerts", "check", "--since-last", "--quiet", "--db", database),
    )


@pytest.mark.parametrize(
    ("every", "cron", "calendar"),
    [
        (Every.HOUR, "5 * * * * ", "OnCalendar=*-*-* *:05:00"),
        (Every.DAY, "5 4 * * * ", "OnCalendar=*-*-* 04:05:00"),
        (Every.WEEK, "5 4 * * 1 ", "OnCalendar=Mon *-*-* 04:05:00"),
    ],
)
def test_how_often(every, cron, calendar):
    assert cron_line(plan(every)).startswith(cron)
    timer = systemd_timer(plan(every))
    assert calendar in timer
    assert "Persistent=true" in timer
    assert "RandomizedDelaySec=" in timer


def test_alerts_go_out_whatever_became_of_the_crawl():
    line = cron_line(plan())
    assert "; /opt/venv/bin/policytrail alerts check --since-last --quiet" in line
    assert "&&" not in line
    service = systemd_service(plan())
    assert "\nExecStopPost=/opt/venv/bin/policytrail alerts check --since-last" in service
    assert "\nSuccessExitStatus=75\n" in service


@given(st.text(st.characters(blacklist_categories=("C", "Z"), whitelist_characters=" "), min_size=1))
def test_any_path_comes_through_cron_and_shell_unchanged(name):
    path = f"/data/{name}.db"
    # crontab(5): an unescaped % is a newline, and a backslash before a % goes away.
    command = cron_line(plan(database=path)).split(" ", 5)[5].replace("\\%", "%")
    words = shlex.split(command.replace(";", " ; ", 1) if ";" not in path else command)
    assert words[-1] == path


def test_systemd_sees_percent_dollar_and_quotes_as_they_are():
    assert '--db "/data/50%% of $$1 \\"x\\" \\\\.db"' in systemd_service(plan(database='/data/50% of $1 "x" \\.db'))


def test_a_time_of_night_is_the_same_for_a_database_but_not_for_all():
    times = {spread_time(f"/data/{number}.db") for number in range(50)}
    assert spread_time("/data/1.db") in times
    assert len(times) > 25
    assert all(1 <= hour < 6 and 0 <= minute < 60 for hour, minute in times)


@pytest.mark.parametrize("text", ["24:00", "4", "04:60", "noon", "٠٤:٣٠"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UsageError, match="write it like 04:30"):
        parse_time(text)


def test_it_prints_absolute_paths_and_installs_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(
        policytrail, ["schedule", "--db", "p.db", "--at", "04:30", "--channel", "mail:a@x.example"]
    )
    assert result.exit_code == 0
    assert "30 4 * * * /" in result.output
    assert f"--db {tmp_path}/p.db --channel mail:a@x.example" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_would_start_a_new_line_is_refused(tmp_path):
    result = CliRunner().invoke(policytrail, ["schedule", "--db", f"{tmp_path}/a\nb.db"])
    assert isinstance(result.exception, UsageError)
