"""A sentence that was made a list of short items was split, and a list that was made a sentence was merged."""

import pytest

from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import ChangeKind, compare


def para(text):
    return Clause(kind=ClauseKind.PARA, level=0, path=("Privacy",), text=text)


def item(text):
    return Clause(kind=ClauseKind.ITEM, level=1, path=("Privacy",), text=text)


AROUND = (
    Clause(kind=ClauseKind.HEADING, level=1, path=(), text="Privacy"),
    para("This policy tells you what we do with what we know about you."),
    para("You may ask us for a copy of your data at any time."),
)


def page(*clauses):
    return (*AROUND[:2], *clauses, AROUND[2])


LISTS = [
    (
        "We collect your name, email address, phone number and IP address.",
        ("We collect your:", "name", "email address", "phone number", "IP address"),
    ),
    (
        "We collect your name, email address and phone number.",
        ("We collect:", "Your name", "Your email address", "Your phone number"),
    ),
    (
        "We may share it with affiliates, vendors, advertisers and authorities.",
        ("We may share it with:", "Affiliates;", "Vendors;", "Advertisers;", "Authorities."),
    ),
    (
        "You have the right to access; rectification; erasure; portability.",
        ("You have the right to", "access", "rectification", "erasure", "portability"),
    ),
    (
        "Wir haben Ihren Namen, Ihre Anschrift und Ihre Telefonnummer erhoben.",
        ("Wir haben erhoben:", "Ihren Namen", "Ihre Anschrift", "Ihre Telefonnummer"),
    ),
    (
        "当社は氏名、住所、電話番号、メールアドレスを取得します。",
        ("当社は次の情報を取得します。", "氏名", "住所", "電話番号", "メールアドレス"),
    ),
]


@pytest.mark.parametrize(("sentence", "texts"), LISTS)
def test_a_sentence_made_a_list_is_one_split_and_back_one_merge(sentence, texts):
    whole, listed = page(para(sentence)), page(para(texts[0]), *map(item, texts[1:]))
    parts = tuple(range(2, 2 + len(texts)))
    assert [(change.kind, change.new) for change in compare(whole, listed).changes] == [(ChangeKind.SPLIT, parts)]
    assert [(change.kind, change.old) for change in compare(listed, whole).changes] == [(ChangeKind.MERGED, parts)]


def test_an_item_that_the_sentence_did_not_name_was_added():
    new = page(para("We collect your:"), *map(item, ["name", "email address", "phone number", "date of birth"]))
    changes = compare(page(para("We collect your name, email address and phone number.")), new).changes
    assert [change.kind for change in changes] == [ChangeKind.SPLIT, ChangeKind.ADDED]


def test_what_followed_the_list_in_the_sentence_is_a_part_too():
    old = page(para("We collect your name, email address and phone number. We keep them for a year."))
    new = page(
        para("We collect your"), *map(item, ["name", "email address", "phone number"]), para("We keep them for a year.")
    )
    (change,) = compare(old, new).changes
    assert (change.kind, change.new) == (ChangeKind.SPLIT, (2, 3, 4, 5, 6))


def test_a_list_of_other_things_is_no_split():
    old = page(para("We collect your name and your address when you register."))
    new = page(para("We share data with:"), *map(item, ["brokers of names", "advertisers", "authorities"]))
    assert ChangeKind.SPLIT not in {change.kind for change in compare(old, new).changes}
