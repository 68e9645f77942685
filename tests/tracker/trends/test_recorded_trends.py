"""`policytrail trends` over a small database: tables, JSON, CSV."""

import csv
import io

import pytest
from policytrail_runs import asked

from tracker.trends.recorded_trends import Trend, recorded_trend

OLD = ("para", 0, "We keep your name and your address for as long as you are our customer.")
OTHER = ("para", 0, "We use cookies to remember what is in your basket, and for nothing else at all.")
MORE = ("para", 0, "This privacy policy says what personal data we collect and whom we share it with.")
NEW = ("para", 0, "Under the GDPR you have the right to access your personal data at any time.")


@pytest.fixture
def database(history):
    history.add("a.example", [OLD], [OLD, NEW])
    history.add("b.example", [OTHER, MORE], [OTHER, MORE, OLD])
    return history.store


def test_terms_are_shares_of_the_documents_with_captures(database):
    rows = {(row.half_year, row.term): row for row in recorded_trend(database, Trend.TERMS)}
    assert (rows["2001H1", "GDPR"].documents, rows["2001H1", "GDPR"].mentioned) == (2, 0)
    assert (rows["2002H1", "GDPR"].documents, rows["2002H1", "GDPR"].mentioned) == (2, 1)
    assert rows["2001H1", "cookies"].share == 0.5


def test_the_first_site_with_a_clause_is_its_source(database):
    (copied,) = recorded_trend(database, Trend.COPIES)
    assert (copied.sites, copied.first_site, copied.text) == (2, "a.example", OLD[2])
    assert [source.site for source in recorded_trend(database, Trend.SOURCES)] == ["a.example"]


def test_clauses_that_are_still_there_have_not_gone(database):
    assert all(row.gone == 0 and row.share == 1.0 for row in recorded_trend(database, Trend.SURVIVAL))


@pytest.mark.parametrize("trend", list(Trend))
def test_a_table_json_and_csv_have_the_same_rows(database, trend):
    arguments = ("trends", trend, "--db", database.path)
    rows = asked(*arguments, "--json").json
    assert rows
    read = list(csv.DictReader(io.StringIO(asked(*arguments, "--csv").out)))
    assert [list(row) for row in read] == [list(row) for row in rows]
    assert len(asked(*arguments).out.splitlines()) == len(rows) + 1


def test_words_of_ones_own_are_looked_for(database):
    rows = asked("trends", "terms", "--term", "basket", "--db", database.path, "--json").json
    assert {row["term"] for row in rows} == {"basket"}
    assert {row["mentioned"] for row in rows} == {1}
