"""A filled database with a byte changed: no command shows a traceback, and verify finds what any of them shows."""

from pathlib import Path

from flipped_bytes import TARGET, answers, flips
from policytrail_runs import crawl

SAMPLE = Path(__file__).parents[2] / "sample" / "archive.warc.gz"
SEEDS = range(12)


def test_a_changed_byte_is_found_or_nothing_depends_on_it(tmp_path):
    crawl(tmp_path / "p.db", SAMPLE, TARGET)
    assert [why for _, _, why in answers(tmp_path / "p.db").values() if why] == []
    came = flips((tmp_path / "p.db").read_bytes(), SEEDS)
    assert [flip for flip in came if flip.broken] == []
    assert [flip for flip in came if flip.changed and not flip.found] == []
