"""What a person types into a search, understood: words, phrases, operators and brackets. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from db.errors import UsageError

MAX_QUERY_LENGTH = 500  # characters; FTS5 refuses expressions deeper than 256 (SQLITE_FTS5_MAX_EXPR_DEPTH)
MAX_NESTING = 20

_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"(?P<prefix>\*?)|(?P<bracket>[()])|(?P<word>[^\s"()]+)')
# Thai, Lao, Burmese, Khmer, kana, Han: https://www.unicode.org/reports/tr14/ classes SA, ID and CJ
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


class Sign(StrEnum):
    """What stands between the terms."""

    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    OPEN = "("
    CLOSE = ")"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase to find; `prefix`: the beginning of one; `exact`: in quotation marks, as it stands."""

    text: str
    prefix: bool
    exact: bool = False


Forms = Callable[[str], tuple[str, ...]]
"""Gives the other forms of a word that the index has."""


def no_forms(word: str) -> tuple[str, ...]:  # noqa: ARG001 - a Forms
    """Return no other form of any word."""
    return ()


def is_unspaced(text: str) -> bool:
    """Whether the text is of a script that sets no spaces, in which FTS5 takes a whole sentence for one word."""
    return bool(_UNSPACED.search(text))


def parse_query(query: str) -> tuple[Term | Sign, ...]:
    """Return the terms with a sign between any two.

    Words are all wanted; "phrases", AND, OR, NOT (capitals), brackets and word* mean what they say; any other
    character is text. Raises UsageError, which says what is wrong, for what makes no sense.
    """
    if len(query) > MAX_QUERY_LENGTH:
        message = f"the search is longer than {MAX_QUERY_LENGTH} characters; search for fewer words"
        raise UsageError(message)
    clean = "".join(character if character.isprintable() else " " for character in query)
    if clean.count('"') % 2:
        message = f"{query!r}: a quotation mark is left open; close it, or leave it out"
        raise UsageError(message)
    return _fitted([part for token in _TOKEN.finditer(clean) if (part := _part(token))], query)


def _part(token: re.Match[str]) -> Term | Sign | None:
    """Return a token as term or sign; None for one without a letter or digit, which no index holds."""
    if token["bracket"]:
        return Sign(token["bracket"])
    if token["word"] in {Sign.AND, Sign.OR, Sign.NOT}:
        return Sign(token["word"])
    text = token["phrase"] if token["word"] is None else token["word"].rstrip("*")
    if not any(character.isalnum() for character in text):
        return None
    return Term(
        text=text, prefix=bool(token["prefix"]) or (token["word"] or "").endswith("*"), exact=token["word"] is None
    )


def _fitted(parts: list[Term | Sign], query: str) -> tuple[Term | Sign, ...]:
    """Return the parts with AND where nothing stands between two; raises UsageError for parts that do not fit."""
    fitted: list[Term | Sign] = []
    depth = 0
    wants_term = True
    for part in parts:
        opens = isinstance(part, Term) or part is Sign.OPEN
        if opens and not wants_term:
            fitted.append(Sign.AND)
        if not opens and wants_term:
            message = f"{query!r}: something to search for is missing before {part}"
            raise UsageError(message)
        depth += (part is Sign.OPEN) - (part is Sign.CLOSE)
        if not 0 <= depth <= MAX_NESTING:
            message = f"{query!r}: the brackets do not match, or are nested more than {MAX_NESTING} deep"
            raise UsageError(message)
        fitted.append(part)
        wants_term = isinstance(part, Sign) and part is not Sign.CLOSE
    if wants_term or depth:
        message = f'{query!r}: nothing to search for, or the end is missing; write words, "a phrase", a AND (b OR c)'
        raise UsageError(message)
    return tuple(fitted)


def fts_term(term: Term, forms: Forms = no_forms) -> str:
    """Return a term, or any of its forms, in FTS5's syntax (https://www.sqlite.org/fts5.html#full_text_query_syntax)."""
    if term.prefix or term.exact:
        return f'"{term.text}"{" *" if term.prefix else ""}'
    words = dict.fromkeys((term.text, *forms(term.text)))
    quoted = " OR ".join(f'"{word}"' for word in words)
    return f"({quoted})" if len(words) > 1 else quoted


def fts_expression(query: str, forms: Forms = no_forms) -> str:
    """Return what a person typed as an FTS5 expression that takes any form of its words; raises UsageError.

    >>> fts_expression('sell "third parties" OR shar*')
    '"sell" AND "third parties" OR "shar" *'
    """
    return " ".join(fts_term(part, forms) if isinstance(part, Term) else part.value for part in parse_query(query))
