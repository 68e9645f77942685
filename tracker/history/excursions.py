"""Finds the stretches in which the page showed something else than the policy, however long that lasted. Pure.

The briefest are taken out first and the stretches around them joined, so that a stale copy in the midst of a new text
does not speak for the old one; then the longer ones, and those of pages that flip between a few texts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import permutations

from tracker.history.doubt import EXCURSION, Doubt, Stretch, doubt_between, is_in_question
from tracker.history.version_traits import VersionTraits, difference, speaks_another_language
from tracker.text.timestamps import moment_of

PATIENCE = timedelta(days=7)
"""So long the newest version waits for a capture that agrees with it, if there is none at all."""
_LASTING_CAPTURES = 2
_LONGEST_TURN = timedelta(days=92)
_FEW = 0.25
"""A text that fewer captures show than this share of another's does not take turns with it."""


@dataclass(slots=True, kw_only=True)
class Sifting:
    """The stretches that are trusted so far, in order of time, and those taken out, each with the reason.

    `texts` holds what is known of versions by their ids, `confirmed` the versions that a person vouches for, `until`
    the timestamp up to which captures are known (None: nothing waits for more).
    """

    kept: list[Stretch]
    texts: Mapping[int, VersionTraits]
    confirmed: frozenset[int]
    until: str | None
    aside: list[tuple[Stretch, Doubt]] = field(default_factory=list)

    def take_out(self, place: int, doubt: Doubt) -> None:
        """Take a stretch out, and join the two around it if they show one version."""
        self.aside.append((self.kept.pop(place), doubt))
        if 0 < place < len(self.kept) and self.kept[place - 1].version == self.kept[place].version:
            self.kept[place - 1 : place + 1] = [_joined(self.kept[place - 1], self.kept[place])]


def sift(
    stretches: Sequence[Stretch], texts: Mapping[int, VersionTraits], *, confirmed: frozenset[int], until: str | None
) -> Sifting:
    """Tell the trusted stretches from the doubtful ones; what `confirmed` holds is never taken out."""
    sifting = Sifting(kept=list(stretches), texts=texts, confirmed=confirmed, until=until)
    _take_out_flips(sifting)
    _take_out_brief(sifting)
    _take_out_waiting(sifting)
    _take_out_flips(sifting)
    _take_out_long(sifting)
    _take_out_first(sifting)
    return sifting


def _take_out_brief(sifting: Sifting) -> None:
    """Take out what lasted a month at most between two neighbors that speak against it, the rarest and briefest first.

    A text that was taken out elsewhere, and comes and goes between captures of one other, may last longer.
    """
    while (found := _briefest(sifting)) is not None:
        sifting.take_out(*found)


def _briefest(sifting: Sifting) -> tuple[int, Doubt] | None:
    kept = sifting.kept
    shown: Counter[int] = Counter()
    for stretch in kept:
        shown[stretch.version] += stretch.captures
    places = sorted(
        range(1, len(kept) - 1),
        key=lambda at: (shown[kept[at].version], kept[at].captures, _days(kept[at]), kept[at].first),
    )
    for at in places:
        doubt = _brief_doubt(sifting, at) if kept[at].version not in sifting.confirmed else None
        if doubt is not None:
            return at, doubt
    return None


def _brief_doubt(sifting: Sifting, at: int) -> Doubt | None:
    home, away, back = sifting.kept[at - 1 : at + 2]
    lasted = moment_of(back.first) - moment_of(home.last)
    came_before = any(stretch.version == away.version for stretch, _ in sifting.aside)
    if came_before and home.version == back.version and lasted <= _LONGEST_TURN:
        return Doubt.ALTERNATING
    is_brief = away.captures == 1 or lasted <= EXCURSION
    return doubt_between(home, away, back, sifting.texts) if is_brief else None


def _take_out_waiting(sifting: Sifting) -> None:
    """Take out the newest stretches as long as nothing confirms them, and a text that was in doubt before."""
    before = {stretch.version for stretch, _ in sifting.aside}
    while len(sifting.kept) > 1:
        home, newest = sifting.kept[-2:]
        if newest.version in sifting.confirmed or _has_waited(newest, sifting.until):
            return
        flips = newest.version in before and not _is_lasting(newest)
        alone = newest.captures == 1 and is_in_question(
            sifting.texts.get(home.version), sifting.texts.get(newest.version)
        )
        if not (flips or alone):
            return
        sifting.take_out(len(sifting.kept) - 1, Doubt.ALTERNATING if flips else Doubt.WAITING)


def _take_out_flips(sifting: Sifting) -> None:
    """Of two texts that take turns (A B A B) keep the one that stood there before, and the other if it won."""
    done: set[tuple[int, int]] = set()
    while (turns := _first_turns(sifting, done)) is not None:
        done.add(turns)
        places = [at for at, stretch in enumerate(sifting.kept) if stretch.version in turns]
        main = _main_version(sifting, places, turns)
        if sifting.kept[places[-1]].version != main and _is_long(sifting.kept[places[-1]]):
            places.pop()
        if _is_balanced([sifting.kept[at] for at in places], main):
            for at in reversed(places):
                if sifting.kept[at].version not in {main, *sifting.confirmed}:
                    sifting.take_out(at, Doubt.ALTERNATING)


def _first_turns(sifting: Sifting, done: set[tuple[int, int]]) -> tuple[int, int] | None:
    """The earliest two versions that take turns and were not dealt with; a wrong page is none of them."""
    places: dict[int, list[int]] = {}
    for place, stretch in enumerate(sifting.kept):
        places.setdefault(stretch.version, []).append(place)
    returning = {version: at for version, at in places.items() if len(at) > 1}
    for (one, own), (other, others) in permutations(returning.items(), 2):
        takes_turns = own[0] < others[0] and any(others[0] < place < others[-1] for place in own)
        if takes_turns and (one, other) not in done and not _differ_much(sifting, one, other):
            return one, other
    return None


def _differ_much(sifting: Sifting, one: int, other: int) -> bool:
    texts = sifting.texts.get(one), sifting.texts.get(other)
    return is_in_question(*texts) or is_in_question(*reversed(texts))


def _is_balanced(turning: Sequence[Stretch], main: int) -> bool:
    """Whether both texts have their share while they take turns: else one is a wrong copy now and then."""
    others = [at for at, stretch in enumerate(turning) if stretch.version != main]
    between = turning[others[0] : others[-1] + 1] if others else ()
    own = sum(stretch.captures for stretch in between if stretch.version == main)
    other = sum(stretch.captures for stretch in between) - own
    return min(own, other) >= _FEW * max(own, other)


def _main_version(sifting: Sifting, places: Sequence[int], turns: tuple[int, int]) -> int:
    """The one of two versions that stood there long before they took turns, or after; or is nearer to what else did."""
    kept, texts = sifting.kept, sifting.texts
    turning = [kept[at] for at in places]
    for row in (turning, turning[::-1]):
        if _is_settled_in(row):
            return row[0].version
    beside = (places[0] - 1, places[-1] + 1)
    around = [texts[kept[at].version] for at in beside if 0 <= at < len(kept) and kept[at].version in texts]
    if places[0] == 0 or not around or not texts.keys() >= set(turns):
        return turns[0]
    return min(turns, key=lambda version: sum(difference(text, texts[version]) for text in around))


def _is_settled_in(row: Sequence[Stretch]) -> bool:
    """Whether the text at one end of a row stood there for long, compared with how long texts took turns."""
    turned = next(at for at, stretch in enumerate(row) if stretch.version != row[0].version)
    longest = max(_days(stretch) for stretch in row[turned:])
    return sum(_days(stretch) for stretch in row[:turned]) > min(EXCURSION.days, longest / _FEW)


def _take_out_long(sifting: Sifting) -> None:
    """Take out what later stretches speak against, one after the other along the trusted ones before."""
    at = 1
    while at < len(sifting.kept) - 1:
        doubt = _later_doubt(sifting, at)
        if doubt is None:
            at += 1
        else:
            sifting.take_out(at, doubt)


def _later_doubt(sifting: Sifting, at: int) -> Doubt | None:
    """Why a stretch is in doubt, given what any later one shows until the next one begins."""
    home, away, *later = sifting.kept[at - 1 :]
    if away.version in sifting.confirmed:
        return None
    ends = [*(stretch.first for stretch in later[1:]), later[-1].last]
    backs = (replace(back, last=end) for back, end in zip(later, ends, strict=True))
    doubts = (doubt_between(home, away, back, sifting.texts) for back in backs)
    return next((doubt for doubt in doubts if doubt not in {None, Doubt.SINGLE}), None)


def _take_out_first(sifting: Sifting) -> None:
    """Take out what stood there before the policy: a page of another matter, or one capture in another language."""
    while len(sifting.kept) > 1:
        first, following = sifting.kept[:2]
        before, after = sifting.texts.get(first.version), sifting.texts.get(following.version)
        if before is None or after is None or first.version in sifting.confirmed:
            return
        if not before.is_policy and after.is_policy and is_in_question(after, before):
            sifting.take_out(0, Doubt.NO_POLICY)
        elif first.captures == 1 and _is_in_other_language(before, after):
            sifting.take_out(0, Doubt.LANGUAGE)
        else:
            return


def _is_in_other_language(one: VersionTraits, other: VersionTraits) -> bool:
    return speaks_another_language(one, other) and is_in_question(other, one)


def _has_waited(newest: Stretch, until: str | None) -> bool:
    return until is None or moment_of(until) - moment_of(newest.last) >= PATIENCE


def _is_lasting(stretch: Stretch) -> bool:
    return stretch.captures >= _LASTING_CAPTURES and _days(stretch) >= PATIENCE.days


def _is_long(stretch: Stretch) -> bool:
    return stretch.captures >= _LASTING_CAPTURES and _days(stretch) >= EXCURSION.days


def _days(stretch: Stretch) -> float:
    return (moment_of(stretch.last) - moment_of(stretch.first)) / timedelta(days=1)


def _joined(before: Stretch, after: Stretch) -> Stretch:
    return Stretch(
        version=before.version, first=before.first, last=after.last, captures=before.captures + after.captures
    )
