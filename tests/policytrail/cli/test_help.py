"""Help that answers at once: grouped, in whole sentences, without anything that a command works with."""

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from crawler.fetching.politeness import REPLAY_PER_MINUTE
from crawler.links.ranking import DEFAULT_LIMIT
from crawler.planning.fetch_plan import Sample
from policytrail.cli import alerts, exchange, files, options, policytrail, read, track, watch
from policytrail.commands.import_corpus import CorpusFormat
from policytrail.commands.schedule import Every
from tracker.alerts.rules import Direction, Rhythm, Weight
from tracker.diff.changes import ChangeKind
from tracker.policy.names import ALL_KINDS
from tracker.recording.record_page import Keep
from tracker.targets.looks import PERIODS
from tracker.trends.recorded_trends import Trend

HEAVY = {
    "crawler", "tracker", "policytrail.commands", "policytrail.site", "datasette", "httpx", "lxml", "numpy",
    "rapidfuzz", "rich", "scrapy", "sqlite3", "sqlite_utils", "tldextract", "trafilatura", "twisted", "uvicorn",
}  # fmt: skip
IMPORTED = """
import json, sys
from policytrail.cli import policytrail
try:
    policytrail(json.loads(sys.argv[1]), standalone_mode=False)
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def commands_in(command, path=()):
    yield path
    for name, each in getattr(command, "commands", {}).items():
        yield from commands_in(each, (*path, name))


COMMANDS = list(commands_in(policytrail))


def imported_by(*words):
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, json.dumps(words)], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stderr)), done.stdout


def test_help_imports_nothing_that_commands_work_with():
    modules, printed = imported_by("--help")
    assert "First steps" in printed
    assert not modules & HEAVY


@pytest.mark.parametrize("words", [path for path in COMMANDS if path], ids=" ".join)
def test_the_help_of_every_command_imports_nothing_either(words):
    modules, printed = imported_by(*words, "--help")
    assert printed.startswith("Usage:")
    assert not modules & HEAVY


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_help_is_in_groups_of_whole_sentences(columns):
    printed = CliRunner().invoke(policytrail, ["--help"], terminal_width=columns).stdout
    headings = [line for line in printed.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert headings == [
        "Options:", "Track:", "Read:", "Watch:", "Share:", "Check:", "Without a database:", "First steps:",
    ]  # fmt: skip
    assert "..." not in printed.partition("Track:")[2]
    assert all(len(line) <= min(columns, 80) for line in printed.splitlines())


def test_every_command_stands_in_one_group_with_one_sentence():
    grouped = [command.name for commands in policytrail.groups.values() for command in commands]
    assert sorted(grouped) == sorted(policytrail.commands)
    for command in policytrail.commands.values():
        assert command.short_help.endswith("."), command.name
        assert len(command.short_help) <= 62, f"{command.name}: does not fit a line of 80"


@pytest.mark.parametrize(("typed", "meant"), [("hisory", "history"), ("serach", "search"), ("crwal", "crawl")])
def test_a_command_mistyped_names_the_one_meant(typed, meant):
    result = CliRunner().invoke(policytrail, [typed])
    assert result.exit_code == 2
    assert f"'{meant}'" in result.stderr


def test_what_help_says_of_the_commands_is_what_they_have():
    assert list(Sample) == list(track.SAMPLES)
    assert list(Keep) == list(track.KEEPS)
    assert track.REPLAY_PER_MINUTE == REPLAY_PER_MINUTE
    assert list(Every) == list(watch.PERIODS)
    assert files.KINDS == ALL_KINDS
    assert set(read.SEARCH_KINDS) < set(ChangeKind)
    assert tuple(PERIODS) == options.RHYTHMS
    assert (list(Weight), list(Direction), list(Rhythm)) == (
        list(options.WEIGHTS),
        list(alerts.DIRECTIONS),
        list(alerts.RHYTHMS),
    )
    assert list(CorpusFormat) == list(exchange.IMPORT_FORMATS)
    assert list(Trend) == list(exchange.TRENDS)
    assert files.LINKS_LIMIT == DEFAULT_LIMIT


def test_options_that_stand_for_the_same_are_said_the_same():
    said = {}
    for path in COMMANDS:
        command = policytrail
        for name in path:
            command = command.commands[name]
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name in {"db_path", "as_json"}:
                said.setdefault(parameter.name, set()).add(parameter.help)
    assert {name: len(helps) for name, helps in said.items()} == {"db_path": 1, "as_json": 1}
