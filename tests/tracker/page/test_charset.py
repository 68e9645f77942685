"""Charsets as browsers read them: every label of the WHATWG Encoding Standard, wherever it is declared."""

import time

import pytest
from webencodings.labels import LABELS

from tracker.extraction.extract import extract_page
from tracker.page.decoding import decode_page

# The encoding of each label, the Python codec that writes it, and a sentence in its script.
WRITTEN = {
    "utf-8": ("utf-8", "Données – мы – 個人情報 – 5 €"),
    "ibm866": ("cp866", "Мы используем данные"),
    "iso-8859-2": ("iso8859-2", "Zpracováváme osobní údaje žáků"),
    "iso-8859-3": ("iso8859-3", "Ni ĝojas pri viaj ĉiutagaj datumoj"),
    "iso-8859-4": ("iso8859-4", "Mēs apstrādājam jūsu datus"),
    "iso-8859-5": ("iso8859-5", "Мы используем данные"),
    "iso-8859-6": ("iso8859-6", "نحن نستخدم بياناتك"),
    "iso-8859-7": ("iso8859-7", "Χρησιμοποιούμε τα δεδομένα"),
    "iso-8859-8": ("iso8859-8", "אנו משתמשים במידע"),
    "iso-8859-8-i": ("iso8859-8", "אנו משתמשים במידע"),
    "iso-8859-10": ("iso8859-10", "Við notum upplýsingar þínar"),
    "iso-8859-13": ("iso8859-13", "Mes naudojame jūsų duomenis"),
    "iso-8859-14": ("iso8859-14", "Rydym yn defnyddio eich data ŵyr ŷd"),
    "iso-8859-15": ("iso8859-15", "Nous facturons 5 € à un œil"),
    "iso-8859-16": ("iso8859-16", "Prelucrăm datele dumneavoastră și ale țării"),
    "koi8-r": ("koi8-r", "Мы используем данные"),
    "koi8-u": ("koi8-u", "Ми використовуємо ваші дані її ґанок"),
    "macintosh": ("mac-roman", "Nous protégeons “vos” données – déjà"),
    "windows-874": ("cp874", "เราใช้ข้อมูลของคุณ “ข้อมูล”"),
    "windows-1250": ("cp1250", "Zpracováváme „osobní“ údaje žáků"),
    "windows-1251": ("cp1251", "Мы используем данные — «ваши»"),
    "windows-1252": ("cp1252", "We don’t sell “data” – not in cafés, for 5 €"),
    "windows-1253": ("cp1253", "Χρησιμοποιούμε “τα” δεδομένα"),
    "windows-1254": ("cp1254", "Verilerinizi – ücretsiz – işleriz, “şimdi”"),
    "windows-1255": ("cp1255", "אנו משתמשים “במידע”"),
    "windows-1256": ("cp1256", "نحن نستخدم “بياناتك”"),
    "windows-1257": ("cp1257", "Mes naudojame „jūsų“ duomenis"),
    "windows-1258": ("cp1258", "Chúng tôi dùng “thông tin” đó"),
    "x-mac-cyrillic": ("mac-cyrillic", "Мы используем данные — «ваши»"),
    "gbk": ("gb18030", "联系人朱镕基、喆先生，费用为五元"),
    "gb18030": ("gb18030", "联系人朱镕基、喆先生，费用为五元 €"),
    "big5": ("big5hkscs", "我們使用您的個人資料，並收取費用"),
    "euc-jp": ("euc_jp", "利用目的とサービスの提供"),
    "iso-2022-jp": ("iso2022_jp", "利用目的とサービスの提供"),
    "shift_jis": ("cp932", "①サービスの提供～領収 ㈱サンプル"),
    "euc-kr": ("cp949", "개인정보를 똠방각하 이용합니다"),
    "utf-16be": ("utf-16-be", "Мы используем данные"),
    "utf-16le": ("utf-16-le", "Мы используем данные"),
    "x-user-defined": ("ascii", "We use your data"),
}
DECLARED = sorted((label, encoding) for label, encoding in LABELS.items() if encoding in WRITTEN)
SENTENCE = "<h1>Privacy</h1><p>{}.</p><p>This is what we say of it, in words of plain letters.</p>"


@pytest.mark.parametrize("place", ["meta", "http-equiv", "header"])
@pytest.mark.parametrize(("label", "encoding"), DECLARED)
def test_a_label_declares_its_charset(label: str, encoding: str, place: str) -> None:
    codec, words = WRITTEN[encoding]
    head = {
        "meta": f'<meta charset="{label.upper()}">',
        "http-equiv": f"<META content='text/html;charset={label}' HTTP-EQUIV=Content-Type>",
        "header": "",
    }[place]
    if place != "header" and encoding.startswith("utf-16"):
        codec = "utf-8"  # its bytes could be read as ASCII, so that it is in no UTF-16
    body = f"<html><head>{head}</head><body>{SENTENCE.format(words)}".encode(codec)
    decoded = decode_page(body, content_type=f"text/html; charset={label}" if place == "header" else "text/html")
    assert words in decoded.text


def test_all_labels_of_the_standard_are_tried() -> None:
    assert len(DECLARED) >= 215


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"<meta charset=gbk><p>5 \x80 f\xfcr", None, "5 €"),
        (b"<meta charset=euc-jp><p>" + b"\xad\xa1\xad\xea", None, "①㈱"),
        ("<!-- <meta charset=gbk> --><meta charset=windows-1251><p>Мы".encode("cp1251"), None, "Мы"),
        ("<?xml version='1.0' encoding='gbk'?><meta charset=windows-1251><p>Мы".encode("cp1251"), None, "Мы"),
        ("<?xml version='1.0' encoding='windows-1251'?><p>Мы".encode("cp1251"), None, "Мы"),
        (b"<title>a</title>" + b" " * 50_000 + "<meta charset=koi8-r><p>Мы".encode("koi8-r"), None, "Мы"),
        ("<meta charset=koi8-r><p>Мы".encode("cp1251"), "text/html; charset=cp1251", "Мы"),
        ("<meta charset=nonsense><meta charset=koi8-r><p>Мы".encode("koi8-r"), "text/html; charset=none", "Мы"),
        ("<p>cafés – déjà vu, naïve".encode() + b"\xe9", "text/html; charset=utf-8", "cafés – déjà vu, naïve"),
        ("<p>cafés – déjà vu, naïve".encode() + b"\xe9", None, "cafés – déjà vu, naïve"),
        ("<p>個人情報保護".encode("iso2022_jp"), None, "個人情報保護"),
        ("<meta charset=hz-gb-2312><p>隐私政策".encode("hz"), None, "隐私政策"),
        ("<html><body><p>Мы используем данные".encode("utf-16-le"), None, "Мы используем данные"),
        ("<p>Мы".encode("utf-16"), None, "Мы"),
    ],
)
def test_what_is_declared_badly_is_read_well(body: bytes, content_type: str | None, words: str) -> None:
    assert words in decode_page(body, content_type=content_type).text


@pytest.mark.parametrize(
    "charset",
    ["undefined", "hex", "rot13", "idna", "utf-7", "", "a b", "\u00e9", "whatwg-gbk", "x" * 5000, "iso-2022-cn"],
)
def test_no_name_of_a_charset_does_harm(charset: str) -> None:
    body = f"<meta charset='{charset}'><p>We keep your data, na".encode() + b"\xefve"
    assert "We keep your data, naïve" in decode_page(body, content_type=f"text/html; charset={charset}").text


@pytest.mark.parametrize(
    "body",
    [
        b"<meta" * 76 + b"charset=" + b" " * 2_000_000 + b"\xff",
        b"<meta " * 1_000_000 + b"\xff",
        b"<meta charset=" * 500_000 + b"\xff",
        b"<!--" * 1_000_000 + b"\xff",
        b"<?xml " + b"encoding " * 500_000 + b"\xff",
        b"<meta " + b"a=" * 500_000 + b">\xff",
    ],
)
def test_looking_for_the_charset_takes_linear_time(body: bytes) -> None:
    began = time.process_time()
    decode_page(body)
    assert time.process_time() - began < 5


def test_controls_of_terminals_do_not_come_in_by_entities() -> None:
    body = b"<p>We share &#27;]0;pwn&#7; data&#x9b;2J with &#x202e;us&#x2066; and &#1;you.</p>"
    assert extract_page(body).text == "We share ]0;pwn data›2J with us and you."
