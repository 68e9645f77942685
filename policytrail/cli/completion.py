"""Completion by the shell: what to put into its start-up file, and the targets there are."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

DEFAULT_DB = Path("policytrail.db")
SHELLS = ("bash", "zsh", "fish")


def complete_target(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
    """Return the tracked targets that begin so.

    bash takes the colon of an address for the end of a word, and asks for what stands behind it.
    """
    from db.completion import names_beginning

    path = ctx.params.get("db_path") or ctx.lookup_default("db_path") or DEFAULT_DB
    cut = "https:" if incomplete.startswith("//") else ""
    return [CompletionItem(name.removeprefix(cut)) for name in names_beginning(Path(path), f"{cut}{incomplete}")]


@click.command("completion", short_help="Print what lets your shell complete commands.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the lines that let SHELL complete commands, options and the targets that are tracked.

    \b
    bash: policytrail completion bash >> ~/.bashrc
    zsh:  policytrail completion zsh >> ~/.zshrc
    fish: policytrail completion fish > ~/.config/fish/completions/policytrail.fish

    Example: policytrail completion bash
    """  # noqa: D301 - the mark by which click keeps the lines as they are
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "policytrail", "_POLICYTRAIL_COMPLETE").source())
