"""The four packages as users import them: names, types, and nothing read before it is used."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import engine
import explain
import knowledge
import threshold

ROOT = Path(threshold.__file__).parents[1]
PACKAGES = (knowledge, engine, explain, threshold)
IDS = [package.__name__ for package in PACKAGES]
# prints which YAML files were opened; the text to run comes first
WATCH = """
import sys
opened = []
def watch(event, args):
    if event == "open" and str(args[0]).endswith((".yaml", ".yml")):
        opened.append(str(args[0]))
sys.addaudithook(watch)
try:
    exec(sys.argv.pop(1))
except SystemExit:
    pass
print()
print(len(opened))
"""


def python(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A Python of its own, to which the packages of this checkout are installed ones."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def run(*arguments: str, cwd: Path | None = None) -> str:
    """What a Python of its own prints, if it ends well."""
    done = python(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("package", PACKAGES, ids=IDS)
def test_a_package_lists_its_public_names(package: ModuleType):
    assert dir(package) == sorted(package.__all__)
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match=f"^module '{package.__name__}' has no attribute 'no"):
        _ = package.no_such_name


def test_of_a_name_that_no_package_has_the_nearest_is_told():
    with pytest.raises(AttributeError, match="did you mean 'why_not'"):
        _ = threshold.whynot


@pytest.mark.parametrize("package", PACKAGES, ids=IDS)
def test_type_checkers_are_told_the_names_that_there_are(package: ModuleType):
    tree = ast.parse(Path(str(package.__file__)).read_text(encoding="utf-8"))
    checking = next(node for node in tree.body if isinstance(node, ast.If))
    imported = {
        alias.name: node.module
        for node in checking.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert sorted(imported) == sorted(package.__all__)
    for name, module in imported.items():
        assert getattr(import_module(str(module)), name) is getattr(package, name), name


def test_one_name_gives_the_whole_public_api():
    for package in (knowledge, engine, explain):
        for name in package.__all__:
            assert getattr(threshold, name) is getattr(package, name)
    assert {"check", "run_tests"} < set(threshold.__all__)


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("import knowledge, engine, explain, threshold", False),
        ("from threshold import UseCase, Verdict, assess, why, load", False),
        ("from threshold import *", False),
        ("from knowledge.cases.use_case import *", False),
        ("import sys; sys.argv = ['threshold', '--version']\nimport threshold.__main__", False),
        ("import sys; sys.argv = ['threshold', '--help']\nimport threshold.__main__", False),
        ("from threshold import UseCase; UseCase(name='x')", True),
        ("from threshold import UseCase; isinstance(5, UseCase)", True),
        ("from threshold import UseCase; issubclass(int, UseCase)", True),
        ("from threshold import UseCase; UseCase.model_fields", True),
        ("from threshold import Verdict; Verdict.PROHIBITED", True),
        ("from threshold import load; load()", True),
    ],
)
def test_no_pack_is_read_before_it_is_used(code, read):
    opened = int(run("-c", WATCH, code).splitlines()[-1])
    assert (opened > 0) is read


@pytest.mark.parametrize("package", PACKAGES, ids=IDS)
def test_a_package_says_that_it_is_typed(package: ModuleType):
    assert (Path(str(package.__file__)).parent / "py.typed").is_file()


def test_empty_folders_in_the_working_directory_hide_no_package(tmp_path):
    for package in PACKAGES[:-1]:
        (tmp_path / package.__name__).mkdir()
    told = run("-m", "threshold", "assess", "example:tay", "--json", cwd=tmp_path)
    assert json.loads(told)["verdict"] == "production_required"
    command = (
        "from threshold.cli import main; import sys; sys.argv = ['threshold', '--version']; main()"
    )
    assert "version" in run("-c", command, cwd=tmp_path)


def test_an_editable_install_is_an_entry_of_the_path():
    """As the test above has it, and not a finder, which comes after empty folders."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '\n[tool.setuptools.package-dir]\n"" = "."\n' in settings
