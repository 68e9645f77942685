"""Versions as spans: whatever comes, goes and moves, every version can be read back out of them."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.clauses.clause import Clause, ClauseKind
from tracker.history.clause_spans import build_spans


def version(texts):
    return tuple(Clause(kind=ClauseKind.PARA, level=0, path=(), text=text) for text in texts)


def spans_of(*versions):
    """Spans of versions whose lineages are their letters."""
    return build_spans([version(texts) for texts in versions], [[ord(text) for text in texts] for texts in versions])


def read_back(spans, number):
    return "".join(span.clause.text for span in spans if span.first <= number <= span.last)


def lifetimes(spans):
    return sorted((span.clause.text, span.first, span.last) for span in spans)


@given(st.lists(st.text("abcdefg", max_size=12).map(lambda text: "".join(dict.fromkeys(text))), max_size=8))
def test_every_version_is_read_back_in_order(versions):
    spans = spans_of(*versions)
    assert [read_back(spans, number) for number in range(1, len(versions) + 1)] == versions


@given(st.lists(st.text("ab", max_size=8), min_size=1, max_size=5))
def test_repeated_clauses_are_read_back_too(versions):
    ids = [list(range(len(texts))) for texts in versions]
    spans = build_spans([version(texts) for texts in versions], ids)
    assert [read_back(spans, number) for number in range(1, len(versions) + 1)] == versions


def test_a_clause_that_stays_is_one_span():
    assert lifetimes(spans_of("ab", "ab", "ab")) == [("a", 1, 3), ("b", 1, 3)]


def test_a_clause_that_comes_back_is_two_spans():
    assert lifetimes(spans_of("ab", "a", "ab")) == [("a", 1, 3), ("b", 1, 1), ("b", 3, 3)]


def test_a_clause_that_moves_ends_its_span_and_the_others_stay():
    assert lifetimes(spans_of("abc", "bca")) == [("a", 1, 1), ("a", 2, 2), ("b", 1, 2), ("c", 1, 2)]


def test_no_versions_are_no_spans():
    assert spans_of() == ()
