"""Stretches of blocks that a page shows again and again."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.clauses.clause import ClauseKind
from tracker.extraction.repeated_blocks import find_repeats
from tracker.page.blocks import Block

SENTENCES = [f"This is sentence number {number} of the policy of our shop." for number in range(40)]


def repeats(*texts):
    blocks = [Block(kind=ClauseKind.PARA, level=0, text=text, part=0) for text in texts]
    return sorted(find_repeats(blocks, range(len(blocks))))


def test_a_page_whose_text_stands_there_twice_is_read_once():
    assert repeats(*SENTENCES[:8], *SENTENCES[:8]) == list(range(8, 16))


def test_a_passage_that_two_chapters_share_is_said_twice():
    shared = SENTENCES[:4]
    assert repeats(*shared, *SENTENCES[4:20], *shared) == []


def test_a_passage_shown_three_times_is_a_menu_whatever_else_there_is():
    menu = SENTENCES[:4]
    found = repeats(*menu, *SENTENCES[4:20], *menu, *SENTENCES[20:36], *menu)
    assert found == [*range(20, 24), *range(40, 44)]


def test_three_blocks_in_a_row_are_too_few():
    shared = SENTENCES[:3]
    assert repeats(*shared, SENTENCES[4], *shared, SENTENCES[5], *shared, SENTENCES[6], *shared) == []


def test_short_words_in_a_row_are_too_few():
    assert repeats(*["Yes", "No", "Yes", "Maybe"] * 5) == []


def test_blocks_that_were_not_taken_do_not_count():
    blocks = [Block(kind=ClauseKind.PARA, level=0, text=text, part=0) for text in SENTENCES[:8] * 2]
    assert find_repeats(blocks, range(8)) == frozenset()


@given(st.lists(st.sampled_from(SENTENCES[:6]), max_size=30))
def test_all_that_is_said_is_still_said_once(texts):
    found = repeats(*texts)
    assert {text for index, text in enumerate(texts) if index not in found} == set(texts)
