"""The archives of a history, and what each of them lists of every address."""

ARCHIVES_0011 = """
CREATE TABLE archives (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    base TEXT NOT NULL UNIQUE,
    place TEXT NOT NULL,
    replay_place TEXT,
    asked INTEGER NOT NULL DEFAULT 0,
    added_at TEXT NOT NULL
) STRICT;
CREATE TABLE listings (
    location_id INTEGER NOT NULL REFERENCES locations(id) ON DELETE CASCADE,
    archive_id INTEGER NOT NULL REFERENCES archives(id),
    state TEXT NOT NULL CHECK (state IN ('partial', 'complete')),
    listed_from TEXT,
    listed_to TEXT,
    PRIMARY KEY (location_id, archive_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE saves (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    job TEXT,
    outcome TEXT NOT NULL,
    timestamp TEXT,
    note TEXT,
    asked_at TEXT NOT NULL
) STRICT;
CREATE INDEX saves_document ON saves(document_id);
INSERT INTO archives (name, base, place, added_at)
SELECT base, base, base, (SELECT min(added_at) FROM documents) FROM (
    SELECT DISTINCT listed_archive AS base FROM locations WHERE listed_archive IS NOT NULL);
INSERT INTO archives (name, base, place, added_at)
SELECT base, base, base, (SELECT min(added_at) FROM documents) FROM (
    SELECT coalesce((SELECT archive FROM runs WHERE archive LIKE 'http%' ORDER BY id DESC LIMIT 1),
                    'https://web.archive.org') AS base)
WHERE NOT EXISTS (SELECT 1 FROM archives) AND EXISTS (SELECT 1 FROM captures);
UPDATE archives SET asked = 1 WHERE base LIKE 'http%' OR base LIKE 'warc:%';
UPDATE archives SET name = 'wayback' WHERE base = 'https://web.archive.org';
UPDATE archives SET place = coalesce(
    (SELECT archive FROM runs WHERE archive NOT LIKE 'http%' AND archive NOT LIKE 'warc:%' ORDER BY id DESC LIMIT 1),
    place) WHERE base = 'warc://files';
UPDATE archives SET name = place WHERE base = 'warc://files';
ALTER TABLE captures ADD COLUMN archive_id INTEGER REFERENCES archives(id);
UPDATE captures SET archive_id = coalesce(
    (SELECT archives.id FROM pages JOIN archives ON instr(pages.replay_place, base || '/') = 1
     WHERE capture_id = captures.id),
    (SELECT archives.id FROM locations JOIN archives ON base = listed_archive WHERE locations.id = location_id),
    (SELECT min(id) FROM archives));
UPDATE archives SET replay_place = (
    SELECT pages.replay_place FROM pages JOIN captures ON captures.id = capture_id
    WHERE captures.archive_id = archives.id LIMIT 1);
INSERT INTO listings
SELECT locations.id, coalesce(archives.id, (SELECT min(id) FROM archives)), listing, listed_from, listed_to
FROM locations LEFT JOIN archives ON base = listed_archive
WHERE listing <> 'none' AND EXISTS (SELECT 1 FROM archives);
DROP INDEX captures_once;
-- Forty bits of the digest tell apart what one second can bring, and spare a third of the index.
CREATE UNIQUE INDEX captures_once ON captures(location_id, timestamp, archive_id, substr(digest, 1, 8));
ALTER TABLE locations DROP COLUMN listed_archive;
ALTER TABLE locations DROP COLUMN listed_from;
ALTER TABLE locations DROP COLUMN listed_to;
ALTER TABLE locations DROP COLUMN listing;
DROP VIEW history;

CREATE VIEW history AS
SELECT documents.name AS document, versions.number AS version,
       min(shown.timestamp) AS first_capture, max(shown.timestamp) AS last_capture,
       count(*) + versions.captures_between AS captures, count(*) AS captures_seen, versions.captures_between,
       coalesce(first.url, locations.url) AS url, archives.name AS archive,
       versions.title, versions.language, versions.effective_date,
       versions.words, versions.text_sha256 AS sha256,
       (SELECT count(*) FROM change_weights WHERE version_id = versions.id AND weight = 'substantive') AS substantive,
       (SELECT count(*) FROM change_weights WHERE version_id = versions.id AND weight = 'editorial') AS editorial,
       (SELECT count(*) FROM change_weights WHERE version_id = versions.id AND weight = 'cosmetic') AS cosmetic,
       (SELECT group_concat(DISTINCT topic.value) FROM change_weights, json_each(change_weights.topics) AS topic
        WHERE version_id = versions.id AND weight = 'substantive') AS topics
FROM shown
JOIN versions ON versions.id = shown.version_id
JOIN documents ON documents.id = versions.document_id
JOIN captures AS first ON first.id = versions.capture_id
JOIN locations ON locations.id = first.location_id
LEFT JOIN archives ON archives.id = first.archive_id
GROUP BY versions.id;
"""
