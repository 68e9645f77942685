"""Histories for tests, written through the store as a crawl writes them."""

import os
from dataclasses import dataclass
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, settings

from db.outcomes import Outcome
from db.records import FetchedPage, ListedCapture, NewVersion, StoredClause
from db.store import Store
from tracker.history.derive_history import derive_history

# How long an example takes says what else the machine does, so nothing is judged by it; a time that matters is measured
# by the test, in seconds of the processor. What CI tries is the same each time; at home, each run tries other examples.
settings.register_profile("policytrail", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("policytrail-ci", settings.get_profile("policytrail"), derandomize=True, database=None)
settings.load_profile("policytrail-ci" if os.environ.get("CI") else "policytrail")


@dataclass(frozen=True, kw_only=True)
class HistoryMaker:
    """Adds documents with a version a year, from 2001 on, each shown by two captures."""

    store: Store

    def add(self, name, *versions, url=None, replay_base="https://archive.example/web/", title="Privacy"):
        """Record the versions of a document, each a list of (kind, level, text); returns the document."""
        url = url or f"https://{name}/privacy"
        self.store.add_document(name, host=name, url=url)
        document = self.store.find_document(name)
        self.grow(document, *versions, replay_base=replay_base, title=title)
        return document

    def grow(self, document, *versions, replay_base="https://archive.example/web/", title="Privacy"):
        """Record more versions of a document, a year each after those it has."""
        (location,) = self.store.locations(document.id)
        began = len(self.store.captures(document.id)) // 2 + 1
        years = range(began, began + len(versions))
        listed = [
            ListedCapture(
                timestamp=f"20{year:02}{month:02}01000000",
                url=location.url,
                mimetype="text/html",
                status="200",
                digest=f"D{year}{month}",
                length=None,
            )
            for year in years
            for month in (1, 6)
        ]
        self.store.record_listing(
            location, listed, archive="https://archive.example", listed_from="", listed_to=None, complete=True
        )
        new = [capture for capture in self.store.captures(document.id) if capture.outcome is None]
        for index, capture in enumerate(new):
            version = _new_version(versions[index // 2], title)
            version_id, _ = self.store.record_version(document.id, capture.id, version)
            page = FetchedPage(
                body=repr(version).encode(),
                headers={},
                replay_place=replay_base,
            )
            self.store.keep_page(document.id, capture.id, page)
            self.store.record_outcome(capture.id, Outcome.OK, version_id=version_id)
        derive_history(self.store, document)


def _new_version(clauses, title):
    stored = tuple(StoredClause(kind=kind, level=level, text=text) for kind, level, text in clauses)
    return NewVersion(
        text_sha256=sha256(repr(stored).encode()).hexdigest(),
        title=title,
        language="en",
        effective_date=None,
        effective_date_text=None,
        words=sum(len(clause.text.split()) for clause in stored),
        reading_grade=None,
        notes=(),
        extractor_version="test",
        clauses=stored,
    )


@pytest.fixture
def history(tmp_path):
    store = Store(tmp_path / "history.db")
    yield HistoryMaker(store=store)
    store.close()


@pytest.fixture(scope="session")
def history_maker():
    """The class, for fixtures that live longer than a test."""
    return HistoryMaker


@pytest.fixture
def make_version():
    """A version of (kind, level, text) clauses, as the extractor would hand it to the store."""
    return lambda clauses: _new_version(clauses, "Privacy")
