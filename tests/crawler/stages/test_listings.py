"""A listing is complete, or said not to be: broken lines are asked for again until nothing more can come of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response  # noqa: TID251 - the value a stage takes; nothing is sent

from crawler.archive.cdx import distinct_rows, read_listing
from crawler.stages.listings import (
    MAX_PARTS,
    MAX_READINGS,
    Answers,
    is_no_listing,
    listed_captures,
    listing_problem,
    paging_problem,
)

GOOD = "com,shop)/privacy 20{year:02}0101000000 https://shop.example/privacy text/html 200 {digest} 4000"


def line(year, digest="D"):
    return GOOD.format(year=year, digest=digest * 32)


def part(*lines):
    return read_listing("".join(f"{one}\n" for one in lines).encode())


def read_again(*readings):
    """The answers after reading the same listing several times, each of one part."""
    answers = Answers()
    for place, reading in enumerate(readings):
        answers = answers if place == 0 else answers.next_reading
        answers = Answers(parts=(reading,), earlier=answers.earlier)
    return answers


def test_a_clean_reading_settles_the_listing():
    answers = read_again(part(line(10), line(11)))
    assert answers.is_final
    assert not answers.worth_asking_again


def test_broken_lines_are_worth_another_reading():
    answers = read_again(part(line(10), line(11)[:30]))
    assert not answers.is_final
    assert answers.worth_asking_again


def test_a_clean_reading_after_a_broken_one_settles_it():
    assert read_again(part(line(10), line(11)[:30]), part(line(10), line(11))).is_final


def test_the_same_broken_lines_twice_are_the_archives_own():
    assert read_again(part(line(10), "junk junk"), part(line(10), "junk junk")).is_final


def test_readings_broken_elsewhere_settle_when_one_brings_nothing_new():
    readings = [part(line(10), "cut"), part("torn", line(11)), part(line(10), "rent")]
    assert not read_again(*readings[:2]).is_final
    assert read_again(*readings).is_final
    assert len(distinct_rows(read_again(*readings).all_parts)) == 2


def test_a_listing_that_never_settles_is_given_up_and_stays_unsettled():
    readings = [part(line(number), f"cut{number}") for number in range(10, 10 + MAX_READINGS)]
    answers = read_again(*readings)
    assert not answers.is_final
    assert not answers.worth_asking_again
    assert len(distinct_rows(answers.all_parts)) == MAX_READINGS


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.integers(0, 2**32))
def test_no_row_of_any_reading_is_lost(broken, seed):
    first = part(*(line(10 + place)[: 20 if cut else None] for place, cut in enumerate(broken)))
    second = part(*(line(10 + place)[: 20 if not cut else None] for place, cut in enumerate(broken)))
    assert len(distinct_rows(read_again(first, second).all_parts)) == len(broken)


def test_twins_of_a_second_are_two_captures_and_repeated_rows_are_one():
    rows = distinct_rows([part(line(10), line(10), line(10, digest="E"))])
    assert [capture.digest[:1] for capture in listed_captures(rows)] == ["D", "E"]


def test_a_length_that_is_none_is_none():
    (row,) = part(line(10).replace(" 4000", " -")).rows
    assert listed_captures([row])[0].length is None


@pytest.mark.parametrize(
    ("status", "headers", "body", "says"),
    [
        (
            403,
            {},
            b"org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error",
            "excluded",
        ),
        (403, {"X-Archive-Wayback-Runtime-Error": "RobotAccessControlException: Blocked By Robots"}, b"", "excluded"),
        (404, {}, b"<html>Not Found</html>", "404"),
        (503, {}, b"Service Temporarily Unavailable", "503"),
    ],
)
def test_an_answer_that_is_no_listing_says_why(status, headers, body, says):
    response = Response("http://archive.example/cdx", status=status, headers=headers, body=body)
    assert says in listing_problem(response)


def paged(key, *lines):
    return read_listing("".join(f"{one}\n" for one in [*lines, "", key]).encode())


def test_a_listing_is_gone_on_with_while_it_brings_rows():
    earlier = [paged("k1", line(1)), paged("k2", line(2))]
    assert paging_problem(earlier, paged("k3", line(3))) is None
    assert paging_problem(earlier, part(line(3))) is None
    assert "repeated" in paging_problem(earlier, paged("k1", line(3)))
    assert "circles" in paging_problem(earlier, paged("k3", line(1)))


def test_keys_that_go_on_for_ever_are_given_up():
    earlier = [paged(f"k{number}", line(1, digest=f"{number:032}"[:1])) for number in range(MAX_PARTS - 1)]
    assert "no end" in paging_problem(earlier, paged("k", line(9)))


def test_a_page_of_the_archives_is_no_listing():
    assert is_no_listing(part("<html><body>Sorry</body></html>"))
    assert not is_no_listing(part(line(1)))
    assert not is_no_listing(part())
