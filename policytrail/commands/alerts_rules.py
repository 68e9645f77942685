"""`policytrail alerts add|list|edit|remove|pause|load`: the rules that say who is told of what."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from db.errors import UsageError
from db.rules import StoredRule, remove_rule, save_rule
from db.store import Store
from db.watching import watched_documents
from policytrail.commands.edit import WatchChange, apply_change
from policytrail.commands.output import print_json, print_line, warn
from tracker.alerts.news import backfill, iso, rules_of
from tracker.alerts.recipients import check_recipient, split_recipients
from tracker.alerts.rules import Rule, covers, read_rule, rule_settings
from tracker.alerts.rules_file import RulesFile, read_rules_file

Options = Mapping[str, Any]  # Any: click's values


def add_rule(name: str, options: Options, *, db_path: Path, allow_private: bool | None) -> None:
    """Add a rule of these options, and say what it is about; raises UsageError if there is one of that name."""
    store = Store(db_path)
    if any(rule.name == name for rule in rules_of(store)):
        message = f"{name}: there is a rule of that name; 'policytrail alerts edit {name}' changes it"
        raise UsageError(message)
    rule = read_rule(name, given_settings(options), allow_private=bool(allow_private))
    queued = keep_rule(store, rule)
    covered = [document for document in watched_documents(store) if covers(rule, document)]
    store.close()
    print_line(f"{name}: told of {len(covered)} targets" + (f", {queued} changes of the past" if rule.backfill else ""))
    if not covered:
        warn(f"{name}: nothing tracked is meant by it yet")


def edit_rule(name: str, options: Options, *, db_path: Path, allow_private: bool | None) -> None:
    """Change what is given of a rule; the rest stays."""
    store = Store(db_path, create=False)
    known = find_rule(store, name)
    settings = rule_settings(known) | given_settings(options)
    private = known.allow_private if allow_private is None else allow_private
    keep_rule(store, read_rule(name, settings, paused=known.paused, allow_private=private))
    store.close()
    print_line(f"{name}: changed")


def remove_named_rule(name: str, *, db_path: Path) -> None:
    """Remove a rule, and what waits for it."""
    store = Store(db_path, create=False)
    remove_rule(store, find_rule(store, name).name)
    store.close()
    print_line(f"{name}: removed")


def pause_rule(name: str, *, resume: bool, db_path: Path) -> None:
    """Let a rule tell nothing new, or go on."""
    store = Store(db_path, create=False)
    keep_rule(store, replace(find_rule(store, name), paused=not resume))
    store.close()
    print_line(f"{name}: {'goes on' if resume else 'paused'}")


def list_rules(*, db_path: Path, as_json: bool) -> None:
    """Print the rules."""
    store = Store(db_path, create=False)
    rules = rules_of(store)
    store.close()
    if as_json:
        value = [{"name": rule.name, "paused": rule.paused, **rule_settings(rule)} for rule in rules]
        print_json(value, indent=1)
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("rule", "tells", "of", "digest"):
        table.add_column(heading, overflow="fold")
    for rule in rules:
        cells = (rule.name, "\n".join(rule.to), about(rule), "paused" if rule.paused else rule.digest.value)
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)


def load_rules(path: Path, *, only: bool, allow_private: bool, db_path: Path) -> None:
    """Take rules, and how targets are watched, from a file: all of it or, if it errs, nothing."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: {getattr(error, 'strerror', None) or 'not a text in UTF-8'}"
        raise UsageError(message) from error
    content = read_rules_file(text, str(path), allow_private=allow_private)
    store = Store(db_path)
    with store.transaction():
        removed = load(store, content, only=only)
    store.close()
    print_line(f"{len(content.rules)} rules, {len(content.targets)} targets, {removed} rules removed")


def load(store: Store, content: RulesFile, *, only: bool) -> int:
    """Keep what a file says; returns how many rules were removed. Raises UnknownTarget."""
    for rule in content.rules:
        keep_rule(store, rule)
    for target in content.targets:
        change = WatchChange(
            tags=target.tags, owner=target.owner, note=target.note, every=target.every, paused=target.paused
        )
        apply_change(store, store.find_document(target.name).id, change)
    named = {rule.name for rule in content.rules}
    gone = [rule.name for rule in rules_of(store) if only and rule.name not in named]
    for name in gone:
        remove_rule(store, name)
    return len(gone)


def keep_rule(store: Store, rule: Rule) -> int:
    """Check a rule's recipients and keep it; returns how many changes of the past it is to tell. Raises UsageError."""
    for recipient in rule.to:
        check_recipient(recipient)
    now = datetime.now(UTC)
    stored = StoredRule(
        name=rule.name, settings=rule_settings(rule), paused=rule.paused, allow_private=rule.allow_private
    )
    with store.transaction():
        save_rule(store, stored, now=iso(now))
        return backfill(store, rule, watched_documents(store), now=now) if rule.backfill else 0


def find_rule(store: Store, name: str) -> Rule:
    """Return the rule of that name; raises UsageError, which names those there are."""
    rules = {rule.name: rule for rule in rules_of(store)}
    if name not in rules:
        message = f"{name}: no such rule; there are {', '.join(rules) or 'none'}"
        raise UsageError(message)
    return rules[name]


def given_settings(options: Options) -> dict[str, Any]:  # Any: JSON
    """Return the settings of a rule that were given as options."""
    lists = {"to", "targets", "tags", "topics"}
    settings: dict[str, Any] = {
        name: value for name, value in options.items() if value is not None and name not in lists
    }
    settings |= {name: list(options[name]) for name in ("targets", "tags") if options[name]}
    if options["to"]:
        settings["to"] = [one for given in options["to"] for one in split_recipients(given)]
    if options["topics"]:
        settings["topics"] = [one for given in options["topics"] for one in given.split(",")]
    return settings


def about(rule: Rule) -> str:
    """Return what a rule is about, in words."""
    parts = [
        ", ".join((*rule.targets, *(f"#{tag}" for tag in rule.tags))) or "all targets",
        f"{rule.at_least.value} at least",
    ]
    parts += [f"{rule.direction.value} protective"] if rule.direction else []
    parts += [", ".join(rule.topics)] if rule.topics else []
    parts += [f"with {rule.match!r}"] if rule.match else []
    return "; ".join(parts)
