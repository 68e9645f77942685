"""Commands that keep the history up to date, and tell what changed."""

from pathlib import Path

import click

from policytrail.cli.options import archive_option, db_option, json_option

PERIODS = ("hour", "day", "week")
STATUS_ORDERS = ("name", "change", "capture", "look")


@click.command("run", short_help="Look at what is due, and tell what changed: for cron.")
@db_option
@json_option
@archive_option
@click.option("--max-minutes", type=click.FloatRange(min=0), help="Ask for nothing more after so many minutes.")
@click.option("--rate", type=click.FloatRange(min=0), help="Replay requests a minute, as for `crawl`.")
@click.option("--contact", envvar="POLICYTRAIL_CONTACT", help="An address or mail for the archive to reach you at.")
@click.option(
    "--site-url",
    envvar="POLICYTRAIL_SITE_URL",
    help="Where `serve` is published: messages link to its redlines instead of attaching them.",
)
@click.option(
    "--ping", "ping_url", envvar="POLICYTRAIL_PING_URL", help="An address of healthchecks.io or its like to tell."
)
@click.option(
    "--metrics",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="POLICYTRAIL_METRICS",
    help="A text file to write for Prometheus.",
)
@click.option("--log", type=click.Choice(["text", "json"]), default="text", help="json: a line for each event.")
@click.option("--quiet", is_flag=True, help="Say nothing unless something is not well, on a terminal too.")
def run_command(
    db_path: Path,
    as_json: bool,
    archive: tuple[str, ...],
    max_minutes: float | None,
    rate: float | None,
    contact: str | None,
    site_url: str | None,
    ping_url: str | None,
    metrics: Path | None,
    log: str,
    quiet: bool,
) -> None:
    """Look at the targets that are due, tell what the rules of `alerts` say, keep house.

    Prints nothing where all is well, or is as it was the last time. Ends with status 1 if a target failed or a message
    was not taken, 75 if another run is at work or the archive refuses. Example: policytrail run --max-minutes 60
    """
    from policytrail.commands.run import RunRequest, run_once

    request = RunRequest(
        db_path=db_path,
        archive=archive,
        max_minutes=max_minutes,
        rate=rate,
        contact=contact,
        site_url=site_url,
        ping_url=ping_url,
        metrics=metrics,
        log_json=log == "json",
        as_json=as_json,
        quiet=quiet,
    )
    run_once(request)


@click.command("schedule", short_help="Print what cron or systemd needs to look every day.")
@db_option
@click.option(
    "--every", type=click.Choice(PERIODS), default="day", show_default=True, help="How often to crawl and tell."
)
@click.option(
    "--at", "at_time", metavar="HH:MM", help="Local time (of `hour` only the minutes); by default some time at night."
)
@archive_option
@click.option(
    "--channel",
    "channels",
    multiple=True,
    metavar="CHANNEL",
    help="Whom to tell, as for `alerts check`, instead of by rules.",
)
def schedule_command(
    db_path: Path, every: str, at_time: str | None, archive: tuple[str, ...], channels: tuple[str, ...]
) -> None:
    """Print a crontab line and a systemd timer for `policytrail run`. Installs nothing.

    Example: policytrail schedule --every day --at 04:30
    """
    from policytrail.commands.schedule import print_schedule

    print_schedule(db_path=db_path, every=every, at_time=at_time, archive=archive, channels=channels)


@click.command("archives", short_help="List the archives of the history, and what each holds.")
@db_option
@json_option
def archives_command(db_path: Path, as_json: bool) -> None:
    """List the archives that were asked: how many captures of the policies each holds, from when to when.

    Example: policytrail archives --db policies.db
    """
    from policytrail.commands.archives import print_archives

    print_archives(db_path=db_path, as_json=as_json)


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
