"""Commands that need no database: they read files, and print."""

from pathlib import Path
from typing import IO

import click

from policytrail.cli.options import comparison_options, db_option, json_option, rules_option, section_option

KINDS = ("privacy", "terms", "cookies", "dpa", "subprocessors", "acceptable-use", "security")
LINKS_LIMIT = 20
"""As the modules that do the work have them, which would take their time to say so; a test compares them."""


@click.command("extract", short_help="Print the text of pages in files.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--explain", is_flag=True, help="Say what was taken, what was left out, and why.")
@section_option
@click.option("--url", help="The address the page was found at.")
@json_option
def extract_command(
    paths: tuple[Path, ...], explain: bool, section: str | None, url: str | None, as_json: bool
) -> None:
    """Print the text of the pages in PATHS (HTML, text, PDF) as Markdown, or with --json a line of JSON each.

    Example: policytrail extract --json privacy.html
    """
    from policytrail.commands.extract import extract_files

    extract_files(paths, explain=explain, section=section, url=url, as_json=as_json)


@click.command("compare", short_help="Show what changed between two files.")
@click.argument("old", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("new", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
@comparison_options
@click.option(
    "--batch",
    type=click.File(encoding="utf-8"),
    help="JSON Lines with id, old, new (lists of clauses), or with id, versions; - is standard input.",
)
def compare_command(
    old: Path | None,
    new: Path | None,
    as_json: bool,
    html_path: Path | None,
    patch: bool,
    words: bool,
    stat: bool,
    least_weight: str | None,
    topic: str | None,
    batch: IO[str] | None,
) -> None:
    """Show what changed from the file OLD to the file NEW.

    Example: policytrail compare policy-2023.html policy-2024.pdf
    """
    from policytrail.commands.compare import compare_batch, compare_files
    from policytrail.commands.comparison import View

    if batch is not None:
        compare_batch(batch)
    else:
        view = View(
            as_json=as_json,
            html_path=html_path,
            patch=patch,
            words=words,
            stat=stat,
            least_weight=least_weight,
            topic=topic,
        )
        compare_files(old, new, view)


@click.command("links", short_help="Print which links of a page lead to its policy.")
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--url", required=True, help="The address the page was found at; links are resolved against it.")
@click.option(
    "--document",
    metavar="KIND",
    default=KINDS[0],
    show_default=True,
    help=f"Which policy to look for: {', '.join(KINDS)}; a name like “terms of service” works too.",
)
@click.option("--limit", type=click.IntRange(min=1), default=LINKS_LIMIT, show_default=True, help="How many at most.")
@json_option
def links_command(page: Path, url: str, document: str, limit: int, as_json: bool) -> None:
    """Print the links of PAGE that may lead to the site's policy, best first.

    A sure or likely link (0.5 and more) is followed, a doubtful one only where there is no better: what it leads to has
    to prove itself a policy. Example: policytrail links homepage.html --url https://example.com/ --json
    """
    from policytrail.commands.links import print_links

    print_links(page, url=url, document=document, limit=limit, as_json=as_json)


@click.command("assess", short_help="Say what changes mean.")
@click.argument("target", required=False)
@click.option(
    "--batch",
    type=click.File(encoding="utf-8"),
    help="JSON Lines with id, kind, section, old, new, or with id, text (one clause); - is standard input.",
)
@click.option("--explain", is_flag=True, help="Show every rule that spoke, with its points and the words it found.")
@rules_option
@db_option
@json_option
def assess_command(
    target: str | None, batch: IO[str] | None, explain: bool, rules: Path | None, db_path: Path, as_json: bool
) -> None:
    """Say of each change how much it means, for whom, about what, and why, by rules that can be read and contested.

    TARGET or TARGET@VERSION: the changes that led to a version, the most important first. With --batch no database is
    needed, and a line of JSON is printed for each line. Example: policytrail assess --batch changes.jsonl --explain
    """
    from policytrail.commands.assess import assess_batch, assess_target

    if batch is not None:
        assess_batch(batch, rules=rules, explain=explain)
    elif target is not None:
        assess_target(target, db_path=db_path, rules=rules, explain=explain, as_json=as_json)
    else:
        message = "assess needs a target, or --batch FILE"
        raise click.UsageError(message)
