"""The history as tables: what is handed on is what is recorded, in every format, described."""

import csv
import hashlib
import json

import pyarrow.parquet
import pytest
from click.testing import CliRunner

from db.errors import UsageError
from policytrail.cli import policytrail
from tracker.exchange.table_files import TableFormat, write_table
from tracker.exchange.tables import TABLES, ColumnType, Table

OLD = [("heading", 1, "Privacy"), ("para", 0, "We never sell your data."), ("para", 0, "=HYPERLINK(1) we say.")]
NEW = [
    ("heading", 1, "Privacy"),
    ("para", 0, "We sell your data to brokers."),
    ("para", 0, "Füße, 日本, \U0001f36a."),
]


@pytest.fixture
def export(history, tmp_path):
    history.add("a.example", OLD, NEW)
    history.add("b.example", NEW)

    def export(export_format, folder=None):
        folder = folder or tmp_path / export_format
        words = ["export", export_format, str(folder), "--db", str(history.store.path)]
        result = CliRunner().invoke(policytrail, words)
        if result.exception:
            raise result.exception
        return folder

    return export


def rows_of(file):
    if file.suffix == ".jsonl":
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    if file.suffix == ".parquet":
        return pyarrow.parquet.read_table(file).to_pylist()
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("file_format", ["jsonl", "csv", "parquet"])
def test_every_version_change_clause_and_capture_is_handed_on(export, history, file_format):
    folder = export(file_format)
    views = {"versions": "history", "changes": "changes", "clauses": "clause_lifetimes", "captures": "captures"}
    for name, view in views.items():
        (row,) = history.store.rows(f"SELECT count(*) AS count FROM {view}")  # of the constants above
        assert len(rows_of(folder / f"{name}.{file_format}")) == row["count"] > 0


def test_json_lines_and_parquet_say_the_same(export):
    lines, table = (rows_of(export(kind) / f"changes.{kind}") for kind in ("jsonl", "parquet"))
    assert lines == table
    texts = {row["new_text"] for row in lines}
    assert "Füße, 日本, \U0001f36a." in texts


def test_values_have_the_types_that_the_description_gives(export):
    folder = export("jsonl")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    types = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list}
    for resource in package["resources"]:
        for row in rows_of(folder / resource["path"]):
            for field in resource["schema"]["fields"]:
                assert row[field["name"]] is None or isinstance(row[field["name"]], types[field["type"]])


def test_the_description_has_rows_bytes_and_hashes(export):
    folder = export("datapackage")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == ["versions", "changes", "clauses", "captures"]
    for resource in package["resources"]:
        written = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(written), f"sha256:{hashlib.sha256(written).hexdigest()}")
        assert resource["rows"] == len(rows_of(folder / resource["path"]))
    assert package["manifest"]["documents"] == 2


def test_no_cell_of_csv_is_taken_for_a_formula(export):
    texts = [row["text"] for row in rows_of(export("csv") / "clauses.csv")]
    assert "'=HYPERLINK(1) we say." in texts
    assert not [text for text in texts if text.startswith("=")]


@pytest.mark.parametrize("file_format", ["jsonl", "csv", "parquet"])
def test_the_same_history_gives_the_same_bytes_again(export, file_format):
    folder = export(file_format)
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    export(file_format, folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


def test_a_folder_with_other_files_is_left_alone(export, tmp_path):
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="not empty"):
        export("csv", other)
    assert [file.name for file in other.iterdir()] == ["thesis.txt"]


def test_a_table_that_cannot_be_written_to_its_end_leaves_the_old_one(tmp_path):
    table = TABLES[0]
    write_table(table, [dict.fromkeys((column.name for column in table.columns), None)], tmp_path, TableFormat.JSONL)
    before = (tmp_path / "versions.jsonl").read_bytes()

    def broken():
        yield {"document": "a.example"}
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_table(table, broken(), tmp_path, TableFormat.JSONL)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"versions.jsonl": before}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_meaning(table: Table):
    assert all(column.meaning for column in table.columns)
    assert {column.type for column in table.columns} <= set(ColumnType)
