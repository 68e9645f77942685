"""Markdown read as structure, as people write it and as archives of policies do."""

import pytest

from tracker.clauses.clause import ClauseKind
from tracker.extraction.extract import extract_page
from tracker.page.markdown_blocks import read_markdown
from tracker.page.page_reader import content_type_of_name

OPEN_TERMS_ARCHIVE = """Legal information
=================

Privacy Policy
--------------

Effective date: March 3, 2021

We collect your **name**, your [e-mail address](https://example.com/a "Mail") and the device *you* use.

*   Account data
*   Usage data

    *   Logs
1.  First
2.  Second

| Data | Kept for |
| --- | --- |
| Logs | 30 days<br>(in part) |
| Backups | 60 days |
"""
PRINCETON_LEUVEN = "\n".join(
    (
        (
            "> *The following text is extracted and transformed from the example.com privacy policy that was arch"
            "ived on 2008-06-19. Please check the [original snapshot on the Wayback Machine](https://web.archive."
            "org/web/20080619181102id_/http%3A//www.example.com/privacy%2Bpolicy.html) for the most accurate repr"
            "oduction.*"
        ),
        "",
        "# Example - Privacy Policy",
        "",
        "  **",
        ":: Information we collect  ",
        "**",
        "",
        "We collect your name   ",
        "and your address.",
        "",
        "  * Name",
        "    * First name",
        "  * Address  ",
        "of your home",
        "",
        "Data | Kept for",
        "---|---",
        "Logs | 30",
        "days",
        "Names | 1 year",
        "",
        "|  |",
        "",
        "> We keep it quoted.",
        "",
        "* * *",
        "",
        "**Definitions  ",
        "**Website: the site.",
        "",
    )
)


def texts(markdown):
    return [block.text for block in read_markdown(markdown).page.blocks]


def clauses(markdown):
    return extract_page(markdown.encode(), content_type="text/markdown").clauses


def test_markdown_of_open_terms_archive_is_read_as_structure():
    found = [(clause.kind, clause.level, clause.text) for clause in clauses(OPEN_TERMS_ARCHIVE)]
    assert found == [
        (ClauseKind.HEADING, 1, "Legal information"),
        (ClauseKind.HEADING, 2, "Privacy Policy"),
        (ClauseKind.PARA, 0, "Effective date: March 3, 2021"),
        (ClauseKind.PARA, 0, "We collect your name, your e-mail address and the device you use."),
        (ClauseKind.ITEM, 1, "Account data"),
        (ClauseKind.ITEM, 1, "Usage data"),
        (ClauseKind.ITEM, 2, "Logs"),
        (ClauseKind.ITEM, 1, "1. First"),
        (ClauseKind.ITEM, 1, "2. Second"),
        (ClauseKind.ROW, 0, "Data | Kept for"),
        (ClauseKind.ROW, 0, "Logs | 30 days (in part)"),
        (ClauseKind.ROW, 0, "Backups | 60 days"),
    ]


def test_markdown_of_the_princeton_leuven_corpus_is_read_as_structure():
    read = read_markdown(PRINCETON_LEUVEN)
    assert read.provenance is not None
    assert (read.provenance.site, read.provenance.day) == ("example.com", "2008-06-19")
    assert read.provenance.url.endswith("/privacy%2Bpolicy.html")
    assert [block.text for block in read.page.blocks] == [
        "Example - Privacy Policy",
        ":: Information we collect",
        "We collect your name and your address.",
        "Name",
        "First name",
        "Address of your home",
        "Data | Kept for",
        "Logs | 30 days",
        "Names | 1 year",
        "We keep it quoted.",
        "Definitions",
        "Website: the site.",
    ]
    notes = extract_page(PRINCETON_LEUVEN.encode(), content_type="text/markdown").notes
    assert any("2008-06-19" in note for note in notes)


def test_bold_over_line_breaks_is_a_heading():
    kinds = {clause.text: clause.kind for clause in clauses(PRINCETON_LEUVEN)}
    assert kinds["Information we collect"] is ClauseKind.HEADING
    assert kinds["Definitions"] is ClauseKind.HEADING


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Send <name> to <a@b.example> or <https://b.example>.", "Send <name> to a@b.example or https://b.example."),
        ("A fee* applies to **all", "A fee* applies to all"),
        ("Vocabulary** and spelling** for schools", "Vocabulary** and spelling** for schools"),
        ("Signature: ____________", "Signature: ____________"),
        ("1\\. Not a list, 5 \\* 3, a\\_b", "1. Not a list, 5 * 3, a_b"),
        ("        indented deeply\nis no code", "indented deeply is no code"),
        ("Tom &amp; Jerry &copy; 2020, x < y", "Tom & Jerry © 2020, x < y"),
        ("snake_case_name and __init__ stay", "snake_case_name and init stay"),
        ("H<sub>2</sub>O and <u>rights</u>", "H2O and rights"),
    ],
)  # fmt: skip
def test_signs_that_are_text_stay_text(markdown, expected):
    assert texts(markdown) == [expected]


def test_front_matter_is_no_text():
    read = read_markdown('---\ntitle: "Our privacy"\nlayout: page\n---\n\n# Privacy\n\nWe keep data.\n')
    assert read.title == "Our privacy"
    assert [block.text for block in read.page.blocks] == ["Privacy", "We keep data."]
    assert texts("---\n\nWe keep data.\n\n---\n") == ["We keep data."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We keep your **name**.", "We keep your name."),
        ("We keep your [name](https://a.example/).", "We keep your [name](https://b.example/)."),
        ("* Name\n* Address", "-   Name\n\n-   Address"),
        ("Privacy\n=======\n\nWe keep data.", "# Privacy\n\nWe keep data."),
        ("We keep your name\nand address.", "We keep your name and address."),
        ("| A | B |\n| --- | --- |\n| 1 | 2 |", "A | B\n---|---\n1 | 2"),
        ("_Data_ we keep", "*Data* we keep"),
    ],
)
def test_a_change_of_markup_alone_changes_no_words(old, new):
    assert [(clause.kind, clause.text) for clause in clauses(old)] == [
        (clause.kind, clause.text) for clause in clauses(new)
    ]


@pytest.mark.parametrize("name", ["privacy.md", "Privacy Policy.MD", "https://example.com/a.markdown#top"])
def test_markdown_is_known_by_its_name(name):
    assert content_type_of_name(name) == "text/markdown"


def test_markdown_served_as_plain_text_is_markdown_and_html_by_that_name_is_html():
    by_url = extract_page(
        b"# Privacy\n\nWe keep data.", content_type="text/plain", url="https://example.com/privacy.md"
    )
    assert by_url.clauses[0].kind is ClauseKind.HEADING
    page = b"<!doctype html><title>x</title><h2>Privacy # 1</h2><p>We keep **data** as long as the law says so.</p>"
    by_url = extract_page(page, content_type="text/html", url="https://example.com/privacy.md")
    assert "We keep **data** as long as the law says so." in [clause.text for clause in by_url.clauses]
