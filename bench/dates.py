"""How many dates are read right in 64 languages, and how long a page's dates take.

    python bench/dates.py [--wrong]

The dates are babel's (its four formats and month with year, by CLDR) and the names of months that dateparser knows,
each behind a label of the page's language or, where we know none, an English one. A date is right if its day is (its
month, where it names no day); one of two readings may be none where the page's language does not tell.
"""

import datetime
import sys
import time
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

from babel import Locale, localedata
from babel.dates import format_date, format_skeleton

from tracker.text.dates.choice import Writing, policy_date
from tracker.text.dates.words import phrases_of

LANGUAGES = (
    "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en-GB", "en-US", "es",
    "et", "eu", "fa", "fi", "fil", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja",
    "ka", "kk", "km", "kn", "ko", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb", "ne", "nl",
    "pa", "pl", "pt", "ro", "ru", "si", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur",
    "uz", "vi", "zh",
)  # fmt: skip
ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
DAYS = (datetime.date(2018, 5, 25), datetime.date(2022, 1, 9), datetime.date(2020, 12, 1))
WANTED_SHARE = 700 / 773
WANTED_MILLISECONDS = 1.0


def main() -> int:
    """Print the counts and the time; 1 if one of them misses its bar."""
    counts = Counter[str]()
    for language in LANGUAGES:
        for text, wanted in written_dates(language):
            found = policy_date(["Privacy", text, "We keep data."], Writing(declared=language))
            said = found.iso if found else None
            outcome = "right" if said == wanted else "not read" if said is None else "wrong"
            counts[outcome] += 1
            if outcome == "wrong" or ("--wrong" in sys.argv and outcome != "right"):
                print(f"{language}: {text!r} is {wanted}, read as {said}")
    total = counts.total()
    print(
        f"{len(LANGUAGES)} languages, {total} dates: "
        + ", ".join(f"{counts[key]} {key}" for key in ("right", "not read", "wrong"))
    )
    milliseconds = time_of_page()
    print(f"{milliseconds:.2f} ms for the dates of a page (wanted: at most {WANTED_MILLISECONDS})")
    return int(counts["right"] < WANTED_SHARE * total or counts["wrong"] > 0 or milliseconds > WANTED_MILLISECONDS)


def written_dates(language: str) -> Iterator[tuple[str, str]]:
    """Yield texts with a date, and the date."""
    phrases = phrases_of("updated", language.partition("-")[0]) or ("Last updated",)
    labels = [phrase.strip("*") for phrase in phrases if not phrase.endswith("* el")]
    localedata._cache.clear()
    locale = Locale.parse(language.replace("-", "_"))
    for day in DAYS:
        for width in ("full", "long", "medium", "short"):
            yield f"{labels[0]}: {format_date(day, width, locale)}", day.isoformat()
        yield f"{labels[-1]} {format_skeleton('yMMMM', day, locale=locale)}", f"{day:%Y-%m}"
    module = import_module(f"dateparser.data.date_translation_data.{language.partition('-')[0]}")
    for number, english in enumerate(ENGLISH, start=1):
        for name in module.info.get(english, [])[:1]:
            yield f"{labels[0]}: 25 {name} 2018", f"2018-{number:02}-25"


def time_of_page() -> float:
    """Return the milliseconds of processor time that the dates of a page take."""
    prose = "We keep your data for as long as the law of 6 January 1978 requires it, and 30 days more; see section 4.2."
    texts = ["Privacy policy", "Last updated: 25 May 2018", *[prose] * 60]
    policy_date(texts, Writing(declared="en"))
    began = time.process_time()
    for _ in range(200):
        policy_date(texts, Writing(declared="en"))
    return (time.process_time() - began) / 200 * 1000


if __name__ == "__main__":
    raise SystemExit(main())
