"""`policytrail schedule`: what to give cron or systemd so that policies are looked at regularly. Prints only."""

import hashlib
import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db.errors import EXIT_TRY_LATER, UsageError
from policytrail.commands.output import print_text

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_FIRST_HOUR, _HOURS = 1, 5


class Every(StrEnum):
    """How often to look."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


# Spreads the load on the archive among all who use the same time; a fraction of the period.
_RANDOM_DELAY = {Every.HOUR: "10min", Every.DAY: "1h", Every.WEEK: "6h"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When to run (local time), and what, as words: `run`; or `crawl` and, whatever became of it, `alerts check`."""

    every: Every
    hour: int
    minute: int
    crawl: tuple[str, ...]
    alerts: tuple[str, ...] = ()


def print_schedule(
    *, db_path: Path, every: str, at_time: str | None, archive: tuple[str, ...], channels: tuple[str, ...]
) -> None:
    """Print a crontab line, and a systemd service with its timer."""
    database = str(db_path.absolute())
    program = find_program()
    archives = (word for each in archive for word in ("--archive", each))
    hour, minute = parse_time(at_time) if at_time else spread_time(database)
    plan = Plan(
        every=Every(every),
        hour=hour,
        minute=minute,
        crawl=(program, *_verb(channels), "--quiet", "--db", database, *archives),
        alerts=_check(program, database, channels),
    )
    if not all(word.isprintable() for word in (*plan.crawl, *plan.alerts)):
        message = "a path or address with control characters cannot stand in a crontab or a unit; use another"
        raise UsageError(message)
    print_text(_TEMPLATE.format(cron=cron_line(plan), service=systemd_service(plan), timer=systemd_timer(plan)))


def _verb(channels: tuple[str, ...]) -> tuple[str, ...]:
    """Rules say whom `run` tells; channels named here are told by `alerts check` after a crawl."""
    return ("crawl",) if channels else ("run",)


def _check(program: str, database: str, channels: tuple[str, ...]) -> tuple[str, ...]:
    if not channels:
        return ()
    words = (word for channel in channels for word in ("--channel", channel))
    return (program, "alerts", "check", "--since-last", "--quiet", "--db", database, *words)


def find_program() -> str:
    """Return the absolute path of policytrail: that of this environment, as cron has no PATH to speak of."""
    beside = Path(sys.executable).parent / "policytrail"
    found = beside if beside.exists() else shutil.which("policytrail") or sys.argv[0]
    return str(Path(found).absolute())


def parse_time(text: str) -> tuple[int, int]:
    """Return (hour, minute); raises UsageError.

    >>> parse_time("04:30")
    (4, 30)
    """
    match = _TIME.fullmatch(text)
    if match is None:
        message = f"--at {text}: not a time; write it like 04:30"
        raise UsageError(message)
    return int(match[1]), int(match[2])


def spread_time(database: str) -> tuple[int, int]:
    """Return a time at night that is always the same for a database, but not for all: archives like that."""
    number = int.from_bytes(hashlib.sha256(database.encode(errors="surrogateescape")).digest()[:4], "big")
    return _FIRST_HOUR + number % (_HOURS * 60) // 60, number % 60


def cron_line(plan: Plan) -> str:
    """Return the line for `crontab -e`.

    The commands are joined by `;`: with `&&`, one policy that cannot be fetched (status 1), or a crawl that is to
    try again later (75), would keep back the changes of all the others. An unescaped `%` ends a command in a
    crontab, see crontab(5).
    """
    when = {
        Every.HOUR: f"{plan.minute} * * * *",
        Every.DAY: f"{plan.minute} {plan.hour} * * *",
        Every.WEEK: f"{plan.minute} {plan.hour} * * 1",
    }
    commands = "; ".join(shlex.join(words) for words in (plan.crawl, plan.alerts) if words)
    return f"{when[plan.every]} " + commands.replace("%", "\\%")


def systemd_service(plan: Plan) -> str:
    """Return the service: `ExecStopPost` runs also after a failure, and the service's status stays that of `crawl`."""
    return (
        "[Unit]\nDescription=Look for changed privacy policies\n\n[Service]\nType=oneshot\n"
        "EnvironmentFile=-%h/.config/policytrail.env\n"
        f"ExecStart={systemd_words(plan.crawl)}\n"
        + (f"ExecStopPost={systemd_words(plan.alerts)}\n" if plan.alerts else "")
        + f"SuccessExitStatus={EXIT_TRY_LATER}\nTimeoutStopSec=15min\n"
    )


def systemd_timer(plan: Plan) -> str:
    """Return the timer; `Persistent` makes up for a run missed while the machine was off."""
    when = {
        Every.HOUR: f"*-*-* *:{plan.minute:02}:00",
        Every.DAY: f"*-*-* {plan.hour:02}:{plan.minute:02}:00",
        Every.WEEK: f"Mon *-*-* {plan.hour:02}:{plan.minute:02}:00",
    }
    return (
        "[Unit]\nDescription=Look for changed privacy policies regularly\n\n"
        f"[Timer]\nOnCalendar={when[plan.every]}\nRandomizedDelaySec={_RANDOM_DELAY[plan.every]}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def systemd_words(words: tuple[str, ...]) -> str:
    """Return a command line as systemd reads it: quotes, `%` and `$` mean something there (systemd.service(5)).

    >>> print(systemd_words(("/bin/a", "50% of $1", "plain")))
    /bin/a "50%% of $$1" plain
    """
    return " ".join(_systemd_word(word) for word in words)


def _systemd_word(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return escaped if re.fullmatch(r"[\w@%+=:,./-]+", word, re.ASCII) else f'"{escaped}"'


_TEMPLATE = """\
# Either cron: add this line with 'crontab -e'. Cron mails you what is printed, which is nothing if all is well.
# It does not know your environment: lines like POLICYTRAIL_SMTP_HOST=smtp.example.org go above it.
{cron}

# Or systemd, two files (settings like POLICYTRAIL_SMTP_HOST go into ~/.config/policytrail.env, readable by you alone).
# Then: systemctl --user daemon-reload && systemctl --user enable --now policytrail.timer && loginctl enable-linger
# ~/.config/systemd/user/policytrail.service
{service}
# ~/.config/systemd/user/policytrail.timer
{timer}"""
