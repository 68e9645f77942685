"""What many policies did over the years: who mentions what, how long and how hard to read they are, what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from threading import Lock

from db.errors import UsageError
from db.search_query import fts_expression
from db.store import Store
from db.yearly import Shown, last_recorded, shown_by_year, spans_saying, steps_by_month, version_measures
from policytrail.site.answers import Answer, Row
from policytrail.site.asked import Asked
from policytrail.site.charts import bar_chart, line_chart

TERMS = ("cookies", '"third parties"', "location", "retention", '"machine learning" OR "artificial intelligence"')
MOST_TERMS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What was recorded, loaded once for all terms: who showed which version in a year, and how versions measure."""

    shown: Shown
    measures: Mapping[tuple[int, int], tuple[int, float | None]]
    months: tuple[tuple[str, str, int], ...]


class _Kept:
    """The last base that was loaded, until something is recorded."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: tuple[object, ...] = ()
        self._base: Base | None = None

    def base(self, store: Store) -> Base:
        """Return the base of what is recorded now."""
        key = (store.path, *last_recorded(store))
        with self._lock:
            if self._base is None or self._key != key:
                self._base = Base(
                    shown=shown_by_year(store), measures=version_measures(store), months=steps_by_month(store)
                )
                self._key = key
            return self._base


_KEPT = _Kept()


def trends_page(store: Store, asked: Asked) -> Answer:
    """Answer with the trends of the terms of ?terms=, commas between; raises UsageError for a term that is none."""
    terms = terms_asked(asked)
    base = _KEPT.base(store)
    documents = documents_by_year(base.shown)
    shares = [row for term in terms for row in share_rows(base.shown, documents, store, term)]
    sizes = list(size_rows(base))
    months = [{"month": f"{month[:4]}-{month[4:]}", "weight": weight, "steps": n} for month, weight, n in base.months]
    charts = {
        "shares": line_chart(shares, x="year", y="share", color="term", percent=True) if shares else "",
        "words": line_chart(sizes, x="year", y="words") if sizes else "",
        "grade": line_chart([row for row in sizes if row["grade"] is not None], x="year", y="grade") if sizes else "",
        "months": bar_chart(_by_year(base.months), x="year", y="steps", color="weight") if months else "",
    }
    context = {
        "terms": terms,
        "shares": shares,
        "sizes": sizes,
        "documents": documents,
        "charts": charts,
        "most": MOST_TERMS,
    }
    return Answer(template="trends.html", context=context, rows=shares, about={"sizes": sizes, "months": months})


def terms_asked(asked: Asked) -> tuple[str, ...]:
    """Return the terms of the address, or those that are shown where it names none."""
    given = tuple(dict.fromkeys(term.strip() for term in asked.text("terms").split(",") if term.strip()))
    if len(given) > MOST_TERMS:
        message = f"{len(given)} terms are more than a picture can hold; name at most {MOST_TERMS}"
        raise UsageError(message)
    return given or TERMS


def documents_by_year(shown: Shown) -> dict[int, int]:
    """Return how many documents have a capture in each year."""
    counts: dict[int, int] = {}
    for year, _ in sorted(shown):
        counts[year] = counts.get(year, 0) + 1
    return counts


def share_rows(shown: Shown, documents: Mapping[int, int], store: Store, term: str) -> Iterator[Row]:
    """Yield for each year how many of the documents with a capture mention a term; raises UsageError."""
    saying = spans_saying(store, fts_expression(term))
    counts = dict.fromkeys(documents, 0)
    for (year, document), version in shown.items():
        counts[year] += any(first <= version <= last for first, last in saying.get(document, ()))
    for year, total in documents.items():
        share = round(counts[year] / total, 4)
        yield {"term": term, "year": year, "mention": counts[year], "documents": total, "share": share}


def size_rows(base: Base) -> Iterator[Row]:
    """Yield for each year the median length in words and the median reading grade."""
    found: dict[int, list[tuple[int, float | None]]] = {}
    for (year, document), version in sorted(base.shown.items()):
        if (document, version) in base.measures:
            found.setdefault(year, []).append(base.measures[document, version])
    for year, measures in found.items():
        grades = [grade for _, grade in measures if grade is not None]
        grade = round(median(grades), 1) if grades else None
        words = round(median(words for words, _ in measures))
        yield {"year": year, "documents": len(measures), "words": words, "grade": grade}


def _by_year(months: tuple[tuple[str, str, int], ...]) -> list[Row]:
    counts: dict[tuple[str, str], int] = {}
    for month, weight, steps in months:
        counts[month[:4], weight] = counts.get((month[:4], weight), 0) + steps
    return [{"year": int(year), "weight": weight, "steps": steps} for (year, weight), steps in counts.items()]
