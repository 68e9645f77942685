"""`policytrail history`: the versions of a document."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap

from db.assessments import StoredAssessment, meanings_by_version
from db.lock import is_at_work
from db.store import Store
from policytrail.commands.doubtful import INDENT, doubtful_lines
from policytrail.commands.output import WIDEST, print_json, print_lines, warn
from policytrail.meanings import meanings_to_json, version_sentences, year_sentences
from tracker.history.version_table import HistoryRow, doubtful_rows, history_rows
from tracker.text.printable import printable
from tracker.text.timestamps import readable_date

_LINE = "{:>7}  {:<23}  {:<11}  {:>13}  {:>6}  {}"


def print_history(target: str, *, db_path: Path, as_json: bool) -> None:
    """Print the versions of a document; for people those in doubt stand below, apart."""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    rows = history_rows(store, document)
    counts, something_else = store.change_counts(document.id), store.versions_of_something_else(document.id)
    doubtful = doubtful_rows(store, document)
    meanings = meanings_by_version(store, document.id)
    store.close()
    if note := whether_complete(document.name, recorded=bool(rows), at_work=is_at_work(db_path)):
        warn(note)
    if as_json:
        print_json(
            [asdict(row) | {"changes": meanings_to_json(meanings.get(row.version, ()))} for row in rows], indent=1
        )
    else:
        lines = history_lines(document.name, rows, counts, meanings, something_else)
        print_lines("\n".join(map(printable, (*lines, *doubtful_lines(document.name, doubtful)))))


def whether_complete(name: str, *, recorded: bool, at_work: bool) -> str | None:
    """Return what to say of a history that is not all there yet: nothing is recorded, or a run is at work."""
    if at_work:
        so_far = "more may come" if recorded else "no version is recorded yet"
        return f"{name}: a run is at work on the database; {so_far}, ask again later"
    return None if recorded else f"{name}: no version recorded yet; 'policytrail crawl {name}' fetches its history"


def history_lines(
    name: str,
    rows: Sequence[HistoryRow],
    counts: Mapping[int, Mapping[str, int]],
    meanings: Mapping[int, Sequence[StoredAssessment]],
    something_else: Set[int],
) -> Iterator[str]:
    """Yield the versions as lines for a terminal: the changes that made each, by kind, and what they mean.

    Of captures, those that were seen stand before those that lie between two of them.
    """
    yield name
    yield _LINE.format("version", "changed between", "shown until", "captures", "words", "dated").rstrip()
    for row in rows:
        began = readable_date(row.first_capture)
        yield _LINE.format(
            row.version,
            f"{readable_date(row.not_before)} – {began}" if row.not_before else f"first seen {began}",
            readable_date(row.last_capture),
            f"{row.captures_seen} + {row.captures_between}",
            row.words,
            row.effective_date or "",
        ).rstrip()
        if row.version in something_else:
            yield f"{INDENT}the page shows something else from here on: another language, or no policy"
            continue
        if row.version in counts:
            yield f"{INDENT}{', '.join(f'{count} {kind}' for kind, count in counts[row.version].items())}"
        for sentence in version_sentences(meanings[row.version]) if row.version in meanings else ():
            yield from wrap(sentence, WIDEST, initial_indent=INDENT, subsequent_indent=INDENT)
    for sentence in year_sentences(_by_year(rows, meanings)):
        yield from wrap(sentence, WIDEST, subsequent_indent="  ")
    if rows:
        yield "captures: seen to show the text + between two that were, not looked at"


def _by_year(
    rows: Sequence[HistoryRow], meanings: Mapping[int, Sequence[StoredAssessment]]
) -> dict[str, list[StoredAssessment]]:
    """Return what the changes of each year mean, by the first capture that shows them."""
    years: dict[str, list[StoredAssessment]] = {}
    for row in rows:
        years.setdefault(row.first_capture[:4], []).extend(meanings.get(row.version, ()))
    return years
