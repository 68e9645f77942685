"""The date that a policy gives itself, among all the dates it speaks of."""

import pytest

from tracker.text.dates.choice import Writing, has_policy_date, policy_date

BODY = ["We keep data for ten years."] * 30


def date_of(*blocks, lang=None, detected=None, url=None):
    found = policy_date([*blocks], Writing(declared=lang, detected=detected, url=url))
    return found.iso if found else None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Last updated: September 30, 2024", "2024-09-30"),
        ("Last Updated: April 1st 2026", "2026-04-01"),
        ("Effective date: Nov 08, 2023", "2023-11-08"),
        ("EFFECTIVE AS OF 1 JANUARY 2020", "2020-01-01"),
        ("Updated on 2021-03-04.", "2021-03-04"),
        ("Last revised: 2018 May 25", "2018-05-25"),
        ("Last updated. May 25, 2018", "2018-05-25"),
        ("Effective May 25th, 2018 (last updated May 1st, 2018)", "2018-05-25"),
        ("Stand: 25. Mai 2018", "2018-05-25"),
        ("Stand 25.05.2018", "2018-05-25"),
        ("Version vom 25. Mai 2018", "2018-05-25"),
        ("Datenschutzerklärung vom 3. Jänner 2019", "2019-01-03"),
        ("Gültig ab 1. März 2019", "2019-03-01"),
        ("Dernière mise à jour : 1er août 2022", "2022-08-01"),
        ("À compter du 1er janvier 2024", "2024-01-01"),
        ("Version en date du 2 mai 2019", "2019-05-02"),
        ("Última actualización: 3 de marzo de 2021", "2021-03-03"),
        ("Última actualización: 1.º de junio de 2019", "2019-06-01"),
        ("Ultimo aggiornamento: 9 dicembre 2019", "2019-12-09"),
        ("In vigore dal 1° giugno 2019", "2019-06-01"),
        ("Última atualização: 14 de março de 2022", "2022-03-14"),
        ("Laatst bijgewerkt op 5 mei 2020", "2020-05-05"),
        ("Senast uppdaterad den 7 juni 2021", "2021-06-07"),
        ("Sist oppdatert: 7. juni 2021", "2021-06-07"),
        ("Päivitetty 25. toukokuuta 2018", "2018-05-25"),
        ("Ostatnia aktualizacja: 12 września 2023 r.", "2023-09-12"),
        ("Obowiązuje od 25 V 2018", "2018-05-25"),
        ("Účinnost od 25. května 2018", "2018-05-25"),
        ("Hatályos: 2018. május 25-től", "2018-05-25"),
        ("Ultima actualizare: 25 mai 2018", "2018-05-25"),
        ("Pēdējo reizi atjaunināts: 2018. gada 25. maijs", "2018-05-25"),
        ("Galioja nuo 2018 m. gegužės 25 d.", "2018-05-25"),
        ("Последнее обновление: 15 января 2022 г.", "2022-01-15"),
        ("Редакция от 25.05.2018", "2018-05-25"),
        ("Останнє оновлення: 25 травня 2018 року", "2018-05-25"),
        ("Τελευταία ενημέρωση: 25 Μαΐου 2018", "2018-05-25"),
        ("Son güncelleme: 2 Şubat 2021", "2021-02-02"),
        ("2 Şubat 2021 tarihinde güncellenmiştir", "2021-02-02"),
        ("تاريخ آخر تحديث: ٢٥ مايو ٢٠١٨", "2018-05-25"),
        ("آخرین به‌روزرسانی: ۴ خرداد ۱۳۹۷", "2018-05-25"),
        ("آخرین به‌روزرسانی: ۲۵ مه ۲۰۱۸", "2018-05-25"),
        ("עודכן לאחרונה ב-25 במאי 2018", "2018-05-25"),
        ("अंतिम अपडेट: २५ मई २०१८", "2018-05-25"),
        ("最終更新日:2020年3月26日", "2020-03-26"),
        ("2020年4月1日改定", "2020-04-01"),
        ("令和2年4月1日施行", "2020-04-01"),
        ("令和元年5月1日改定", "2019-05-01"),
        ("平成30年5月25日改訂", "2018-05-25"),
        ("更新日期：2021年11月1日", "2021-11-01"),
        ("生效日期：二〇一八年五月二十五日", "2018-05-25"),
        ("生效日期：民國107年5月25日", "2018-05-25"),
        ("最後更新：107年5月25日", "2018-05-25"),
        ("시행일: 2023년 2월 1일", "2023-02-01"),
        ("개정일: 2023. 2. 1.", "2023-02-01"),
        ("Cập nhật lần cuối: ngày 25 tháng 5 năm 2018", "2018-05-25"),
        ("Có hiệu lực từ ngày 25/05/2018", "2018-05-25"),
        ("Terakhir diperbarui: 25 Mei 2018", "2018-05-25"),
        ("Kemas kini terakhir: 25 Mac 2018", "2018-03-25"),
        ("มีผลบังคับใช้วันที่ 25 พฤษภาคม 2561", "2018-05-25"),
        ("อัปเดตล่าสุด 25 พ.ค. 2561", "2018-05-25"),
        ("ბოლო განახლება: 25 მაისი, 2018", "2018-05-25"),
        ("Վերջին թարմացում՝ 25 մայիսի, 2018 թ.", "2018-05-25"),
        ("Azken eguneraketa: 2018(e)ko maiatzaren 25(a)", "2018-05-25"),
        ("25 May 2018 (last updated)", "2018-05-25"),
        ("Updated 25-May-18", "2018-05-25"),
        ("Last updated on the 25th day of May, 2018", "2018-05-25"),
        ("Rev. 05/25/2018", "2018-05-25"),
        ("Mise à jour le 1 er juin 2019", "2019-06-01"),
        ("Редакция от «25» мая 2018 г.", "2018-05-25"),
    ],
)
def test_a_date_is_found_in_the_words_of_its_language(text, iso):
    assert date_of("Privacy", text, "We keep data.") == iso
    assert date_of("Privacy", text, "We keep data.", lang="en") == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Stand: Mai 2018", "2018-05"),
        ("Stand: 05/2018", "2018-05"),
        ("Stand Mai/2018", "2018-05"),
        ("Last updated May 2018", "2018-05"),
        ("Dernière mise à jour : mai 2018", "2018-05"),
        ("更新日:2018年5月", "2018-05"),
        ("Privacy Policy (May 2018)", "2018-05"),
    ],
)
def test_a_month_alone_stays_a_month(text, iso):
    assert date_of("Privacy", text, "We keep data.", lang="en") == iso


@pytest.mark.parametrize("text", ["Updated on 25 May 2018", "Gültig ab 1. Mai 2018", "最終更新日:2020年3月26日"])
def test_a_line_with_a_date_of_the_policy_is_known_by_itself(text):
    assert has_policy_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "We were founded on 4 May 1999.",
        "Last updated: 45 May 2020",
        "Last updated: 31 June 2020",
        "Last updated recently",
        "Version 2.1.3 is the last update",
        "The GDPR (2016/679) is in force",
        "The GDPR took effect on May 25, 2018.",
        "On May 25, 2018 the General Data Protection Regulation came into effect.",
        "Die DSGVO ist seit dem 25. Mai 2018 in Kraft.",
        "La loi du 6 janvier 1978, entrée en vigueur le 1er janvier 1998, s'applique.",
        "Previous policy (effective until May 24, 2018)",
        "This version was effective until May 24, 2018.",
        "Diese Fassung war gültig bis 24. Mai 2018.",
        "View the previous version, effective January 1, 2016.",
        "Vorherige Fassung: Stand 1. Januar 2016",
        "We have operated since May 2018.",
        "In accordance with the Privacy Act of 25 May 1993, last amended 3 June 2018",
        "D.Lgs. 196 del 30 giugno 2003",
        "As of 25 May 2018, the General Data Protection Regulation (GDPR) has come into force.",
        "Friday, May 25, 2018",
        "Last updated: version 2.1.18",
        "© 2018-2020 Example Ltd",
        "",
    ],
)
def test_other_numbers_and_other_dates_are_no_date_of_the_policy(text):
    assert date_of("Privacy", text, "We keep data.", lang="en", detected="de") is None


@pytest.mark.parametrize(
    "blocks",
    [
        ("Last updated: May 25, 2018. View the previous version, effective January 1, 2016.",),
        ("Last updated: May 25, 2018", "Previous policy (effective until May 24, 2018)"),
        ("The GDPR came into effect on April 1, 2018 and this policy follows it.", "Last updated: May 25, 2018"),
        ("Privacy policy (GDPR) – last updated: 25 May 2018",),
        ("Last updated: May 25, 2018", "Previous versions", "Effective January 1, 2016", "Effective March 3, 2014"),
        ("This policy replaces all previous versions and is effective as of May 25, 2018.",),
        ("Last updated", "May 25, 2018"),
        ("May 25, 2018", "Last updated"),
        ("Effective date | May 25, 2018",),
        ("Version | Effective date", "1.2 | May 25, 2018"),
        ("May 25, 2018",),
        ("Change log", "May 25, 2018: new processors named", "June 3, 2016: children's data"),
        ("May 25, 2018: Updated the list of processors.", "June 3, 2016: Clarified the terms."),
        ("v2.1, May 25, 2018",),
        ("制定日：2010年4月1日 改定日：2018年5月25日",),
        ("2005年4月1日 制定", "2016年4月1日 改定", "2018年5月25日 改定"),
    ],
)
def test_the_date_of_this_version_is_found_among_others(blocks):
    assert date_of("Privacy Policy", *blocks, *BODY, lang="en") == "2018-05-25"


@pytest.mark.parametrize(
    ("lang", "detected", "url", "iso"),
    [
        ("en-GB", "en", None, "2018-04-03"),
        ("en_AU", "en", None, "2018-04-03"),
        ("en-US", "en", "https://example.com/", "2018-03-04"),
        ("en", "en", "https://example.co.uk/privacy", "2018-04-03"),
        ("en", "en", "https://agency.gov/privacy", "2018-03-04"),
        ("fr", "fr", "https://example.com/", "2018-04-03"),
        ("en", "de", "https://example.com/", "2018-04-03"),
        ("en-US", "de", "https://example.com/", "2018-04-03"),
        ("en", "en", "https://example.com/", None),
        ("en", "en", "https://example.io/", None),
        ("en-US", "en", "https://example.de/", None),
        ("ja", "ja", None, None),
        (None, None, None, None),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_language_or_the_country(lang, detected, url, iso):
    assert date_of("Privacy", "Last updated: 03/04/2018", lang=lang, detected=detected, url=url) == iso


@pytest.mark.parametrize(
    ("other", "iso"),
    [
        ("We asked you on 25/03/2018.", "2018-04-03"),
        ("We asked you on 03/25/2018.", "2018-03-04"),
        ("As of 3 April 2018 we sell nothing.", "2018-04-03"),
        ("As of March 4, 2018 we sell nothing.", "2018-03-04"),
        ("As of June 9, 2018 we sell nothing.", None),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_other_dates(other, iso):
    assert date_of("Privacy", "Last updated: 03/04/2018", *BODY, other, lang="en") == iso


@pytest.mark.parametrize(
    ("lang", "text", "iso"),
    [
        ("en-GB", "Last updated: 09/01/22", "2022-01-09"),
        ("ko", "최종 수정: 22. 1. 9.", "2022-01-09"),
        ("de", "Stand: 25.05.18", "2018-05-25"),
        ("en", "Last updated: 05/25/18", "2018-05-25"),
        ("hr", "Zadnja izmjena: 5. listopada 2018.", "2018-10-05"),
        ("pl", "Ostatnia zmiana: 5 listopada 2018", "2018-11-05"),
        (None, "Ostatnia zmiana: 5 listopada 2018", None),
    ],
)
def test_the_language_of_the_page_decides_what_its_words_mean(lang, text, iso):
    assert date_of("Privacy", text, lang=lang) == iso


def test_the_day_from_which_a_policy_applies_goes_before_that_of_its_last_change():
    assert date_of("Last updated: 1 May 2020. Effective: 1 June 2020.", lang="en") == "2020-06-01"


def test_dates_in_the_middle_of_a_policy_are_not_its_own():
    assert date_of("Privacy", *BODY, "Updated 1 May 2020", *BODY, lang="en") is None
    assert date_of("Privacy", *BODY, "Updated 1 May 2020", lang="en") == "2020-05-01"
