"""The clause, the smallest unit that is compared, and its form at the border (JSON)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from db.errors import UsageError


class ClauseKind(StrEnum):
    """What a clause is on the page."""

    HEADING = "heading"
    PARA = "para"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A heading, paragraph, list item or table row, with the headings above it.

    `level` is the depth of a heading (1 to 6) or the nesting of a list item (1 is outermost), 0 otherwise;
    `path` holds the headings above, outermost first; `text` is plain text on one line.
    """

    kind: ClauseKind
    level: int
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyperlink:
    """A link in a text: the place of its words in the text, and its target as the page writes it."""

    start: int
    end: int
    target: str


def clause_to_json(clause: Clause) -> dict[str, Any]:
    """Return the clause as the JSON object of the command-line contract."""
    return {"kind": clause.kind.value, "level": clause.level, "path": list(clause.path), "text": clause.text}


def clause_from_json(value: Mapping[str, Any]) -> Clause:
    """Read the JSON object of the command-line contract; raises UsageError for anything else."""
    try:
        return Clause(
            kind=ClauseKind(value["kind"]),
            level=int(value.get("level", 0)),
            path=tuple(str(part) for part in value.get("path", ())),
            text=str(value["text"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"not a clause ({error!r}); expected {{kind, level, path, text}}: {str(value)[:80]}"
        raise UsageError(message) from error
