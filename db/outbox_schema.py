"""The outbox and what it hangs on: how targets are watched, the rules, what is to be told, and to whom it went."""

OUTBOX_0009 = """
CREATE TABLE watches (
    document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
    owner TEXT,
    note TEXT,
    paused INTEGER NOT NULL DEFAULT 0,
    every TEXT NOT NULL DEFAULT 'day' CHECK (every IN ('day', 'week', 'month')),
    looked_at TEXT,
    due_at TEXT,
    quiet_looks INTEGER NOT NULL DEFAULT 0,
    baseline TEXT,
    failure TEXT
) STRICT;
INSERT INTO watches (document_id, baseline) SELECT documents.id, (
    SELECT max(timestamp) FROM captures JOIN locations ON locations.id = location_id
    WHERE document_id = documents.id AND role = 'policy'
    AND EXISTS (SELECT 1 FROM versions WHERE versions.document_id = documents.id AND number IS NOT NULL))
FROM documents;
CREATE TRIGGER documents_watched AFTER INSERT ON documents BEGIN
    INSERT INTO watches (document_id) VALUES (new.id);
END;

CREATE TABLE document_tags (
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (document_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0,
    allow_private INTEGER NOT NULL DEFAULT 0,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE news (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('step', 'correction', 'silent', 'heard', 'failing', 'recovered')),
    old_version_id INTEGER REFERENCES versions(id) ON DELETE CASCADE,
    new_version_id INTEGER REFERENCES versions(id) ON DELETE CASCADE,
    corrects INTEGER REFERENCES news(id) ON DELETE CASCADE,
    not_before TEXT,
    first_capture TEXT,
    words TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    over INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX news_document ON news(document_id, kind);
CREATE INDEX news_old ON news(old_version_id);
CREATE INDEX news_new ON news(new_version_id);
CREATE INDEX news_corrects ON news(corrects);

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead', 'withdrawn')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try TEXT NOT NULL,
    created_at TEXT NOT NULL,
    error TEXT
) STRICT;
CREATE INDEX deliveries_state ON deliveries(state);

CREATE TABLE delivery_recipients (
    delivery_id INTEGER NOT NULL REFERENCES deliveries(id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    taken_at TEXT,
    error TEXT,
    PRIMARY KEY (delivery_id, recipient)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    recipient TEXT NOT NULL,
    news_id INTEGER NOT NULL REFERENCES news(id) ON DELETE CASCADE,
    rules TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (digest IN ('immediately', 'daily', 'weekly')),
    queued_at TEXT NOT NULL,
    delivery_id INTEGER REFERENCES deliveries(id) ON DELETE SET NULL,
    PRIMARY KEY (recipient, news_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_news ON outbox(news_id);
CREATE INDEX outbox_delivery ON outbox(delivery_id);

CREATE TABLE acknowledgments (
    id INTEGER PRIMARY KEY,
    old_version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    new_version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
    by TEXT NOT NULL,
    note TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX acknowledgments_old ON acknowledgments(old_version_id);
CREATE INDEX acknowledgments_new ON acknowledgments(new_version_id);
"""
