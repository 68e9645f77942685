"""The outbox over real servers on loopback: each change at each recipient, once by its key, whatever goes wrong."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from outbox_kills import run_kills
from receivers import HTTP_FAULTS, SMTP_FAULTS, faults, mail_server, raw_server, web_server
from standardwebhooks import Webhook

from db.outbox import deliveries
from db.outbox_records import NewsKind
from db.watching import edit_watch, watched_document
from policytrail.commands.alerts_rules import keep_rule
from tracker.alerts import apprise_channel, mail, webhook
from tracker.alerts.delivery import deliver
from tracker.alerts.news import queue_news, tell_trouble
from tracker.alerts.rules import Rhythm, Rule, Weight
from tracker.history.derive_history import derive_history
from tracker.history.doubt import DOUBT_WORDS, Doubt

NOW = datetime(2026, 3, 4, 5, 30, tzinfo=UTC)
TEXTS = [
    [("heading", 1, "Privacy"), ("para", 0, f"We keep your data for {days} days."), ("para", 0, "We do not sell data.")]
    for days in (30, 90, 180, 365, 730)
]
MAILS = ("mailto:anna@example.org", "mailto:bob@example.org")


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch):
    monkeypatch.setattr(webhook, "BACKOFF_SECONDS", 0)
    monkeypatch.setattr(webhook, "WHOLE_SECONDS", 1.0)
    monkeypatch.setattr(mail, "WHOLE_SECONDS", 1.0)
    monkeypatch.setattr(mail, "LEAVE_SECONDS", 0.2)
    monkeypatch.setattr(apprise_channel, "WHOLE_SECONDS", 2.0)


@pytest.fixture
def office(history):
    """A history with rules, a clock that is set by hand, and what standard output got."""
    state = SimpleNamespace(now=NOW, out=[], environment={}, maker=history, store=history.store)

    def rule(*to, name="legal", **fields):
        keep_rule(history.store, Rule(name=name, to=to, allow_private=True, **fields))

    def news(document, version):
        """A new version of a document is captured and recorded."""
        history.grow(document, version)

    def add(name, *versions):
        document = history.add(name, *versions)
        record(document)
        return document

    def record(document):
        return queue_news(history.store, document, now=state.now)

    def grow(document, *versions):
        history.grow(document, *versions)
        return record(document)

    def run(**options):
        return deliver(history.store, state.environment, clock=lambda: state.now, echo=state.out.append, **options)

    def mail_goes_to(received):
        state.environment |= {
            "POLICYTRAIL_SMTP_HOST": "127.0.0.1",
            "POLICYTRAIL_SMTP_PORT": str(received.port),
            "POLICYTRAIL_SMTP_SECURITY": "none",
            "POLICYTRAIL_SMTP_FROM": "tracker@example.org",
        }

    vars(state).update(rule=rule, news=news, add=add, grow=grow, run=run, mail_goes_to=mail_goes_to)
    return state


def test_a_first_history_is_a_baseline_whenever_it_is_added_and_later_changes_are_told(office):
    office.rule("stdout", digest=Rhythm.IMMEDIATELY)
    document = office.add("a.example", TEXTS[0], TEXTS[1])
    office.run()
    assert office.out == []
    office.grow(document, TEXTS[2])
    office.run()
    assert "We keep your data for [-90-] days." in office.out[0]
    late = office.add("late.example", TEXTS[0], TEXTS[1], TEXTS[2])
    office.run()
    assert len(office.out) == 1
    office.grow(late, TEXTS[3])
    office.run()
    assert "late.example changed" in office.out[1]


def test_a_rule_with_backfill_tells_the_first_history_too(office):
    office.add("a.example", TEXTS[0], TEXTS[1])
    office.rule("stdout", backfill=True)
    office.add("b.example", TEXTS[0], TEXTS[1])
    office.run()
    assert "a.example changed" in office.out[0]
    assert "b.example changed" in office.out[0]
    office.rule("stdout", backfill=True)
    office.run()
    assert len(office.out) == 1


def test_a_new_rule_tells_nothing_that_was_recorded_or_told_before(office):
    office.rule("stdout", digest=Rhythm.IMMEDIATELY)
    document = office.add("a.example", TEXTS[0])
    office.grow(document, TEXTS[1])
    office.run()
    office.rule("stdout", name="second", digest=Rhythm.IMMEDIATELY)
    office.rule("stdout", name="third", digest=Rhythm.IMMEDIATELY, backfill=True)
    office.run()
    assert len(office.out) == 1


def test_two_rules_that_want_the_same_told_to_one_person_make_one_message(office):
    with mail_server() as received:
        office.mail_goes_to(received)
        office.rule(MAILS[0], name="one", digest=Rhythm.WEEKLY)
        office.rule(MAILS[0], name="two", digest=Rhythm.IMMEDIATELY)
        office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
        office.run()
    ((_, message),) = received.mails
    assert "rules one, two" in text_of(message)


def test_a_daily_digest_gathers_a_day_and_goes_once(office):
    office.rule("stdout", digest=Rhythm.DAILY)
    documents = [office.add(f"{name}.example", TEXTS[0]) for name in "ab"]
    for document in documents:
        office.grow(document, TEXTS[1])
    office.run()
    assert office.out[0].startswith("2 changes in 2 documents.")
    office.grow(documents[0], TEXTS[2])
    office.run()
    assert len(office.out) == 1
    office.now += timedelta(days=1)
    office.run()
    assert len(office.out) == 2


def test_cosmetic_steps_are_not_told(office):
    office.rule("stdout", at_least=Weight.COSMETIC)
    document = office.add("a.example", [("para", 0, "We keep data. We do not sell data.")])
    office.grow(document, [("para", 0, "We keep data.  We do not sell data!")])
    assert {row["kind"] for row in office.store.rows("SELECT kind FROM step_changes")} == {"cosmetic"}
    assert office.run().sent == 0


def test_a_correction_goes_where_the_step_went_and_once(office):
    with mail_server() as received:
        office.mail_goes_to(received)
        office.rule(*MAILS, digest=Rhythm.IMMEDIATELY)
        document = office.add("a.example", TEXTS[0])
        office.grow(document, TEXTS[1])
        office.run()
        take_back_last_version(office, document)
        office.run()
        office.rule("stdout", name="later", digest=Rhythm.IMMEDIATELY)
        office.run()
    assert [recipients for recipients, _ in received.mails] == [["anna@example.org", "bob@example.org"]] * 2
    correction = text_of(received.mails[1][1])
    assert "Taken back: a.example: no change between 2001-06-01 and 2002-01-01 after all" in correction
    assert office.out == []


def test_what_was_taken_back_before_it_was_sent_is_never_told(office):
    office.rule("stdout", digest=Rhythm.IMMEDIATELY)
    document = office.add("a.example", TEXTS[0])
    office.grow(document, TEXTS[1])
    take_back_last_version(office, document)
    assert office.run().sent == 0
    assert office.out == []


def text_of(message):
    return (
        next(part for part in message.walk() if part.get_content_type() == "text/plain")
        .get_payload(decode=True)
        .decode()
    )


def take_back_last_version(office, document):
    """Later captures show the text before again: the version between them is not confirmed."""
    last = max(office.store.versions(document.id), key=lambda version: version.number or 0)
    with office.store.transaction():
        office.store.database.conn.execute("UPDATE versions SET number = NULL, doubt = 'loss' WHERE id = ?", (last.id,))
    queue_news(office.store, document, now=office.now)


def test_one_recipient_refused_is_tried_again_alone_under_the_same_message_id(office):
    once = iter(["refuse one"])
    with mail_server(lambda: next(once, "")) as received:
        office.mail_goes_to(received)
        office.rule(*MAILS)
        office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
        came = office.run()
        assert came.waiting == 1
        assert "mailto:anna@example.org: refused (451)" in came.failures[0]
        office.run()
        assert len(received.mails) == 1
        office.now += timedelta(minutes=2)
        assert office.run().failures == ()
    assert [recipients for recipients, _ in received.mails] == [["bob@example.org"], ["anna@example.org"]]
    assert len({message["Message-ID"] for _, message in received.mails}) == 1
    assert {message["To"] for _, message in received.mails} == {"anna@example.org, bob@example.org"}


def test_a_server_that_is_rude_when_we_leave_has_taken_the_mail(office):
    with mail_server(lambda: "quit 421") as received:
        office.mail_goes_to(received)
        office.rule(MAILS[0])
        office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
        assert office.run().failures == ()
        office.now += timedelta(days=1)
        office.run()
    assert len(received.mails) == 1


def test_retry_after_is_kept_and_a_missing_setting_stops_that_channel_alone(office):
    answers = iter(["429"])
    with web_server(lambda: next(answers, "")) as received:
        office.rule(received.address, MAILS[0])
        office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
        came = office.run()
        assert len(came.failures) == 2
        assert "POLICYTRAIL_SMTP_HOST" in "".join(came.failures)
        office.now += timedelta(seconds=59)
        office.run()
        assert received.posts == []
        office.now += timedelta(seconds=2)
        office.run()
    assert len(received.posts) == 1


def test_after_the_last_try_it_is_a_dead_letter_that_retry_sends(office):
    office.rule("https://127.0.0.1:1/hook")
    office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
    for _ in range(10):
        came = office.run()
        office.now += timedelta(days=1)
    assert (came.dead, came.waiting) == (1, 0)
    assert "policytrail alerts retry" in came.failures[0]
    assert office.run().failures == ()
    (dead,) = deliveries(office.store, "dead")
    assert "cannot be reached" in dead.error


@pytest.mark.parametrize("seed", range(6))
def test_whatever_servers_do_each_change_reaches_everybody_and_once_by_its_key(office, seed):
    with (
        mail_server(faults(seed, 0.5, SMTP_FAULTS)) as letters,
        web_server(faults(seed, 0.4, tuple(kind for kind in HTTP_FAULTS if kind not in {"stall", "drip"}))) as hook,
    ):
        office.mail_goes_to(letters)
        office.rule(*MAILS, hook.address, digest=Rhythm.IMMEDIATELY)
        documents = [office.add(f"{name}.example", TEXTS[0]) for name in "abc"]
        for version in TEXTS[1:]:
            for document in documents:
                office.grow(document, version)
            office.run()
            office.now += timedelta(hours=8)
        letters.fault = hook.fault = lambda: ""
        for _ in range(5):
            office.run(regardless=True)
    told = office.store.rows(
        "SELECT recipient, news_id, key FROM outbox JOIN deliveries ON deliveries.id = delivery_id WHERE state = 'sent'"
    )
    assert Counter(row["recipient"] for row in told) == dict.fromkeys((*MAILS, hook.address), 12)
    keys = {(row["recipient"].removeprefix("mailto:"), row["key"]) for row in told}
    assert {*letters.told, *hook.told} == keys
    assert deliveries(office.store, "waiting", "dead") == ()


@pytest.mark.parametrize("kind", ["drip", "stall"])
def test_a_webhook_that_drips_or_stalls_holds_nobody_up(office, kind):
    with web_server(lambda: kind) as slow, web_server() as quick:
        office.rule(slow.address, quick.address)
        office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
        came = office.run()
    assert len(quick.posts) == 1
    assert "took longer than 1 s" in came.failures[0]


def drip_greeting(connection, ended):
    while not ended.wait(0.05):
        connection.sendall(b"2")


def endless_greeting(connection, ended):
    while not ended.is_set():
        connection.sendall(b"220-hello\r\n" * 1000)


@pytest.mark.parametrize(
    ("talk", "reason"), [(drip_greeting, "took longer than 1 s"), (endless_greeting, "did not take the message")]
)
def test_a_mail_server_that_drips_or_talks_without_end_is_left(office, talk, reason):
    with raw_server(talk) as port:
        office.mail_goes_to(SimpleNamespace(port=port))
        office.rule(MAILS[0])
        office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
        assert reason in office.run().failures[0]


def test_a_webhook_is_signed_and_keeps_to_its_schema(office):
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    office.environment["POLICYTRAIL_WEBHOOK_SECRET"] = secret
    with web_server() as hook:
        office.rule(hook.address)
        office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
        office.run()
    ((headers, body),) = hook.posts
    assert body["schema"].endswith("docs/webhook.schema.json#1")
    assert body["key"] == headers["webhook-id"]
    raw = json.dumps(body, ensure_ascii=False)
    assert Webhook(secret).verify(raw, headers) == body


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:{port}/hook", "http://localhost:{port}/hook", "json://127.0.0.1:{port}/"]
)
def test_a_rule_sends_into_a_private_network_only_if_allowed(office, address):
    with web_server() as hook:
        to = address.format(port=hook.port)
        keep_rule(office.store, Rule(name="legal", to=(to,)))
        office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
        assert "private network" in office.run().failures[0]
        assert hook.posts == []
        keep_rule(office.store, Rule(name="legal", to=(to,), allow_private=True))
        assert office.run(regardless=True).failures == ()
        assert len(hook.posts) == 1


@pytest.mark.parametrize(
    ("scheme", "shown"),
    [("json://127.0.0.1:{port}/", "message"), ("matrix://u:p@127.0.0.1:{port}/#room?version=3", "body")],
)
def test_apprise_services_get_the_message_in_their_own_form(office, scheme, shown):
    with web_server() as service:
        office.environment["CHAT"] = scheme.format(port=service.port)
        office.rule("env:CHAT")
        office.grow(office.add("a.example", TEXTS[0]), TEXTS[1])
        assert office.run().failures == ()
    assert "We keep your data for" in json.dumps([body for _, body in service.posts])
    assert any(isinstance(body, dict) and shown in body for _, body in service.posts)


def test_slack_gets_the_message_too_and_its_secret_stands_nowhere(office, monkeypatch):
    from apprise.plugins.slack import NotifySlack

    token = "TIiajkdnlazkcOXrIdevi7FQ"
    with web_server() as service:
        service.answer = b"ok"
        monkeypatch.setattr(NotifySlack, "webhook_url", service.address)
        office.environment["CHAT"] = f"https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/{token}"
        office.rule("env:CHAT")
        document = office.add("a.example", TEXTS[0])
        office.grow(document, TEXTS[1])
        assert office.run().failures == ()
        assert "We keep your data for" in json.dumps([body for _, body in service.posts])
        service.fault = lambda: "500"
        office.grow(document, TEXTS[2])
        office.now += timedelta(days=1)
        failures = office.run().failures
    assert "env:CHAT" in failures[0]
    everything = [value for table in office.store.database.table_names() for value in dump(office, table)]
    assert token not in "".join((*failures, *everything, *office.out))


def dump(office, table):
    return [repr(row) for row in office.store.rows(f"SELECT * FROM [{table}]")]


def test_an_atom_file_has_all_that_was_told_the_newest_first(office, tmp_path):
    feed = tmp_path / "alerts.xml"
    office.rule(f"atom:{feed}", digest=Rhythm.IMMEDIATELY)
    document = office.add("a.example", TEXTS[0])
    for version in TEXTS[1:4]:
        office.grow(document, version)
        office.run()
        office.now += timedelta(hours=1)
    text = feed.read_text()
    assert text.count("<entry>") == 3
    assert text.index("&gt;365&lt;") < text.index("&gt;30&lt;")
    assert [path.name for path in tmp_path.glob("*.xml*")] == ["alerts.xml"]


def test_notices_are_told_to_rules_that_ask_for_them(office):
    office.rule("stdout", digest=Rhythm.IMMEDIATELY)
    office.rule("https://nobody.example/", name="quiet", notices=False)
    document = office.add("a.example", TEXTS[0])
    watched = watched_document(office.store, document.id)
    tell_trouble(office.store, watched, NewsKind.SILENT, "no capture since 2001-06-01, usually every 150 days", now=NOW)
    office.run()
    assert "a.example: no capture since 2001-06-01" in office.out[0]
    assert deliveries(office.store, "waiting", "dead") == ()


def test_nothing_is_told_of_a_paused_target(office):
    office.rule("stdout", digest=Rhythm.IMMEDIATELY)
    document = office.add("a.example", TEXTS[0])
    edit_watch(office.store, document.id, settings={"paused": 1})
    office.grow(document, TEXTS[1])
    assert office.run().sent == 0


def test_a_document_that_is_removed_takes_its_news_along(office):
    office.rule("stdout", "https://127.0.0.1:1/hook")
    document = office.add("a.example", TEXTS[0])
    office.grow(document, TEXTS[1])
    office.run()
    office.store.remove_document(document.id)
    office.now += timedelta(days=1)
    assert office.run().failures == ()
    assert len(deliveries(office.store, "withdrawn")) == 1


def test_tellers_killed_at_random_moments_lose_nothing_and_tell_nothing_under_two_keys(history):
    came = run_kills(history, 12, documents=2, versions=4, seed=3)
    assert came.killed >= 3
    assert (came.lost, came.strange, came.left) == (0, 0, 0)
    assert set(came.news_told.values()) == {6}


def test_steps_are_not_recorded_if_what_is_to_be_told_of_them_cannot_be(history):
    document = history.add("a.example", TEXTS[0], TEXTS[1])
    with history.store.transaction():
        history.store.database.conn.execute("DELETE FROM steps")
        history.store.database.conn.execute("UPDATE documents SET settled = 0")

    def fail():
        raise RuntimeError("no news")

    with pytest.raises(RuntimeError, match="no news"):
        derive_history(history.store, document, fail)
    assert history.store.rows("SELECT * FROM steps") == []
    derive_history(history.store, document)
    assert len(history.store.rows("SELECT * FROM steps")) == 1


def test_a_step_that_later_captures_take_back_is_told_back_once_with_the_reason(office):
    policy = [("heading", 1, "Privacy"), *(("para", 0, f"We keep your {what} for a while.") for what in "abcdefghij")]
    shop = [("heading", 1, "Welcome"), *(("para", 0, f"Discover offer number {number}.") for number in range(9))]
    office.rule("stdout", digest=Rhythm.IMMEDIATELY)
    document = office.add("a.example", policy)
    office.grow(document, shop)
    office.run()
    assert "changed" in office.out[0]
    office.grow(document, [*policy, ("para", 0, "We share nothing.")])
    office.run()
    told = "\n".join(office.out[1:])
    assert "Taken back: a.example: no change between" in told
    assert DOUBT_WORDS[Doubt.NO_POLICY] in told or DOUBT_WORDS[Doubt.LOSS] in told
    assert "We share nothing." in told
    count = len(office.out)
    office.run()
    assert len(office.out) == count


@pytest.mark.parametrize("digest", [Rhythm.IMMEDIATELY, Rhythm.DAILY])
@pytest.mark.parametrize("jumps", [(24, -24, 24), (-24, -24, 24), (24, 24, -24), (87_600, -87_600, 24)])
def test_a_clock_that_is_set_tells_nothing_twice_and_skips_nothing(office, digest, jumps):
    """Half of the tries fail; `jumps` are the hours by which the clock is set from night to night."""
    with web_server(faults(1, 0.5, ("500",))) as hook:
        office.rule(hook.address, digest=digest)
        document = office.add("a.example", TEXTS[0])
        for version, hours in zip(TEXTS[1:], (*jumps, 24), strict=True):
            office.grow(document, version)
            office.run()
            office.now += timedelta(hours=hours)
            office.run()
        hook.fault = lambda: ""
        for _ in range(3):
            office.now += timedelta(days=1)
            office.run()
    told = office.store.rows(
        "SELECT recipient, news_id, key FROM outbox JOIN deliveries ON deliveries.id = delivery_id"
    )
    assert sorted(row["news_id"] for row in told) == [1, 2, 3, 4]
    assert deliveries(office.store, "waiting", "dead") == ()
    assert set(hook.told) == {(row["recipient"], row["key"]) for row in told}
