"""One document of a page that holds several, by its heading or its fragment."""

import pytest

from tracker.extraction.extract import extract_page

TERMS = "By using the service you agree to these terms, and if you do not agree you must not use it at all. "
PRIVACY = "We collect your name and your address when you order, and we keep them as long as the law requires. "
COOKIES = "We set a cookie that remembers what is in your basket, and it goes stale after a week or so anyway. "
MENU = '<ul><li><a href="#terms">Terms of Service</a></li><li><a href="#privacy">Privacy Policy</a></li></ul>'


def document(identifier, title, sentence, *, tag="h2", count=4):
    chapters = "".join(f"<h3>{number}. Chapter</h3><p>{sentence}{number}</p>" for number in range(1, count + 1))
    return f'<{tag} id="{identifier}">{title}</{tag}><p>Last updated: {count} May 2020</p>{chapters}'


LEGAL = (
    f"<body><h1>Legal</h1>{MENU}"
    + document("terms", "Terms of Service", TERMS)
    + document("privacy", "Privacy Policy", PRIVACY, count=5)
    + document("cookies", "Cookie Policy", COOKIES, count=3)
    + "</body>"
)


@pytest.mark.parametrize("name", ["Privacy Policy", "privacy policy", "#privacy", "Privacy"])
def test_a_section_is_taken_by_heading_or_fragment(name):
    extraction = extract_page(LEGAL.encode(), section=name)
    assert [clause.text for clause in extraction.clauses][:2] == ["Privacy Policy", "Last updated: 5 May 2020"]
    assert len(extraction.clauses) == 12
    assert extraction.effective_date == "2020-05-05"
    assert {part.reason for part in extraction.left_out if TERMS[:20] in part.text} == {"other document"}
    assert extraction.notes == ()


def test_numbered_headings_of_the_same_rank_do_not_end_a_document():
    page = f"<body>{document('p', 'Privacy Policy', PRIVACY, tag='h3')}<h3>Terms of Service</h3><p>{TERMS}</p></body>"
    extraction = extract_page(page.encode(), section="Privacy Policy")
    assert TERMS.strip() not in extraction.text
    assert extraction.text.count(PRIVACY.strip()) == 4


def test_bold_titles_with_a_date_part_documents_too():
    parts = ((PRIVACY, "PRIVACY POLICY"), (COOKIES, "COOKIE NOTICE"))
    page = "".join(f"<p><b>{title}</b></p><p>Effective Date: 1 May 2020</p><p>{text * 4}</p>" for text, title in parts)
    assert COOKIES.strip() not in extract_page(page.encode(), section="Privacy Policy").text


def test_an_accordion_is_a_section_of_its_own():
    page = "".join(
        f"<details><summary><h2 id='{name}'>{title}</h2></summary><h2>About</h2><p>{text * 4}</p></details>"
        for name, title, text in (("t", "Terms of Use", TERMS), ("p", "Privacy Policy", PRIVACY))
    )
    for name in ("#p", "Privacy Policy"):
        text = extract_page(page.encode(), section=name).text
        assert PRIVACY.strip() in text
        assert TERMS.strip() not in text


def test_a_part_with_the_name_is_taken_even_where_a_tab_hides_it():
    page = f"<body><div id='terms'><p>{TERMS * 5}</p></div><div id='privacy' hidden><p>{PRIVACY * 5}</p></div></body>"
    text = extract_page(page.encode(), section="#privacy").text
    assert text == (PRIVACY * 5).strip()


@pytest.mark.parametrize("name", ["#nowhere", "Imprint", "#chapter"])
def test_a_name_that_leads_to_no_document_costs_no_clause(name):
    page = f"<body><h1>Privacy</h1>{document('privacy', 'Privacy Policy', PRIVACY, count=9)}</body>"
    page = page.replace("<h3>3.", '<h3 id="chapter">3.')
    whole, narrowed = extract_page(page.encode()), extract_page(page.encode(), section=name)
    assert narrowed.clauses == whole.clauses
    assert name in narrowed.notes[0]


def test_several_sections_are_taken_in_the_order_of_the_page():
    extraction = extract_page(LEGAL.encode(), section="Cookie Policy; #privacy; Imprint")
    titles = [clause.text for clause in extraction.clauses if clause.level == 2]
    assert titles == ["Privacy Policy", "Cookie Policy"]
    assert TERMS.strip() not in extraction.text


def test_the_document_goes_before_the_chapter_of_another_that_bears_its_name():
    page = LEGAL.replace("<h3>2. Chapter", "<h3>2. Privacy Policy", 1)
    extraction = extract_page(page.encode(), section="Privacy Policy")
    assert extraction.clauses[1].text == "Last updated: 5 May 2020"
