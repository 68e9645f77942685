"""docs/commands.md is what the commands say of themselves."""

import pytest
from write_commands import PAGE, commands_page

from policytrail.cli import policytrail


def test_the_page_is_what_the_commands_say():
    assert PAGE.read_text(encoding="utf-8") == commands_page(), "run 'python docs/write_commands.py'"


@pytest.mark.parametrize("command", policytrail.commands.values(), ids=lambda command: command.name)
def test_every_command_has_its_section_with_each_option_and_an_example(command):
    page = PAGE.read_text(encoding="utf-8")
    section = page.partition(f"\n### {command.name}\n")[2].partition("\n### ")[0]
    assert f"    policytrail {command.name}" in section
    assert "\nExample:\n\n    policytrail " in section
    for parameter in command.params:
        if parameter.param_type_name == "option":
            assert all(name in section for name in parameter.opts)
