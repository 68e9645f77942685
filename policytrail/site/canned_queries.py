"""The questions people ask of a history, as SQL for Datasette; an empty parameter asks for all."""

from typing import Any

from db.session import REPLAY_URL

_FIRST_CAPTURE = "(SELECT min(timestamp) FROM shown WHERE version_id = first.id)"
_NOT_BEFORE = "(SELECT not_before FROM steps WHERE new_version_id = first.id ORDER BY first_capture LIMIT 1)"
_LAST_CAPTURE = "(SELECT max(timestamp) FROM shown WHERE version_id = last.id)"
_REPLAY = (
    f"(SELECT {REPLAY_URL} FROM pages JOIN captures ON captures.id = capture_id"  # noqa: S608 - constants
    " JOIN locations ON locations.id = location_id WHERE capture_id = {version}.capture_id)"
)
_NEWEST = "(SELECT max(number) FROM versions WHERE versions.document_id = documents.id)"
_DAY = "julianday(substr({0}, 1, 4) || '-' || substr({0}, 5, 2) || '-' || substr({0}, 7, 2))"
_OF_SPAN = """
JOIN documents ON documents.id = clause_spans.document_id
JOIN versions AS first ON first.document_id = documents.id AND first.number = clause_spans.first_version
JOIN versions AS last ON last.document_id = documents.id AND last.number = clause_spans.last_version"""

_SINCE_WHEN = f"""
WITH ranked AS MATERIALIZED (
    SELECT rowid AS text_id, rank, highlight(clause_search, 0, char(2), char(3)) AS clause
    FROM clause_search
    WHERE clause_search MATCH fts_expression(:search) AND EXISTS (
        SELECT 1 FROM clause_spans JOIN documents ON documents.id = clause_spans.document_id
        WHERE clause_spans.text_id = clause_search.rowid AND :document IN ('', documents.name))
    ORDER BY rank LIMIT 100),
found AS MATERIALIZED (
    SELECT * FROM ranked WHERE NOT is_unspaced(:search)
    UNION ALL
    SELECT id, 0, replace(text, :search, char(2) || :search || char(3)) FROM clause_texts
    WHERE is_unspaced(:search) AND instr(text, :search))
SELECT documents.name AS document, found.clause,
       {_NOT_BEFORE} AS not_before, {_FIRST_CAPTURE} AS first_capture, {_LAST_CAPTURE} AS last_capture,
       iif(clause_spans.last_version = {_NEWEST}, 'still there', 'gone') AS now,
       {_REPLAY.format(version="first")} AS first_replay_url, {_REPLAY.format(version="last")} AS last_replay_url
FROM found
JOIN clause_spans ON clause_spans.text_id = found.text_id {_OF_SPAN}
WHERE :document IN ('', documents.name)
ORDER BY found.rank, document, clause_spans.first_version
LIMIT 200
"""  # noqa: S608 - constants

_RECENT_CHANGES = """
SELECT documents.name AS document, steps.id AS step, steps.not_before, steps.first_capture,
       count(*) AS changes, sum(step_changes.kind = 'added') AS added, sum(step_changes.kind = 'removed') AS removed,
       sum(step_changes.kind = 'modified') AS modified, steps.recorded_at
FROM steps
JOIN documents ON documents.id = steps.document_id
LEFT JOIN step_changes ON step_changes.step_id = steps.id
WHERE NOT steps.technical AND steps.first_capture >= replace(:since, '-', '') AND :document IN ('', documents.name)
GROUP BY steps.id
ORDER BY steps.first_capture DESC
LIMIT 200
"""

_DOCUMENT_HISTORY = """
SELECT history.* FROM history WHERE :document IN ('', history.document) ORDER BY document, version
"""

_TEXT_ON_DATE = """
SELECT clause_spans.kind, clause_spans.level, clause_texts.text, clause_spans.lineage
FROM documents
JOIN versions ON versions.id = (
    SELECT version_id FROM shown WHERE shown.document_id = documents.id
      AND timestamp <= substr(replace(:date, '-', '') || '99999999999999', 1, 14)
    ORDER BY timestamp DESC LIMIT 1)
JOIN clause_spans ON clause_spans.document_id = documents.id
 AND versions.number BETWEEN clause_spans.first_version AND clause_spans.last_version
JOIN clause_texts ON clause_texts.id = clause_spans.text_id
WHERE documents.name = :document
ORDER BY clause_spans.place
"""

_LONGEST_LIVED = f"""
WITH times AS MATERIALIZED (
    SELECT document_id, number, min(timestamp) AS first, max(timestamp) AS last
    FROM shown JOIN documents ON documents.id = document_id
    WHERE :document IN ('', documents.name)
    GROUP BY version_id),
longest AS MATERIALIZED (
    SELECT clause_spans.*, began.first, ended.last, {_DAY.format("ended.last")} - {_DAY.format("began.first")} AS days
    FROM clause_spans
    JOIN times AS began ON began.document_id = clause_spans.document_id AND began.number = clause_spans.first_version
    JOIN times AS ended ON ended.document_id = clause_spans.document_id AND ended.number = clause_spans.last_version
    WHERE clause_spans.kind <> 'heading'
    ORDER BY days DESC LIMIT 100)
SELECT documents.name AS document, clause_texts.text AS clause, longest.first AS first_capture,
       longest.last AS last_capture, cast(longest.days AS INTEGER) AS days,
       longest.last_version - longest.first_version + 1 AS versions,
       iif(longest.last_version = {_NEWEST}, 'still there', 'gone') AS now
FROM longest
JOIN documents ON documents.id = longest.document_id
JOIN clause_texts ON clause_texts.id = longest.text_id
ORDER BY longest.days DESC, document, longest.place
"""  # noqa: S608 - constants

_CHANGED_VALUES = """
SELECT document, step, first_capture, section, value_changes, old_text, new_text
FROM changes
WHERE value_changes IS NOT NULL AND NOT technical AND :document IN ('', document)
ORDER BY first_capture DESC
LIMIT 200
"""

_WHAT_MATTERED = """
SELECT document, step, not_before, first_capture, section, weight, direction, topics, reason, old_text, new_text
FROM changes
WHERE NOT technical AND :document IN ('', document)
  AND weight = iif(:weight = '', 'substantive', :weight) AND :direction IN ('', direction)
  AND (:topic = '' OR EXISTS (SELECT 1 FROM json_each(changes.topics) WHERE value = :topic))
GROUP BY step, CASE kind WHEN 'split' THEN 'old ' || old_text WHEN 'merged' THEN 'new ' || new_text ELSE change END
ORDER BY first_capture DESC, importance DESC
LIMIT 200
"""

_TOPICS_BY_YEAR = """
SELECT topic.value AS topic, substr(first_capture, 1, 4) AS year, count(*) AS substantive,
       sum(direction = 'less protective') AS less_protective, sum(direction = 'more protective') AS more_protective,
       count(DISTINCT document) AS documents
FROM changes, json_each(changes.topics) AS topic
WHERE NOT technical AND weight = 'substantive' AND :document IN ('', document)
GROUP BY topic.value, year
ORDER BY year DESC, substantive DESC
"""

_NOT_READ = """
SELECT documents.name AS document, captures.outcome, captures.note, count(*) AS captures,
       min(captures.timestamp) AS first_capture, max(captures.timestamp) AS last_capture
FROM captures
JOIN locations ON locations.id = captures.location_id
JOIN documents ON documents.id = locations.document_id
WHERE captures.outcome IS NOT NULL AND captures.version_id IS NULL AND :document IN ('', documents.name)
GROUP BY documents.id, captures.outcome, captures.note
ORDER BY document, captures DESC
"""

_WHO_WAS_TOLD = """
SELECT documents.name AS document, steps.id AS step, steps.not_before, steps.first_capture, news.words,
       outbox.recipient, delivery_recipients.taken_at, acknowledgments.by AS looked_at_by,
       acknowledgments.at AS looked_at, acknowledgments.note
FROM steps
JOIN documents ON documents.id = steps.document_id
LEFT JOIN news ON news.kind = 'step' AND news.old_version_id = steps.old_version_id
    AND news.new_version_id = steps.new_version_id
LEFT JOIN outbox ON outbox.news_id = news.id
LEFT JOIN delivery_recipients ON delivery_recipients.delivery_id = outbox.delivery_id
    AND delivery_recipients.recipient = outbox.recipient
LEFT JOIN acknowledgments ON acknowledgments.old_version_id = steps.old_version_id
    AND acknowledgments.new_version_id = steps.new_version_id
WHERE NOT steps.technical AND :document IN ('', documents.name)
ORDER BY steps.first_capture DESC
LIMIT 500
"""

CANNED_QUERIES: dict[str, dict[str, Any]] = {  # Any: Datasette's metadata
    "since_when": {
        "title": "Since when does a policy say this?",
        "description": 'Full text over every version; "exact phrases", AND, OR, NOT and word* work.',
        "sql": _SINCE_WHEN,
        "params": ["search", "document"],
    },
    "recent_changes": {
        "title": "What changed lately?",
        "description": "The newest changes first; since: a date such as 2024-01-31, or nothing for all.",
        "sql": _RECENT_CHANGES,
        "params": ["since", "document"],
    },
    "document_history": {
        "title": "The versions of a document",
        "description": "From which capture to which each version was shown.",
        "sql": _DOCUMENT_HISTORY,
        "params": ["document"],
    },
    "text_on_date": {
        "title": "What did it say on that day?",
        "description": "The clauses of the version that the last capture up to the date shows.",
        "sql": _TEXT_ON_DATE,
        "params": ["document", "date"],
    },
    "longest_lived": {
        "title": "The clauses that stood longest",
        "description": "Word for word the same, from the first capture that shows them to the last.",
        "sql": _LONGEST_LIVED,
        "params": ["document"],
    },
    "changed_values": {
        "title": "Numbers, periods and dates that changed",
        "description": "Retention periods, ages, addresses: the changes in which a value was replaced.",
        "sql": _CHANGED_VALUES,
        "params": ["document"],
    },
    "what_mattered": {
        "title": "What mattered, and to whom?",
        "description": "The most important first, by weight (substantive unless another is given), by direction (less"
        " protective, more protective, neutral/unclear), and by topic, such as data-retention.",
        "sql": _WHAT_MATTERED,
        "params": ["document", "topic", "direction", "weight"],
    },
    "topics_by_year": {
        "title": "What were the changes of each year about?",
        "description": "Substantive changes by topic and year, and for whom they were.",
        "sql": _TOPICS_BY_YEAR,
        "params": ["document"],
    },
    "who_was_told": {
        "title": "Who was told what, when, and who looked at it?",
        "description": "Each change with whoever took a message about it, and the notes of those who looked at it.",
        "sql": _WHO_WAS_TOLD,
        "params": ["document"],
    },
    "not_read": {
        "title": "Captures without a text, and why",
        "description": "What was looked at and held no policy: errors, redirects, challenges.",
        "sql": _NOT_READ,
        "params": ["document"],
    },
}
