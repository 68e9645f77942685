"""How long a person waits for help and for a completion, in processor time, against importing click alone.

    python -m bench.startup [--runs N]

Prints for each command line the median of N runs, and the ratio to `python -c "import click"` of the same N, taken in
turns. The limit is 0.25 s; commands that do something are there to compare.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

PROGRAM = str(Path(sys.executable).with_name("policytrail"))
COMPLETION = {"COMP_WORDS": "policytrail diff ", "COMP_CWORD": "2", "_POLICYTRAIL_COMPLETE": "bash_complete"}
LINES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "import click": ((sys.executable, "-c", "import click"), {}),
    "--help": ((PROGRAM, "--help"), {}),
    "crawl --help": ((PROGRAM, "crawl", "--help"), {}),
    "serve --help": ((PROGRAM, "serve", "--help"), {}),
    "diff <TAB>": ((PROGRAM,), COMPLETION),
}


def processor_seconds(command: tuple[str, ...], variables: dict[str, str]) -> float:
    """Return the user and system time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **variables})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure all command lines in turns, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in LINES}
    for _ in range(runs):
        for name, (command, variables) in LINES.items():
            times[name].append(processor_seconds(command, variables))
    peer = statistics.median(times["import click"])
    for name, seconds in times.items():
        median = statistics.median(seconds)
        print(f"{name:<14} {median:6.3f} s   {median / peer:5.2f} x import click   (largest {max(seconds):.3f} s)")


if __name__ == "__main__":
    main()
