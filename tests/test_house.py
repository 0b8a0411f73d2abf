"""The house as it must stand: no circle of files, none too long, every room says what it holds."""

from __future__ import annotations

import ast
from pathlib import Path

import networkx as nx
import pytest

from tests.places import ROOT

PACKAGES = ("knowledge", "engine", "explain", "threshold")
MOST_LINES = 400
MOST_COLUMNS = 100


def python_files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in PACKAGES
    for path in python_files(package)
}
ALL_FILES = [
    *FILES.values(),
    *(path for room in ("tests", "benchmarks", "scripts") for path in python_files(room)),
]


def imported(path: Path) -> set[str]:
    """The files of this project that a file imports, late ones and those for types included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in FILES else node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & FILES.keys()


def test_there_is_no_circle_of_files():
    graph = nx.DiGraph(
        (name, other) for name, path in FILES.items() for other in imported(path) if other != name
    )
    assert len(graph) > 200
    assert [sorted(c) for c in nx.strongly_connected_components(graph) if len(c) > 1] == []


def test_no_file_is_longer_than_a_reader_can_hold():
    assert [
        path.relative_to(ROOT).as_posix()
        for path in ALL_FILES
        if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES
    ] == []


def test_no_line_is_longer_than_a_hundred_columns():
    """Ruff leaves out lines that end in a comment for a tool, and those without a space."""
    assert [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in ALL_FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > MOST_COLUMNS
    ] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_says_what_it_holds(package):
    rooms = list((ROOT / package).rglob("__init__.py"))
    for room in rooms:
        assert ast.get_docstring(ast.parse(room.read_text(encoding="utf-8"))), room
