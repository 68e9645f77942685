"""The WARC and ARC files that a path names: on their own, in folders, inside WACZ packages and packages of them."""

import glob
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from db.errors import UnreadableArchive

WARC_ENDINGS = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")
_MULTI_WACZ = "multi-wacz-package"
_MAX_DEPTH = 3
"""A package in a package is one level; deeper ones are a trap."""
BROKEN_ZIP = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError)
"""What zipfile raises: NotImplementedError for an unknown compression, RuntimeError for an encrypted member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcFile:
    """A file with records: `path` on the disk, and the names that lead into packages from there, outermost first."""

    path: Path
    inside: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return what a person calls it."""
        return " › ".join((str(self.path), *self.inside))


def find_warc_files(path: str) -> tuple[Path, ...]:
    """Return the files a path names: a file, a folder (searched through) or a glob.

    Raises UnreadableArchive if there is none, or if it is neither a file nor a folder (a pipe, a device).
    """
    place = Path(path)
    if place.is_dir():
        found = [file for file in place.rglob("*") if file.name.endswith((*WARC_ENDINGS, ".wacz")) and file.is_file()]
    elif place.is_file():
        found = [place]
    elif place.exists():
        message = f"{path}: neither a file nor a folder; give a WARC or WACZ file, a folder or a glob"
        raise UnreadableArchive(message)
    else:
        found = [Path(name) for name in glob.glob(path, recursive=True)]  # noqa: PTH207 - the pattern may be absolute
    if not found:
        message = f"{path}: no WARC or WACZ file there; give a file, a folder, a glob or the address of an archive"
        raise UnreadableArchive(message)
    return tuple(sorted(found))


def files_within(path: Path) -> tuple[tuple[WarcFile, ...], tuple[str, ...]]:
    """Return the files with records in a file, itself or what its package holds, and what could not be opened."""
    if path.suffix == ".json":
        return _listed_packages(path.read_bytes(), path)
    if path.suffix != ".wacz":
        return (WarcFile(path=path),), ()
    try:
        with zipfile.ZipFile(path) as package:
            return _members(package, WarcFile(path=path))
    except BROKEN_ZIP as error:
        return (), (f"{path}: not a WACZ file that can be read ({_reason(error)})",)


def _members(package: zipfile.ZipFile, outer: WarcFile) -> tuple[tuple[WarcFile, ...], tuple[str, ...]]:
    found: list[WarcFile] = []
    problems: list[str] = []
    for name in package.namelist():
        member = WarcFile(path=outer.path, inside=(*outer.inside, name))
        if name.endswith(WARC_ENDINGS):
            found.append(member)
        elif name.endswith(".wacz") and len(member.inside) < _MAX_DEPTH:
            try:
                with package.open(name) as stream, zipfile.ZipFile(stream) as inner:
                    inner_found, inner_problems = _members(inner, member)
            except BROKEN_ZIP as error:
                problems.append(f"{member}: not a WACZ file that can be read ({_reason(error)})")
            else:
                found += inner_found
                problems += inner_problems
        elif name == "datapackage.json" and not outer.inside:
            beside = _listed_packages(package.read(name), outer.path)
            found += beside[0]
            problems += beside[1]
    return tuple(found), tuple(problems)


def _listed_packages(described: bytes, path: Path) -> tuple[tuple[WarcFile, ...], tuple[str, ...]]:
    """The packages that a package of packages names, beside it on the disk (https://specs.webrecorder.net/wacz)."""
    try:
        package: Any = json.loads(described)  # Any: whatever the file holds
    except (ValueError, RecursionError):
        return (), (f"{path}: its description is no JSON",)
    if not isinstance(package, dict) or package.get("profile") != _MULTI_WACZ:
        return (), ()
    found: list[WarcFile] = []
    problems: list[str] = []
    for resource in package.get("resources", []):
        name = str(resource.get("path", "")) if isinstance(resource, dict) else ""
        beside = path.parent / name
        if name.endswith(".wacz") and beside.is_file() and beside.resolve().is_relative_to(path.parent.resolve()):
            within = files_within(beside)
            found += within[0]
            problems += within[1]
        elif name.endswith(".wacz"):
            problems.append(f"{path}: names {name[:200]!r}, which is not beside it")
    return tuple(found), tuple(problems)


@contextmanager
def opened(file: WarcFile) -> Iterator[IO[bytes]]:
    """Open a file with records, through the packages around it; raises OSError and what zipfile raises."""
    with ExitStack() as stack:
        stream: IO[bytes] = stack.enter_context(file.path.open("rb"))
        for name in file.inside:
            stream = stack.enter_context(stack.enter_context(zipfile.ZipFile(stream)).open(name))
        yield stream


def _reason(error: Exception) -> str:
    return "it is encrypted" if isinstance(error, RuntimeError) and "encrypted" in str(error) else type(error).__name__
