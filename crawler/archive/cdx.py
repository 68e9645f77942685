"""CDX: the query for one address and the reading of its answer, in the three dialects archives speak.

The query and the row type are waybackpy's; its transport is not used (no timeout, no keep-alive, silent loss of rows).
Answers: the Wayback Machine's text and JSON (https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server)
and pywb's JSON lines (https://pywb.readthedocs.io/en/latest/manual/cdxserver_api.html).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain

from waybackpy import WaybackMachineCDXServerAPI
from waybackpy.cdx_snapshot import CDXSnapshot
from waybackpy.cdx_utils import full_url

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_STATUS = re.compile(r"\d{3}|-", re.ASCII)
_LENGTH = re.compile(r"\d{1,15}", re.ASCII)
"""Bytes; more digits are no length of a record, and no number that SQLite holds."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_PYWB_NAMES = {"original": "url", "mimetype": "mime", "statuscode": "status"}


class Dialect(StrEnum):
    """How an archive lists its captures; TIMEMAP: it has no CDX server, only Memento TimeMaps."""

    WAYBACK = "wayback"
    PYWB = "pywb"
    TIMEMAP = "timemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One answer of a CDX server: its rows, the key to go on with, and the lines that could not be read."""

    rows: tuple[CDXSnapshot, ...]
    resume_key: str | None
    broken_lines: tuple[str, ...]


def cdx_query(
    endpoint: str,
    url: str,
    *,
    dialect: Dialect,
    limit: int,
    start: str | None = None,
    end: str | None = None,
    resume_key: str | None = None,
    match_type: str | None = None,
    filters: Sequence[str] = (),
    collapse: str | None = None,
) -> str:
    """Return the query for the captures of `url`, from `start` to `end` (timestamps, inclusive).

    Without `match_type` ("host", "prefix") of exactly this address. `filters` and `collapse` are the Wayback Machine's
    and only spare it work: pywb reads filters otherwise and knows no collapse, so the caller filters again.
    """
    is_pywb = dialect is Dialect.PYWB
    api = WaybackMachineCDXServerAPI(
        url,
        start_timestamp=start,
        end_timestamp=end,
        gzip="true",
        limit=str(limit),
        match_type=match_type,
        filters=[] if is_pywb else list(filters),
        collapses=[] if is_pywb or collapse is None else [collapse],
    )
    payload: dict[str, str] = {}
    api.add_payload(payload)
    if is_pywb:
        payload |= {"output": "json", "allowFuzzy": "false"}
    else:
        payload |= {"limit": str(limit), "showResumeKey": "true"}
        if resume_key:
            payload["resumeKey"] = resume_key
    return str(full_url(endpoint, params=payload))


def read_listing(body: bytes) -> Listing:
    """Read an answer in any dialect, told apart by its first byte; lines that are no rows are kept, not guessed.

    A page (an error that came with status 200) is one broken line.
    """
    text = body.decode("utf-8", "replace").strip()
    if text.startswith("<"):
        return Listing(rows=(), resume_key=None, broken_lines=(text[:200],))
    if text.startswith("["):
        return _read_json_table(text)
    lines = text.splitlines()
    if text.startswith("{"):
        return _listing(map(_json_line_fields, lines), lines, None)
    resume_key = None
    if len(lines) >= 2 and not lines[-2].strip():
        resume_key = lines[-1].strip()
        lines = lines[:-2]
    elif len(lines) == 1 and " " not in text and text:
        resume_key, lines = text, []
    lines = [line for line in lines if line.strip()]
    return _listing(map(_text_line_fields, lines), lines, resume_key)


def _text_line_fields(line: str) -> list[str]:
    """The fields of a line; blanks in the media type (`text/html; charset=utf-8`) are read from both ends around."""
    fields = line.split(" ")
    if len(fields) <= len(FIELDS) or "/" not in fields[3] or not _STATUS.fullmatch(fields[-3]):
        return fields
    return [*fields[:3], " ".join(fields[3:-3]), *fields[-3:]]


def _read_json_table(text: str) -> Listing:
    try:
        table = json.loads(text)
    except (ValueError, RecursionError):
        return Listing(rows=(), resume_key=None, broken_lines=(text[:200],))
    rows = [row for row in table if isinstance(row, list)]
    resume_key = None
    if len(rows) >= 2 and not rows[-2] and len(rows[-1]) == 1:
        resume_key, rows = str(rows[-1][0]), rows[:-2]
    cells = [[str(cell) for cell in row] for row in rows if tuple(row) != FIELDS]
    return _listing(cells, [" ".join(row) for row in cells], resume_key)


def _json_line_fields(line: str) -> list[str]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return []
    if not isinstance(value, Mapping):
        return []
    return [str(value.get(_PYWB_NAMES.get(name, name), "-")) for name in FIELDS]


def _listing(cells: Iterable[list[str]], lines: Iterable[str], resume_key: str | None) -> Listing:
    rows, broken = [], []
    for fields, line in zip(cells, lines, strict=True):
        row = _row(fields)
        if row is None:
            broken.append(line)
        else:
            rows.append(row)
    return Listing(rows=tuple(rows), resume_key=resume_key, broken_lines=tuple(broken))


def _row(fields: list[str]) -> CDXSnapshot | None:
    """Return the row, or None for a line that is none: a field missing, no date, letters that no address can have."""
    if len(fields) != len(FIELDS) or not fields[2] or not fields[5]:
        return None
    timestamp = read_timestamp(fields[1])
    if timestamp is None or any(_SURROGATE.search(field) for field in fields):
        return None
    length = fields[6] if _LENGTH.fullmatch(fields[6]) else "-"
    return CDXSnapshot(dict(zip(FIELDS, [fields[0], timestamp, *fields[2:6], length], strict=True)))


def read_timestamp(digits: str) -> str | None:
    """Return a timestamp as the archive itself reads it; None for what is no date.

    Rows of the 1990s have a month or a day 00, which the Wayback Machine leaves out, and reads on:

    >>> read_timestamp("20000012170449"), read_timestamp("20000800241623"), read_timestamp("20001399000000")
    ('20001217044900', '20000824162300', None)
    """
    for place in (4, 6):
        if digits[place : place + 2] == "00":
            digits = f"{digits[:place]}{digits[place + 2 :]}00"
    try:
        datetime.strptime(digits, "%Y%m%d%H%M%S")  # noqa: DTZ007 - only whether it is a date
    except ValueError:
        return None
    return digits if len(digits) == 14 and digits.isascii() else None


def distinct_rows(listings: Iterable[Listing]) -> tuple[CDXSnapshot, ...]:
    """Return the rows of all answers, each once, by time; twins of a second with other bytes both stay."""
    unique = {
        (row.timestamp, row.original, row.digest): row for row in chain.from_iterable(part.rows for part in listings)
    }
    return tuple(unique[key] for key in sorted(unique))
