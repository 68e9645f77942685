"""`policytrail history`: the versions of a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap

from db.assessments import StoredAssessment, meanings_by_version
from db.store import Store
from policytrail.commands.meanings import meanings_to_json, version_sentences
from policytrail.commands.output import WIDEST, print_json, print_lines
from tracker.history.version_table import HistoryRow, history_rows
from tracker.text.printable import printable
from tracker.text.timestamps import readable_date

_INDENT = " " * 9
_LINE = "{:>7}  {:<23}  {:<11}  {:>8}  {:>6}  {}"


def print_history(target: str, *, db_path: Path, as_json: bool) -> None:
    """Print the versions of a document."""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    rows = history_rows(store, document)
    counts = store.change_counts(document.id)
    meanings = meanings_by_version(store, document.id)
    store.close()
    if as_json:
        print_json(
            [asdict(row) | {"changes": meanings_to_json(meanings.get(row.version, ()))} for row in rows], indent=1
        )
    else:
        print_lines("\n".join(map(printable, history_lines(document.name, rows, counts, meanings))))


def history_lines(
    name: str,
    rows: Sequence[HistoryRow],
    counts: Mapping[int, Mapping[str, int]],
    meanings: Mapping[int, Sequence[StoredAssessment]],
) -> Iterator[str]:
    """Yield the versions as lines for a terminal: the changes that made each, by kind, and what they mean."""
    yield name
    yield _LINE.format("version", "changed between", "shown until", "captures", "words", "dated").rstrip()
    for row in rows:
        began = readable_date(row.first_capture)
        yield _LINE.format(
            row.version,
            f"{readable_date(row.not_before)} – {began}" if row.not_before else f"first seen {began}",
            readable_date(row.last_capture),
            row.captures,
            row.words,
            row.effective_date or "",
        ).rstrip()
        what = [row.mark] if row.mark else []
        what += [f"{count} {kind}" for kind, count in counts.get(row.version, {}).items()]
        if what:
            yield f"         {', '.join(what)}"
        for sentence in version_sentences(meanings[row.version]) if row.version in meanings else ():
            yield from wrap(sentence, WIDEST, initial_indent=_INDENT, subsequent_indent=_INDENT)
