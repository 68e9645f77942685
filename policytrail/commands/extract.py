"""`policytrail extract`: the text of pages in files, without a database."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from db.errors import UnreadablePage
from policytrail.commands.output import print_json, print_lines, warn
from tracker.clauses.clause import clause_to_json
from tracker.clauses.markdown import clauses_to_markdown
from tracker.extraction.explanation import explain_extraction
from tracker.extraction.extract import Extraction, extract_page
from tracker.page.decoding import MAX_PAGE_BYTES
from tracker.page.page_reader import content_type_of_name


def extract_files(
    paths: tuple[Path, ...], *, explain: bool, section: str | None, url: str | None, as_json: bool
) -> None:
    """Print the text of each file; names those that cannot be read, and then exits with EXIT_FAILED."""
    failed = False
    for path in paths:
        try:
            extraction = extract_page(
                _read(path), content_type=content_type_of_name(path.name), url=url, section=section
            )
        except (UnreadablePage, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            warn(f"{path}: {reason}")
            failed = True
            continue
        if as_json:
            print_json(_json(path, extraction))
        elif explain:
            print_lines(explain_extraction(extraction))
        else:
            print_lines(clauses_to_markdown(extraction.clauses, extraction.links))
    if failed:
        raise SystemExit(1)


def _read(path: Path) -> bytes:
    """The bytes of a file, one more than are read of a page at most: it is refused by its length."""
    with path.open("rb") as file:
        return file.read(MAX_PAGE_BYTES + 1)


def _json(path: Path, extraction: Extraction) -> dict[str, Any]:
    value = asdict(extraction) | {"clauses": [clause_to_json(clause) for clause in extraction.clauses]}
    del value["links"]  # they are for Markdown, by place in a text
    return {"path": str(path), **value}
