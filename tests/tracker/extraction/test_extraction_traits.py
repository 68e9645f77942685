"""What an extraction says of a page besides its clauses."""

from tracker.extraction.extract import extract_page


def test_an_extraction_bears_title_date_language_words_and_grade():
    sentence = "We collect your name and address when you order, and we keep them for {} years as the law requires."
    paragraphs = "".join(f"<p>{sentence.format(years)}</p>" for years in range(8))
    page = f"<title>Privacy – Shop</title><h1>Privacy</h1><p>Effective 1 May 2020</p>{paragraphs}"
    extraction = extract_page(page.encode())
    assert (extraction.title, extraction.language) == ("Privacy – Shop", "en")
    assert (extraction.effective_date, extraction.effective_date_text) == ("2020-05-01", "1 May 2020")
    assert extraction.words == 5 + 8 * 20
    assert extraction.reading_grade is not None
    assert 4 < extraction.reading_grade < 12
