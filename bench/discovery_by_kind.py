"""How well the policies of invented sites are found through the years by the site's name alone, kind by kind of move.

    python -m bench.discovery_by_kind [--seed N] [KIND...]

Prints for each kind: addresses found, texts found, false versions, change windows that are exact, and requests a site.
"""

import argparse
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import pairwise
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bench.crawls import crawl, history
from bench.discovery_kinds import KINDS, SEED, MadeSite, SiteCapture, made_sites
from crawler.links.urls import page_key

ADDRESSES_WANTED, TEXTS_WANTED, WINDOWS_WANTED, FALSE_ALLOWED, REQUESTS_ALLOWED = 0.95, 0.95, 0.93, 2, 32.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was found of what there is: pairs of (found, all); false versions; requests."""

    addresses: tuple[int, int] = (0, 0)
    texts: tuple[int, int] = (0, 0)
    windows: tuple[int, int] = (0, 0)
    false: int = 0
    requests: int = 0
    sites: int = 0

    def __add__(self, other: "Score") -> "Score":
        """Add up two scores."""
        return Score(
            addresses=_both(self.addresses, other.addresses),
            texts=_both(self.texts, other.texts),
            windows=_both(self.windows, other.windows),
            false=self.false + other.false,
            requests=self.requests + other.requests,
            sites=self.sites + other.sites,
        )

    @property
    def line(self) -> str:
        """The score as a row of the table."""
        pairs = "".join(f"{found:5}/{there:<4}" for found, there in (self.addresses, self.texts, self.windows))
        return f"{pairs} {self.false:5} {self.requests / max(1, self.sites):8.1f}"


def score_kinds(seed: int, kinds: Sequence[str], *, tell: bool = False) -> dict[str, Score]:
    """Return the score of each kind; `tell` prints what was missed."""
    return {kind: _score_kind(list(made_sites(seed, (kind,))), tell=tell) for kind in kinds}


def _score_kind(sites: list[MadeSite], *, tell: bool) -> Score:
    with tempfile.TemporaryDirectory() as folder:
        database, archive = Path(folder, "a.db"), Path(folder, "archive.warc.gz")
        captures = [capture for site in sites for capture in site.captures]
        write_archive(archive, sorted(captures, key=lambda capture: (capture.timestamp, capture.url)))
        summary, _ = crawl(database, str(archive), [site.host for site in sites], "--quiet")
        scores = [_score_site(site, database, tell=tell) for site in sites]
    total = sum(scores, Score())
    return total + Score(requests=summary["cdx_requests"] + summary["fetches"], sites=len(sites))


def write_archive(path: Path, captures: Sequence[SiteCapture]) -> None:
    """Write captures as a WARC file."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for at in captures:
            stamp = at.timestamp
            date = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}Z"
            headers = [
                ("Content-Type", "text/html; charset=utf-8"),
                *([("Location", at.location)] if at.location else []),
            ]
            http = StatusAndHeaders(f"{at.status} {HTTPStatus(at.status).phrase}", headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                at.url,
                "response",
                payload=io.BytesIO(at.body.encode()),
                http_headers=http,
                warc_headers_dict={"WARC-Date": date},
            )
            writer.write_record(record)


def _score_site(site: MadeSite, database: Path, *, tell: bool) -> Score:
    found = _addresses(database, site.host)
    right = [url for url in site.addresses if page_key(url).lower() in found]
    shown = {(page_key(at.url).lower(), at.timestamp): at.text for at in site.captures}
    rows = _rows(database, site.host)
    texts = [shown.get((page_key(row["url"]).lower(), row["first_capture"])) for row in rows]
    fresh = [text is not None and text not in texts[:place] for place, text in enumerate(texts)]
    truth, windows = {at.text for at in site.captures if at.text is not None}, _windows(site)
    exact = {(row["not_before"], row["first_capture"]) for row in rows} & windows
    if tell:
        for problem in (
            *(f"no address {url}" for url in site.addresses if url not in right),
            *(f"no text {text}" for text in sorted(truth - set(texts))),
            *(
                f"false {row['first_capture']} {row['url']}"
                for row, is_fresh in zip(rows, fresh, strict=True)
                if not is_fresh
            ),
            *(f"no window {window}" for window in sorted(windows - exact)),
        ):
            print(f"    {site.host}: {problem}")
    return Score(
        addresses=(len(right), len(site.addresses)),
        texts=(len(truth & set(texts)), len(truth)),
        windows=(len(exact), len(windows)),
        false=fresh.count(False),
    )


def _windows(site: MadeSite) -> set[tuple[str, str]]:
    """The change windows: the last capture of each text, the first of the next."""
    policy = sorted((at.timestamp, at.text) for at in site.captures if at.text is not None)
    return {(before[0], after[0]) for before, after in pairwise(policy) if before[1] != after[1]}


def _rows(database: Path, host: str) -> list[dict[str, str]]:
    try:
        return history(database, host)
    except subprocess.CalledProcessError:
        return []


def _addresses(database: Path, host: str) -> set[str]:
    done = subprocess.run(
        [Path(sys.executable).with_name("policytrail"), "locations", host, "--db", str(database), "--json"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    rows = json.loads(done.stdout or "[]")
    rows = rows["locations"] if isinstance(rows, dict) else rows
    return {page_key(row["url"]).lower() for row in rows if row["role"] == "policy" and row["captures"]}


def _both(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def main() -> int:
    """Print the table; 1 if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("kinds", nargs="*", default=list(KINDS))
    options = parser.parse_args()
    scores = {}
    print(f"{'kind':22} addresses  texts    windows  false requests")
    for kind in options.kinds:
        scores[kind] = score_kinds(options.seed, (kind,), tell=True)[kind]
        print(f"{kind:22} {scores[kind].line}", flush=True)
    total = sum(scores.values(), Score())
    print(f"{'all':22} {total.line}   ({total.sites} sites)")
    return int(not _is_enough(total))


def _is_enough(total: Score) -> bool:
    bars = ((total.addresses, ADDRESSES_WANTED), (total.texts, TEXTS_WANTED), (total.windows, WINDOWS_WANTED))
    shares = all(found >= wanted * there for (found, there), wanted in bars)
    return shares and total.false <= FALSE_ALLOWED and total.requests <= REQUESTS_ALLOWED * total.sites


if __name__ == "__main__":
    sys.exit(main())
