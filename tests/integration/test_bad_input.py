"""What people get when something is wrong: one clear line, the right exit status, and everything else done."""

import socket
import sqlite3

import pytest
from archive_server import serving
from made_captures import MadeCapture, policy_life
from policytrail_runs import crawl, crawl_arguments, history, policytrail, statuses, verify
from warcs import write_warc

SHOP = "https://shop.example/privacy"
LIFE = policy_life(SHOP, captures=8, versions=2)
NEVER = "https://never.example/privacy"
EXCLUDED = "https://excluded.example/privacy"
IMAGE = "https://image.example/privacy"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def refused(*arguments, status, says):
    """Run a command that is to fail with one line."""
    ended = policytrail(*arguments)
    assert ended.status == status, ended.err
    assert len(ended.error_lines) == 1, ended.err
    assert says in ended.err
    assert ended.out == ""


def test_what_cannot_be_crawled_is_named_and_the_rest_is_done(tmp_path):
    picture = MadeCapture(timestamp="20150101000000", url=IMAGE, body=PNG, headers=(("Content-Type", "image/png"),))
    withheld = policy_life(EXCLUDED, captures=3, versions=2)
    with serving([*LIFE, picture, *withheld], excluded=frozenset({EXCLUDED})) as archive:
        arguments = crawl_arguments(tmp_path / "a.db", archive.base, NEVER, EXCLUDED, "no address", IMAGE, SHOP)
        ended = policytrail(*arguments, impatient=True)
    assert ended.status == 1
    assert "Traceback" not in ended.err
    reasons = {failed["target"]: failed["reason"] for failed in ended.json["failed"]}
    assert set(reasons) == {NEVER, EXCLUDED, "no address"}
    assert "never archived" in reasons[NEVER]
    assert "excluded" in reasons[EXCLUDED]
    assert [line for line in ended.error_lines if line.startswith("policytrail:")] == ended.error_lines
    assert len(ended.error_lines) == len(reasons)
    assert len(history(tmp_path / "a.db", SHOP)) == 2
    assert history(tmp_path / "a.db", IMAGE) == []
    assert next(row for row in statuses(tmp_path / "a.db") if row["document"] == IMAGE)["outcomes"] == {"unusable": 1}
    verify(tmp_path / "a.db")


def test_a_refused_connection_is_for_later(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    refused(*crawl_arguments(tmp_path / "a.db", address, SHOP), status=75, says=address)


def test_an_archive_that_goes_away_loses_nothing(tmp_path):
    with serving(LIFE) as archive:
        crawl(tmp_path / "a.db", archive.base, SHOP)
        base = archive.base
    ended = policytrail(*crawl_arguments(tmp_path / "a.db", base, SHOP))
    assert ended.status == 75
    assert len(ended.error_lines) == 1
    assert len(history(tmp_path / "a.db", SHOP)) == 2


def test_a_file_cut_in_the_middle_gives_what_stands_before(tmp_path):
    whole = write_warc(tmp_path / "whole.warc.gz", LIFE).read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(whole[: len(whole) * 2 // 3])
    ended = policytrail(*crawl_arguments(tmp_path / "a.db", tmp_path / "cut.warc.gz", SHOP))
    assert ended.status == 1
    assert "Traceback" not in ended.err
    assert "cut.warc.gz: cut or damaged" in ended.err
    assert len(ended.error_lines) == 1
    assert 0 < ended.json["captures"] < len(LIFE)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("no.warc.gz", None, "no WARC or WACZ file there"),
        ("text.warc", b"hello, this is no WARC file\r\n", "text.warc"),
        ("text.wacz", b"hello, this is no WACZ file\r\n", "not a WACZ file"),
        ("noise.warc.gz", bytes(range(256)), "noise.warc.gz"),
    ],
)
def test_what_is_no_archive_file_is_told_so(tmp_path, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    refused(*crawl_arguments(tmp_path / "a.db", tmp_path / name, SHOP), status=1, says=says)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    (tmp_path / "letter.db").write_bytes(b"Dear Sir or Madam, " * 100)
    write_warc(tmp_path / "a.warc", LIFE)
    refused(*crawl_arguments(tmp_path / "letter.db", tmp_path / "a.warc", SHOP), status=1, says="not a SQLite database")
    refused("history", SHOP, "--db", tmp_path / "letter.db", status=1, says="not a SQLite database")
    assert (tmp_path / "letter.db").read_bytes() == b"Dear Sir or Madam, " * 100


def test_a_database_of_another_program_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "books.db") as books:
        books.execute("CREATE TABLE books (title TEXT)")
    write_warc(tmp_path / "a.warc", LIFE)
    refused(*crawl_arguments(tmp_path / "books.db", tmp_path / "a.warc", SHOP), status=1, says="another program")
    with sqlite3.connect(tmp_path / "books.db") as books:
        assert books.execute("SELECT name FROM sqlite_master").fetchall() == [("books",)]


def test_a_database_of_a_newer_version_is_left_alone(tmp_path):
    write_warc(tmp_path / "a.warc", LIFE)
    crawl(tmp_path / "a.db", tmp_path / "a.warc", SHOP)
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " SELECT migration_set, 'm9999_flying_cars', applied_at FROM _sqlite_migrations LIMIT 1"
        )
    refused(*crawl_arguments(tmp_path / "a.db", tmp_path / "a.warc", SHOP), status=1, says="newer policytrail")
    refused("show", SHOP, "--db", tmp_path / "a.db", status=1, says="newer policytrail")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("history", SHOP, "--db", "nowhere.db"), 2),
        (("crawl", SHOP, "--from", "yesterday"), 2),
        (("crawl", SHOP, "--sample", "some"), 2),
        (("crawl", SHOP, "--max-fetches", "-1"), 2),
    ],
)
def test_wrong_usage_is_told_without_a_traceback(tmp_path, monkeypatch, arguments, status):
    monkeypatch.chdir(tmp_path)
    ended = policytrail(*arguments)
    assert ended.status == status, ended.err
    assert "Traceback" not in ended.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"{half", "not JSON"), (b"\xff\xfe[", "not JSON"), (b'{"a": 1}', "not a list of clauses")],
)
def test_a_list_of_clauses_that_is_none_is_named(tmp_path, content, says):
    (tmp_path / "old.json").write_bytes(content)
    refused("compare", tmp_path / "old.json", tmp_path / "old.json", status=2, says=says)


def test_a_line_of_a_batch_that_is_no_pair_is_named(tmp_path):
    (tmp_path / "pairs.jsonl").write_text('{"id": 1, "old": [], "new": []}\n{"id": 2}\n')
    ended = policytrail("compare", "--batch", tmp_path / "pairs.jsonl")
    assert ended.status == 2
    assert ended.error_lines == [
        'policytrail: line 2: expected an object with id, old, new, or with id, versions: {"id": 2}'
    ]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with serving(LIFE) as archive:
        crawl(tmp_path / "a.db", archive.base, SHOP)
    (tmp_path / "out").write_text("a file, not a folder")
    refused(
        "prove",
        f"{SHOP}@2",
        "--out",
        tmp_path / "out" / "below",
        "--db",
        tmp_path / "a.db",
        status=1,
        says="out/below: ",
    )
