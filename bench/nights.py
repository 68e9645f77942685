"""Night by night over histories recorded whole: what would have been told, taken back, and left standing wrongly.

    policytrail crawl URL... --sample all --db all.db
    python -m bench.nights all.db

Each night with a new capture the plan of a crawl (`--sample changes`) is followed for what is known up to then, out of
the database instead of an archive; a step that is new is told, one that no longer holds is taken back. Exit status 1 if
anything told is neither in the final history nor taken back.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from crawler.planning.fetch_plan import Candidate, Sample, plan_fetches
from db.records import Capture, Document
from db.store import Store
from tracker.history.recorded_timeline import lay_out
from tracker.history.timeline import Observation, Timeline, build_timeline
from tracker.history.version_traits import VersionTraits
from tracker.text.timestamps import last_moment, readable_date

Pair = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Nights:
    """What was told so far, with its night, and what was taken back; `known` holds what fetched captures show."""

    nights: int = 0
    told: dict[Pair, str] = field(default_factory=dict)
    taken_back: dict[Pair, str] = field(default_factory=dict)
    known: dict[int, int | None] = field(default_factory=dict)


def main() -> int:
    """Print a line for each document and for each step that was taken back; 1 if one stands wrongly."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    store = Store(Path(sys.argv[1]), create=False)
    print(f"{'nights':>7} {'fetches':>8} {'told':>5} {'back':>5} {'final':>6} {'wrong':>6} {'missed':>7}  document")
    wrong_steps = 0
    for document in store.documents():
        nights, final = follow(store, document)
        standing = nights.told.keys() - nights.taken_back.keys()
        wrong, missed = standing - final, final - standing
        wrong_steps += len(wrong)
        counts = (len(nights.told), len(nights.taken_back), len(final), len(wrong), len(missed))
        columns = "{:>5} {:>5} {:>6} {:>6} {:>7}".format(*counts)
        print(f"{nights.nights:>7} {len(nights.known):>8} {columns}  {document.name}")
        for pair, night in nights.taken_back.items():
            print(f"{'':>9}{pair}: told {readable_date(nights.told[pair])}, taken back {readable_date(night)}")
    store.close()
    return int(wrong_steps > 0)


def follow(store: Store, document: Document) -> tuple[Nights, set[Pair]]:
    """Return what a person would have been told of a document night by night, and the steps of the whole history."""
    laid_out = lay_out(store, document)
    texts = {
        version_id: VersionTraits(
            laid_out.clauses(version_id), language=version.language, title=version.title or "", kind=document.kind
        )
        for version_id, version in laid_out.versions.items()
    }
    nights = Nights()
    captures = store.captures(document.id)
    reached = 0
    for day, new in groupby(captures, key=lambda capture: capture.timestamp[:8]):
        reached += len(list(new))
        nights.nights += 1
        timeline = look(captures[:reached], nights, texts, laid_out.twins, until=last_moment(day))
        settle_night(nights, timeline, day)
    return nights, {(step.old, step.new) for step in laid_out.timeline.steps}


def look(
    captures: Sequence[Capture],
    nights: Nights,
    texts: Mapping[int, VersionTraits],
    twins: Mapping[int, int],
    *,
    until: str,
) -> Timeline:
    """Fetch what the plan asks for, and return the timeline of what is known then."""
    while places := plan_fetches(list(candidates(captures, nights.known)), Sample.CHANGES):
        for place in places:
            nights.known[captures[place].id] = captures[place].version_id
    seen = [
        Observation(timestamp=capture.timestamp, version=version_id)
        for capture in captures
        if (version_id := nights.known.get(capture.id)) is not None
    ]
    return build_timeline(seen, texts, twins=twins, until=until)


def candidates(captures: Sequence[Capture], known: Mapping[int, int | None]) -> Iterator[Candidate]:
    """Yield the captures as the planner sees them."""
    for capture in captures:
        is_known = capture.id in known
        shows = known.get(capture.id)
        yield Candidate(
            timestamp=capture.timestamp,
            digest=capture.digest,
            location=capture.location_id,
            length=capture.length,
            shows=shows,
            usable=not is_known or shows is not None,
            refused=is_known and shows is None,
        )


def settle_night(nights: Nights, timeline: Timeline, night: str) -> None:
    """Tell what is new, and take back what no longer holds; a step told anew is no longer taken back."""
    place = {version: at for at, version in enumerate(timeline.order)}
    steps = {(step.old, step.new) for step in timeline.steps}
    for pair in nights.told:
        old, new = (place.get(version) for version in pair)
        holds = old is not None and new is not None and (old < new or pair in steps)
        if not holds:
            nights.taken_back.setdefault(pair, night)
    for pair in steps:
        if pair not in nights.told or pair in nights.taken_back:
            nights.told[pair] = night
            nights.taken_back.pop(pair, None)


if __name__ == "__main__":
    sys.exit(main())
