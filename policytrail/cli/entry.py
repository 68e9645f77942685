"""The command line's front door: all commands in their groups, and what becomes of errors."""

import os
import sys

import click

from db.errors import EXIT_FAILED, EXIT_INTERRUPTED, PolicytrailError
from policytrail.cli import alerts, check, completion, exchange, files, live, read, share, track, watch
from policytrail.cli.groups import GroupedCommands

GROUPS = {
    "Track": (
        track.add_command,
        track.edit_command,
        track.crawl_command,
        live.capture_command,
        live.save_command,
        track.locations_command,
        track.remove_command,
    ),
    "Read": (
        read.history_command,
        read.show_command,
        read.diff_command,
        read.blame_command,
        read.clause_command,
        read.search_command,
        read.review_command,
    ),
    "Watch": (
        watch.run_command,
        alerts.alerts_command,
        watch.schedule_command,
        watch.status_command,
        watch.archives_command,
    ),
    "Share": (
        share.serve_command,
        share.report_command,
        share.prove_command,
        exchange.import_command,
        exchange.export_command,
        exchange.cite_command,
        exchange.trends_command,
    ),
    "Check": (check.doctor_command, check.verify_command, check.reextract_command, check.reassess_command),
    "Without a database": (
        files.extract_command,
        files.compare_command,
        files.links_command,
        files.assess_command,
        completion.completion_command,
    ),
}
FIRST_STEPS = (
    ("policytrail crawl github.com", "Find the policy of a site and all its versions in the Wayback Machine."),
    ("policytrail history github.com", "See when it changed."),
    ("policytrail diff github.com", "See what changed last; COMMAND --help tells more, with an example."),
)


@click.group(cls=GroupedCommands, groups=GROUPS, first_steps=FIRST_STEPS)
@click.version_option(package_name="policytrail")
def policytrail() -> None:
    """Trace every clause of a privacy policy through the Wayback Machine."""


def main() -> None:
    """Run the command line; errors we know are one line on standard error and their own exit status."""
    try:
        status = policytrail(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("policytrail: stopped", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:  # `policytrail history ... | head`: the reader has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAILED)
    except PolicytrailError as error:
        complain(str(error))
        sys.exit(error.exit_status)
    except OSError as error:  # a folder that cannot be written, a disk that is full
        complain(f"{error.filename or 'the system'}: {error.strerror or error}")
        sys.exit(EXIT_FAILED)
    sys.exit(status if isinstance(status, int) else 0)


def complain(message: str) -> None:
    """Print an error as one line on standard error; what it quotes may be anybody's text."""
    from policytrail.commands.output import warn

    warn(message)
