"""The dates of policies as people write them."""

import pytest

from tracker.extraction.extract import extract_page
from tracker.text.dates import find_dates, has_policy_date, policy_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Last updated: September 30, 2024", "2024-09-30"),
        ("Last Updated: April 1st 2026", "2026-04-01"),
        ("Effective date: Nov 08, 2023", "2023-11-08"),
        ("EFFECTIVE AS OF 1 JANUARY 2020", "2020-01-01"),
        ("Updated on 2021-03-04.", "2021-03-04"),
        ("Stand: 25. Mai 2018", "2018-05-25"),
        ("Stand 25.05.2018", "2018-05-25"),
        ("Dernière mise à jour : 1er août 2022", "2022-08-01"),
        ("Última actualización: 3 de marzo de 2021", "2021-03-03"),
        ("Ultimo aggiornamento: 9 dicembre 2019", "2019-12-09"),
        ("Última atualização: 14 de março de 2022", "2022-03-14"),
        ("Laatst bijgewerkt op 5 mei 2020", "2020-05-05"),
        ("Senast uppdaterad 7 juni 2021", "2021-06-07"),
        ("Ostatnia aktualizacja: 12 września 2023 r.", "2023-09-12"),
        ("Последнее обновление: 15 января 2022 г.", "2022-01-15"),
        ("最終更新日:2020年3月26日", "2020-03-26"),
        ("更新日期：2021年11月1日", "2021-11-01"),
        ("시행일: 2023년 2월 1일", "2023-02-01"),
        ("Son güncelleme: 2 Şubat 2021", "2021-02-02"),
        ("25 May 2018 (last updated)", "2018-05-25"),
    ],
)
def test_a_date_is_found_in_the_words_of_its_language(text, iso):
    found = policy_date(["Privacy", text, "We keep data."], language="xx")
    assert found is not None
    assert found.iso == iso
    assert found.written in text
    assert has_policy_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "We were founded on 4 May 1999.",
        "Last updated: 45 May 2020",
        "Last updated recently",
        "Version 2.1.3 is the last update",
        "The GDPR (2016/679) is in force",
        "",
    ],
)
def test_other_numbers_are_no_date_of_the_policy(text):
    assert policy_date([text], language="en") is None


def test_the_order_of_day_and_month_is_that_of_the_language():
    texts = ["Last updated: 3/4/2020"]
    american, european = policy_date(texts, language="en"), policy_date(texts, language="fr")
    assert american is not None
    assert american.iso == "2020-03-04"
    assert european is not None
    assert european.iso == "2020-04-03"
    assert [date.iso for date in find_dates("13/4/2020")] == ["2020-04-13"]


def test_the_day_from_which_a_policy_applies_goes_before_that_of_its_last_change():
    found = policy_date(["Last updated: 1 May 2020. Effective: 1 June 2020."], language="en")
    assert found is not None
    assert found.iso == "2020-06-01"


def test_dates_in_the_middle_of_a_policy_are_not_its_own():
    texts = ["Privacy", *["We keep data for ten years."] * 60, "Updated 1 May 2020", *["We keep data."] * 60]
    assert policy_date(texts, language="en") is None


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
