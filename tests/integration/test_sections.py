"""`--section`: a name that no capture has fails and says what there is; several kinds at an address are several."""

import pytest
from made_captures import MadeCapture
from policytrail_runs import asked, crawl, history, policytrail
from warcs import write_warc

URL = "https://a.example/legal"
PROSE = "We collect personal data such as your name and your email address, and share it with those who help us. " * 5
PAGE = f"""<html><head><title>Legal</title></head><body><main><h1>Legal</h1><h2 id="privacy">Privacy Policy</h2>
<p>{PROSE}</p><p>We use personal data for advertising, unless you object.</p><h2 id="terms">Terms of Service</h2>
<p>You agree to these terms and conditions by using the service. {PROSE}</p></main></body></html>"""
OLD = PAGE.replace("Privacy Policy", "Data Promise").replace(' id="privacy"', "")


def made(timestamp, page=PAGE):
    return MadeCapture(url=URL, timestamp=timestamp, body=page.encode())


@pytest.fixture
def archive(tmp_path):
    return write_warc(tmp_path / "a.warc.gz", [made("20200101000000", OLD), made("20210101000000")])


@pytest.mark.parametrize("section", ["Cookies and Such", "#cookies", "Cookies; #nothing"])
def test_a_section_that_no_capture_has_fails_with_the_headings_there_are(archive, tmp_path, section):
    database = tmp_path / "a.db"
    for _ in range(2):
        ended = crawl(database, archive, URL, options=("--section", section), status=1)
        (failed,) = ended["failed"]
        assert f"no section {section!r} on the page" in failed["reason"]
        assert "“Privacy Policy”, “Terms of Service”" in failed["reason"]
        if section.startswith("#"):
            break


def test_of_a_heading_that_is_nowhere_no_version_is_recorded(archive, tmp_path):
    crawl(tmp_path / "a.db", archive, URL, options=("--section", "Cookies"), status=1)
    assert history(tmp_path / "a.db", f"{URL}#Cookies") == []
    assert "without the section 2" in asked("status", "--db", tmp_path / "a.db").out


def test_captures_before_the_heading_are_not_taken_whole(archive, tmp_path):
    crawl(tmp_path / "a.db", archive, URL, options=("--section", "Privacy Policy"))
    (version,) = history(tmp_path / "a.db", f"{URL}#Privacy Policy")
    assert version["first_capture"] == "20210101000000"


def test_a_second_name_finds_the_section_under_its_old_heading(archive, tmp_path):
    options = ("--section", "Privacy Policy", "--section", "Data Promise")
    crawl(tmp_path / "a.db", archive, URL, options=options)
    (target,) = asked("status", "--db", tmp_path / "a.db", "--json").json
    assert [row["first_capture"][:4] for row in history(tmp_path / "a.db", target["document"])] == ["2020", "2021"]


@pytest.mark.parametrize("fragment", ["terms", ":~:text=personal%20data", "privacy:~:text=object"])
def test_a_fragment_that_is_there_or_only_marks_words_is_no_failure(archive, tmp_path, fragment):
    crawl(tmp_path / "a.db", archive, f"{URL}#{fragment}")


def test_a_second_kind_at_an_address_is_a_second_document(archive, tmp_path):
    database = tmp_path / "a.db"
    crawl(database, archive, URL, options=("--section", "Privacy Policy"))
    crawl(database, archive, URL, options=("--document", "terms", "--section", "Terms of Service"))
    assert len(asked("status", "--db", database, "--json").json) == 2
    policytrail("add", URL, "--document", "cookies", "--db", database)
    assert len(asked("status", "--db", database, "--json").json) == 3
