"""The commits and files of a git repository, read through two processes of git, however many commits there are.

A repository may be anybody's: nothing of its configuration is run, nothing is fetched, and what it holds is data.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from db.errors import UnreadableCorpus

_SAFE = (
    "-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never",
    "-c", "core.quotePath=false", "-c", "log.mailmap=false",
)  # fmt: skip
"""Settings of a repository under which git would start other programs, or speak to others (git-config(1))."""
_PERSON = re.compile(rb"^(author|committer) .*> (\d{1,12}) [+-]\d{4}$", re.MULTILINE)
_FILE_MODES = frozenset({"100644", "100755"})
_SUBMODULE = "160000"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """A file as a commit left it: its path and the id of its blob."""

    path: str
    blob: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit: when its author and its committer say it was made (None: no date that can be read), its message."""

    id: str
    authored: datetime | None
    committed: datetime | None
    message: str
    files: tuple[ChangedFile, ...]
    submodules: tuple[str, ...] = ()


class GitReader:
    """An open repository; close it, or use it in a `with`."""

    def __init__(self, path: Path) -> None:
        """Open the repository at `path`; raises UnreadableCorpus where there is none, or no git."""
        self.path = path
        self._objects: subprocess.Popen[bytes] | None = None
        self._git("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        self.close()

    def close(self) -> None:
        """End the process that gives objects."""
        if self._objects is not None:
            self._objects.communicate()
            self._objects = None

    @property
    def name(self) -> str:
        """What the repository is called: the name of its folder."""
        return self.path.resolve().name.removesuffix(".git") or self.path.resolve().parent.name

    def commits(self) -> Iterator[Commit]:
        """Yield the commits that lead to HEAD with the files each changed, the oldest first.

        Files that a commit deleted are not among them, nor links. Raises UnreadableCorpus for a damaged repository.
        """
        listing = self._git(
            "log", "--reverse", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv",
            "--format=%H",
        )  # fmt: skip
        yield from (self._commit(commit_id, entries) for commit_id, entries in _parse_listing(listing))

    def _commit(self, commit_id: str, entries: Sequence[tuple[str, str, str]]) -> Commit:
        head, _, message = self.read_object(commit_id).partition(b"\n\n")
        dates = {kind.decode(): _moment(int(seconds)) for kind, seconds in _PERSON.findall(head)}
        return Commit(
            id=commit_id,
            authored=dates.get("author"),
            committed=dates.get("committer"),
            message=message.decode("utf-8", "replace"),
            files=tuple(ChangedFile(path=path, blob=blob) for mode, blob, path in entries if mode in _FILE_MODES),
            submodules=tuple(path for mode, _, path in entries if mode == _SUBMODULE),
        )

    def read_object(self, object_id: str) -> bytes:
        """Return the bytes of a commit or a blob; raises UnreadableCorpus where the repository has lost it."""
        if self._objects is None:
            self._objects = subprocess.Popen(  # noqa: S603 - our own command, an id as input
                self._command("cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        asked, given = self._objects.stdin, self._objects.stdout
        assert asked is not None
        assert given is not None
        try:
            asked.write(f"{object_id}\n".encode())
            asked.flush()
        except BrokenPipeError:
            return self._lost(object_id)
        return self._answer(given, object_id)

    def _answer(self, given: IO[bytes], object_id: str) -> bytes:
        heading = given.readline().split()
        if len(heading) != 3:
            return self._lost(object_id)
        size = int(heading[2])
        body = given.read(size)
        if len(body) != size or given.read(1) != b"\n":
            return self._lost(object_id)
        return body

    def _lost(self, object_id: str) -> bytes:
        message = f"{self.path}: the repository is damaged: object {object_id} cannot be read; 'git fsck' says more"
        raise UnreadableCorpus(message)

    def _command(self, *arguments: str) -> list[str]:
        return ["git", "--no-pager", "-C", str(self.path), *_SAFE, *arguments]

    def _git(self, *arguments: str) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - our own command
                self._command(*arguments), capture_output=True, env=_environment(), check=False
            )
        except FileNotFoundError as error:
            message = "git is not installed; corpora kept in git are read with it"
            raise UnreadableCorpus(message) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            why = said[-1] if said else "no git repository with a commit (a bundle is cloned first: git clone FILE)"
            message = f"{self.path}: {why}"
            raise UnreadableCorpus(message)
        return done.stdout


def _parse_listing(listing: bytes) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield each commit's id with the (mode, blob, path) of each file it changed; a path may hold anything but NUL."""
    commit_id, entries = "", []
    parts = iter(listing.decode("utf-8", "replace").split("\0"))
    for part in parts:
        told = part.strip("\n")
        if told.startswith(":"):
            _, mode, _, blob, _ = told.split(" ")
            entries.append((mode, blob, next(parts)))
        elif told:
            if commit_id:
                yield commit_id, entries
            commit_id, entries = told, []
    if commit_id:
        yield commit_id, entries


def _environment() -> dict[str, str]:
    """The environment for git: nothing asked of a person or fetched, messages in English."""
    settings = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | settings


def _moment(seconds: int) -> datetime | None:
    """The moment that seconds since the epoch name; None beyond the year 9999."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
