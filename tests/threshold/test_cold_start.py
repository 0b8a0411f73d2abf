"""What commands do before they answer, counted: which modules they import, what they parse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import ROOT

HEAVY = ("graphviz", "jinja2", "networkx", "polars", "rich", "sqlglot", "z3")
COUNTED = """
import sys
import knowledge.entries.yaml_source as source
parsed, parse = [], source.parse_yaml
def counted(text, file, **limits):
    parsed.append(file)
    return parse(text, file, **limits)
source.parse_yaml = counted
from threshold.cli import main
main(sys.argv[1:], standalone_mode=False)
print(parsed, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The packages, with a compiled form that fits them."""
    folder = tmp_path_factory.mktemp("installed")
    for package in ("knowledge", "engine", "explain", "threshold"):
        ignored = shutil.ignore_patterns("__pycache__", "shipped.compiled")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    run(folder, "-m", "engine.compiling")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command imports."""
    done = run(folder, "-X", "importtime", "-m", "threshold", *arguments)
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_the_version_needs_no_library_but_that_of_the_command_line(installed):
    modules = imported(installed, "--version")
    assert "click" in modules
    assert modules & {*HEAVY, "pydantic", "yaml", "knowledge.base"} == set()


def test_the_verdict_alone_needs_no_graph_no_proof_and_no_kind_of_entry(installed):
    modules = imported(installed, "assess", "example:tay", "--verdict")
    assert "engine.assessment" in modules
    assert modules & {*HEAVY, "engine.graph.derivations", "engine.proof", "explain.argue"} == set()
    assert {name for name in modules if name.startswith("knowledge.entries.")} == {
        "knowledge.entries.cited",
        "knowledge.entries.derived_names",
        "knowledge.entries.file_bytes",
        "knowledge.entries.fingerprint",
        "knowledge.entries.own_yaml",
        "knowledge.entries.pilots",
        "knowledge.entries.superseded",
        "knowledge.entries.yaml_source",
    }


def test_a_first_answer_proves_and_needs_no_library_of_graphs_or_pictures(installed):
    modules = imported(installed, "assess", "example:tay")
    assert "z3" in modules
    assert modules & ({*HEAVY} - {"z3"}) == set()


def test_a_first_answer_parses_the_case_and_nothing_else(installed):
    done = run(installed, "-c", COUNTED, "assess", "example:tay")
    assert done.stderr.strip() == "['example:tay']"


def test_where_the_form_is_missing_the_packs_are_parsed_and_the_answer_is_the_same(
    installed, tmp_path
):
    expected = run(installed, "-m", "threshold", "assess", "example:tay", "--json").stdout
    for package in ("knowledge", "engine", "explain", "threshold"):
        shutil.copytree(installed / package, tmp_path / package)
    (tmp_path / "knowledge" / "shipped.compiled").unlink()
    done = run(tmp_path, "-c", COUNTED, "assess", "example:tay", "--json")
    assert done.stdout == expected
    assert len(done.stderr.split(",")) > 20


def test_packs_of_ones_own_are_read_as_ever(installed):
    done = run(installed, "-c", COUNTED, "assess", "example:tay", "--pack", "example:bank")
    assert "bank.yaml" in done.stderr
    assert "article/triggers.yaml" in done.stderr
