"""`policytrail status`: how far each target is, and what went wrong, in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from db.freshness import newest_by_archive
from db.outbox import deliveries
from db.outcomes import Outcome
from db.status import DocumentStatus, document_statuses
from db.store import Store
from db.stored_json import read_json
from db.watching import newest_captures
from policytrail.commands.output import people_console, print_json, print_line, print_styled, tell
from tracker.targets.looks import CAPTURES_WEIGHED, silence
from tracker.text.counts import counted
from tracker.text.printable import printable
from tracker.text.timestamps import readable_date, readable_window

LISTED = 200
"""Of more documents only the summary is printed, unless some are asked for."""
_NEVER = ""
_ORDERS: dict[str, Callable[[DocumentStatus], str]] = {
    "change": lambda status: status.last_change or _NEVER,
    "capture": lambda status: status.last_capture or _NEVER,
    "look": lambda status: status.looked_at or _NEVER,
}
_IN_WORDS = {
    Outcome.REDIRECT: "led elsewhere",
    Outcome.ARCHIVED_ERROR: "archived errors",
    Outcome.SUBSTITUTED: "replayed from another moment",
    Outcome.NOT_ARCHIVED: "listed but not in the archive",
    Outcome.EXCLUDED: "closed to the public by the archive",
    Outcome.TRUNCATED: "cut short",
    Outcome.TOO_LARGE: "too large",
    Outcome.UNUSABLE: "not readable",
    Outcome.FAILED: "not fetched, for the next crawl to try again",
    Outcome.SOFT_404: "no such page",
    Outcome.ERROR_PAGE: "errors of the site",
    Outcome.BLOCKED: "bot checks",
    Outcome.LOGIN: "log-in pages",
    Outcome.COOKIE_WALL: "cookie dialogs only",
    Outcome.EMPTY_SHELL: "empty without JavaScript",
    Outcome.PARKED: "parked domains",
    Outcome.MOVED: "moved elsewhere",
    Outcome.FRAMED: "frames only",
    Outcome.NOT_A_POLICY: "no policy",
    Outcome.NOT_THEIRS: "other companies' policies",
    Outcome.NO_SECTION: "without the section",
}


def print_status(*, db_path: Path, as_json: bool, failed: bool, sort: str | None, everything: bool) -> None:
    """Print how far each document is, and a summary; of very many the summary only, unless some are asked for."""
    store = Store(db_path, create=False)
    statuses = document_statuses(store)
    messages = messages_in_words(store)
    newest, silent = newest_by_archive(store), silences(store)
    unread = last_unreadable(store)
    store.close()
    chosen = [status for status in statuses if not failed or failures(status)]
    if sort in _ORDERS:
        chosen.sort(key=_ORDERS[sort], reverse=True)
    if as_json:
        print_json([status_json(status, newest, silent) for status in chosen], indent=1)
        return
    listed = everything or failed or sort is not None or len(chosen) <= LISTED
    console = people_console()
    for status in chosen if listed else ():
        print_styled(console, Text(printable(status.document), style="bold"), whole_lines=True)
        fresh = freshness_lines(newest.get(status.document, {}), silent.get(status.document))
        for line in (*status_lines(status), *fresh):
            print_styled(console, Padding(Text(line), (0, 0, 0, 2), expand=False))
    print_line(summary(statuses))
    if messages:
        print_line(messages)
    if unread:
        print_line(f"{counted(len(unread), 'place')} in archive files could not be read by the last crawl:")
        for problem in unread:
            print_line(f"  {problem}")
    if not listed:
        tell(f"of more than {LISTED} targets only this is shown; --failed, --sort change or --all list them")


def silences(store: Store) -> dict[str, str]:
    """Return of each document that is captured unusually seldom since when, and how often it usually is, in words."""
    now = datetime.now(UTC)
    found = ((each.name, silence(newest_captures(store, each.id, CAPTURES_WEIGHED), now)) for each in store.documents())
    return {name: words for name, words in found if words is not None}


def last_unreadable(store: Store) -> list[str]:
    """Return what the last crawl could not read in the files of archives, records that were left out among it."""
    rows = store.rows(
        "SELECT summary FROM runs WHERE command = 'crawl' AND summary IS NOT NULL ORDER BY id DESC LIMIT 1"
    )
    return [str(problem) for problem in read_json(rows[0]["summary"]).get("unreadable", ())] if rows else []


def status_json(
    status: DocumentStatus, newest: Mapping[str, Mapping[str, str]], silent: Mapping[str, str]
) -> dict[str, object]:
    """Return the contract's object: how far a document is, its newest capture in each archive, and its silence."""
    fresh = {"newest_captures": newest.get(status.document, {}), "silence": silent.get(status.document)}
    return status.to_json() | fresh


def freshness_lines(newest: Mapping[str, str], silent: str | None) -> Iterator[str]:
    """Yield the newest capture of each archive, where there are several, and that there is none for unusually long."""
    if len(newest) > 1:
        yield "newest: " + ", ".join(f"{name} {readable_date(stamp)}" for name, stamp in newest.items())
    if silent is not None:
        yield silent


def messages_in_words(store: Store) -> str:
    """Return how many messages were not taken yet, or were given up; empty if none."""
    waiting = [delivery for delivery in deliveries(store, "waiting") if delivery.attempts]
    dead = deliveries(store, "dead")
    parts = [f"{counted(len(waiting), 'message')} not taken yet"] if waiting else []
    parts += [f"{counted(len(dead), 'message')} given up: 'policytrail alerts retry' sends them"] if dead else []
    return ", ".join(parts)


def status_lines(status: DocumentStatus) -> Iterator[str]:
    """Yield what a person wants to know of a document."""
    if status.versions:
        times = " that come and go" if status.alternating else ""
        changed = "no change"
        if status.last_change:
            changed = f"last change {readable_window(status.last_change_not_before, status.last_change)}"
        yield f"{counted(status.versions, 'version')}{times}, {changed}"
    last = f", the last of {readable_date(status.last_capture)}" if status.last_capture else ""
    looked = f"; looked at {status.looked_at[:10]}" if status.looked_at else ""
    yield f"{counted(status.captures, 'capture')}{last}{looked}"
    yield from failures(status)
    others = [f"{_IN_WORDS[Outcome(name)]} {count}" for name, count in status.outcomes if name in _IN_WORDS]
    if others:
        yield f"captures that show no version: {', '.join(others)}"


def failures(status: DocumentStatus) -> list[str]:
    """Return what keeps a document from being up to date, in words; nothing for one that is."""
    found = []
    if status.failure:
        found.append(f"failed: {printable(status.failure)}")
    if not status.versions:
        found.append("failed: no version recorded yet" if status.captures else "nothing fetched yet")
    if dict(status.outcomes).get(Outcome.FAILED):
        found.append("failed: some captures could not be fetched")
    if status.listing == "partial":
        found.append("failed: the archive's list of captures is not complete; the next crawl goes on")
    return found


def summary(statuses: Sequence[DocumentStatus]) -> str:
    """Return how all documents are, in one line."""
    if not statuses:
        return "nothing is tracked; 'policytrail add SITE' tracks a site"
    behind = sum(bool(failures(status)) for status in statuses)
    looks = [status.looked_at for status in statuses if status.looked_at]
    changes = [status.last_change for status in statuses if status.last_change]
    parts = [
        counted(len(statuses), "target"),
        f"{sum(bool(status.versions) for status in statuses)} with a history",
        f"{counted(sum(status.versions for status in statuses), 'version')}",
        f"{counted(sum(status.captures for status in statuses), 'capture')}",
    ]
    parts += [f"last change seen {readable_date(max(changes))}"] if changes else []
    parts += [f"last look {max(looks)[:10]}"] if looks else []
    parts += [f"{behind} failed or unfinished (--failed lists them)"] if behind else []
    return ", ".join(parts)
