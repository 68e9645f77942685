"""`policytrail export`: the history in the formats of others."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from db.errors import UnreadableCorpus, UsageError
from db.store import Store
from policytrail.commands.output import print_line
from tracker.exchange.export_markdown import exported_texts, fast_import_stream

_MARK = "policytrail.export"
"""The setting of a repository that says that an export made it, and the next may write to it."""


def export_markdown_git(folder: Path, *, db_path: Path) -> None:
    """Write the history of all documents into a git repository; the same history gives the same commits."""
    store = Store(db_path, create=False)
    texts = [text for document in store.documents() for text in exported_texts(store, document)]
    store.close()
    _prepare(folder)
    _git(folder, "fast-import", "--quiet", "--force", "--done", given=fast_import_stream(texts))
    _git(folder, "reset", "--quiet", "--hard")
    print_line(f"{folder}: {len({text.path for text in texts})} documents, {len(texts)} commits")


def _prepare(folder: Path) -> None:
    """Make the repository, unless an export did; raises UsageError for a folder that holds anything else."""
    if folder.exists() and any(folder.iterdir()):
        is_ours = (folder / ".git").is_dir() and _git(folder, "config", "--default", "", _MARK).strip()
        if not is_ours:
            message = f"{folder}: not empty, and no export of ours; name a new folder"
            raise UsageError(message)
        return
    folder.mkdir(parents=True, exist_ok=True)
    _git(folder, "-c", "init.defaultBranch=main", "init", "--quiet")
    _git(folder, "config", _MARK, "markdown-git")


def _git(folder: Path, *arguments: str, given: Iterable[bytes] = ()) -> str:
    """Run git in the folder; raises UnreadableCorpus where it fails or is not there."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - where people have it
            input=b"".join(given),
            capture_output=True,
            env=environment,
            check=False,
        )
    except FileNotFoundError as error:
        message = "git is not installed; it writes the repository"
        raise UnreadableCorpus(message) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        message = f"{folder}: {said[-1]}"
        raise UnreadableCorpus(message)
    return done.stdout.decode("utf-8", "replace")
