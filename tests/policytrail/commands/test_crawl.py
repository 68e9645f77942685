"""What is refused before anything is asked for."""

import pytest
from click.testing import CliRunner

from db.errors import UsageError
from policytrail.cli import policytrail
from policytrail.commands.crawl import check_period

NOW = "20240615120000"


@pytest.mark.parametrize(
    ("start", "end"),
    [("2024", "2023"), ("2024-03-02", "2024-03-01"), ("2024-07", None), ("2025", None), ("2024-06-16", "2026"),
     ("2024-13-45", None), (None, "2023-02-29"), ("yesterday", None), (None, "24")],
)  # fmt: skip
def test_a_time_in_which_nothing_can_be_captured_is_refused(start, end):
    with pytest.raises(UsageError, match=r"--(from|to)"):
        check_period(start, end, NOW)


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, None), ("2024", "2024"), ("2024-06-15", None), ("2024-06", "2024-06-01"), ("2023", "2030"), (None, "1996")],
)
def test_a_time_that_may_hold_captures_is_taken(start, end):
    check_period(start, end, NOW)


def test_the_status_is_that_of_wrong_usage_and_no_file_is_made(tmp_path):
    arguments = ["crawl", "a.example", "--from", "2024", "--to", "2023", "--db", str(tmp_path / "new.db")]
    result = CliRunner().invoke(policytrail, arguments)
    assert isinstance(result.exception, UsageError)
    assert result.exception.exit_status == 2
    assert list(tmp_path.iterdir()) == []
