"""Texts that we found under an address ourselves, and that are not the site's: another company's, or nobody's."""

from dataclasses import replace

from crawler.stages.trail import ON_ANOTHER_SITE, REDIRECT
from db.records import Document, Location
from db.store import Store
from tracker.ownership import speaks_of
from tracker.recorder import NOT_THEIRS, Reading
from tracker.site_names import registered_domain

GIVEN = "given"
SITES_OF_BOILERPLATE = 3
"""Sites that show the same text word for word: two may belong together, so many are a registrar's customers."""


def refuse_strangers(store: Store, document: Document, location: Location, reading: Reading) -> Reading:
    """Return the reading, or its refusal: a text that does not name the site, with another sign against it.

    The sign: a bare redirect to another site led to it, or it stands under many sites. What a person named, and what
    the site's homepage or its former policy links to on another site, is taken as it is.
    """
    version = reading.version
    if version is None or location.evidence == GIVEN:
        return reading
    text = "\n".join(clause.text for clause in version.clauses)
    doubt = _doubt(store, document, location, version.text_sha256)
    if doubt is None or speaks_of(document.host, version.title or "", text):
        return reading
    problem = f"it does not name {document.host}, and {doubt}"
    return replace(reading, outcome=NOT_THEIRS, version=None, problem=problem)


def _doubt(store: Store, document: Document, location: Location, text_sha256: str) -> str | None:
    if location.evidence.startswith(REDIRECT) and location.evidence.endswith(ON_ANOTHER_SITE):
        return f"only a {location.evidence} leads to it"
    others = {registered_domain(host) for host in store.hosts_showing(text_sha256)}
    others.discard(registered_domain(document.host))
    if len(others) < SITES_OF_BOILERPLATE:
        return None
    named = ", ".join(sorted(others)[:SITES_OF_BOILERPLATE])
    return f"the same text stands under {len(others)} other sites ({named})"
