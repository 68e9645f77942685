"""Pages that only lead on: hubs, splash pages, site maps; and pages that look like them and are policies."""

import pytest

from crawler.links.hubs import way_in
from crawler.reading.read_capture import read_capture
from crawler.reading.read_homepage import read_homepage
from db.outcomes import Outcome
from db.records import Document

HOME = "http://shop.example/"
DOCUMENT = Document(id=1, name="shop.example", host="shop.example", kind="privacy", section=None, alternating=False)
POLICY = (
    "<p>We collect the name and e-mail address that you give us. We use this personal information to ship your order."
    " We do not share your personal data with third parties. We use cookies to remember your basket. You may ask us"
    " to delete your personal data. We keep your data secure. Write to us about this privacy policy.</p>"
)


def read(body: str, url: str = f"{HOME}privacy/"):
    return read_capture(f"<html>{body}</html>".encode(), DOCUMENT, content_type="text/html", url=url)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Privacy Center", "Your privacy matters. Here you find how we handle personal information and cookies."),
        ("Legal", "The documents that rule the use of the shop."),
        ("Privacy", "We take privacy seriously. Choose a document."),
        ("Trust Centre", "Security, privacy and compliance at the shop, and what our customers say about them."),
        ("Datenschutz-Center", "Wählen Sie ein Dokument."),
    ],
)
def test_a_hub_is_asked_for_its_links_before_it_is_taken_for_a_text(title: str, text: str) -> None:
    links = "<li><a href='/p/4'>Privacy Policy</a></li><li><a href='/p/5'>Cookie Policy</a></li>"
    page = f"<title>{title} - Shop</title><body><main><h1>{title}</h1><p>{text}</p><ul>{links}</ul></main></body>"
    reading = read(page, f"{HOME}trust/")
    assert reading.outcome is Outcome.MOVED
    assert reading.target == f"{HOME}p/4"


@pytest.mark.parametrize(
    "foot", ["", "<a href='/privacy/'>Privacy Policy</a>", "<a href='/kids'>Children's privacy</a>"]
)
def test_a_short_policy_with_links_in_its_foot_is_the_policy(foot: str) -> None:
    page = f"<title>Privacy Policy</title><body><h1>Privacy Policy</h1>{POLICY}<hr>{foot}</body>"
    assert read(page).outcome is Outcome.OK


def test_a_short_policy_that_links_to_another_companys_is_the_policy() -> None:
    foot = "<p>We use Google Analytics: <a href='https://policies.google.com/privacy'>Google privacy policy</a>.</p>"
    page = f"<title>Privacy Policy</title><body><h1>Privacy Policy</h1>{POLICY}{foot}</body>"
    assert read(page).outcome is Outcome.OK


@pytest.mark.parametrize(
    ("markup", "target"),
    [
        ("<a href='/home.html'>ENTER</a>", "home.html"),
        ("<a href='/en/'><img src='/i/enter.gif'></a>", "en/"),
        ("<a href='/start.asp'><img src='/i/logo.jpg'></a><p>Best viewed in 800x600</p>", "start.asp"),
        ("<a href='/main.htm'>Skip Intro</a> <a href='http://macromedia.example/'>Get Flash</a>", "main.htm"),
        ("<a href='/a'>A</a><a href='/b'>B</a><a href='/sitemap.html'>Site Map</a>", "sitemap.html"),
        ("<a href='/a'>A</a><a href='/plan'>Plan du site</a>", "plan"),
    ],
)
def test_a_splash_page_leads_into_the_site(markup: str, target: str) -> None:
    assert way_in(f"<html><body>{markup}</body></html>".encode(), url=HOME) == f"{HOME}{target}"


@pytest.mark.parametrize(
    "markup",
    ["<a href='/a'>Sport</a><a href='/b'>News</a>", "<p>Hello</p>", "<a href='http://other.example/'>Enter</a>"],
)
def test_a_page_without_a_way_in_has_none(markup: str) -> None:
    assert way_in(f"<html><body>{markup}</body></html>".encode(), url=HOME) is None


def test_a_doubtful_link_is_told_apart_from_one_to_trust() -> None:
    page = b"<html><body><footer><a href='/legal'>Legal</a></footer></body></html>"
    homepage = read_homepage(page, content_type="text/html", url=HOME, document="privacy")
    assert not homepage.links
    assert [link.url for link in homepage.doubtful] == [f"{HOME}legal"]


def test_the_frames_that_hold_links_come_first() -> None:
    frames = "".join(
        f"<frame name={name} src=/{name}.html>" for name in ("logo", "ad", "main", "news", "bottom", "menu")
    )
    page = f"<html><frameset>{frames}</frameset></html>".encode()
    homepage = read_homepage(page, content_type="text/html", url=HOME, document="privacy")
    assert [url.rsplit("/", 1)[1] for url in homepage.frames] == ["bottom.html", "menu.html", "logo.html", "ad.html"]
