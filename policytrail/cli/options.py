"""Options that several commands share, said the same way everywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from policytrail.cli.completion import DEFAULT_DB, complete_target

Command = TypeVar("Command", bound=Callable[..., Any])  # Any: click callbacks have every signature


def db_option(command: Command) -> Command:
    """Add `--db FILE`."""
    return click.option(
        "--db",
        "db_path",
        type=click.Path(path_type=Path, dir_okay=False),
        default=DEFAULT_DB,
        envvar="POLICYTRAIL_DB",
        show_default=True,
        show_envvar=True,
        help="The history: a SQLite file.",
    )(command)


def json_option(command: Command) -> Command:
    """Add `--json`."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print JSON on standard output and nothing else there."
    )(command)


def document_option(command: Command) -> Command:
    """Add `--document KIND`."""
    return click.option(
        "--document",
        metavar="KIND",
        help="Which policy is meant: privacy (if you do not say), terms or cookies; “terms of service” works too.",
    )(command)


def section_option(command: Command) -> Command:
    """Add `--section HEADING`."""
    return click.option(
        "--section",
        metavar="HEADING",
        help="Of a page with several documents, the part under this heading (#name: at this fragment).",
    )(command)


def rules_option(command: Command) -> Command:
    """Add `--rules FILE`."""
    return click.option(
        "--rules",
        metavar="FILE",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        envvar="POLICYTRAIL_RULES",
        show_envvar=True,
        help="Rules of your own (TOML) that add to those of assessment and override them.",
    )(command)


def comparison_options(command: Command) -> Command:
    """Add `--html FILE`, `--patch`, `--words` and `--stat`."""
    options = (
        click.option("--html", "html_path", type=click.Path(path_type=Path), help="Write a page of its own to FILE."),
        click.option("--patch", is_flag=True, help="Print a unified diff, for tools."),
        click.option("--words", is_flag=True, help="Show only the words that changed."),
        click.option("--stat", is_flag=True, help="Show only how much changed."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def target_argument(command: Command) -> Command:
    """Add TARGET, which a shell completes."""
    return click.argument("target", shell_complete=complete_target)(command)


def targets_argument(command: Command) -> Command:
    """Add any number of TARGETS, which a shell completes."""
    return click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=complete_target)(command)
