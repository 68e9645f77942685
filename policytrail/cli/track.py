"""Commands that say what to track, and fetch it."""

from pathlib import Path

import click

from policytrail.cli.completion import complete_target
from policytrail.cli.options import (
    archive_option,
    db_option,
    document_option,
    json_option,
    section_option,
    target_argument,
    targets_argument,
    watch_options,
)

SAMPLES = ("changes", "month", "half-year", "all")
KEEPS = ("changed", "all", "none")
REPLAY_PER_MINUTE = 60
"""As the crawler has them, which would take its time to say so; a test compares them."""


@click.command("add", short_help="Track sites, or the policies at addresses.")
@targets_argument
@db_option
@click.option(
    "--from",
    "list_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A list: one a line, or CSV with a column site or url, or Tranco's rank,domain. With --at: since when.",
)
@click.option("--at", "address", metavar="URL", help="An address of the TARGET's policy, in the time --from to --to.")
@click.option("--to", metavar="DATE", help="With --at: until when; nothing: still.")
@document_option
@section_option
@watch_options
def add_command(
    targets: tuple[str, ...],
    db_path: Path,
    list_path: Path | None,
    address: str | None,
    to: str | None,
    document: str | None,
    section: str | None,
    tags: tuple[str, ...],
    owner: str | None,
    note: str | None,
    every: str | None,
) -> None:
    """Track each TARGET: a site, whose policy is then looked for, or the address of a policy.

    Example: policytrail add github.com https://buffer.com/legal#privacy-policy --tag vendors
    """
    from policytrail.commands.add import add_address, add_targets
    from policytrail.commands.edit import WatchChange

    if address is not None or to is not None:
        since = None if list_path is None else str(list_path)
        add_address(targets, address, since=since, until=to, db_path=db_path)
        return
    watch = WatchChange(tags=tags, owner=owner, note=note, every=every)
    add_targets(targets, db_path=db_path, list_path=list_path, document=document, section=section, watch=watch)


@click.command("edit", short_help="Change how targets are watched.")
@targets_argument
@watch_options
@click.option("--untag", "dropped_tags", multiple=True, metavar="TAG", help="A tag to take away.")
@click.option("--pause/--resume", "paused", default=None, help="Let `run` pass over it, and tell nothing of it.")
@db_option
def edit_command(
    targets: tuple[str, ...],
    tags: tuple[str, ...],
    owner: str | None,
    note: str | None,
    every: str | None,
    dropped_tags: tuple[str, ...],
    paused: bool | None,
    db_path: Path,
) -> None:
    """Change the tags, the owner, the note or the rhythm of each TARGET, or let it pause.

    Example: policytrail edit github.com --owner anna@example.org --every week
    """
    from policytrail.commands.edit import WatchChange, edit_targets

    change = WatchChange(tags=tags, owner=owner, note=note, every=every, dropped_tags=dropped_tags, paused=paused)
    edit_targets(targets, change, db_path=db_path)


@click.command("crawl", short_help="Fetch what is new in the archive, record what changed.")
@targets_argument
@db_option
@json_option
@archive_option
@click.option(
    "--sample",
    type=click.Choice(SAMPLES),
    help="changes: bisect, a few percent of the captures; month, half-year: one in each; all: every capture. Remembered"
    " for each target; changes if you never said.",
)
@click.option(
    "--from", "start", metavar="DATE", help="Only captures from this date on (YYYY, YYYYMMDD, YYYY-MM-DD ...)."
)
@click.option("--to", "end", metavar="DATE", help="Only captures up to this date.")
@click.option("--max-fetches", type=click.IntRange(min=0), help="Stop after so many fetches; the next run goes on.")
@click.option("--max-minutes", type=click.FloatRange(min=0), help="Ask for nothing more after so many minutes.")
@click.option(
    "--rate",
    type=click.FloatRange(min=0),
    help=f"Replay requests a minute (default {REPLAY_PER_MINUTE}; 0: no limit, for an archive of your own).",
)
@click.option(
    "--max-page-mb",
    type=click.FloatRange(min=0.001),
    default=20.0,
    show_default=True,
    help="Pages larger than this are not read.",
)
@click.option(
    "--keep",
    type=click.Choice(KEEPS),
    default=KEEPS[0],
    show_default=True,
    help="Which pages to keep as evidence: those that start a version, all that are fetched, or none.",
)
@document_option
@section_option
@click.option("--contact", envvar="POLICYTRAIL_CONTACT", help="An address or mail for the archive to reach you at.")
@click.option(
    "--wait", is_flag=True, help="Wait while another run holds the database, instead of ending with status 75."
)
@click.option(
    "--quiet", is_flag=True, help="Say nothing unless something failed, for another reason than the last time."
)
def crawl_command(
    targets: tuple[str, ...],
    db_path: Path,
    as_json: bool,
    archive: tuple[str, ...],
    sample: str | None,
    start: str | None,
    end: str | None,
    max_fetches: int | None,
    max_minutes: float | None,
    rate: float | None,
    max_page_mb: float,
    keep: str,
    document: str | None,
    section: str | None,
    contact: str | None,
    wait: bool,
    quiet: bool,
) -> None:
    """Find the captures of each TARGET, fetch what is needed, record versions and changes.

    Without TARGET, all that are tracked. Example: policytrail crawl https://docs.github.com/privacy --sample month
    """
    from policytrail.commands.crawl import crawl_targets

    crawl_targets(
        targets,
        db_path=db_path,
        as_json=as_json,
        archive=archive,
        sample=sample,
        start=start,
        end=end,
        max_fetches=max_fetches,
        max_minutes=max_minutes,
        rate=rate,
        max_page_mb=max_page_mb,
        keep=keep,
        document=document,
        section=section,
        contact=contact,
        wait=wait,
        quiet=quiet,
    )


@click.command("locations", short_help="Print where a policy was to be found; reject an address.")
@click.argument("words", nargs=-1, metavar="TARGET | reject URL", shell_complete=complete_target)
@click.option("--reason", metavar="TEXT", help="With reject: what the address is; kept with the date.")
@db_option
@json_option
def locations_command(words: tuple[str, ...], reason: str | None, db_path: Path, as_json: bool) -> None:
    """Print where TARGET was to be found: each address with its time, how it was found, and what was refused and why.

    Times without a policy are said, too. With reject, an address is none of its policy's: no crawl takes it again.
    Example: policytrail locations github.com
    """
    from policytrail.commands.locations import locations

    locations(words, reason=reason, db_path=db_path, as_json=as_json)


@click.command("remove", short_help="Stop tracking a target, and delete its history.")
@target_argument
@db_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove_command(target: str, db_path: Path, yes: bool) -> None:
    """Delete TARGET with all its captures, pages, versions and changes. It cannot be undone.

    Example: policytrail remove https://docs.github.com/privacy --yes
    """
    from policytrail.commands.remove import remove_target

    remove_target(target, db_path=db_path, yes=yes)
