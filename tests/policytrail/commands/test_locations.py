"""`locations` tells the trail with its gaps and refusals; a person's word on an address is kept and respected."""

from shutil import copy

import pytest
from click.testing import CliRunner
from made_captures import MadeCapture, policy_page
from policytrail_runs import asked, crawl, history, verify
from warcs import write_warc

from db.errors import UsageError
from policytrail.cli import policytrail

HOME = b"<html><body><p>News.</p><footer>%s</footer></body></html>"
LINK = b"<a href='/privacy'>Privacy Policy</a>"
MOVED = b"<a href='/info/7'>Privacy Policy</a>"
GONE = (
    b"<html><title>Page not found</title><body><main><h1>Page not found</h1><p>Try the search.</p></main></body></html>"
)


def yearly(path, years, body, status=200):
    url = f"http://a.example{path}"
    return [MadeCapture(timestamp=f"{year}0305101500", url=url, body=body, status=status) for year in years]


@pytest.fixture(scope="module")
def first_crawl(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locations")
    captures = [
        *yearly("/", range(2004, 2008), HOME % LINK),
        *yearly("/", range(2008, 2014), HOME % b""),
        *yearly("/", range(2014, 2020), HOME % MOVED),
        *yearly("/privacy", range(2004, 2008), policy_page(version=0, company="A")),
        *yearly("/info/7", range(2014, 2017), policy_page(version=1, company="A")),
        *yearly("/info/7", range(2017, 2020), GONE),
        *yearly("/old/page9", range(2009, 2012), policy_page(version=3, company="A")),
    ]
    archive = write_warc(folder / "a.warc.gz", sorted(captures, key=lambda capture: capture.timestamp))
    crawl(folder / "a.db", archive, "a.example")
    return folder / "a.db", archive


@pytest.fixture
def crawled(first_crawl, tmp_path):
    database, archive = first_crawl
    return copy(database, tmp_path / "a.db"), archive


def trail(database):
    return asked("locations", "a.example", "--db", database, "--json").json


def texts(database):
    return [row["first_capture"][:4] for row in history(database, "a.example")]


def test_the_trail_says_when_no_policy_was_found_and_what_the_homepages_said(crawled):
    database, _ = crawled
    gaps = [row for row in trail(database) if row["role"] == "gap"]
    assert (gaps[0]["valid_from"][:4], gaps[0]["valid_to"][:4]) == ("2007", "2014")
    assert "link" in gaps[0]["evidence"]
    lines = asked("locations", "a.example", "--db", database).out
    assert "no policy found 2007-03-05 to 2014-03-05" in lines


def test_the_trail_says_what_was_refused_and_why(crawled):
    database, _ = crawled
    at = next(row for row in trail(database) if row["url"].endswith("/info/7"))
    assert [(each["captures"], each["first_capture"][:4]) for each in at["refused"]] == [(3, "2017")]
    assert at["refused"][0]["reason"]
    assert at["found_by"] == "link"


def test_an_address_that_a_person_gives_is_looked_at_in_its_time_and_stays(crawled):
    database, archive = crawled
    given = ("--at", "http://a.example/old/page9", "--from", "2010", "--to", "2011-12")
    asked("add", "a.example", *given, "--db", database)
    crawl(database, archive, "a.example")
    crawl(database, archive, "a.example")
    assert texts(database) == ["2004", "2010", "2014"]
    at = next(row for row in trail(database) if row["url"].endswith("/old/page9"))
    assert (at["found_by"], at["valid_from"], at["valid_to"], at["captures"]) == (
        "given",
        "20100101000000",
        "20111231235959",
        2,
    )
    verify(database)


def test_an_address_that_a_person_rejects_is_gone_and_not_found_again(crawled):
    database, archive = crawled
    asked("locations", "reject", "a.example/info/7", "--reason", "a shop’s page", "--db", database)
    assert texts(database) == ["2004"]
    crawl(database, archive, "a.example")
    assert texts(database) == ["2004"]
    at = next(row for row in trail(database) if row["url"].endswith("/info/7"))
    assert (at["found_by"], at["captures"]) == ("rejected", 0)
    assert "a shop’s page" in at["evidence"]
    verify(database)
    asked("add", "a.example", "--at", "http://a.example/info/7", "--db", database)
    assert texts(database) == ["2004", "2014"]


@pytest.mark.parametrize(
    "words",
    [
        ("locations",),
        ("locations", "reject"),
        ("locations", "reject", "http://a.example/never"),
        ("locations", "a.example", "--reason", "no"),
        ("add", "--at", "http://a.example/p"),
        ("add", "a.example", "--at", "nonsense"),
        ("add", "a.example", "--at", "http://a.example/p", "--from", "soon"),
        ("add", "a.example", "--at", "http://a.example/p", "--from", "2015", "--to", "2012"),
        ("add", "a.example", "--to", "2012"),
    ],
)
def test_wrong_usage_is_named(words, crawled):
    database, _ = crawled
    done = CliRunner().invoke(policytrail, [*words, "--db", str(database)], standalone_mode=False)
    assert isinstance(done.exception, UsageError)


def test_an_address_given_for_a_site_is_one_of_the_policy_tracked_there(tmp_path):
    database = tmp_path / "a.db"
    asked("add", "https://a.example/privacy", "--db", database)
    asked("add", "a.example", "--at", "https://a.example/old", "--db", database)
    known = asked("status", "--db", database, "--json").json
    assert [row["document"] for row in known] == ["https://a.example/privacy"]
