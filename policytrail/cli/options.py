"""Options that several commands share, said the same way everywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])  # Any: click callbacks have every signature


def db_option(command: Command) -> Command:
    """Add `--db FILE`."""
    return click.option(
        "--db",
        "db_path",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("policytrail.db"),
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
        default="privacy",
        show_default=True,
        help="Which policy is meant: privacy, terms or cookies; a name like “terms of service” works too.",
    )(command)


def section_option(command: Command) -> Command:
    """Add `--section HEADING`."""
    return click.option(
        "--section",
        metavar="HEADING",
        help="Of a page with several documents, the part under this heading (#name: at this fragment).",
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
