"""`policytrail links`: the links of a page in a file that may lead to its policy, without a database."""

from dataclasses import asdict
from pathlib import Path

from crawler.links.ranking import rank_policy_links
from crawler.links.urls import host_of
from db.errors import UsageError
from policytrail.commands.output import print_json, print_line, tell


def print_links(page: Path, *, url: str, document: str, limit: int, as_json: bool) -> None:
    """Print the links of a page that may lead to the site's policy, best first."""
    try:
        body = page.read_bytes()
    except OSError as error:
        message = f"{page}: {error.strerror or error}"
        raise UsageError(message) from error
    links = rank_policy_links(body, url=_address(url), document=document, limit=limit)
    if as_json:
        print_json([{**asdict(link), "confidence": link.confidence} for link in links])
    elif links:
        for link in links:
            print_line(f"{link.score:.2f}  {link.confidence:8}  {link.url}  {link.text}")
    else:
        tell("no link to a policy on this page")


def _address(url: str) -> str:
    """Return the address with a scheme; raises UsageError for what is none."""
    address = url if "://" in url else f"https://{url}"
    if not host_of(address) or any(character.isspace() for character in address):
        message = f"{url!r}: not the address of a page; write it like https://example.com/"
        raise UsageError(message)
    return address
