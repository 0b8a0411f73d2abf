"""`threshold impact`: what two states of the knowledge are named by, and what is saved and told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from knowledge.pack_paths import PACKS
from tests.changed_packs import RELEASED, WORK, parameter, whole
from tests.places import ROOT
from threshold.cli import main

LONG = pytest.mark.long


def run(*arguments):
    return CliRunner().invoke(main, ["impact", *map(str, arguments)])


def test_the_command_takes_a_table_and_lists_what_it_could_not_read(tmp_path):
    table = tmp_path / "cases.csv"
    table.write_text(
        "name,volume_multiple,output_use\nMiddle,4,research\nBad,many,research\n", encoding="utf-8"
    )
    outcome = run("shipped", "example:bank", "--cases", table, "--json")
    assert outcome.exit_code == 0, outcome.output
    data = json.loads(outcome.output)
    assert data["assessed"] == 2
    assert [case["name"] for case in data["cases"]] == ["Middle"]
    assert "row 3, volume_multiple" in data["unread"][0]


def test_witnesses_are_saved_as_tests_that_pass_on_the_new_knowledge_and_fail_on_the_old(tmp_path):
    pack, witnesses = tmp_path / "company.yaml", tmp_path / "witnesses"
    pack.write_text(WORK + parameter("scale_factor", 3), encoding="utf-8")
    old, new = whole(tmp_path / "old"), whole(tmp_path / "new", pack)
    saved = run(old, new, "--witnesses", witnesses)
    assert saved.exit_code == 0, saved.output
    assert list(witnesses.glob("*_production_required.yaml"))
    passed = CliRunner().invoke(main, ["test", str(witnesses), "--pack", str(new)])
    assert passed.exit_code == 0, passed.output
    failed = CliRunner().invoke(main, ["test", str(witnesses), "--pack", str(old)])
    assert failed.exit_code == 1
    assert " 0 passed" in failed.output


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_revisions_of_a_git_repository_are_compared(tmp_path, monkeypatch):
    shutil.copytree(PACKS, tmp_path / "knowledge" / "packs")

    def git(*arguments):
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    figures = tmp_path / "knowledge" / "packs" / "article" / "parameters.yaml"
    figures.write_text(
        figures.read_text(encoding="utf-8").replace("{value: 10,", "{value: 9,"), encoding="utf-8"
    )
    git("commit", "-qam", "second")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases.csv").write_text("name,volume_multiple\nMiddle,9\n", encoding="utf-8")
    for arguments in (["HEAD~1", "HEAD"], ["HEAD~1", "."], ["shipped", "HEAD"]):
        outcome = run(*arguments, "--cases", "cases.csv")
        assert outcome.exit_code == 0, outcome.output
        assert "parameter:scale_factor changed" in outcome.output
    assert "Nothing was changed." in run("HEAD~1").output


def test_a_name_that_stands_for_no_knowledge_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = run("no_such_thing")
    assert outcome.exit_code == 2
    assert "there is no knowledge 'no_such_thing' here" in outcome.output
    assert run("--output=x", "shipped").exit_code == 2


@pytest.mark.parametrize("options", [("--intake", "x"), ("--cases", "x.csv", "--witnesses", "x")])
def test_options_that_do_not_go_together_are_refused(options, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = run("shipped", "example:bank", *options)
    assert outcome.exit_code == 2
    assert "--cases" in outcome.output


@pytest.mark.parametrize("grown", [False, pytest.param(True, marks=LONG)])
def test_the_same_change_is_shown_by_the_same_cases_in_each_run(tmp_path, grown):
    """Python orders the names in a set anew in each process, unless it is told a seed."""
    pack = tmp_path / "company.yaml"
    pack.write_text(WORK + "\n".join((parameter("scale_factor", 3), RELEASED)), encoding="utf-8")
    sides = whole(tmp_path / "old"), whole(tmp_path / "new", pack)
    named = ("shipped", "example:bank") if grown else map(str, sides)
    command = [sys.executable, "-m", "threshold", "impact", *named, "--json"]
    first, second = (
        subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert json.loads(first)["cases"]
    assert first == second
