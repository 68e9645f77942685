"""Full text over every version: what people type, what is found, and since when."""

import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UsageError
from db.search_query import MAX_QUERY_LENGTH, fts_expression
from policytrail.cli import policytrail
from tracker.history.search import search, unmarked

LOCATION = ("para", 0, "We collect your precise location.")
SALE = ("para", 0, "We never sell personal data.")
OLD = [("heading", 1, "Privacy"), ("heading", 2, "What we collect"), LOCATION, ("heading", 2, "Sharing"), SALE]
NEW = [("heading", 1, "Privacy"), ("heading", 2, "Sharing"), SALE, ("para", 0, "We share data with partners.")]


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("sell data", '"sell" AND "data"'),
        ('"third parties"', '"third parties"'),
        ("sell OR share", '"sell" OR "share"'),
        ("(sell OR share) location", '( "sell" OR "share" ) AND "location"'),
        ("data NOT cookies", '"data" NOT "cookies"'),
        ("locat*", '"locat" *'),
        ('"precise loc"*', '"precise loc" *'),
        ("text: -a ^b {c}", '"text:" AND "-a" AND "^b" AND "{c}"'),
        ("and or not", '"and" AND "or" AND "not"'),
        ("a - b", '"a" AND "b"'),
        ("a\x00b", '"a" AND "b"'),
    ],
)
def test_what_a_person_types_becomes_an_expression(typed, expression):
    assert fts_expression(typed) == expression


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "***",
        '"open',
        "AND",
        "a AND",
        "OR b",
        "NOT b",
        "a AND OR b",
        "(a",
        "a)",
        "()",
        ")a(",
        "(" * 21 + "a" + ")" * 21,
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(typed):
    with pytest.raises(UsageError, match=rf"\A{re.escape(repr(typed))}: .*\Z"):
        fts_expression(typed)


def test_a_search_longer_than_the_limit_is_refused():
    with pytest.raises(UsageError, match="longer than"):
        fts_expression("a" * (MAX_QUERY_LENGTH + 1))


@given(st.text(alphabet=st.sampled_from('ab"()*^:-+{}.ANDORNT \x00é一\ud800'), max_size=60) | st.text(max_size=60))
def test_whatever_is_typed_is_refused_or_understood_by_sqlite(fts, typed):
    try:
        expression = fts_expression(typed)
    except UsageError:
        return
    fts.execute("SELECT * FROM clauses WHERE clauses MATCH ?", (expression,)).fetchall()


@pytest.fixture(scope="module")
def fts():
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE clauses USING fts5(text)")
    connection.execute("INSERT INTO clauses VALUES ('a b AND é')")
    return connection


def test_a_clause_that_went_is_found_with_its_first_and_last_version(history):
    history.add("a.example", OLD, OLD[:3], NEW)
    (hit,) = search(history.store, '"precise location"', document=None, limit=9)
    assert (hit.document, hit.path, hit.text) == ("a.example", ("Privacy", "What we collect"), LOCATION[2])
    assert hit.text[slice(*hit.matches[0])] == "precise location"
    assert (hit.since.version, hit.since.not_before, hit.since.first_capture) == (1, None, "20010101000000")
    assert (hit.last.version, hit.last.last_capture) == (2, "20020601000000")
    assert (hit.gone.version, hit.gone.not_before, hit.gone.first_capture) == (3, "20020601000000", "20030101000000")


def test_a_clause_that_came_back_is_found_once_for_each_time(history):
    history.add("a.example", OLD, OLD[:3], NEW)
    hits = search(history.store, "sell", document=None, limit=9)
    assert [(hit.since.version, hit.last.version, hit.gone and hit.gone.version) for hit in hits] == [
        (1, 1, 2),
        (3, 3, None),
    ]


def test_a_clause_that_moved_is_found_once(history):
    history.add("a.example", OLD, [*OLD[:2], *OLD[3:], LOCATION])
    (hit,) = search(history.store, "precise", document=None, limit=9)
    assert (hit.since.version, hit.last.version, hit.gone) == (1, 2, None)


def test_every_document_is_searched_or_one(history):
    history.add("a.example", OLD)
    document = history.add("b.example", OLD)
    assert [hit.document for hit in search(history.store, "precise", document=None, limit=9)] == [
        "a.example",
        "b.example",
    ]
    assert [hit.document for hit in search(history.store, "precise", document=document, limit=9)] == ["b.example"]


def test_letters_of_either_case_and_without_accents_are_found(history):
    history.add("a.example", [("para", 0, "Vos données à caractère personnel")])
    assert len(search(history.store, "DONNEES", document=None, limit=9)) == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("位置情報", ["位置情報"]),
        ("位置情報 OR 第三者", ["位置情報", "第三者"]),
        ("位置情報 NOT 取得", []),
        ("第三者 (cookie OR クッキー)", ["第三者", "Cookie"]),
        ("ตำแหน่ง", []),
    ],
)
def test_words_of_scripts_without_spaces_are_found_inside_a_sentence(history, typed, found):
    history.add("a.example", [("para", 0, "当社は位置情報を取得します。"), ("para", 0, "Cookie を第三者に提供")])
    hits = search(history.store, typed, document=None, limit=9)
    assert {hit.text[start:end] for hit in hits for start, end in hit.matches} == set(found)


@given(st.lists(st.text(alphabet="ab <&", max_size=5), min_size=1, max_size=7))
def test_marks_give_back_the_text_and_what_stood_between_them(parts):
    marked = "".join(f"\x02{part}\x03" if index % 2 else part for index, part in enumerate(parts))
    text, matches = unmarked(marked)
    assert text == "".join(parts)
    assert [text[start:end] for start, end in matches] == parts[1::2]


def run(history, *arguments):
    return CliRunner().invoke(policytrail, ["search", "--db", str(history.store.path), *arguments])


def test_the_command_prints_json_with_the_captures_that_prove_it(history):
    history.add("a.example", OLD, NEW)
    (hit,) = json.loads(run(history, "precise", "--json").stdout)
    assert hit["since"]["replay_url"] == "https://archive.example/web/20010101000000id_/https://a.example/privacy"
    assert hit["gone"]["version"] == 2


def test_the_command_tells_a_person_where_since_when_and_until_when(history):
    history.add("a.example", OLD, NEW)
    printed = run(history, "precise OR partners").stdout
    assert "a.example" in printed
    assert "Privacy › What we collect" in printed
    assert "since 2001-01-01 or before" in printed
    assert "gone between 2001-06-01 and 2002-01-01" in printed
    assert "since between 2001-06-01 and 2002-01-01" in printed
    assert "still there on 2002-06-01" in printed
    assert "your **precise** location" in printed


def test_markup_in_clauses_is_printed_as_it_stands(history):
    history.add("a.example", [("para", 0, "[bold]tags[/bold] and [/nonsense] stay")])
    assert "[bold]**tags**[/bold] and [/nonsense] stay" in run(history, "tags").stdout


def test_nothing_found_is_said_on_standard_error(history):
    history.add("a.example", OLD)
    result = run(history, "xyzzy")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing says xyzzy" in result.stderr


SHARING = [
    ("para", 0, "We shared your address once."),
    ("para", 0, "Sharing is for partners."),
    ("para", 0, "He shares it."),
    ("para", 0, "Shareholders decide."),
    ("para", 0, "A sharp knife."),
]


@pytest.mark.parametrize("typed", ["share", "shares", "sharing", "SHARED"])
def test_a_word_finds_its_other_forms_and_no_other_words(history, typed):
    history.add("a.example", SHARING)
    hits = search(history.store, typed, document=None, limit=9)
    assert sorted(hit.text for hit in hits) == sorted(text for _, _, text in SHARING[:3])
    assert {hit.text[slice(*hit.matches[0])].lower() for hit in hits} == {"shared", "sharing", "shares"}


def test_in_quotation_marks_a_word_is_found_as_it_stands(history):
    history.add("a.example", SHARING)
    assert [hit.text for hit in search(history.store, '"shares"', document=None, limit=9)] == ["He shares it."]


def test_forms_are_taken_in_and_out_of_expressions(history):
    history.add("a.example", SHARING)
    hits = search(history.store, "share NOT partner", document=None, limit=9)
    assert len(hits) == 2
    assert len(search(history.store, "(share OR knives) address", document=None, limit=9)) == 1


@pytest.mark.parametrize(
    ("language", "typed", "text"),
    [
        ("de", "Weitergabe", "Die Weitergaben an Dritte sind selten."),
        ("fr", "partager", "Nous avons partagé des adresses."),
        ("es", "compartir", "Compartimos sus datos."),
        ("fr", "donnée", "Vos données restent ici."),
    ],
)
def test_other_languages_have_their_own_forms(history, language, typed, text):
    history.add("a.example", [("para", 0, text), ("para", 0, "Nichts rien nada.")])
    with history.store.transaction():
        history.store.database.conn.execute("UPDATE versions SET language = ?", (language,))
    assert [hit.text for hit in search(history.store, typed, document=None, limit=9)] == [text]


def test_words_are_found_in_their_forms_in_a_copy_that_cannot_be_written(history, monkeypatch):
    import os

    from db.store import Store

    history.add("a.example", SHARING)
    history.store.close()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    store = Store(history.store.path, create=False)
    assert len(search(store, "share", document=None, limit=9)) == 3
    store.close()


FIRST = [("heading", 1, "Privacy"), ("para", 0, "We keep data for a year."), ("para", 0, "Data may go abroad.")]
SECOND = [("heading", 1, "Privacy"), ("para", 0, "We keep data for two years."), ("para", 0, "No data is ever sold.")]


def found(history, *arguments):
    return [hit["text"] for hit in json.loads(run(history, "data", "--json", *arguments).stdout)]


def test_a_kind_of_change_says_what_is_meant(history):
    history.add("a.example", FIRST, SECOND)
    assert found(history, "--kind", "added") == ["No data is ever sold."]
    assert found(history, "--kind", "removed") == ["Data may go abroad."]
    assert found(history, "--kind", "modified") == ["We keep data for two years."]


def test_since_a_day_what_began_or_went_then(history):
    history.add("a.example", FIRST, SECOND, [*FIRST, ("para", 0, "The end.")])
    assert set(found(history, "--since", "2002")) == {text for _, _, text in FIRST[1:] + SECOND[1:]}
    assert set(found(history, "--since", "2002-01-02")) == {text for _, _, text in FIRST[1:]}
    assert found(history, "--kind", "removed", "--since", "2003") == ["No data is ever sold."]
    assert found(history, "--since", "2004") == []
    assert run(history, "data", "--since", "2024-13-45").exception


def test_the_newest_come_first_if_asked(history):
    history.add("a.example", FIRST, SECOND)
    dates = [
        hit["since"]["first_capture"] for hit in json.loads(run(history, "data", "--json", "--sort", "date").stdout)
    ]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 4


def test_how_many_there_are_is_said_where_not_all_are_shown(history):
    history.add("a.example", FIRST, SECOND)
    assert "3 of 4; --limit shows more" in run(history, "data", "--limit", "3").stderr
    assert "of 4" not in run(history, "data", "--limit", "4").stderr


def test_for_one_document_it_is_said_when_it_was_first_seen(history):
    history.add("a.example", FIRST[:2], SECOND, [*FIRST, ("para", 0, "The end.")])
    printed = run(history, "abroad", "--target", "a.example").stdout
    assert printed.strip().startswith("first seen between 2002-06-01 and 2003-01-01")
    assert "first seen" not in run(history, "abroad").stdout
