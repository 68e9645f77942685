"""What arrives when who tells is killed at random moments, while mail server and webhook misbehave at random.

    python -m bench.outbox [--kills 100] [--seed 1]

Prints the messages expected, lost, unexpected, and those that came again under the same key. The limit is 0 lost.
"""

import argparse
import importlib.util
import sys
import tempfile
from pathlib import Path

from db.store import Store

TESTS = Path(__file__).parents[1] / "tests"
DOCUMENTS, VERSIONS = 5, 11


def main() -> None:
    """Print what came."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sys.path.insert(0, str(TESTS / "support"))
    from outbox_kills import run_kills  # noqa: PLC0415 - the tests' servers and histories

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder, "p.db"))
        history = _fixtures().HistoryMaker(store=store)
        came = run_kills(history, arguments.kills, documents=DOCUMENTS, versions=VERSIONS, seed=arguments.seed)
    told = DOCUMENTS * (VERSIONS - 1)
    print(f"{arguments.kills} tellers, {came.killed} killed at work; {told} changes for 3 recipients")
    print(f"messages: {len(came.expected)} expected, {came.lost} lost, {came.strange} unexpected, {came.left} left")
    print(f"came again under the same key: {came.again}")
    print(f"changes told to each recipient: {sorted(came.news_told.values())} (limit {told} each)")


def _fixtures():  # type: ignore[no-untyped-def]  # noqa: ANN202 - a module
    spec = importlib.util.spec_from_file_location("conftest", TESTS / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
