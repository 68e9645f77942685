"""Channels: how they are named, parsed and protected."""

import base64
import hashlib
import hmac

import pytest

from db.errors import UsageError
from tracker.alerts.channels import parse_channel
from tracker.alerts.mail import Letter, Security, compose_mail, smtp_server
from tracker.alerts.webhook import signature, webhook_key

SERVER = {"POLICYTRAIL_SMTP_HOST": "smtp.example.org", "POLICYTRAIL_SMTP_FROM": "from@example.org"}


def test_a_channels_name_has_the_host_but_not_the_secret():
    name = parse_channel("webhook:https://user:pw@hooks.example.org/T0/SECRET", {}).name
    assert name.startswith("webhook hooks.example.org ")
    assert "SECRET" not in name
    assert "pw" not in name


def test_a_channel_is_the_same_whatever_the_order_of_its_addresses():
    assert (
        parse_channel("mail:a@x.example,b@x.example", {}).name
        == parse_channel("mail:b@x.example, a@x.example", {}).name
    )


def test_an_address_left_out_comes_from_the_environment():
    assert parse_channel("webhook", {"webhook": "https://h.example/x"}).targets == ("https://h.example/x",)
    assert parse_channel("mail", {"mail": "a@x.example"}).targets == ("a@x.example",)


@pytest.mark.parametrize(
    "text",
    [
        "fax",
        "webhook",
        "webhook:file:///etc/passwd",
        "webhook:gopher://h.example/",
        "webhook:https://",
        "webhook:https://h.example:99999/",
        "webhook:https://[",
        "webhook:https://h.example/a\r\nX: y",
        "mail",
        "mail:nobody",
        "mail:@x.example",
        "mail:a@x.example\r\nBcc: b@x.example",
        "mail:a b@x.example",
    ],
)
def test_what_is_no_channel_is_refused_in_one_line(text):
    with pytest.raises(UsageError, match=rf"\A--channel {text.partition(':')[0]}: .*\Z"):
        parse_channel(text, {})


def test_the_signature_is_that_of_standard_webhooks():
    key = b"0123456789abcdef01234567"
    expected = "v1," + base64.b64encode(hmac.new(key, b"m1.1700000000.{}", hashlib.sha256).digest()).decode()
    for secret in (key.decode(), "whsec_" + base64.b64encode(key).decode()):
        found = webhook_key({"POLICYTRAIL_WEBHOOK_SECRET": secret})
        assert found == key
        assert signature(b"{}", message_id="m1", timestamp=1700000000, key=found) == expected


@pytest.mark.parametrize("secret", ["whsec_$$not-base64$$", "whsec_"])
def test_a_secret_that_is_not_base64_is_refused_without_being_shown(secret):
    with pytest.raises(UsageError, match="POLICYTRAIL_WEBHOOK_SECRET") as refusal:
        webhook_key({"POLICYTRAIL_WEBHOOK_SECRET": secret})
    assert "not-base64" not in str(refusal.value)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("ssl", 465), ("none", 25)])
def test_each_way_to_connect_has_its_port(security, port):
    server = smtp_server(SERVER | {"POLICYTRAIL_SMTP_SECURITY": security})
    assert (server.security, server.port) == (Security(security), port)


def test_mail_is_sent_over_tls_unless_told_otherwise():
    assert smtp_server(SERVER).security is Security.STARTTLS


@pytest.mark.parametrize(
    "wrong",
    [
        {"POLICYTRAIL_SMTP_HOST": ""},
        {"POLICYTRAIL_SMTP_FROM": ""},
        {"POLICYTRAIL_SMTP_FROM": "a@x.example\nBcc: b@x.example"},
        {"POLICYTRAIL_SMTP_PORT": "0"},
        {"POLICYTRAIL_SMTP_PORT": "smtp"},
        {"POLICYTRAIL_SMTP_SECURITY": "tls13"},
        {"POLICYTRAIL_SMTP_SECURITY": "none", "POLICYTRAIL_SMTP_USER": "me"},
    ],
)
def test_a_wrong_setting_is_named_and_the_password_is_not(wrong):
    with pytest.raises(UsageError, match="POLICYTRAIL_SMTP_") as refusal:
        smtp_server(SERVER | {"POLICYTRAIL_SMTP_PASSWORD": "hunter2"} | wrong)
    assert "hunter2" not in str(refusal.value)


def test_a_printed_server_does_not_show_its_password():
    server = smtp_server(SERVER | {"POLICYTRAIL_SMTP_USER": "me", "POLICYTRAIL_SMTP_PASSWORD": "hunter2"})
    assert "hunter2" not in repr(server)


def test_a_header_cannot_be_injected_through_the_subject():
    letter = Letter(key="k1", subject="Policy\r\nBcc: c@x.example", text="text", html="<p>html</p>")
    message = compose_mail("a@x.example", ("b@x.example",), letter)
    assert message["Bcc"] is None
    assert message["Subject"] == "Policy Bcc: c@x.example"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
