"""Whether each recorded answer of the real Wayback Machine is read as what it is.

    python -m bench.recorded FOLDER

FOLDER holds VCR cassettes (`*.yaml`) and plain CDX files (`*_cdx.txt`) of EDGI's `wayback` project, with a README.
What each answer is was read off its headers and lines by hand. Prints a table; exit status 1 if one is read wrong.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import search
from typing import Any

import yaml
from scrapy.http import Response  # noqa: TID251 - the value that a stage takes; nothing is sent

from crawler.archive.cdx import distinct_rows, read_listing
from crawler.archive.compression import decode_body
from crawler.archive.replay import judge_replay
from crawler.stages.listings import listing_problem

MAX_BYTES = 20_000_000
FOUND, SENT_ON, GONE = ["substituted"], ["redirect"], ["archived_error"]
REPLAYS = {
    "test_get_memento": ["ok"],
    "test_get_memento_follow_redirects_does_not_follow_historical_redirects": FOUND + SENT_ON,
    "test_get_memento_follows_historical_redirects": [*FOUND, *SENT_ON, *FOUND, "ok"],
    "test_get_memento_handles_non_utc_datetime": ["ok"],
    "test_get_memento_raises_blocked_error": ["excluded"],
    "test_get_memento_raises_for_mementos_that_redirect_in_a_loop": SENT_ON + FOUND + SENT_ON + FOUND,
    "test_get_memento_raises_no_memento_error": ["not_archived"],
    "test_get_memento_raises_when_memento_is_outside_target_window": FOUND,
    "test_get_memento_returns_memento_with_accurate_url": ["ok"],
    "test_get_memento_should_fail_for_non_playbackable_mementos": FOUND,
    "test_get_memento_target_window": [*FOUND, "ok"],
    "test_get_memento_with_archive_url": ["ok"],
    "test_get_memento_with_cdx_record": ["ok"],
    "test_get_memento_with_date_datetime": [*FOUND, "ok"],
    "test_get_memento_with_inexact_string_datetime": [*FOUND, "ok"],
    "test_get_memento_with_mode": ["ok", "ok"],
    "test_get_memento_with_mode_string": ["ok"],
    "test_get_memento_with_path_based_redirects": SENT_ON + FOUND + GONE,
    # In view mode an archived redirect is a page of the archive's own: nothing of it is content.
    "test_get_memento_with_redirect_in_view_mode": ["failed", *FOUND, *GONE],
    "test_get_memento_with_redirects": [*SENT_ON, *FOUND, "ok"],
    "test_get_memento_with_schemeless_redirects": SENT_ON + FOUND + GONE,
    "test_get_memento_with_string_datetime": ["ok"],
    "test_get_memento_works_on_archived_rate_limit_responses": GONE,
    "test_memento_rate_limits": ["ok"] * 20,
    "tutorial": ["ok"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An answer: where it is recorded, what it is, what we read."""

    place: str
    expected: str
    found: str


def main() -> int:
    """Print the table; 1 if an answer is read wrong, 0 otherwise or without data."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_dir():
        print("SKIPPED: give the folder of the recorded answers")
        return 0
    folder = Path(sys.argv[1])
    answers = [answer for file in sorted(folder.glob("*.yaml")) for answer in read_cassette(file)]
    answers += [read_lines(file) for file in sorted(folder.glob("*_cdx.txt"))]
    for answer in answers:
        verdict = "ok   " if answer.expected == answer.found else "WRONG"
        told = "" if answer.expected == answer.found else f"   (is: {answer.expected})"
        print(f"{verdict} {answer.place:<88} {answer.found}{told}")
    wrong = sum(answer.expected != answer.found for answer in answers)
    print(f"{len(answers)} recorded answers, {wrong} read wrong")
    return int(wrong > 0 or not answers)


def read_cassette(file: Path) -> Iterator[Read]:
    """Yield what is recorded in a cassette: listings are checked by counting, replays by the table above."""
    replays = iter(REPLAYS.get(file.stem, []))
    tape = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for number, interaction in enumerate(tape["interactions"], start=1):
        address, response = interaction["request"]["uri"], interaction["response"]
        headers = {name.lower(): ", ".join(values) for name, values in response["headers"].items()}
        text = response["body"].get("string") or b""
        body = text.encode() if isinstance(text, str) else text
        place = f"{file.stem}#{number}"
        if "/cdx/" in address:
            yield read_answer(place, response["status"]["code"], decode_body(body, "", MAX_BYTES))
        else:
            yield Read(
                place=place,
                expected=next(replays, "not in the table"),
                found=judge(address, response["status"]["code"], headers, body),
            )


def judge(address: str, status: int, headers: dict[str, str], body: bytes) -> str:
    """Return the outcome of a replay answer."""
    asked = search(r"/web/(\d{14})", address)
    timestamp = asked.group(1) if asked else ""
    replay = judge_replay(
        status=status, headers=headers, body=body, timestamp=timestamp, digest="", max_bytes=MAX_BYTES
    )
    return str(replay.outcome)


def read_answer(place: str, status: int, body: bytes) -> Read:
    """Read a CDX answer; it is its distinct seven-field lines, and a key if a blank line and one more end it."""
    if status != 200:
        found = listing_problem(Response("https://archive.example/", status=status, body=body))
        return Read(place=place, expected="excluded: the archive withholds this address", found=found)
    lines = body.decode().splitlines()
    has_key = len(lines) > 1 and not lines[-2]
    rows = lines[:-2] if has_key else lines
    fields = {tuple(line.split(" ")[place] for place in (1, 2, 5)) for line in rows}
    key = lines[-1] if has_key else None
    listing = read_listing(body)
    return Read(
        place=place,
        expected=told(len(fields), 0, key),
        found=told(len(distinct_rows([listing])), len(listing.broken_lines), listing.resume_key),
    )


def read_lines(file: Path) -> Read:
    """Read a plain CDX file: rows that are none are told as broken, and never taken for captures."""
    listing = read_listing(file.read_bytes())
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    broken = [line for line in lines if not is_row(line.split(" "))]
    return Read(
        place=file.name,
        expected=told(len(lines) - len(broken), len(broken), None),
        found=told(len(listing.rows), len(listing.broken_lines), listing.resume_key),
    )


def is_row(fields: list[Any]) -> bool:
    """Whether a line is a row: seven fields and a timestamp that is a moment."""
    if len(fields) != 7 or not search(r"^\d{14}$", fields[1]):
        return False
    month, day, hour = (int(fields[1][at : at + 2]) for at in (4, 6, 8))
    return 1 <= month <= 12 and 1 <= day <= 31 and hour < 24


def told(rows: int, broken: int, key: str | None) -> str:
    """Return a listing in words."""
    return f"{rows} rows, {broken} broken, {'a' if key else 'no'} key{f' {key[-24:]}' if key else ''}"


if __name__ == "__main__":
    sys.exit(main())
