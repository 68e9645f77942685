"""What scripts write into a page is read as if it stood there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.links.ranking import rank_policy_links
from crawler.links.written_markup import written_markup

HOME = "http://shop.example/"


def first(page: str) -> str:
    links = rank_policy_links(page.encode(), url=HOME)
    return links[0].url if links else ""


@pytest.mark.parametrize(
    "script",
    [
        """document.write('<a href="/pp.html">Privacy Policy</a>');""",
        r"""document.writeln("<a href=\"/pp.html\">Privacy Policy<\/a>");""",
        """<!--\ndocument.write ( '<td>' + '<a href=' + '/pp.html' + '>Privacy ' + 'Policy</a>' )\n//-->""",
        """if (top) { document.write('<p>(c) 1999</p>'); document.write("<a href='/pp.html'>Privacy Policy</a>") }""",
    ],
)
def test_an_anchor_that_a_script_writes_is_a_link(script: str) -> None:
    assert first(f"<body><p>News</p><script>{script}</script></body>") == f"{HOME}pp.html"


@pytest.mark.parametrize(
    "script", ["document.write(link)", "document.write('<a href=", "document.write('')", "var x = 1"]
)
def test_a_script_that_writes_no_literal_adds_nothing(script: str) -> None:
    assert first(f"<body><script>{script}</script></body>") == ""


@given(st.text())
def test_any_script_is_read_without_an_error(script: str) -> None:
    assert isinstance(written_markup(f"document.write({script}"), str)


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='/p9'><img src='/i/btn_privacy.gif'></a>",
        "<a href='/p9'><img src='foot-privacypolicy_off.jpg'></a>",
        "<map><area href='/p9' alt='Datenschutzerklärung'></map>",
        "<span onclick=\"location.href='/p9/'\">Privacy Policy</span>",
        "<table><tr><td onclick=\"window.open('/p9/')\">Privacy Policy</td></tr></table>",
        "<select onchange='location.href=this.value'><option value='p9'>Privacy Policy</select>",
    ],
)
def test_a_link_that_shows_no_text_or_is_no_anchor_is_followed(markup: str) -> None:
    links = rank_policy_links(markup.encode(), url=HOME)
    assert links[0].url.rstrip("/") == f"{HOME}p9"
    assert links[0].score >= 0.5


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='/p9'><img src='/i/btn_products.gif'></a>",
        "<select name='subject'><option value='privacy'>Privacy Policy</select>",
        "<span onclick='toggle()'>Privacy Policy</span>",
    ],
)
def test_what_leads_nowhere_or_elsewhere_is_not(markup: str) -> None:
    assert not [link for link in rank_policy_links(markup.encode(), url=HOME) if link.score >= 0.5]
