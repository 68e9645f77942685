"""What changes mean: the kinds of change a policy has, and the neighbors that must not be taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment.assess import Assessor
from tracker.assessment.meaning import ChangedClause, Direction, Weight
from tracker.assessment.rulebook import read_tables

LESS, MORE, UNCLEAR = Direction.LESS_PROTECTIVE, Direction.MORE_PROTECTIVE, Direction.UNCLEAR
RECIPIENTS = "Privacy Policy > Our sub-processors"
ASSESSOR = Assessor(read_tables())


def assess(old, new, section="", kind="modified", **more):
    return ASSESSOR.assess(ChangedClause(kind=kind, section=section, old=old, new=new, **more))


def direction(old, new, section=""):
    return assess(old, new, section).direction


def weight(old, new, section="", **more):
    return assess(old, new, section, **more).weight


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We never sell your personal data.", "We sell your personal data."),
        ("We do not sell, rent or otherwise disclose your data to advertisers.", ""),
        ("We will notify you before the change.", ""),
        ("Messages are end-to-end encrypted.", "Messages are encrypted."),
        ("We share your data only with your consent.", "We share your data."),
        ("You may request deletion of your data at any time.", ""),
        ("", "We may share your precise location with our advertising partners."),
        ("", "We use your content to train machine learning models."),
        ("", "We may keep your data indefinitely."),
        ("", "We may change this policy at any time without notice."),
        ("We delete logs after 30 days.", "We delete logs after 12 months."),
        ("For children under 16 we ask the parents.", "For children under 13 we ask the parents."),
        ("We collect your name.", "We collect your name and fingerprint."),
        ("Nous ne vendons jamais vos données.", ""),
        ("Wir verkaufen Ihre Daten nicht.", "Wir verkaufen Ihre Daten."),
        ("Non vendiamo i tuoi dati.", ""),
        ("Wij delen uw gegevens niet met derden.", "Wij delen uw gegevens met derden."),
        ("", "Compartimos sus datos con terceros."),
        ("", "Podemos partilhar os seus dados com terceiros."),
    ],
)
def test_less_protective(old, new):
    assert direction(old, new) is LESS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "We will never sell your personal data."),
        ("", "You have the right to access and delete your data."),
        ("", "You can opt out of personalized advertising in your settings."),
        ("", "We will notify you by e-mail of material changes."),
        ("", "Providers are contractually bound to use data for this purpose only."),
        ("We keep logs for 12 months.", "We keep logs for 30 days."),
        ("We give 14 days' notice of changes.", "We give 30 days' notice of changes."),
        ("For anyone under 13 we ask the parents.", "For anyone under 16 we ask the parents."),
        ("We share your location with advertisers.", ""),
        ("", "Sie haben das Recht auf Auskunft und Löschung."),
        ("", "Sie können der Verarbeitung jederzeit widersprechen."),
    ],
)
def test_more_protective(old, new):
    assert direction(old, new) is MORE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "The legal basis is our legitimate interest in a secure service."),
        ("", "We do not currently respond to Do Not Track signals."),
        ("", "La base juridique est notre intérêt légitime."),
    ],
)
def test_substantive_without_a_side(old, new):
    found = assess(old, new)
    assert (found.weight, found.direction) == (Weight.SUBSTANTIVE, UNCLEAR)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("6. Ownership of content", "7. Ownership of content"),
        ("We store data;", "We store data."),
        ("Cloud (Hosting) Service | USA", "Cloud (hosting) service | USA"),
        ("as Section 10.2 says", "as Section 11.2 says"),
        ("see “Cookies”", 'see "cookies"'),
        ("visit https://example.com/a/privacy for more", "visit https://example.com/b/help for more"),
        ("First sentence. Second sentence.", "First sentence.\nSecond sentence."),
        ("", "=========="),
        ("", "[policy]: /policies/terms#content"),
    ],
)
def test_cosmetic(old, new):
    assert weight(old, new) is Weight.COSMETIC


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Last updated: October 7, 2025", "Last updated: July 23, 2026"),
        ("", "Effective date: 1 June 2024"),
        ("", "April 16, 2026: Replaced Rollbar with Sentry in the list of sub-processors."),
        ("We collect Personal Information from you:", "We collect Personal Data from you:"),
        ("These are logs of loggin errors.", "These are logs of logging errors."),
        ("Write to info@example.com.", "Write to dpo@example.org."),
        (
            "Acme Inc., 2300 Harrison Street, FL 2, San Francisco",
            "Acme Inc., 71 Stevenson St, Suite 403, San Francisco",
        ),
        ("Call us at 1-844-740-7126.", "Call us at 1-760-716-6062."),
        ("", "How we protect your data"),
        ("", "For more information, see our help pages."),
        ("We describe our use of data.", "We describe our use of data. Learn more here."),
        ("published by Simplifi Holdings, Inc. in Texas", "published by Simplifi Holdings, LLC in Texas"),
    ],
)
def test_editorial(old, new):
    assert weight(old, new) is Weight.EDITORIAL


def test_a_recipient_that_comes_goes_or_replaces_another():
    added = assess("", "OpenAI | Artificial Intelligence | USA", RECIPIENTS, "added")
    assert (added.direction, added.reason) == (LESS, "new recipient: OpenAI")
    assert direction("Birdie | Support | France", "", RECIPIENTS) is MORE
    assert direction("Rollbar: for errors.", "Sentry: for errors.", RECIPIENTS) is UNCLEAR
    assert (
        weight("Miscrosoft Clarity: for heat maps.", "Microsoft Clarity: for heat maps.", RECIPIENTS)
        is Weight.EDITORIAL
    )


def test_a_name_in_a_list_of_recipients_is_a_recipient_and_a_name_in_a_list_of_thanks_is_none():
    assert direction("We share data with Meta.", "We share data with Meta and Criteo.") is LESS
    assert weight("", "Ameen Basha", "Security > Acknowledgements") is Weight.EDITORIAL


def test_what_the_reason_quotes_decided():
    gone = assess("Sale. We do not sell your personal data.", "")
    assert gone.reason == "removed promise: We do not sell your personal data"
    assert "30 days → 12 months" in assess("kept for 30 days", "kept for 12 months").reason


def test_every_rule_that_spoke_is_there_to_be_contested():
    found = assess("", "With your consent we share your location with advertisers.")
    assert {"consent", "location", "shares"} <= {voice.rule for voice in found.voices}
    assert all(voice.quote for voice in found.voices)


# Counterexamples: what a rule would say wrongly if it read no further than its words.


def test_including_but_not_limited_to_is_no_promise():
    assert direction("", "We share your data, including but not limited to your location, with advertisers.") is LESS


def test_non_personal_is_no_denial():
    assert direction("", "We sell non-personal data and your e-mail address to advertisers.") is LESS


def test_optional_collection_that_is_now_allowed_is_still_collection():
    assert (
        direction("", "With your consent, we also use tracking pixels to measure whether you open our e-mails.") is LESS
    )


def test_a_consent_that_is_asked_for_is_a_protection():
    assert direction("", "We only place optional cookies after obtaining your consent.") is MORE


def test_a_right_that_speaks_of_collected_data_is_a_right():
    assert direction("", "The right to receive the data we have collected and stored about you.") is MORE


def test_our_own_rights_are_not_the_reader_s():
    assert direction("", "We reserve our rights to access and share your data with third parties.") is LESS


def test_not_responsible_for_the_event_is_no_disclaimer_of_ours():
    text = "We remain liable under the Principles if the agent fails, unless we are not responsible for the event."
    assert direction("", text) is MORE


def test_an_access_without_consent_that_is_denied_is_a_promise():
    assert direction("Staff do not access your messages without your consent.", "") is LESS


def test_may_is_a_month_only_beside_a_date():
    assert weight("We will share your data with advertisers.", "We may not share your data with advertisers.") is (
        Weight.SUBSTANTIVE
    )
    assert weight("Updated 3 May 2024", "Updated 4 June 2024") is Weight.EDITORIAL


def test_a_number_that_is_no_date_is_not_taken_for_one():
    assert direction("Not for anyone under 13.", "Not for anyone under 16.") is MORE


def test_a_heading_about_something_weighty_is_only_a_heading():
    assert weight("", "Data Privacy Framework with UK and Swiss Extensions") is Weight.EDITORIAL
    assert weight("", "We sell your personal data to advertisers", is_heading=True) is Weight.EDITORIAL


def test_one_more_reason_for_a_list_in_a_section_of_rights_protects():
    old = "Residents of California have specific rights."
    new = "Residents of California, Virginia and Connecticut have specific rights."
    assert direction(old, new) in (MORE, None)


# Properties.

texts = st.text(max_size=200) | st.sampled_from(
    ["We do not sell your data.", "Last updated May 3, 2020", "Acme | Ads | US"]
)


@given(old=texts, new=texts, section=st.text(max_size=40))
def test_every_change_gets_an_assessment_that_hangs_together(old, new, section):
    found = assess(old, new, section)
    assert (found.direction is not None) == (found.weight is Weight.SUBSTANTIVE)
    assert 1 <= len(found.topics) <= 2
    assert len(found.reason.split()) <= 15
    assert assess(old, new, section) == found


@given(text=texts)
def test_the_same_text_is_cosmetic(text):
    assert weight(text, text) is Weight.COSMETIC


@pytest.mark.parametrize("text", ["We sell your data.", "You have the right to object.", "We encrypt all data."])
def test_what_went_speaks_for_the_other_side(text):
    assert {direction("", text), direction(text, "")} == {LESS, MORE}


def test_what_matters_more_is_ranked_first():
    promise = assess("We never sell your personal data.", "")
    date = assess("Updated May 3, 2020", "Updated June 4, 2021")
    comma = assess("A, b", "A b")
    basis = assess("", "The legal basis is our legitimate interest.")
    ranked = [promise.importance, basis.importance, date.importance, comma.importance]
    assert ranked == sorted(set(ranked), reverse=True)


def test_what_a_contract_says_of_other_things_than_data_is_not_about_data():
    old, new = (
        "",
        "Either party may terminate this Agreement without cause, unless agreed otherwise, at its sole discretion.",
    )
    assert weight(old, new, "Terms of Use > Termination") is Weight.EDITORIAL
    promise = "We never sell your personal data to other companies, whatever this Agreement says."
    assert direction(promise, "", "Terms of Use > Privacy") is LESS


def test_a_definition_collects_nothing():
    text = "“Personal Data”: means any information about a person, such as location data, biometrics or health data."
    assert weight("", text) is Weight.EDITORIAL


def test_without_restriction_is_no_promise():
    old = "We may disclose aggregated data to partners for research or other purposes, without restriction."
    assert direction(old, "We may disclose aggregated data to partners for research.") is MORE


def test_a_right_about_automated_decisions_is_a_right():
    assert direction("", "You have rights related to automated decision-making and profiling.") is MORE


def test_a_promise_that_went_outranks_everything_that_is_new():
    gone = assess("We do not sell your personal data.", "")
    new = assess("", "OpenAI | Artificial Intelligence, location, health, advertising | USA", RECIPIENTS)
    many = assess(
        "", "We collect your name, location data, health data and photos, and infer your interests from them."
    )
    assert gone.importance > max(new.importance, many.importance)


@pytest.mark.parametrize(
    "text",
    [
        "You can turn off location access for apps in the settings of your device.",
        "Your location will never be shared with us.",
        "You may opt out of interest-based advertising on our opt-out page.",
    ],
)
def test_what_may_be_refused_or_is_denied_is_no_new_kind_of_data(text):
    assert direction("", text) is MORE
    assert direction(text, "") is LESS


@pytest.mark.parametrize(
    "text",
    [
        "We collect a photo of your face. We will notify you before and delete it immediately after the check.",
        "With your consent we collect your precise location, which we encrypt.",
    ],
)
def test_safeguards_do_not_outweigh_the_new_kind_of_data_they_come_with(text):
    assert direction("", text) is LESS


@pytest.mark.parametrize(
    "heading", ["4. For how long do we keep your personal data?", "Legal basis:", "3. Location data:"]
)
def test_a_question_and_a_label_are_headings(heading):
    assert weight("", heading, "Privacy") is Weight.EDITORIAL
    assert weight(heading, "", "Privacy") is Weight.EDITORIAL


def test_a_question_within_a_clause_is_none():
    assert weight("", "Do we sell your data? Yes, we sell your data to advertisers.") is Weight.SUBSTANTIVE


@pytest.mark.parametrize(
    ("old", "new"),
    [("Published 09.03.2024", "Published on 19 November 2024"), ("Updated 2023-01-02", "Updated: 3 April 2024")],
)
def test_a_date_in_a_list_of_recipients_is_no_recipient(old, new):
    assert assess(old, new, RECIPIENTS).topics == ("dates",)
    assert weight(old, new, RECIPIENTS) is Weight.EDITORIAL


def test_a_label_in_a_list_of_recipients_is_no_recipient():
    assert "recipient" not in assess("Category A: Identifiers", "", RECIPIENTS).reason


def test_days_beside_a_month_are_no_date():
    old = "We delete it within 30 days, from May 2024 on."
    assert assess(old, old.replace("30", "60")).reason == "30 days → 60 days"


def test_decimals_are_read_as_one_number():
    assert assess("It took 15.5 days.", "It took 15.47 days.").reason == "15.5 days → 15.47 days"
    assert direction("We delete it after 1.5 years.", "We delete it after 2.5 years.") is LESS


def test_one_used_service_for_another_is_a_recipient_for_another():
    found = assess(
        "We use Acoustic, Salesforce and Campaign Monitor.", "We use Braze, Salesforce and Campaign Monitor."
    )
    assert (found.weight, found.direction, found.reason) == (
        Weight.SUBSTANTIVE,
        UNCLEAR,
        "new name: Braze for Acoustic",
    )


@pytest.mark.parametrize(
    "text",
    [
        "We reserve the right to reject the return of a product.",
        "We refund the price unless the product is damaged.",
        "We are not responsible for delays of the delivery.",
    ],
)
def test_a_rule_that_speaks_of_anything_means_something_only_where_the_clause_speaks_of_data(text):
    assert weight("", text) is Weight.EDITORIAL
    assert weight("", text.replace(".", " or of your data.")) is Weight.SUBSTANTIVE


def test_wording_that_may_mean_something_is_ranked_above_what_surely_does_not():
    dates = assess("Last updated 1 May 2023", "Last updated 2 May 2024").importance
    wording = assess("We work on our site in a way.", "We work on our site in another manner.").importance
    assert 0 < dates < wording < assess("", "We may change this policy without notice.").importance


def test_the_name_of_a_choice_that_is_extended_is_no_new_choice():
    old = "You may visit the Do Not Sell My Personal Information page."
    assert weight(old, old.replace("Sell", "Sell or Share")) is Weight.EDITORIAL
