"""Choosing a version: what stands behind the `@`, and what is said where nothing can be meant."""

import pytest

from db.errors import UnknownTarget, UsageError
from tracker.history.version_texts import find_version

OLD = [("heading", 1, "Privacy"), ("para", 0, "We keep little.")]
NEW = [("heading", 1, "Privacy"), ("para", 0, "We keep a lot.")]


@pytest.fixture
def store(history):
    history.add("a.example", OLD, NEW)
    return history.store


@pytest.mark.parametrize(
    ("target", "version"),
    [("a.example", 2), ("a.example@1", 1), ("a.example@2001", 1), ("a.example@2001-07", 1), ("a.example@20020101", 2),
     ("a.example@2002-01-01T00:00", 2), ("https://www.a.example/@2", 2), ("a.example@2030", 2)],
)  # fmt: skip
def test_a_number_or_a_date_chooses(store, target, version):
    row, _ = find_version(store, target)
    assert row.version == version


@pytest.mark.parametrize("which", ["3", "0", "999", "2024-13-45", "2024-02-30", "20011301", "newest", "v2", "2024-1-1"])
def test_a_wrong_one_names_the_versions_there_are(store, which):
    with pytest.raises(UsageError, match="versions 1 to 2, captured 2001-01-01 to 2002-06-01") as caught:
        find_version(store, f"a.example@{which}")
    assert which in str(caught.value)


def test_a_day_before_the_first_capture_is_refused(store):
    with pytest.raises(UsageError, match="the first capture is of 2001-01-01"):
        find_version(store, "a.example@1999-05")


def test_an_at_inside_an_address_is_part_of_it(history):
    url = "https://a.example/team@latest/privacy"
    history.add(url, OLD, url=url)
    row, _ = find_version(history.store, url)
    assert row.version == 1
    with pytest.raises(UnknownTarget, match="team@latest"):
        find_version(history.store, "https://b.example/team@latest/privacy")
