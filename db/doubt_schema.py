"""Doubtful versions beside the numbered ones, what people judged of them, and the views of what captures show."""

DOUBT_0010 = """
ALTER TABLE documents ADD COLUMN looked_until TEXT;
ALTER TABLE captures ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE steps ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;
ALTER TABLE versions ADD COLUMN doubt TEXT;
ALTER TABLE versions ADD COLUMN label TEXT;
ALTER TABLE versions ADD COLUMN same_as INTEGER REFERENCES versions(id) ON DELETE SET NULL;
ALTER TABLE versions ADD COLUMN captures_between INTEGER NOT NULL DEFAULT 0;
CREATE INDEX versions_same ON versions(same_as);
UPDATE versions SET doubt = 'single' WHERE mark = 'unconfirmed';
UPDATE documents SET settled = 0;
CREATE TABLE judgments (
    version_id INTEGER PRIMARY KEY REFERENCES versions(id) ON DELETE CASCADE,
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'rejected')),
    reason TEXT NOT NULL,
    judged_at TEXT NOT NULL
) STRICT;
DROP VIEW history;
DROP VIEW clause_lifetimes;
DROP VIEW changes;
ALTER TABLE versions DROP COLUMN mark;

CREATE VIEW shown AS
SELECT captures.id AS capture_id, captures.timestamp, versions.id AS version_id, versions.document_id, versions.number
FROM captures
JOIN versions AS seen ON seen.id = captures.version_id
JOIN versions ON versions.id = coalesce(seen.same_as, seen.id)
WHERE NOT captures.aside AND versions.number IS NOT NULL;

CREATE VIEW history AS
SELECT documents.name AS document, versions.number AS version,
       min(shown.timestamp) AS first_capture, max(shown.timestamp) AS last_capture,
       count(*) + versions.captures_between AS captures, count(*) AS captures_seen, versions.captures_between,
       coalesce(first.url, locations.url) AS url, versions.title, versions.language, versions.effective_date,
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
GROUP BY versions.id;

CREATE VIEW doubtful AS
SELECT documents.name AS document, versions.label, versions.doubt,
       min(captures.timestamp) AS first_capture, max(captures.timestamp) AS last_capture, count(*) AS captures_seen,
       coalesce(first.url, locations.url) AS url, versions.title, versions.language, versions.words,
       versions.text_sha256 AS sha256, judgments.verdict, judgments.reason, judgments.judged_at
FROM versions
JOIN documents ON documents.id = versions.document_id
JOIN captures AS first ON first.id = versions.capture_id
JOIN locations ON locations.id = first.location_id
JOIN captures ON captures.version_id = versions.id
LEFT JOIN judgments ON judgments.version_id = versions.id
WHERE versions.doubt IS NOT NULL
GROUP BY versions.id;

CREATE VIEW changes AS
SELECT documents.name AS document, steps.id AS step, old.number AS old_version, new.number AS new_version,
       steps.not_before, steps.first_capture, step_changes.number AS change, step_changes.kind, step_changes.section,
       old_text.text AS old_text, new_text.text AS new_text, step_changes.value_changes, steps.technical,
       steps.replaced, steps.recorded_at, assessments.weight, assessments.direction, assessments.topics,
       assessments.importance, assessments.reason
FROM step_changes
JOIN steps ON steps.id = step_changes.step_id
JOIN documents ON documents.id = steps.document_id
JOIN versions AS old ON old.id = steps.old_version_id
JOIN versions AS new ON new.id = steps.new_version_id
LEFT JOIN assessments ON assessments.step_id = step_changes.step_id AND assessments.number = step_changes.number
LEFT JOIN clause_texts AS old_text ON old_text.id = step_changes.old_text_id
LEFT JOIN clause_texts AS new_text ON new_text.id = step_changes.new_text_id;

CREATE VIEW clause_lifetimes AS
SELECT documents.name AS document, clause_spans.lineage, clause_spans.kind, clause_texts.text,
       clause_spans.first_version, clause_spans.last_version,
       (SELECT min(timestamp) FROM shown
        WHERE shown.document_id = documents.id AND shown.number = clause_spans.first_version) AS first_capture,
       (SELECT max(timestamp) FROM shown
        WHERE shown.document_id = documents.id AND shown.number = clause_spans.last_version) AS last_capture
FROM clause_spans
JOIN documents ON documents.id = clause_spans.document_id
JOIN clause_texts ON clause_texts.id = clause_spans.text_id;
"""
