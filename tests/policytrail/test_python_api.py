"""The Python API: the examples of docs/python.md, run in order, and what they do not show."""

import importlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import policytrail
from crawler.crawl import CrawlRequest
from crawler.planning.fetch_plan import Sample
from db.errors import StoreError, UnreadableArchive, UsageError
from policytrail.crawl_process import request_from_json, request_to_json
from tracker.recording.record_page import Keep

ROOT = Path(__file__).parents[2]
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs/python.md").read_text(encoding="utf-8"), re.DOTALL)
HEADING = ("heading", 1, "Privacy")


def test_the_examples_of_the_documentation_run(tmp_path, monkeypatch, capsys):
    (tmp_path / "sample").mkdir()
    shutil.copy(ROOT / "sample/archive.warc.gz", tmp_path / "sample")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for example in EXAMPLES:
        exec(compile(example, "docs/python.md", "exec"), names)
    assert "no such database" in capsys.readouterr().out


def test_every_public_name_is_documented_and_there():
    documentation = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    functions = [name for name in policytrail.__all__ if name.islower()]
    assert all(f"policytrail.{name}" in documentation or f"`{name}`" in documentation for name in functions)
    assert all(getattr(policytrail, name) is not None for name in dir(policytrail))


def test_what_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        importlib.import_module("policytrail").nonsense  # noqa: B018


def test_importing_it_loads_neither_scrapy_nor_the_extractor():
    listing = "import sys, policytrail; print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True).stdout.split()
    assert not {"scrapy", "trafilatura", "sqlite_utils", "numpy"} & set(loaded)


def test_a_crawl_raises_the_error_of_the_tree(tmp_path):
    with pytest.raises(UnreadableArchive, match="no WARC or WACZ file"):
        policytrail.crawl("https://a.example/privacy", db=tmp_path / "a.db", archive=str(tmp_path / "none.warc"))


def test_a_crawl_with_an_unknown_option_is_a_type_error(tmp_path):
    with pytest.raises(TypeError, match="speed"):
        policytrail.crawl(db=tmp_path / "a.db", speed=1)


def test_a_request_is_the_same_after_its_way_to_another_process(tmp_path):
    request = CrawlRequest(
        db_path=tmp_path / "a.db", targets=("a.example",), sample=Sample.MONTH, keep=Keep.ALL, start="2018", rate=0
    )
    assert request_from_json(request_to_json(request)) == request


def test_one_version_has_nothing_to_be_compared_with(history):
    history.add("a.example", [HEADING, ("para", 0, "We sell nothing.")])
    with pytest.raises(UsageError, match="only one version"):
        policytrail.open(history.store.path).diff("a.example")


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(StoreError, match="no such database"):
        policytrail.open(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_rows_are_flat_and_plain(history):
    before, after = [HEADING, ("para", 0, "We keep it for 30 days.")], [HEADING, ("para", 0, "We keep it for a year.")]
    history.add("a.example", before, after)
    with policytrail.open(history.store.path) as opened:
        changes = policytrail.rows(opened.diff("a.example").changes)
        clauses = policytrail.rows(opened.blame("a.example"))
    assert [(row["kind"], row["old"], row["new"]) for row in changes] == [
        ("modified", ("We keep it for 30 days.",), ("We keep it for a year.",))
    ]
    assert [(row["text"], row["born_version"], row["worded_version"]) for row in clauses] == [
        ("Privacy", 1, 1),
        ("We keep it for a year.", 1, 2),
    ]
    json.dumps(changes, default=str)


def test_clauses_are_compared_whatever_they_come_as():
    page, later = "<h1>Privacy</h1><p>We share it.</p>", "<h1>Privacy</h1><p>We never share it.</p>"
    told = policytrail.compare(page, later)
    assert told == policytrail.compare(page.encode(), policytrail.extract(later))
    assert told == policytrail.compare(policytrail.extract(page).clauses, later)
    assert policytrail.compare(page, page) == ()
