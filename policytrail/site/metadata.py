"""How the tables and views are shown on the Datasette site, with the words that explain them."""

from typing import Any

from db.schema_words import TABLES as TABLE_WORDS
from db.schema_words import VIEWS

_WAYS: dict[str, dict[str, Any]] = {  # Any: Datasette's metadata
    "changes": {"sort_desc": "first_capture"},
    "history": {},
    "clauses_now": {},
    "clause_lifetimes": {},
    "documents": {"label_column": "name"},
    "sites": {"label_column": "host"},
    "locations": {"label_column": "url"},
    "captures": {},
    "versions": {},
    "pages": {},
    "steps": {"sort_desc": "first_capture"},
    "runs": {"sort_desc": "id"},
}

_WORDS = TABLE_WORDS | VIEWS

TABLES: dict[str, dict[str, Any]] = {
    name: {"description": words.about, "columns": words.columns, **_WAYS.get(name, {"hidden": True})}
    for name, words in _WORDS.items()
}
