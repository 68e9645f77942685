"""Commands that have the live page captured: by ourselves, or by the Wayback Machine."""

from pathlib import Path

import click

from policytrail.cli.options import db_option, json_option, targets_argument

SECONDS_BETWEEN = 10.0
"""As crawler.live.capture has it; a test compares them."""


@click.command("capture", short_help="Capture the live pages ourselves, as WARC files.")
@targets_argument
@db_option
@json_option
@click.option("--ignore-robots", is_flag=True, help="Do not ask robots.txt: for sites of your own.")
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=SECONDS_BETWEEN,
    show_default=True,
    help="Seconds between two requests to a host; less only for sites of your own.",
)
@click.option("--max-page-mb", type=click.FloatRange(min=0.001), default=20.0, help="Larger pages are not captured.")
@click.option("--contact", envvar="POLICYTRAIL_CONTACT", help="An address or mail for the site to reach you at.")
@click.option("--wait", is_flag=True, help="Wait while another run holds the database.")
@click.option("--quiet", is_flag=True, help="Say nothing unless a page was not captured.")
def capture_command(
    targets: tuple[str, ...],
    db_path: Path,
    as_json: bool,
    ignore_robots: bool,
    pause: float,
    max_page_mb: float,
    contact: str | None,
    wait: bool,
    quiet: bool,
) -> None:
    """Capture the page of each TARGET as it stands now, and what it redirects to, into captures/ beside the database.

    Without TARGET, of all that are tracked. robots.txt is obeyed. From then on `crawl` takes these captures as an
    archive named own: your word, not a third party's. Example: policytrail capture github.com
    """
    from crawler.live.capture import CaptureRequest
    from policytrail.commands.capture import capture_targets

    request = CaptureRequest(
        db_path=db_path,
        targets=targets,
        ignore_robots=ignore_robots,
        contact=contact,
        pause=pause,
        max_page_mb=max_page_mb,
        wait=wait,
    )
    capture_targets(request, as_json=as_json, quiet=quiet)


@click.command("save", short_help="Ask the Wayback Machine to capture the live pages.")
@targets_argument
@db_option
@json_option
@click.option("--archive", default="https://web.archive.org", show_default=True, help="Another server of that kind.")
@click.option("--contact", envvar="POLICYTRAIL_CONTACT", help="An address or mail for the archive to reach you at.")
@click.option("--wait", is_flag=True, help="Wait while another run holds the database.")
@click.option("--quiet", is_flag=True, help="Say nothing unless a page was not saved.")
def save_command(
    targets: tuple[str, ...],
    db_path: Path,
    as_json: bool,
    archive: str,
    contact: str | None,
    wait: bool,
    quiet: bool,
) -> None:
    """Ask the Wayback Machine's Save Page Now to capture the page of each TARGET; the next crawl finds the capture.

    Without TARGET, of all that are tracked. With $POLICYTRAIL_IA_ACCESS_KEY and $POLICYTRAIL_IA_SECRET_KEY (of
    https://archive.org/account/s3.php) 7 a minute, without 3. Example: policytrail save github.com
    """
    from crawler.live.save import SaveRequest
    from policytrail.commands.save import save_targets

    request = SaveRequest(db_path=db_path, targets=targets, base=archive.rstrip("/"), contact=contact, wait=wait)
    save_targets(request, as_json=as_json, quiet=quiet)
