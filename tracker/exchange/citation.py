"""How a version, or a corpus, is cited: BibTeX, CSL-JSON, or a plain sentence. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum


class CitationFormat(StrEnum):
    """What a citation is written in."""

    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is cited: `author` published it, on `date` (YYYY-MM-DD) it was captured, `note` says how it is known.

    `key` names it among others; `url` is where a reader looks at it, empty where it lies in files alone.
    """

    key: str
    author: str
    title: str
    date: str
    url: str
    note: str


_BIBTEX_SPECIAL = re.compile(r"[\\{}&%$#_^~]")
_BIBTEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def plain_citation(citation: Citation) -> str:
    """Return a sentence as a bibliography has it.

    >>> plain_citation(Citation(key="k", author="a.example", title="Privacy", date="2024-03-01", url="", note="Seen."))
    'a.example. Privacy. Captured 2024-03-01. Seen.'
    """
    where = f" {citation.url}." if citation.url else ""
    return f"{citation.author}. {citation.title}. Captured {citation.date}.{where} {citation.note}"


def csl_item(citation: Citation) -> dict[str, object]:
    """Return a CSL-JSON item: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types."""
    parts = [int(part) for part in citation.date.split("-")]
    item: dict[str, object] = {
        "id": citation.key,
        "type": "webpage",
        "author": [{"literal": citation.author}],
        "title": citation.title,
        "issued": {"date-parts": [parts]},
        "note": citation.note,
    }
    return item | ({"URL": citation.url} if citation.url else {})


def bibtex_entry(citation: Citation) -> str:
    """Return a BibTeX entry; what TeX would read as a command is escaped."""
    fields = {
        "author": f"{{{_tex(citation.author)}}}",
        "title": f"{{{_tex(citation.title)}}}",
        "year": citation.date[:4],
        "url": citation.url.replace("{", "%7B").replace("}", "%7D"),
        "note": f"Captured {citation.date}. {_tex(citation.note)}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{citation.key},", *lines, "}"])


def citation_key(*words: str) -> str:
    """Return a key of letters and digits.

    >>> citation_key("https://a.example/privacy", "3")
    'https-a-example-privacy-3'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", "-".join(words)).strip("-") or "policy"


def _tex(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda found: _BIBTEX.get(found[0], f"\\{found[0]}"), text)
