"""`policytrail review`: the versions in doubt, and a person's judgment of them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from db.errors import UsageError
from db.judgments import Verdict
from db.lock import run_lock
from db.store import Store
from policytrail.commands.doubtful import verdict_words
from policytrail.commands.output import print_json, print_line, print_lines, tell
from tracker.history.review import Reviewed, Window, review
from tracker.history.version_table import DoubtfulRow
from tracker.recording.judge_version import judge_version
from tracker.text.counts import counted
from tracker.text.timestamps import readable_time, readable_window

VERDICTS = {"confirm": Verdict.CONFIRMED, "reject": Verdict.REJECTED}


def review_versions(words: Sequence[str], *, reason: str | None, db_path: Path, as_json: bool) -> None:
    """List the doubtful versions of a target, or of all; or keep a verdict on one: `confirm TARGET@4.1`."""
    if words and words[0] in VERDICTS:
        if len(words) != 2 or reason is None:
            message = f"write it like: policytrail review {words[0]} TARGET@4.1 --reason 'what you saw'"
            raise UsageError(message)
        judge(words[1], VERDICTS[words[0]], reason, db_path=db_path)
        return
    if len(words) > 1 or reason is not None:
        message = "write: policytrail review [TARGET], or review confirm|reject TARGET@VERSION --reason TEXT"
        raise UsageError(message)
    list_doubtful(words[0] if words else None, db_path=db_path, as_json=as_json)


def list_doubtful(target: str | None, *, db_path: Path, as_json: bool) -> None:
    """Print the doubtful versions with the reason, the captures, and what confirming would change."""
    store = Store(db_path, create=False)
    documents = store.documents() if target is None else (store.find_document(target),)
    found = [each for document in documents for each in review(store, document)]
    store.close()
    if as_json:
        print_json([reviewed_to_json(each) for each in found], indent=1)
    elif found:
        print_lines("\n".join(line for each in found for line in reviewed_lines(each)))
    else:
        tell("no version is in doubt")


def judge(target: str, verdict: Verdict, reason: str, *, db_path: Path) -> None:
    """Keep a verdict and say what became of the version; raises UsageError, UnknownTarget and StoreBusy."""
    name, separator, which = target.rpartition("@")
    if not separator:
        message = f"{target}: say which version, like {target}@4.1; 'policytrail review {target}' lists those in doubt"
        raise UsageError(message)
    store = Store(db_path, create=False)
    document = store.find_document(name)
    with run_lock(db_path):
        called = judge_version(store, document, which, verdict, reason)
    store.close()
    now = f"version {called} of the history" if verdict is Verdict.CONFIRMED else f"{called}, beside the history"
    print_line(f"{document.name}@{which}: {verdict}; it is now {now}")


def reviewed_to_json(each: Reviewed) -> dict[str, object]:
    """Return a doubtful version as JSON."""
    return {
        "document": each.document,
        **asdict(each.version),
        "confirming_adds": [asdict(window) for window in each.would_add],
        "confirming_takes_out": [asdict(window) for window in each.would_take_out],
    }


def reviewed_lines(each: Reviewed) -> Iterator[str]:
    """Yield a doubtful version as lines for a terminal."""
    row = each.version
    yield f"{each.document}@{row.label}  {counted(row.words, 'word')}"
    yield f"  {row.reason}{verdict_words(row)}"
    yield from capture_lines(row)
    yield from (f"  confirming adds a change {_readable(window)}" for window in each.would_add)
    yield from (f"  confirming takes out the change {_readable(window)}" for window in each.would_take_out)
    yield ""


def capture_lines(row: DoubtfulRow) -> Iterator[str]:
    """Yield the first and the last capture that show a version, with where they are replayed."""
    yield f"  {counted(row.captures_seen, 'capture')} seen, the first of {readable_time(row.first_capture)}"
    yield f"    {row.replay_url or 'page not kept'}"
    if row.last_capture != row.first_capture:
        yield f"  the last of {readable_time(row.last_capture)}"
        yield f"    {row.last_replay_url or 'page not kept'}"


def _readable(window: Window) -> str:
    return readable_window(window.not_before, window.first_capture)
