"""Commands that check what was recorded, or read it again."""

from pathlib import Path

import click

from policytrail.cli.options import archive_option, db_option, json_option, rules_option, targets_argument


@click.command("verify", short_help="Check all that is recorded against its hashes.")
@db_option
@json_option
def verify_command(db_path: Path, as_json: bool) -> None:
    """Check every page against its hash, every version against its spans, every reference; exit 1 if any is wrong.

    Example: policytrail verify --db policies.db
    """
    from policytrail.commands.verify import verify_history

    verify_history(db_path=db_path, as_json=as_json)


@click.command("reextract", short_help="Read the kept pages with the present extractor.")
@targets_argument
@db_option
@json_option
def reextract_command(targets: tuple[str, ...], db_path: Path, as_json: bool) -> None:
    """Read the kept pages of each TARGET (by default of all) with the present extractor.

    Where the text differs from what an older extractor read, the old version stays on record and a technical change
    links it to the new one; no alert is sent for it. Example: policytrail reextract --db policies.db
    """
    from policytrail.commands.reextract import reextract_targets

    reextract_targets(targets, db_path=db_path, as_json=as_json)


@click.command("reassess", short_help="Say anew what the recorded changes mean.")
@targets_argument
@rules_option
@db_option
@json_option
def reassess_command(targets: tuple[str, ...], rules: Path | None, db_path: Path, as_json: bool) -> None:
    """Assess the recorded changes of each TARGET (by default of all) by the present rules; nothing else is rewritten.

    Steps that these rules assessed already are left alone.

    Example: policytrail reassess --rules own.toml --db policies.db
    """
    from policytrail.commands.reassess import reassess_targets

    reassess_targets(targets, rules=rules, db_path=db_path, as_json=as_json)


@click.command("doctor", short_help="Check all that a nightly run depends on.")
@db_option
@archive_option
@json_option
def doctor_command(db_path: Path, archive: tuple[str, ...], as_json: bool) -> None:
    """Check database, disk, clock, archive, channels, last run, dead letters, files of secrets; sends nothing.

    Ends with status 1 if anything is not well. Example: policytrail doctor --db policies.db
    """
    from policytrail.commands.doctor import examine

    examine(db_path=db_path, archives=archive, as_json=as_json)
