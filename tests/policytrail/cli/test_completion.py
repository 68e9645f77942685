"""Completion as shells ask for it: commands, options, and the targets that are tracked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from policytrail.cli import policytrail

ENTRY_POINT = Path(sys.executable).with_name("policytrail")
CLAUSES = [("heading", 1, "Privacy"), ("para", 0, "We keep little.")]


def completed(*words, folder):
    environment = {**os.environ, "COMP_WORDS": " ".join(("policytrail", *words)), "COMP_CWORD": str(len(words))}
    environment |= {"_POLICYTRAIL_COMPLETE": "bash_complete"}
    environment.pop("POLICYTRAIL_DB", None)
    done = subprocess.run([ENTRY_POINT], env=environment, cwd=folder, capture_output=True, text=True, check=True)
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


@pytest.fixture
def folder(history, tmp_path):
    history.add("https://docs.a.example/privacy", CLAUSES, url="https://docs.a.example/privacy")
    history.add("b.example", CLAUSES)
    history.add("b.example (terms)", CLAUSES, url="https://b.example/terms")
    history.store.close()
    history.store.path.rename(tmp_path / "policytrail.db")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("his",), ["history"]),
        (("show", "--js"), ["--json"]),
        (("alerts", "ch"), ["check"]),
        (("show", "b"), ["b.example", "b.example (terms)"]),
        (("show", "do"), ["docs.a.example/privacy"]),
        (("show", "https://do"), ["https://docs.a.example/privacy"]),
        (("show", "//do"), ["//docs.a.example/privacy"]),
        (("crawl", "b.example", "docs"), ["docs.a.example/privacy"]),
        (("search", "data", "--target", "doc"), ["docs.a.example/privacy"]),
        (("show", "x"), []),
    ],
)
def test_a_beginning_is_completed(folder, words, offered):
    assert completed(*words, folder=folder) == offered


def test_the_database_named_on_the_line_is_the_one_looked_into(folder):
    (folder / "policytrail.db").rename(folder / "other.db")
    assert completed("show", "b", folder=folder) == []
    assert completed("show", "--db", "other.db", "b", folder=folder) == ["b.example", "b.example (terms)"]


def test_completing_leaves_nothing_behind(folder):
    before = sorted(folder.iterdir())
    completed("show", "b", folder=folder)
    completed("show", "--db", "typo.db", "b", folder=folder)
    assert sorted(folder.iterdir()) == before


def test_what_is_no_database_completes_nothing(tmp_path):
    (tmp_path / "policytrail.db").write_text("not a database")
    assert completed("show", "b", folder=tmp_path) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_lines_it_can_read(shell):
    printed = CliRunner().invoke(policytrail, ["completion", shell])
    assert printed.exit_code == 0
    assert "_POLICYTRAIL_COMPLETE" in printed.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=printed.stdout, text=True, check=True)
