"""The schema as numbered migrations: a released one is never edited, a new one is appended; see docs/schema.md."""

from sqlite_utils import Database, Migrations

from db import first_schema
from db.archives_schema import ARCHIVES_0011
from db.assessments_schema import ASSESSMENTS_0008
from db.doubt_schema import DOUBT_0010
from db.outbox_schema import OUTBOX_0009
from db.site_schema import SITE_INDEXES_0012

MIGRATIONS = Migrations("policytrail")

_UNSETTLED_0003 = """
CREATE TABLE unsettled_clauses (
    version_id INTEGER PRIMARY KEY REFERENCES versions(id) ON DELETE CASCADE,
    clauses TEXT NOT NULL
) STRICT;
INSERT INTO unsettled_clauses SELECT id, unsettled_clauses FROM versions WHERE unsettled_clauses IS NOT NULL;
ALTER TABLE versions DROP COLUMN unsettled_clauses;
"""


_KEY_PAGES_0004 = """
ALTER TABLE pages ADD COLUMN is_key INTEGER NOT NULL DEFAULT 0;
UPDATE pages SET is_key = 1 WHERE key_page_id IS NULL;
DROP INDEX pages_document;
CREATE INDEX pages_document ON pages(document_id, is_key);
"""

_REPLAY_PLACES_0005 = """
ALTER TABLE pages RENAME COLUMN replay_url TO replay_place;
UPDATE pages SET headers = json_remove(headers, '$."memento-datetime"'),
    replay_place = substr(replay_place, 1, length(replay_place) - 14 - length('id_/') - (
        SELECT length(coalesce(captures.url, locations.url)) FROM captures JOIN locations ON locations.id = location_id
        WHERE captures.id = capture_id));
"""

_PAGE_FACTS_0006 = """
ALTER TABLE pages ADD COLUMN sha256_bytes BLOB NOT NULL DEFAULT x'';
ALTER TABLE pages ADD COLUMN content_type TEXT;
ALTER TABLE pages ADD COLUMN archive_src TEXT;
UPDATE pages SET sha256_bytes = bytes_of_hex(sha256), content_type = json_extract(headers, '$."content-type"'),
    archive_src = json_extract(headers, '$."x-archive-src"');
ALTER TABLE pages DROP COLUMN sha256;
ALTER TABLE pages DROP COLUMN headers;
ALTER TABLE pages ADD COLUMN sha256 TEXT AS (lower(hex(sha256_bytes))) VIRTUAL;
ALTER TABLE pages ADD COLUMN headers TEXT AS (
    json_patch('{}', json_object('content-type', content_type, 'x-archive-src', archive_src))) VIRTUAL;
"""


_TYPES_BESIDE_WORDS_0007 = """
ALTER TABLE locations ADD COLUMN found_by TEXT NOT NULL DEFAULT 'given';
UPDATE locations SET found_by = CASE
    WHEN evidence = 'given' THEN 'given'
    WHEN evidence LIKE 'link %' THEN 'link'
    WHEN evidence LIKE 'frame %' THEN 'frame'
    WHEN evidence LIKE 'redirect %' THEN 'redirect'
    WHEN evidence LIKE 'moved%' THEN 'moved'
    WHEN evidence LIKE 'canonical %' THEN 'canonical'
    ELSE 'search' END;
ALTER TABLE captures ADD COLUMN digest_matches INTEGER;
UPDATE captures SET digest_matches = 0 WHERE note = 'digest differs from the CDX row';
"""


_SAMPLING_0013 = """
ALTER TABLE documents ADD COLUMN sample TEXT CHECK (sample IN ('changes', 'month', 'half-year', 'all'));
CREATE INDEX locations_url ON locations(url);
"""


def _run_statements(database: Database, script: str) -> None:
    """Run the statements one by one: `executescript` would commit and break the migration's transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if line.endswith(";") and (not statement.lstrip().startswith("CREATE TRIGGER") or line.startswith("END;")):
            database.conn.execute(statement)
            statement = ""


@MIGRATIONS()
def m0001_initial(database: Database) -> None:
    """Create the tables, the full-text index and the views."""
    _run_statements(database, first_schema.TABLES)
    _run_statements(database, first_schema.VIEWS)


@MIGRATIONS()
def m0002_texts_under_many_sites(database: Database) -> None:
    """Find the documents that show a text, whoever's they are."""
    database.conn.execute("CREATE INDEX versions_text ON versions(text_sha256)")


@MIGRATIONS()
def m0003_unsettled_clauses_apart(database: Database) -> None:
    """Move the clauses that wait out of the rows of versions, which they left half empty once settled."""
    _run_statements(database, _UNSETTLED_0003)


@MIGRATIONS()
def m0004_key_pages_beside_others(database: Database) -> None:
    """Let a key page hang on one that stands alone: say which pages are keys, and find them."""
    _run_statements(database, _KEY_PAGES_0004)


@MIGRATIONS()
def m0005_what_follows_from_the_capture(database: Database) -> None:
    """Keep with a page only what its capture does not tell: a sixth of the room that pages of a busy site take."""
    _run_statements(database, _REPLAY_PLACES_0005)


@MIGRATIONS()
def m0006_page_facts_as_bytes(database: Database) -> None:
    """Keep a page's hash as bytes and of its headers the values; as people read them they are made when asked for."""
    database.conn.create_function("bytes_of_hex", 1, bytes.fromhex, deterministic=True)
    _run_statements(database, _PAGE_FACTS_0006)


@MIGRATIONS()
def m0007_types_beside_words(database: Database) -> None:
    """Say in columns of their own what was read out of the words: how an address was found, whether bytes match."""
    _run_statements(database, _TYPES_BESIDE_WORDS_0007)


@MIGRATIONS()
def m0008_assessments(database: Database) -> None:
    """Keep with each change what it means, and show it in the views."""
    _run_statements(database, ASSESSMENTS_0008)


@MIGRATIONS()
def m0009_outbox(database: Database) -> None:
    """Watch targets, keep rules, and write what is to be told where it waits until the far side took it."""
    _run_statements(database, OUTBOX_0009)


@MIGRATIONS()
def m0010_doubt_beside_the_history(database: Database) -> None:
    """Keep doubtful versions beside the numbered ones with the reason and people's judgments; count captures apart."""
    _run_statements(database, DOUBT_0010)


@MIGRATIONS()
def m0011_archives_together(database: Database) -> None:
    """Name the archive of each capture and of each listing: one history comes from several."""
    _run_statements(database, ARCHIVES_0011)


@MIGRATIONS()
def m0012_indexes_of_lists(database: Database) -> None:
    """Find the newest changes, those of a document in time, and the documents in a language without reading all."""
    _run_statements(database, SITE_INDEXES_0012)


@MIGRATIONS()
def m0013_sampling_remembered(database: Database) -> None:
    """Remember how a document's captures are sampled, and find who stood at an address."""
    _run_statements(database, _SAMPLING_0013)
