"""A group of commands whose help names them by what they are for, a whole sentence each, with the first steps below."""

from collections.abc import Mapping, Sequence
from typing import Any

import click


class GroupedCommands(click.Group):
    """A command line with its commands in groups, in the order given, and `first_steps` at the end of its help."""

    def __init__(
        self,
        *arguments: Any,  # noqa: ANN401 - click's
        groups: Mapping[str, Sequence[click.Command]],
        first_steps: Sequence[tuple[str, str]],
        **attributes: Any,  # noqa: ANN401 - click's
    ) -> None:
        """Take the commands by the heading of their group, and (what to type, what it does) for each first step."""
        super().__init__(*arguments, **attributes)
        self.groups = groups
        self.first_steps = first_steps
        for command in (command for commands in groups.values() for command in commands):
            self.add_command(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write a section for each group."""
        width = max(len(name) for name in self.commands)
        for heading, commands in self.groups.items():
            with formatter.section(heading):
                rows = [(f"{command.name:<{width}}", command.short_help or "") for command in commands]
                formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the first steps."""
        with formatter.section("First steps"):
            for command, what in self.first_steps:
                formatter.write(f"{'':>{formatter.current_indent}}{command}\n")
                formatter.write_text(f"    {what}")
