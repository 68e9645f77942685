"""Pairs the values that changed inside a sentence: the period, the amount, the company before and after. Pure.

Before: "We keep it for 12 months." After: "We keep it for 24 months." That is `number: 12 months -> 24 months`,
although only one word differs: a value is one of the whole text, not of the words that changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from tracker.diff.values import Value, ValueKind, find_values
from tracker.diff.word_diff import Segment, SegmentKind

NEAR = 60
"""Characters between the places of an old and a new value that are taken for one another."""
MAX_TEXT = 20_000
"""Characters of a clause that are searched for values; longer ones are whole pages in one paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value before and after; None where there was none."""

    kind: ValueKind
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Touched:
    """A value that a change touches, and the character of the other text that corresponds to its beginning."""

    value: Value
    counterpart: int


_PROPER_NAME = re.compile(r"[^\W\d_a-zà-ÿ][\w&’'.-]*(?:\s[^\W\d_a-zà-ÿ][\w&’'.-]*){0,3}")
_SENTENCE_BEGIN = re.compile(r"(?:^|[.!?:;|•\n“\"(]\s{0,2})$")
# What policies write with a capital letter although it names nobody.
_TERMS = re.compile(
    r"\b(?:agreements?|apps?|applications?|accounts?|analytics|api|children|commission|companies|company|conditions|consent"
    r"|consumers?|contact|content|contracts?|controllers?|cookies?|customers?|data|devices?|event|features?|general|information"
    r"|law|legal|licen[cs]es?|marketing|members?|notice|offerings?|our|parties|party|payments?|personal|platforms?|polic(?:y|ies)"
    r"|privacy|processing|processors?|products?|providers?|purposes?|rights?|sections?|security|services?|sites?|software|state"
    r"|statements?|subscri\w+|support|technolog\w+|terms?|third|transactions?|users?|visitors?|we|websites?|you|your)\b",
    re.IGNORECASE,
)
# Names so alike are one, written in another way.
_SAME_NAME = 0.75
# A word with digits and capital letters is a postcode, a number of a house or a law.
_HOUSE_NUMBER = re.compile(r"\b[A-Z]*\d[A-Z\d]*\b")
_NOTHING = Segment(kind=SegmentKind.EQUAL, text="")
# Where so much of a text has capital letters, as in titles, they mark no names.
_TITLE_CASE = 0.6


def value_changes(segments: Sequence[Segment]) -> tuple[ValueChange, ...]:
    """Return the values that changed, in the order of the texts that the segments make."""
    left = _touched_values(segments, SegmentKind.DELETE)
    changes: list[tuple[int, ValueChange]] = []
    for before in _touched_values(segments, SegmentKind.INSERT):
        after = _nearest(before, left)
        if after is not None:
            left.remove(after)
        if after is None or _normalized(after.value) != _normalized(before.value):
            new = after.value.text if after else None
            changes.append((before.counterpart, ValueChange(kind=before.value.kind, old=before.value.text, new=new)))
    changes += [(new.value.start, ValueChange(kind=new.value.kind, old=None, new=new.value.text)) for new in left]
    changes = [*_kept(changes), *_replaced_names(segments, changes)]
    return tuple(change for _, change in sorted(changes, key=lambda item: item[0]))


def _nearest(before: _Touched, candidates: Sequence[_Touched]) -> _Touched | None:
    """Return the new value that took the place of an old one, if any did."""
    near = [
        after
        for after in candidates
        if _sort(after.value) == _sort(before.value) and abs(after.value.start - before.counterpart) <= NEAR
    ]
    return min(near, key=lambda after: abs(after.value.start - before.counterpart), default=None)


def _sort(value: Value) -> tuple[ValueKind, bool]:
    """What must be the same of two values for one to take the other's place: an e-mail address is none of a site."""
    return value.kind, "@" in value.text


def _normalized(value: Value) -> str:
    """Return what is the same for `60 days`, `60-day` and `60 Days`."""
    return value.text.casefold().replace("-", " ").replace("\u00a0", " ").rstrip("s.")


def _kept(changes: Sequence[tuple[int, ValueChange]]) -> Iterator[tuple[int, ValueChange]]:
    """Leave out what went and came back elsewhere in the clause: it only changed its place."""
    gone = {(change.kind, change.old) for _, change in changes if change.new is None}
    came = {(change.kind, change.new) for _, change in changes if change.old is None}
    for place, change in changes:
        moved = (change.kind, change.old or change.new) in gone & came
        if not (moved and (change.old is None or change.new is None)):
            yield place, change


def _touched_values(segments: Sequence[Segment], other: SegmentKind) -> list[_Touched]:
    """Return the values of one side's text that a change touches; `other` are the segments that side does not have."""
    touched: list[tuple[int, int]] = []
    aligned: list[tuple[int, int]] = []  # (character here, the corresponding one on the other side)
    here = there = 0
    for segment in segments:
        aligned.append((here, there))
        length = len(segment.text)
        if segment.kind is other:
            there += length
            continue
        if segment.kind is SegmentKind.EQUAL:
            there += length
        else:
            touched.append((here, here + length))
        here += length
    if not touched:
        return []
    text = _text_without(segments, other)[:MAX_TEXT]
    values = [value for value in find_values(text) if _is_touched(value, touched)]
    return [
        _Touched(
            value=value,
            counterpart=next(at + value.start - here for here, at in reversed(aligned) if here <= value.start),
        )
        for value in sorted(values, key=lambda value: value.start)
    ]


def _replaced_names(
    segments: Sequence[Segment], changes: Sequence[tuple[int, ValueChange]]
) -> Iterator[tuple[int, ValueChange]]:
    """Yield the names without a legal form of which one took the place of the other in a sentence that stayed."""
    old_text, new_text = (_text_without(segments, other) for other in (SegmentKind.INSERT, SegmentKind.DELETE))
    kept = sum(len(segment.text) for segment in segments if segment.kind is SegmentKind.EQUAL)
    if 2 * kept < max(len(old_text), len(new_text)) or _is_title(old_text):
        return
    named = {name for _, change in changes for name in (change.old, change.new) if name}
    here = 0
    for before, after, follower in zip(
        segments, (*segments[1:], _NOTHING), (*segments[2:], _NOTHING, _NOTHING), strict=False
    ):
        if before.kind is SegmentKind.DELETE and after.kind is SegmentKind.INSERT:
            old, new = before.text.strip(" ,"), after.text.strip(" ,")
            is_alone = _stands_alone(old_text[:here], follower.text)
            if is_alone and _are_names(old, new) and not any(old in name or new in name for name in named):
                yield here, ValueChange(kind=ValueKind.NAME, old=old, new=new)
        here += len(before.text) if before.kind is not SegmentKind.INSERT else 0


def _text_without(segments: Sequence[Segment], other: SegmentKind) -> str:
    return "".join(segment.text for segment in segments if segment.kind is not other)


def _stands_alone(before: str, after: str) -> bool:
    """Whether what stands here neither begins a sentence nor is a part of a longer name, as in `Interest Portal`."""
    words_before, words_after = before.split(), after.split()
    if not words_before or _SENTENCE_BEGIN.search(before[-3:]):
        return False
    return words_before[-1][0].islower() and not (words_after and after[0].isspace() and words_after[0][0].isupper())


def _are_names(old: str, new: str) -> bool:
    """Whether both are names of somebody or something, and not of the same."""
    if not (_PROPER_NAME.fullmatch(old) and _PROPER_NAME.fullmatch(new)) or _TERMS.search(f"{old} {new}"):
        return False
    if _HOUSE_NUMBER.search(f"{old} {new}"):
        return False
    return Indel.normalized_similarity(_spelling(old), _spelling(new)) < _SAME_NAME


def _spelling(name: str) -> str:
    """Return what is the same of a name however it is written: `U.S.` as `US`, `GM’s` as `GM`."""
    return re.sub(r"[’']s$|[\s.]", "", name).casefold()


def _is_title(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) > _TITLE_CASE * len(words)


def _is_touched(value: Value, touched: Sequence[tuple[int, int]]) -> bool:
    return any(start < value.end and value.start < end for start, end in touched)
