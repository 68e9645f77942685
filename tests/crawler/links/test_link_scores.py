"""Where a policy may stand: on a group's host, among help pages; and whose link is another's."""

import pytest

from crawler.links.ranking import Confidence, rank_policy_links

HOME = "https://www.larkfield.example/"


def best(text: str, address: str, *, before: str = "", after: str = "", tag: str = "footer"):
    page = f"<body><p>News</p><{tag}>{before}<a href='{address}'>{text}</a>{after}</{tag}></body>"
    return rank_policy_links(page.encode(), url=HOME)[0]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Privacy Policy", "https://www.northgate-group.example/legal/privacy"),
        ("Datenschutzerklärung", "https://www.alder.example/dokumente/17"),
        ("Privacy Policy", "https://larkfield.zendesk.com/hc/en-us/articles/360001"),
        ("Privacy Notice", "https://help.larkfield-cloud.example/a/12"),
        ("Privacy Policy", "/help/article/12"),
        ("Privacy Policy", "/support/privacy"),
        ("Privacy Policy", "/hc/en-us/articles/360001"),
        ("Privacy policy and protection of personal data", "/docs/4"),
        ("Política de Privacidad y Protección de Datos Personales de los clientes", "/docs/4"),
        ("Our promise", "/privacy-policy"),
        ("Persónuverndarstefna", "/um-okkur/personuvernd"),
    ],
)
def test_a_link_that_bears_the_name_is_followed(text: str, address: str) -> None:
    assert best(text, address).confidence in {Confidence.SURE, Confidence.LIKELY}


@pytest.mark.parametrize(
    ("text", "address", "before", "after"),
    [
        ("Privacy Policy", "https://policies.google.com/privacy", "Protected by reCAPTCHA. ", " applies."),
        ("Privacy", "https://disqus.com/privacy-policy", "Comments by Disqus: ", ""),
        ("Privacy", "https://webmakers.example/privacy", "Site made by Webmakers. ", ""),
        ("Privacy settings", "/help/privacy-settings", "", ""),
        ("Privacy tools we recommend", "/privacy-tools", "", ""),
        ("Why privacy matters", "/privacy-matters", "", ""),
        ("Keep your account safe", "/help/account", "", " and your privacy"),
    ],
)
def test_what_belongs_to_another_or_is_no_policy_is_not(text: str, address: str, before: str, after: str) -> None:
    page = f"<body><footer>{before}<a href='{address}'>{text}</a>{after}</footer></body>"
    links = rank_policy_links(page.encode(), url=HOME)
    assert not [link for link in links if link.score >= 0.5]


def test_of_two_equal_links_the_sites_own_comes_first() -> None:
    links = "<a href='https://alder.example/privacy'>Privacy Policy</a> | <a href='/p/7'>Privacy Policy</a>"
    page = f"<footer>{links}</footer>"
    assert rank_policy_links(page.encode(), url=HOME)[0].url == f"{HOME}p/7"
