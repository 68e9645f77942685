"""A link that leads elsewhere while its words stay is a change of kind `link`."""

import pytest

from tracker.clauses.clause import Clause, ClauseKind, Hyperlink
from tracker.diff.changes import ChangeKind, compare
from tracker.diff.link_changes import with_link_changes
from tracker.diff.rewriting import find_rewriting

ONE = "See our partners and our cookies."


def clause(text):
    return Clause(kind=ClauseKind.PARA, level=0, path=(), text=text)


def linked(text, **targets):
    return tuple(
        Hyperlink(start=text.index(words), end=text.index(words) + len(words), target=target)
        for words, target in targets.items()
    )


def found(old, new, old_links, new_links):
    before, after = [clause(text) for text in old], [clause(text) for text in new]
    return with_link_changes(compare(before, after), before, after, old_links, new_links).changes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://a.example/partners", "https://b.example/partners"),
        ("https://a.example/partners", "https://a.example/vendors"),
        ("https://a.example/", "mailto:me@a.example"),
    ],
)
def test_another_host_or_path_is_a_change_of_kind_link(before, after):
    (change,) = found([ONE], [ONE], [linked(ONE, partners=before)], [linked(ONE, partners=after)])
    assert (change.kind, change.old, change.new) == (ChangeKind.LINK, (0,), (0,))
    assert [(value.old, value.new) for value in change.values] == [(before, after)]


@pytest.mark.parametrize(
    "after",
    [
        "http://a.example/partners",
        "https://www.a.example/partners/",
        "https://A.example/partners?utm_source=x",
        "https://a.example/partners#list",
    ],
)
def test_the_same_place_in_another_spelling_is_none(after):
    links = [linked(ONE, partners="https://a.example/partners")], [linked(ONE, partners=after)]
    assert found([ONE], [ONE], *links) == ()


def test_links_that_came_or_went_are_none():
    links = [linked(ONE, partners="https://a.example/p")], [linked(ONE, cookies="https://a.example/c")]
    assert found([ONE], [ONE], *links) == ()


def test_of_links_with_the_same_words_the_second_is_compared_with_the_second():
    text = "here and here"

    def links(first, second):
        return [(Hyperlink(start=0, end=4, target=first), Hyperlink(start=9, end=13, target=second))]

    (change,) = found([text], [text], links("https://a.example/1", "https://a.example/2"),
                      links("https://a.example/1", "https://a.example/3"))  # fmt: skip
    assert [(value.old, value.new) for value in change.values] == [("https://a.example/2", "https://a.example/3")]


def test_in_a_clause_that_changed_otherwise_it_is_a_value_of_that_change():
    new = "See our partners and all our cookies."
    links = [linked(ONE, partners="https://a.example/p")], [linked(new, partners="https://b.example/p")]
    (change,) = found([ONE], [new], *links)
    assert change.kind is ChangeKind.MODIFIED
    assert change.values[-1].new == "https://b.example/p"


def test_it_stands_in_reading_order_between_the_other_changes():
    old = ["We keep it for 12 months.", ONE, "Write to us at any time."]
    new = ["We keep it for 24 months.", ONE, "Write to us at most once."]
    links = [(), linked(ONE, partners="https://a.example/p"), ()], [(), linked(ONE, partners="https://b.example/p"), ()]
    assert [change.new for change in found(old, new, *links)] == [(0,), (1,), (2,)]


def test_without_the_links_of_both_versions_nothing_is_said():
    assert found([ONE], [ONE], [], [linked(ONE, partners="https://b.example/p")]) == ()


def test_links_do_not_make_a_text_rewritten():
    text = " ".join(["word"] * 120)
    before = [clause(text)]
    links = [linked(text, word="https://a.example/")], [linked(text, word="https://b.example/")]
    assert find_rewriting(before, before, with_link_changes(compare(before, before), before, before, *links)) is None
