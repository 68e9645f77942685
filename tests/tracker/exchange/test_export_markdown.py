"""The history as a git repository of Markdown: its form, the same bytes again, and the way back."""

import subprocess
from concurrent.futures import Future
from datetime import UTC, datetime

import pytest
from policytrail_runs import asked

from db.errors import UsageError
from db.store import Store
from policytrail.commands.export import export_markdown_git
from tracker.exchange.export_markdown import exported_texts
from tracker.exchange.git_reader import GitReader
from tracker.exchange.import_corpus import import_corpus, read_corpus
from tracker.exchange.princeton_leuven import PrincetonLeuven
from tracker.exchange.read_text import read_text
from tracker.history.version_table import history_rows

POLICY = [
    ("heading", 1, "Privacy policy"),
    ("para", 0, "We collect your *name* and your [address], as a_b_c <b> says & does."),
    ("heading", 2, "1. Sharing"),
    ("item", 1, "We do not sell personal data."),
    ("item", 1, "We share it with carriers."),
    ("row", 0, "Logs | 30 days"),
    ("para", 0, "2. Write to us about this privacy policy and your personal data."),
]
CHANGED = [*POLICY[:-1], ("para", 0, "Write to our officer about this privacy policy.")]


class ReaderAtOnce:
    """Reads texts in this process."""

    def start(self, bodies):
        readings = {name: Future() for name, _ in bodies}
        for name, body in bodies:
            readings[name].set_result(read_text(body))
        return readings


def heads(folder):
    return subprocess.run(
        ["git", "-C", str(folder), "log", "--format=%H %aI"], capture_output=True, text=True, check=True
    ).stdout.splitlines()


@pytest.fixture
def database(history):
    history.add("shop.example", POLICY, CHANGED, url="http://shop.example/privacy?a=b+c&d=(e)")
    name = "https://legal.example/terms"
    history.store.add_document(name, host="legal.example", url=name, kind="terms")
    history.grow(history.store.find_document(name), POLICY, CHANGED)
    return history.store


def test_a_policy_stands_in_its_place_with_the_line_that_names_its_snapshot(database, tmp_path):
    ended = asked("export", "markdown-git", tmp_path / "out", "--db", database.path)
    assert ended.out == f"{tmp_path / 'out'}: 2 documents, 4 commits\n"
    text = (tmp_path / "out/s/sh/sho/shop.example.md").read_text(encoding="utf-8")
    assert text.splitlines()[0] == (
        "> *The following text is extracted and transformed from the shop.example privacy policy that was archived on"
        " 2002-01-01. Please check the [original snapshot on the Wayback Machine](https://archive.example/web/"
        "20020101000000id_/http://shop.example/privacy?a=b+c&d=%28e%29) for the most accurate reproduction.*"
    )
    assert "# Privacy policy" in text


def test_the_same_history_gives_the_same_commits_and_a_grown_one_adds_to_them(database, history, tmp_path):
    export_markdown_git(tmp_path / "one", db_path=database.path)
    export_markdown_git(tmp_path / "two", db_path=database.path)
    before = heads(tmp_path / "one")
    assert before == heads(tmp_path / "two")
    assert [line.split()[1] for line in before[::2]] == ["2002-01-01T00:00:00+00:00", "2001-01-01T00:00:00+00:00"]
    document = database.find_document("shop.example")
    history.grow(document, [*CHANGED, ("para", 0, "This privacy policy holds from now on.")])
    export_markdown_git(tmp_path / "one", db_path=database.path)
    assert heads(tmp_path / "one")[1:] == before


def test_what_is_exported_comes_back_with_the_same_texts_and_dates(database, tmp_path):
    export_markdown_git(tmp_path / "out", db_path=database.path)
    again = Store(tmp_path / "again.db")
    with GitReader(tmp_path / "out") as repository:
        corpus = read_corpus(repository, PrincetonLeuven(collection="out"), now=datetime.now(UTC))
        tuple(import_corpus(again, repository, corpus, ReaderAtOnce()))
    for document in database.documents():
        same = again.find_document(document.name)
        assert (same.host, same.kind) == (document.host, document.kind)
        assert [row.first_capture for row in history_rows(again, same)] == [
            row.first_capture for row in history_rows(database, document)
        ]
        back = [text.body.partition(b"\n\n")[2] for text in exported_texts(again, same)]
        assert back == [text.body.partition(b"\n\n")[2] for text in exported_texts(database, document)]
        assert [
            [(clause.kind, clause.text) for clause in again.clauses(version)] for version in again.versions(same.id)
        ] == [
            [(clause.kind, clause.text) for clause in database.clauses(version)]
            for version in database.versions(document.id)
        ]
    again.close()


def test_a_folder_that_holds_anything_else_is_left_alone(database, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty, and no export of ours"):
        export_markdown_git(tmp_path, db_path=database.path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
