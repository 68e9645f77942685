"""`alerts check` from cron's point of view: each change once to each channel, and again where delivery failed."""

import base64
import hashlib
import hmac
import json
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from db.derived_history import supersede
from db.errors import StoreBusy, UnknownTarget, UsageError
from db.lock import run_lock
from db.outcomes import Outcome
from db.records import ListedCapture, NewVersion, StoredClause
from policytrail.cli import policytrail
from tracker.history.derive_history import derive_history

KEEP = [("heading", 1, "Privacy"), ("para", 0, "We keep your data for 30 days.")]
LONGER = [("heading", 1, "Privacy"), ("para", 0, "We keep your data for 90 days.")]
SELL = [*LONGER, ("para", 0, "We sell your location to partners.")]
GONE = [("heading", 1, "Privacy")]


@pytest.fixture
def check(history, monkeypatch):
    monkeypatch.setattr("tracker.alerts.webhook.BACKOFF_SECONDS", 0)
    for name in ("WEBHOOK_URL", "WEBHOOK_SECRET", "MAIL_TO", "SMTP_HOST", "SMTP_PORT", "SMTP_USER", "SMTP_PASSWORD"):
        monkeypatch.delenv(f"POLICYTRAIL_{name}", raising=False)

    def run(*words, status=0):
        result = CliRunner().invoke(policytrail, ["alerts", "check", "--db", str(history.store.path), *words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    return run


def new_version(clauses):
    """A version as the `history` fixture makes them: the same clauses are the same text."""
    stored = tuple(StoredClause(kind=kind, level=level, text=text) for kind, level, text in clauses)
    return NewVersion(
        text_sha256=hashlib.sha256(repr(stored).encode()).hexdigest(),
        title="Privacy",
        language="en",
        effective_date=None,
        effective_date_text=None,
        words=1,
        reading_grade=None,
        notes=(),
        extractor_version="test",
        clauses=stored,
    )


def add_capture(history, document, timestamp, clauses):
    """A later run finds one more capture of the document."""
    store = history.store
    (location,) = store.locations(document.id)
    listed = ListedCapture(
        timestamp=timestamp, url=location.url, mimetype="text/html", status="200", digest=timestamp, length=None
    )
    store.record_listing(
        location, [listed], archive="https://archive.example", listed_from="", listed_to=None, complete=True
    )
    capture = next(capture for capture in store.captures(document.id) if capture.timestamp == timestamp)
    version_id, _ = store.record_version(document.id, capture.id, new_version(clauses))
    store.record_outcome(capture.id, Outcome.OK, version_id=version_id)
    derive_history(store, document)


def found(result):
    return [(alert["not_before"], alert["first_capture"]) for alert in json.loads(result.stdout)["alerts"]]


def test_each_change_is_reported_once(history, check):
    document = history.add("a.example", KEEP, LONGER)
    first = check("--since-last", "--exit-code", status=3)
    assert "- We keep your data for [-30-] days." in first.stdout
    assert check("--since-last", "--exit-code").output == ""
    add_capture(history, document, "20240301000000", SELL)
    add_capture(history, document, "20240601000000", SELL)
    second = check("--json")
    assert found(second) == [("20020601000000", "20240301000000")]
    assert found(check("--json")) == []


def test_each_channel_is_told_on_its_own_and_all_of_it_on_request(history, check, hook):
    history.add("a.example", KEEP, LONGER)
    check()
    check("--channel", f"webhook:{hook.url}")
    assert [post["found"] for post in hook.posts] == [1]
    assert check().output == ""
    assert "90" in check("--all").stdout


def test_only_the_named_targets_are_told(history, check):
    history.add("a.example", KEEP, LONGER)
    history.add("b.example", KEEP, LONGER)
    assert "b.example" not in check("--target", "a.example").stdout
    later = check().stdout
    assert "https://b.example/privacy" not in later or "b.example" in later
    assert "a.example changed" not in later
    with pytest.raises(UnknownTarget, match=r"c\.example"):
        check("--target", "c.example")


def test_a_dry_run_remembers_and_sends_nothing(history, check, hook):
    history.add("a.example", KEEP, LONGER)
    for _ in range(2):
        assert "a.example changed" in check("--dry-run", "--channel", f"webhook:{hook.url}").stdout
    assert hook.posts == []


def test_a_window_that_a_later_run_narrows_is_not_told_anew(history, check):
    document = history.add("a.example", KEEP, LONGER)
    check()
    add_capture(history, document, "20011001000000", LONGER)
    assert found(check("--json", "--all")) == [("20010601000000", "20011001000000")]
    assert check().output == ""


def test_a_text_found_between_two_told_ones_is_two_changes_to_tell(history, check):
    document = history.add("a.example", KEEP, SELL)
    check()
    for stamp in ("20010801000000", "20010901000000"):
        add_capture(history, document, stamp, LONGER)
    assert len(found(check("--json"))) == 2


def test_what_a_newer_extractor_makes_of_told_pages_is_not_told(history, check):
    document = history.add("a.example", KEEP, LONGER)
    check()
    store = history.store
    for version, clauses in zip(store.versions(document.id), (KEEP, LONGER), strict=True):
        better = new_version([*clauses, ("para", 0, "What the old extractor missed.")])
        supersede(store, version, store.capture_of(version.id), better)
    derive_history(store, document)
    assert check("--exit-code").output == ""


def test_a_first_check_of_a_long_history_is_summed_up_and_told_once(history, check):
    for number in range(21):
        history.add(f"s{number}.example", KEEP, LONGER)
    text = check().stdout
    assert text.startswith("21 changes in 21 documents recorded so far; the newest 3 follow.")
    assert text.count("changed its policy") == 3
    assert "alerts told" in text
    assert check().output == ""


def test_two_checks_do_not_tell_the_same_at_once(history, check):
    history.add("a.example", KEEP, LONGER)
    with (
        run_lock(history.store.path.with_name(history.store.path.name + ".alerts")),
        pytest.raises(StoreBusy, match="another run is telling"),
    ):
        check()


def test_a_missing_setting_is_said_before_anything_is_told(history, check):
    history.add("a.example", KEEP, LONGER)
    with pytest.raises(UsageError, match="POLICYTRAIL_SMTP_HOST"):
        check("--channel", "stdout", "--channel", "mail:one@example.org")
    assert "a.example changed" in check().stdout


def test_the_list_names_the_channels_that_were_told(history, check):
    history.add("a.example", KEEP, LONGER)
    listed = CliRunner().invoke(policytrail, ["alerts", "told", "--json", "--db", str(history.store.path)])
    assert [row["told"] for row in json.loads(listed.stdout)] == [[]]
    check()
    listed = CliRunner().invoke(policytrail, ["alerts", "told", "a.example", "--json", "--db", str(history.store.path)])
    (told,) = [row["told"] for row in json.loads(listed.stdout)]
    assert [channel.partition(" ")[0] for channel in told] == ["stdout"]


# Webhooks


@pytest.fixture
def hook():
    """A receiver on loopback: answers with the statuses in `answers`, then with 204."""
    state = SimpleNamespace(posts=[], headers=[], bodies=[], answers=[])

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            state.bodies.append(body)
            state.posts.append(json.loads(body))
            state.headers.append(dict(self.headers))
            self.send_response(state.answers.pop(0) if state.answers else 204)
            self.send_header("location", "file:///etc/passwd")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/T0/SECRET"
    yield state
    server.shutdown()
    server.server_close()


def test_a_webhook_gets_json_signed_with_the_secret(history, check, hook, monkeypatch):
    monkeypatch.setenv("POLICYTRAIL_WEBHOOK_URL", hook.url)
    monkeypatch.setenv("POLICYTRAIL_WEBHOOK_SECRET", "s3cret")
    history.add("a.example", KEEP, LONGER)
    result = check("--channel", "webhook")
    (post,), (headers,), (body,) = hook.posts, hook.headers, hook.bodies
    assert post["alerts"][0]["site"] == "a.example"
    assert "Policy changed: a.example" in post["text"]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(b"s3cret", signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert "s3cret" not in result.output + repr(headers) + body.decode()


def test_a_failing_webhook_is_tried_again_with_the_same_id(history, check, hook):
    hook.answers = [503, 429]
    history.add("a.example", KEEP, LONGER)
    check("--channel", f"webhook:{hook.url}")
    assert len({headers["webhook-id"] for headers in hook.headers}) == 1
    assert len(hook.posts) == 3


@pytest.mark.parametrize(
    ("answers", "tries", "reason"),
    [
        ([500, 500, 500], 3, "answered 500"),
        ([404], 1, "answered 404"),
        ([302], 1, "answered with a redirect (302), which is not followed"),
    ],
)
def test_what_a_webhook_did_not_take_is_told_at_the_next_check(history, check, hook, answers, tries, reason):
    hook.answers = answers
    history.add("a.example", KEEP, LONGER)
    channel = ("--channel", f"webhook:{hook.url}")
    failed = check(*channel, "--exit-code", status=1)
    assert len(hook.posts) == tries
    assert failed.stderr.count("\n") == 1
    assert reason in failed.stderr
    assert "SECRET" not in failed.output
    check(*channel)
    assert len(hook.posts) == tries + 1
    check(*channel)
    assert len(hook.posts) == tries + 1


def test_a_webhook_that_is_not_there_does_not_hinder_the_other_channels(history, check, hook):
    history.add("a.example", KEEP, LONGER)
    nobody = "webhook:http://127.0.0.1:1/T0/SECRET"
    failed = check("--channel", nobody, "--channel", f"webhook:{hook.url}", "--channel", "stdout", status=1)
    assert len(hook.posts) == 1
    assert "a.example changed" in failed.stdout
    assert "127.0.0.1:1: the webhook cannot be reached" in failed.stderr


def test_the_database_does_not_hold_the_webhooks_secret_address(history, check, hook):
    history.add("a.example", KEEP, LONGER)
    check("--channel", f"webhook:{hook.url}")
    rows = history.store.rows("SELECT channel FROM alert_deliveries UNION SELECT channel FROM alert_checks")
    assert len(rows) == 1
    assert "SECRET" not in rows[0]["channel"]


# Mail


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate for 127.0.0.1 that this process trusts; its private key's file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


def free_port():
    """A port that was free a moment ago: aiosmtpd asks itself at the port it was given, so 0 will not do."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mailbox(monkeypatch):
    """A mail server on loopback, and the settings that lead there; `start` takes aiosmtpd's options."""
    state = SimpleNamespace(mails=[], logins=[], answer="250 OK")
    controllers = []

    class Handler:
        async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
            if state.answer.startswith("2"):
                state.mails.append((envelope.mail_from, envelope.rcpt_tos, message_from_bytes(envelope.content)))
            return state.answer

    def authenticate(server, session, envelope, mechanism, auth):
        state.logins.append((auth.login, auth.password))
        return AuthResult(success=auth.password == b"hunter2", handled=False)

    def start(security="none", **options):
        port = free_port()
        controller = Controller(Handler(), hostname="127.0.0.1", port=port, authenticator=authenticate, **options)
        controller.start()
        controllers.append(controller)
        settings = {
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "FROM": "tracker@example.org",
            "SECURITY": security,
        }
        for name, value in settings.items():
            monkeypatch.setenv(f"POLICYTRAIL_SMTP_{name}", value)

    state.start = start
    yield state
    for controller in controllers:
        controller.stop()


def server_context(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def test_a_mail_has_text_and_html_and_goes_to_each_address(history, check, mailbox):
    mailbox.start()
    history.add("a.example", KEEP, LONGER)
    check("--channel", "mail:one@example.org,two@example.org")
    ((sender, recipients, mail),) = mailbox.mails
    assert (sender, recipients) == ("tracker@example.org", ["one@example.org", "two@example.org"])
    assert mail["Subject"] == "Policy changed: a.example"
    text, page = (part.get_payload(decode=True).decode() for part in mail.get_payload())
    assert "- We keep your data for [-30-] days." in text.replace("\r\n", "\n")
    assert ">30</del>" in page
    check("--channel", "mail:one@example.org,two@example.org")
    assert len(mailbox.mails) == 1


def test_a_password_goes_over_starttls_only_and_nowhere_else(history, check, mailbox, certificate, monkeypatch):
    mailbox.start("starttls", tls_context=server_context(certificate), auth_required=True, auth_require_tls=True)
    monkeypatch.setenv("POLICYTRAIL_SMTP_USER", "me")
    monkeypatch.setenv("POLICYTRAIL_SMTP_PASSWORD", "hunter2")
    history.add("a.example", KEEP, LONGER)
    result = check("--channel", "mail:one@example.org")
    assert mailbox.logins == [(b"me", b"hunter2")]
    assert len(mailbox.mails) == 1
    assert "hunter2" not in result.output + mailbox.mails[0][2].as_string()


def test_mail_goes_over_tls_from_the_start_where_told_so(history, check, mailbox, certificate):
    mailbox.start("ssl", ssl_context=server_context(certificate))
    history.add("a.example", KEEP, LONGER)
    check("--channel", "mail:one@example.org")
    assert len(mailbox.mails) == 1


def test_a_certificate_nobody_vouches_for_is_refused(history, check, mailbox, certificate, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    mailbox.start("starttls", tls_context=server_context(certificate))
    history.add("a.example", KEEP, LONGER)
    assert "has no connection we can trust" in check("--channel", "mail:one@example.org", status=1).stderr
    assert mailbox.mails == []


def test_a_server_without_tls_is_not_trusted_with_the_mail(history, check, mailbox):
    mailbox.start("starttls")
    history.add("a.example", KEEP, LONGER)
    assert "the mail server" in check("--channel", "mail:one@example.org", status=1).stderr
    assert mailbox.mails == []


def test_a_refused_password_is_said_and_not_shown(history, check, mailbox, certificate, monkeypatch):
    mailbox.start("starttls", tls_context=server_context(certificate), auth_required=True)
    monkeypatch.setenv("POLICYTRAIL_SMTP_USER", "me")
    monkeypatch.setenv("POLICYTRAIL_SMTP_PASSWORD", "wrong-password")
    history.add("a.example", KEEP, LONGER)
    failed = check("--channel", "mail:one@example.org", status=1)
    assert "refused the user or the password" in failed.stderr
    assert "wrong-password" not in failed.output


def test_a_mail_that_was_not_taken_is_sent_at_the_next_check(history, check, mailbox):
    mailbox.start()
    mailbox.answer = "452 full"
    history.add("a.example", KEEP, LONGER)
    failed = check("--channel", "mail:one@example.org", status=1)
    assert failed.stderr.count("\n") == 1
    assert "answered 452" in failed.stderr
    mailbox.answer = "250 OK"
    check("--channel", "mail:one@example.org")
    assert len(mailbox.mails) == 1
