"""Records versions, one a transaction, until told otherwise: busy_writer.py FILE FIRST LAST [MAX_FILE_BYTES].

Says the number of each version once it is committed; settles after every fifth.
"""

import random
import resource
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.errors import PolicytrailError
from db.outcomes import Outcome
from db.records import ListedCapture, NewVersion, StoredClause
from db.store import Store
from tracker.clauses.text_hash import text_sha256
from tracker.history.derive_history import derive_history
from tracker.history.stored_clauses import with_paths
from tracker.recording.reading import Reading
from tracker.recording.record_page import FetchedCapture, Keep, record_page

URL = "https://busy.example/privacy"
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment of version 0; each that follows is a second later."""


def main():
    path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if len(sys.argv) > 4:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
    store = Store(path)
    store.add_document(URL, host="busy.example", url=URL)
    document = store.find_document(URL)
    for number in range(first, last + 1):
        record(store, document, number)
        print(number, flush=True)
        if number % 5 == 0:
            derive_history(store, document)
    derive_history(store, document)
    store.close()


def record(store, document, number):
    """Record a version that differs from all others, with a page that does not compress."""
    (location,) = store.locations(document.id)
    stamp = f"{FIRST + timedelta(seconds=number):%Y%m%d%H%M%S}"
    row = ListedCapture(timestamp=stamp, url=URL, mimetype="text/html", status="200", digest=stamp, length=1)
    store.record_listing(location, [row], archive="x", listed_from="", listed_to=stamp, complete=True)
    (capture,) = store.captures(document.id, start=stamp, end=stamp)
    body = random.Random(number).randbytes(3000)
    page = FetchedCapture(
        capture=capture,
        body=body,
        headers={},
        fingerprint=f"f{number}",
        replay_url="https://a.example",
        note=None,
    )
    record_page(store, document, page, Reading(outcome=Outcome.OK, version=version(number)), Keep.CHANGED)


def version(number):
    clauses = tuple(
        StoredClause(kind="para", level=0, text=f"Rule {place} of year {number // (place + 1)}.") for place in range(20)
    )
    return NewVersion(
        text_sha256=text_sha256(with_paths(clauses)),
        title=None,
        language="en",
        effective_date=None,
        effective_date_text=None,
        words=100,
        reading_grade=None,
        notes=(),
        extractor_version="test",
        clauses=clauses,
    )


try:
    main()
except PolicytrailError as error:
    sys.stderr.write(f"policytrail: {error}\n")
    sys.exit(error.exit_status)
