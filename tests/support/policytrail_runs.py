"""Running policytrail as people do: its entry point, in a process of its own; and what it left behind."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from policytrail.cli import policytrail as cli

ENTRY_POINT = Path(sys.executable).with_name("policytrail")
IMPATIENT = Path(__file__).with_name("impatient_policytrail.py")


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error_lines(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.strip()]


def command(*arguments: object, impatient: bool = False) -> list[str]:
    """Return the command line of the entry point; `impatient`: with short waits between tries."""
    program = [sys.executable, str(IMPATIENT)] if impatient else [str(ENTRY_POINT)]
    return [*program, *map(str, arguments)]


def environment() -> dict[str, str]:
    """Return the environment without what would point policytrail elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("POLICYTRAIL_")}


def policytrail(
    *arguments: object, impatient: bool = False, timeout: float = 100, settings: dict[str, str] | None = None
) -> Ended:
    """Run a command to its end; `settings` are set in its environment."""
    done = subprocess.run(
        command(*arguments, impatient=impatient),
        capture_output=True,
        text=True,
        timeout=timeout,
        env=environment() | (settings or {}),
        check=False,
    )
    return Ended(status=done.returncode, out=done.stdout, err=done.stderr)


def crawl_arguments(database: Path, archive: object, *targets: str, options: tuple[object, ...] = ()) -> list[object]:
    """Return the arguments of a crawl of an archive of our own, without a pace, with a summary in JSON."""
    return ["crawl", *targets, "--archive", archive, "--rate", "0", "--db", database, "--json", *options]


def crawl(database: Path, archive: object, *targets: str, options: tuple[object, ...] = (), status: int = 0) -> Any:
    """Crawl to the end, which is to have `status`; returns the summary."""
    ended = policytrail(*crawl_arguments(database, archive, *targets, options=options), impatient=True)
    assert ended.status == status, ended.err
    assert "Traceback" not in ended.err, ended.err
    return ended.json


def asked(*arguments: object) -> Ended:
    """Run a command that only reads, in this process: a new one would take a second to start."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)
    return Ended(status=result.exit_code, out=result.stdout, err=result.stderr)


def history(database: Path, target: str) -> list[dict[str, Any]]:
    """Return the versions of a target."""
    return asked("history", target, "--db", database, "--json").json


def dump(database: Path, *targets: str) -> str:
    """Return everything a person could see of the targets' histories: versions, their proof, their texts."""
    histories = {
        target: [{**row, "clauses": clauses(database, target, row["version"])} for row in history(database, target)]
        for target in targets
    }
    return json.dumps(histories, indent=1)


def without_archive(dumped: str, base: str) -> str:
    """Return a dump without the name of the archive and its base address, to compare it with another archive's."""
    return re.sub(r'(archive": ")[^"]+"', r'\1NAME"', dumped).replace(base, "ARCHIVE")


def clauses(database: Path, target: str, version: int) -> Any:
    """Return the text of a version, clause by clause."""
    return asked("show", f"{target}@{version}", "--db", database, "--json").json["clauses"]


def statuses(database: Path) -> list[dict[str, Any]]:
    """Return what became of the captures of each target."""
    return asked("status", "--db", database, "--json").json


def verify(database: Path) -> None:
    """Check that the database holds together."""
    ended = asked("verify", "--db", database)
    assert ended.status == 0, ended.err
