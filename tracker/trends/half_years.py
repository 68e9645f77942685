"""Half-years, the grid of the field's papers: as words, and which of them a time touches. Pure."""

from collections.abc import Iterator


def half_year_of(timestamp: str) -> str:
    """Return the half-year of a 14-digit timestamp.

    >>> half_year_of("20180525000000"), half_year_of("20180701000000")
    ('2018H1', '2018H2')
    """
    return f"{timestamp[:4]}H{1 if timestamp[4:6] <= '06' else 2}"


def half_years_between(first: str, last: str) -> Iterator[str]:
    """Yield the half-years from that of one timestamp to that of another, both included.

    >>> list(half_years_between("20170801000000", "20180801000000"))
    ['2017H2', '2018H1', '2018H2']
    """
    year, half = int(first[:4]), int(half_year_of(first)[-1])
    end = half_year_of(last)
    while (now := f"{year:04}H{half}") <= end:
        yield now
        year, half = (year, 2) if half == 1 else (year + 1, 1)
