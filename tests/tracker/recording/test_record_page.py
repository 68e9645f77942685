"""Which of the pages that are fetched stay as evidence."""

import pytest

from db.outcomes import Outcome
from db.records import ListedCapture
from db.store import Store
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.recording.reading import Reading
from tracker.recording.record_page import (
    FetchedCapture,
    Keep,
    VersionEnds,
    fingerprint_page,
    keep_ends,
    record_known_page,
    record_page,
)

URL = "https://a.example/privacy"


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "a.db")
    store.add_document(URL, host="a.example", url=URL)
    yield store
    store.close()


def listed(store, count):
    """Return the document and its captures, one a year from 2001."""
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
        for index in range(count)
    ]
    store.record_listing(location, rows, archive="x", listed_from="", listed_to=None, complete=True)
    return document, store.captures(document.id)


def fetched(capture, text, fingerprint=None):
    return FetchedCapture(
        capture=capture,
        body=f"<p>{text}<!-- {capture.timestamp} -->".encode(),
        headers={},
        fingerprint=fingerprint or capture.timestamp,
        replay_url="https://archive.example/",
        note=None,
    )


def kept_years(store):
    kept = store.rows("SELECT timestamp FROM pages JOIN captures ON captures.id = capture_id ORDER BY timestamp")
    return [row["timestamp"][:4] for row in kept]


def record(store, make_version, keep, *texts):
    """Record a page a year, each with bytes of its own; returns the years whose page was kept."""
    document, captures = listed(store, len(texts))
    for capture, text in zip(captures, texts, strict=True):
        reading = Reading(outcome=Outcome.OK, version=make_version([("para", 0, text)]))
        record_page(store, document, fetched(capture, text), reading, keep)
    return kept_years(store)


@pytest.mark.parametrize(
    ("keep", "years"),
    [(Keep.CHANGED, ["2001", "2003"]), (Keep.ALL, ["2001", "2002", "2003", "2004"]), (Keep.NONE, [])],
)
def test_the_pages_that_are_asked_for_are_kept_and_no_others(store, make_version, keep, years):
    assert record(store, make_version, keep, "We keep it.", "We keep it.", "We sell it.", "We keep it.") == years


@pytest.mark.parametrize(("keep", "years"), [(Keep.CHANGED, ["2001"]), (Keep.ALL, ["2001", "2002"]), (Keep.NONE, [])])
def test_a_page_whose_words_are_known_is_kept_only_where_all_are(store, make_version, keep, years):
    document, (first, second) = listed(store, 2)
    reading = Reading(outcome=Outcome.OK, version=make_version([("para", 0, "We keep it.")]))
    begun = record_page(store, document, fetched(first, "We keep it.", "same"), reading, keep)
    known = record_known_page(store, document, fetched(second, "We keep it.", "same"), keep)
    assert (known.outcome, known.version_id, known.is_new) == (Outcome.OK, begun.version_id, False)
    assert kept_years(store) == years


def test_a_page_whose_words_are_not_known_is_left_to_be_read(store):
    document, (first,) = listed(store, 1)
    assert record_known_page(store, document, fetched(first, "We keep it."), Keep.ALL) is None
    assert kept_years(store) == []


def test_a_fingerprint_holds_for_the_extractor_that_read_the_page():
    assert fingerprint_page(b"<p>We keep it.", "text/html").startswith(f"{EXTRACTOR_VERSION}:")


@pytest.mark.parametrize("arrival", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
def test_the_earliest_and_the_latest_page_of_a_version_are_kept_whatever_the_order(store, arrival):
    document, captures = listed(store, 3)
    ends = VersionEnds()
    for index in arrival:
        ends.note(1, fetched(captures[index], "We keep it."))
    assert [page.capture.timestamp[:4] for page in ends] == ["2001", "2003"]
    keep_ends(store, document, ends)
    assert kept_years(store) == ["2001", "2003"]


def test_one_page_is_both_ends_of_its_version(store):
    _, (first,) = listed(store, 1)
    ends = VersionEnds()
    ends.note(1, fetched(first, "We keep it."))
    assert len(list(ends)) == 1
