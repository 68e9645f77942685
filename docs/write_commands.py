"""Write docs/commands.md anew, from what the commands say of themselves: python docs/write_commands.py."""

from collections.abc import Iterator
from pathlib import Path

import click

from policytrail.cli import policytrail

PAGE = Path(__file__).with_name("commands.md")
BEGINNING = """\
# Commands

Written by `python docs/write_commands.py` out of `--help`; do not edit. Every command prints for people, and with
`--json`, where it has it, JSON on standard output and nothing else there; progress and what went wrong go to standard
error.

Exit status: 0 done, 1 some targets failed (named), 2 wrong usage, 75 try again later (another run holds the lock, or
the archive refuses), and of `alerts check --exit-code` 3 if something was found.

A TARGET is a site (`github.com`), an address, or a name as `status` lists it; TARGET@3 is its third version,
TARGET@2024-03-01 the one shown on that day, TARGET@4.1 one in doubt after the fourth.
"""


def commands_page() -> str:
    """Return the page as it is to be."""
    return "\n".join([BEGINNING, *_contents(), *_groups()])


def _contents() -> Iterator[str]:
    for heading, commands in policytrail.groups.items():
        yield f"- {heading}: {', '.join(f'[{command.name}](#{command.name})' for command in commands)}"


def _groups() -> Iterator[str]:
    root = click.Context(policytrail, info_name="policytrail", color=False)
    for heading, commands in policytrail.groups.items():
        yield f"\n## {heading}"
        for command in commands:
            yield from _command(command, root, "###")


def _command(command: click.Command, parent: click.Context, marks: str) -> Iterator[str]:
    """Yield the section of a command, and of those below it."""
    context = click.Context(command, info_name=command.name, parent=parent)
    name = context.command_path.removeprefix("policytrail ")
    text, _, example = (command.help or "").partition("Example:")
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"\n{marks} {name}\n\n    {usage}\n"
    yield _paragraphs(text)
    if example:
        yield f"\nExample:\n\n    {' '.join(example.split())}"
    yield from _options(command, context)
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from _command(each, context, f"{marks}#")


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield a table of the options; the help option is everybody's."""
    records = [
        parameter.get_help_record(context) for parameter in command.params if isinstance(parameter, click.Option)
    ]
    rows = [record for record in records if record]
    if rows:
        yield "\n| option | |\n|---|---|"
        yield from (f"| {_code(option)} | {_cell(what)} |" for option, what in rows)


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def _code(option: str) -> str:
    return f"`{option.replace('|', chr(92) + '|')}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8")
