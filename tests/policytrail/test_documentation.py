import re
import shlex
from pathlib import Path

import click
import pytest

from policytrail.cli import policytrail

ROOT = Path(__file__).parents[2]
COMMANDS = list(policytrail.commands)
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"(?:^ {4}(?:\$ )?|`|\$ )(policytrail [a-z][^`\n]*)", README, re.MULTILINE)


def command_named(name):
    return policytrail.get_command(click.Context(policytrail), name)


def options_of(command):
    commands = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
    return {
        option for each in commands for parameter in each.params for option in parameter.opts + parameter.secondary_opts
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name):
    command = command_named(name)
    commands = command.commands.values() if isinstance(command, click.Group) else [command]
    for each in commands:
        assert "policytrail" in (each.help or "").partition("Example:")[2], f"{name}: no example"
        for parameter in each.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}: no help"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert f"policytrail {name}" in README


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_command_of_the_readme_exists_with_its_options(example):
    words = shlex.split(example.split("#")[0] if " # " in example else example, comments=False)
    command = command_named(words[1])
    assert command is not None
    used = {word.partition("=")[0] for word in words if word.startswith("--")}
    assert used <= options_of(command) | {"--help"}


def test_every_file_the_readme_points_to_is_there():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
