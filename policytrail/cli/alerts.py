"""The commands of `policytrail alerts`: who is told of what, and who was."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from db.errors import EXIT_FOUND
from policytrail.cli.options import TOPICS, WEIGHTS, db_option, json_option, targets_argument

DIRECTIONS = ("less", "more", "neutral")
RHYTHMS = ("immediately", "daily", "weekly")
"""As tracker.alerts.rules has them, which would take its time to say so; a test compares them."""

Command = TypeVar("Command", bound=Callable[..., Any])  # Any: click callbacks have every signature
_RULE_OPTIONS = (
    click.option(
        "--to",
        "to",
        multiple=True,
        metavar="ADDRESS",
        help="mailto:ADDRESS[,ADDRESS], https://WEBHOOK, atom:FILE, stdout, one of Apprise's, or env:NAME for an"
        " address in the environment variable NAME (or in a file that NAME_FILE names); may be given again.",
    ),
    click.option("--target", "targets", multiple=True, metavar="TARGET", help="Only this site or document."),
    click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only targets with this tag."),
    click.option("--topic", "topics", multiple=True, metavar="TOPIC[,TOPIC]", help=f"Only of: {', '.join(TOPICS)}."),
    click.option("--at-least", type=click.Choice(WEIGHTS), help="The least weight of a change (default: editorial)."),
    click.option("--direction", type=click.Choice(DIRECTIONS), help="Only what protects people less, or more."),
    click.option("--match", metavar="WORDS", help="Only with one of these words (commas between; `*`: any ending)."),
    click.option("--digest", type=click.Choice(RHYTHMS), help="How often at most (default: daily)."),
    click.option("--backfill/--no-backfill", default=None, help="Tell what was before the rule or the target, too."),
    click.option("--notices/--no-notices", default=None, help="Tell too when a target is silent or failing (default)."),
    click.option("--allow-private/--no-allow-private", default=None, help="May send into a private network."),
)


def rule_options(command: Command) -> Command:
    """Add the options that say what a rule is."""
    for option in reversed(_RULE_OPTIONS):
        command = option(command)
    return command


@click.group("alerts", short_help="Tell each change once, by mail, webhook or chat.")
def alerts_command() -> None:
    """Tell of changed policies, each change once: by mail, webhook, chat, Atom file or on standard output."""


@alerts_command.command("add")
@click.option("--name", required=True, help="What to call it.")
@rule_options
@db_option
def alerts_add_command(name: str, db_path: Path, allow_private: bool | None, **options: Any) -> None:  # noqa: ANN401
    """Add a rule: whom to tell of which changes.

    Example: policytrail alerts add --name legal --tag vendors --at-least substantive --to mailto:legal@example.org
    """
    from policytrail.commands.alerts_rules import add_rule

    add_rule(name, options, db_path=db_path, allow_private=allow_private)


@alerts_command.command("edit")
@click.argument("name")
@rule_options
@db_option
def alerts_edit_command(name: str, db_path: Path, allow_private: bool | None, **options: Any) -> None:  # noqa: ANN401
    """Change what is given of the rule NAME; the rest stays.

    Example: policytrail alerts edit legal --digest weekly
    """
    from policytrail.commands.alerts_rules import edit_rule

    edit_rule(name, options, db_path=db_path, allow_private=allow_private)


@alerts_command.command("list")
@db_option
@json_option
def alerts_list_command(db_path: Path, as_json: bool) -> None:
    """List the rules.

    Example: policytrail alerts list
    """
    from policytrail.commands.alerts_rules import list_rules

    list_rules(db_path=db_path, as_json=as_json)


@alerts_command.command("remove")
@click.argument("name")
@db_option
def alerts_remove_command(name: str, db_path: Path) -> None:
    """Remove the rule NAME, and what waits for it.

    Example: policytrail alerts remove legal
    """
    from policytrail.commands.alerts_rules import remove_named_rule

    remove_named_rule(name, db_path=db_path)


@alerts_command.command("pause")
@click.argument("name")
@click.option("--resume", is_flag=True, help="Go on; what was recorded in the meantime is not told.")
@db_option
def alerts_pause_command(name: str, resume: bool, db_path: Path) -> None:
    """Let the rule NAME tell nothing new until --resume.

    Example: policytrail alerts pause legal
    """
    from policytrail.commands.alerts_rules import pause_rule

    pause_rule(name, resume=resume, db_path=db_path)


@alerts_command.command("load")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--only", is_flag=True, help="Remove the rules that the file does not name.")
@click.option("--allow-private", is_flag=True, help="Its rules may send into a private network.")
@db_option
def alerts_load_command(path: Path, only: bool, allow_private: bool, db_path: Path) -> None:
    """Take rules, and how targets are watched, from a TOML file (docs/alerts.md); all of it or, if it errs, nothing.

    Example: policytrail alerts load policytrail.toml --only
    """
    from policytrail.commands.alerts_rules import load_rules

    load_rules(path, only=only, allow_private=allow_private, db_path=db_path)


@alerts_command.command("test")
@click.argument("name")
@click.option("--since", metavar="DATE", default="", help="Only changes first seen from this date on.")
@db_option
@json_option
def alerts_test_command(name: str, since: str, db_path: Path, as_json: bool) -> None:
    """Print what the rule NAME would have told of the history there is. Sends nothing.

    Example: policytrail alerts test legal --since 2020
    """
    from policytrail.commands.alerts_try import test_rule

    test_rule(name, since=since, db_path=db_path, as_json=as_json)


@alerts_command.command("send-test")
@click.argument("name")
@db_option
def alerts_send_test_command(name: str, db_path: Path) -> None:
    """Send a message that says it is a test to each recipient of the rule NAME.

    Example: policytrail alerts send-test legal
    """
    from policytrail.commands.alerts_try import send_test

    send_test(name, db_path=db_path)


@alerts_command.command("check")
@db_option
@json_option
@click.option("--since-last/--all", default=True, help="What this channel was not told yet (default), or everything.")
@click.option(
    "--target", "targets", multiple=True, metavar="TARGET", help="Only this site or document; may be given again."
)
@click.option(
    "--channel",
    "channels",
    multiple=True,
    metavar="CHANNEL",
    default=("stdout",),
    show_default=True,
    help="stdout, webhook:URL or mail:ADDRESS[,ADDRESS]; may be given again. Alone, webhook and mail take"
    " $POLICYTRAIL_WEBHOOK_URL and $POLICYTRAIL_MAIL_TO, which keeps a secret address out of the crontab.",
)
@click.option("--exit-code", is_flag=True, help=f"End with status {EXIT_FOUND} if there was something to tell.")
@click.option("--dry-run", is_flag=True, help="Print what would be told; send nothing, remember nothing.")
@click.option("--quiet", is_flag=True, help="Say nothing unless there is something to tell, or something failed.")
def alerts_check_command(
    db_path: Path,
    as_json: bool,
    since_last: bool,
    targets: tuple[str, ...],
    channels: tuple[str, ...],
    exit_code: bool,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Tell each CHANNEL the changes recorded since it was last checked; what it takes it is never told again.

    A webhook gets a POST of JSON, signed (https://www.standardwebhooks.com) if $POLICYTRAIL_WEBHOOK_SECRET is set.
    Mail goes through $POLICYTRAIL_SMTP_HOST (also _PORT, _USER, _PASSWORD, _FROM; _SECURITY: starttls, ssl or none).
    Example: policytrail alerts check --since-last --channel mail:legal@example.org
    """
    from policytrail.commands.alerts_check import check_alerts

    check_alerts(
        db_path=db_path,
        as_json=as_json,
        since_last=since_last,
        targets=targets,
        channels=channels,
        exit_code=exit_code,
        dry_run=dry_run,
        quiet=quiet,
    )


@alerts_command.command("told")
@targets_argument
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@db_option
@json_option
def alerts_told_command(targets: tuple[str, ...], as_csv: bool, db_path: Path, as_json: bool) -> None:
    """List each change with who was told of it and when, and who looked at it: what an auditor asks for.

    Example: policytrail alerts told github.com --csv
    """
    from policytrail.commands.alerts_told import print_told

    print_told(targets, as_csv=as_csv, db_path=db_path, as_json=as_json)


@alerts_command.command("ack")
@click.argument("step")
@click.option("--by", required=True, help="Who looked at it.")
@click.option("--note", default="", help="What they made of it.")
@db_option
def alerts_ack_command(step: str, by: str, note: str, db_path: Path) -> None:
    """Note that somebody looked at STEP: its number as messages and `alerts told` give it, or TARGET@VERSION.

    Example: policytrail alerts ack 17 --by anna --note "no effect on us"
    """
    from policytrail.commands.alerts_told import acknowledge_step

    acknowledge_step(step, by=by, note=note, db_path=db_path)


@alerts_command.command("retry")
@click.option("--quiet", is_flag=True, help="Say nothing unless something failed.")
@db_option
def alerts_retry_command(db_path: Path, quiet: bool) -> None:
    """Send now what waits, and what was given up.

    Example: policytrail alerts retry
    """
    from policytrail.commands.alerts_told import retry_deliveries

    retry_deliveries(db_path=db_path, quiet=quiet)
