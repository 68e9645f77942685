"""Running the command line from a benchmark, and reading what it left."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def crawl(database: Path, archive: str, targets: list[str], *options: str) -> tuple[dict[str, Any], float]:
    """Run one crawl; returns its summary and how long it took (seconds, with the start of the program)."""
    began = time.perf_counter()
    command = ["crawl", *targets, "--archive", archive, "--rate", "0", "--db", str(database), "--json", *options]
    done = subprocess.run(
        [Path(sys.executable).with_name("policytrail"), *command], stdout=subprocess.PIPE, text=True, check=False
    )
    return json.loads(done.stdout), time.perf_counter() - began


def history(database: Path, target: str) -> list[dict[str, Any]]:
    """Return a target's history."""
    done = subprocess.run(
        [Path(sys.executable).with_name("policytrail"), "history", target, "--db", str(database), "--json"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows
