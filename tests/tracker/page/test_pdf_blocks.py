"""PDFs as printers and office programs make them, and as nobody should."""

import contextlib
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdf import make_pdf

from db.errors import UnreadablePage
from tracker.clauses.clause import ClauseKind
from tracker.extraction.extract import extract_page
from tracker.page.pdf_blocks import read_pdf

PROSE = (
    "We collect your name, your address and the",
    "kind of device that you use, so that the",
    "service works for you in every country.",
)
OTHER = (
    "We share personal data with processors who",
    "act for us under a contract which binds",
    "them to secrecy and to our instructions.",
)


def lines(texts, *, x=60, top=700, step=14, font="F1", size=10):
    return [(x, top - step * number, font, size, text) for number, text in enumerate(texts)]


def texts_of(pages, **options):
    return [block.text for block in read_pdf(make_pdf(pages, **options)).page.blocks]


def unread_of(pages, **options):
    return [unread.text for unread in read_pdf(make_pdf(pages, **options)).unread]


@pytest.mark.parametrize("drawn", [(), ("0 0 m 500 500 l S",), ("60 60 400 400 re f",)])
def test_a_scan_holds_no_text(drawn):
    with pytest.raises(UnreadablePage, match="holds no text"):
        extract_page(make_pdf([[]], drawn=drawn))


def test_a_running_head_is_known_by_two_pages_and_named():
    pages = [
        [(60, 780, "F1", 8, "Example Ltd - Privacy Policy v3"), *lines(body), (60, 30, "F1", 8, f"Page {number} of 2")]
        for number, body in ((1, [*PROSE[:2], "service works for you in"]), (2, ["every country. It ends here."]))
    ]
    assert texts_of(pages) == [" ".join((*PROSE[:2], "service works for you in every country. It ends here."))]
    assert unread_of(pages) == ["Example Ltd - Privacy Policy v3", "Page 1 of 2", "Page 2 of 2"]
    left_out = [(left.reason, left.text) for left in extract_page(make_pdf(pages)).left_out]
    assert ("running head or foot", "Page 2 of 2") in left_out


def test_a_foot_with_the_number_of_the_page_is_known_by_one_page():
    page = [*lines(PROSE), (60, 30, "F1", 8, "Example Ltd"), (500, 30, "F1", 8, "1")]
    assert texts_of([page]) == [" ".join(PROSE)]
    assert unread_of([page]) == ["Example Ltd 1"]


def test_left_and_right_pages_have_heads_of_their_own():
    pages = [
        [(60, 780, "F1", 8, "Privacy" if number % 2 else "Example Ltd"), *lines([f"{number + 1}. Chapter {word}."])]
        for number, word in enumerate(("one", "two", "three", "four"))
    ]
    assert texts_of(pages) == ["1. Chapter one.", "2. Chapter two.", "3. Chapter three.", "4. Chapter four."]
    assert unread_of(pages) == ["Example Ltd", "Privacy"]


@pytest.mark.parametrize(
    ("top", "said"),
    [
        (700, "We keep it for {} months."),
        (760, "We keep it for {} months."),
        (700, "Only staff who need it for their work can see it."),
        (60, "See section {}"),
    ],
)
def test_a_line_of_the_text_is_no_running_line_however_often_it_comes(top, said):
    wanted = [said.format(number * number * 12) for number in range(1, 5)]
    heads = ("Accounts", "Payments", "Visits", "Messages")
    pages = [
        [(60, top, "F2", 10, head), *lines([text], top=top - 16)] for head, text in zip(heads, wanted, strict=True)
    ]
    assert [text for text in texts_of(pages) if text not in heads] == wanted


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        (
            ("Third-party cookies are set. You can opt out of third-", "party cookies."),
            "opt out of third-party cookies.",
        ),
        (("You can opt out of third-", "party cookies in your browser."), "opt out of third-party cookies"),
        (("You can give us informa-", "tion about your choice."), "give us information about"),
        (("The privacy-", "Policy team, and the rest of us."), "privacy-Policy team"),
        (("Write an e-", "mail to us if you want to know more."), "an e-mail to us"),
        (("We keep opt-in forms. You can opt-", "in to news at any time."), "can opt-in to news"),
        (("A decision about cookies is a deci-", "sion of yours."), "is a decision of yours"),
    ],
)
def test_words_cut_at_the_end_of_a_line_are_made_whole(cut, whole):
    assert whole in " ".join(texts_of([lines(cut)]))


def test_columns_are_read_one_after_the_other():
    left = ["1. What we collect", *PROSE]
    right = ["2. Sharing", *OTHER]
    title = [(60, 760, "F2", 16, "Privacy policy")]
    across = [line for pair in zip(lines(left), lines(right, x=320), strict=True) for line in pair]
    wanted = ["Privacy policy", "1. What we collect", " ".join(PROSE), "2. Sharing", " ".join(OTHER)]
    assert texts_of([title + lines(left) + lines(right, x=320)]) == wanted
    assert texts_of([title + across]) == wanted
    foot = [(60, 600, "F1", 10, "This line goes over the whole width of the page, from its left to its right margin.")]
    assert texts_of([title + across + foot]) == [*wanted, foot[0][4]]


def test_three_columns_are_read_one_after_the_other():
    columns = [lines(texts, x=x, size=7) for texts, x in ((PROSE, 40), (OTHER, 230), (PROSE, 420))]
    assert texts_of([[line for row in zip(*columns, strict=True) for line in row]]) == [
        " ".join(PROSE), " ".join(OTHER), " ".join(PROSE),
    ]  # fmt: skip


def test_the_rows_of_a_table_are_rows():
    rows = (
        ("Data", "Purpose", "Kept for"),
        ("E-mail", "Sign you in", "2 years"),
        ("IP address", "Security", "30 days"),
    )
    cells = [
        (x, 700 - 18 * number, "F1", 10, text)
        for number, row in enumerate(rows)
        for x, text in zip((60, 220, 380), row, strict=True)
    ]
    page = [(60, 730, "F2", 10, "1. Which data"), *cells, (60, 620, "F1", 10, "We share nothing.")]
    blocks = read_pdf(make_pdf([page])).page.blocks
    assert [block.text for block in blocks] == ["1. Which data", *map(" | ".join, rows), "We share nothing."]
    assert [block.kind for block in blocks][1:4] == [ClauseKind.ROW] * 3


def test_cells_of_several_lines_belong_to_the_row_between_its_rules():
    cells = [
        (60, 700, "F1", 10, "To run your account"), (300, 700, "F1", 10, "Performance of the contract"),
        (60, 688, "F1", 10, "and to bill you"), (300, 688, "F1", 10, "that you made with us"),
        (60, 670, "F1", 10, "Advertising"), (300, 670, "F1", 10, "Your consent"),
    ]  # fmt: skip
    rules = [f"60 {y} m 500 {y} l S" for y in (715, 683, 660)]
    assert texts_of([cells], drawn=rules) == [
        "To run your account and to bill you | Performance of the contract that you made with us",
        "Advertising | Your consent",
    ]


@pytest.mark.parametrize("mark", ["1.", "2.1", "(a)", "IV."])
def test_a_number_that_stands_apart_belongs_to_its_heading(mark):
    page = [(60, 700, "F2", 10, mark), (90, 700, "F2", 10, "What we collect"), *lines(PROSE, top=680)]
    assert texts_of([page]) == [f"{mark} What we collect", " ".join(PROSE)]


def test_paragraphs_without_a_gap_end_where_a_word_would_have_found_room():
    one = ("We collect your name, your address and the", "kind of device that you use.")
    assert texts_of([lines([*one, *OTHER])]) == [" ".join(one), " ".join(OTHER)]
    assert texts_of([lines(["We keep it for us. We share it with no one.", *OTHER])]) == [
        " ".join(("We keep it for us. We share it with no one.", *OTHER))
    ]


def test_an_item_ends_where_a_line_goes_back_to_the_left_of_it():
    page = [
        *lines(["We collect data of these kinds, in every country and at any time:"], top=700),
        (70, 686, "F1", 10, "1."), (100, 686, "F1", 10, "the name of yours and those of the other"),
        (100, 672, "F1", 10, "people in your house"),
        *lines(["The rest we do not collect, in no country and at no time whatsoever."], top=658),
    ]  # fmt: skip
    assert texts_of([page]) == [
        "We collect data of these kinds, in every country and at any time:",
        "1. the name of yours and those of the other people in your house",
        "The rest we do not collect, in no country and at no time whatsoever.",
    ]


def test_headings_apart_do_not_make_paragraphs_be_set_apart():
    one, two = (*PROSE[:2], "service works."), (*OTHER[:2], "them.")
    page = [
        line
        for number in range(4)
        for line in (
            (60, 760 - 160 * number, "F2", 10, f"{number}. Chapter"),
            *lines([*one, *two, *one], top=740 - 160 * number),
        )
    ]
    assert texts_of([page])[:4] == ["0. Chapter", " ".join(one), " ".join(two), " ".join(one)]


def test_a_paragraph_goes_on_over_a_page():
    assert texts_of([lines(PROSE[:2]), lines(PROSE[2:])]) == [" ".join(PROSE)]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_readers_turn_is_read_as_they_see_it(rotate):
    turns = {90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[rotate]
    starts = {90: (100, 60), 180: (540, 100), 270: (500, 740)}[rotate]
    step = {90: (14, 0), 180: (0, 14), 270: (-14, 0)}[rotate]
    drawn = [
        f"BT /F1 10 Tf {turns} {starts[0] + step[0] * number} {starts[1] + step[1] * number} Tm ({text}) Tj ET"
        for number, text in enumerate(PROSE)
    ]
    assert texts_of([[]], drawn=drawn, rotate=rotate) == [" ".join(PROSE)]


def test_what_is_printed_across_a_page_is_named_and_no_text():
    watermark = ("BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (DRAFT) Tj ET",)
    assert texts_of([lines(PROSE)], drawn=watermark) == [" ".join(PROSE)]
    assert unread_of([lines(PROSE)], drawn=watermark) == ["DRAFT"]


def test_control_characters_come_through_no_more_than_from_html():
    found = " ".join(texts_of([lines(["We keep \\033[2J your \\007name \\237and \\204 address here."])]))
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in found)


def make_raw(content, *, filters="", pages="/Kids [3 0 R] /Count 1", trailer=""):
    """A PDF of one page whose drawing draws itself."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages %s >>" % pages.encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources 7 0 R >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters.encode(), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Subtype /Form /BBox [0 0 9 9] /Resources 7 0 R /Length 12 >>\nstream\n/X Do /X Do \nendstream",
        b"<< /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>",
    ]
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in enumerate(objects, start=1))
    return body + b"trailer\n<< /Size 8 /Root 1 0 R %s >>\n%%%%EOF" % trailer.encode()


@pytest.mark.parametrize(
    "body",
    [
        make_raw(zlib.compress(b" " * 300_000_000), filters="/Filter /FlateDecode"),
        make_raw(zlib.compress(zlib.compress(b" " * 300_000_000)), filters="/Filter [/FlateDecode /FlateDecode]"),
        make_raw(b"/X Do " * 50),
        make_raw(b"", pages="/Kids [2 0 R 2 0 R] /Count 100000000000"),
        make_raw(b"", pages="/Kids [" + "3 0 R " * 100_000 + "] /Count 100000"),
        make_raw(b"BT /F1 10 Tf (x) Tj ET", trailer="/Prev 9"),
        b"%PDF-1.7\n" + b"[" * 200_000,
    ],
)
def test_a_pdf_made_to_harm_its_readers_ends_in_time(body):
    start = time.monotonic()
    with contextlib.suppress(UnreadablePage):
        read_pdf(body)
    assert time.monotonic() - start < 60


GOOD = make_pdf([lines(PROSE), lines(OTHER)])


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_broken_pdf_gives_a_text_or_a_clear_error(changes):
    body = bytearray(GOOD)
    for place, value in changes:
        body[place] = value
    with contextlib.suppress(UnreadablePage):
        assert read_pdf(bytes(body)).page.blocks
