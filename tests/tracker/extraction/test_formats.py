"""PDF, plain text, odd charsets, frames."""

import pytest
from made_pdf import make_pdf

from tracker.clauses.clause import ClauseKind
from tracker.extraction.extract import extract_page


def page_of(number, *lines):
    around = [(60, 780, "F1", 8, "Northfold Bank - Privacy Notice"), (300, 20, "F1", 8, f"Page {number} of 3")]
    return [*around[:1], *((60, 740 - 14 * row, *line) for row, line in enumerate(lines)), *around[1:]]


def test_a_pdf_is_read_without_what_stands_on_each_page():
    body = make_pdf(
        [
            page_of(
                1,
                ("F2", 14, "Why we need it"),
                ("F1", 10, "We need your information to run the account, and we share infor-"),
                ("F1", 10, "mation with credit bureaus."),
            ),
            page_of(
                2,
                ("F2", 14, "How we protect it"),
                ("F1", 10, "Each access is logged, and papers are kept in locked cabinets. This"),
            ),
            page_of(3, ("F1", 10, "goes for all of our branches.")),
        ]
    )
    assert [(clause.kind.value, clause.text) for clause in extract_page(body).clauses] == [
        ("heading", "Why we need it"),
        (
            "para",
            "We need your information to run the account, and we share information with credit bureaus.",
        ),
        ("heading", "How we protect it"),
        (
            "para",
            "Each access is logged, and papers are kept in locked cabinets. This goes for all of our branches.",
        ),
    ]


def test_plain_text_is_read_in_paragraphs_items_and_underlined_headings():
    text = (
        b"PRIVACY STATEMENT\n=================\n\nWe keep your name and your address for as long\nas you are a member"
        b" of the club.\n\nYour rights\n-----------\n* to see what we keep\n* to have it deleted\n\nWrite: a < b.\n"
    )
    extraction = extract_page(text, content_type="text/plain")
    assert [(clause.kind.value, clause.text) for clause in extraction.clauses] == [
        ("heading", "PRIVACY STATEMENT"),
        ("para", "We keep your name and your address for as long as you are a member of the club."),
        ("heading", "Your rights"),
        ("item", "to see what we keep"),
        ("item", "to have it deleted"),
        ("para", "Write: a < b."),
    ]


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("utf-8", "text/html; charset=utf-8"),
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8", None),
        ("cp1252", "text/html; charset=iso-8859-1"),
        ("cp1252", None),
        ("utf-16", None),
        ("utf-8-sig", "text/html"),
    ],
)
def test_the_characters_are_right_whatever_the_page_says_of_them(written, declared):
    sentence = "Wir geben Ihre Daten für keinen Preis – auch nicht an „Freunde“ – heraus, schon gar nicht geschäftlich."
    page = f"<html><head><title>Datenschutz</title></head><body><p>{sentence}</p></body></html>"
    assert extract_page(page.encode(written), content_type=declared).text == sentence


def test_xhtml_with_a_declaration_is_read():
    declaration = '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
    page = f"{declaration}<body><p>We sell nothing.</p></body></html>"
    assert extract_page(page.encode(), content_type="application/xhtml+xml").text == "We sell nothing."


def test_tags_in_upper_case_that_are_never_closed_are_read():
    page = b"<HTML><BODY><H1>Privacy<P>We keep your name.<UL><LI>for a year<LI>or two</UL><P>We sell nothing."
    clauses = extract_page(page).clauses
    assert [clause.text for clause in clauses if clause.kind is not ClauseKind.HEADING][-3:] == [
        "for a year",
        "or two",
        "We sell nothing.",
    ]
