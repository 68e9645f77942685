"""docs/schema.md says what the schema is."""

from pathlib import Path

import pytest

from db.connection import open_database
from db.schema_docs import schema_markdown
from db.schema_words import TABLES, VIEWS

FTS_SHADOWS = {f"clause_search_{part}" for part in ("config", "data", "docsize", "idx")}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    database = open_database(tmp_path_factory.mktemp("schema") / "empty.db")
    yield database
    database.close()


def test_the_document_is_what_the_generator_makes():
    written = Path(__file__).parents[2] / "docs" / "schema.md"
    assert written.read_text() == schema_markdown()


def test_every_table_and_view_is_explained(database):
    assert set(TABLES) == set(database.table_names()) - FTS_SHADOWS
    assert set(VIEWS) == set(database.view_names())


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_every_column_is_explained_in_its_order(database, name):
    columns = [row[1] for row in database.conn.execute(f"PRAGMA table_xinfo({name})") if row[6] != 1]
    words = (TABLES | VIEWS)[name]
    assert list(words.columns) == columns
    assert all(words.columns.values())
    assert words.about.endswith(".")
