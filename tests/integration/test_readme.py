"""What the README shows is what the program prints."""

from pathlib import Path

from policytrail_runs import policytrail

ROOT = Path(__file__).parents[2]


def test_the_difference_the_readme_shows_is_the_one_the_sample_archive_gives(tmp_path):
    db = tmp_path / "demo.db"
    address = "https://fernwick.example/privacy"
    policytrail("crawl", address, "--archive", ROOT / "sample/archive.warc.gz", "--db", db)
    shown = policytrail("diff", address, "2018-01", "2018-06", "--db", db)
    printed = "\n".join(line.rstrip() for line in shown.out.splitlines())
    assert printed in (ROOT / "README.md").read_text(encoding="utf-8")
