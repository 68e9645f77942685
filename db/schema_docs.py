"""Writes docs/schema.md out of the schema, as the migrations make it, and the words for it.

python -m db.schema_docs > docs/schema.md
"""

import sys
from typing import Any

from sqlite_utils import Database

from db.migrations import MIGRATIONS
from db.schema_words import TABLES, VIEWS, TableWords

_HEAD = """\
# The database

One SQLite file holds everything: what is tracked, every archived copy known, the texts, how they changed, and the
pages that prove it. The views answer most questions without joins; `policytrail serve` shows them in a browser.

Times are 14-digit UTC timestamps where they name captures, as the archives' CDX indexes have them, and ISO 8601
where they say when something was done here. A type with a question mark may be empty. Nothing is overwritten in
silence: what a newer extractor reads otherwise becomes a version of its own, and the old one stays, linked by
`superseded_by`.

*Made from the schema by `python -m db.schema_docs > docs/schema.md`; a test keeps it in step.*
"""


def main() -> None:
    """Print the document."""
    sys.stdout.write(schema_markdown())


def schema_markdown() -> str:
    """Return the schema explained, as Markdown."""
    database = Database(memory=True)
    MIGRATIONS.apply(database)
    views = (_section(name, words, _view_table(words)) for name, words in VIEWS.items())
    tables = (_section(name, words, _table(database, name, words)) for name, words in TABLES.items())
    document = "\n".join((_HEAD, "## Views\n", *views, "## Tables\n", *tables))
    database.close()
    return document


def _section(name: str, words: TableWords, table: str) -> str:
    return f"### {name}\n\n{words.about}\n\n{table}"


def _view_table(words: TableWords) -> str:
    rows = "".join(f"| {column} | {meaning} |\n" for column, meaning in words.columns.items())
    return f"| column | meaning |\n|---|---|\n{rows}"


def _table(database: Database, name: str, words: TableWords) -> str:
    parents = {key.column: f" → {key.other_table}" for key in database.table(name).foreign_keys}
    rows = "".join(
        f"| {column['name']} | {column['type']}{_optional(column)} | {meaning}{parents.get(column['name'], '')} |\n"
        for column, meaning in zip(_columns(database, name), words.columns.values(), strict=True)
    )
    return f"| column | type | meaning |\n|---|---|---|\n{rows}"


def _columns(database: Database, table: str) -> list[dict[str, Any]]:  # Any: SQLite's values
    """The columns, those made when asked for too (https://www.sqlite.org/pragma.html#pragma_table_xinfo)."""
    return list(database.query("SELECT * FROM pragma_table_xinfo(?) WHERE hidden <> 1", (table,)))


def _optional(column: dict[str, Any]) -> str:
    return "" if column["notnull"] or column["pk"] or column["hidden"] else "?"


if __name__ == "__main__":
    main()
