"""The wheel, installed into an empty environment outside the checkout, does what the README says.

It takes about a minute: one build, one environment, shared by all tests here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pip
import pytest

from tests import readme
from tests.places import ROOT

PACKAGES = ("knowledge", "engine", "explain", "threshold")
ROOTS = ("pyproject.toml", "setup.py", "README.md", "LICENSE")
MADE = {"knowledge/shipped.compiled"}  # by the build itself
LEFT_OUT = {"knowledge/CHANGES.md"}  # for who reads the sources
FIRST = 10
WARNING = re.compile(r"^warning: .*|.*\b[A-Z]\w*Warning\b.*", re.MULTILINE)

SCRIPT = """
from datetime import date

import threshold as th
from engine import Assessment, assess
from explain import Questions, why
from knowledge import UseCase, Verdict

case = UseCase(name="Demand forecast", output_use="operational", exposure="business_users")
result: Assessment = assess(case, date(2027, 12, 2))
settled: bool = result.settled
print(result.tier.upper(), why(result).to_markdown().upper(), settled)
shifts = th.UseCase(name="shifts", output_use="operational", controls={"monitoring": True})
answer: Assessment = th.assess(shifts, on="2026-12-01")
if answer.verdict == Verdict.PRODUCTION_REQUIRED or answer.verdict == "pause":
    print(th.why(answer).to_markdown(), answer.verdict.value, shifts.controls.monitoring)
left: Questions = th.questions({"name": "open"}, on=date(2026, 12, 1))
print(left.settled, [verdict.name for verdict in th.Verdict], isinstance(shifts, th.UseCase))
"""
WRONG = """\
import threshold as th
from explain import why
th.assess(5)
th.no_such_name
th.UseCase(name="x", output_use="play")
th.UseCase(name="x").colour
th.assess("example:tay").tier + 1
th.assess("example:tay").on + 1
why(3)
"""

pytestmark = pytest.mark.skipif(
    find_spec("build") is None and os.environ.get("CI") != "true",
    reason="the package `build` is not installed: make setup (in CI this fails instead)",
)


@dataclass(frozen=True, slots=True)
class Built:
    """What the build made, and what it said."""

    sdist: Path
    wheel: Path
    said: str


def clean_environment() -> dict[str, str]:
    """The environment, without what would lead back to the checkout or is this machine's habit."""
    taken = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in taken}
    return {**kept, "PIP_COMPILE": "0"}  # what is imported is compiled then, and nothing else


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, command)], cwd=cwd, env=clean_environment(), capture_output=True, text=True
    )


def metadata_folder(wheel: Path) -> str:
    return "-".join(wheel.name.split("-")[:2]) + ".dist-info"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An sdist of a copy of the sources, and a wheel from that sdist."""
    folder = tmp_path_factory.mktemp("build")
    copy = folder / "sources"
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(ROOT / package, copy / package, ignore=ignored)
    for name in ROOTS:
        shutil.copy(ROOT / name, copy / name)
    done = run(sys.executable, "-m", "build", "--outdir", folder / "dist", copy, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    (wheel,) = (folder / "dist").glob("*.whl")
    return Built(sdist, wheel, done.stdout + done.stderr)


@pytest.fixture(scope="module")
def python(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel and what it requires, and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    made = run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    assert made.returncode == 0, made.stderr
    python = folder / "venv" / "bin" / "python"
    (folder / "pip").symlink_to(Path(pip.__file__).parent)  # nothing else of this environment
    install = (python, folder / "pip", "--disable-pip-version-check", "install")
    done = run(*install, "--constraint", ROOT / "constraints.txt", built.wheel, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return python


@pytest.fixture
def threshold(python: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the installed command in an empty folder outside the checkout."""
    return lambda *arguments: run(python.with_name("threshold"), *arguments, cwd=tmp_path)


def test_nothing_is_warned_of_while_building(built):
    assert WARNING.findall(built.said) == []


def test_the_wheel_and_the_sdist_hold_every_file_of_the_packages_and_the_licence(built):
    files = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    held = {*ZipFile(built.wheel).namelist()}
    assert files - held == LEFT_OUT
    assert held >= MADE
    info = metadata_folder(built.wheel)
    assert {name for name in held - files - MADE if not name.startswith(info)} == set()
    assert f"{info}/licenses/LICENSE" in held
    with tarfile.open(built.sdist) as archive:
        source = {name.partition("/")[2] for name in archive.getnames()}
    assert (files | {*ROOTS}) - source == LEFT_OUT


def test_the_wheel_says_its_licence_and_points_at_no_address(built):
    with ZipFile(built.wheel) as archive:
        text = archive.read(f"{metadata_folder(built.wheel)}/METADATA").decode()
    head = text.partition("\n\n")[0]
    assert "License-Expression: Apache-2.0\n" in head
    assert "Project-URL" not in head
    assert "Typing :: Typed" in head


def test_the_core_brings_no_library_of_an_extra(python, tmp_path):
    names = (
        "import knowledge.extras as e, importlib.util as u; print(*filter(u.find_spec, e.EXTRAS))"
    )
    done = run(python, "-c", names, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("\n", "")
    where = run(python, "-c", "import engine; print(engine.__file__)", cwd=tmp_path)
    assert where.stdout.startswith(str(python.parents[1]))


def test_the_form_of_the_packs_fits_what_was_installed(python, tmp_path):
    code = "from knowledge import load; print(type(load()).__name__)"
    done = run(python, "-c", code, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("CompiledBase\n", "")


def test_the_demo_goes_on_without_the_extra_of_reports(python, tmp_path):
    done = run(python, "-m", "threshold.demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        "a report (.html) needs itables, polars: pip install 'threshold-rules[report]'\n"
    )
    assert (tmp_path / "demo" / "report.md").read_text(encoding="utf-8").strip()


def test_the_first_ten_commands_of_the_readme_run(threshold, tmp_path):
    readme.write_files(tmp_path)
    first = readme.commands()[:FIRST]
    assert len({arguments[0] for arguments in first}) == FIRST
    for arguments in first:
        done = threshold(*arguments)
        assert (done.returncode, done.stderr) == (0, ""), arguments
        assert done.stdout.strip(), arguments


def test_the_answers_in_the_readme_are_those_of_the_wheel(threshold, tmp_path):
    readme.write_files(tmp_path)
    for arguments, expected in readme.answers():
        done = threshold(*arguments)
        assert readme.same_answer(expected, done.stdout), done.stdout + done.stderr


TABLE = "name,output_use,exposure\nA,operational,public\nB,research,\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("sql", "sql needs sqlglot: pip install 'threshold-rules[sql]'"),
        ("why example:tay --prov", "why needs prov: pip install 'threshold-rules[prov]'"),
        (
            "portfolio t.csv -o t.html",
            "portfolio needs itables, polars: pip install 'threshold-rules[report]'",
        ),
        (
            "portfolio t.csv -o t.xlsx",
            "portfolio needs XlsxWriter: pip install 'threshold-rules[report]'",
        ),
        (
            "portfolio t.csv -o t.parquet",
            "portfolio needs polars: pip install 'threshold-rules[table]'",
        ),
        (
            "portfolio t.csv --conclusions -o t.parquet",
            "portfolio needs polars: pip install 'threshold-rules[table]'",
        ),
        (
            "portfolio t.csv --on-spark -o t.parquet",
            "portfolio needs pyspark: pip install 'threshold-rules[spark]'",
        ),
        (
            "workshop",
            "workshop needs starlette, uvicorn, python-multipart, segno: "
            "pip install 'threshold-rules[workshop]'",
        ),
    ],
)
def test_a_command_that_lacks_an_extra_says_so_in_one_line(threshold, tmp_path, arguments, line):
    (tmp_path / "t.csv").write_text(TABLE)
    done = threshold(*arguments.split())
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line + "\n")


@pytest.mark.parametrize("ending", ["md", None])
def test_a_portfolio_is_counted_and_told_by_the_core(threshold, tmp_path, ending):
    (tmp_path / "t.csv").write_text(TABLE)
    done = threshold("portfolio", "t.csv", *(["-o", f"t.{ending}"] if ending else []))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 cases assessed\n")


def test_json_lines_are_read_by_the_core(threshold, tmp_path):
    (tmp_path / "t.jsonl").write_text('{"name": "A"}\n')
    done = threshold("portfolio", "t.jsonl")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 case assessed\n")


def test_the_version_says_how_durable_rules_is_built(threshold):
    lines = threshold("--version").stdout.splitlines()
    assert lines[0].endswith("; chainer semi-naive")
    assert lines[1].startswith("durable_rules cannot be imported; to build it: CPPFLAGS='")
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("from engine import assess_table", "assess_table needs polars: "),
        ("from explain import explore", "explore needs ipywidgets: "),
        (
            "from engine import assess\nfrom knowledge import read_case\n"
            "assess(read_case('example:tay'), chainer='durable_rules')",
            "the chainer durable_rules needs durable_rules: CPPFLAGS='",
        ),
    ],
)
def test_a_function_that_lacks_an_extra_says_so_in_its_last_line(python, tmp_path, code, line):
    done = run(python, "-c", code, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"knowledge.extras.MissingExtra: {line}")


def test_a_users_script_passes_mypy_strict_and_a_wrong_use_does_not(python, tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    mypy = (sys.executable, "-m", "mypy", "--strict", "--python-executable", python)
    mypy = (*mypy, "--cache-dir", os.devnull)  # nothing is kept for a second run
    told = run(*mypy, "script.py", "wrong.py", cwd=tmp_path).stdout
    found = re.findall(r"^(\w+\.py):(\d+): error:", told, re.MULTILINE)
    assert found == [("wrong.py", str(line)) for line in range(3, 10)], told
    done = run(python, "script.py", cwd=tmp_path)
    assert done.stdout.splitlines()[-1].startswith("False ["), done.stderr
