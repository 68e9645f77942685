"""Commands that keep the history up to date, and tell what changed."""

from pathlib import Path

import click

from db.errors import EXIT_FOUND
from policytrail.cli.options import db_option, json_option, targets_argument

PERIODS = ("hour", "day", "week")


@click.group("alerts", short_help="Tell each change once, by mail or to a webhook.")
def alerts_command() -> None:
    """Tell of changed policies, each change once: on standard output, to a webhook, by mail."""


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
    from policytrail.commands.alerts import check_alerts

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


@alerts_command.command("list")
@targets_argument
@db_option
@json_option
def alerts_list_command(targets: tuple[str, ...], db_path: Path, as_json: bool) -> None:
    """List every change there is to tell of each TARGET (of all, if none is given), and which channels were told.

    Example: policytrail alerts list github.com
    """
    from policytrail.commands.alerts import list_alerts

    list_alerts(targets, db_path=db_path, as_json=as_json)


@click.command("schedule", short_help="Print what cron or systemd needs to look every day.")
@db_option
@click.option(
    "--every", type=click.Choice(PERIODS), default="day", show_default=True, help="How often to crawl and tell."
)
@click.option(
    "--at", "at_time", metavar="HH:MM", help="Local time (of `hour` only the minutes); by default some time at night."
)
@click.option("--archive", envvar="POLICYTRAIL_ARCHIVE", help="The archive to crawl, as for `crawl`.")
@click.option("--channel", "channels", multiple=True, metavar="CHANNEL", help="Whom to tell, as for `alerts check`.")
def schedule_command(
    db_path: Path, every: str, at_time: str | None, archive: str | None, channels: tuple[str, ...]
) -> None:
    """Print a crontab line and a systemd timer that crawl what is tracked and tell what changed. Installs nothing.

    Example: policytrail schedule --every day --at 04:30 --channel mail:legal@example.org
    """
    from policytrail.commands.schedule import print_schedule

    print_schedule(db_path=db_path, every=every, at_time=at_time, archive=archive, channels=channels)


@click.command("status", short_help="List what is tracked, and how far each target is.")
@db_option
@json_option
def status_command(db_path: Path, as_json: bool) -> None:
    """List what is tracked: versions, captures, and what became of each capture.

    Example: policytrail status --db policies.db
    """
    from policytrail.commands.status import print_status

    print_status(db_path=db_path, as_json=as_json)
