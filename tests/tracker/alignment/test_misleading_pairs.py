"""What is not the same is told as removed and added, however alike it looks."""

import pytest

from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import ChangeKind, compare

TOP = Clause(kind=ClauseKind.HEADING, level=1, path=(), text="Privacy Policy")
BEFORE = "This policy tells you what we do with what we know about you."
AFTER = "You may ask us for a copy of your data at any time."


def clauses(kind, *texts):
    middle = [Clause(kind=kind, level=1, path=("Privacy Policy",), text=text) for text in texts]
    before, after = (
        Clause(kind=ClauseKind.PARA, level=0, path=("Privacy Policy",), text=text) for text in (BEFORE, AFTER)
    )
    return (TOP, before, *middle, after)


def kinds(kind, old, new):
    return sorted(change.kind for change in compare(clauses(kind, *old), clauses(kind, *new)).changes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Klaus | Customer Support Services | Estonia", "Hightouch | Customer support services | USA"),
        ("Klaus | Customer support | Estonia", "Hightouch | Customer support | Estonia"),
        ("Google Analytics | Statistics | USA", "Google Ads | Statistics | USA"),
        ("1 | Klaus | Support", "1 | Hightouch | Support"),
        ("Клаус | Поддержка | Эстония", "Хайтач | Поддержка | Эстония"),
        ("_ga | 2 years | Statistics", "_fbp | 2 years | Statistics"),
    ],
)
def test_a_row_with_another_first_cell_is_another_row(old, new):
    others = ["Stripe | Payments | USA", "Hotjar | Analytics | Malta"]
    assert kinds(ClauseKind.ROW, [others[0], old, others[1]], [others[0], new, others[1]]) == ["added", "removed"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Stripe | Payments | USA", "Stripe | Payments and refunds | USA"),
        ("Chartmogul | Analytics | Germany", "ChartMogul | Analytics platform | Germany"),
        ("Miscrosoft | Analytics | USA", "Microsoft | Analytics | USA"),
        ("Stripe | Payments | USA", "Stripe, Inc | Payments | USA"),
        ("1 | Stripe | Payments", "2 | Stripe | Payments, refunds"),
        ("When you write to us we keep what you write | 1 year", "When you write to us we keep what you said | 1 year"),
    ],
)
def test_a_row_of_the_same_name_is_the_same_row(old, new):
    assert "removed" not in kinds(
        ClauseKind.ROW, ["Hotjar | Analytics | Malta", old], ["Hotjar | Analytics | Malta", new]
    )


def test_an_item_whose_name_stands_elsewhere_is_that_one():
    old = ["User.com: for CRM service, online chat, behavioral messages and updates about product."]
    new = [
        "User.com: for CRM service, behavioral messages and updates about product.",
        "Intercom.com: for CRM service, online chat, behavioral messages and updates about product.",
    ]
    changes = compare(clauses(ClauseKind.ITEM, *old), clauses(ClauseKind.ITEM, *new)).changes
    assert [(change.kind, change.new) for change in changes] == [(ChangeKind.MODIFIED, (2,)), (ChangeKind.ADDED, (3,))]


def test_a_clause_that_only_shares_a_sentence_does_not_hide_a_removal():
    shared = "If you decline to give it to us, some features may not work for you."
    old = f"Location. With your permission we collect where you are from GPS, Bluetooth and Wi-Fi. {shared}"
    new = f"Face geometry data. When you verify your photo we compare scans of faces and keep a template. {shared}"
    assert kinds(ClauseKind.PARA, [old], [new]) == ["added", "removed"]


def test_a_clause_whose_most_sentences_stay_is_the_same_clause():
    stays = "We keep it for a year after you leave. We never sell it to anybody. You may ask us to erase it."
    old, new = f"Cookies tell us who you are. {stays}", f"Pixels show where visitors go. {stays}"
    assert kinds(ClauseKind.PARA, [old], [new]) == ["modified"]


def headed(heading, *texts):
    top, before, *_, after = clauses(ClauseKind.PARA)
    body = [Clause(kind=ClauseKind.PARA, level=0, path=(TOP.text, heading), text=text) for text in texts]
    rights = Clause(kind=ClauseKind.HEADING, level=2, path=(TOP.text,), text="Your rights")
    return (top, before, Clause(kind=ClauseKind.HEADING, level=2, path=(TOP.text,), text=heading), *body, rights, after)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("GDPR", "Children's privacy"),
        ("Cookie statement", "Contact us"),
        ("Retention of data", "Sharing the data we buy"),
    ],
)
def test_headings_of_a_rewrite_with_hardly_a_word_in_common_are_not_paired(old, new):
    before = headed(old, "Our business is to take a commission on the money that is raised.")
    after = headed(new, "Services are not meant for anybody under the age of eighteen.")
    changes = [change.kind for change in compare(before, after).changes]
    assert sorted(changes) == ["added", "added", "removed", "removed"]


def test_a_heading_is_renamed_where_what_stands_below_went_on():
    texts = ["We place session cookies when you sign in.", "You may refuse them in your browser."]
    (change,) = compare(headed("Cookies", *texts), headed("Similar technologies", *texts)).changes
    assert change.kind is ChangeKind.MODIFIED
