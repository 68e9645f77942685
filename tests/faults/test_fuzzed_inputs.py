"""Damaged answers, headers, records, PDFs and pages are read or refused, and nothing else."""

import pytest
from fuzzed_inputs import fuzz

SECONDS = 6


@pytest.mark.parametrize("seed", [1, 2])
def test_damaged_inputs_are_read_or_refused(seed):
    came = fuzz(SECONDS, seed)
    assert came.failed == []
    assert len(came.tried) == 5
