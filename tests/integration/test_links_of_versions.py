"""Links are kept: `show`, `diff` and the Python API give them, out of the pages kept as evidence."""

import json

import pytest
from made_captures import MadeCapture
from policytrail_runs import asked, crawl, history
from warcs import write_warc

import policytrail

URL = "https://a.example/legal/privacy"
PAGE = """<html><head><title>Privacy Policy</title></head><body><main><h1>Privacy Policy</h1>
<p>We collect personal data such as your name and your email address when you make an account with us.</p>
<p>We share personal data with <a href="{partners}">our partners</a>, who may use cookies for advertising.</p>
<p>We keep personal data for {months} months, and delete it afterwards unless the law wants us to keep it.</p>
<p>You may write to us at any time, and ask us to correct or delete the personal data that we hold of you.</p>
</main></body></html>"""


def page(timestamp, *, partners="partners", months=12):
    body = PAGE.format(partners=partners, months=months).encode()
    return MadeCapture(url=URL, timestamp=timestamp, body=body)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("links")
    captures = [
        page("20200101000000"),
        page("20200601000000", partners="https://elsewhere.example/list"),
        page("20210101000000", partners="https://elsewhere.example/list", months=24),
        page("20210601000000", partners="https://elsewhere.example/list", months=24),
    ]
    crawl(folder / "a.db", write_warc(folder / "a.warc.gz", captures), URL)
    return folder / "a.db"


def test_a_link_that_moved_makes_no_version(database):
    assert [row["first_capture"][:4] for row in history(database, URL)] == ["2020", "2021"]


def test_show_gives_the_links_with_whole_addresses(database):
    assert "[our partners](https://a.example/legal/partners)" in asked("show", f"{URL}@1", "--db", database).out
    shown = json.loads(asked("show", f"{URL}@2", "--db", database, "--json").out)
    (link,) = shown["links"]
    assert (link["words"], link["target"]) == ("our partners", "https://elsewhere.example/list")
    assert "our partners" in shown["clauses"][link["clause"]]["text"]


def test_the_step_between_two_versions_tells_it_as_cosmetic(database):
    changes = json.loads(asked("diff", URL, "--db", database, "--json").out)["changes"]
    assert [change["kind"] for change in changes] == ["link", "modified"]
    assert changes[0]["assessment"]["weight"] == "cosmetic"
    assert changes[0]["values"] == [
        {"kind": "link", "old": "https://a.example/legal/partners", "new": "https://elsewhere.example/list"}
    ]
    printed = asked("diff", URL, "--db", database).out
    assert "link: https://a.example/legal/partners → https://elsewhere.example/list" in " ".join(printed.split())


def test_who_asks_for_heavier_changes_is_not_told_of_links(database):
    changes = json.loads(asked("diff", URL, "--db", database, "--json", "--weight", "editorial").out)["changes"]
    assert [change["kind"] for change in changes] == ["modified"]


def test_the_python_api_gives_links_and_their_changes(database):
    with policytrail.open(database) as opened:
        (link,) = opened.links(URL, "1")
        changes = opened.diff(URL).changes
    assert (link.words, link.target) == ("our partners", "https://a.example/legal/partners")
    assert next((change.kind, change.weight) for change in changes) == ("link", "cosmetic")


@pytest.mark.parametrize("asked_for", [("2021-02", "2020-02"), ("2020-02", "2021-02")])
def test_the_python_api_compares_the_pair_that_the_command_does(database, asked_for):
    with policytrail.open(database) as opened:
        difference = opened.diff(URL, *asked_for)
    assert (difference.old.version, difference.new.version) == (1, 2)
    assert (difference.last_before, difference.first_after) == ("20200601000000", "20210101000000")
    assert bool(difference.notes) == (asked_for[0] > asked_for[1])
