"""What pages name is there: commands, options, functions and files; and each of the public ones is
named on a page.
"""

from __future__ import annotations

import re
import shlex

import click
import pytest

import threshold
from tests.places import ROOT
from threshold.cli import COMMANDS, main

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
ROOMS = "knowledge|engine|explain|threshold|tests|docs|notebooks|scripts|benchmarks"


def lines_of(text: str) -> list[str]:
    """The commands on a page: lines of code, and code within sentences."""
    found = re.findall(r"^(?:    |\$ )threshold ([a-z-].*)$", text, re.MULTILINE)
    within = re.findall(r"`threshold ([^`]+)`", text)
    return [*found, *(" ".join(line.split()) for line in within)]


def options_of(command: click.Command) -> set[str]:
    return {name for param in command.params for name in (*param.opts, *param.secondary_opts)}


def unknown_in(line: str) -> list[str]:
    """The commands and options of a line that there are not."""
    words = shlex.split(line.replace("…", " "), comments=True)
    command: click.Command = main
    context = click.Context(main)
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            return [words[0]]
        command, words = found, words[1:]
    known = options_of(command) | {"--help", "-h", "--version"}
    return [
        word for word in words if re.match(r"--?[a-z]", word) and word.split("=")[0] not in known
    ]


@pytest.mark.parametrize("page", TEXTS)
def test_the_commands_and_options_on_a_page_are_there(page):
    assert {line: wrong for line in lines_of(TEXTS[page]) if (wrong := unknown_in(line))} == {}


@pytest.mark.parametrize("page", TEXTS)
def test_the_files_that_a_page_names_are_there(page):
    named = re.findall(rf"`((?:{ROOMS})/[A-Za-z0-9_./-]+)`", TEXTS[page])
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_each_command_is_told_on_a_page():
    told = {line.split()[0] for text in TEXTS.values() for line in lines_of(text) if line.split()}
    assert COMMANDS.keys() - told == set()


def test_each_public_function_is_told_on_a_page():
    everything = "\n".join(TEXTS.values())
    functions = [name for name in dir(threshold) if name[0].islower()]
    assert "assess" in functions
    assert [name for name in functions if not re.search(rf"\b{name}\(", everything)] == []


def test_what_is_not_there_is_noticed():
    assert unknown_in("asess case.yaml") == ["asess"]
    assert unknown_in("assess case.yaml --verdikt") == ["--verdikt"]
    assert unknown_in("register add x -o y --language de") != []
    assert unknown_in("assess case.yaml --verdict # --x") == []
