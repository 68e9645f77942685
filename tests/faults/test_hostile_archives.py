"""Archives that go on for ever, ask for too much, or answer nonsense: bounded, told in a line, and nothing is lost."""

import base64
import resource
import socket
import sqlite3
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from archive_server import serving
from made_captures import MadeCapture, policy_life
from policytrail_runs import crawl, crawl_arguments, history, policytrail

SHOP = "https://shop.example/privacy"
LIFE = policy_life(SHOP, captures=4, versions=2)
ROW = "k {stamp} https://shop.example/privacy text/html 200 AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH 10"


class Handler(BaseHTTPRequestHandler):
    """Answers what the test's function says."""

    answer = None

    def do_GET(self):
        self.answer()

    def say(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def answering(answer):
    """An archive on loopback that answers as told; yields its address and the paths it was asked for."""
    asked = []

    def noted(self):
        asked.append((self.path, dict(self.headers)))
        answer(self, len(asked))

    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Told", (Handler,), {"answer": noted}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def test_resume_keys_without_end_are_given_up(tmp_path):
    def endless(handler, count):
        handler.say(200, f"{ROW.format(stamp='20200101000000')}\n\nkey{count}\n".encode())

    with answering(endless) as (base, asked):
        ended = policytrail(*crawl_arguments(tmp_path / "a.db", base, SHOP))
    assert ended.status == 1
    assert "circles" in ended.err
    assert len(asked) < 10


def test_a_wait_of_a_day_is_for_the_next_run(tmp_path):
    with answering(lambda handler, _: handler.say(429, Retry_After="86400")) as (base, asked):
        began = time.monotonic()
        first = policytrail(*crawl_arguments(tmp_path / "a.db", base, SHOP))
        second = policytrail(*crawl_arguments(tmp_path / "a.db", base, SHOP))
    assert (first.status, second.status) == (75, 75)
    assert len(first.error_lines) == len(second.error_lines) == 1
    assert sum("search/cdx" in path for path, _ in asked) == 1
    assert time.monotonic() - began < 60


def test_max_minutes_holds_whatever_is_waited_for(tmp_path):
    def stall(handler, _):
        if "search/cdx" in handler.path:
            time.sleep(30)
        handler.say(404)

    with answering(stall) as (base, _):
        began = time.monotonic()
        ended = policytrail(*crawl_arguments(tmp_path / "a.db", base, SHOP), "--max-minutes", "0.05")
        assert time.monotonic() - began < 20
    assert "Traceback" not in ended.err


def test_a_breaker_from_a_clock_that_was_ahead_is_not_believed(tmp_path):
    with serving(LIFE) as archive:
        crawl(tmp_path / "a.db", archive.base, SHOP, options=("--max-fetches", "0"))
        with sqlite3.connect(tmp_path / "a.db") as database:
            row = (archive.base, 3, time.time() + 10 * 365 * 86400, "429")
            database.execute(
                "INSERT OR REPLACE INTO breakers (archive, strikes, closed_until, reason) VALUES (?, ?, ?, ?)", row
            )
        crawl(tmp_path / "a.db", archive.base, SHOP)
    assert len(history(tmp_path / "a.db", SHOP)) == 2


def test_headers_without_end_are_given_up(tmp_path):
    def endless_headers(handler, _):
        if "search/cdx" not in handler.path:
            handler.say(404)
            return
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(40_000):
            handler.wfile.write(b"X-More: " + b"x" * 1000 + b"\r\n")

    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with answering(endless_headers) as (base, _):
        ended = policytrail(*crawl_arguments(tmp_path / "a.db", base, SHOP), impatient=True)
    assert ended.status in {1, 75}
    assert "Traceback" not in ended.err
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before < 300_000  # kilobytes


def test_a_moment_at_the_end_of_time_is_an_outcome(tmp_path):
    def late(handler, _):
        if "search/cdx" in handler.path:
            handler.say(200, f"{ROW.format(stamp='20200101000000')}\n".encode())
        else:
            handler.say(200, b"<p>x</p>", Memento_Datetime="Fri, 31 Dec 9999 23:59:59 -2359")

    with answering(late) as (base, _):
        ended = policytrail(*crawl_arguments(tmp_path / "a.db", base, SHOP))
    assert "Traceback" not in ended.err
    assert ended.status == 0


def test_a_name_and_a_password_are_said_to_the_archive_and_nowhere_else(tmp_path):
    def ask_for_them(handler, _):
        expected = "Basic " + base64.b64encode(b"joe:s3cret pass").decode()
        if handler.headers.get("Authorization") != expected:
            handler.say(401)
        elif "search/cdx" in handler.path:
            handler.say(200, b"")
        else:
            handler.say(404)

    with answering(ask_for_them) as (base, asked):
        address = base.replace("http://", "http://joe:s3cret%20pass@")
        ended = policytrail(*crawl_arguments(tmp_path / "a.db", address, SHOP))
    assert asked
    assert "401" not in ended.err
    assert b"s3cret" not in (tmp_path / "a.db").read_bytes()
    assert "s3cret" not in ended.out + ended.err


def test_a_homepage_that_never_ends_does_not_keep_the_others(tmp_path):
    attributes = " ".join(f"a{number}=1" for number in range(150_000))
    homepage = MadeCapture(
        timestamp="20150101000000",
        url="http://victim.example/",
        body=f"<html><div {attributes}>x</div></html>".encode(),
    )
    with serving([homepage, *LIFE]) as archive:
        began = time.monotonic()
        ended = policytrail(*crawl_arguments(tmp_path / "a.db", archive.base, "victim.example", SHOP))
    assert time.monotonic() - began < 110
    assert "Traceback" not in ended.err
    assert len(history(tmp_path / "a.db", SHOP)) == 2


def test_nobody_listening_is_for_later(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    ended = policytrail(*crawl_arguments(tmp_path / "a.db", address, SHOP))
    assert ended.status == 75
    assert len(ended.error_lines) == 1


pytestmark = pytest.mark.timeout(180)
