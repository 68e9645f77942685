import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UsageError
from db.store import Store
from tracker.targets.target_lists import read_targets
from tracker.targets.tracking import parse_target, track


@pytest.mark.parametrize(
    ("given_name", "name", "url"),
    [
        ("GitHub.com", "github.com", "http://github.com/"),
        ("https://www.github.com/", "github.com", "http://github.com/"),
        ("bücher.example", "xn--bcher-kva.example", "http://xn--bcher-kva.example/"),
        ("127.0.0.1:8080", "127.0.0.1:8080", "http://127.0.0.1:8080/"),
    ],
)
def test_a_name_without_a_path_is_a_site(given_name, name, url):
    target = parse_target(given_name)
    assert (target.name, target.url, target.is_site) == (name, url, True)


def test_an_address_is_a_document_and_its_fragment_the_part_that_is_meant():
    target = parse_target("buffer.com/legal#privacy-policy")
    assert (target.url, target.section, target.is_site) == ("https://buffer.com/legal", "#privacy-policy", False)


def test_a_part_of_a_page_and_another_kind_of_policy_are_documents_of_their_own():
    names = {
        parse_target("buffer.com/legal").name,
        parse_target("buffer.com/legal", section="Privacy Policy").name,
        parse_target("buffer.com/legal#terms").name,
        parse_target("buffer.com").name,
        parse_target("buffer.com", document="terms of service").name,
    }
    assert len(names) == 5


@pytest.mark.parametrize(
    "nonsense",
    ["", "policy", "javascript:alert(1)", "mailto:a@b.example", "http://[bad", "ftp://a.example/p", "a b.example",
     "https://a.example:port/", "https://user:secret@a.example/", "x" * 3000 + ".example"],
)  # fmt: skip
def test_nonsense_is_named_in_one_line(nonsense):
    with pytest.raises(UsageError, match=r"\A.*: neither a site nor an address; .*\Z"):
        parse_target(nonsense)


@given(st.text(max_size=200))
def test_anything_a_person_types_is_a_target_or_a_clear_error(typed):
    try:
        target = parse_target(typed)
    except UsageError:
        return
    assert target.host
    assert target.url.startswith("http")


def test_a_list_a_table_and_a_ranking_name_the_same_targets():
    plain = "# sites\na.example\n\nb.example\n"
    table = "name,url\nA,a.example\nB,b.example\n"
    ranking = "1,a.example\n2,b.example\n"
    for text in (plain, table, ranking):
        assert [line.target for line in read_targets(io.StringIO(text))] == ["a.example", "b.example"]


def test_lines_are_numbered_as_an_editor_numbers_them():
    assert [line.number for line in read_targets(io.StringIO("site\n\na.example\n# no\nb.example\n"))] == [3, 5]


def test_an_empty_list_has_no_targets():
    assert list(read_targets(io.StringIO(""))) == []


def test_a_target_is_tracked_once_whatever_way_it_is_named(tmp_path):
    store = Store(tmp_path / "t.db")
    first = track(store, "https://a.example/privacy").document
    assert track(store, "a.example/privacy").document.id == first.id
    assert track(store, "https://www.a.example/privacy/").document.id == first.id
    assert track(store, "a.example").document.id != first.id
    assert len(store.documents()) == 2
    store.close()


def test_a_second_kind_of_policy_at_an_address_is_a_second_document(tmp_path):
    store = Store(tmp_path / "p.db")
    privacy = track(store, "https://a.example/legal").document
    terms = track(store, "https://a.example/legal", document="terms").document
    assert (privacy.kind, terms.kind, terms.name) == ("privacy", "terms", "https://a.example/legal (terms)")
    assert not track(store, "https://a.example/legal", document="terms of service").is_new
    assert track(store, "https://a.example/legal").document == privacy
    store.close()


def test_without_a_kind_the_document_at_the_address_is_meant(tmp_path):
    store = Store(tmp_path / "p.db")
    terms = track(store, "https://a.example/terms", document="terms").document
    assert track(store, "a.example/terms").document == terms
    assert terms.name == "https://a.example/terms"
    assert track(store, "a.example/terms", document="privacy").is_new
    store.close()


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("localhost", "http://localhost/"),
        ("localhost:8080/privacy", "https://localhost:8080/privacy"),
        ("http://intranet/privacy", "http://intranet/privacy"),
        ("http://testnet", "http://testnet/"),
    ],
)
def test_hosts_of_a_local_net_are_targets(typed, url):
    assert parse_target(typed).url == url
