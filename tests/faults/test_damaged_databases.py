"""A database with flipped bits in its schema: opened and read, or refused in one line."""

import random
import re

import pytest

from db.errors import NotADatabase, StoreError
from db.store import Store
from db.stored_json import read_json

SEEDS = range(12)
ONE_LINE = re.compile(r"|.+")
NAMES = (b"documents", b"CREATE TABLE", b"locations", b"timestamp")


def read_all(path):
    """Read every table; returns what stands in the way, or nothing."""
    try:
        store = Store(path, create=False)
        try:
            for row in store.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'clause_search%'"
            ):
                store.rows(f'SELECT * FROM "{row["name"]}"')
            store.documents()
        finally:
            store.close()
    except StoreError as error:
        return str(error)
    return ""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "history.db"
    Store(path).close()
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_the_schema_that_is_no_utf_8_is_one_line(path, name):
    content = path.read_bytes()
    assert name in content
    path.write_bytes(content.replace(name, name[:3] + bytes([name[3] | 0x80]) + name[4:]))
    assert ONE_LINE.fullmatch(read_all(path))


@pytest.mark.parametrize("seed", SEEDS)
def test_flipped_bits_are_one_line_or_harmless(path, seed):
    chosen = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(4):
        content[chosen.randrange(100, len(content))] ^= 1 << chosen.randrange(8)
    path.write_bytes(content)
    assert ONE_LINE.fullmatch(read_all(path))


@pytest.mark.parametrize("text", ["", "{", "[1,", "[" * 100_000, None, "nul"])
def test_broken_json_in_a_column_is_one_line(text):
    with pytest.raises(NotADatabase, match="broken JSON") as caught:
        read_json(text)
    assert ONE_LINE.fullmatch(str(caught.value))
