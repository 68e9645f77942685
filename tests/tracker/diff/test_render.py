import io
from html.parser import HTMLParser

from rich.console import Console

from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import compare
from tracker.diff.render_html import render_html
from tracker.diff.render_patch import render_patch
from tracker.diff.render_terminal import render_diff


def clause(text, path=(), kind=ClauseKind.PARA, level=0):
    return Clause(kind=kind, level=level, path=path, text=text)


HEADING = clause("How long", ("Privacy",), ClauseKind.HEADING, 2)
SAME = [clause(f"The clause about matter number {n} says what it always said.", ("Privacy",)) for n in range(6)]
OLD = (
    *SAME,
    HEADING,
    clause("If you leave us, we keep your data for 12 months in our files.", ("Privacy", "How long")),
)
NEW = (
    *SAME,
    HEADING,
    clause("If you leave us, we keep your data for 24 months in our files.", ("Privacy", "How long")),
)


def printed(old, new, **options):
    console = Console(file=io.StringIO(), width=100, force_terminal=False)
    console.print(render_diff(old, new, compare(old, new), **options))
    return console.file.getvalue()


def test_changes_stand_under_their_headings_and_the_rest_is_folded():
    text = printed(OLD, NEW, marks=True)
    assert "Privacy › How long" in text
    assert "7 clauses as before" in text
    assert "for [-12-]{+24+} months" in text
    assert "number 1 says" not in text


def test_a_clause_that_moved_is_shown_once():
    text = printed((*SAME, OLD[-1]), (OLD[-1], *SAME))
    assert text.count("we keep your data") == 1
    assert "moved" in text


def test_only_the_words_are_shown_with_a_few_around_them():
    long = clause("word " * 60 + "we keep it for 12 months " + "word " * 60)
    changed = clause(long.text.replace("12", "24"))
    text = printed((long,), (changed,), words=True, marks=True)
    assert "[-12-]{+24+}" in text
    assert text.count("word") < 20


def test_only_the_counts_are_shown():
    assert printed(OLD, NEW, stat=True).splitlines() == [
        "Privacy › How long: 1 modified",
        "1 modified; 7 of 8 clauses as before",
    ]


def test_equal_versions_have_no_changes():
    assert printed(OLD, OLD).strip() == "no changes"


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.seen += [f"@{name}" for name, _ in attrs]


def page(old, new, title="Title"):
    return render_html(old, new, compare(old, new), title=title, old_label="one", new_label="two")


def test_the_page_needs_nothing_from_outside_and_no_scripts():
    tags = Tags()
    tags.feed(page(OLD, NEW))
    assert not {"script", "link", "img", "iframe", "@src", "@href", "@onclick"} & set(tags.seen)
    assert {"del", "ins", "details", "main"} <= set(tags.seen)


def test_the_note_beside_a_change_stands_above_its_words_and_is_escaped():
    comparison = compare(OLD, NEW)
    change = comparison.changes[0]
    notes = {(change.old, change.new): "▼ less protective: <b>30 days</b> → 12 months"}
    shown = render_html(OLD, NEW, comparison, title="Title", old_label="one", new_label="two", notes=notes)
    assert shown.count('<p class="note">') == 1
    assert '<p class="note">▼ less protective: &lt;b&gt;30 days&lt;/b&gt; → 12 months</p><p class="text' in shown
    assert 'class="note"' not in page(OLD, NEW)


def test_hostile_texts_are_escaped_everywhere():
    hostile = "</style></title><script>alert(1)</script><img src=x onerror=alert(2)>"
    old = (clause(hostile + " we keep it 12 months", (hostile,)), clause(hostile, (), ClauseKind.HEADING, 1))
    new = (clause(hostile + " we keep it 24 months", (hostile,)), clause(hostile, (), ClauseKind.HEADING, 1))
    tags = Tags()
    tags.feed(page(old, new, title=hostile))
    assert not {"script", "img"} & set(tags.seen)


def test_a_patch_is_a_unified_diff_of_the_markdown():
    patch = render_patch(OLD, NEW, old_label="one", new_label="two")
    assert patch.startswith("--- one\n+++ two\n@@")
    assert "-If you leave us, we keep your data for 12 months in our files." in patch
    assert render_patch(OLD, OLD, old_label="one", new_label="two") == ""


def test_a_redlines_labels_and_values_are_shown_as_they_are_and_never_as_markup():
    hostile = "</title><script>alert(1)</script>"
    old = (
        clause("We keep your data for 12 months and answer at http://a.example/?a=1&lt=2 if you ask us.", (hostile,)),
    )
    new = (
        clause("We keep your data for 24 months and answer at http://a.example/?b=1&lt=2 if you ask us.", (hostile,)),
    )
    comparison = compare(old, new)
    page = render_html(old, new, comparison, title=hostile, old_label="<b>old", new_label="<img src=x>")
    values = {value for change in comparison.changes for value in (*change.values,)}
    assert any("&" in (value.old or "") for value in values)
    assert "<script" not in page
    assert "<b>" not in page
    assert "<img" not in page
    assert "&lt=2" not in page
    assert page.count("&lt;/title&gt;&lt;script&gt;") == 3
