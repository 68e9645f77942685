"""What the tables of the outbox mean, for docs/schema.md and for the Datasette site."""

from db.table_words import TableWords

_MOMENT = "ISO 8601, UTC"
_STAMP = "14-digit UTC timestamp of a capture"

OUTBOX_TABLES = {
    "watches": TableWords(
        about="How each document is watched, one row each.",
        columns={
            "document_id": "the document",
            "owner": "who looks after it",
            "note": "what a person noted about it",
            "paused": "1: `run` does not look at it, and nothing is told of it",
            "every": "how often `run` looks at it: day, week or month; seldomer while it never changes",
            "looked_at": f"the last look that ended well: {_MOMENT}",
            "due_at": f"when `run` looks next: {_MOMENT}; empty: at once",
            "quiet_looks": "looks in a row that found no change",
            "baseline": f"newest capture when its first history was recorded; what is older is not told: {_STAMP}",
            "failure": "why the last look failed; empty: it did not",
        },
    ),
    "document_tags": TableWords(
        about="Words by which rules and people name groups of documents.",
        columns={"document_id": "the document", "tag": "the word"},
    ),
    "rules": TableWords(
        about="Who is told of what. Addresses that hold a secret stand here as the name of an environment variable.",
        columns={
            "id": "key",
            "name": "what the person called it",
            "settings": "recipients, targets, tags, topics, least weight, direction, words, rhythm, as JSON",
            "paused": "1: it tells nothing new",
            "allow_private": "1: it may send to addresses of a private network",
            "added_at": f"{_MOMENT}; what was recorded before is not told by it",
        },
    ),
    "news": TableWords(
        about="What there is to tell: a step, its correction, a silent or failing document, and the end of that.",
        columns={
            "id": "key",
            "document_id": "the document",
            "kind": "step, correction, silent, heard, failing or recovered",
            "old_version_id": "of a step: the version before",
            "new_version_id": "of a step: the version after",
            "corrects": "of a correction: the step it takes back",
            "not_before": f"of a step: the last capture of the version before: {_STAMP}",
            "first_capture": f"of a step: the first capture of the version after: {_STAMP}",
            "words": "what it comes to, in a line",
            "recorded_at": _MOMENT,
            "over": "1: taken back, or no longer so",
        },
    ),
    "deliveries": TableWords(
        about="Messages: what goes to a channel at once.",
        columns={
            "id": "key",
            "key": "made from what it tells and to whom: the same on every try, as webhook-id and in the Message-ID",
            "channel": "mail, webhook, apprise, atom or stdout",
            "state": "waiting, sent, dead (given up; `alerts retry` sends it) or withdrawn",
            "attempts": "tries so far",
            "next_try": f"not before: {_MOMENT}",
            "created_at": _MOMENT,
            "error": "why the last try failed",
        },
    ),
    "delivery_recipients": TableWords(
        about="To whom each message goes, one by one.",
        columns={
            "delivery_id": "the message",
            "recipient": "an address without secrets, or the name of the variable that holds it",
            "taken_at": f"when the far side took it: {_MOMENT}; empty: not yet",
            "error": "why it was refused",
        },
    ),
    "outbox": TableWords(
        about="Which news goes to whom, written in the transaction that records it; nobody is told the same twice.",
        columns={
            "recipient": "as in delivery_recipients",
            "news_id": "what there is to tell",
            "rules": "names of the rules that want it told",
            "digest": "immediately, daily or weekly",
            "queued_at": _MOMENT,
            "delivery_id": "the message it went into; empty: it waits for one",
        },
    ),
    "acknowledgments": TableWords(
        about="Who looked at a step, and what they made of it.",
        columns={
            "id": "key",
            "old_version_id": "the version before",
            "new_version_id": "the version after",
            "by": "who",
            "note": "what they noted",
            "at": _MOMENT,
        },
    ),
}
