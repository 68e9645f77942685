"""Dates as people write them, in any language: where they stand in a text and which day they name.

A text is spelt with a letter for each kind of token ("25th of May 2018" is "DocMY", see `tracker.text.dates.spelling`),
and the forms that dates have are regular expressions over these letters. So no pattern holds the name of a month, and
another language needs no other pattern.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.text.dates import calendars
from tracker.text.dates.spelling import (
    COMPACT,
    DAY,
    MONTH,
    NUMBER,
    PERSIAN_MONTH,
    PERSIAN_YEAR,
    ROMAN,
    SHORT_YEAR,
    YEAR,
    Part,
    iso_day,
    iso_month,
    spell,
)

_FIRST_OF_CENTURY = 70
"""Years of two digits from here on are of the 20th century."""
_CLEAR = "clear"
"""The order of a date that says by itself which of its numbers is what."""
_VALUES = frozenset({DAY, YEAR, SHORT_YEAR, PERSIAN_YEAR, COMPACT, NUMBER, MONTH, PERSIAN_MONTH, ROMAN})
_ERAS = {**calendars.JAPANESE_ERAS, **dict.fromkeys(calendars.REPUBLIC_ERAS, calendars.BEFORE_REPUBLIC + 1)}

_BETWEEN = r"[.p,h'oc-]{0,6}"
"""What may stand between the parts of a date in words."""
_FREE = r"(?<![DYNSP][psh])"
"""Before a number that begins a date: none that it hangs together with, as in 2.1.25."""
_NO_COUNTER = r"(?<!v)(?<!v[.p])"
_ENDS = r"(?![psh][DYNSP])"
_FORMS = re.compile(
    "|".join((
        # 民國107年5月25日, 令和2年4月1日, 2018年5月25日, 2018년 5월
        "(?P<ideographic>[DYNS]y[DN]m(?:Dd?)?)",
        # 2018. május 25., 2018 May 25; but © 2018 May 25, 2019
        f"(?P<ymd>Y{_BETWEEN}M{_BETWEEN}D(?!{_BETWEEN}Y))",
        # 2018. gada 25. maijs; but © 2018 25 May 2019
        f"(?P<ydm>Y{_BETWEEN}D{_BETWEEN}M(?!{_BETWEEN}Y))",
        # 25 May 2018, 25-Mai-2018, 1º de mayo de 2018
        f"(?P<dmy>{_FREE}{_NO_COUNTER}D(?:{_BETWEEN}|s)M(?:{_BETWEEN}|s)Y)",
        # May 25, 2018
        f"(?P<mdy>M{_BETWEEN}D{_BETWEEN}Y)",
        # 25-May-18, 25 May '18
        f"(?P<short_year>{_FREE}{_NO_COUNTER}D(?:hMh|sMs|M')[DS]{_ENDS})",
        # 4 Khordad 1397
        f"(?P<persian>D{_BETWEEN}J{_BETWEEN}P)",
        # 25.V.2018
        f"(?P<roman>{_FREE}D[.ps]?R[.ps]?Y)",
        # 2018-05-25, 2018. 5. 25., 1397/03/04
        f"(?P<digits_ymd>{_FREE}[YP](?P<sign>[psh./-])D(?P=sign)D{_ENDS})",
        # 25.05.2018, 5/25/18, 25. 5. 2018
        f"(?P<digits>{_FREE}D(?P<sign_2>[psh./-])D(?:(?P=sign_2)|(?<=[.p]D)[.p])(?:Y|(?<!vD.D.)(?<!v[.p]D.D.)[DS]){_ENDS})",
        # 20180525
        "(?P<compact>C)",
        # May 2018, 2018. május; but 45 May 2018
        f"(?P<month>(?<![DNS])(?<![DNS][.ph'oc-])M(?:{_BETWEEN}|s)Y|Y{_BETWEEN}M)",
        # 05/2018, 2018-05
        f"(?P<digits_month>{_FREE}{_NO_COUNTER}D[sph]Y{_ENDS}|{_FREE}YhD{_ENDS})",
    ))
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as written, its place in the text, and what it means in ISO 8601: a day, or a month ("2018-05").

    There are several readings where the order of its numbers says which it is (03/04/2018): by order, "dmy", "mdy" or,
    with a year of two digits, "ymd".
    """

    written: str
    start: int
    end: int
    readings: Mapping[str, str]

    @property
    def iso(self) -> str:
        """The reading, the first of several."""
        return next(iter(self.readings.values()))


def find_dates(text: str, languages: tuple[str, ...] = ()) -> tuple[WrittenDate, ...]:
    """Return the dates in the text, in order; `languages` are those it may be in, the likeliest first.

    >>> [date.iso for date in find_dates("From 25 May 2018 (1er août 2019; 令和2年4月1日; 31.12.2020; Mai 2018)")]
    ['2018-05-25', '2019-08-01', '2020-04-01', '2020-12-31', '2018-05']
    >>> find_dates("3/4/2020")[0].readings
    {'dmy': '2020-04-03', 'mdy': '2020-03-04'}
    """
    parts = spell(text, languages)
    spelling = "".join(part.kind for part in parts)
    found = []
    for match in _FORMS.finditer(spelling):
        within = parts[match.start() : match.end()]
        start, end = within[0].start, within[-1].end
        era = _era_before(text[:start]) if match["ideographic"] else None
        if readings := _readings(match, [part for part in within if part.kind in _VALUES], era):
            start -= len(era or "")
            found.append(WrittenDate(written=text[start:end], start=start, end=end, readings=readings))
    return tuple(found)


def _era_before(text: str) -> str | None:
    return next((era for era in _ERAS if text.endswith(era)), None)


def _readings(match: re.Match[str], values: Sequence[Part], era: str | None) -> dict[str, str]:
    """What a date may mean, by the order of its numbers: nothing if there is no such day."""
    form = next(name for name, said in match.groupdict().items() if said and not name.startswith("sign"))
    if form == "digits":
        return _digit_readings(*values)
    numbers = [value.number for value in values]
    if form == "ideographic":
        found = _ideographic(era, numbers)
    elif form == "compact":
        found = iso_day(numbers[0] // 10000, numbers[0] // 100 % 100, numbers[0] % 100)
    elif form == "short_year":
        found = iso_day(_full_year(values[2]), numbers[1], numbers[0])
    elif PERSIAN_YEAR in match[0]:
        year, month, day = numbers if form == "digits_ymd" else reversed(numbers)
        date = calendars.persian_date(year, month, day)
        found = date.isoformat() if date else None
    else:
        found = _common(form, numbers)
    return {_CLEAR: found} if found else {}


_ORDERS = {"ymd": "ymd", "ydm": "ydm", "dmy": "dmy", "mdy": "mdy", "roman": "dmy", "digits_ymd": "ymd"}


def _common(form: str, numbers: Sequence[int]) -> str | None:
    """A date of our calendar whose year is written in full; of two numbers the greater one is the year."""
    if form not in _ORDERS:
        return iso_month(max(numbers), min(numbers))
    fields = dict(zip(_ORDERS[form], numbers, strict=True))
    return iso_day(fields["y"], fields["m"], fields["d"])


def _ideographic(era: str | None, numbers: Sequence[int]) -> str | None:
    year, month, *day = numbers
    if era:
        year += _ERAS[era] - 1
    elif year < 1000:
        year = calendars.year_of_republic(year) or 0
    return iso_day(year, month, day[0]) if day else iso_month(year, month)


def _digit_readings(first: Part, second: Part, last: Part) -> dict[str, str]:
    """The readings of 3/4/2018 or 3/4/18; one of them where all are the same day or the others are none."""
    is_full = last.kind == YEAR
    days: dict[str, str | None] = {}
    if is_full or last.end - last.start == 2:
        year = last.number if is_full else _full_year(last)
        days = {"dmy": iso_day(year, second.number, first.number), "mdy": iso_day(year, first.number, second.number)}
    if not is_full and first.end - first.start == 2:
        days["ymd"] = iso_day(_full_year(first), second.number, last.number)
    readings = {order: day for order, day in days.items() if day}
    return readings if len(set(readings.values())) > 1 else dict(list(readings.items())[:1])


def _full_year(part: Part) -> int:
    return part.number + (1900 if part.number >= _FIRST_OF_CENTURY else 2000)
