"""From a site's name to its policy: every address it had is found, what is another's or none is an outcome."""

import json

import pytest
from made_captures import MadeCapture, policy_page
from policytrail_runs import asked, crawl, history, verify
from warcs import write_warc

from bench.discovery_site import HOST, STAYS, change_months, made_captures
from db.store import Store

PARKED = b"""<html><head><title>parked.example is for sale</title></head><body><h1>parked.example</h1>
<p>This domain is for sale. Buy this domain now. Related searches: insurance, loans.</p></body></html>"""
OTHER_COMPANY = policy_page(version=0, company="Great Holding Corporation")
BOILERPLATE = policy_page(version=0, company="the operator of this site")
_INSIDE = policy_page(version=0, company="Sectioned").partition(b"<main>")[2].partition(b"</main>")[0]
_TERM = b"<p>You may not resell the service, and we may end this contract between you and us with a month's notice.</p>"
_DUTY = b"<p>This agreement binds processors and sub-processors who work on personal data for a customer.</p>"
LEGAL = b"".join(
    (
        b"<html><head><title>Legal</title></head><body><main><h1 id='terms'>Terms of Service</h1>",
        8 * _TERM,
        _INSIDE.replace(b"<h1>", b"<h1 id='privacy-policy'>"),
        b"<h1 id='dpa'>Data Processing Agreement</h1>",
        8 * _DUTY,
        b"</main></body></html>",
    )
)
YEARS = range(2008, 2021)


def homepage(links="", head=""):
    return (
        f"<html><head><title>Home</title>{head}</head><body><p>News.</p><footer>{links}</footer></body></html>".encode()
    )


def link(address, text="Privacy Policy"):
    return f'<a href="{address}">{text}</a>'


def redirect(location):
    return {"status": 302, "body": b"", "headers": (("Content-Type", "text/html"), ("Location", location))}


def yearly(url, years=YEARS, month=3, **what):
    what = {"body": homepage()} | what
    return [MadeCapture(timestamp=f"{year}{month:02}05101500", url=url, **what) for year in years]


def policy(host, path, years, *, version=0, head="", company=None):
    page = policy_page(version=version, company=company or host.partition(".")[0].title())
    return yearly(f"http://{host}{path}", years, month=6, body=page.replace(b"</head>", head.encode() + b"</head>"))


def site(host, links="", **what):
    return yearly(f"http://{host}/", body=homepage(links), **what)


def frameset(*frames):
    inside = "".join(f'<frame name="{name}" src="{address}">' for name, address in frames)
    return f"<html><head><title>Home</title></head><frameset cols='120,*'>{inside}</frameset></html>".encode()


def captures():
    """Every site of the tests in one archive."""
    early, late = range(2008, 2014), range(2014, 2021)
    yield from site("front.example", link("/privacy"))
    yield from policy("front.example", "/privacy", early)
    yield from yearly("http://front.example/privacy", late, month=6, **redirect("/"))
    yield from site("parked.example", link("/privacy"))
    yield from policy("parked.example", "/privacy", early)
    yield from yearly("http://parked.example/privacy", late, month=6, **redirect("http://dealer.example/?d=parked"))
    yield from yearly("http://dealer.example/?d=parked", late, month=6, body=PARKED)
    yield from site("bought.example", link("/privacy"))
    yield from policy("bought.example", "/privacy", early)
    yield from yearly("http://bought.example/privacy", late, month=6, **redirect("https://holding.example/privacy"))
    yield from yearly("https://holding.example/privacy", late, month=6, body=OTHER_COMPANY)
    yield from site("joined.example", link("/privacy"))
    yield from policy("joined.example", "/privacy", early)
    yield from yearly("http://joined.example/privacy", late, month=6, **redirect("http://group.example/privacy"))
    yield from policy("group.example", "/privacy", late, version=1, company="Joined and other brands of the Group")
    yield from yearly("http://named.example/", early, body=homepage(link("/about/privacy")))
    yield from yearly("http://named.example/", late)
    head = '<link rel="canonical" href="/legal/data">'
    yield from policy("named.example", "/about/privacy", early, head=head)
    yield from policy("named.example", "/legal/data", late, version=1)
    menu = ("menu", "/menu.html"), ("main", "/start.html")
    yield from yearly("http://frames.example/", early, body=frameset(*menu))
    yield from yearly("http://frames.example/menu.html", body=homepage(link("/privacy.html")))
    yield from yearly("http://frames.example/start.html", body=homepage())
    inside = ("nav", "/menu.html"), ("content", "/texts/p.html")
    yield from yearly("http://frames.example/privacy.html", early, month=6, body=frameset(*inside))
    yield from policy("frames.example", "/texts/p.html", early)
    yield from yearly("http://frames.example/", late, body=homepage(link("/privacy/")))
    yield from policy("frames.example", "/privacy/", late, version=1)
    yield from site("sectioned.example", link("/legal#privacy-policy"))
    yield from yearly("http://sectioned.example/legal", month=6, body=LEGAL)
    yield from site("said.example", link("/privacy"))
    yield from policy("said.example", "/privacy", early)
    sign = f"<html><body><p>Our privacy policy has moved {link('/trust/privacy', 'here')}.</p></body></html>".encode()
    yield from yearly("http://said.example/privacy", late, month=6, body=sign)
    yield from policy("said.example", "/trust/privacy", late, version=1)
    for years, path, linked in ((range(2008, 2011), "/privacy", True), (range(2011, 2017), "/legal/privacy", False)):
        yield from yearly("http://hole.example/", years, body=homepage(link(path) if linked else ""))
        yield from policy("hole.example", path, years, version=years[0] - 2008)
    yield from yearly("http://hole.example/", range(2017, 2021), body=homepage(link("/notice/privacy")))
    yield from policy("hole.example", "/notice/privacy", range(2017, 2021), version=9)
    yield from yearly("http://splash.example/", **redirect("/index.html?lang=en"))
    refresh = b'<html><head><meta http-equiv="refresh" content="3; url=/start/"></head><body>Welcome!</body></html>'
    yield from yearly("http://splash.example/index.html?lang=en", body=refresh)
    yield from yearly("http://splash.example/start/", body=homepage(link("/privacy")))
    yield from policy("splash.example", "/privacy", YEARS)
    for number in range(5):
        yield from site(f"dull{number}.example", link("/privacy"))
        yield from yearly(f"http://dull{number}.example/privacy", month=6, body=BOILERPLATE)
    yield from site("silent.example", link("/contact", "Contact"))
    for capture in made_captures():
        headers = (("Content-Type", "text/html"), *capture.headers.items())
        yield MadeCapture(
            timestamp=capture.timestamp,
            url=capture.url,
            body=capture.body.encode(),
            status=capture.status,
            headers=headers,
        )


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A database in which every site was looked for, and the summary of the crawl."""
    folder = tmp_path_factory.mktemp("discovery")
    archive = write_warc(folder / "archive.warc.gz", sorted(captures(), key=lambda capture: capture.timestamp))
    named = ("front", "parked", "bought", "joined", "named", "frames", "sectioned", "said", "silent", "splash", "hole")
    targets = [f"{name}.example" for name in (*named, *(f"dull{number}" for number in range(5)))]
    summary = crawl(folder / "a.db", archive, *targets, HOST, status=1)
    verify(folder / "a.db")
    return folder / "a.db", summary


def addresses(database, target):
    """The policy's addresses, in the order in which they were found."""
    rows = asked("locations", target, "--db", database, "--json").json
    return [row["url"] for row in rows if row["role"] == "policy"]


def outcomes(database, target):
    """(outcome, note) of the captures of a target's policy that are no version."""
    store = Store(database)
    document = store.find_document(target)
    found = {(at.outcome, at.note) for at in store.captures(document.id) if at.version_id is None and at.outcome}
    store.close()
    return found


def shown(database, target):
    return [(row["url"], row["first_capture"][:4], row["last_capture"][:4]) for row in history(database, target)]


def test_four_moves_in_fifteen_years_are_one_history(crawled):
    database, _ = crawled
    rows = history(database, HOST)
    assert [row["first_capture"][:6] for row in rows] == [f"{year}{month:02}" for year, month in change_months()]
    assert sorted(addresses(database, HOST)) == sorted(stay.url for stay in STAYS)


def test_a_redirect_to_the_front_page_is_no_version(crawled):
    database, _ = crawled
    assert shown(database, "front.example") == [("http://front.example/privacy", "2008", "2013")]
    assert ("redirect", "leads to a front page, not to a policy") in outcomes(database, "front.example")


def test_a_parking_page_is_no_version(crawled):
    database, _ = crawled
    assert shown(database, "parked.example") == [("http://parked.example/privacy", "2008", "2013")]
    assert "parked" in {outcome for outcome, _ in outcomes(database, "parked.example")}


def test_another_companys_policy_behind_a_redirect_is_no_version(crawled):
    database, _ = crawled
    assert shown(database, "bought.example") == [("http://bought.example/privacy", "2008", "2013")]
    (reason,) = [note for outcome, note in outcomes(database, "bought.example") if outcome == "not_theirs"]
    assert "holding.example" in reason
    assert "bought.example" in reason


def test_a_groups_policy_that_names_the_site_is_its_own(crawled):
    database, _ = crawled
    assert [url for url, _, _ in shown(database, "joined.example")] == [
        "http://joined.example/privacy",
        "http://group.example/privacy",
    ]


def test_the_canonical_address_leads_on_where_the_links_end(crawled):
    database, _ = crawled
    assert addresses(database, "named.example") == [
        "http://named.example/about/privacy",
        "http://named.example/legal/data",
    ]
    assert len(history(database, "named.example")) == 2


def test_frames_are_looked_into(crawled):
    database, _ = crawled
    assert shown(database, "frames.example") == [
        ("http://frames.example/texts/p.html", "2008", "2013"),
        ("http://frames.example/privacy/", "2014", "2020"),
    ]
    evidence = asked("locations", "frames.example", "--db", database).out
    assert "frame from http://frames.example/privacy.html" in evidence
    assert "frame of http://frames.example/" in evidence


def test_a_link_to_a_part_of_a_page_selects_the_part(crawled):
    database, _ = crawled
    (version,) = history(database, "sectioned.example")
    text = json.dumps(asked("show", "sectioned.example", "--db", database, "--json").json)
    assert "we collect your name" in text
    assert "resell" not in text
    assert "sub-processors" not in text
    assert version["captures"] == len(YEARS)


def test_a_page_that_says_where_it_moved_is_followed(crawled):
    database, _ = crawled
    assert addresses(database, "said.example") == ["http://said.example/privacy", "http://said.example/trust/privacy"]
    assert len(history(database, "said.example")) == 2


def test_a_homepage_that_only_sends_on_is_followed(crawled):
    database, _ = crawled
    assert shown(database, "splash.example") == [("http://splash.example/privacy", "2008", "2020")]


def test_a_hole_between_two_addresses_is_filled_from_the_sites_archived_ones(crawled):
    database, _ = crawled
    assert shown(database, "hole.example") == [
        ("http://hole.example/privacy", "2008", "2010"),
        ("http://hole.example/legal/privacy", "2011", "2016"),
        ("http://hole.example/notice/privacy", "2017", "2020"),
    ]


def test_one_text_under_many_sites_is_nobodys(crawled):
    database, _ = crawled
    texts = [len(history(database, f"dull{number}.example")) for number in range(5)]
    assert sorted(texts) == [0, 0, 1, 1, 1]
    refused = f"dull{texts.index(0)}.example"
    ((outcome, reason),) = outcomes(database, refused)
    assert outcome == "not_theirs"
    assert "the same text stands under 3 other sites" in reason


def test_a_site_without_a_policy_is_named_with_the_reason(crawled):
    _, summary = crawled
    assert {row["target"]: row["reason"] for row in summary["failed"]} == {
        "silent.example": "archived, but no homepage links to a policy and no address of it looks like one"
    }
