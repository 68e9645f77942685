"""Where captures lead becomes a location, within bounds."""

from types import SimpleNamespace

import pytest

from crawler.stages.trail import MAX_LOCATIONS, follow
from db.records import Capture, FoundBy
from db.store import Store

URL = "https://a.example/privacy"
FOUND_IN = Capture(
    id=1,
    location_id=1,
    timestamp="20100101000000",
    url=URL,
    mimetype="text/html",
    status="302",
    digest="D",
    length=1,
    outcome=None,
    version_id=None,
    target=None,
    note=None,
)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "a.db")
    store.add_document(URL, host="a.example", url=URL)
    yield store
    store.close()


def follow_all(store, *targets):
    document = store.find_document(URL)
    run = SimpleNamespace(store=store, replay_address=lambda at: f"https://archive.example/{at.timestamp}id_/{at.url}")
    crawl = SimpleNamespace(document=document)
    notes = [follow(run, crawl, FOUND_IN, target, FoundBy.REDIRECT) for target in targets]
    return notes, [location.url for location in store.locations(document.id)]


@pytest.mark.parametrize(
    ("target", "note"),
    [
        ("mailto:a@a.example", "leads to no address of the web"),
        ("https://a.example/", "leads to a front page, not to a policy"),
        ("http://www.a.example/privacy", "leads to a known location"),
    ],
)
def test_what_is_no_new_address_of_a_policy_is_not_followed(store, target, note):
    assert follow_all(store, target) == ([note], [URL])


def test_a_maze_of_redirects_has_an_end(store):
    notes, locations = follow_all(store, *(f"https://a.example/{number}/privacy" for number in range(40)))
    assert len(locations) == MAX_LOCATIONS
    assert notes[: MAX_LOCATIONS - 1] == ["followed"] * (MAX_LOCATIONS - 1)
    assert set(notes[MAX_LOCATIONS - 1 :]) == {f"not followed: the document has {MAX_LOCATIONS} locations already"}


def test_another_site_counts_only_from_when_it_was_led_to(store):
    notes, _ = follow_all(store, "https://b.example/privacy")
    (_, moved) = sorted(store.locations(store.find_document(URL).id), key=lambda location: location.id)
    assert (notes, moved.valid_from) == (["followed, on another site"], FOUND_IN.timestamp)
