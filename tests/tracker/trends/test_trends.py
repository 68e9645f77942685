"""Trends counted by hand on a few policies, and what must hold of any."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.trends.facts import ChangeFact, ClauseLife, Stretch, VersionFacts, shown_by_half_year, stretches_of
from tracker.trends.half_years import half_years_between
from tracker.trends.shares import change_shares, lengths, term_shares
from tracker.trends.spread import shared_clauses, sources
from tracker.trends.survival import clause_survival

STAMPS = st.datetimes().filter(lambda moment: 1996 <= moment.year <= 2030).map("{:%Y%m%d%H%M%S}".format)


def version(document, number, *, words=100, grade=None, terms=()):
    return VersionFacts(document=document, version=number, words=words, grade=grade, terms=frozenset(terms))


def shown(stretches, *versions):
    by_number = {(each.document, each.version): each for each in versions}
    return shown_by_half_year([Stretch(document=d, version=v, first=f, last=t) for d, v, f, t in stretches], by_number)


TWO = shown(
    [
        (1, 1, "20170301000000", "20180301000000"),
        (1, 2, "20180525000000", "20180901000000"),
        (2, 1, "20180801000000", "20180801000000"),
    ],
    version(1, 1, words=100, grade=12.0),
    version(1, 2, words=300, terms=["GDPR"]),
    version(2, 1, words=200),
)


def test_a_half_year_has_what_each_document_showed_last_and_no_document_without_captures():
    assert {period: {d: v.version for d, v in texts.items()} for period, texts in TWO.items()} == {
        "2017H1": {1: 1}, "2017H2": {1: 1}, "2018H1": {1: 2}, "2018H2": {1: 2, 2: 1},
    }  # fmt: skip


def test_shares_are_of_the_documents_with_captures():
    found = [(row.half_year, row.documents, row.mentioned, row.share) for row in term_shares(TWO, ["GDPR"])]
    assert found == [("2017H1", 1, 0, 0.0), ("2017H2", 1, 0, 0.0), ("2018H1", 1, 1, 1.0), ("2018H2", 2, 1, 0.5)]


def test_lengths_are_medians_and_grades_those_of_the_graded():
    rows = {row.half_year: row for row in lengths(TWO)}
    assert (rows["2018H2"].documents, rows["2018H2"].median_words) == (2, 250)
    assert (rows["2017H1"].graded, rows["2017H1"].median_grade) == (1, 12.0)
    assert (rows["2018H2"].graded, rows["2018H2"].median_grade) == (0, None)


def test_a_document_counts_once_a_half_year_by_its_heaviest_change():
    changes = [
        ChangeFact(document=1, first_capture="20180525000000", weight="editorial"),
        ChangeFact(document=1, first_capture="20180601000000", weight="substantive"),
        ChangeFact(document=1, first_capture="20180602000000", weight="cosmetic"),
    ]
    found = {(row.half_year, row.weight): row.changed for row in change_shares(TWO, changes)}
    assert found["2018H1", "substantive"] == 1
    assert sum(found.values()) == 1


def life(text, site, first, last, *, gone=True):
    return ClauseLife(document=1, site=site, text=text, first=first, last=last, gone=gone)


def test_survival_is_that_of_kaplan_and_meier():
    """Deaths at 1, 2 and 4 days, one life censored at 3: 3/4, then 2/3 of it, then none of the one left."""
    lives = [
        life(1, "a", "20200101000000", "20200102000000"),
        life(2, "a", "20200101000000", "20200103000000"),
        life(3, "a", "20200101000000", "20200104000000", gone=False),
        life(4, "a", "20200101000000", "20200105000000"),
    ]
    rows = list(clause_survival(lives, every_days=1))
    assert [(row.at_risk, row.gone, row.share) for row in rows] == [
        (4, 0, 1.0), (4, 1, 0.75), (3, 1, 0.5), (2, 0, 0.5), (1, 1, 0.0),
    ]  # fmt: skip
    assert next(clause_survival(lives, every_days=5)).share == rows[-1].share


def test_the_site_first_seen_with_a_clause_is_its_source():
    lives = [
        life(1, "b.example", "20110101000000", "20120101000000"),
        life(1, "a.example", "20100101000000", "20120101000000"),
        life(1, "a.example", "20150101000000", "20160101000000"),
        life(2, "a.example", "20100101000000", "20120101000000"),
        life(3, "a.example", "20100101000000", "20120101000000"),
        life(3, "b.example", "20100101000000", "20120101000000"),
    ]
    first, _ = shared_clauses(lives)
    assert (first.text, first.sites, first.first_capture) == (1, 2, "20100101000000")
    assert [(each.site, each.clauses, each.followers) for each in sources(lives)] == [("a.example", 1, 1)]


def test_captures_in_a_row_are_a_stretch():
    seen = [(1, "20200101000000", 1), (1, "20200201000000", 1), (1, "20200301000000", 2), (2, "20200101000000", 2)]
    assert [(each.document, each.version, each.first[4:6], each.last[4:6]) for each in stretches_of(seen)] == [
        (1, 1, "01", "02"), (1, 2, "03", "03"), (2, 2, "01", "01"),
    ]  # fmt: skip


@given(STAMPS, STAMPS)
def test_half_years_go_on_without_a_gap(one, other):
    first, last = sorted((one, other))
    periods = list(half_years_between(first, last))
    assert periods == sorted(set(periods))
    assert len(periods) == (int(last[:4]) - int(first[:4])) * 2 + (last[4:6] > "06") - (first[4:6] > "06") + 1


@given(st.lists(st.tuples(st.integers(0, 9), STAMPS, STAMPS, st.booleans()), max_size=30), st.integers(1, 4000))
def test_survival_never_rises_and_stays_a_share(found, every_days):
    lives = [
        ClauseLife(document=text, site="a", text=text, first=min(a, b), last=max(a, b), gone=gone)
        for text, a, b, gone in found
    ]
    shares = [row.share for row in clause_survival(lives, every_days=every_days)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
