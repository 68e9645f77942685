"""`policytrail crawl` through its entry point, over an archive whose every capture is known."""

from archive_server import serving
from made_captures import policy_life
from policytrail_runs import crawl, dump, verify

SHOP = "https://shop.example/privacy"
LIFE = policy_life(SHOP, captures=40, versions=6)


def test_a_second_run_fetches_nothing(tmp_path):
    with serving(LIFE) as archive:
        first = crawl(tmp_path / "a.db", archive.base, SHOP)
        assert first["versions_new"] == 6
        assert first["captures"] == 40
        assert 6 <= first["fetches"] < 40
        before = dump(tmp_path / "a.db", SHOP)
        second = crawl(tmp_path / "a.db", archive.base, SHOP)
    assert (second["fetches"], second["versions_new"], second["captures"]) == (0, 0, 0)
    assert dump(tmp_path / "a.db", SHOP) == before
    verify(tmp_path / "a.db")
