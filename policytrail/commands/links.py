"""`policytrail links`: the links of a page in a file that may lead to its policy, without a database."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from crawler.links.ranking import DEFAULT_LIMIT, rank_policy_links
from crawler.links.urls import host_of
from db.errors import UsageError
from policytrail.commands.options import json_option
from tracker.policy.names import KINDS


@click.command("links")
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--url", required=True, help="The address the page was found at; links are resolved against it.")
@click.option(
    "--document",
    metavar="KIND",
    default=KINDS[0],
    show_default=True,
    help=f"Which policy to look for: {', '.join(KINDS)}; a name like “terms of service” works too.",
)
@click.option("--limit", type=click.IntRange(min=1), default=DEFAULT_LIMIT, show_default=True, help="How many at most.")
@json_option
def links_command(page: Path, url: str, document: str, limit: int, as_json: bool) -> None:
    """Print the links of PAGE that may lead to the site's policy, best first.

    0.5 and more is worth following. Example: policytrail links homepage.html --url https://example.com/ --json
    """
    try:
        body = page.read_bytes()
    except OSError as error:
        message = f"{page}: {error.strerror or error}"
        raise UsageError(message) from error
    links = rank_policy_links(body, url=_address(url), document=document, limit=limit)
    if as_json:
        click.echo(json.dumps([asdict(link) for link in links], ensure_ascii=False))
    elif links:
        click.echo("\n".join(f"{link.score:.2f}  {link.url}  {link.text}" for link in links))
    else:
        click.echo("no link to a policy on this page", err=True)


def _address(url: str) -> str:
    """Return the address with a scheme; raises UsageError for what is none."""
    address = url if "://" in url else f"https://{url}"
    if not host_of(address) or any(character.isspace() for character in address):
        message = f"{url!r}: not the address of a page; write it like https://example.com/"
        raise UsageError(message)
    return address
