"""The page on checks: its packs load, and its output is what the command prints."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from engine.check.invariants import broken
from engine.check.soundness import formula_of
from engine.proof.days import days_of
from explain.review.check import check
from knowledge import load
from knowledge.entries import Invariant
from knowledge.entries.reader import read_packs
from tests.places import ROOT
from threshold.cli import main

PAGE = ROOT / "docs" / "checking.md"
TEXT = PAGE.read_text(encoding="utf-8")
FILES = dict(re.findall(r"```yaml (\S+)\n(.*?)```", TEXT, re.DOTALL))
SHOWN = re.findall(r"```console\n\$ threshold ([^\n]*)\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_page_shows_what_the_command_prints(folder, command, output):
    assert CliRunner().invoke(main, command.split()).output == output


def test_the_invariants_on_the_page_are_one_of_each_form_and_hold(folder):
    entries = [item.entry for item in read_packs([folder / "invariants.yaml"]).written]
    forms = ("always", "exclusive", "unchanged", "never_relaxed_by", "stable")
    assert all(isinstance(entry, Invariant) for entry in entries)
    assert [next(form for form in forms if getattr(entry, form)) for entry in entries] == list(
        forms
    )
    base = load(["invariants.yaml"])
    assert [*broken(base, days_of(formula_of(base)))] == []


@pytest.mark.long
def test_nothing_else_is_wrong_with_the_invariants_on_the_page(folder):
    assert check(["invariants.yaml"]) == []
