"""The README prints what the commands print."""

from __future__ import annotations

import doctest
import re

import pytest
from click.testing import CliRunner

from tests import readme
from threshold.cli import main


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    readme.write_files(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "expected"), readme.answers(), ids=[one[0][0] for one in readme.answers()]
)
def test_an_answer_on_the_page_is_what_the_command_prints(arguments, expected):
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert readme.same_answer(expected, result.stdout), result.stdout


def test_the_python_on_the_page_answers_as_it_says():
    (block,) = re.findall(r"^```pycon\n(.*?)^```", readme.TEXT, re.DOTALL | re.MULTILINE)
    example = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
    assert len(example.examples) >= 5
    told: list[str] = []
    outcome = doctest.DocTestRunner().run(example, out=told.append)
    assert outcome.failed == 0, "".join(told)


def test_the_page_answers_two_commands_and_names_commands_that_there_are():
    assert [arguments[0] for arguments, _ in readme.answers()] == ["assess", "why"]
    assert {arguments[0] for arguments in readme.commands()} <= {*main.list_commands(None)}


def test_another_answer_is_no_answer_of_the_page():
    assert readme.same_answer("a (as of x; durable_rules)\n", "a (as of x; semi-naive)\n")
    assert readme.same_answer("a\n…\n", "a\nb\n")
    assert not readme.same_answer("a\n", "a\nb\n")
    assert not readme.same_answer("a\n…\n", "b\na\n")
