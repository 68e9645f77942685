"""What the tables of archives mean."""

from db.column_words import MOMENT, STAMP
from db.table_words import TableWords

ARCHIVE_TABLES = {
    "archives": TableWords(
        about="Where the captures come from. Of the archive named own we made the captures ourselves.",
        columns={
            "id": "key",
            "name": "the name people give it: wayback, arquivo, own ..., or its address or path",
            "base": "its address; of files a made-up one, that tells them apart from others",
            "place": "its address; of files the path from this database's folder",
            "replay_place": "where it replays captures: what stands before {timestamp}id_/{url}",
            "asked": "1: crawls ask it; 0: captures were taken in from there",
            "added_at": MOMENT,
        },
    ),
    "listings": TableWords(
        about="How far each archive's captures of each address are listed.",
        columns={
            "location_id": "the address",
            "archive_id": "the archive",
            "state": "partial or complete",
            "listed_from": f"complete from when on; empty: from the beginning. {STAMP}",
            "listed_to": f"until when; empty: until the day of the listing. {STAMP}",
        },
    ),
    "saves": TableWords(
        about="Which captures the Wayback Machine was asked to make, and what it answered.",
        columns={
            "id": "key",
            "document_id": "the document",
            "url": "the address it was asked to capture",
            "job": "its name for the job",
            "outcome": "saved, waiting (not ended when we stopped asking), refused or failed",
            "timestamp": f"the capture it made; empty: none. {STAMP}",
            "note": "why, in its words",
            "asked_at": MOMENT,
        },
    ),
}
