"""Commands that keep the history up to date, and tell what changed."""

from pathlib import Path

import click

from policytrail.cli.options import db_option, json_option

PERIODS = ("hour", "day", "week")
STATUS_ORDERS = ("name", "change", "capture", "look")


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
@click.option("--failed", is_flag=True, help="Only targets of which something could not be fetched or found.")
@click.option(
    "--sort", type=click.Choice(STATUS_ORDERS), help="By name, or what changed, was captured or looked at last."
)
@click.option("--all", "everything", is_flag=True, help="List all targets, however many.")
def status_command(db_path: Path, as_json: bool, failed: bool, sort: str | None, everything: bool) -> None:
    """List what is tracked: last capture, last look, last change, what failed; and a summary.

    Example: policytrail status --failed
    """
    from policytrail.commands.status import print_status

    print_status(db_path=db_path, as_json=as_json, failed=failed, sort=sort, everything=everything)
