"""How fast two versions are compared, against whole-document diff-match-patch and redlines in the same run.

    python bench/diff.py TRUTH.jsonl

TRUTH holds a pair a line: {"old": [CLAUSE...], "new": [CLAUSE...]}. Times are of processor, of the links and, in
brackets, of links, words and values together. redlines is skipped if it is not installed.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles

from diff_match_patch import diff_match_patch

from tracker.alignment.align import align
from tracker.clauses.clause import Clause, clause_from_json
from tracker.diff.changes import compare

MEDIAN_WANTED, P95_WANTED, LARGE_WANTED, RATIO_WANTED = 0.015, 0.080, 3.0, 3.0
PEER_PAIRS, GROWTH = 24, (625, 1250, 2500, 5000)
Pair = tuple[tuple[Clause, ...], tuple[Clause, ...]]


def main() -> int:
    """Print the figures; 1 if a bar is missed, 0 otherwise or without data."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).exists():
        print("SKIPPED: give the JSON Lines with the pairs")
        return 0
    pairs = list(read_pairs(Path(sys.argv[1])))
    align(*pairs[0])  # the first call pays for what is loaded
    seconds = [timed(align, *pair) for pair in pairs]
    whole = [timed(compare, *pair) for pair in pairs]
    sizes = [len(old) for old, _ in pairs]
    usual, slow = median(seconds), quantiles(seconds, n=20)[-1]
    print(f"{len(pairs)} pairs, median {median(sizes):.0f} clauses")
    print(f"median {1000 * usual:.1f} ms ({1000 * median(whole):.1f}), wanted {1000 * MEDIAN_WANTED:.0f}")
    print(f"p95 {1000 * slow:.1f} ms ({1000 * quantiles(whole, n=20)[-1]:.1f}), wanted {1000 * P95_WANTED:.0f}")
    missed = usual > MEDIAN_WANTED or slow > P95_WANTED
    missed |= against_peers(pairs[:: max(1, len(pairs) // PEER_PAIRS)])
    missed |= growth([clause for old, _ in pairs for clause in old])
    return int(missed)


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of versions."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            yield tuple(map(clause_from_json, pair["old"])), tuple(map(clause_from_json, pair["new"]))


def timed(function: Callable[..., object], *arguments: object) -> float:
    """Return the seconds of processor that the call takes."""
    began = time.process_time()
    function(*arguments)
    return time.process_time() - began


def against_peers(pairs: Sequence[Pair]) -> bool:
    """Print how many times as long the peers take for the same pairs; whether the bar is missed."""
    ours = sum(timed(compare, *pair) for pair in pairs)
    peers = {"whole-document diff-match-patch": whole_document}
    if find_spec("redlines"):
        peers["redlines"] = redlines
    else:
        print("redlines: SKIPPED, not installed")
    missed = False
    for name, peer in peers.items():
        ratio = sum(timed(peer, *map(text_of, pair)) for pair in pairs) / ours
        print(f"{name} takes {ratio:.1f} times as long as links, words and values, wanted {RATIO_WANTED:.0f}")
        missed |= ratio < RATIO_WANTED
    return missed


def text_of(clauses: Sequence[Clause]) -> str:
    """Return the version as one text, a paragraph for each clause."""
    return "\n\n".join(clause.text for clause in clauses)


def whole_document(old: str, new: str) -> None:
    """Compare two texts by characters, as diff-match-patch does by default, with its time limit of a second."""
    differ = diff_match_patch()
    differ.diff_cleanupSemantic(differ.diff_main(old, new))


def redlines(old: str, new: str) -> None:
    """Compare two texts as redlines does."""
    from redlines import Redlines  # noqa: PLC0415 - an optional peer

    _ = Redlines(old, new).output_markdown


def growth(clauses: Sequence[Clause]) -> bool:
    """Print the time for ever larger versions, one clause in ten and then every clause reworded."""
    missed = False
    for every in (10, 1):
        before = None
        for count in GROWTH:
            old = tuple(clauses[:count])
            new = tuple(reworded(clause) if at % every == 0 else clause for at, clause in enumerate(old))
            seconds = timed(align, old, new)
            factor = f"  x{seconds / before:.1f}" if before else ""
            print(f"{len(old)} clauses, one in {every} reworded: {seconds:.2f} s{factor}")
            before = seconds
            missed |= len(old) == GROWTH[-1] and seconds > LARGE_WANTED
    return missed


def reworded(clause: Clause) -> Clause:
    """Return the clause with every fifth word replaced."""
    words = clause.text.split()
    words[::5] = ["otherwise"] * len(words[::5])
    return replace(clause, text=" ".join(words))


if __name__ == "__main__":
    sys.exit(main())
