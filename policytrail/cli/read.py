"""Commands that read the history: versions, texts, changes, clauses."""

from pathlib import Path

import click

from policytrail.cli.completion import complete_target
from policytrail.cli.options import comparison_options, db_option, json_option, target_argument, topic_option

SEARCH_KINDS = ("added", "removed", "modified", "split", "merged")
SEARCH_ORDERS = ("relevance", "date")


@click.command("history", short_help="List the versions of a policy, oldest first.")
@target_argument
@db_option
@json_option
def history_command(target: str, db_path: Path, as_json: bool) -> None:
    """List the versions of TARGET, oldest first.

    Example: policytrail history https://docs.github.com/privacy
    """
    from policytrail.commands.history import print_history

    print_history(target, db_path=db_path, as_json=as_json)


@click.command("review", short_help="List the versions in doubt; confirm or reject one.")
@click.argument("words", nargs=-1, metavar="[confirm|reject] [TARGET[@VERSION]]", shell_complete=complete_target)
@click.option("--reason", metavar="TEXT", help="What you saw: kept with your verdict and the date.")
@db_option
@json_option
def review_command(words: tuple[str, ...], reason: str | None, db_path: Path, as_json: bool) -> None:
    """List what is in doubt in TARGET (in all, if none is named): why, the captures, and what confirming would change.

    With confirm or reject, keep your verdict on TARGET@VERSION; the history is derived again with it, and from then on.
    Example: policytrail review github.com
    """
    from policytrail.commands.review import review_versions

    review_versions(words, reason=reason, db_path=db_path, as_json=as_json)


@click.command("show", short_help="Print the text of a version, or of a day.")
@target_argument
@db_option
@json_option
def show_command(target: str, db_path: Path, as_json: bool) -> None:
    """Print the text of TARGET as Markdown: the newest version, or TARGET@VERSION, or TARGET@DATE.

    Example: policytrail show https://docs.github.com/privacy@2023-06-01
    """
    from policytrail.commands.show import show_text

    show_text(target, db_path=db_path, as_json=as_json)


@click.command("diff", short_help="Show what changed between two versions, or days.")
@target_argument
@click.argument("old", required=False)
@click.argument("new", required=False)
@db_option
@json_option
@comparison_options
def diff_command(
    target: str,
    old: str | None,
    new: str | None,
    db_path: Path,
    as_json: bool,
    html_path: Path | None,
    patch: bool,
    words: bool,
    stat: bool,
    least_weight: str | None,
    topic: str | None,
) -> None:
    """Show what changed in TARGET between the versions or dates OLD and NEW; by default between the last two.

    Example: policytrail diff https://docs.github.com/privacy 2024-01-01 2024-03-01
    """
    from policytrail.commands.comparison import View
    from policytrail.commands.diff import show_diff

    view = View(
        as_json=as_json,
        html_path=html_path,
        patch=patch,
        words=words,
        stat=stat,
        least_weight=least_weight,
        topic=topic,
    )
    show_diff(target, old, new, db_path=db_path, view=view)


@click.command("blame", short_help="Show since when each clause stands there, and reads so.")
@target_argument
@click.option("--at", metavar="DATE_OR_VERSION", help="The version of that day or number; by default the newest.")
@db_option
@json_option
def blame_command(target: str, at: str | None, db_path: Path, as_json: bool) -> None:
    """Show, for each clause of TARGET, since when it stands there and since when it reads as it does.

    Example: policytrail blame https://docs.github.com/privacy --at 2023-06-01
    """
    from policytrail.commands.blame import print_blame

    print_blame(target, at, db_path=db_path, as_json=as_json)


@click.command("clause", short_help="Follow one clause from its birth to its end.")
@target_argument
@click.argument("query")
@db_option
@json_option
def clause_command(target: str, query: str, db_path: Path, as_json: bool) -> None:
    """Follow the clauses of TARGET that ever said QUERY from birth to death, each wording with its captures.

    Example: policytrail clause https://docs.github.com/privacy "precise location"
    """
    from policytrail.commands.clause import print_clauses

    print_clauses(target, query, db_path=db_path, as_json=as_json)


@click.command("search", short_help="Find words in all versions of all policies.")
@click.argument("query")
@click.option("--target", shell_complete=complete_target, help="Search only this document.")
@topic_option("Only clauses about this topic")
@click.option(
    "--kind", type=click.Choice(SEARCH_KINDS), help="Only what such a change brought, or took away (removed)."
)
@click.option("--since", metavar="DATE", help="Only what began (of the kind removed: went) on this day or later.")
@click.option("--sort", type=click.Choice(SEARCH_ORDERS), default="relevance", help="The best first, or the newest.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="At most so many clauses.")
@db_option
@json_option
def search_command(
    query: str,
    target: str | None,
    topic: str | None,
    kind: str | None,
    since: str | None,
    sort: str,
    limit: int,
    db_path: Path,
    as_json: bool,
) -> None:
    """Find the clauses that say QUERY in any version: since when, until when, and the captures that show it.

    All words are wanted, in any of their forms (share finds sharing); "exact phrases", OR, NOT, brackets and the
    beginnings of words (locat*) work.

    Example: policytrail search '"third parties" AND (sell OR share)' --kind added --since 2023
    """
    from policytrail.commands.search import order_of, search_versions

    search_versions(
        query,
        order_of(kind, since, sort),
        target=target,
        topic=topic,
        limit=limit,
        db_path=db_path,
        as_json=as_json,
    )
