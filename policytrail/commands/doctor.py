"""`policytrail doctor`: whether all that a nightly run depends on is well; nothing is changed, nothing is sent."""

import os
import shutil
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from crawler.archive.archives import ARCHIVE_BASES, WAYBACK_MACHINE, is_address
from crawler.archive.detection import detect_archive
from crawler.sources import remembered_places
from db.archives import OWN_NAME
from db.errors import EXIT_FAILED, PolicytrailError
from db.outbox import deliveries
from db.outbox_records import NewsKind
from db.runs import last_run
from db.store import Store
from db.watching import watched_documents
from policytrail.commands.output import print_json, print_line
from tracker.alerts.channels import ChannelKind, DeliveryFailed
from tracker.alerts.mail import check_server, smtp_server
from tracker.alerts.news import iso, rules_of, troubles
from tracker.alerts.recipients import open_recipient
from tracker.alerts.secret_settings import secret_files
from tracker.text.counts import counted

LEAST_FREE_BYTES = 200_000_000
CONNECT_SECONDS = 10.0
STALE = timedelta(days=2)
NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something looked at: whether it is well, and what there is to say of it."""

    about: str
    well: bool
    words: str


def examine(*, db_path: Path, archives: tuple[str, ...], as_json: bool) -> None:
    """Print what was found; ends with status 1 if anything is not well."""
    findings = [*look_around(db_path, archives, datetime.now(UTC))]
    if as_json:
        print_json([asdict(finding) for finding in findings], indent=1)
    else:
        for finding in findings:
            print_line(f"{'ok ' if finding.well else 'BAD'} {finding.about}: {finding.words}")
    if not all(finding.well for finding in findings):
        sys.exit(EXIT_FAILED)


def look_around(db_path: Path, archives: tuple[str, ...], now: datetime) -> Iterator[Finding]:
    """Yield what is found, one thing after the other; without a database that can be read the rest is left."""
    yield Finding(
        about="version", well=True, words=f"policytrail {version('policytrail')}, Python {sys.version.split()[0]}"
    )
    yield _disk(db_path)
    yield from _secret_files()
    for archive in archives or _remembered(db_path) or (WAYBACK_MACHINE,):
        yield _archive(ARCHIVE_BASES.get(archive, archive))
    try:
        store = Store(db_path, create=False)
    except PolicytrailError as error:
        yield Finding(about="database", well=False, words=str(error))
        return
    yield Finding(about="database", well=os.access(db_path, os.W_OK), words=f"{db_path}, {_size(db_path)}")
    yield from _runs(store, now)
    yield from _targets(store)
    yield from _outbox(store)
    yield from _recipients(store)
    store.close()


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


def _disk(db_path: Path) -> Finding:
    folder = db_path.absolute().parent
    free = shutil.disk_usage(folder if folder.exists() else Path.cwd()).free
    return Finding(about="disk", well=free >= LEAST_FREE_BYTES, words=f"{free / 1e9:.1f} GB free")


def _secret_files() -> Iterator[Finding]:
    for name, path in secret_files(os.environ):
        try:
            others = path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        except OSError as error:
            yield Finding(about=name, well=False, words=f"{path}: {error.strerror}")
            continue
        words = f"{path}: others can read or change it; chmod 600" if others else f"{path}: for you alone"
        yield Finding(about=name, well=not others, words=words)


def _remembered(db_path: Path) -> tuple[str, ...]:
    """The archives of the database; none where it cannot be read, which is told elsewhere."""
    try:
        store = Store(db_path, create=False)
    except PolicytrailError:
        return ()
    places = tuple(place for place in remembered_places(store) if place != OWN_NAME)
    store.close()
    return places


def _archive(archive: str) -> Finding:
    if not is_address(archive):
        return Finding(about="archive", well=Path(archive).exists(), words=archive)
    return _tried("archive", archive, lambda: detect_archive(archive.rstrip("/")))


def _tried(about: str, words: str, attempt: Callable[[], object]) -> Finding:
    try:
        attempt()
    except PolicytrailError as error:
        return Finding(about=about, well=False, words=str(error))
    return Finding(about=about, well=True, words=words)


def _runs(store: Store, now: datetime) -> Iterator[Finding]:
    run = last_run(store)
    if run is None:
        yield Finding(about="last run", well=True, words="none yet")
        return
    started, finished = run
    ahead = started > iso(now + timedelta(hours=1))
    words = f"the last run began at {started}, it is {iso(now)} now"
    yield Finding(about="clock", well=not ahead, words=words if ahead else iso(now))
    well = finished is not None and started >= iso(now - STALE)
    yield Finding(about="last run", well=well, words=f"{started}{'' if finished else ', not finished'}")


def _targets(store: Store) -> Iterator[Finding]:
    failing = [each.name for each in watched_documents(store) if each.failure and not each.paused]
    silent = [item.document for item in troubles(store, NewsKind.SILENT).values()]
    yield _named("failing targets", failing)
    yield _named("silent targets", silent)


def _named(about: str, names: list[str]) -> Finding:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return Finding(about=about, well=not names, words=", ".join(names[:NAMED]) + more or "none")


def _outbox(store: Store) -> Iterator[Finding]:
    dead, waiting = deliveries(store, "dead"), deliveries(store, "waiting")
    words = (
        f"{counted(len(dead), 'message')}: {dead[0].error}; 'policytrail alerts retry' sends them" if dead else "none"
    )
    yield Finding(about="given up", well=not dead, words=words)
    late = [delivery for delivery in waiting if delivery.attempts]
    words = f"{counted(len(late), 'message')}: {late[0].error or 'not taken yet'}" if late else "none"
    yield Finding(about="waiting", well=not late, words=words)


def _recipients(store: Store) -> Iterator[Finding]:
    recipients = dict.fromkeys(recipient for rule in rules_of(store) for recipient in rule.to)
    if any(recipient.startswith("mailto:") for recipient in recipients):
        yield _tried("mail", "the server takes our name and password", lambda: check_server(smtp_server(os.environ)))
    for recipient in recipients:
        yield _tried(recipient, "can be reached", partial(_reach, recipient))


def _reach(recipient: str) -> None:
    """Connect to a webhook, look at the folder of a feed; raises DeliveryFailed and UsageError. Nothing is sent."""
    channel = open_recipient(recipient, os.environ)
    if channel.kind is ChannelKind.ATOM and not os.access(Path(channel.targets[0]).absolute().parent, os.W_OK):
        raise DeliveryFailed("its folder cannot be written")
    if channel.kind is ChannelKind.WEBHOOK:
        parts = urlsplit(channel.targets[0])
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            socket.create_connection((parts.hostname or "", port), timeout=CONNECT_SECONDS).close()
        except OSError as error:
            raise DeliveryFailed(f"{parts.hostname}:{port} cannot be reached ({error.strerror or error})") from error
