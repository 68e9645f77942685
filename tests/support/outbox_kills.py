"""Killing who tells, at random moments, while servers misbehave at random: what arrived, and what should have."""

import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from receivers import HTTP_FAULTS, SMTP_FAULTS, Received, faults, mail_server, web_server

from db.outbox import deliveries
from policytrail.commands.alerts_rules import keep_rule
from tracker.alerts.news import queue_news
from tracker.alerts.rules import Rhythm, Rule

TELLER = Path(__file__).with_name("teller.py")
MAILS = ("mailto:anna@example.org", "mailto:bob@example.org")
QUICK_HTTP_FAULTS = tuple(kind for kind in HTTP_FAULTS if kind not in {"stall", "drip"})
LONGEST_SECONDS = 1.0
"""A teller that is ready lives so long at most; what it does takes about half as long."""


@dataclass(frozen=True, kw_only=True)
class Came:
    """What a series of kills came to: messages as they should have come, and how often each one did."""

    killed: int
    expected: frozenset[tuple[str, str]]
    arrived: Counter[tuple[str, str]]
    news_told: Counter[str]
    left: int

    @property
    def lost(self) -> int:
        return len(self.expected - self.arrived.keys())

    @property
    def strange(self) -> int:
        return len(self.arrived.keys() - self.expected)

    @property
    def again(self) -> int:
        return self.arrived.total() - len(self.arrived)


def text(number: int) -> list[tuple[str, int, str]]:
    """Return a version of a policy that means something else than every other one."""
    return [("heading", 1, "Privacy"), ("para", 0, f"We keep your data for {number + 2} days."), ("para", 0, "We ask.")]


def run_kills(history: Any, kills: int, *, documents: int, versions: int, seed: int = 1) -> Came:
    """Let documents change while tellers are killed `kills` times, then let one live; `history` is a HistoryMaker."""
    chance = random.Random(seed)
    bad_mail, bad_web = faults(seed, 0.3, SMTP_FAULTS), faults(seed, 0.3, QUICK_HTTP_FAULTS)
    with mail_server(bad_mail) as letters, web_server(bad_web) as hook:
        settings = os.environ | {
            "POLICYTRAIL_SMTP_HOST": "127.0.0.1",
            "POLICYTRAIL_SMTP_PORT": str(letters.port),
            "POLICYTRAIL_SMTP_SECURITY": "none",
            "POLICYTRAIL_SMTP_FROM": "tracker@example.org",
        }
        rule = Rule(name="us", to=(*MAILS, hook.address), digest=Rhythm.IMMEDIATELY, allow_private=True)
        keep_rule(history.store, rule)
        tracked = [history.add(f"s{number}.example", text(0)) for number in range(documents)]
        for document in tracked:
            queue_news(history.store, document, now=datetime.now(UTC))
        killed = 0
        for kill in range(kills):
            if kill % max(1, kills // (versions - 1)) == 0 and kill // max(1, kills // (versions - 1)) < versions - 1:
                for document in tracked:
                    history.grow(document, text(1 + kill // max(1, kills // (versions - 1))))
            killed += tell_and_kill(history.store.path, settings, chance.uniform(0, LONGEST_SECONDS))
        letters.fault = hook.fault = lambda: ""
        for _ in range(3):
            tell_and_kill(history.store.path, settings, None)
        return count(history, letters, hook, killed)


def tell_and_kill(database: Path, settings: dict[str, str], seconds: float | None) -> bool:
    """Start a teller; kill it so long after it is ready (None: let it live). Returns whether it was killed at work."""
    path = os.pathsep.join((str(TELLER.parents[2]), os.environ.get("PYTHONPATH", "")))
    with subprocess.Popen(
        [sys.executable, TELLER, database], env=settings | {"PYTHONPATH": path}, stdout=subprocess.PIPE, text=True
    ) as teller:
        assert teller.stdout is not None
        assert teller.stdout.readline() == "ready\n"
        try:
            teller.wait(seconds)
        except subprocess.TimeoutExpired:
            teller.kill()
            return True
        return False


def count(history: Any, letters: Received, hook: Received, killed: int) -> Came:
    """Compare what came with what the outbox says was sent."""
    rows = history.store.rows(
        "SELECT recipient, news_id, key FROM outbox JOIN deliveries ON deliveries.id = delivery_id WHERE state = 'sent'"
    )
    return Came(
        killed=killed,
        expected=frozenset((row["recipient"].removeprefix("mailto:"), row["key"]) for row in rows),
        arrived=Counter((*letters.told, *hook.told)),
        news_told=Counter(row["recipient"] for row in rows),
        left=len(deliveries(history.store, "waiting", "dead")),
    )
