"""The table of assessments, and the views of changes and of the history with them."""

ASSESSMENTS_0008 = """
CREATE TABLE assessments (
    step_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    weight TEXT NOT NULL CHECK (weight IN ('cosmetic', 'editorial', 'substantive')),
    direction TEXT CHECK (direction IN ('less protective', 'more protective', 'neutral/unclear')),
    topics TEXT NOT NULL,
    importance REAL NOT NULL,
    reason TEXT NOT NULL,
    rules TEXT NOT NULL,
    PRIMARY KEY (step_id, number),
    FOREIGN KEY (step_id, number) REFERENCES step_changes(step_id, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

DROP VIEW changes;
CREATE VIEW changes AS
SELECT documents.name AS document, steps.id AS step, old.number AS old_version, new.number AS new_version,
       steps.not_before, steps.first_capture, step_changes.number AS change, step_changes.kind, step_changes.section,
       old_text.text AS old_text, new_text.text AS new_text, step_changes.value_changes, steps.technical,
       steps.recorded_at, assessments.weight, assessments.direction, assessments.topics, assessments.importance,
       assessments.reason
FROM step_changes
JOIN steps ON steps.id = step_changes.step_id
JOIN documents ON documents.id = steps.document_id
JOIN versions AS old ON old.id = steps.old_version_id
JOIN versions AS new ON new.id = steps.new_version_id
LEFT JOIN assessments ON assessments.step_id = step_changes.step_id AND assessments.number = step_changes.number
LEFT JOIN clause_texts AS old_text ON old_text.id = step_changes.old_text_id
LEFT JOIN clause_texts AS new_text ON new_text.id = step_changes.new_text_id;

-- A split or a merge has a row for each of its parts and is one change.
CREATE VIEW change_weights AS
SELECT steps.new_version_id AS version_id, assessments.weight, assessments.direction, assessments.topics,
       max(assessments.importance) AS importance, assessments.reason
FROM step_changes
JOIN steps ON steps.id = step_changes.step_id
JOIN assessments ON assessments.step_id = step_changes.step_id AND assessments.number = step_changes.number
WHERE NOT steps.technical
GROUP BY steps.new_version_id, step_changes.kind, CASE step_changes.kind WHEN 'split' THEN old_place
         WHEN 'merged' THEN new_place ELSE step_changes.number END;

DROP VIEW history;
CREATE VIEW history AS
SELECT documents.name AS document, versions.number AS version,
       min(captures.timestamp) AS first_capture, max(captures.timestamp) AS last_capture, count(*) AS captures,
       coalesce(first.url, locations.url) AS url, versions.title, versions.language, versions.effective_date,
       versions.words, versions.text_sha256 AS sha256, versions.mark,
       (SELECT count(*) FROM change_weights WHERE version_id = versions.id AND weight = 'substantive') AS substantive,
       (SELECT count(*) FROM change_weights WHERE version_id = versions.id AND weight = 'editorial') AS editorial,
       (SELECT count(*) FROM change_weights WHERE version_id = versions.id AND weight = 'cosmetic') AS cosmetic,
       (SELECT group_concat(DISTINCT topic.value) FROM change_weights, json_each(change_weights.topics) AS topic
        WHERE version_id = versions.id AND weight = 'substantive') AS topics
FROM versions
JOIN documents ON documents.id = versions.document_id
JOIN captures AS first ON first.id = versions.capture_id
JOIN locations ON locations.id = first.location_id
JOIN captures ON captures.version_id = versions.id
WHERE versions.number IS NOT NULL
GROUP BY versions.id;
"""
