"""How long an assessment takes, and how well it agrees with labels made by reading.

python -m bench.assessment [LABELS.jsonl]

LABELS has a line a change: id, kind, section, old, new, and what a reader said: weight, direction, topics, sure.
Without it only the time is measured, on changes of our own: 1 ms a change at the median is the limit.
"""

import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tracker.assessment.assess import Assessor
from tracker.assessment.meaning import Assessment, ChangedClause
from tracker.assessment.rulebook import read_tables

LIMIT_MS = 1.0
_OWN = (
    ("We keep your data for 30 days.", "We keep your data for 12 months."),
    ("", "We may share your precise location with our advertising partners, such as Acme and Zenith."),
    ("We will never sell, rent or lend your personal data to third parties for their own purposes.", ""),
    ("Last updated: October 7, 2025", "Last updated: July 23, 2026"),
    ("We use SSL to protect data in transit. " * 6, "We use TLS to protect data in transit. " * 6),
)


def main() -> None:
    """Print the time, and with labels the agreement and the confusion tables."""
    assessor = Assessor(read_tables())
    labels = _read(Path(sys.argv[1])) if len(sys.argv) > 1 else []
    changes = [_change(label) for label in labels] or [
        ChangedClause(kind="modified", section="Privacy Policy > Your data", old=old, new=new) for old, new in _OWN * 50
    ]
    milliseconds, found = [], []
    for change in changes:
        began = time.process_time_ns()
        found.append(assessor.assess(change))
        milliseconds.append((time.process_time_ns() - began) / 1e6)
    median = statistics.median(milliseconds)
    print(f"{len(changes)} changes: {median:.2f} ms each at the median, {median / LIMIT_MS:.2f} of the limit")
    if labels:
        _print_agreement(labels, found)


def _read(path: Path) -> list[dict[str, Any]]:  # Any: JSON
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _change(label: dict[str, Any]) -> ChangedClause:
    return ChangedClause(kind=label["kind"], section=label["section"], old=label["old"], new=label["new"])


def _print_agreement(labels: Sequence[dict[str, Any]], found: Sequence[Assessment]) -> None:
    pairs = [(label, said) for label, said in zip(labels, found, strict=True) if label["sure"]]
    _print_table("weight", ((label["weight"], said.weight.value) for label, said in pairs))
    heavy = [(label, said) for label, said in pairs if label["weight"] == "substantive"]
    _print_table(
        "direction", ((label["direction"], said.direction.value if said.direction else "none") for label, said in heavy)
    )
    both = sum(len(set(label["topics"]) & set(said.topics)) for label, said in zip(labels, found, strict=True))
    total = sum(len(label["topics"]) + len(said.topics) for label, said in zip(labels, found, strict=True))
    print(f"topics: micro-F1 {2 * both / total:.3f}")


def _print_table(title: str, pairs: Any) -> None:  # noqa: ANN401 - pairs of words
    counts = Counter(pairs)
    rows = sorted({read for read, _ in counts})
    columns = sorted({said for _, said in counts})
    right = sum(count for (read, said), count in counts.items() if read == said)
    print(f"\n{title}: {right} of {counts.total()} as read\n\n| read \\ said | {' | '.join(columns)} |")
    print("|---" * (len(columns) + 1) + "|")
    for read in rows:
        print(f"| {read} | {' | '.join(str(counts[read, said]) for said in columns)} |")


if __name__ == "__main__":
    main()
