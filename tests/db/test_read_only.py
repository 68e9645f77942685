import os

import pytest

from db.errors import StoreError
from db.store import Store

CLAUSES = [("heading", 1, "Privacy"), ("para", 0, "We keep little.")]


@pytest.fixture
def unwritable(history, monkeypatch):
    """The path of a history whose file and folder nobody may write to (the tests may run as root, who may)."""
    history.add("a.example", CLAUSES)
    history.store.close()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    return history.store.path


def test_a_published_copy_is_read_without_writing_beside_it(unwritable):
    before = sorted(path.name for path in unwritable.parent.iterdir())
    store = Store(unwritable, create=False)
    document = store.find_document("a.example")
    assert [clause.text for clause in store.clauses(store.versions(document.id)[0])] == ["Privacy", "We keep little."]
    store.close()
    assert sorted(path.name for path in unwritable.parent.iterdir()) == before


def test_writing_to_a_published_copy_is_one_clear_line(unwritable):
    store = Store(unwritable, create=False)
    with pytest.raises(StoreError, match="readonly"):
        store.remove_document(1)
    store.close()
