"""Years of other calendars as those of ours: Japanese eras, the Buddhist and the Republic of China's, the Persian."""

import datetime

JAPANESE_ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
"""Era to the year of ours in which it began, its year 1 (元年)."""
REPUBLIC_ERAS = ("民國", "民国")
BEFORE_REPUBLIC = 1911
"""The Republic of China counts from 1912; its year stands without the era too: 107年5月25日 is in 2018."""
_REPUBLIC_YEARS = range(79, 190)

_BUDDHIST = 543
_BUDDHIST_YEARS = range(1990 + _BUDDHIST, 2100 + _BUDDHIST)

PERSIAN_YEARS = range(1369, 1411)
"""1990 to 2031; the years of the moon calendar that are of our time begin at 1411 and are not read."""
_PERSIAN_MONTH_DAYS = (0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336)
_PERSIAN_EPOCH = 226_894
"""The ordinal from which the Persian calendar's days are counted: every new year of 1370 to 1409 falls right."""
_PERSIAN_MONTH_NAMES = (
    ("فروردين", "حمل"), ("ارديبهشت", "ثور"), ("خرداد", "جوزا"), ("تير", "سرطان"), ("مرداد", "امرداد", "اسد"),
    ("شهريور", "سنبله"), ("مهر", "ميزان"), ("ابان", "عقرب"), ("اذر", "قوس"), ("دي", "جدي"), ("بهمن", "دلو"),
    ("اسفند", "حوت"),
)  # fmt: skip
PERSIAN_MONTHS = {name: number for number, names in enumerate(_PERSIAN_MONTH_NAMES, start=1) for name in names}
"""Names as `phrases.fold` leaves them, of Iran and of Afghanistan."""


def common_year(written: int) -> int:
    """Return the year of ours for a year that may be Buddhist (2561 is 2018).

    >>> common_year(2561), common_year(2018)
    (2018, 2018)
    """
    return written - _BUDDHIST if written in _BUDDHIST_YEARS else written


def year_of_republic(written: int) -> int | None:
    """Return the year of ours for a year that an ideograph marks, if it can be one of the Republic of China.

    >>> year_of_republic(107), year_of_republic(7)
    (2018, None)
    """
    return written + BEFORE_REPUBLIC if written in _REPUBLIC_YEARS else None


def persian_date(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day of ours for one of the Persian solar calendar; leap years by the rule of 33 years.

    >>> persian_date(1397, 3, 4)
    datetime.date(2018, 5, 25)
    >>> persian_date(1399, 12, 30), persian_date(1400, 1, 1)
    (datetime.date(2021, 3, 20), datetime.date(2021, 3, 21))
    """
    if not (year in PERSIAN_YEARS and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    leap_days = (8 * year + 21) // 33  # of the years before this one, since year 1
    ordinal = _PERSIAN_EPOCH + 365 * (year - 1) + leap_days + _PERSIAN_MONTH_DAYS[month - 1] + day
    return datetime.date.fromordinal(ordinal)
