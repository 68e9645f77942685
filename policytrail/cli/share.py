"""Commands that show the history to others."""

from pathlib import Path

import click

from policytrail.cli.options import WEIGHTS, db_option, target_argument


@click.command("serve", short_help="Look around in the history with a browser.")
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes a free one.")
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="A name under which browsers ask for it, besides localhost and addresses in figures; may be repeated.",
)
@click.option("--title", metavar="WORDS", help="What the site is called.")
@click.option("--base-url", metavar="PATH", default="/", help="The path under which a proxy publishes it: /policies/.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in a browser.")
def serve_command(
    db_path: Path,
    host: str,
    port: int,
    allowed: tuple[str, ...],
    title: str | None,
    base_url: str,
    open_browser: bool,
) -> None:
    """Serve the history as a web site (Datasette): tables, questions with answers, changes as redlines.

    Reads only; stop it with Ctrl-C.

    Example: policytrail serve --open
    """
    from policytrail.commands.serve import serve_history

    serve_history(
        db_path=db_path,
        host=host,
        port=port,
        open_browser=open_browser,
        allowed=allowed,
        title=title,
        base_url=base_url,
    )


@click.command("prove", short_help="Write what proves a change, or one sentence, into a folder.")
@target_argument
@click.argument("words", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="evidence",
    show_default=True,
    help="A new folder to write to.",
)
@click.option(
    "--timestamp-url",
    metavar="URL",
    help="Have the hashes signed by a time stamping authority (RFC 3161): hashes prove nothing against their maker.",
)
@db_option
def prove_command(target: str, words: str | None, out: Path, timestamp_url: str | None, db_path: Path) -> None:
    """Write all that proves the change that made TARGET@VERSION (by default the newest) into a folder.

    With WORDS, it is the newest change of a clause that says them, and clause.html is a page to publish: the sentence
    before and after, both captures, and their hashes.

    Example: policytrail prove https://docs.github.com/privacy "precise location" --out evidence
    """
    from policytrail.commands.prove import prove_change

    prove_change(target, words, out=out, db_path=db_path, timestamp_url=timestamp_url)


@click.command("report", short_help="Write a document's history as one page to send.")
@target_argument
@click.option(
    "--html",
    "html_path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write: a page that needs nothing from elsewhere.",
)
@click.option("--since", metavar="DATE", help="Only changes first captured from this date on.")
@click.option("--weight", "least_weight", type=click.Choice(WEIGHTS), help="Only changes of this weight or a heavier.")
@db_option
def report_command(target: str, html_path: Path, since: str | None, least_weight: str | None, db_path: Path) -> None:
    """Write the history of TARGET as one page: each change as a redline, with the two captures that prove it.

    Example: policytrail report github.com --html github.html --since 2020 --weight substantive
    """
    from policytrail.commands.report import write_report

    write_report(target, html_path=html_path, since=since, least_weight=least_weight, db_path=db_path)
