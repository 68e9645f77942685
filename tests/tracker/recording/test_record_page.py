"""Which of the pages that are fetched stay as evidence."""

import pytest

from db.outcomes import Outcome
from db.records import ListedCapture
from db.store import Store
from tracker.recording.reading import Reading
from tracker.recording.record_page import FetchedCapture, Keep, record_page

URL = "https://a.example/privacy"


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "a.db")
    store.add_document(URL, host="a.example", url=URL)
    yield store
    store.close()


def record(store, make_version, keep, *texts):
    """Record a page a year, each with bytes of its own; returns the years whose page was kept."""
    document = store.find_document(URL)
    (location,) = store.locations(document.id)
    rows = [
        ListedCapture(
            timestamp=f"{2001 + index}0101000000",
            url=URL,
            mimetype="text/html",
            status="200",
            digest=f"D{index}",
            length=1,
        )
        for index in range(len(texts))
    ]
    store.record_listing(location, rows, archive="x", listed_from="", listed_to=None, complete=True)
    for capture, text in zip(store.captures(document.id), texts, strict=True):
        page = FetchedCapture(
            capture=capture,
            body=f"<p>{text}<!-- {capture.timestamp} -->".encode(),
            headers={},
            fingerprint=capture.timestamp,
            replay_url="https://archive.example/",
            note=None,
        )
        reading = Reading(outcome=Outcome.OK, version=make_version([("para", 0, text)]))
        record_page(store, document, page, reading, keep)
    kept = store.rows("SELECT timestamp FROM pages JOIN captures ON captures.id = capture_id ORDER BY timestamp")
    return [row["timestamp"][:4] for row in kept]


@pytest.mark.parametrize(
    ("keep", "years"),
    [(Keep.CHANGED, ["2001", "2003"]), (Keep.ALL, ["2001", "2002", "2003", "2004"]), (Keep.NONE, [])],
)
def test_the_pages_that_are_asked_for_are_kept_and_no_others(store, make_version, keep, years):
    assert record(store, make_version, keep, "We keep it.", "We keep it.", "We sell it.", "We keep it.") == years
