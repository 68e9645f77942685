"""Fit the weights of `tracker/alignment/likelihood.py` to pairs of versions whose true links are known.

    python bench/fit_likelihood.py TRUTH.jsonl > tracker/alignment/likelihood_weights.py

TRUTH holds a pair a line: {"old": [CLAUSE...], "new": [CLAUSE...], "links": [{"old": i, "new": j, "ops": [...]}...]}.
The aligner judges its pairs with the present weights, round by round; from what it saw and what was true, new weights
are fitted by logistic regression (Newton's method, a little ridge). Run it again until the weights stay.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tracker.alignment import reworded_matches
from tracker.alignment.align import align
from tracker.alignment.likelihood import Numbers, Pairs, Setting, Truths, judged_as, weigh
from tracker.alignment.signs import Judged, Sign
from tracker.clauses.clause import clause_from_json

RIDGE, STEPS = 1e-3, 60


class Witness:
    """Stands in for `weigh` and keeps what it was shown."""

    def __init__(self) -> None:
        self.seen: dict[Judged, list[tuple[Numbers, Truths]]] = {judged: [] for judged in Judged}
        self.truth: set[tuple[int, int]] = set()

    def __call__(self, setting: Setting, pairs: Pairs, signs: Numbers) -> Numbers:
        """Note the signs and which pairs are true, and judge as usual."""
        rows = zip(pairs.old.tolist(), pairs.new.tolist(), strict=True)
        true = np.array([pair in self.truth for pair in rows])
        for judged, chosen in judged_as(setting, pairs).items():
            self.seen[judged].append((signs[chosen], true[chosen]))
        return weigh(setting, pairs, signs)


def fit(seen: Sequence[tuple[Numbers, Truths]]) -> Numbers:
    """Return the weights, the last being the constant."""
    values, wanted = (
        np.concatenate([rows for rows, _ in seen]),
        np.concatenate([true for _, true in seen]).astype(float),
    )
    mean, scale = values.mean(0), values.std(0) + 1e-9
    mean[-1], scale[-1] = 0, 1
    scaled, weights = (values - mean) / scale, np.zeros(values.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (chance - wanted) / len(wanted) + RIDGE * weights
        curve = (scaled * (chance * (1 - chance) + 1e-6)[:, None]).T @ scaled / len(wanted)
        weights = weights - np.linalg.solve(curve + RIDGE * np.eye(len(weights)), slope)
    fitted: Numbers = weights / scale
    fitted[-1] -= (weights[:-1] * mean[:-1] / scale[:-1]).sum()
    return fitted


def module_of_weights(fitted: Mapping[Judged, Numbers]) -> str:
    """Return `likelihood_weights.py` with these weights."""
    lines = ['"""The weights of the signs of likelihood, fitted by `bench/fit_likelihood.py`."""', ""]
    lines += ["from typing import Final", "", "from tracker.alignment.signs import Judged, Sign", ""]
    lines += ["WEIGHTS: Final[dict[Judged, dict[Sign, float]]] = {"]
    for judged, weights in fitted.items():
        lines += [f"    Judged.{judged.name}: {{"]
        lines += [f"        Sign.{sign.name}: {weight:.3f}," for sign, weight in zip(Sign, weights, strict=True)]
        lines += ["    },"]
    return "\n".join([*lines, "}"])


def main() -> int:
    """Print the module of weights; 0 also without data."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).exists():
        print("SKIPPED: give the JSON Lines of the true links", file=sys.stderr)
        return 0
    witness = Witness()
    reworded_matches.weigh = witness  # type: ignore[assignment]
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        for line in lines:
            pair: Mapping[str, Any] = json.loads(line)
            witness.truth = {(link["old"], link["new"]) for link in pair["links"]}
            align([clause_from_json(one) for one in pair["old"]], [clause_from_json(one) for one in pair["new"]])
    print(module_of_weights({judged: fit(seen) for judged, seen in witness.seen.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
