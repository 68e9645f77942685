"""What trafilatura takes of a page, and what the extraction makes of its opinion."""

import time

import pytest

from tracker.extraction.extract import Extraction, extract_page
from tracker.extraction.trafilatura_reader import MAX_DEPTH, MAX_ELEMENTS, SecondReading, read_main_text
from tracker.page.decoding import decode_page
from tracker.page.tree import parse_page

SUBJECTS = ("collect", "use", "share", "store", "protect", "transfer", "review", "disclose")
RETENTION = (
    "We keep the records of your orders for seven years, because the tax office wants to see them.",
    "After that time we erase them from all of our computers and from the copies that we keep elsewhere.",
)


def chapters(*verbs: str) -> str:
    return "".join(
        f"<h2>What we {verb}</h2><p>We {verb} the name and the address that you gave us when you ordered from us.</p>"
        f"<p>We {verb} nothing that you have not told us, and you can ask us at any time to stop doing so.</p>"
        for verb in verbs
    )


def page(body: str) -> bytes:
    return f"<html><head><title>Privacy policy</title></head><body>{body}</body></html>".encode()


def second(body: bytes) -> SecondReading:
    return read_main_text(parse_page(decode_page(body, content_type=None).text))


def in_order(extraction: Extraction, *texts: str) -> bool:
    places = [extraction.text.find(text) for text in texts]
    return -1 not in places and places == sorted(places)


MISNAMED = page(
    '<div class="content"><div class="left"><h1>Privacy policy</h1>'
    + chapters(*SUBJECTS)
    + '</div><div class="offer"><p>Order <a href="/a">now</a></p></div><div class="chapter-box"><h2>Retention</h2>'
    + "".join(f"<p>{line}</p>" for line in RETENTION)
    + "</div></div>"
)


def test_a_section_outside_of_the_root_comes_back_when_trafilatura_takes_it() -> None:
    assert any(RETENTION[0] in line for line in second(MISNAMED).lines)
    extraction = extract_page(MISNAMED)
    assert in_order(extraction, "What we disclose", "Retention", *RETENTION)
    assert not extraction.notes
    assert extraction.clauses[-1].path == ("Privacy policy", "Retention")


def test_a_section_with_the_name_of_a_sidebar_comes_back_as_a_whole() -> None:
    body = page(
        '<div class="content"><div class="left"><h1>Privacy policy</h1>'
        + chapters(*SUBJECTS)
        + '</div><div class="chat-chapter"><h2>Retention</h2>'
        + "".join(f"<p>{line}</p>" for line in RETENTION)
        + "</div></div>"
    )
    assert in_order(extract_page(body), "What we disclose", "Retention", *RETENTION)


@pytest.mark.parametrize("attributes", ['hidden class="chapter"', 'class="cookie-banner"', 'role="dialog"'])
def test_what_is_hidden_or_a_dialog_stays_out(attributes: str) -> None:
    body = page(
        f'<div class="left"><h1>Privacy policy</h1>{chapters(*SUBJECTS)}</div>'
        f"<div {attributes}><p>{RETENTION[0]}</p><p>{RETENTION[1]}</p></div>"
    )
    assert RETENTION[0] not in extract_page(body).text


def test_prose_that_trafilatura_leaves_out_too_stays_out() -> None:
    body = page(
        f"<article><h1>Privacy policy</h1>{chapters(*SUBJECTS)}</article>"
        '<footer class="footer"><p>Our shop has sold good tea since 1921, and each is tasted by hand.</p></footer>'
    )
    extraction = extract_page(body)
    assert "tasted by hand" not in extraction.text
    assert not extraction.notes


def test_a_section_that_was_not_asked_for_stays_out() -> None:
    extraction = extract_page(MISNAMED, section="What we share")
    assert "We share the name" in extraction.text
    assert RETENTION[0] not in extraction.text


def test_readers_that_agree_change_nothing_and_say_nothing() -> None:
    body = page(f"<main><h1>Privacy policy</h1>{chapters(*SUBJECTS)}</main>")
    extraction = extract_page(body)
    assert not extraction.left_out
    assert not extraction.notes


def test_a_large_disagreement_is_noted() -> None:
    story = "".join(f"<p>In the year {year} our tea won the prize of the town, and many people came to try it.</p>"
                    for year in range(1950, 1956))  # fmt: skip
    body = page(
        f'<div class="content"><div class="left"><h1>Privacy policy</h1>{chapters(*SUBJECTS)}</div>'
        f'<div class="testimonials">{story}</div></div>'
    )
    assert any("our tea won the prize" in line for line in second(body).lines)
    extraction = extract_page(body)
    assert "our tea won the prize" not in extraction.text
    assert any(note.startswith("trafilatura also takes some ") for note in extraction.notes)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<ul><li>We keep your data.</li>" * (MAX_DEPTH + 1), f"nest more than {MAX_DEPTH} deep"),
        ("<p>We keep your data.</p>" * (MAX_ELEMENTS + 1), "too large"),
        ("<div>" * 100 + "<p>We keep your data.</p>" * 5000, "too large"),
        ("<p>" + "We keep your data. " * 100_000, "too large"),
    ],
    ids=["deep", "many", "many and deep", "long"],
)
def test_a_hostile_page_is_not_given_to_trafilatura(body: str, reason: str) -> None:
    began = time.process_time()
    reading = second(page(body))
    assert not reading.lines
    assert reading.note is not None
    assert reason in reading.note
    assert time.process_time() - began < 2


@pytest.mark.parametrize("body", ["<p>x</p>", "<frameset><frame src=a></frameset>", "<table></table>", "<p>a\x00b"])
def test_a_page_of_next_to_nothing_is_no_error_and_no_log(body: str, caplog: pytest.LogCaptureFixture) -> None:
    assert second(page(body)).note is None
    assert not caplog.records


def test_the_tree_is_left_as_it_is() -> None:
    tree = parse_page(MISNAMED.decode())
    before = [(element.tag, element.text, element.tail) for element in tree.iter()]
    first = read_main_text(tree)
    assert [(element.tag, element.text, element.tail) for element in tree.iter()] == before
    assert read_main_text(tree) == first


def test_a_box_of_testimonials_amid_the_policy_stays_out() -> None:
    praise = "<p>The best tea that we have ever had in our house, and it came on the very next day!</p>"
    body = page(
        f'<div class="content"><h1>Privacy policy</h1>{chapters(*SUBJECTS[:4])}'
        f'<div class="testimonial">{praise}</div>{chapters(*SUBJECTS[4:])}</div>'
    )
    assert any("best tea" in line for line in second(body).lines)
    assert "best tea" not in extract_page(body).text
