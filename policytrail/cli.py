"""The command line: one lazy table of commands, so that `--help` is fast and this room need not import the crawler."""

import os
import sys
from importlib import import_module

import click

from db.errors import EXIT_FAILED, EXIT_INTERRUPTED, PolicytrailError

COMMANDS = {
    "add": "policytrail.commands.add:add_command",
    "alerts": "policytrail.commands.alerts:alerts_command",
    "blame": "policytrail.commands.blame:blame_command",
    "clause": "policytrail.commands.clause:clause_command",
    "compare": "policytrail.commands.compare:compare_command",
    "crawl": "policytrail.commands.crawl:crawl_command",
    "diff": "policytrail.commands.diff:diff_command",
    "extract": "policytrail.commands.extract:extract_command",
    "history": "policytrail.commands.history:history_command",
    "links": "policytrail.commands.links:links_command",
    "locations": "policytrail.commands.locations:locations_command",
    "prove": "policytrail.commands.prove:prove_command",
    "reextract": "policytrail.commands.reextract:reextract_command",
    "remove": "policytrail.commands.remove:remove_command",
    "schedule": "policytrail.commands.schedule:schedule_command",
    "search": "policytrail.commands.search:search_command",
    "serve": "policytrail.commands.serve:serve_command",
    "show": "policytrail.commands.show:show_command",
    "status": "policytrail.commands.status:status_command",
    "verify": "policytrail.commands.verify:verify_command",
}


class LazyGroup(click.Group):
    """Imports a command's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the table."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=LazyGroup)
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
        click.echo(f"policytrail: {error}", err=True)
        sys.exit(error.exit_status)
    except OSError as error:  # a folder that cannot be written, a disk that is full
        click.echo(f"policytrail: {error.filename or 'the system'}: {error.strerror or error}", err=True)
        sys.exit(EXIT_FAILED)
    sys.exit(status if isinstance(status, int) else 0)
