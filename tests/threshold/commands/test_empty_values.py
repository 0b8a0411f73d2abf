"""Whatever takes a value refuses an empty one: of every command, every option and every argument.

An empty path would be the current folder, an empty name no name.
"""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from threshold.cli import main


def commands(group=main, names=()):
    """Each command with what is typed to reach it."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from commands(command, (*names, name))
        else:
            yield (*names, name), command


def takes_a_value(parameter):
    return not (isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count))


ASKED = [
    pytest.param(names, command, asked, id=" ".join((*names, asked.opts[-1])))
    for names, command in commands()
    for asked in command.params
    if takes_a_value(asked)
]


def typed(names, command, asked, empty):
    """The command with something for each argument, and nothing for the parameter asked."""
    found = list(names)
    for other in command.params:
        if isinstance(other, click.Argument):
            found.append(empty if other is asked else "x")
    if isinstance(asked, click.Option):
        found += [asked.opts[-1], *[empty] * asked.nargs]
    return found


@pytest.mark.parametrize("empty", ["", " "], ids=["nothing", "a blank"])
@pytest.mark.parametrize(("names", "command", "asked"), ASKED)
def test_an_empty_value_is_refused_in_one_line(names, command, asked, empty, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, typed(names, command, asked, empty))
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert "what was given is empty; expected: a value" in line
    assert line.startswith(
        asked.opts[-1] if isinstance(asked, click.Option) else asked.human_readable_name
    )
    assert not list(tmp_path.iterdir())


def test_every_command_is_among_them():
    assert len(ASKED) > 200
    names = {" ".join(names) for names, _ in commands()}
    assert {"portfolio", "intake check", "intake new", "register import", "register serve"} <= names


@pytest.mark.parametrize(
    "typed",
    [("--pack=",), ("-o", ""), ("--pack", "x.yaml", "--pack", "")],
    ids=str,
)
def test_however_it_is_typed(typed):
    result = CliRunner().invoke(main, ["portfolio", "t.csv", *typed])
    assert result.exit_code == 2
    assert "what was given is empty" in result.stderr


def test_an_option_that_must_be_given_is_not_said_to_be_left_out():
    result = CliRunner().invoke(main, ["draw", "example:tay", "-o", ""])
    assert result.stderr == "--output: what was given is empty; expected: a value\n"
    result = CliRunner().invoke(main, ["portfolio", "t.csv", "-o", ""])
    assert result.stderr.endswith("expected: a value, or no --output at all\n")
