"""How a large database behaves: its size, the latency of questions, the time to record one more version.

    python -m bench.scale [--documents N] [--versions N] [--clauses N] [--text FILE] [--database FILE]

The policies are recombined out of FILE's words (by default the project's licence); all of them are recorded through the
store. Lineages are taken from how they were made, since aligning is measured elsewhere, but for the version that is
recorded while the clock runs: that one goes the whole way. At the default size: 10,000 documents, 200,000 versions, 12
million clause appearances. Everything is measured at a tenth of the documents, and again at all of them.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from base64 import b32encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha1
from itertools import pairwise
from pathlib import Path

from bench.recombined import Draft, Recombiner
from db.derived_history import DerivedHistory, DerivedStep, StepChange, store_history
from db.outcomes import Outcome
from db.records import Capture, Document, ListedCapture, NewVersion, StoredClause
from db.store import Store
from tracker.clauses.text_hash import text_sha256
from tracker.history.blame import blame
from tracker.history.clause_spans import build_spans
from tracker.history.derive_history import derive_history
from tracker.history.search import search
from tracker.history.stored_clauses import with_paths
from tracker.history.version_table import history_rows

SAMPLE = 100
"""Questions of each kind asked at each size."""
LIMITS = {"history": (100, 300), "blame": (100, 300), "search": (100, 300), "record a version": (50, None)}
"""Milliseconds: the median, and the 95th percentile."""
BATCH = 50
"""Documents recorded in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured: bytes a version, of the file and of the text; milliseconds (median, 95th percentile)."""

    versions: int
    file_bytes: float
    text_bytes: float
    latencies: dict[str, tuple[float, float]]


def main() -> None:
    """Make the database, measure it at a tenth and at all of its size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--versions", type=int, default=20)
    parser.add_argument("--clauses", type=int, default=60)
    parser.add_argument("--text", type=Path, default=Path(__file__).parents[1] / "LICENSE")
    parser.add_argument("--database", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scale = Scale(options.database or Path(folder, "scale.db"), Recombiner(options.text, seed=1))
        small = scale.grow_to(options.documents // 10, options.versions, options.clauses)
        large = scale.grow_to(options.documents, options.versions, options.clauses)
    print_growth(small, large)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (limit 1000)")


class Scale:
    """A database that grows."""

    def __init__(self, path: Path, recombiner: Recombiner) -> None:
        """Begin with an empty one."""
        self.path, self.recombiner = path, recombiner
        self.documents = self.versions = self.text_bytes = 0

    def grow_to(self, documents: int, versions: int, clauses: int) -> Measured:
        """Add documents, then measure."""
        began = time.perf_counter()
        store = Store(self.path)
        while self.documents < documents:
            with store.transaction():
                for _ in range(min(BATCH, documents - self.documents)):
                    self._add_document(store, versions, clauses)
        store.close()
        took = time.perf_counter() - began
        print(f"{documents:,} documents, {self.versions:,} versions, made in {took:.0f} s", flush=True)
        return self._measure()

    def _add_document(self, store: Store, versions: int, clauses: int) -> None:
        name = f"https://site{self.documents}.example/privacy"
        store.add_document(name, host=f"site{self.documents}.example", url=name)
        document = store.find_document(name)
        drafts = list(self.recombiner.history(versions, clauses))
        list_captures(store, document, [f"20{at // 12:02}{at % 12 + 1:02}01000000" for at in range(2 * versions)])
        captures = store.captures(document.id)
        ids = [show_version(store, document, draft, captures[2 * at : 2 * at + 2]) for at, draft in enumerate(drafts)]
        settle_as_made(
            store, document, dict(zip(ids, drafts, strict=True)), [capture.timestamp for capture in captures]
        )
        self.documents += 1
        self.versions += versions
        self.text_bytes += sum(len(clause.text.encode()) for draft in drafts for clause in draft.clauses)

    def _measure(self) -> Measured:
        chance = random.Random(2)
        store = Store(self.path)
        documents = chance.choices(store.documents(), k=SAMPLE)
        queries = iter([query_from(store, chance) for _ in range(SAMPLE)])
        asked: dict[str, Callable[[Document], object]] = {
            "history": lambda document: history_rows(store, document),
            "blame": lambda document: blame_newest(store, document),
            "search": lambda _: search(store, next(queries), document=None, limit=20),
            "record a version": lambda document: self._record_one_more(store, document),
        }
        latencies = {name: latency(question, documents) for name, question in asked.items()}
        store.close()
        for name, (median, most) in latencies.items():
            print(
                f"  {name}: median {median:.1f} ms, 95th percentile {most:.1f} ms (limits {LIMITS[name]})", flush=True
            )
        return Measured(
            versions=self.versions,
            file_bytes=self.path.stat().st_size / self.versions,
            text_bytes=self.text_bytes / self.versions,
            latencies=latencies,
        )

    def _record_one_more(self, store: Store, document: Document) -> None:
        """Record a version that follows the newest one, with all that a crawl does for it once the page is read."""
        newest = store.versions(document.id)[-1]
        stamp = f"{int(newest.timestamp[:4]) + 1}{newest.timestamp[4:]}"
        list_captures(store, document, [stamp])
        (capture,) = store.captures(document.id, start=stamp, end=stamp)
        clauses = with_paths(store.clauses(newest))
        draft = self.recombiner.next_version(Draft(clauses=clauses, lineages=tuple(range(len(clauses)))), len(clauses))
        show_version(store, document, draft, [capture])
        derive_history(store, document)
        self.versions += 1
        self.text_bytes += sum(len(clause.text.encode()) for clause in draft.clauses)


def list_captures(store: Store, document: Document, stamps: Sequence[str]) -> None:
    """Add captures of the document's only address."""
    (location,) = store.locations(document.id)
    rows = [
        ListedCapture(
            timestamp=stamp,
            url=location.url,
            mimetype="text/html",
            status="200",
            digest=b32encode(sha1(f"{location.url}{stamp}".encode(), usedforsecurity=False).digest()).decode(),
            length=50_000,
        )
        for stamp in stamps
    ]
    store.record_listing(
        location, rows, archive="https://archive.example", listed_from="", listed_to=stamps[-1], complete=True
    )


def show_version(store: Store, document: Document, draft: Draft, captures: Sequence[Capture]) -> int:
    """Record that captures show a version; returns its id."""
    stored = tuple(StoredClause(kind=clause.kind, level=0, text=clause.text) for clause in draft.clauses)
    version = NewVersion(
        text_sha256=text_sha256(draft.clauses),
        title="Privacy policy",
        language="en",
        effective_date=None,
        effective_date_text=None,
        words=sum(len(clause.text.split()) for clause in stored),
        reading_grade=14.0,
        notes=(),
        extractor_version="bench",
        clauses=stored,
    )
    with store.transaction():
        version_id, _ = store.record_version(document.id, captures[0].id, version)
        for capture in captures:
            store.record_outcome(capture.id, Outcome.OK, version_id=version_id)
    return version_id


def settle_as_made(store: Store, document: Document, drafts: dict[int, Draft], stamps: Sequence[str]) -> None:
    """Settle a document by how its versions were made; each is shown by two captures."""
    steps = (
        DerivedStep(
            old_version_id=old, new_version_id=new, not_before=not_before, first_capture=first_capture, technical=False
        )
        for (old, new), not_before, first_capture in zip(pairwise(drafts), stamps[1::2], stamps[2::2], strict=False)
    )
    derived = DerivedHistory(
        order=tuple(drafts),
        spans=build_spans([draft.clauses for draft in drafts.values()], [draft.lineages for draft in drafts.values()]),
        parents=(),
        steps=tuple(steps),
        doubtful=(),
        same_as={},
        aside=frozenset(),
        captures_between={},
        alternating=False,
    )
    store_history(store, document.id, derived, lambda old, new: changes_between(drafts[old], drafts[new]))


def changes_between(old: Draft, new: Draft) -> list[StepChange]:
    """Return what was done to `old` to make `new`."""
    old_places = {lineage: place for place, lineage in enumerate(old.lineages)}
    new_places = {lineage: place for place, lineage in enumerate(new.lineages)}
    changes = []
    for lineage in sorted({*old_places, *new_places}):
        before, after = old_places.get(lineage), new_places.get(lineage)
        old_text = None if before is None else old.clauses[before].text
        new_text = None if after is None else new.clauses[after].text
        if old_text != new_text:
            kind = "added" if before is None else "removed" if after is None else "modified"
            changes.append(
                StepChange(
                    kind=kind,
                    section="",
                    old_text=old_text,
                    new_text=new_text,
                    old_place=before,
                    new_place=after,
                    value_changes=None,
                )
            )
    return changes


def blame_newest(store: Store, document: Document) -> None:
    """Ask since when each clause of the newest version stands there."""
    blame(store.spans(document.id), store.origins(document.id), len(store.versions(document.id)))


def query_from(store: Store, chance: random.Random) -> str:
    """Return what a person may look for, out of a clause that is there: a phrase of three words, or two words."""
    (newest,) = store.rows("SELECT max(id) AS id FROM clause_texts")
    rows = store.rows("SELECT text FROM clause_texts WHERE id >= ? LIMIT 1", chance.randrange(1, newest["id"]))
    words = rows[0]["text"].rstrip(".").split()
    if chance.random() < 0.5:
        at = chance.randrange(len(words) - 2)
        return '"' + " ".join(words[at : at + 3]) + '"'
    return " ".join(f'"{word}"' for word in chance.sample([word for word in words if len(word) > 5], 2))


def latency(question: Callable[[Document], object], documents: Sequence[Document]) -> tuple[float, float]:
    """Return the median and the 95th percentile of the time a question takes, in milliseconds."""
    times = []
    for document in documents:
        began = time.perf_counter()
        question(document)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def print_growth(small: Measured, large: Measured) -> None:
    """Print how sizes and times grew beside the number of versions."""
    print(f"from {small.versions:,} to {large.versions:,} versions (times {large.versions / small.versions:.1f}):")
    for measured in (small, large):
        share = measured.file_bytes / measured.text_bytes
        print(f"  {measured.file_bytes:,.0f} bytes a version, {share:.3f} of its text ({measured.text_bytes:,.0f})")
    for name, (median, most) in large.latencies.items():
        before = small.latencies[name]
        print(f"  {name}: median times {median / before[0]:.2f}, 95th percentile times {most / before[1]:.2f}")


if __name__ == "__main__":
    main()
