"""A policy of someone else is told from a policy that moved, and a site's own policy is never refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.policy.ownership import whose_policy

OTHER = "Megacorp collects personal data. Megacorp shares it with its partners. Write to Megacorp, 1 Main Street."
OWN = "Acme Tools collects your name when you order. We do not sell it. We keep it for two years on our servers."


@pytest.mark.parametrize(
    ("site", "url", "title", "text"),
    [
        ("acmetools.com", "https://acmetools.com/privacy", "Privacy", OWN),
        ("acmetools.com", "https://www.acmetools.com/privacy", "Privacy", "We respect your privacy."),
        ("acmetools.com", "https://legal.acmetools.com/privacy", "Megacorp privacy", OTHER),
        ("acmetools.com", "https://megacorp.com/privacy", "Megacorp", f"{OTHER} This covers Acme Tools too."),
        ("acmetools.com", "https://megacorp.com/privacy", "Megacorp", f"{OTHER} and acmetools.com, among others"),
        ("acmetools.com", "https://acmetools.de/datenschutz", "Datenschutz", "Wir speichern keine Daten."),
        ("acmetools.com", "https://acmetoolsgroup.com/privacy", "Privacy", "Acmetoolsgroup keeps nothing. " * 5),
        ("acme-tools.com", "https://acmetools.eu/privacy", "Privacy", "Acmetools keeps nothing. " * 5),
        ("acmetools.com", "https://app.termly.example/policy/1", "Privacy", "We collect your name and address."),
        ("anna.github.io", "https://docs.github.com/privacy", "GitHub Privacy", "GitHub keeps logs. GitHub cares."),
        ("youtube.com", "https://policies.google.com/privacy", "Google", "Google and Google's YouTube keep logs."),
        ("ft.com", "https://help.nikkei.example/privacy", "Nikkei", "Nikkei and the FT. Nikkei keeps your data."),
        ("acmetools.com", "https://acmetools.com/privacy", "Privacy", f"{OWN} Our host is GoDaddy, at godaddy.com."),
        ("godaddy.com", "https://www.godaddy.com/legal/privacy", "GoDaddy privacy", "GoDaddy sells names. " * 9),
        ("xn--bcher-kva.example", "https://verlag.example/ds", "Verlag", "Verlag und Bücher. Der Verlag speichert."),
        ("192.0.2.1", "http://192.0.2.1/privacy", "Privacy", "We keep nothing."),
    ],
)
def test_the_sites_own_policy_is_never_refused(site: str, url: str, title: str, text: str) -> None:
    ownership = whose_policy(site, url, title, text, is_redirected=True)
    assert not ownership.theirs, ownership.reason


@pytest.mark.parametrize(
    ("url", "title", "text", "owner"),
    [
        ("https://megacorp.com/privacy", "Megacorp Privacy Policy", OTHER, "megacorp.com"),
        ("https://policies.google.com/privacy", "Privacy Policy", "Google builds. Google keeps.", "google.com"),
        ("https://www.hugedomains.com/privacy.cfm", "Privacy", "We collect your name.", "hugedomains.com"),
        ("https://sedo.com/us/privacy", "Privacy policy", "Your data are safe with us.", "sedo.com"),
        ("https://www.acmetools.com/privacy", "HugeDomains privacy", "HugeDomains sells names. " * 9, "hugedomains"),
        ("http://acmetools.com/privacy", "Privacy", "Sedo GmbH runs this page. Sedo keeps logs. Ask Sedo.", "sedo"),
    ],
)
def test_a_policy_of_someone_else_is_named_with_its_owner(url: str, title: str, text: str, owner: str) -> None:
    ownership = whose_policy("acmetools.com", url, title, text, is_redirected=True)
    assert ownership.theirs
    assert ownership.owner == owner
    assert ownership.reason


def test_what_a_site_links_to_is_taken_as_its_own_unless_it_is_a_dealers() -> None:
    assert not whose_policy("acmetools.com", "https://megacorp.com/privacy", "Megacorp", OTHER).theirs
    assert whose_policy("acmetools.com", "https://sedo.com/privacy", "Privacy", "Your data are safe.").theirs


def test_a_policy_that_keeps_its_text_under_a_new_name_is_the_one_that_moved() -> None:
    before = "Acme collects names.\nWe keep all orders for exactly seven years.\nWe never sell your data to anybody."
    after = (
        f"{OTHER}\nMegacorp cares.\nWe keep all orders for exactly seven years.\nWe never sell your data to anybody."
    )
    url = "https://megacorp.com/privacy"
    assert not whose_policy("acmetools.com", url, "Megacorp", after, is_redirected=True, text_before=before).theirs
    assert whose_policy("acmetools.com", url, "Megacorp", OTHER, is_redirected=True, text_before=before).theirs


@settings(max_examples=100)
@given(st.text(max_size=50), st.text(max_size=80), st.text(max_size=80), st.text(max_size=500))
def test_any_text_has_an_owner_or_none(site: str, url: str, title: str, text: str) -> None:
    assert isinstance(whose_policy(site, url, title, text).theirs, bool)
    assert isinstance(whose_policy(site, f"http://{url}", title, text).theirs, bool)
