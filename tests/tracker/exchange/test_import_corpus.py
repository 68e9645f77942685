"""Corpora kept in git, taken in: what they hold, when it was seen, what is the extractor's, what cannot be taken."""

import os
import subprocess
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from policytrail_runs import asked, history, policytrail, verify

from db.errors import UnreadableCorpus
from db.records import FoundBy
from db.store import Store
from tracker.exchange.git_reader import Commit, GitReader
from tracker.exchange.import_corpus import import_corpus, read_corpus
from tracker.exchange.imported_text import commit_moment
from tracker.exchange.open_terms_archive import OpenTermsArchive
from tracker.exchange.read_text import read_text

SNAPSHOT = "https://github.com/OpenTermsArchive/contrib-snapshots/commit/" + "5" * 40
FIRST = "Record first version of Kivra Privacy Policy"
CHANGE = "Record new changes of Kivra Privacy Policy"
UPGRADE = "Apply technical or declaration upgrade on Kivra Privacy Policy"
POLICY = """Privacy Policy
==============

We collect your name and your address when you register an account with us.

Sharing
-------

We do not sell your personal data to anybody.
"""


def git(folder, *arguments, day=1, text=None):
    dates = {f"GIT_{who}_DATE": f"2021-01-{day:02}T10:00:00+02:00" for who in ("AUTHOR", "COMMITTER")}
    names = {f"GIT_{who}_{what}": "bot@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    settings = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env=os.environ | dates | names | settings,
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "contrib-versions"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def commit(folder, subject, day, path="Kivra/Privacy Policy.md", text=POLICY, snapshot=SNAPSHOT):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    body = f"This version was recorded after extracting from snapshot {snapshot}\n\nX-engine-version: 2.0.0"
    git(folder, "add", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", f"{subject}\n\n{body}", day=day)


class ReaderAtOnce:
    """Reads texts in this process: processes of their own take seconds to start."""

    def start(self, bodies):
        readings = {name: Future() for name, _ in bodies}
        for name, body in bodies:
            readings[name].set_result(read_text(body))
        return readings


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import came to."""

    documents: tuple
    problems: tuple

    def sum(self, name):
        return sum(getattr(document, name) for document in self.documents)


def imported(corpus, database):
    with GitReader(corpus) as repository:
        read = read_corpus(repository, OpenTermsArchive(collection=repository.name), now=datetime.now(UTC))
        store = Store(database)
        documents = tuple(import_corpus(store, repository, read, ReaderAtOnce()))
        store.close()
    return Imported(documents=documents, problems=tuple(read.problems))


def three_versions(corpus):
    commit(corpus, FIRST, 1)
    commit(corpus, CHANGE, 5, text=POLICY.replace("do not sell", "may sell"))
    commit(corpus, UPGRADE, 6, text=POLICY.replace("do not sell", "may sell") + "\nWrite to privacy@kivra.example.\n")


def test_a_commit_is_a_version_with_the_authors_date_and_the_snapshot_as_its_address(corpus, tmp_path):
    three_versions(corpus)
    ended = policytrail("import", "ota", corpus, "--db", tmp_path / "a.db", "--json")
    assert ended.status == 0, ended.err
    assert (ended.json["documents"], ended.json["texts"], ended.json["versions_new"]) == (1, 3, 3)
    rows = history(tmp_path / "a.db", "Kivra/Privacy Policy")
    assert [row["first_capture"] for row in rows] == ["20210101080000", "20210105080000", "20210106080000"]
    assert {row["url"] for row in rows} == {SNAPSHOT}
    verify(tmp_path / "a.db")


def test_a_document_is_found_by_its_service_and_names_its_source(corpus, tmp_path):
    three_versions(corpus)
    imported(corpus, tmp_path / "a.db")
    assert len(history(tmp_path / "a.db", "Kivra")) == 3
    store = Store(tmp_path / "a.db")
    document = store.find_document("Kivra")
    (location,) = store.locations(document.id)
    assert (document.kind, location.found_by) == ("privacy", FoundBy.IMPORTED)
    head = git(corpus, "rev-parse", "HEAD")
    note = store.captures(document.id)[-1].note
    store.close()
    assert note == f"Open Terms Archive, contrib-versions, commit {head}, engine 2.0.0, snapshot {SNAPSHOT}"


def test_a_technical_upgrade_is_a_technical_change(corpus, tmp_path):
    three_versions(corpus)
    imported(corpus, tmp_path / "a.db")
    assert [row["technical"] for row in history(tmp_path / "a.db", "Kivra")] == [False, False, True]
    store = Store(tmp_path / "a.db")
    steps = store.rows("SELECT technical FROM steps ORDER BY first_capture")
    store.close()
    assert [step["technical"] for step in steps] == [0, 1]


def test_blame_diff_and_search_work_on_what_was_imported(corpus, tmp_path):
    three_versions(corpus)
    imported(corpus, tmp_path / "a.db")
    database = ("--db", tmp_path / "a.db")
    assert "{+may+} sell" in asked("diff", "Kivra", "1", "2", *database).out
    assert "2021-01-05" in asked("blame", "Kivra", *database).out
    assert "sell" in asked("search", "sell", *database).out


def test_an_import_again_brings_what_is_new_only(corpus, tmp_path):
    commit(corpus, FIRST, 1)
    imported(corpus, tmp_path / "a.db")
    assert imported(corpus, tmp_path / "a.db").sum("texts_new") == 0
    commit(corpus, CHANGE, 5, text=POLICY.replace("do not sell", "may sell"))
    (grown,) = imported(corpus, tmp_path / "a.db").documents
    assert (grown.texts_new, grown.versions_new, grown.steps_new) == (1, 1, 1)
    verify(tmp_path / "a.db")


def test_the_same_text_again_is_the_same_version(corpus, tmp_path):
    commit(corpus, FIRST, 1)
    commit(corpus, CHANGE, 5, text=POLICY.replace("do not sell", "may sell"))
    commit(corpus, CHANGE, 20, text=POLICY.replace("name", "full name"))
    commit(corpus, CHANGE, 27, text=POLICY.replace("do not sell", "may sell"))
    assert imported(corpus, tmp_path / "a.db").sum("versions_new") == 3
    verify(tmp_path / "a.db")


def test_what_is_no_document_is_left_alone(corpus, tmp_path):
    commit(corpus, FIRST, 1)
    for path in ("README.md", "Kivra/deep/Privacy Policy.md", "Kivra/Privacy Policy.html", ".github/notes.md"):
        commit(corpus, "Add", 2, path=path)
    assert len(imported(corpus, tmp_path / "a.db").documents) == 1


@pytest.mark.parametrize(
    "date", ["99999999999999999 +0000", "0 +0000", "yesterday", "", "-5 +0000", "253402300800 +0000"]
)
def test_a_commit_without_a_credible_date_is_named_and_left_out(corpus, tmp_path, date):
    commit(corpus, FIRST, 1)
    (corpus / "Kivra/Privacy Policy.md").write_text(POLICY.replace("name", "nickname"), encoding="utf-8")
    git(corpus, "add", ".")
    tree = git(corpus, "write-tree")
    head = git(corpus, "rev-parse", "HEAD")
    text = f"tree {tree}\nparent {head}\nauthor a <a@b.c> {date}\ncommitter a <a@b.c> {date}\n\n{CHANGE}\n"
    made = git(corpus, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", text=text)
    git(corpus, "reset", "-q", "--soft", made)
    found = imported(corpus, tmp_path / "a.db")
    assert found.sum("texts") == 1
    (problem,) = found.problems
    assert made[:12] in problem
    assert "no date" in problem
    verify(tmp_path / "a.db")


def test_a_broken_author_date_gives_way_to_the_committers():
    committed = datetime(2021, 5, 1, tzinfo=UTC)
    made = Commit(id="a", authored=datetime(1970, 1, 1, tzinfo=UTC), committed=committed, message="", files=())
    assert commit_moment(made, now=datetime(2026, 1, 1, tzinfo=UTC)) == committed
    assert commit_moment(made, now=datetime(2020, 1, 1, tzinfo=UTC)) is None


def test_a_submodule_is_named_and_left_out(corpus, tmp_path):
    commit(corpus, FIRST, 1)
    git(corpus, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},Other/Privacy Policy.md")
    git(corpus, "commit", "-q", "-m", CHANGE, day=2)
    found = imported(corpus, tmp_path / "a.db")
    assert len(found.documents) == 1
    assert "'Other/Privacy Policy.md': a submodule, left out" in found.problems[0]


def test_a_link_is_no_text(corpus, tmp_path):
    commit(corpus, FIRST, 1)
    (corpus / "Kivra/Terms of Service.md").symlink_to("/etc/passwd")
    git(corpus, "add", ".")
    git(corpus, "commit", "-q", "-m", CHANGE, day=2)
    assert len(imported(corpus, tmp_path / "a.db").documents) == 1


def test_names_that_hold_anything_are_read_as_they_are(corpus, tmp_path):
    commit(corpus, FIRST, 1, path="Ki\nvra :100644 \x01/Privacy Policy.md")
    commit(corpus, FIRST, 2, path='Björn\'s "Shop"/Terms & Conditions.md')
    assert len(imported(corpus, tmp_path / "a.db").documents) == 2
    assert len(history(tmp_path / "a.db", 'Björn\'s "Shop"/Terms & Conditions')) == 1


def test_an_empty_text_is_named_in_the_sum(corpus, tmp_path):
    commit(corpus, FIRST, 1)
    commit(corpus, CHANGE, 2, text="\n\n")
    (document,) = imported(corpus, tmp_path / "a.db").documents
    assert (document.texts, document.unusable, document.versions_new) == (2, 1, 1)


def test_what_is_no_repository_is_said_in_one_line(tmp_path):
    for folder in (tmp_path / "plain", tmp_path / "empty"):
        folder.mkdir()
    git(tmp_path / "empty", "init", "-q")
    for folder in ("plain", "empty"):
        ended = policytrail("import", "ota", tmp_path / folder, "--db", tmp_path / "a.db")
        assert ended.status == 1
        assert len(ended.error_lines) == 1
        assert str(tmp_path / folder) in ended.err
    assert not (tmp_path / "a.db").exists()


def test_a_repository_of_another_layout_says_so(corpus, tmp_path):
    commit(corpus, "Add", 1, path="README.md")
    with pytest.raises(UnreadableCorpus, match="no document of that layout in 1 commits"):
        imported(corpus, tmp_path / "a.db")


def test_a_lost_object_is_said_in_one_line(corpus, tmp_path):
    commit(corpus, FIRST, 1)
    blob = git(corpus, "rev-parse", "HEAD:Kivra/Privacy Policy.md")
    (corpus / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(UnreadableCorpus, match=f"object {blob} cannot be read"):
        imported(corpus, tmp_path / "a.db")


def test_nothing_that_a_repository_configures_is_run(corpus, tmp_path):
    commit(corpus, FIRST, 1)
    trap = tmp_path / "ran"
    for setting in ("gpg.program", "core.fsmonitor", "diff.external", "core.pager", "core.sshCommand"):
        git(corpus, "config", setting, f"touch {trap}; false")
    git(corpus, "config", "log.showSignature", "true")
    imported(corpus, tmp_path / "a.db")
    assert not trap.exists()
