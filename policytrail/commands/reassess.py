"""`policytrail reassess`: what the recorded changes mean, by the present rules."""

from pathlib import Path

from db.lock import run_lock
from db.store import Store
from policytrail.commands.assess import read_own_rules
from policytrail.commands.output import print_json, print_line
from tracker.history.assessments import compiled_rules
from tracker.history.reassessment import reassess


def reassess_targets(targets: tuple[str, ...], *, rules: Path | None, db_path: Path, as_json: bool) -> None:
    """Assess the changes that other rules assessed, or none, and print how many steps that were."""
    compiled = compiled_rules(read_own_rules(rules))
    with run_lock(db_path, create=False):
        store = Store(db_path, create=False)
        documents = tuple(store.find_document(target) for target in targets) if targets else store.documents()
        for document in documents:
            steps = reassess(store, document, compiled)
            if as_json:
                print_json({"document": document.name, "steps": steps, "rules": compiled.version})
            else:
                print_line(f"{document.name}: {steps} {'step' if steps == 1 else 'steps'} assessed")
        store.close()
