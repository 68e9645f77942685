"""A time stamp is kept only if it is one, and of what was sent."""

import shutil
import subprocess

import pytest
from time_stamping import Authority, answering

from db.errors import ArchiveUnreachable, UsageError
from tracker.evidence.time_stamp import MOST_BYTES, check_timestamp_url, time_stamp

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl signs for the authority")


@needs_openssl
def test_a_stamp_verifies_with_standard_tools(tmp_path):
    authority = Authority(tmp_path)
    with answering(lambda query: (200, authority.sign(query))) as url:
        stamp = time_stamp(b"the hashes", url)
    (tmp_path / "content").write_bytes(b"the hashes")
    (tmp_path / "content.tsr").write_bytes(stamp.reply)
    verified = subprocess.run(
        ["openssl", "ts", "-verify", "-data", "content", "-in", "content.tsr", "-CAfile", authority.certificate],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stderr


@needs_openssl
def test_the_stamp_of_another_content_is_refused(tmp_path):
    authority = Authority(tmp_path)
    with answering(lambda query: (200, authority.sign(query))) as url:
        other = time_stamp(b"other hashes", url).reply
    with answering(lambda _: (200, other)) as url, pytest.raises(ArchiveUnreachable, match="stamped something else"):
        time_stamp(b"the hashes", url)


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (200, b"<html>no</html>", "no time stamp"),
        (200, b"", "no time stamp"),
        (200, bytes(MOST_BYTES + 1), "more than"),
        (503, b"", "answered 503"),
        (302, b"", "answered 302"),
        (200, bytes.fromhex("30053003020102"), "status 2"),
    ],
)
def test_what_is_no_stamp_is_said_in_one_line(status, body, says):
    with answering(lambda _: (status, body)) as url, pytest.raises(ArchiveUnreachable, match=says):
        time_stamp(b"the hashes", url)


def test_an_authority_that_is_not_there_is_try_again_later():
    with answering(lambda _: (200, b"")) as url:
        pass
    with pytest.raises(ArchiveUnreachable, match="no time stamp came") as failed:
        time_stamp(b"the hashes", url)
    assert failed.value.exit_status == 75


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("freetsa.org", "write the address"),
        ("file:///etc/passwd", "write the address"),
        ("https://me:secret@tsa.example/", "with a password in it"),
    ],
)
def test_addresses_that_are_none_or_have_a_password_are_refused(url, says):
    with pytest.raises(UsageError, match=says) as refused:
        check_timestamp_url(url)
    assert "secret" not in str(refused.value)
