"""What clauses are about."""

import pytest

from tracker.assessment.assess import Assessor
from tracker.assessment.meaning import ChangedClause
from tracker.assessment.rulebook import read_tables

ASSESSOR = Assessor(read_tables())


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("We collect your name and use it to personalize our services.", "first-party-collection-use"),
        ("We may share your information with third parties such as advertisers.", "third-party-sharing-collection"),
        ("You can opt out of marketing e-mails by clicking unsubscribe.", "user-choice-control"),
        ("You may access, correct or delete your personal data in your account.", "user-access-edit-deletion"),
        ("We retain your data for as long as your account is active.", "data-retention"),
        ("We use SSL encryption and firewalls to protect your data.", "data-security"),
        ("We may update this privacy policy from time to time and will post changes here.", "policy-change"),
        ("We do not respond to Do Not Track signals.", "do-not-track"),
        ("California residents have additional rights under the CCPA.", "international-specific-audiences"),
        ("We rely on our legitimate interests as the legal basis.", "legal-basis"),
        ("We do not knowingly collect data from children under 13.", "children"),
        ("Our site uses cookies and web beacons.", "cookies"),
        ("Your posts train our machine learning models.", "ai-training"),
        ("Data is transferred outside the EEA under standard contractual clauses.", "international-transfer"),
        ("Questions about this policy? Contact us at privacy@example.com.", "contact"),
        ("Our site has links to other websites; we are not responsible for their privacy practices.", "other"),
        ("Wir geben Ihre Daten nicht an Dritte weiter.", "third-party-sharing-collection"),
        ("Vous disposez d'un droit d'accès et de rectification.", "user-access-edit-deletion"),
    ],
)
def test_a_clause_has_its_topic(text, topic):
    assert topic in ASSESSOR.topics_of_clause(text)


def test_the_heading_above_helps_a_clause_that_says_little():
    assert ASSESSOR.topics_of_clause("Thirty days.", "How long we keep your data") == ("data-retention",)


def test_a_clause_about_nothing_known_has_no_topic():
    assert ASSESSOR.topics_of_clause("The weather was fine.") == ()


def topics_of_change(text, section):
    change = ChangedClause(kind="added", section=section, old="", new=text)
    return ASSESSOR.assess(change).topics


@pytest.mark.parametrize(
    "title",
    [
        "GitHub General Privacy Statement",
        "Cookies and Websites Privacy Notice",
        "Last updated: May 1",
    ],
)
def test_the_title_of_a_document_says_nothing_of_what_its_clauses_are_about(title):
    assert topics_of_change("We retain your data for 30 days.", title) == ("data-retention",)
    assert topics_of_change("Thirty days.", f"{title} > How long we keep your data") == ("data-retention",)


def test_states_are_read_with_and_without_dots():
    assert "international-specific-audiences" in topics_of_change(
        "We do not sell your data.", "U.S. State Data Privacy"
    )
    assert "international-specific-audiences" in topics_of_change("We do not sell your data.", "US State Data Privacy")


def test_us_is_no_country():
    assert "international-transfer" not in topics_of_change("You may transfer money to us.", "Payments")


def test_terms_of_a_contract_are_about_other_things():
    assert topics_of_change("You choose a plan and pay in advance by credit card.", "Terms of Service > Plans") == (
        "other",
    )
    assert "contact" in topics_of_change(
        "Contact us at legal@example.com, 1 Main Street.", "Terms of Service > Notices"
    )


def test_cookies_are_named_beside_what_else_a_change_is_about():
    text = "You can refuse cookies in the settings of your browser and opt out of third-party cookies."
    assert {"cookies", "user-choice-control"} <= set(topics_of_change(text, "Your choices"))
