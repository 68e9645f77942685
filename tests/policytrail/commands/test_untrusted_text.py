"""No character of stored text acts on the terminal: controls, direction marks, format signs."""

import io
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console
from rich.text import Text

from policytrail.cli import policytrail
from policytrail.commands import output
from policytrail.commands.output import print_styled
from tracker.text.printable import printable

SEEN = set("\u200c\u200d") | {
    chr(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
}
"""Joiners, with which Persian and Hindi are written, and the signs before Arabic numbers, which are visible."""
UNSEEN = "".join(
    character
    for character in map(chr, range(0x110000))
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} and character not in SEEN
)
EVIL = f"We share [bold]data[/bold] [/nonsense] {UNSEEN.replace(chr(0), '')} with [link=http://evil]partners[/link]."
NAME = "https://evil.example/[/b]\x1b[2J\u202e\x9b31m"
OLD = [("heading", 1, f"Privacy {EVIL}"), ("para", 0, f"At first, {EVIL}"), ("para", 0, "We keep it.")]
NEW = [
    ("heading", 1, f"Privacy {EVIL}"),
    ("para", 0, f"Later on, {EVIL}"),
    ("item", 1, EVIL),
    ("row", 0, f"a | {EVIL}"),
]
READING = [
    ("history", NAME), ("show", NAME), ("show", f"{NAME}@1"), ("diff", NAME), ("diff", NAME, "--words"),
    ("diff", NAME, "--stat"), ("diff", NAME, "--patch"), ("blame", NAME), ("clause", NAME, "data"),
    ("search", "partners"), ("search", "partners", "--target", NAME), ("locations", NAME), ("status",), ("verify",),
    ("alerts", "list"), ("alerts", "check"), ("reextract",), ("remove", NAME),
]  # fmt: skip
NOT_JSON = {"verify", "remove", "--words", "--stat", "--patch"}


@pytest.fixture
def evil(history):
    history.add(NAME, OLD, NEW, url=NAME, title=f"Title {EVIL}", replay_base=f"https://archive.example/{EVIL}/")
    history.store.close()
    return history.store.path


def acting(text):
    return {hex(ord(character)) for character in text} & {hex(ord(character)) for character in UNSEEN} - {"0xa"}


@pytest.mark.parametrize("words", READING, ids=lambda words: " ".join((words[0], *words[1 + (NAME in words[1:]) :])))
def test_no_command_prints_what_acts(evil, words):
    result = CliRunner().invoke(policytrail, [*words, "--db", str(evil)], input="n\n")
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    assert result.stdout or result.stderr
    assert not acting(result.stdout)
    assert not acting(result.stderr)


@pytest.mark.parametrize(
    "words", [words for words in READING if not NOT_JSON & set(words)]
)  # fmt: skip
def test_json_escapes_what_acts_and_keeps_the_text(evil, words):
    result = CliRunner().invoke(policytrail, [*words, "--json", "--db", str(evil)])
    assert not acting(result.stdout)
    if words[0] in {"show", "clause", "search"}:
        assert "\\u202e" in result.stdout
        assert "[/nonsense]" in result.stdout


def test_errors_are_no_way_around(evil):
    for words in (("history", "\x1b[2J\u202eno.example"), ("show", f"{NAME}@99"), ("diff", NAME, "\x9b", "2")):
        with pytest.raises(Exception, match=r".") as caught:
            CliRunner().invoke(policytrail, [*words, "--db", str(evil)], catch_exceptions=False)
        assert not acting(printable(str(caught.value)))


def test_markup_is_text_on_a_terminal_too():
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=60, markup=False)
    print_styled(console, Text("[red]x[/red] [link=http://evil]click[/link]   \nend"))
    assert file.getvalue() == "[red]x[/red] [link=http://evil]click[/link]\nend\n"


def test_commands_print_through_the_escaping_module_only():
    commands = Path(output.__file__).parent
    printing = [file.name for file in sorted(commands.glob("*.py")) if "click.echo" in file.read_text(encoding="utf-8")]
    assert printing == ["output.py"]
