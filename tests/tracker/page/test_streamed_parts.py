"""What React's server sends after the rest stands where the script of the page would put it."""

from tracker.extraction.extract import extract_page

PARTS = [
    f"<p>We keep {what} for {number} months.</p>" for number, what in enumerate(("mail", "names", "logs"), start=4)
]
TABLE = "<table><tr><td>Newsletter</td><td>Consent</td></tr><tr><td>Billing</td><td>Contract</td></tr></table>"


def texts(late_part, place='<template id="B:0"></template>'):
    page = (
        f"<html lang=en><title>Privacy Policy</title><body><main><h1>Privacy Policy</h1>{PARTS[0]}{place}"
        f"{PARTS[1]}{PARTS[2]}</main>{late_part}</body></html>"
    )
    return [clause.text for clause in extract_page(page.encode()).clauses]


def test_a_part_sent_late_is_read_in_its_place():
    late = texts(f'<div hidden id="S:0">{TABLE}</div><script>$RC("B:0","S:0")</script>')
    at_once = texts("", place=TABLE)
    assert late == at_once
    assert "Newsletter | Consent" in late


def test_what_is_hidden_for_other_reasons_stays_unread():
    assert texts(f'<div hidden id="menu">{TABLE}</div>') == texts("")
    assert texts(f'<div hidden id="S:1">{TABLE}</div>') == texts("")


def test_a_part_around_its_own_place_is_left_alone():
    around = '<div hidden id="S:0"><template id="B:0"></template></div>'
    assert texts(around) == texts("")
