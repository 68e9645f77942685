"""The history is the same in whatever order captures become known, and whenever it is derived in between."""

from hypothesis import given, settings
from hypothesis import strategies as st

from db.outcomes import Outcome
from db.records import ListedCapture, NewVersion, StoredClause
from db.store import Store
from db.verification import verify
from tracker.clauses.clause import Clause, ClauseKind
from tracker.clauses.text_hash import text_sha256
from tracker.history.derive_history import derive_history
from tracker.history.version_table import doubtful_rows, history_rows

SUBJECTS = ("mail", "names", "addresses", "cookies", "logs", "photos", "contacts", "payments", "messages", "places")
POLICY = ["Privacy", *(f"We keep your {what} as personal data, and you may object." for what in SUBJECTS)]
TEXTS = {
    "A": POLICY,
    "B": [*POLICY[:4], "We sell nothing to anybody.", *POLICY[5:]],
    "P": POLICY[:5],
    "S": ["Welcome", *(f"Discover offer number {number} of our sale." for number in range(9))],
    "T": [POLICY[0], *(f"{what.title()}" for what in SUBJECTS[:3]), *POLICY[1:]],
}
MONTHS = [f"20{year:02}{month:02}01000000" for year in range(1, 4) for month in range(1, 13)]


def version(lines):
    clauses = tuple(StoredClause(kind="para", level=0, text=line) for line in lines)
    return NewVersion(
        text_sha256=text_sha256([Clause(kind=ClauseKind.PARA, level=0, path=(), text=line) for line in lines]),
        title="Privacy", language="en", effective_date=None, effective_date_text=None, words=len(lines),
        reading_grade=None, notes=(), extractor_version="test", clauses=clauses,
    )  # fmt: skip


def derived(shown, order, settled_after, path):
    """What is derived if captures become known in this order, and the history is derived after some of them too."""
    store = Store(path)
    store.add_document("a.example", host="a.example", url="https://a.example/privacy")
    document = store.find_document("a.example")
    (location,) = store.locations(document.id)
    for count, place in enumerate(order):
        listed = ListedCapture(
            timestamp=MONTHS[place],
            url=location.url,
            mimetype="text/html",
            status="200",
            digest=f"D{place}",
            length=None,
        )
        store.record_listing(location, [listed], archive="x", listed_from="", listed_to=None, complete=True)
        (capture,) = [each for each in store.captures(document.id) if each.timestamp == MONTHS[place]]
        version_id, _ = store.record_version(document.id, capture.id, version(TEXTS[shown[place]]))
        store.record_outcome(capture.id, Outcome.OK, version_id=version_id)
        if count in settled_after:
            derive_history(store, document)
    derive_history(store, document)
    assert list(verify(store)) == []
    rows = [(row.version, row.sha256, row.stretches, row.captures_seen) for row in history_rows(store, document)]
    doubtful = [(row.label, row.sha256, row.doubt) for row in doubtful_rows(store, document)]
    steps = store.rows("SELECT not_before, first_capture, replaced FROM steps ORDER BY first_capture")
    spans = [(span.text, span.first_version, span.last_version) for span in store.spans(document.id)]
    store.close()
    return rows, doubtful, steps, sorted(spans)


@settings(max_examples=25, deadline=None)
@given(st.data(), st.text(alphabet="ABPST", min_size=1, max_size=12))
def test_the_order_in_which_captures_become_known_does_not_matter(tmp_path_factory, data, shown):
    places = list(range(len(shown)))
    order = data.draw(st.permutations(places))
    settled_after = data.draw(st.sets(st.sampled_from(places)))
    folder = tmp_path_factory.mktemp("any_order")
    whole = derived(shown, places, set(), folder / "whole.db")
    assert derived(shown, order, settled_after, folder / "parts.db") == whole
