"""The page on intakes of one's own: its files are run,
and its outputs are what the commands print.
"""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from tests.places import ROOT
from threshold.cli import main

PAGE = ROOT / "docs" / "own_intake.md"
FILE = re.compile(r"```\w+ (\S+)\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n\$ threshold ([^\n]*)\n(.*?)```", re.DOTALL)
EXIT_CODES = [0, 0, 2]


def files() -> dict[str, str]:
    """The files on the page, and one of them with the mistake that the page speaks of."""
    found = dict(FILE.findall(PAGE.read_text(encoding="utf-8")))
    return {
        **found,
        "misspelt.yaml": found["projects.yaml"].replace(
            "attribute: exposure", "attribute: exposrue"
        ),
    }


@pytest.mark.parametrize("number", range(3))
def test_the_page_shows_what_its_commands_print(tmp_path, monkeypatch, number):
    for name, text in files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = CONSOLE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(commands) == len(EXIT_CODES)
    command, printed = commands[number]
    result = CliRunner().invoke(main, command.split())
    assert result.exit_code == EXIT_CODES[number]
    parts = printed.split("…\n")  # lines that the page leaves out
    # which changes with every pack
    output = re.sub(r"fingerprint \w+", "fingerprint …", result.output)
    assert output.startswith(parts[0])
    assert output.endswith(parts[-1])
    assert len(parts) > 1 or output == printed


def test_the_mistake_stands_where_the_page_says():
    (line,) = [
        number
        for number, text in enumerate(files()["misspelt.yaml"].splitlines(), start=1)
        if "exposrue" in text
    ]
    assert f"in line {line}:" in PAGE.read_text(encoding="utf-8")
