"""What a person asked for in an address: parameters read once, bounded, with a word instead of an error. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from db.errors import UsageError
from tracker.text.timestamps import typed_date

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST = 500
"""Characters of a parameter that are looked at."""
MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The parts of the path and the parameters of an address, and the path itself without its ending."""

    path: str
    parts: Mapping[str, str]
    parameters: Mapping[str, str]

    def part(self, name: str) -> int:
        """Return a number in the path."""
        return int(self.parts[name])

    def text(self, name: str) -> str:
        """Return a parameter, empty if it is not given."""
        return self.parameters.get(name, "")[:LONGEST].strip()

    def page(self) -> int:
        """Return which page is wanted, from 1; raises UsageError."""
        text = self.text("page") or "1"
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PAGES):
            message = f"page={text}: there is no such page; the first one is 1"
            raise UsageError(message)
        return int(text)

    def choice(self, name: str, choices: type[Choice]) -> Choice | None:
        """Return a parameter as one of a few words, None if it is not given; raises UsageError."""
        text = self.text(name)
        if not text:
            return None
        try:
            return choices(text)
        except ValueError as error:
            message = f"{name}={text}: it may be {', '.join(choices)}"
            raise UsageError(message) from error

    def date(self, name: str) -> str | None:
        """Return a date as the first digits of a timestamp, None if it is not given; raises UsageError."""
        text = self.text(name)
        if not text:
            return None
        digits = typed_date(text)
        if digits is None:
            message = f"{name}={text}: no date; write 2024, 2024-03 or 2024-03-01"
            raise UsageError(message)
        return digits
