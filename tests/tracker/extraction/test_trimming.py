"""What is trimmed off the ends of a policy, and what stays because it is the policy's."""

import pytest

from tracker.extraction.extract import extract_page

TEXTS = (
    "We collect your name, your email address and the pages that you visit on our site.",
    "We share nothing with advertisers, brokers or anybody else who asks us for it.",
    "If you leave us, we keep your data for twelve months and then erase all of it.",
)
POLICY = "<h1>Privacy Policy</h1>" + "".join(f"<p>{text}</p>" for text in TEXTS)


def said(before="", after=""):
    page = f"<html><body>{before}{POLICY}{after}</body></html>"
    return [clause.text for clause in extract_page(page.encode()).clauses]


@pytest.mark.parametrize(
    "line",
    [
        "© 2012 Shop Inc. All rights reserved.",
        "Copyright 1996-1999 Shop Inc.",
        "(c) 2001 Shop Inc.",
    ],
)
def test_the_line_that_says_whose_the_page_is_goes(line):
    assert said(after=f"<p>{line}</p>") == said()


def test_a_copyright_line_above_other_links_goes_with_them():
    assert said(after='<p>© 2012 Shop Inc.</p><p><a href="/a">Home</a> | <a href="/b">Help</a></p>') == said()


def test_a_sentence_about_copyright_stays():
    sentence = "Copyright in what you post stays with you, and we only show it to those whom you choose."
    assert said(after=f"<p>{sentence}</p>")[-1] == sentence


@pytest.mark.parametrize("jump", ['<a href="#top">Back to top</a>', '<a href="#">Top</a>'])
def test_a_jump_to_the_top_goes_wherever_it_stands(jump):
    page = f"<html><body><a name='top'></a>{POLICY}<p>{jump}</p><p>We answer every letter in a week or two.</p></body>"
    texts = [clause.text for clause in extract_page(page.encode()).clauses]
    assert texts[-1] == "We answer every letter in a week or two."
    assert not any("op" in text.split()[-1] for text in texts)


def test_links_elsewhere_before_the_prose_go():
    assert said(before='<p><a href="/">Home</a></p><p><a href="/shop">Shop</a></p>') == said()


def test_an_address_to_write_to_stays_at_the_end():
    assert said(after='<p><a href="mailto:privacy@shop.example">privacy@shop.example</a></p>')[-1].startswith(
        "privacy@"
    )
