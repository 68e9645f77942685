"""Markdown for corpora: what is written reads back to the same clauses."""

import pytest

from tracker.clauses.clause import Clause, ClauseKind
from tracker.exchange.corpus_markdown import corpus_markdown
from tracker.extraction.extract import extract_page


def clause(kind, level, text):
    return Clause(kind=ClauseKind(kind), level=level, path=(), text=text)


@pytest.mark.parametrize(
    "between",
    [
        [("para", 0, "2. Write to us now.")],
        [("para", 0, "1) Write to us now.")],
        [("para", 0, "+ we do # not > say ~~so~~ | here")],
        [("para", 0, "# 1 we do")],
        [("para", 0, "> we do"), ("para", 0, "=== so")],
        [("para", 0, "a & b &amp; c &lt; <b> *d* _e_ [f](g) `h` \\i")],
        [("item", 1, "1. one thing"), ("item", 2, "a) another"), ("item", 1, "third")],
        [("heading", 2, "1. Sharing #")],
        [("row", 0, "Data | Kept for"), ("row", 0, "Logs | 30 days"), ("row", 0, "Names | 1 year | 2")],
        [("row", 0, "Name | we\\o & co")],
        [("para", 0, "see http://a.example/x_y_z?a=b&copy=1")],
    ],
    ids=str,
)
def test_what_is_written_reads_back(between):
    written = [("heading", 1, "Privacy"), *between, ("para", 0, "We end here.")]
    markdown = corpus_markdown([clause(*each) for each in written])
    read = extract_page(markdown.encode(), content_type="text/markdown").clauses
    assert [(each.kind.value, each.level, each.text) for each in read] == written
