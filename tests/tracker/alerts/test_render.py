"""What alerts say, in plain text, HTML and JSON."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.alerts import AlertChange, AlertStep, StepDetails
from db.records import ChangeSide
from tracker.alerts.content import CLAUSE_WORDS, CLAUSES_SHOWN, Digest, compose_alert, shorten_runs
from tracker.alerts.render_html import render_html_mail
from tracker.alerts.render_text import (
    CHAT_CHARACTERS,
    alert_to_json,
    digest_to_json,
    render_alert,
    render_text,
    subject,
)
from tracker.diff.word_diff import diff_words
from tracker.text.printable import printable

STEP = AlertStep(
    id=1,
    document="https://shop.example/privacy",
    site="shop.example",
    old_version_id=1,
    new_version_id=2,
    not_before="20240101000000",
    first_capture="20240203040506",
    recorded_at="2024-02-04T00:00:00Z",
)
EVIL = "<script>alert(1)</script>\x1b[2J\r\nBcc: all@example.org \u202e"


def side(version, **changed):
    values = {
        "capture_id": version,
        "version": version,
        "url": "https://shop.example/privacy",
        "capture": f"2024020{version}000000",
        "replay_url": f"https://archive.example/web/2024020{version}000000id_/https://shop.example/privacy",
        "page_sha256": str(version) * 64,
        "text_sha256": "c" * 64,
    }
    return ChangeSide(**(values | changed))


def change(kind="modified", old="We keep it.", new="We sell it.", section="Sharing", values=()):
    return AlertChange(kind=kind, section=section, old_text=old, new_text=new, values=values)


def alert(*changes, step=STEP, old=None):
    details = StepDetails(step=step, old=old or side(1), new=side(2), changes=changes)
    return compose_alert(details, "/data/my policies.db")


def digest(*alerts, found=None, since=None):
    count = found or len(alerts)
    return Digest(
        found=count,
        documents={"https://shop.example/privacy": count},
        alerts=alerts,
        since=since,
        list_command="policytrail alerts list",
    )


def test_an_alert_says_who_when_what_and_gives_the_proof():
    text = render_alert(alert(change()))
    assert "shop.example changed its policy between 2024-01-01 00:00 and 2024-02-03 04:05 UTC" in text
    assert "version 1 to 2: 1 modified" in text
    assert "  modified · Sharing\n  - We [-keep-] it.\n  + We {+sell+} it.\n" in text
    for proof in (side(1), side(2)):
        assert proof.replay_url in text
        assert f"sha256 {proof.page_sha256}" in text
    command = "policytrail diff https://shop.example/privacy 20240101000000 20240203040506 --db '/data/my policies.db'"
    assert command in text


def test_whole_clauses_are_not_marked_word_by_word():
    text = render_alert(alert(change("added", None, "We sell it."), change("removed", "We keep it.", None)))
    assert "  + We sell it.\n" in text
    assert "  - We keep it.\n" in text


def test_words_come_before_order_and_looks_and_a_changed_number_comes_first():
    shown = alert(
        change("cosmetic", "a b c d e f g", "h i j k l m n o"),
        change("moved", "x", "x"),
        change("added", None, "a long clause of many words that is new"),
        change("modified", "30 days", "90 days", values=(("30", "90"),)),
    ).shown
    assert [one.kind for one in shown] == ["modified", "added", "moved", "cosmetic"]


def test_only_the_most_important_changes_are_shown_and_the_others_counted():
    told = alert(*(change("added", None, f"clause {number}") for number in range(CLAUSES_SHOWN + 3)))
    assert len(told.shown) == CLAUSES_SHOWN
    assert "and 3 more changes" in render_alert(told)
    assert told.counts == {"added": CLAUSES_SHOWN + 3}


def test_a_split_clause_counts_once():
    told = alert(change("split", "a. b.", "a."), change("split", "a. b.", "b."), change("added", None, "c."))
    assert told.counts == {"split": 1, "added": 1}


def test_the_same_change_in_two_places_is_shown_once():
    assert len(alert(change(), change()).shown) == 1


def test_a_page_that_was_not_kept_is_said_to_be_so():
    told = alert(change(), old=side(1, replay_url=None, page_sha256=None))
    assert "before: https://shop.example/privacy as captured 20240201000000; its page was not kept" in render_alert(
        told
    )
    assert "its page was not kept" in render_html_mail(digest(told))


def test_hostile_text_neither_acts_on_a_terminal_nor_in_a_mail():
    evil = AlertStep(**{**{name: getattr(STEP, name) for name in STEP.__slots__}, "site": EVIL, "document": EVIL})
    told = digest(alert(change(old=EVIL, new=EVIL + " more", section=EVIL), step=evil))
    text = render_text(told)
    assert not any(character in text for character in "\x1b\r\u202e")
    assert "\n" not in subject(told)
    assert "<script" not in render_html_mail(told)


def test_a_replay_address_that_is_no_web_address_is_not_linked():
    page = render_html_mail(digest(alert(change(), old=side(1, replay_url="javascript:alert(1)"))))
    assert 'href="javascript' not in page


@given(st.text(), st.text(), st.text())
def test_nothing_from_an_archive_becomes_markup(section, old, new):
    seen = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append((tag, dict(attrs)))

    Tags().feed(render_html_mail(digest(alert(change(section=section, old=old, new=new)))))
    allowed = {"html", "head", "meta", "title", "body", "p", "h2", "b", "blockquote", "del", "ins", "br", "a", "code"}
    assert {tag for tag, _ in seen} <= allowed
    assert all(attrs["href"].startswith("https://archive.example/") for tag, attrs in seen if tag == "a")


@given(st.text())
def test_visible_text_is_one_line_without_control_characters(text):
    assert len(printable(text).splitlines()) <= 1


@given(st.lists(st.sampled_from("abc"), max_size=400), st.lists(st.sampled_from("abc"), max_size=400))
def test_shown_words_are_bounded_and_taken_from_the_texts(old, new):
    words = [word for run in shorten_runs(diff_words(" ".join(old), " ".join(new))) for word in run.text.split()]
    assert len(words) <= CLAUSE_WORDS + 5
    assert set(words) - {"…"} <= {part for word in (*old, *new) for part in (word, *words)}


def test_long_unchanged_stretches_are_cut_to_the_words_beside_the_change():
    common = " ".join(f"word{number}" for number in range(60))
    text = render_alert(alert(change(old=f"{common} keep {common}", new=f"{common} sell {common}")))
    assert "… word48 word49" in text
    assert "word59 [-keep-] word0 word1" in text
    assert "word30" not in text


def test_json_has_the_same_names_as_the_history():
    value = alert_to_json(alert(change()))
    assert value["not_before"] == "20240101000000"
    assert value["first_capture"] == "20240203040506"
    assert value["old"]["replay_url"].startswith("https://archive.example/")
    assert value["changes"][0]["runs"][0] == {"kind": "equal", "text": "We "}
    json.dumps(digest_to_json(digest(alert(change()))))


def test_a_page_cannot_call_people_in_a_chat_nor_fill_it():
    calls = "<!channel> <https://evil.example|our policy> @all"
    told = digest_to_json(digest(alert(change("added", None, calls))))
    assert not {"<!channel>", "<https", "@all"} & set(told["text"].split())
    long = alert(change("added", None, "x" * (CHAT_CHARACTERS + 1)))
    text = digest_to_json(digest(long))["text"]
    assert len(text) < CHAT_CHARACTERS
    assert "shop.example changed its policy" in text


def test_of_many_changes_the_newest_follow_and_all_are_counted():
    text = render_text(digest(alert(change()), found=57))
    assert text.startswith("57 changes in 1 document recorded so far; the newest 1 follow.")
    assert "     57 https://shop.example/privacy" in text
    assert text.endswith("All of them: policytrail alerts list\n")


@pytest.mark.parametrize(
    ("others", "expected"),
    [(0, "Policy changed: shop.example"), (2, "Policy changed: shop.example and 2 more")],
)
def test_the_subject_names_the_sites(others, expected):
    told = digest(alert(change()), since="2024-01-01T00:00:00Z")
    documents = {str(number): 1 for number in range(others + 1)}
    assert subject(Digest(**{**{n: getattr(told, n) for n in told.__slots__}, "documents": documents})) == expected


def test_an_alert_of_a_rewritten_text_says_how_much_stayed():
    olds = [" ".join(f"old{number}word{word}" for word in range(20)) for number in range(9)]
    gone = tuple(change(kind="removed", old=old, new=None) for old in olds)
    details = StepDetails(step=STEP, old=side(1), new=side(2), changes=gone, old_words=200, new_words=180)
    assert "version 1 to 2: rewritten: 11% of the text stayed; 9 removed" in render_alert(
        compose_alert(details, "/p.db")
    )


def test_an_alert_of_a_text_that_was_only_cut_does_not_call_it_rewritten():
    details = StepDetails(
        step=STEP, old=side(1), new=side(2), changes=(change(kind="removed", new=None),), old_words=900, new_words=897
    )
    assert "rewritten" not in render_alert(compose_alert(details, "/p.db"))
