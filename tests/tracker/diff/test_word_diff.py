"""Words are compared as a reader sees them: no letter is torn from its marks, in any script."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tracker.diff.word_diff import SegmentKind, diff_words, split_words

PIECES = st.sampled_from([*"की्\u200d\u200ca\u0301 ก้ำ👩🏽🇩🇪한하'’.\n語"])


def cluster_ends(text):
    return {match.end() for match in regex.finditer(r"\X", text)}


@given(st.lists(PIECES).map("".join) | st.text())
def test_words_are_whole_grapheme_clusters(text):
    words = split_words(text)
    assert "".join(words) == text
    ends = {sum(map(len, words[: at + 1])) for at in range(len(words))}
    assert ends <= cluster_ends(text)


@given(st.lists(PIECES).map("".join), st.lists(PIECES).map("".join))
def test_no_segment_begins_with_a_mark_of_the_letter_before(old, new):
    segments = diff_words(old, new)
    for text, other in ((old, SegmentKind.INSERT), (new, SegmentKind.DELETE)):
        at = 0
        for segment in segments:
            if segment.kind is not other:
                at += len(segment.text)
                assert at in cluster_ends(text)


@pytest.mark.parametrize(
    ("old", "new", "gone", "came"),
    [
        ("हम डेटा रखते हैं।", "हम डेटा रखती हैं।", "रखते", "रखती"),
        ("আমরা তথ্য রাখি।", "আমরা তথ্য রাখে।", "রাখি", "রাখে"),
        ("நாங்கள் தகவல்", "நாங்கள் தகவலை", "தகவல்", "தகவலை"),
        ("le cafe\u0301 noir", "le cafe\u0300 noir", "cafe\u0301", "cafe\u0300"),
        ("نحتفظ بالبيانات", "نحتفظُ بالبيانات", "نحتفظ", "نحتفظُ"),
        ("می\u200cخواهیم داده", "می\u200cخواهید داده", "می\u200cخواهیم", "می\u200cخواهید"),
    ],
)
def test_a_word_with_another_sign_is_another_word(old, new, gone, came):
    segments = diff_words(old, new)
    assert [segment.text for segment in segments if segment.kind is SegmentKind.DELETE] == [gone]
    assert [segment.text for segment in segments if segment.kind is SegmentKind.INSERT] == [came]


def test_in_thai_a_letter_goes_with_its_tone_mark():
    segments = diff_words("ข้อมูลเก่า", "ข้อมูลเก้า")
    assert [segment.text for segment in segments if segment.kind is not SegmentKind.EQUAL] == ["ก่", "ก้"]
