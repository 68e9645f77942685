"""What the README shows is what the program prints."""

import shlex
from pathlib import Path

from policytrail_runs import policytrail
from receivers import mail_server

ROOT = Path(__file__).parents[2]


def test_the_difference_the_readme_shows_is_the_one_the_sample_archive_gives(tmp_path):
    db = tmp_path / "demo.db"
    address = "https://fernwick.example/privacy"
    policytrail("crawl", address, "--archive", ROOT / "sample/archive.warc.gz", "--db", db)
    shown = policytrail("diff", address, "2018-01", "2018-06", "--db", db)
    printed = "\n".join(line.rstrip() for line in shown.out.splitlines())
    assert printed in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_stranger_sets_it_up_from_the_readme(tmp_path):
    """Two vendors, a mail rule, a test message, a cron line, a night: with the README's own lines."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Be told when a policy changes")[2]
    lines = [line.strip().partition("  #")[0] for line in section.split("\n\n")[1].splitlines()]
    assert lines[0].startswith("export POLICYTRAIL_SMTP_HOST=")
    with mail_server() as letters:
        settings = dict(word.split("=") for word in lines[0].split()[1:]) | {
            "POLICYTRAIL_DB": str(tmp_path / "policytrail.db"),
            # Of the reader's own mail server.
            "POLICYTRAIL_SMTP_HOST": "127.0.0.1",
            "POLICYTRAIL_SMTP_PORT": str(letters.port),
            "POLICYTRAIL_SMTP_SECURITY": "none",
        }
        said = ""
        for line in lines[1:]:
            words = shlex.split(line)
            assert words[0] == "policytrail"
            ended = policytrail(*words[1:], settings=settings)
            assert ended.status == 0, ended.err
            said += ended.out
        assert "legal: 1 of 1 recipients took the test message" in said
        ((recipients, message),) = letters.mails
    assert recipients == ["legal@example.org"]
    assert message["From"] == settings["POLICYTRAIL_SMTP_FROM"]
    cron = next(line for line in said.splitlines() if " run --quiet --db " in line and "ExecStart" not in line)
    night = shlex.split(cron)[5:]
    ended = policytrail(*night[1:], "--archive", "http://127.0.0.1:1", settings=settings)
    assert ended.status == 75
