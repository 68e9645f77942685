"""`policytrail add`: track policies."""

from pathlib import Path

import click

from db.store import Store
from tracker.commands.options import db_option
from tracker.targets import add_target, parse_target


@click.command("add")
@click.argument("targets", nargs=-1, required=True)
@db_option
def add_command(targets: tuple[str, ...], db_path: Path) -> None:
    """Track each TARGET, the address of a policy.

    Example: policytrail add https://docs.github.com/privacy
    """
    for target in targets:
        parse_target(target)
    store = Store(db_path)
    for target in targets:
        click.echo(f"tracking {add_target(store, target).name}")
    store.close()
