"""A text of which more than half was written anew was rewritten: what stayed is told first."""

import pytest
from rich.console import Console

from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import compare
from tracker.diff.render_html import render_html
from tracker.diff.render_terminal import render_diff
from tracker.diff.rewriting import find_rewriting, rewriting_to_json

KEPT = "We are subject to the powers of the Federal Trade Commission, <as> the law has it."


def paras(*texts):
    return tuple(Clause(kind=ClauseKind.PARA, level=0, path=(), text=text) for text in texts)


def written(verb, count):
    return [" ".join(f"{verb}{number}{word}" for word in range(12)) + "." for number in range(count)]


OLD = paras(KEPT, *written("alpha", 12))
NEW = paras(*written("beta", 5), KEPT, *written("gamma", 8))


def test_what_stayed_of_a_rewritten_text_is_named():
    rewriting = find_rewriting(OLD, NEW, compare(OLD, NEW))
    assert rewriting is not None
    assert (rewriting.kept, rewriting.text) == ((5,), "rewritten: 10% of the text stayed")
    assert rewriting_to_json(rewriting, NEW) == {"share": 0.1, "kept": [{"place": 5, "text": KEPT}]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, OLD),
        (OLD, paras(KEPT, *written("alpha", 12), *written("beta", 40))),
        (OLD, paras(KEPT, *written("alpha", 9))),
        (OLD, paras(*reversed([KEPT, *written("alpha", 12)]))),
        (paras(*written("alpha", 2)), paras(*written("beta", 2))),
    ],
    ids=["the same", "grown", "cut", "moved", "too short"],
)
def test_a_text_that_was_not_written_anew_was_not_rewritten(old, new):
    assert find_rewriting(old, new, compare(old, new)) is None


def test_the_terminal_and_the_page_say_so_before_the_changes():
    console = Console(width=120)
    comparison = compare(OLD, NEW)
    with console.capture() as captured:
        console.print(render_diff(OLD, NEW, comparison))
    shown = captured.get()
    assert shown.startswith(f"rewritten: 10% of the text stayed:\n  = {KEPT}\n")
    page = render_html(OLD, NEW, comparison, title="t", old_label="1", new_label="2")
    assert "<summary>rewritten: 10% of the text stayed</summary>" in page
    assert "<as>" not in page
