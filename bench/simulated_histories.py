"""Histories of our own with failures put in: whether the true steps are found, and nothing else, in whatever order.

    python -m bench.simulated_histories [HISTORIES] [FIRST_SEED]

Each seed makes a policy that changes a few times over years, captured more or less often, and puts in one to four
failures: single wrong pages, partial pages, another language, two alternating builds, an excursion of a year, a hacked
page. Prints the figures by kind of failure; exit status 1 above one false step in a hundred, below 99 true steps in a
hundred, or where the order in which captures become known makes a difference.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from bench.made_policies import hacked, landing_page, make_policy, partial, revise, translate, variant
from tracker.clauses.clause import Clause
from tracker.history.timeline import Observation, Timeline, build_timeline
from tracker.history.version_traits import VersionTraits

Text = tuple[Clause, ...]
MOST_FALSE, LEAST_FOUND = 0.01, 0.99
LONGEST_DAYS = {"single": 0, "partial": 25, "language": 60, "builds": 90, "hacked": 25}
BUILDS_LEAST_A_DAY = 0.3
"""With fewer captures a build is seen once or twice in a row, which nothing tells from a change that was taken back."""
KINDS = ("single", "partial", "language", "builds", "year", "hacked")


@dataclass(slots=True, kw_only=True)
class History:
    """What captures showed, by their time, and what they ought to have shown; texts are numbered as they come."""

    times: list[datetime]
    truth: list[int]
    shown: list[int]
    texts: list[Text]
    languages: dict[int, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def number(self, text: Text, language: str = "en") -> int:
        """Return the number of a text, which may be new."""
        if text not in self.texts:
            self.texts.append(text)
        number = self.texts.index(text)
        self.languages[number] = language
        return number


@dataclass(slots=True, kw_only=True)
class Score:
    """Steps that are there, and that were found; and found ones that are not there."""

    true: int = 0
    found: int = 0
    false: int = 0
    disordered: int = 0


def main() -> int:
    """Print the table; 1 where a figure misses its mark."""
    histories = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    whole, by_kind = Score(), {kind: Score() for kind in KINDS}
    kinds: Counter[str] = Counter()
    for seed in range(first, first + histories):
        history = make_history(seed)
        score = judge(history, seed)
        kinds.update(history.failures)
        for total in (whole, *(by_kind[kind] for kind in set(history.failures))):
            add(total, score)
        if score.false or score.found < score.true:
            print(f"seed {seed}: {score.found} of {score.true} found, {score.false} false; {history.failures}")
    print(f"{'failure':<10} {'put in':>6} {'true':>6} {'found':>6} {'false':>6}")
    for kind, score in by_kind.items():
        print(f"{kind:<10} {kinds[kind]:>6} {score.true:>6} {score.found:>6} {score.false:>6}")
    print(f"{'together':<10} {sum(kinds.values()):>6} {whole.true:>6} {whole.found:>6} {whole.false:>6}")
    false_share, found_share = whole.false / max(1, whole.found + whole.false), whole.found / max(1, whole.true)
    print(f"{histories} histories: {found_share:.2%} of the true steps found, {false_share:.2%} of the steps false,")
    print(f"{whole.disordered} that depend on the order in which captures became known")
    return int(false_share > MOST_FALSE or found_share < LEAST_FOUND or whole.disordered > 0)


def add(total: Score, score: Score) -> None:
    """Add a score to a sum."""
    total.true += score.true
    total.found += score.found
    total.false += score.false
    total.disordered += score.disordered


def make_history(seed: int) -> History:
    """Return the history of a seed."""
    random = Random(seed)
    years = random.uniform(2, 8)
    interval = timedelta(hours=random.choice([6, 12, 24, 72, 168, 500]))
    count = min(900, int(timedelta(days=365 * years) / interval))
    start = datetime(2016, 1, 1, tzinfo=UTC)
    times = [start + interval * place + interval * random.uniform(0, 0.8) for place in range(count)]
    texts = [make_policy(random)]
    for _ in range(random.randint(2, 9)):
        texts.append(revise(texts[-1], random))
    changes = sorted(random.sample(range(12, count - 12, 6), min(len(texts) - 1, (count - 24) // 6)))
    texts = texts[: len(changes) + 1]
    truth = [sum(change <= place for change in changes) for place in range(count)]
    history = History(times=times, truth=truth, shown=list(truth), texts=texts)
    for number in range(len(texts)):
        history.languages[number] = "en"
    for kind in random.choices(KINDS, k=random.randint(1, 4)):
        put_in(history, kind, random)
    return history


def put_in(history: History, kind: str, random: Random) -> None:
    """Let some captures show something else than the truth, unless a change would be left without a capture."""
    places = choose_places(history, kind, random)
    if not places or not leaves_every_text(history, places):
        return
    history.failures.append(kind)
    wrong = random.choice(["landing", "partial", "language"]) if kind == "year" else kind
    page = landing_page(random)
    share, cut, words = random.uniform(0.12, 0.8), random.random(), random.randint(0, 9**9)
    for place in places:
        text = history.texts[history.truth[place]]
        if wrong in {"single", "landing"}:
            history.shown[place] = history.number(page)
        elif wrong == "partial":
            history.shown[place] = history.number(partial(text, share, cut))
        elif wrong == "language":
            history.shown[place] = history.number(translate(text), "de")
        elif wrong == "hacked":
            history.shown[place] = history.number(hacked(text, Random(words)))
        elif random.random() < 0.5:
            history.shown[place] = history.number(variant(text, Random(words)))


def choose_places(history: History, kind: str, random: Random) -> range:
    """Return the captures in a row that a failure takes, never the last week's."""
    count = len(history.times)
    a_day = count / ((history.times[-1] - history.times[0]) / timedelta(days=1))
    days = 365.0 if kind == "year" else random.uniform(0, LONGEST_DAYS[kind])
    length = max(8 if kind == "builds" else 1, round(days * a_day))
    if kind == "builds" and a_day < BUILDS_LEAST_A_DAY:
        return range(0)
    last_week = round(8 * a_day) + 3
    first = random.randint(3, max(4, count - length - last_week - 3))
    return range(first, first + length) if first + length < count - last_week else range(0)


def leaves_every_text(history: History, places: range) -> bool:
    """Whether each true text is still shown twice, and failures do not overlap."""
    if any(history.shown[place] != history.truth[place] for place in range(places.start - 3, places.stop + 3)):
        return False
    shown = Counter(
        truth
        for place, (truth, text) in enumerate(zip(history.truth, history.shown, strict=True))
        if truth == text and place not in places
    )
    return all(shown[truth] >= 2 for truth in set(history.truth))


def observations(history: History, names: Sequence[int]) -> list[Observation]:
    """Return what the captures show; `names` are the ids of the texts."""
    return [
        Observation(timestamp=f"{time:%Y%m%d%H%M%S}", version=names[text])
        for time, text in zip(history.times, history.shown, strict=True)
    ]


def derive(history: History, names: Sequence[int], seen: Sequence[Observation]) -> Timeline:
    """Return the timeline of these captures."""
    traits = {
        names[number]: VersionTraits(text, language=history.languages[number], title="Privacy Policy")
        for number, text in enumerate(history.texts)
    }
    return build_timeline(seen, traits, until=f"{history.times[-1]:%Y%m%d%H%M%S}")


def judge(history: History, seed: int) -> Score:
    """Return how the steps found compare with the true ones, and whether the order of becoming known matters."""
    random = Random(seed)
    names = list(range(len(history.texts)))
    seen = observations(history, names)
    timeline = derive(history, names, seen)
    found = {(step.old, step.new) for step in timeline.steps}
    true = set(true_steps(history))
    other_names = random.sample(names, len(names))
    shuffled = observations(history, other_names)
    random.shuffle(shuffled)
    again = derive(history, other_names, shuffled)
    same = [(step.not_before, step.first_capture) for step in again.steps] == [
        (step.not_before, step.first_capture) for step in timeline.steps
    ]
    return Score(true=len(true), found=len(true & found), false=len(found - true), disordered=int(not same))


def true_steps(history: History) -> Iterator[tuple[int, int]]:
    """Yield the steps between the true texts that some capture shows."""
    shown = [truth for truth, text in zip(history.truth, history.shown, strict=True) if truth == text]
    yield from pairwise(dict.fromkeys(shown))


if __name__ == "__main__":
    sys.exit(main())
