"""Which of a site's archived addresses are taken for its policy's, and for which times."""

import pytest
from waybackpy.cdx_snapshot import CDXSnapshot

from crawler.archive.cdx import FIELDS
from crawler.stages.search import MAX_FOUND, Gap, best_addresses, find_gaps

ALWAYS = Gap(start=None, end=None)


def row(url, timestamp="20100101000000", status="200", mimetype="text/html"):
    return CDXSnapshot(dict(zip(FIELDS, ("-", timestamp, url, mimetype, status, "A" * 32, "900"), strict=True)))


def year(number):
    return f"{number}0101000000"


@pytest.mark.parametrize(
    ("site", "policy", "expected"),
    [
        ([2001, 2020], [], [ALWAYS]),
        ([], [2001], []),
        ([2001, 2020], [2001, 2020], []),
        ([2001, 2020], [2002, 2019], []),
        ([2001, 2020], [2010, 2020], [Gap(start=None, end=year(2010))]),
        ([2001, 2020], [2001, 2010], [Gap(start=year(2010), end=None)]),
        ([2001, 2005, 2020], [2001, 2010, 2020], [Gap(start=year(2001), end=year(2010))]),
        ([2001, 2020], [2001, 2010, 2020], []),  # nothing is known to be missing
        (
            range(2001, 2021),
            [2001, 2004, 2008, 2010, 2015, 2020],
            [Gap(start=year(a), end=year(b)) for a, b in ((2004, 2008), (2010, 2015), (2015, 2020))],
        ),
        ([2001, 2020], [2008, 2010], [Gap(start=None, end=year(2008)), Gap(start=year(2010), end=None)]),
    ],
)
def test_gaps_are_the_years_of_the_site_without_its_policy(site, policy, expected):
    assert list(find_gaps([year(at) for at in site], [year(at) for at in policy])) == expected


def test_the_addresses_most_like_a_policys_come_first():
    rows = [row("http://x.example/news/privacy-scandal-in-parliament"), row("http://x.example/privacy")]
    rows += [row("http://x.example/help/de/privacy"), row("http://x.example/prices")]
    assert best_addresses(rows, ALWAYS, kind="privacy") == (
        "http://x.example/privacy",
        "http://x.example/help/de/privacy",
    )


def test_an_address_counts_once_and_only_a_few_are_taken():
    rows = [row(f"http://{host}x.example/privacy{slash}") for host in ("", "www.") for slash in ("", "/")]
    assert len(best_addresses(rows, ALWAYS, kind="privacy")) == 1
    rows += [row(f"http://x.example/{place}/privacy") for place in "abcdefg"]
    assert len(best_addresses(rows, ALWAYS, kind="privacy")) == MAX_FOUND


def test_pictures_errors_and_other_times_are_passed_over():
    rows = [
        row("http://x.example/privacy.gif", mimetype="image/gif"),
        row("http://x.example/privacy", status="404"),
        row("http://x.example/legal/privacy", timestamp=year(2015)),
    ]
    assert best_addresses(rows, Gap(start=None, end=year(2012)), kind="privacy") == ()
