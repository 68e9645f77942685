"""The tables and views of the first schema, which migration 0001 makes; what came later is in db.migrations."""

TABLES = """
CREATE TABLE sites (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL UNIQUE,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES sites(id) ON DELETE CASCADE,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL DEFAULT 'privacy',
    section TEXT,
    added_at TEXT NOT NULL,
    settled INTEGER NOT NULL DEFAULT 1,
    alternating INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX documents_site ON documents(site_id);

CREATE TABLE locations (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT 'policy' CHECK (role IN ('policy', 'homepage', 'search')),
    evidence TEXT NOT NULL,
    found_in TEXT,
    valid_from TEXT,
    valid_to TEXT,
    listed_archive TEXT,
    listed_from TEXT,
    listed_to TEXT,
    listing TEXT NOT NULL DEFAULT 'none' CHECK (listing IN ('none', 'partial', 'complete')),
    UNIQUE (document_id, role, url)
) STRICT;

CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    location_id INTEGER NOT NULL REFERENCES locations(id) ON DELETE CASCADE,
    timestamp TEXT NOT NULL CHECK (length(timestamp) = 14),
    url TEXT,
    mimetype TEXT,
    status TEXT,
    digest TEXT NOT NULL,
    length INTEGER,
    outcome TEXT,
    version_id INTEGER REFERENCES versions(id) ON DELETE SET NULL,
    target TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    note TEXT
) STRICT;
-- Forty bits of the digest tell apart what one second can bring, and spare a third of the index.
CREATE UNIQUE INDEX captures_once ON captures(location_id, timestamp, substr(digest, 1, 8));
CREATE INDEX captures_version ON captures(version_id);

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    capture_id INTEGER NOT NULL UNIQUE REFERENCES captures(id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    key_page_id INTEGER REFERENCES pages(id),
    zstd BLOB NOT NULL,
    headers TEXT NOT NULL,
    replay_url TEXT NOT NULL
) STRICT;
CREATE INDEX pages_document ON pages(document_id);
CREATE INDEX pages_key ON pages(key_page_id, document_id);

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    text_sha256 TEXT NOT NULL,
    clauses_sha256 TEXT NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures(id) ON DELETE CASCADE,
    number INTEGER,
    title TEXT,
    language TEXT,
    effective_date TEXT,
    effective_date_text TEXT,
    words INTEGER NOT NULL,
    reading_grade REAL,
    notes TEXT NOT NULL DEFAULT '[]',
    extractor_version TEXT NOT NULL,
    superseded_by INTEGER REFERENCES versions(id) ON DELETE SET NULL,
    mark TEXT CHECK (mark IN ('alternating', 'unconfirmed')),
    unsettled_clauses TEXT,
    UNIQUE (document_id, text_sha256)
) STRICT;
CREATE INDEX versions_capture ON versions(capture_id);
CREATE INDEX versions_superseded ON versions(superseded_by);

CREATE TABLE fingerprints (
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    outcome TEXT NOT NULL,
    version_id INTEGER REFERENCES versions(id) ON DELETE CASCADE,
    note TEXT,
    PRIMARY KEY (document_id, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_version ON fingerprints(version_id);

CREATE TABLE clause_texts (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    digest BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE clause_spans (
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    lineage INTEGER NOT NULL,
    text_id INTEGER NOT NULL REFERENCES clause_texts(id),
    kind TEXT NOT NULL,
    level INTEGER NOT NULL,
    first_version INTEGER NOT NULL,
    last_version INTEGER NOT NULL,
    PRIMARY KEY (document_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX clause_spans_text ON clause_spans(text_id);

CREATE TABLE lineage_parents (
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    lineage INTEGER NOT NULL,
    parent INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (document_id, lineage, parent)
) STRICT, WITHOUT ROWID;

CREATE TABLE steps (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    old_version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    new_version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    not_before TEXT NOT NULL,
    first_capture TEXT NOT NULL,
    technical INTEGER NOT NULL DEFAULT 0,
    recorded_at TEXT NOT NULL,
    UNIQUE (document_id, old_version_id, new_version_id, first_capture)
) STRICT;
CREATE INDEX steps_old ON steps(old_version_id);
CREATE INDEX steps_new ON steps(new_version_id);

CREATE TABLE step_changes (
    step_id INTEGER NOT NULL REFERENCES steps(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    section TEXT NOT NULL,
    old_text_id INTEGER REFERENCES clause_texts(id),
    new_text_id INTEGER REFERENCES clause_texts(id),
    old_place INTEGER,
    new_place INTEGER,
    value_changes TEXT,
    PRIMARY KEY (step_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_changes_old ON step_changes(old_text_id);
CREATE INDEX step_changes_new ON step_changes(new_text_id);

CREATE TABLE alert_deliveries (
    old_version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    new_version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    delivered_at TEXT NOT NULL,
    PRIMARY KEY (old_version_id, new_version_id, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_deliveries_new ON alert_deliveries(new_version_id);

CREATE TABLE alert_checks (
    channel TEXT PRIMARY KEY,
    checked_at TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    archive TEXT,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    summary TEXT
) STRICT;

CREATE TABLE breakers (
    archive TEXT PRIMARY KEY,
    strikes INTEGER NOT NULL,
    closed_until REAL NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE clause_search USING fts5(text, content='clause_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER clause_texts_added AFTER INSERT ON clause_texts BEGIN
    INSERT INTO clause_search(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER clause_texts_deleted AFTER DELETE ON clause_texts BEGIN
    INSERT INTO clause_search(clause_search, rowid, text) VALUES ('delete', old.id, old.text);
END;
"""

VIEWS = """
CREATE VIEW changes AS
SELECT documents.name AS document, steps.id AS step, old.number AS old_version, new.number AS new_version,
       steps.not_before, steps.first_capture, step_changes.number AS change, step_changes.kind, step_changes.section,
       old_text.text AS old_text, new_text.text AS new_text, step_changes.value_changes, steps.technical, steps.recorded_at
FROM step_changes
JOIN steps ON steps.id = step_changes.step_id
JOIN documents ON documents.id = steps.document_id
JOIN versions AS old ON old.id = steps.old_version_id
JOIN versions AS new ON new.id = steps.new_version_id
LEFT JOIN clause_texts AS old_text ON old_text.id = step_changes.old_text_id
LEFT JOIN clause_texts AS new_text ON new_text.id = step_changes.new_text_id;

CREATE VIEW history AS
SELECT documents.name AS document, versions.number AS version,
       min(captures.timestamp) AS first_capture, max(captures.timestamp) AS last_capture, count(*) AS captures,
       coalesce(first.url, locations.url) AS url, versions.title, versions.language, versions.effective_date,
       versions.words, versions.text_sha256 AS sha256, versions.mark
FROM versions
JOIN documents ON documents.id = versions.document_id
JOIN captures AS first ON first.id = versions.capture_id
JOIN locations ON locations.id = first.location_id
JOIN captures ON captures.version_id = versions.id
WHERE versions.number IS NOT NULL
GROUP BY versions.id;

CREATE VIEW clauses_now AS
SELECT documents.name AS document, clause_spans.place, clause_spans.lineage, clause_spans.kind, clause_spans.level, clause_texts.text
FROM clause_spans
JOIN documents ON documents.id = clause_spans.document_id
JOIN clause_texts ON clause_texts.id = clause_spans.text_id
WHERE clause_spans.last_version = (SELECT max(number) FROM versions WHERE versions.document_id = documents.id);

CREATE VIEW clause_lifetimes AS
SELECT documents.name AS document, clause_spans.lineage, clause_spans.kind, clause_texts.text,
       clause_spans.first_version, clause_spans.last_version,
       (SELECT min(timestamp) FROM captures JOIN versions ON versions.id = captures.version_id
        WHERE versions.document_id = documents.id AND versions.number = clause_spans.first_version) AS first_capture,
       (SELECT max(timestamp) FROM captures JOIN versions ON versions.id = captures.version_id
        WHERE versions.document_id = documents.id AND versions.number = clause_spans.last_version) AS last_capture
FROM clause_spans
JOIN documents ON documents.id = clause_spans.document_id
JOIN clause_texts ON clause_texts.id = clause_spans.text_id;
"""
