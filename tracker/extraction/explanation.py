"""What was taken of a page, what was left out and why, for a person who doubts an extraction."""

from collections.abc import Iterator
from itertools import groupby

from tracker.clauses.clause import Clause, ClauseKind
from tracker.extraction.extract import Extraction, LeftOut
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.text.printable import printable

_WIDTH = 100


def explain_extraction(extraction: Extraction) -> str:
    """Return an account of the extraction: figures, the text that was left out by reason, the text that was taken.

    Long texts are cut short; characters that would steer a terminal are made visible.
    """
    return "\n".join([*_figures(extraction), "", *_left_out(extraction), "", "Taken:", *_taken(extraction)])


def _figures(extraction: Extraction) -> Iterator[str]:
    taken = sum(len(clause.text) for clause in extraction.clauses)
    whole = taken + sum(len(part.text) for part in extraction.left_out)
    yield f"Title: {printable(extraction.title or '(none)')}"
    yield f"Language: {extraction.language or '(unknown)'}"
    written = f" (written {printable(extraction.effective_date_text)!r})" if extraction.effective_date_text else ""
    yield f"Date: {extraction.effective_date or '(none found)'}{written}"
    grade = "" if extraction.reading_grade is None else f", reading grade {extraction.reading_grade}"
    yield f"Words: {extraction.words}{grade}"
    yield (
        f"Taken: {len(extraction.clauses)} of {len(extraction.clauses) + len(extraction.left_out)} blocks, "
        f"{taken / max(1, whole):.0%} of the characters (extractor {EXTRACTOR_VERSION})"
    )
    yield from (f"Note: {printable(note)}" for note in extraction.notes)


def _left_out(extraction: Extraction) -> Iterator[str]:
    if not extraction.left_out:
        yield "Nothing was left out."
    for reason, parts in groupby(sorted(extraction.left_out, key=_reason), key=_reason):
        texts = [part.text for part in parts]
        yield f"Left out as {reason} ({len(texts)}):"
        yield from ("  " + _short(text) for text in texts)


def _taken(extraction: Extraction) -> Iterator[str]:
    for clause in extraction.clauses:
        yield "  " * (1 + len(clause.path)) + f"{_kind(clause)}: {_short(clause.text)}"


def _kind(clause: Clause) -> str:
    return f"{clause.kind.value} {clause.level}" if clause.kind is ClauseKind.HEADING else clause.kind.value


def _reason(part: LeftOut) -> str:
    return part.reason


def _short(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= _WIDTH else shown[: _WIDTH - 1] + "…"
