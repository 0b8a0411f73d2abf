"""What commands print with --json: data that a schema describes wherever help says so."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from tests.json_schema import faults
from threshold.cli import main
from threshold.commands.schema import SCHEMAS

PROMISE = "its schema: threshold schema"
# command → what it is asked, and the schema that describes what it prints
ASKED = {
    "assess": ("example:schufa_score", "assessment"),
    "why": ("example:schufa_score duty.26_2", "explanation"),
    "why-not": ("example:schufa_score experiment_excepted", "why-not"),
    "what-if": ("example:schufa_score stage=unknown controls.monitoring=true", "comparison"),
    "compare": ("example:schufa_score example:tay", "comparison"),
    "change": ("example:tay --to experiment_excepted", "change"),
    "ask": ("example:tay --for duties", "questions"),
    "timeline": ("example:schufa_score --until 2028-01-01", "timeline"),
    "page": ("example:tay -o {folder}/tay.html", "explanation"),
    "impact": ("shipped example:bank --cases {folder}/cases.csv", "impact"),
}


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{above}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")


def option(command: click.Command, name: str) -> click.Option | None:
    return next(
        (one for one in command.params if isinstance(one, click.Option) and name in one.opts), None
    )


def test_every_command_whose_json_is_said_to_have_a_schema_is_tried():
    promised = {
        name
        for name, command in commands(main)
        if (found := option(command, "--json")) and PROMISE in (found.help or "")
    }
    assert promised == ASKED.keys()


@pytest.mark.parametrize("name", ASKED)
def test_what_is_printed_is_as_its_schema_says(name, tmp_path):
    (tmp_path / "cases.csv").write_text("name,volume_multiple\nA case,4\n", encoding="utf-8")
    asked, what = ASKED[name]
    arguments = asked.format(folder=tmp_path).split()
    result = CliRunner().invoke(main, [name, *arguments, "--json"])
    assert result.exit_code == 0, result.output
    assert what in SCHEMAS
    schema = json.loads(CliRunner().invoke(main, ["schema", what]).stdout)
    assert faults(json.loads(result.stdout), schema) == []


def test_the_page_on_a_register_says_which_command_takes_which_option():
    """`serve` begins a page, and is of the day on which somebody looks."""
    register = main.get_command(click.Context(main), "register")
    assert isinstance(register, click.Group)
    takes = {
        name: {one: option(command, one) is not None for one in ("--on", "--json", "--language")}
        for name, command in commands(register)
    }
    assert {name for name, of in takes.items() if not of["--language"]} == set()
    assert {name for name, of in takes.items() if not of["--on"]} == {
        *("diff", "history", "replay", "verify", "erase")
    }
    assert {name for name, of in takes.items() if of["--json"]} == {
        *("list", "show", "diff", "due", "timeline", "history", "replay", "verify")
    }
