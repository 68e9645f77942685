"""Records of archive files as values: where each stands, what it says, and the breaks between them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record stands: `skipped` records after byte `offset`; more than 0 where members hold several."""

    offset: int
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its kind, its header, and the HTTP answer in it (`status` None: no answer, or none is said).

    `payload` is at most the bytes asked for; `is_whole` is False where it has more, `is_cut` True where the file ends
    within it, or the next record begins in it.
    """

    place: Place
    kind: str
    headers: Sequence[tuple[str, str]]
    http_headers: Sequence[tuple[str, str]]
    status: int | None
    payload: bytes
    is_whole: bool
    is_cut: bool

    def header(self, name: str) -> str:
        """Return a header of the record, empty if it has none of that name."""
        return _value(self.headers, name)

    def http_header(self, name: str) -> str:
        """Return a header of the archived answer, empty if it has none of that name."""
        return _value(self.http_headers, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Bytes that are no record, near `offset`; `goes_on` tells whether records were found after them."""

    offset: int
    goes_on: bool


def _value(headers: Sequence[tuple[str, str]], name: str) -> str:
    lowered = name.lower()
    return next((value for key, value in headers if key.lower() == lowered), "")
