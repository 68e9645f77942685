"""How well policies are told from other pages: precision and recall, and the pages that miss.

    python bench/classifier.py --policies PAGES... [--others PAGES...] [--archive ARCHIVE] [--own FILES...]

PAGES is a folder or a tar file of `.html` pages. ARCHIVE is a folder with `captures.tsv.gz` and `captures.bundle` (a
git bundle of the pages): captures of addresses that speak of privacy are policies, of terms and others are none; pages
of several documents (`/legal`) are left out. FILES are the pages of our own making in `tests/tracker/policy/data`.
Also counts the policies that the verdict on pages would refuse, which ought to be none.
"""

import argparse
import gzip
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.errors import UnreadablePage
from tracker.clauses.clause import Clause, ClauseKind
from tracker.extraction.extract import extract_page
from tracker.policy.classifier import judge_text
from tracker.policy.verdict import judge_page

WANTED = 0.98
CAPTURES_OF_AN_ADDRESS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as the classifier sees it, and whether it is a privacy policy."""

    name: str
    title: str
    clauses: tuple[Clause, ...]
    language: str
    is_policy: bool


def main() -> int:
    """Print the figures and what missed; 1 if a bar is missed, 0 otherwise or without data."""
    parser = argparse.ArgumentParser(description="Precision and recall of the classifier of policies.")
    for option in ("--policies", "--others", "--archive", "--own"):
        parser.add_argument(option, type=Path, nargs="+", default=[])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        pages = [
            *(page for path in given.policies for page in read_pages(path, is_policy=True)),
            *(page for path in given.others for page in read_pages(path, is_policy=False)),
            *(page for path in given.archive for page in read_archive(path, Path(scratch))),
            *(page for path in given.own for page in read_own(path)),
        ]
    if not pages:
        print("SKIPPED: give pages; see the head of this file")
        return 0
    return report(pages)


def report(pages: list[Page]) -> int:
    """Judge each page and print what was found."""
    right = wrong = missed = refused = 0
    began = time.process_time()
    for page in pages:
        judgement = judge_text(page.title, "\n".join(clause.text for clause in page.clauses), page.language)
        right += judgement.is_policy and page.is_policy
        wrong += judgement.is_policy and not page.is_policy
        missed += page.is_policy and not judgement.is_policy
        if judgement.is_policy != page.is_policy:
            print(f"  {page.name}: {judgement.score} {judgement.kind}, {'; '.join(judgement.reasons)}")
    milliseconds = 1000 * (time.process_time() - began) / len(pages)
    for page in (page for page in pages if page.is_policy):
        verdict = judge_page(page.title, page.clauses, url="", language=page.language, document="privacy")
        if verdict.outcome is not None:
            refused += 1
            print(f"  {page.name}: refused as {verdict.outcome}, {verdict.reason}")
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"pages {len(pages)}, policies {right + missed}  {milliseconds:.0f} ms a page")
    print(f"precision {precision:.3f} (>= {WANTED})  recall {recall:.3f} (>= {WANTED})  policies refused {refused} (0)")
    return int(precision < WANTED or recall < WANTED or refused > 0)


def read_pages(path: Path, *, is_policy: bool) -> Iterator[Page]:
    """Yield the `.html` pages of a folder or a tar file."""
    if path.is_dir():
        for file in sorted(path.rglob("*.html")):
            yield from read_page(file.stem, file.read_bytes(), is_policy=is_policy)
        return
    with tarfile.open(path) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.name.endswith(".html") else None
            if content is not None:
                yield from read_page(Path(member.name).stem, content.read(), is_policy=is_policy)


def read_page(name: str, body: bytes, *, is_policy: bool) -> Iterator[Page]:
    """Yield the page, unless it holds no text."""
    try:
        found = extract_page(body)
    except UnreadablePage:
        return
    yield Page(
        name=name,
        title=found.title or "",
        clauses=found.clauses,
        language=found.language or "",
        is_policy=is_policy,
    )


def read_archive(path: Path, scratch: Path) -> Iterator[Page]:
    """Yield captures of each address, evenly over its time."""
    repository = scratch / "pages.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", path / "captures.bundle", repository], check=True)
    captures: dict[str, list[list[str]]] = {}
    with gzip.open(path / "captures.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            captures.setdefault(row[2], []).append(row)
    for url, rows in captures.items():
        if url.rstrip("/").endswith("/legal"):
            continue
        for row in rows[:: max(1, len(rows) // CAPTURES_OF_AN_ADDRESS)]:
            blob = subprocess.run(
                ["git", "-C", repository, "cat-file", "blob", row[7]], check=True, capture_output=True
            )
            yield from read_page(f"{url} {row[1]}", blob.stdout, is_policy="privacy" in url)


def read_own(path: Path) -> Iterator[Page]:
    """Yield the pages of our own making: by language, or no policies beside policies that must not be refused."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for _, title, text in table.pop("pages", []):
        yield own_page(title, title, text, is_policy=False)
    for title, text in table.pop("policies", []):
        yield own_page(title or text, title, text, is_policy=True)
    for language, kinds in table.items():
        for kind, (title, text) in kinds.items():
            yield own_page(f"{language} {kind}", title, text, is_policy=kind == "policy")


def own_page(name: str, title: str, text: str, *, is_policy: bool) -> Page:
    """Return the page with a paragraph a line."""
    clauses = tuple(Clause(kind=ClauseKind.PARA, level=0, path=(), text=line) for line in text.split("\n"))
    return Page(name=name, title=title, clauses=clauses, language="", is_policy=is_policy)


if __name__ == "__main__":
    sys.exit(main())
