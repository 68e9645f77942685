"""How well pages of our own are read, in every language and the markup of every era: figures that may only rise.

Each figure is a share of all pages (or of all clauses). A change that lowers one has to say why; one that raises it
raises the floor.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from eras import ERAS, Written

from tracker.extraction.extract import Extraction, extract_page
from tracker.policy.classifier import Judgement, judge_text
from tracker.policy.verdict import judge_page

TRACKER = Path(__file__).parents[1]
LANGUAGES = tomllib.loads((TRACKER / "policy" / "data" / "pages_in_languages.toml").read_text(encoding="utf-8"))
DATED = tomllib.loads((TRACKER / "quality" / "data" / "dated.toml").read_text(encoding="utf-8"))
SENTENCE_END = re.compile(r"(?<=[.。।۔։])\s*(?=\S)")

FLOOR = {
    "recall": 1.0,
    "precision": 1.0,
    "dates": 1.0,
    "languages": 1.0,
    "kept": 1.0,
    "known": 1.0,
    "told apart": 0.9897,
}
"""What is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A page of the corpus and what was read of it."""

    name: str
    written: Written
    date: str
    found: Extraction


def write(language: str, kind: str) -> Written:
    title, text = LANGUAGES[language][kind]
    opening, *points = SENTENCE_END.split(text)
    return Written(language=language, title=title, dated=DATED[language][0], opening=opening, points=tuple(points))


@cache
def corpus(kind: str) -> tuple[Read, ...]:
    return tuple(
        Read(
            name=f"{language} {draw.__name__}",
            written=(written := write(language, kind)),
            date=DATED[language][1],
            found=extract_page(draw(written).encode("utf-8"), content_type="text/html; charset=utf-8"),
        )
        for language in LANGUAGES
        for draw in ERAS
    )


def is_kept(read: Read) -> bool:
    found, url = read.found, "https://example.com/privacy"
    return (
        judge_page(found.title or "", found.clauses, url=url, language=found.language or "", document="privacy").outcome
        is None
    )


def judge(read: Read) -> Judgement:
    return judge_text(read.found.title or "", read.found.text, read.found.language or "")


def compared(read: Read, figure: str) -> Iterator[tuple[str, bool]]:
    """Yield the clauses that were written and whether each was found; for the precision, the other way round."""
    written, found = read.written.clauses(), tuple(clause.text for clause in read.found.clauses)
    of, among = (written, found) if figure == "recall" else (found, written)
    yield from ((text, text in among) for text in of)


def measure(figure: str) -> tuple[float, list[str]]:
    """Return the share, and the pages that miss."""
    if figure == "kept":
        hits = {read.name: is_kept(read) for read in corpus("policy")}
    elif figure == "known":
        hits = {read.name: judge(read).kind == "privacy" for read in corpus("policy")}
    elif figure == "told apart":
        hits = {
            f"{kind}: {read.name}": not judge(read).is_policy for kind in ("terms", "other") for read in corpus(kind)
        }
    elif figure == "dates":
        hits = {read.name: read.found.effective_date == read.date for read in corpus("policy")}
    elif figure == "languages":
        hits = {read.name: read.found.language == read.written.language.partition("-")[0] for read in corpus("policy")}
    else:
        hits = {f"{read.name}: {text}": found for read in corpus("policy") for text, found in compared(read, figure)}
    return sum(hits.values()) / len(hits), [name for name, hit in hits.items() if not hit]


@pytest.mark.parametrize("figure", FLOOR)
def test_no_figure_falls_below_what_was_reached(figure: str) -> None:
    share, missed = measure(figure)
    assert share >= FLOOR[figure], missed[:20]
    assert share < FLOOR[figure] + 0.001, f"{figure} is at {share:.4f} now: raise its floor"


def test_the_corpus_is_of_all_languages_and_eras() -> None:
    assert len(LANGUAGES) >= 30
    assert DATED.keys() == LANGUAGES.keys()
    years = [int(draw.__name__[-4:]) for draw in ERAS]
    assert years == sorted(years)
    assert (years[0], years[-1]) == (1996, 2026)
