"""`policytrail import`: a corpus that others keep in git, as documents and versions like any others."""

import time
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from db.lock import run_lock
from db.store import Store
from policytrail.commands.output import print_json, print_line, warn
from tracker.exchange.git_reader import GitReader
from tracker.exchange.import_corpus import ImportedDocument, import_corpus, read_corpus
from tracker.exchange.imported_text import Layout
from tracker.exchange.open_terms_archive import OpenTermsArchive
from tracker.exchange.princeton_leuven import PrincetonLeuven
from tracker.exchange.reading_pool import ReadingPool

MAX_NAMED = 20


class CorpusFormat(StrEnum):
    """The kinds of corpora that can be read."""

    OTA = "ota"
    MARKDOWN_GIT = "markdown-git"


def import_from(corpus_format: CorpusFormat, path: Path, *, db_path: Path, as_json: bool, quiet: bool) -> None:
    """Record a corpus in the history and print what it brought."""
    started = time.monotonic()
    with GitReader(path) as repository, run_lock(db_path, wait=False, create=True), ReadingPool() as pool:
        corpus = read_corpus(repository, _layout(corpus_format, repository.name), now=datetime.now(UTC))
        store = Store(db_path)
        run_id = store.start_run("import", f"{corpus_format}:{path}")
        done = []
        for document in import_corpus(store, repository, corpus, pool):
            done.append(document)
            if not (as_json or quiet):
                print_line(f"{document.document}: {document.texts_new} texts, {document.versions_new} versions new")
        summary = _summary(done, corpus.problems, time.monotonic() - started)
        store.finish_run(run_id, summary)
        store.close()
    for problem in corpus.problems[:MAX_NAMED]:
        warn(problem)
    if len(corpus.problems) > MAX_NAMED:
        warn(f"and {len(corpus.problems) - MAX_NAMED} more of the kind")
    if as_json:
        print_json(summary)
    else:
        print_line(
            f"{summary['documents']} documents, {summary['texts_new']} texts, {summary['versions_new']} versions new,"
            f" in {summary['seconds']} s ({summary['texts_per_second']} texts a second)"
        )


def _layout(corpus_format: CorpusFormat, collection: str) -> Layout:
    match corpus_format:
        case CorpusFormat.OTA:
            return OpenTermsArchive(collection=collection)
        case CorpusFormat.MARKDOWN_GIT:
            return PrincetonLeuven(collection=collection)


def _summary(done: list[ImportedDocument], problems: list[str], seconds: float) -> dict[str, object]:
    texts = sum(document.texts_new for document in done)
    return {
        "documents": len(done),
        "texts": sum(document.texts for document in done),
        "texts_new": texts,
        "versions_new": sum(document.versions_new for document in done),
        "changes_new": sum(document.steps_new for document in done),
        "unusable": sum(document.unusable for document in done),
        "problems": problems,
        "seconds": round(seconds, 3),
        "texts_per_second": round(texts / seconds, 1),
    }
