"""Commands that take corpora in and hand them out."""

from pathlib import Path

import click

from policytrail.cli.completion import complete_target
from policytrail.cli.options import db_option, json_option

IMPORT_FORMATS = ("ota", "markdown-git")
EXPORT_FORMATS = ("markdown-git", "jsonl", "csv", "parquet", "datapackage")
CITATION_FORMATS = ("plain", "bibtex", "csl-json")
TRENDS = ("terms", "length", "changes", "survival", "copies", "sources")
"""As the commands have them, which would take their time to say so; a test compares them."""


@click.command("import", short_help="Take in a corpus that others keep in git.")
@click.argument("corpus_format", metavar="FORMAT", type=click.Choice(IMPORT_FORMATS))
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False))
@db_option
@click.option("--quiet", is_flag=True, help="Print the sum only.")
@json_option
def import_command(corpus_format: str, path: Path, db_path: Path, quiet: bool, as_json: bool) -> None:
    """Record the documents and versions of a git repository at PATH, with their source named; FORMAT is its layout.

    ota: a versions repository of Open Terms Archive (SERVICE/DOCUMENT.md, a commit a version; technical upgrades are
    technical changes). markdown-git: the layout of the Princeton-Leuven corpus (p/pe/per/perriconemd.com.md), which
    `export markdown-git` writes. An import that was stopped goes on; what is known already is gone past.

    Example: policytrail import ota contrib-versions --db terms.db
    """
    from policytrail.commands.import_corpus import CorpusFormat, import_from

    import_from(CorpusFormat(corpus_format), path, db_path=db_path, as_json=as_json, quiet=quiet)


@click.command("trends", short_help="See what all the policies did over the years.")
@click.argument("trend", type=click.Choice(TRENDS), default="terms")
@click.option("--term", "terms", multiple=True, metavar="WORDS", help="Words to look for; may be repeated.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Of copies and sources, the first."
)
@db_option
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
def trends_command(trend: str, terms: tuple[str, ...], limit: int, db_path: Path, as_json: bool, as_csv: bool) -> None:
    """Count over all documents, by half-year, always beside the number of documents that have captures then.

    terms: the share that mentions GDPR, CCPA, sell ... or your own words. length: median words and reading grade.
    changes: the share that changed, by the heaviest weight. survival: how long clauses live (Kaplan-Meier). copies:
    clauses that several sites have word for word, and who was seen with them first. sources: the sites seen first most.

    Example: policytrail trends terms --term "machine learning" --csv --db policies.db
    """
    from policytrail.commands.trends import print_trend
    from tracker.trends.recorded_trends import Trend

    print_trend(Trend(trend), terms=terms, limit=limit, db_path=db_path, as_json=as_json, as_csv=as_csv)


@click.command("export", short_help="Hand the history on in formats of the field.")
@click.argument("export_format", metavar="FORMAT", type=click.Choice(EXPORT_FORMATS))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@db_option
def export_command(export_format: str, folder: Path, db_path: Path) -> None:
    """Write the history of all documents into FOLDER.

    markdown-git: a git repository in the layout of the Princeton-Leuven corpus (p/pe/per/perriconemd.com.md), a commit
    a version, dated as its capture. The same history gives the same commits, so a repeated export adds what is new.
    jsonl, csv, parquet: the tables versions, changes, clauses and captures, with a Frictionless description beside
    them (datapackage.json); datapackage is csv. Parquet takes the extra policytrail[parquet].

    Example: policytrail export markdown-git corpus --db policies.db
    """
    if export_format == "markdown-git":
        from policytrail.commands.export import export_markdown_git

        export_markdown_git(folder, db_path=db_path)
        return
    from policytrail.commands.export_tables import export_tables
    from tracker.exchange.table_files import TableFormat

    file_format = TableFormat.CSV if export_format == "datapackage" else TableFormat(export_format)
    export_tables(folder, file_format, db_path=db_path)


@click.command("cite", short_help="Say how to cite a version, or the whole history.")
@click.argument("target", required=False, shell_complete=complete_target)
@click.option(
    "--format",
    "citation_format",
    type=click.Choice(CITATION_FORMATS),
    default="plain",
    show_default=True,
    help="What to write it in.",
)
@db_option
def cite_command(target: str | None, citation_format: str, db_path: Path) -> None:
    """Print how to cite TARGET[@VERSION_OR_DATE], by default its newest version; without TARGET the whole history.

    Example: policytrail cite https://docs.github.com/privacy@2024-03-01 --format bibtex
    """
    from policytrail.commands.cite import print_citation
    from tracker.exchange.citation import CitationFormat

    print_citation(target, citation_format=CitationFormat(citation_format), db_path=db_path)
