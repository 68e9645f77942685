"""The floor under discovery by a site's name, for kinds of move that lost policies once; all kinds: the benchmark."""

import pytest

from bench.discovery_by_kind import REQUESTS_ALLOWED, score_kinds
from bench.discovery_kinds import SEED


@pytest.mark.parametrize("kind", ["privacy center", "session ids"])
def test_every_address_and_text_of_the_kind_is_found_and_no_other(kind: str) -> None:
    score = score_kinds(SEED, (kind,))[kind]
    assert score.addresses[0] == score.addresses[1]
    assert score.texts[0] == score.texts[1]
    assert score.windows[0] == score.windows[1]
    assert score.false == 0
    assert score.requests <= REQUESTS_ALLOWED * score.sites
