"""`policytrail edit`: how targets are watched."""

from dataclasses import dataclass
from pathlib import Path

from db.errors import UsageError
from db.store import Store
from db.watching import edit_watch
from policytrail.commands.output import print_line


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchChange:
    """What is to be changed of how a target is watched; None: it stays. An empty text takes it away."""

    tags: tuple[str, ...] = ()
    owner: str | None = None
    note: str | None = None
    every: str | None = None
    dropped_tags: tuple[str, ...] = ()
    paused: bool | None = None


def edit_targets(targets: tuple[str, ...], change: WatchChange, *, db_path: Path) -> None:
    """Change how each target is watched; all or, if one is not tracked, none."""
    if not targets:
        message = "name the targets to change"
        raise UsageError(message)
    store = Store(db_path, create=False)
    with store.transaction():
        documents = [store.find_document(target) for target in targets]
        for document in documents:
            apply_change(store, document.id, change)
    store.close()
    for document in documents:
        print_line(f"{document.name}: changed")


def apply_change(store: Store, document_id: int, change: WatchChange) -> None:
    """Change how a document is watched."""
    given = {"owner": change.owner, "note": change.note}
    columns: dict[str, str | int | None] = {name: value or None for name, value in given.items() if value is not None}
    if change.every is not None:
        columns |= {"every": change.every, "due_at": None}
    if change.paused is not None:
        columns["paused"] = int(change.paused)
    edit_watch(store, document_id, settings=columns, tags=change.tags, dropped_tags=change.dropped_tags)
