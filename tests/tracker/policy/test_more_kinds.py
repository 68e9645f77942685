"""Data processing agreements, lists of sub-processors, acceptable use and security: found, and told from the others."""

import pytest

from crawler.links.ranking import rank_policy_links
from tracker.policy.classifier import judge_text
from tracker.policy.names import ALL_KINDS, MORE_KINDS, document_kind

HOME = "https://shop.example/"
NAMES = {
    "dpa": (
        "Data Processing Agreement",
        "Auftragsverarbeitung",
        "Verwerkersovereenkomst",
        "データ処理契約",
        "Databehandleraftale",
    ),
    "subprocessors": (
        "Sub-processors",
        "Unterauftragsverarbeiter",
        "Subencargados",
        "Sous-traitants ultérieurs",
        "子处理者",
    ),
    "acceptable-use": (
        "Acceptable Use Policy",
        "Política de uso aceptable",
        "Uso aceitável",
        "可接受使用政策",
        "Acceptabel gebruik",
    ),
    "security": (
        "Security",
        "Informationssicherheit",
        "Politique de sécurité",
        "セキュリティ",
        "Seguridad de la información",
    ),
}
PRIVACY = "We collect your personal data and share it with nobody. You have the right to access it. " * 10


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in NAMES.items() for name in names])
def test_each_document_is_found_by_its_name(kind: str, name: str) -> None:
    links = [("Privacy Policy", "/p1"), ("Terms of Service", "/t1"), (name, "/x1"), ("Cookie Policy", "/c1")]
    page = "<footer>" + "".join(f"<a href='{url}'>{text}</a>" for text, url in links) + "</footer>"
    best = rank_policy_links(page.encode(), url=HOME, document=kind)[0]
    assert best.url == f"{HOME}x1"
    assert best.score >= 0.5
    assert rank_policy_links(page.encode(), url=HOME)[0].url == f"{HOME}p1"


@pytest.mark.parametrize("kind", MORE_KINDS)
def test_a_document_is_told_from_the_others_by_its_title(kind: str) -> None:
    text = f"This {NAMES[kind][0]} is part of the contract. {PRIVACY}"
    assert judge_text(f"{NAMES[kind][0]} | Shop", text, "en", document=kind).is_policy
    assert not judge_text("Privacy Policy | Shop", PRIVACY, "en", document=kind).is_policy
    assert not judge_text(
        "Terms of Service | Shop", "You may not resell the service. " * 20, "en", document=kind
    ).is_policy


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_kind_is_called_by_its_own_name(kind: str) -> None:
    assert document_kind(kind) == kind
