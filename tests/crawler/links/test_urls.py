"""Addresses are undone of what archives, scripts and clients did to them, before they are compared or stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.links.urls import host_of, original_address, page_key, resolve, same_site, script_address

PAGE = "http://shop.example/a/b/page.html"


@pytest.mark.parametrize(
    ("archived", "original"),
    [
        ("https://web.archive.org/web/20090101000000/http://shop.example/p", "http://shop.example/p"),
        ("https://web.archive.org/web/20090101000000id_/https://shop.example/p?q=1", "https://shop.example/p?q=1"),
        ("//web.archive.org/web/20090101000000im_/http://shop.example/p", "http://shop.example/p"),
        ("/web/20090101000000/http:/shop.example/p", "http://shop.example/p"),
        ("http://localhost:8080/my-coll/20200101000000mp_/https://shop.example/", "https://shop.example/"),
        ("http://web.archive.org/web/*/http://shop.example/", "http://shop.example/"),
        ("http://web.archive.org/web/2009/http%3A//shop.example/p", "http://shop.example/p"),
        (
            "https://web.archive.org/web/2010/http://web.archive.org/web/2009/http://shop.example/",
            "http://shop.example/",
        ),
        ("https://shop.example/web/2009/report", "https://shop.example/web/2009/report"),
        ("https://shop.example/privacy", "https://shop.example/privacy"),
    ],
)
def test_an_archives_prefix_is_taken_off(archived: str, original: str) -> None:
    assert original_address(archived) == original


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("privacy.html", "http://shop.example/a/b/privacy.html"),
        ("../privacy", "http://shop.example/a/privacy"),
        ("/privacy#top", "http://shop.example/privacy#top"),
        ("//legal.example/p", "http://legal.example/p"),
        ("?page=privacy", "http://shop.example/a/b/page.html?page=privacy"),
        (" /pri\nvacy ", "http://shop.example/privacy"),
        ("/privacy policy.html", "http://shop.example/privacy%20policy.html"),
        ("javascript:openWindow('/p.html', 'x', 'width=3')", "http://shop.example/p.html"),
        ("JavaScript:window.location=%27/p.html%27", "http://shop.example/p.html"),
        ("javascript:void(0)", None),
        ("mailto:privacy@shop.example", None),
        ("tel:+49123", None),
        ("data:text/html,privacy", None),
        ("/cdn-cgi/l/email-protection#a1b2c3", None),
        ("http://[broken", None),
        ("/" + "x" * 5000, None),
    ],
)
def test_a_link_is_resolved_against_the_original_page(href: str, target: str | None) -> None:
    assert resolve(href, page_url=PAGE, base=None) == target
    archived = f"https://web.archive.org/web/20090101000000id_/{PAGE}"
    assert resolve(href, page_url=archived, base=None) == target


def test_the_base_of_the_page_is_where_links_start() -> None:
    base = "https://web.archive.org/web/20090101000000/http://cdn.example/x/"
    assert resolve("p", page_url=PAGE, base=base) == "http://cdn.example/x/p"
    assert resolve("p", page_url=PAGE, base="../") == "http://shop.example/a/p"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://shop.example/legal",
        "https://www.shop.example/legal/",
        "HTTPS://SHOP.example:443/legal/index.html",
        "http://shop.example:80//legal/#privacy",
        "shop.example/legal?utm_source=mail&ref=footer",
        "http://shop.example/Legal?sid=3f2a9c",
        "http://shop.example/legal;jsessionid=AB12?PHPSESSID=99",
        "https://web.archive.org/web/20090101000000/http://shop.example/legal/default.aspx",
    ],
)
def test_all_spellings_of_an_address_compare_equal(spelling: str) -> None:
    assert page_key(spelling) == "shop.example/legal"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://shop.example/?page=1", "http://shop.example/?page=2"),
        ("http://shop.example/legal", "http://legal.shop.example/"),
        ("http://shop.example:8080/p", "http://shop.example/p"),
        ("http://shop.example/Privacy", "http://shop.example/terms"),
    ],
)
def test_different_pages_do_not_compare_equal(one: str, other: str) -> None:
    assert page_key(one) != page_key(other)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://docs.shop.com/x", "shop.com", True),
        ("http://a.co.uk/", "http://b.co.uk/", False),
        ("alice.github.io", "bob.github.io", False),
        ("http://bücher.de/", "http://xn--bcher-kva.de/p", True),
        ("http://192.0.2.1/p", "192.0.2.1", True),
        ("http://192.0.2.1/p", "http://193.0.2.1/", False),
        ("", "", False),
    ],
)
def test_a_site_is_a_registered_domain(one: str, other: str, is_same: bool) -> None:
    assert same_site(one, other) is is_same


def test_the_first_literal_of_a_script_that_is_an_address() -> None:
    assert script_address("popup('privacy','/legal/privacy.php')") == "/legal/privacy.php"
    assert script_address("return confirm('Are you sure?')") is None


@given(st.text(max_size=200), st.text(max_size=60), st.one_of(st.none(), st.text(max_size=60)))
def test_any_text_is_an_address_or_none_and_never_an_error(href: str, page_url: str, base: str | None) -> None:
    target = resolve(href, page_url=page_url, base=base)
    assert target is None or target.startswith(("http://", "https://"))
    page_key(href)
    host_of(href)
    same_site(href, page_url)


@given(st.from_regex(r"https?://[a-z]{1,8}\.(?:com|de)/[a-z/]{0,12}(?:\?[a-z]=[0-9])?", fullmatch=True))
def test_a_key_is_its_own_key(url: str) -> None:
    assert page_key(page_key(url)) == page_key(url)
