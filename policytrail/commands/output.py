"""Printing: stored text never reaches a terminal as it is, and everything is as wide as people read."""

import json
import os
import re

import click
from rich.console import Console, RenderableType

from tracker.text.printable import escape_unseen, printable, printable_lines

WIDEST = 100
"""Columns; longer lines are hard to read, however wide the terminal."""

_FILLING = re.compile(r"(?<! ) ++(?=\n|\Z)")


def print_json(value: object, *, indent: int | None = None) -> None:
    """Print a value as JSON on standard output; what would act on a terminal is escaped in it."""
    print_json_text(json.dumps(value, ensure_ascii=False, indent=indent))


def print_json_text(text: str, *, on_stderr: bool = False) -> None:
    """Print JSON that is text already."""
    click.echo(escape_unseen(text), err=on_stderr)


def print_line(text: str) -> None:
    """Print a line on standard output."""
    click.echo(printable(text))


def print_lines(text: str) -> None:
    """Print lines on standard output."""
    click.echo(printable_lines(text))


def print_text(text: str) -> None:
    """Print text that ends its lines itself on standard output."""
    click.echo(printable_lines(text), nl=False)


def tell(text: str) -> None:
    """Print a line for a person on standard error."""
    click.echo(printable(text), err=True)


def warn(text: str) -> None:
    """Print what went wrong, or is not as asked, on standard error."""
    tell(f"policytrail: {text}")


def people_console() -> Console:
    """Return what prints for people: not wider than they read, numbers not painted, markup as it stands.

    On a pipe, where nothing is cut off, lines are as wide as on a terminal of 80 columns unless $COLUMNS says else.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


def shows_styles(console: Console) -> bool:
    """Whether colors and strokes are seen: a terminal, not a dumb one, and no $NO_COLOR (https://no-color.org)."""
    return console.is_terminal and not console.is_dumb_terminal and not os.environ.get("NO_COLOR")


def print_styled(console: Console, text: RenderableType, *, whole_lines: bool = False) -> None:
    """Print a text without the blanks that fill up lines; `whole_lines` breaks none, so that addresses stay whole."""
    with console.capture() as capture:
        console.print(text, soft_wrap=whole_lines)
    console.file.write(_FILLING.sub("", capture.get()))
