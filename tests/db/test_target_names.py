"""Names as people write them, and what is said of a name that nothing goes by."""

import pytest

from db.errors import UnknownTarget
from db.store import Store
from db.target_names import similar_names


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "p.db")
    for name, host in (
        ("https://docs.github.com/en/privacy", "docs.github.com"),
        ("buffer.com", "buffer.com"),
        ("https://www.shop.example/privacy/", "shop.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("http://old.example/p?id=1", "old.example"),
    ):
        store.add_document(name, host=host, url=name if "://" in name else f"http://{name}/")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("docs.github.com", "https://docs.github.com/en/privacy"),
        ("https://docs.github.com/", "https://docs.github.com/en/privacy"),
        ("http://www.docs.github.com/en/privacy/", "https://docs.github.com/en/privacy"),
        ("DOCS.GitHub.com/en/privacy", "https://docs.github.com/en/privacy"),
        ("www.buffer.com", "buffer.com"),
        ("https://buffer.com/", "buffer.com"),
        ("HTTPS://WWW.BUFFER.COM", "buffer.com"),
        ("  buffer.com ", "buffer.com"),
        ("shop.example/privacy", "https://www.shop.example/privacy/"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("https://old.example/p?id=1", "http://old.example/p?id=1"),
    ],
)
def test_scheme_www_slash_and_case_of_the_host_do_not_matter(store, typed, name):
    assert store.find_document(typed).name == name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("github.com", "https://docs.github.com/en/privacy"),
        ("api.docs.github.com", "https://docs.github.com/en/privacy"),
        ("bufer.com", "buffer.com"),
        ("bufferapp.com", "buffer.com"),
        ("https://docs.github.com/en/privac", "https://docs.github.com/en/privacy"),
        ("https://shop.example/terms", "https://www.shop.example/privacy/"),
    ],
)
def test_a_name_that_is_not_tracked_names_the_one_that_may_be_meant(store, typed, meant):
    with pytest.raises(UnknownTarget, match="did you mean") as caught:
        store.find_document(typed)
    assert meant in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("typed", ["example.org", "com", "", "/", "zzz", "\x1b[2J"])
def test_nothing_alike_is_not_guessed(store, typed):
    with pytest.raises(UnknownTarget, match="not tracked") as caught:
        store.find_document(typed)
    assert "did you mean" not in str(caught.value)


def test_the_case_of_a_path_matters(store):
    with pytest.raises(UnknownTarget, match="did you mean https://docs"):
        store.find_document("docs.github.com/EN/privacy")


def test_at_most_three_names_are_offered():
    assert len(similar_names("a.example", [f"{n}.a.example" for n in range(9)])) == 3
