"""Where dates stand in a text and what they may mean, whatever the text."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text.dates.patterns import find_dates

PIECES = st.lists(
    st.sampled_from(
        ["25", "5", "31", "2018", "18", "2561", "107", "May", "mai", "th", ".", "/", "-", " ", ", ", "年", "月", "日",
         "令和", "de", "二十五", "v", "(", "٢٥", "'", "º", "\u200f", "XII", "20180525", "1397", "خرداد", "x" * 40]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(st.one_of(PIECES, st.text(max_size=200)), st.sampled_from([(), ("en",), ("de", "en"), ("xx",)]))
def test_what_is_found_stands_in_the_text_and_is_a_day_or_a_month(text, languages):
    end = 0
    for date in find_dates(text, languages):
        assert end <= date.start < date.end <= len(text)
        assert text[date.start : date.end] == date.written
        for reading in date.readings.values():
            assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", reading)
            datetime.date.fromisoformat(reading if len(reading) > 7 else f"{reading}-01")
        end = date.end


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_is_found_however_it_is_written(day):
    english = f"{day.day} {day:%B} {day.year}"
    for text in (english, day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.year}年{day.month}月{day.day}日"):
        assert [date.iso for date in find_dates(f"On {text} it began.", ("en",))] == [day.isoformat()]
    written = f"{day.day}/{day.month}/{day.year}"
    assert find_dates(written)[0].readings.get("dmy", find_dates(written)[0].iso) == day.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "2.1.25.4",
        "1.2.3",
        "555-01-0142",
        "12/34/5678",
        "2016/679",
        "0/0/2000",
        "99.99.2018",
        "24/7",
        "25 Mai",
        "§ 5 May",
        "",
    ],
)
def test_other_numbers_are_no_dates(text):
    assert find_dates(text, ("en",)) == ()
