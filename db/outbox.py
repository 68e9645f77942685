"""The outbox: what there is to tell, to whom it goes, in which message, and whether the far side took it.

News and its recipients are written in the transaction that records, or takes back, a step. A message is made later,
by the one worker, out of what waits; from then on it never changes, so that every try tells the same under one key.
"""

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from db.alerts import AlertStep, readings_anew
from db.outbox_records import Delivery, News, NewsKind, Queued
from db.store import Store
from db.stored_json import read_json

_NEWS = (
    "SELECT news.id, news.document_id, documents.name AS document, host AS site, news.kind, old_version_id,"
    " new_version_id, old.text_sha256 AS old_sha256, new.text_sha256 AS new_sha256, corrects, news.not_before,"
    " news.first_capture, news.words, news.recorded_at FROM news JOIN documents ON documents.id = news.document_id"
    " JOIN sites ON sites.id = site_id LEFT JOIN versions AS old ON old.id = old_version_id"
    " LEFT JOIN versions AS new ON new.id = new_version_id"
)


def _news(row: dict[str, Any]) -> News:  # Any: SQLite's values
    return News(**{**row, "kind": NewsKind(row["kind"])})


def steps_not_in_the_news(store: Store, document_id: int, steps: Sequence[AlertStep]) -> tuple[AlertStep, ...]:
    """Return those of a document's steps that are no news yet, as read now or by an earlier extractor."""
    rows = store.rows(
        "SELECT old_version_id, new_version_id FROM news WHERE document_id = ? AND kind = 'step' AND NOT over",
        document_id,
    )
    known = {(row["old_version_id"], row["new_version_id"]) for row in rows}
    known |= readings_anew(store, known)
    return tuple(step for step in steps if step.pair not in known)


def steps_taken_back(store: Store, document_id: int) -> tuple[News, ...]:
    """Return the steps that are news but that the history, as read now, does not have: neither whole nor in parts."""
    rows = store.rows(f"{_NEWS} WHERE news.document_id = ? AND news.kind = 'step' AND NOT over", document_id)
    numbers = {
        row["version"]: row["number"]
        for row in store.rows(
            "WITH RECURSIVE readings(version, reading) AS (SELECT id, id FROM versions WHERE document_id = ?"
            " UNION SELECT version, coalesce(superseded_by, same_as) FROM readings"
            "  JOIN versions ON versions.id = reading WHERE coalesce(superseded_by, same_as) IS NOT NULL)"
            " SELECT version, number FROM readings JOIN versions ON versions.id = reading"
            " WHERE number IS NOT NULL AND doubt IS NULL",
            document_id,
        )
    }
    steps = {
        (row["old"], row["new"])
        for row in store.rows(
            "SELECT old.number AS old, new.number AS new FROM steps JOIN versions AS old ON old.id = old_version_id"
            " JOIN versions AS new ON new.id = new_version_id WHERE steps.document_id = ? AND NOT technical",
            document_id,
        )
    }
    return tuple(item for item in map(_news, rows) if not _still_holds(item, numbers, steps))


def _still_holds(item: News, numbers: Mapping[int, int], steps: Set[tuple[int, int]]) -> bool:
    """Whether both texts are trusted, and the one came before the other, or is followed by it again."""
    old, new = numbers.get(item.old_version_id or 0), numbers.get(item.new_version_id or 0)
    return old is not None and new is not None and (old < new or (old, new) in steps)


def doubt_about(store: Store, item: News) -> str | None:
    """Return why one of the texts of a step is doubtful now, None if neither is (see tracker.history.doubt)."""
    rows = store.rows(
        "SELECT doubt FROM versions WHERE id IN (?, ?) AND doubt IS NOT NULL ORDER BY id = ? DESC LIMIT 1",
        item.old_version_id,
        item.new_version_id,
        item.new_version_id,
    )
    return rows[0]["doubt"] if rows else None


def record_news(store: Store, document_id: int, kind: NewsKind, words: str, *, now: str, **columns: object) -> int:
    """Record something to tell; `columns` are further ones of the table. Returns its id."""
    row = {"document_id": document_id, "kind": kind.value, "words": words, "recorded_at": now, **columns}
    with store.transaction():
        news_id = store.database.table("news").insert(row).last_pk
    assert isinstance(news_id, int)
    return news_id


def end_news(store: Store, news_id: int) -> None:
    """Mark news as taken back, or as no longer so."""
    with store.transaction():
        store.database.table("news").update(news_id, {"over": 1})


def open_news(store: Store, kinds: Iterable[NewsKind]) -> tuple[News, ...]:
    """Return the news of these kinds that still holds."""
    query = f"{_NEWS} WHERE NOT over AND news.kind IN (SELECT value FROM json_each(?))"  # noqa: S608 - a constant
    rows = store.rows(query, json.dumps(list(kinds)))
    return tuple(_news(row) for row in rows)


def queue(store: Store, news_id: int, entries: Iterable[tuple[str, str, str]], *, now: str) -> int:
    """Let news wait for its recipients: (recipient, names of rules, digest). Returns how many were not told yet."""
    with store.transaction():
        before = store.database.conn.total_changes
        store.database.conn.executemany(
            "INSERT OR IGNORE INTO outbox (recipient, news_id, rules, digest, queued_at) VALUES (?, ?, ?, ?, ?)",
            [(recipient, news_id, rules, digest, now) for recipient, rules, digest in entries],
        )
        return store.database.conn.total_changes - before


def recipients_told(store: Store, news_id: int) -> tuple[tuple[str, str, str], ...]:
    """Return who took a message with this news, or may have: (recipient, rules, digest)."""
    rows = store.rows(
        "SELECT recipient, rules, digest FROM outbox JOIN deliveries ON deliveries.id = delivery_id"
        " WHERE news_id = ? AND attempts > 0",
        news_id,
    )
    return tuple((row["recipient"], row["rules"], row["digest"]) for row in rows)


def unqueue(store: Store, news_id: int) -> None:
    """Take news out of what was never tried to be sent."""
    with store.transaction():
        store.database.conn.execute(
            "DELETE FROM outbox WHERE news_id = ? AND (delivery_id IS NULL OR delivery_id IN"
            " (SELECT id FROM deliveries WHERE attempts = 0))",
            (news_id,),
        )


def waiting(store: Store) -> tuple[Queued, ...]:
    """Return what waits for a message, in the order recorded, with when each recipient had the last of that rhythm."""
    rows = store.rows(
        "SELECT recipient, news_id, rules, digest, (SELECT max(created_at) FROM deliveries JOIN outbox AS told"
        "  ON told.delivery_id = deliveries.id WHERE told.recipient = outbox.recipient"
        "  AND told.digest = outbox.digest) AS last_message_at"
        " FROM outbox WHERE delivery_id IS NULL ORDER BY news_id, recipient"
    )
    news = {item.id: item for item in _news_of(store, {row["news_id"] for row in rows})}
    return tuple(
        Queued(**{name: row[name] for name in row if name != "news_id"}, news=news[row["news_id"]]) for row in rows
    )


def _news_of(store: Store, ids: Iterable[int]) -> list[News]:
    query = f"{_NEWS} WHERE news.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - a constant
    rows = store.rows(query, json.dumps(sorted(ids)))
    return [_news(row) for row in rows]


def make_delivery(
    store: Store, *, key: str, channel: str, recipients: Sequence[str], news_ids: Sequence[int], now: str
) -> None:
    """Make one message of what waits for these recipients."""
    with store.transaction():
        execute = store.database.conn.execute
        row = {"key": key, "channel": channel, "next_try": now, "created_at": now}
        delivery_id = store.database.table("deliveries").insert(row).last_pk
        for recipient in recipients:
            execute("INSERT INTO delivery_recipients (delivery_id, recipient) VALUES (?, ?)", (delivery_id, recipient))
            execute(
                "UPDATE outbox SET delivery_id = ? WHERE recipient = ?"
                " AND news_id IN (SELECT value FROM json_each(?)) AND delivery_id IS NULL",
                (delivery_id, recipient, json.dumps(list(news_ids))),
            )


def deliveries(store: Store, *states: str) -> tuple[Delivery, ...]:
    """Return the messages in these states, in the order made."""
    rows = store.rows(
        'SELECT deliveries.*, json_group_array(recipient) AS "to",'
        " json_group_array(recipient) FILTER (WHERE taken_at IS NULL) AS recipients FROM deliveries"
        " JOIN delivery_recipients ON delivery_id = deliveries.id"
        " WHERE state IN (SELECT value FROM json_each(?)) GROUP BY deliveries.id ORDER BY deliveries.id",
        json.dumps(states),
    )
    return tuple(
        Delivery(**{**row, "to": tuple(read_json(row["to"])), "recipients": tuple(read_json(row["recipients"]))})
        for row in rows
    )


def news_in(store: Store, delivery_id: int) -> tuple[News, ...]:
    """Return what a message tells."""
    told = "SELECT news_id FROM outbox WHERE delivery_id = ?"
    rows = store.rows(f"{_NEWS} WHERE news.id IN ({told}) ORDER BY news.id", delivery_id)
    return tuple(_news(row) for row in rows)


def begin_try(store: Store, delivery_id: int, *, next_try: str) -> None:
    """Count a try before it is made, so that a process that dies in it has made it."""
    with store.transaction():
        store.database.conn.execute(
            "UPDATE deliveries SET attempts = attempts + 1, next_try = ? WHERE id = ?", (next_try, delivery_id)
        )


def end_try(
    store: Store,
    delivery_id: int,
    *,
    taken: Sequence[str],
    refused: dict[str, str],
    state: str,
    error: str | None,
    next_try: str,
    now: str,
) -> None:
    """Note how a try went, recipient by recipient."""
    with store.transaction():
        execute = store.database.conn.execute
        for recipient in taken:
            execute(
                "UPDATE delivery_recipients SET taken_at = ?, error = NULL WHERE delivery_id = ? AND recipient = ?",
                (now, delivery_id, recipient),
            )
        for recipient, reason in refused.items():
            execute(
                "UPDATE delivery_recipients SET error = ? WHERE delivery_id = ? AND recipient = ?",
                (reason, delivery_id, recipient),
            )
        execute(
            "UPDATE deliveries SET state = ?, error = ?, next_try = ? WHERE id = ?",
            (state, error, next_try, delivery_id),
        )


def revive(store: Store, *, now: str) -> int:
    """Let dead and waiting messages be tried at once, from the first try on; returns how many there are."""
    with store.transaction():
        return store.database.conn.execute(
            "UPDATE deliveries SET state = 'waiting', attempts = min(attempts, 1), next_try = ?"
            " WHERE state IN ('dead', 'waiting')",
            (now,),
        ).rowcount


def rules_told(store: Store, delivery_id: int) -> frozenset[str]:
    """Return the names of the rules that want the news of a message told."""
    rows = store.rows("SELECT DISTINCT rules FROM outbox WHERE delivery_id = ?", delivery_id)
    return frozenset(name for row in rows for name in row["rules"].split(","))


def withdraw(store: Store, delivery_id: int) -> None:
    """Give up a message that has nothing left to tell."""
    with store.transaction():
        store.database.table("deliveries").update(delivery_id, {"state": "withdrawn"})


def sent_to(store: Store, recipient: str, count: int) -> tuple[tuple[int, str, str], ...]:
    """Return the last messages that a recipient took, the newest first: (id, key, when)."""
    rows = store.rows(
        "SELECT id, key, taken_at FROM delivery_recipients JOIN deliveries ON deliveries.id = delivery_id"
        " WHERE recipient = ? AND taken_at IS NOT NULL ORDER BY taken_at DESC, id DESC LIMIT ?",
        recipient,
        count,
    )
    return tuple((row["id"], row["key"], row["taken_at"]) for row in rows)
