"""Links are ranked by what they say, where they lead and where they stand, in any language, on any page."""

import json
import time
from pathlib import Path
from unittest.mock import ANY

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.links.ranking import canonical, moved_to, rank_policy_links, score_address
from db.errors import UsageError
from policytrail.cli import policytrail

HOME = "https://shop.example/"


def urls(page: str, *, url: str = HOME, document: str = "privacy") -> list[str]:
    return [link.url for link in rank_policy_links(page.encode(), url=url, document=document)]


def homepage(*links: tuple[str, str]) -> str:
    """A homepage whose footer has these links (text, address)."""
    footer = " · ".join(f'<a href="{address}">{text}</a>' for text, address in links)
    return (
        f"<html><head><meta charset=utf-8><title>Shop</title></head><body><nav><a href='/login'>Log in</a>"
        f"<a href='/blog/1'>Our blog</a></nav><p>Welcome to the shop.</p><footer>{footer}</footer></body></html>"
    )


LANGUAGES = {
    "bg": ("Политика за поверителност", "Общи условия", "Бисквитки"),
    "cs": ("Ochrana osobních údajů", "Obchodní podmínky", "Zásady cookies"),
    "da": ("Privatlivspolitik", "Handelsbetingelser", "Cookiepolitik"),
    "de": ("Datenschutzerklärung", "AGB", "Cookie-Richtlinie"),
    "el": ("Πολιτική Απορρήτου", "Όροι Χρήσης", "Πολιτική Cookies"),
    "en": ("Privacy Policy", "Terms of Use", "Cookie Policy"),
    "es": ("Política de privacidad", "Condiciones de uso", "Política de cookies"),
    "et": ("Privaatsuspoliitika", "Kasutustingimused", "Küpsised"),
    "fi": ("Tietosuojaseloste", "Käyttöehdot", "Evästeet"),
    "fr": ("Politique de confidentialité", "Conditions d’utilisation", "Politique de cookies"),
    "ga": ("Polasaí Príobháideachais", "Téarmaí Seirbhíse", "Fianáin"),
    "hr": ("Pravila privatnosti", "Uvjeti korištenja", "Kolačići"),
    "hu": ("Adatvédelmi tájékoztató", "Felhasználási feltételek", "Sütik"),
    "it": ("Informativa sulla privacy", "Condizioni d’uso", "Informativa sui cookie"),
    "lt": ("Privatumo politika", "Naudojimo taisyklės", "Slapukai"),
    "lv": ("Privātuma politika", "Lietošanas noteikumi", "Sīkdatnes"),
    "mt": ("Politika tal-Privatezza", "Termini tal-Użu", "Politika tal-Cookies"),
    "nl": ("Privacyverklaring", "Algemene voorwaarden", "Cookiebeleid"),
    "pl": ("Polityka prywatności", "Regulamin", "Polityka plików cookies"),
    "pt": ("Política de Privacidade", "Termos de Uso", "Política de Cookies"),
    "ro": ("Politica de confidențialitate", "Termeni și condiții", "Politica de cookies"),
    "sk": ("Ochrana osobných údajov", "Obchodné podmienky", "Zásady cookies"),
    "sl": ("Politika zasebnosti", "Pogoji uporabe", "Piškotki"),
    "sv": ("Integritetspolicy", "Användarvillkor", "Cookiepolicy"),
    "ru": ("Политика конфиденциальности", "Пользовательское соглашение", "Файлы cookie"),
    "uk": ("Політика конфіденційності", "Умови використання", "Файли cookie"),
    "tr": ("Gizlilik Politikası", "Kullanım Koşulları", "Çerez Politikası"),
    "ar": ("سياسة الخصوصية", "شروط الاستخدام", "ملفات تعريف الارتباط"),
    "he": ("מדיניות פרטיות", "תנאי שימוש", "עוגיות"),
    "hi": ("गोपनीयता नीति", "उपयोग की शर्तें", "कुकी नीति"),
    "ja": ("プライバシーポリシー", "利用規約", "クッキーポリシー"),
    "ja, the older word": ("個人情報保護方針", "ご利用規約", "Cookieについて"),
    "ko": ("개인정보처리방침", "이용약관", "쿠키 정책"),
    "zh-Hans": ("隐私政策", "服务条款", "Cookie政策"),
    "zh-Hant": ("隱私權政策", "服務條款", "Cookie 政策"),
    "id": ("Kebijakan Privasi", "Syarat dan Ketentuan", "Kebijakan Cookie"),
    "vi": ("Chính sách bảo mật", "Điều khoản sử dụng", "Chính sách cookie"),
    "th": ("นโยบายความเป็นส่วนตัว", "ข้อกำหนดการใช้งาน", "นโยบายคุกกี้"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_policy_is_found_by_its_name_in_every_language(language: str) -> None:
    privacy, terms, cookies = LANGUAGES[language]
    page = homepage((cookies, "/c3"), (terms, "/t2"), ("Facebook", "https://facebook.com/shop"), (privacy, "/p1"))
    assert urls(page)[0] == f"{HOME}p1"
    assert urls(page, document="terms")[0] == f"{HOME}t2"
    assert urls(page, document="cookies")[0] == f"{HOME}c3"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Cookie Policy", "/cookie-policy"),
        ("Children’s Privacy Policy", "/privacy/children"),
        ("Applicant Privacy Policy", "/privacy/applicants"),
        ("Terms of Use", "/terms"),
        ("Your Privacy Choices", "/privacy-choices"),
        ("California Privacy Rights", "/privacy/california"),
        ("Privacy Settings", "/privacy/settings"),
        ("Do Not Sell My Personal Information", "/ccpa"),
        ("Why privacy matters", "/blog/why-privacy-matters"),
        ("Google Privacy Policy", "https://policies.google.com/privacy"),
        ("Privacy Policy", "https://analytics.example/privacy-policy"),
    ],
)
def test_the_sites_own_policy_stands_above_its_neighbors_and_strangers(text: str, address: str) -> None:
    for page in (homepage((text, address), ("Privacy", "/pp")), homepage(("Privacy", "/pp"), (text, address))):
        assert urls(page)[0] == f"{HOME}pp"


def test_a_providers_policy_in_a_sentence_about_it_is_not_worth_a_request() -> None:
    page = (
        "<p>We use Google Analytics, a service of Google that counts visits. Read the <a"
        " href='https://policies.google.com/privacy'>Google privacy policy</a> for what it keeps.</p>"
    )
    assert rank_policy_links(page.encode(), url=HOME)[0].score < 0.5


def test_the_policy_of_the_parent_company_in_the_footer_is_worth_a_request() -> None:
    page = homepage(("About us", "/about"), ("Privacy Policy", "https://www.holding.example/privacy-policy"))
    assert rank_policy_links(page.encode(), url=HOME)[0].score >= 0.5


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("http://shop.example/privacy.html", "http://shop.example/blog/2019/privacy-and-you-and-the-new-law"),
        ("http://shop.example/legal/datenschutz", "http://shop.example/datenschutz/team/anna"),
        ("http://shop.example/index.php?page=privacy", "http://shop.example/index.php?page=contact"),
        ("http://shop.example/politica-de-privacidad/", "http://[broken"),
    ],
)
def test_an_address_by_itself_looks_more_or_less_like_a_policys(better: str, worse: str) -> None:
    assert score_address(better, kind="privacy") > score_address(worse, kind="privacy")


def test_a_link_that_says_nothing_is_read_with_the_words_before_it() -> None:
    assert urls("<p>To read our privacy policy, <a href='/legal/7'>click here</a>.</p>") == [f"{HOME}legal/7"]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='/pp'><img src='x.gif' alt='Privacy Policy'></a>",
        "<a href='/pp' title='Privacy Policy'><img src='x.gif'></a>",
        "<map><area href='/pp' alt='Privacy Policy'></map>",
        '<a href=\'javascript:void(window.open("/pp","w","width=300"))\'>Privacy Policy</a>',
        "<a href='#' onclick=\"popup('/pp'); return false\">Privacy Policy</a>",
        "<a href='https://web.archive.org/web/20090101000000/https://shop.example/pp'>Privacy Policy</a>",
        "<a href='/web/20090101000000id_/https://shop.example/pp'>Privacy Policy</a>",
        "<select><option value='/pp'>Privacy Policy</option></select>",
        "<head><link rel='privacy-policy' href='/pp'></head><body>Hello</body>",
        "<a href=' /p\np '>Privacy\n  Policy</a>",
    ],
)
def test_links_are_found_however_the_markup_has_them(markup: str) -> None:
    assert urls(markup) == [f"{HOME}pp"]


@pytest.mark.parametrize(
    "address",
    ["mailto:privacy@shop.example", "javascript:void(0)", "#", "tel:1", "/cdn-cgi/l/email-protection#ab12", "http://["],
)
def test_what_leads_to_no_page_is_no_link(address: str) -> None:
    assert urls(f"<a href='{address}'>Privacy Policy</a>") in ([], [HOME])


def test_the_base_of_the_page_counts() -> None:
    page = "<head><base href='https://www.shop.example/old/'></head><a href='privacy.html'>Privacy</a>"
    assert urls(page) == ["https://www.shop.example/old/privacy.html"]


def test_a_policy_page_that_links_to_itself_links_to_the_policy() -> None:
    page = (
        "<title>Shop privacy statement</title><footer><a href='/privacy-policies/'>Privacy policies</a>"
        "<a href='/privacy-policies/cards'>Privacy policy for card holders</a><a href='#top'>Top</a></footer>"
    )
    assert urls(page, url="https://shop.example/docs/statement")[0] == "https://shop.example/docs/statement"


@pytest.mark.parametrize("title", ["Acme VPN: security and privacy for all your devices", "Acme"])
def test_a_page_that_only_speaks_of_privacy_is_not_the_policy(title: str) -> None:
    page = f"<title>{title}</title><h1>Your online privacy begins with us today</h1><a href='/en/'>Home</a>"
    assert urls(f"{page}<a href='/pp'>Privacy</a>", url="https://shop.example/en/") == [f"{HOME}pp"]


def test_a_page_of_several_documents_keeps_the_place_of_each() -> None:
    page = "<title>Legal</title><a href='#terms'>Terms of Service</a><a href='#privacy'>Privacy Policy</a>"
    assert urls(page, url="https://shop.example/legal")[0] == "https://shop.example/legal#privacy"
    assert urls(page, url="https://shop.example/legal", document="terms")[0] == "https://shop.example/legal#terms"


def test_a_link_is_given_once_in_its_plainest_spelling() -> None:
    page = "<a href='/privacy/?ref=menu'>Privacy</a><a href='/privacy/'>More</a><a href='/privacy/?utm_source=f'>x</a>"
    assert urls(page) == [f"{HOME}privacy/"]


def test_a_page_without_links_has_none() -> None:
    assert urls("<p>Hello</p>") == []
    assert urls("") == []


@pytest.mark.parametrize("text", ["Item {}", "Privacy of item {}"])
def test_twenty_thousand_links_cost_less_than_a_second_of_work(text: str) -> None:
    rows = "".join(f"<p><a href='/item/{number}'>{text.format(number)}</a></p>" for number in range(20_000))
    began = time.process_time()
    found = urls(f"{rows}<footer><a href='/privacy'>Privacy Policy</a></footer>")
    assert found[0] == f"{HOME}privacy"
    assert time.process_time() - began < 3  # below 1 s on a quiet machine


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("<meta http-equiv=refresh content='0; url=/legal/privacy'>", "https://shop.example/legal/privacy"),
        ("<meta http-equiv='Refresh' content=\"5;URL='http://new.example/p'\">", "http://new.example/p"),
        ("<p>Our privacy policy has moved to <a href='/new'>our new privacy page</a>.</p>", "https://shop.example/new"),
        ("<p>Die Datenschutzerklärung ist umgezogen: <a href='/ds'>Datenschutz</a></p>", "https://shop.example/ds"),
        ("<script>window.location.href = '/new-privacy';</script>", "https://shop.example/new-privacy"),
        ("<meta http-equiv=refresh content='1800'><p>Privacy</p>", None),
        ("<meta http-equiv=refresh content='900; url=/news'><p>Privacy</p>", None),
        ("<p>If our company has moved we tell you.</p>" + "<p>We keep your data safe.</p>" * 100, None),
        ("<meta http-equiv=refresh content='0; url=/privacy'>", None),
    ],
)
def test_where_a_page_sends_its_readers(page: str, target: str | None) -> None:
    assert moved_to(page.encode(), url="https://shop.example/privacy") == target


def test_the_address_a_page_calls_its_own() -> None:
    page = b"<head><link rel='canonical' href='/legal/privacy'></head>"
    assert canonical(page, url="http://shop.example/p?x=1") == "http://shop.example/legal/privacy"
    assert canonical(b"<p>none</p>", url=HOME) is None


FRAGMENTS = st.sampled_from([
    "<a href=", "'", '"', ">", "</a>", "privacy", "Privacy Policy", "<base href=//[>", "javascript:", "&#x0;", "\x00",
    "<footer>", "<meta http-equiv=refresh content='0;url=", "%ff", "http://", "[", "::", "/web/2009/", "<script>", "﷽",
])  # fmt: skip


@pytest.mark.parametrize("url", ["http://[broken", "", "no address", "http://192.0.2.1/", "http://bücher.example/"])
def test_a_page_at_an_odd_address_is_read(url: str) -> None:
    found = urls("<a href='https://shop.example/privacy'>Privacy</a><a href='/privacy'>Privacy</a>", url=url)
    assert f"{HOME}privacy" in found


@pytest.mark.parametrize("url", ["http://[broken", "", "two words"])
def test_the_command_names_an_address_that_is_none(url: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<a href='/privacy'>Privacy</a>")
    with pytest.raises(UsageError, match="not the address of a page"):
        policytrail.main(["links", str(tmp_path / "page.html"), "--url", url], standalone_mode=False)


def test_the_command_prints_the_links_as_json(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<a href='/privacy'>Privacy</a>")
    result = CliRunner().invoke(policytrail, ["links", str(tmp_path / "page.html"), "--url", "shop.example", "--json"])
    assert json.loads(result.stdout) == [
        {"url": f"{HOME}privacy", "text": "Privacy", "score": ANY, "confidence": "sure"}
    ]


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=400), st.lists(FRAGMENTS, max_size=40).map(lambda parts: "".join(parts).encode())))
def test_hostile_bytes_give_links_or_none_and_never_an_error(body: bytes) -> None:
    for link in rank_policy_links(body, url="https://shop.example/a"):
        assert link.url.startswith(("http://", "https://"))
        assert 0 < link.score <= 1
    moved_to(body, url="https://shop.example/a")
    canonical(body, url="https://shop.example/a")
