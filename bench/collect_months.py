"""Write `tracker/text/data/month_names.json`: how each language writes dates, from babel's CLDR and dateparser.

    python bench/collect_months.py > tracker/text/data/month_names.json

A file of our own rather than babel at run time: the tables of all languages take babel half a second and 140 MB, the
file 10 ms and 4 MB; and the date of a version must not change because another release of babel is installed.
"""

import json
import re
from importlib import import_module
from importlib.metadata import version

from babel import Locale, localedata
from babel.core import get_global
from babel.languages import get_territory_language_info
from dateparser.data.languages_info import language_order

from tracker.text.dates.tokens import name_key

ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_FIELDS = {"d": "d", "M": "m", "L": "m", "y": "y"}
_WIDTHS = ("wide", "abbreviated")
_AROUND = re.compile(r"(?:^|(?<=[\s.,-]))((?:[^\W\da-zA-Z])*)(?:MMMM?|LLLL?)(?:'([^\s']*)')?(?!M|L)")
"""What stands about the name of a month without a space: Hebrew's prefix, Basque's and Mongolian's endings."""


def main() -> int:
    """Print the file."""
    months: dict[str, list[set[str]]] = {code.partition("-")[0]: [set() for _ in ENGLISH] for code in language_order}
    orders = {}
    for identifier in localedata.locale_identifiers():
        localedata._cache.clear()
        locale = Locale.parse(identifier)
        orders[identifier.replace("_", "-").lower()] = order_of(locale)
        add_babel(identifier, months.setdefault(locale.language, [set() for _ in ENGLISH]))
    for identifier in language_order:
        add_dateparser(identifier, months[identifier.partition("-")[0]])
    document = {
        "source": f"babel {version('babel')} (Unicode CLDR) and dateparser {version('dateparser')}",
        "months": {code: [sorted(keys) for keys in table] for code, table in months.items() if all(table)},
        "orders": {key: order for key, order in sorted(orders.items()) if is_telling(key, order, orders)},
        "territories": dict(sorted(territory_orders(orders).items())),
    }
    lines = (f"{json.dumps(key)}: {write_lines(value)}" for key, value in document.items())
    print("{\n" + ",\n".join(lines) + "\n}")
    return 0


def write_lines(value: object) -> str:
    """Return a value as JSON, a mapping with a line for each of its keys."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    pairs = (f" {json.dumps(key)}: {json.dumps(entry, ensure_ascii=False)}" for key, entry in value.items())
    return "{\n" + ",\n".join(pairs) + "\n}"


def order_of(locale: Locale) -> str:
    """Return the order of a date in digits, "dmy", "mdy" or "ymd"; "dmy" where only ISO 8601 has the year first."""
    order = letters(locale.date_formats["short"].pattern)
    return "dmy" if order == "ymd" and letters(locale.date_formats["medium"].pattern) == "dmy" else order


def letters(pattern: str) -> str:
    """Return the order of the fields of a pattern.

    >>> letters("dd.MM.yy")
    'dmy'
    """
    found = (_FIELDS.get(letter, "") for letter in re.sub("'[^']*'", "", pattern))
    return "".join(dict.fromkeys("".join(found)))


def add_babel(identifier: str, table: list[set[str]]) -> None:
    """Add a locale's names of months, with the endings and prefixes its patterns give them.

    Reads what the locale itself brings: babel's merging lets the tables of one language leak into others, and its
    cache holds whichever of the two was asked for first.
    """
    localedata._cache.clear()
    own = localedata.load(identifier, merge_inherited=False)
    around = {("", "")}
    for pattern in [*own.get("date_formats", {}).values(), *own.get("datetime_skeletons", {}).values()]:
        around.update(_AROUND.findall(getattr(pattern, "pattern", "")))
    for widths in own.get("months", {}).values():
        for width, names in widths.items() if isinstance(widths, dict) else ():
            for number, name in names.items() if width in _WIDTHS and isinstance(names, dict) else ():
                for before, after in around:
                    add_name(table[number - 1], before + name + after)


def add_dateparser(identifier: str, table: list[set[str]]) -> None:
    """Add the names that dateparser knows of a language's months."""
    module = import_module(f"dateparser.data.date_translation_data.{identifier}")
    for number, english in enumerate(ENGLISH):
        for name in module.info.get(english, []):
            add_name(table[number], name)


def add_name(names: set[str], name: str) -> None:
    """Add a name, unless it is a number, a placeholder (M01) or a single letter."""
    key = name_key(name)
    if len(key.replace(" ", "")) > 1 and not re.fullmatch(r"m ?\d+|\d+|.*[月월]", key):
        names.add(key)


def is_telling(key: str, order: str, orders: dict[str, str]) -> bool:
    """Whether an order is worth a line: a language's own but English, and where a region differs from its language."""
    language, _, region = key.partition("-")
    if language == "en":
        return bool(region and order)
    return bool(order) if not region else order != orders.get(language)


def territory_orders(orders: dict[str, str]) -> dict[str, str]:
    """Return the order that most people of each country write, by its code (ISO 3166)."""
    found = {}
    for territory in get_global("territory_languages"):
        languages = get_territory_language_info(territory)
        for language in sorted(languages, key=lambda code: -languages[code]["population_percent"]):
            order = orders.get(f"{language.partition('_')[0]}-{territory}".lower())
            if order is not None:
                found[territory.lower()] = order
                break
    return found


if __name__ == "__main__":
    raise SystemExit(main())
