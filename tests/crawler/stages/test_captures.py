"""What the stages of a crawl decide by themselves: signposts, frames, front pages, proofs without a fetch."""

import pytest

from crawler.links.page_frames import MAX_FRAMES, content_frames, policy_frame
from crawler.reading.capture_fingerprint import fingerprint_capture
from crawler.reading.read_capture import read_capture
from crawler.stages.captures import document_at, is_proof
from crawler.stages.trail import is_front_page
from db.outcomes import Outcome
from db.records import Capture, Document, FoundBy, Location, Role

URL = "http://x.example/privacy"
DOCUMENT = Document(id=1, name="x.example", host="x.example", kind="privacy", section=None, alternating=False)


def refresh(target):
    return f'<html><head><meta http-equiv="refresh" content="0; url={target}"></head><body></body></html>'.encode()


def frameset(*frames):
    inside = "".join(f'<frame name="{name}" src="{address}">' for name, address in frames)
    return f"<html><frameset cols='100,*'>{inside}</frameset></html>".encode()


def capture(**fields):
    known = {"outcome": Outcome.OK, "version_id": 1, "target": None, "note": None} | fields
    return Capture(
        id=1,
        location_id=1,
        timestamp="20100101000000",
        url=URL,
        mimetype="",
        status="200",
        digest="A",
        length=1,
        **known,
    )


def location(url):
    unbounded = {"valid_from": None, "valid_to": None}
    return Location(
        id=1,
        document_id=1,
        url=url,
        role=Role.POLICY,
        found_by=FoundBy.GIVEN,
        evidence="given",
        found_in=None,
        listing="none",
        **unbounded,
    )


def test_a_page_that_refreshes_has_moved():
    reading = read_capture(refresh("/legal/privacy"), DOCUMENT, content_type="text/html", url=URL)
    assert (reading.outcome, reading.target) == (Outcome.MOVED, "http://x.example/legal/privacy")


def test_a_frameset_leads_to_the_frame_with_the_text():
    page = frameset(("menu", "/menu.html"), ("content", "/p2.html"), ("footer", "/foot.html"))
    reading = read_capture(page, DOCUMENT, content_type="text/html", url=URL)
    assert (reading.outcome, reading.target) == (Outcome.FRAMED, "http://x.example/p2.html")


def test_a_frame_within_a_page_has_to_speak_of_the_policy():
    advert = b'<html><body><h1>Hello</h1><iframe name="main" src="https://ads.example/banner"></iframe></body></html>'
    policy = advert.replace(b"ads.example/banner", b"texts.example/privacy-policy/77")
    assert policy_frame(advert, url=URL, kind="privacy") is None
    assert policy_frame(policy, url=URL, kind="privacy") == "https://texts.example/privacy-policy/77"


def test_the_frames_of_a_homepage_are_few():
    many = frameset(*((f"f{number}", f"/{number}.html") for number in range(50)))
    assert len(content_frames(many, url="http://x.example/")) == MAX_FRAMES
    assert content_frames(b"<html><iframe src='/a'></iframe></html>", url="http://x.example/") == ()
    assert content_frames(b"", url="http://x.example/") == ()


def test_pages_that_show_nothing_but_lead_elsewhere_are_told_apart():
    pages = [refresh("/a"), refresh("/b"), b"", b"<html><body></body></html>"]
    pages += [b"<p>Please wait</p>" + refresh(target) for target in ("/a", "/b")]
    assert len({fingerprint_capture(page, "text/html") for page in pages}) == len(pages)


def test_what_is_not_shown_does_not_tell_pages_apart():
    page = "<html><body><p>Our policy.</p><script>nonce={}</script></body></html>"
    assert len({fingerprint_capture(page.format(nonce).encode(), "text/html") for nonce in "abc"}) == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"outcome": Outcome.UNCHANGED}, True),
        ({"outcome": Outcome.SOFT_404, "version_id": None, "note": "the page says “not found”"}, True),
        ({"outcome": Outcome.NOT_THEIRS, "version_id": None}, True),
        ({"digest_matches": False}, False),  # these are the bytes of another capture
        ({"outcome": Outcome.TRUNCATED, "version_id": None}, False),  # another copy may be whole
        ({"outcome": Outcome.FAILED, "version_id": None}, False),
        ({"outcome": None, "version_id": None}, False),
    ],
)
def test_only_what_follows_from_the_bytes_holds_for_equal_digests(fields, expected):
    assert is_proof(capture(**fields)) is expected


def test_the_fragment_of_a_location_names_the_section():
    assert document_at(DOCUMENT, location("http://x.example/legal#privacy-policy")).section == "#privacy-policy"
    assert document_at(DOCUMENT, location("http://x.example/legal")) == DOCUMENT


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://x.example", True),
        ("https://www.x.example/index.php", True),
        ("http://x.example/?utm_source=old", True),
        ("http://x.example/?page=privacy", False),
        ("http://x.example/privacy", False),
    ],
)
def test_a_front_page_is_known_by_its_address(url, expected):
    assert is_front_page(url) is expected
