"""Options that several commands share, said the same way everywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from policytrail.cli.completion import DEFAULT_DB, complete_target

WEIGHTS = ("cosmetic", "editorial", "substantive")
TOPICS = (
    "first-party-collection-use", "third-party-sharing-collection", "user-choice-control", "user-access-edit-deletion",
    "data-retention", "data-security", "policy-change", "do-not-track", "international-specific-audiences",
    "legal-basis", "children", "cookies", "ai-training", "international-transfer", "contact", "dates", "other",
)  # fmt: skip
"""As the rules of assessment have them, which would take their time to say so; a test compares them."""
RHYTHMS = ("day", "week", "month")
"""As tracker.alerts.rules_file has them; a test compares them."""
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


class _ArchiveName(click.ParamType):  # type: ignore[type-arg]  # generic in newer releases of click only
    """An archive: several in the environment variable stand between semicolons, for paths may have blanks."""

    name = "archive"
    envvar_list_splitter = ";"


def archive_option(command: Command) -> Command:
    """Add `--archive ARCHIVE`, as often as there are archives."""
    return click.option(
        "--archive",
        type=_ArchiveName(),
        multiple=True,
        envvar="POLICYTRAIL_ARCHIVE",
        show_envvar=True,
        help="An archive: wayback, arquivo, ukwa, loc, archive-it, own (your own captures), the base address of a"
        " server (pywb, OpenWayback, Memento), or a path to WARC or WACZ files. Give it again for several together."
        " Default: those that the database knows, else the Wayback Machine.",
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
        multiple=True,
        callback=lambda _context, _parameter, headings: "; ".join(headings) or None,
        help="Of a page with several documents, the part under this heading (#name: at this fragment). Given again, the"
        " parts are one document.",
    )(command)


def topic_option(what: str) -> Callable[[Command], Command]:
    """Return `--topic TOPIC`, with what it does."""
    return click.option("--topic", type=click.Choice(TOPICS), metavar="TOPIC", help=f"{what}: {', '.join(TOPICS)}.")


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
    """Add `--html FILE`, `--patch`, `--words`, `--stat`, `--weight` and `--topic`."""
    options = (
        click.option("--html", "html_path", type=click.Path(path_type=Path), help="Write a page of its own to FILE."),
        click.option("--patch", is_flag=True, help="Print a unified diff, for tools."),
        click.option("--words", is_flag=True, help="Show only the words that changed."),
        click.option("--stat", is_flag=True, help="Show only how much changed."),
        click.option(
            "--weight",
            "least_weight",
            type=click.Choice(WEIGHTS),
            help="Show only changes of this weight or a heavier.",
        ),
        topic_option("Show only changes about this topic"),
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


def watch_options(command: Command) -> Command:
    """Add `--tag`, `--owner`, `--note` and `--every`: how a target is watched."""
    options = (
        click.option("--tag", "tags", multiple=True, metavar="TAG", help="A word for rules and people to name it by."),
        click.option("--owner", metavar="WHO", help="Who looks after it."),
        click.option("--note", metavar="TEXT", help="A note for people."),
        click.option("--every", type=click.Choice(RHYTHMS), help="How often `run` looks at it (default: day)."),
    )
    for option in reversed(options):
        command = option(command)
    return command
