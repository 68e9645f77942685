"""Tell which known edits a crawl of the sample archive found: `python -m sample.check sample.db`."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from tracker.clauses.text_hash import normalize_text

_KNOWN = Path(__file__).with_name("known_edits.json")
_POLICYTRAIL = Path(sys.executable).with_name("policytrail")
Json = Mapping[str, Any]


def find_missing(edits: Iterable[Json], changes: Sequence[Json]) -> list[Json]:
    """Return the known edits that none of the changes (as `policytrail diff --json` writes them) tells."""
    return [edit for edit in edits if not any(tells(change, edit) for change in changes)]


def tells(change: Json, edit: Json) -> bool:
    """Whether a change is the known edit: its kind and the words before and after."""
    is_kind = change["kind"] == edit["kind"] or (edit["kind"] == "moved" and change["moved"])
    return is_kind and _words(change["old"]) == _plain(edit["old"]) and _words(change["new"]) == _plain(edit["new"])


def _words(clauses: Iterable[Json]) -> str:
    return _plain(" ".join(clause["text"] for clause in clauses))


def _plain(text: str | None) -> str:
    return normalize_text((text or "").lstrip(":• "))


def check_site(database: str, name: str, known: Json) -> bool:
    """Print what was found of a site's edits; returns whether it was everything, at the right time, and no more."""
    elsewhere = {capture["timestamp"] for capture in known["not_policy"]}
    versions = [
        version for version in _ask(database, "history", known["document"]) if version["first_capture"] not in elsewhere
    ]
    missing = list(known["edits"])
    told = 0
    for old, new in pairwise(versions):
        changes = _ask(database, "diff", known["document"], str(old["version"]), str(new["version"]))["changes"]
        told += len(changes)
        window = [old["last_capture"], new["first_capture"]]
        missing = [
            edit for edit in missing if edit["between"] != window or not any(tells(change, edit) for change in changes)
        ]
    count = len(known["edits"])
    print(
        f"{name}: {len(versions)} of {known['texts']} texts, {count - len(missing)} of {count} edits; {told} changes told"
    )
    for edit in missing:
        print(f"  missing {edit['kind']} between {' and '.join(edit['between'])}: {(edit['new'] or edit['old'])[:80]}")
    return len(versions) == known["texts"] and not missing and told <= count


def _ask(database: str, *arguments: str) -> Any:  # noqa: ANN401 - JSON
    answer = subprocess.run(  # noqa: S603 - our own command
        [_POLICYTRAIL, *arguments, "--db", database, "--json"], stdout=subprocess.PIPE, check=True, text=True
    )
    return json.loads(answer.stdout)


def main() -> None:
    """Check all sites; exit status 1 if something is missing."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m sample.check DATABASE")
    known = json.loads(_KNOWN.read_text(encoding="utf-8"))
    complete = [check_site(sys.argv[1], name, site) for name, site in known.items()]
    sys.exit(0 if all(complete) else 1)


if __name__ == "__main__":
    main()
