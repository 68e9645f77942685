"""The page of tonight: captured by ourselves as WARC records, and read as an archive named own."""

import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from made_captures import policy_page
from policytrail_runs import asked, history, policytrail
from warcio.archiveiterator import ArchiveIterator

NIGHTS = 3


@dataclass(kw_only=True)
class Site:
    """A site on loopback: what it shows, and how it misbehaves; all may be changed while it runs."""

    page: bytes = b""
    robots: str = ""
    faults: int = 0
    moved: bool = False
    base: str = ""
    agents: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self):
        site = self.site
        site.agents.add(self.headers["User-Agent"])
        site.asked.append(self.path)
        if self.path == "/robots.txt":
            self._send(200 if site.robots else 404, site.robots.encode())
        elif site.faults:
            site.faults -= 1
            self._send(503, b"later")
        elif site.moved and self.path == "/privacy":
            self._send(301, b"", ("Location", "/legal/privacy"))
        else:
            self._send(200, site.page)

    def _send(self, status, body, *headers):
        self.send_response(status)
        for name, value in (("Content-Type", "text/html"), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def site_on_loopback(**fields):
    site = Site(**fields)
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site})) as server:
        site.base = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield site
        finally:
            server.shutdown()


def capture(database, *options, status=0):
    ended = policytrail("capture", "--db", database, "--pause", "0", "--json", *options)
    assert ended.status == status, ended.err
    assert "Traceback" not in ended.err
    return ended.json


def crawl_own(database):
    ended = policytrail("crawl", "--db", database, "--archive", "own", "--json")
    assert ended.status == 0, ended.err
    return ended.json


def records(folder):
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                yield record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read()


@pytest.fixture
def database(tmp_path):
    return tmp_path / "a.db"


@pytest.mark.timeout(600)
def test_every_change_is_found_the_night_it_came_and_proved_by_its_warc(database):
    with site_on_loopback() as site:
        target = f"{site.base}/privacy"
        policytrail("add", target, "--db", database)
        for night in range(NIGHTS):
            site.page = policy_page(version=night)
            site.faults = 2 if night == 1 else 0
            (found,) = capture(database)
            assert (found["outcome"], found["status"]) == ("captured", 200)
            assert crawl_own(database)["versions_new"] == 1
            rows = history(database, target)
            texts = asked("show", target, "--db", database).out
            assert ("revision" in texts) == (night > 0)
        assert crawl_own(database)["versions_new"] == 0
    assert {row["archive"] for row in rows} == {"own"}
    (held,) = asked("archives", "--db", database, "--json").json
    assert (held["name"], held["own"], held["captures"]) == ("own", True, NIGHTS)
    warcs = sorted((database.parent / "captures").glob("*.warc.gz"))
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *map(str, warcs)], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")


def test_request_and_response_are_recorded_with_address_protocol_and_digests(database):
    with site_on_loopback(page=policy_page(version=0)) as site:
        policytrail("add", f"{site.base}/privacy", "--db", database)
        capture(database, "--contact", "me@a.example")
        assert any("me@a.example" in agent for agent in site.agents)
    kinds = {kind: (headers, http, body) for kind, headers, http, body in records(database.parent / "captures")}
    headers, http, body = kinds["response"]
    assert body == policy_page(version=0)
    assert (headers["WARC-IP-Address"], headers["WARC-Protocol"]) == ("127.0.0.1", "http/1.0")
    assert headers["WARC-Payload-Digest"].startswith("sha1:")
    assert http.get_statuscode() == "200"
    assert kinds["request"][0]["WARC-Concurrent-To"] == headers["WARC-Record-ID"]
    assert kinds["request"][1].get_header("Host") == site.base.removeprefix("http://")


def test_robots_txt_is_obeyed_and_said_and_may_be_ignored_on_own_sites(database):
    with site_on_loopback(page=policy_page(version=0), robots="User-agent: *\nDisallow: /\n") as site:
        policytrail("add", f"{site.base}/privacy", "--db", database)
        (refused,) = capture(database, status=1)
        assert refused["outcome"] == "refused by robots.txt"
        assert "/privacy" not in site.asked
        (found,) = capture(database, "--ignore-robots")
        assert found["outcome"] == "captured"


def test_a_redirect_is_recorded_and_followed(database):
    with site_on_loopback(page=policy_page(version=0), moved=True) as site:
        policytrail("add", f"{site.base}/privacy", "--db", database)
        (found,) = capture(database)
        assert found["url"] == f"{site.base}/legal/privacy"
        assert crawl_own(database)["versions_new"] == 1
    answers = [http for kind, _, http, _ in records(database.parent / "captures") if kind == "response"]
    statuses = [http.get_statuscode() for http in answers]
    assert statuses == ["301", "200"]


def test_a_site_that_is_down_fails_after_three_tries_and_is_named(database):
    with site_on_loopback(page=policy_page(version=0), faults=99) as site:
        policytrail("add", f"{site.base}/privacy", "--db", database)
        (found,) = capture(database, status=1)
        assert (found["outcome"], found["note"]) == ("failed", "status 503")
        assert site.asked.count("/privacy") == 3
