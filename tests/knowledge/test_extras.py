"""What needs an extra says so in one line, and the extras are those of the package."""

from __future__ import annotations

import ast
import re
import sys

import pytest

from knowledge.extras import BUILD_DURABLE, EXTRAS, MissingExtra, missing, need, needed_by
from knowledge.faults import Fault
from tests.places import ROOT
from tests.project import PYPROJECT

PROJECT = PYPROJECT["project"]
PACKAGES = ("knowledge", "engine", "explain", "threshold")
# where what is imported is not called like what is installed
DISTRIBUTIONS = {
    "docx": "python-docx",
    "pptx": "python-pptx",
    "durable_rules_engine": "durable_rules",
    "python_multipart": "python-multipart",
    "yaml": "pyyaml",
    "z3": "z3-solver",
}
BROUGHT_ALONG = {"markupsafe", "pydantic_core"}  # by jinja2, by pydantic


def names(requirements):
    return {re.match(r"[\w-]+", requirement)[0].lower() for requirement in requirements}


def distribution(module):
    return DISTRIBUTIONS.get(module, module).lower()


def imported():
    """(module, file) of each import of a library in the four packages."""
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                found = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module]
                    if isinstance(node, ast.ImportFrom) and not node.level
                    else []
                )
                for name in found:
                    root = name.partition(".")[0]
                    if root not in sys.stdlib_module_names and root not in PACKAGES:
                        yield root, file.relative_to(ROOT)


def test_whatever_is_imported_is_of_the_core_or_of_an_extra_that_can_be_named():
    core = names(PROJECT["dependencies"])
    lost = {
        (module, str(file))
        for module, file in imported()
        if distribution(module) not in core and module not in EXTRAS | dict.fromkeys(BROUGHT_ALONG)
    }
    assert lost == set()


@pytest.mark.parametrize("module", EXTRAS)
def test_the_extra_that_is_named_installs_the_library(module):
    extras = PROJECT["optional-dependencies"]
    assert distribution(module) in names(extras[EXTRAS[module]])
    assert distribution(module) not in names(PROJECT["dependencies"])


def test_all_is_every_extra_for_users_but_those_that_need_a_compiler_or_java():
    found = re.search(r"\[(.*)\]", PROJECT["optional-dependencies"]["all"][0])[1].split(",")
    users = {*PROJECT["optional-dependencies"]} - {"all", "benchmark", "dev", "durable", "spark"}
    assert {*found} == users
    assert {*EXTRAS.values()} == users | {"durable", "spark"}


def test_a_missing_library_is_a_line_with_the_name_of_what_needs_it_and_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    line = "portfolio needs polars: pip install 'threshold-rules[table]'"
    with pytest.raises(MissingExtra) as told:
        need("portfolio", "itables", "polars")
    assert str(told.value) == line
    with pytest.raises(MissingExtra) as told, needed_by("portfolio"):
        import polars  # noqa: F401
    assert str(told.value) == line
    assert isinstance(told.value, Fault)
    assert isinstance(told.value, ImportError)


def test_several_missing_libraries_are_one_line(monkeypatch):
    for module in ("segno", "uvicorn"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra) as told:
        need("workshop", "segno", "starlette", "uvicorn")
    assert (
        str(told.value) == "workshop needs segno, uvicorn: pip install 'threshold-rules[workshop]'"
    )


def test_who_asked_last_is_named():
    inner = MissingExtra("to_prov", "prov")
    assert str(missing("why", inner)) == "why needs prov: pip install 'threshold-rules[prov]'"


def test_what_no_extra_brings_is_raised_as_it_is():
    with pytest.raises(ModuleNotFoundError, match="no_such_library") as told, needed_by("x"):
        import no_such_library  # noqa: F401
    assert not isinstance(told.value, MissingExtra)
    assert missing("x", ImportError("cannot import name 'a' from 'polars'", name="polars")) is None


def test_durable_rules_is_built_with_the_flags_that_setup_uses():
    flags = re.search(r"CPPFLAGS='([^']+)'", BUILD_DURABLE)[1]
    assert flags in (ROOT / "scripts" / "setup.sh").read_text(encoding="utf-8")
    version = re.search(r"durable_rules==\S+", BUILD_DURABLE)[0]
    assert PROJECT["optional-dependencies"]["durable"] == [version]
    assert f"{version}\n" in (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert str(MissingExtra("the chainer durable_rules", "durable_rules_engine")).endswith(
        f"needs durable_rules: {BUILD_DURABLE}"
    )
