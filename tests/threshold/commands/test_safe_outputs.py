"""Whatever a command writes: never over what it reads, nothing hidden in it, nothing that a
spreadsheet runs; and whatever a library says is told in one line.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import polars as pl
import pytest
from click.testing import CliRunner

from tests.places import ROOT
from threshold.cli import Guarded, main

CASE = "name: A\noutput_use: operational\n"
TABLE = "name,output_use\nA,operational\n"
PACK = """\
- trigger: late
  title: It is late
  when: stage == "retired"
  because: It is.
  source: {work: article, at: Trigger 1}
  basis: stated
"""


def run(*arguments):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    "command",
    [
        ("portfolio", "t.csv", "-o", "t.csv"),
        ("portfolio", "t.csv", "--conclusions", "-o", "t.csv"),
        ("portfolio", "t.csv", "--conclusions", "--output=t.csv"),
        ("portfolio", "t.csv", "--intake", "i.yaml", "-o", "link.html"),
        ("portfolio", "t.csv", "-olink.csv"),
        ("page", "c.html", "-o", "c.html"),
        ("draw", "c.svg", "-o", "c.svg"),
        ("draw", "c.yaml", "--pack", "p.svg", "-o", "p.svg"),
        ("intake", "new", "t.csv", "-o", "t.csv"),
    ],
    ids=" ".join,
)
def test_an_output_that_is_an_input_is_refused_and_stays_whole(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    files = {"t.csv": TABLE, "i.yaml": "intake: i\n", "p.svg": PACK}
    files |= dict.fromkeys(("c.html", "c.svg", "c.yaml"), CASE)
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    os.link("i.yaml", "link.html")
    Path("link.csv").symlink_to("t.csv")
    result = run(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "this file is an input, and would be lost" in result.stderr
    assert {name: Path(name).read_text(encoding="utf-8") for name in files} == files


def test_a_table_of_rows_lost_alone_leaves_the_old_output_whole(tmp_path):
    (tmp_path / "t.jsonl").write_text("{broken\n", encoding="utf-8")
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")
    result = run("portfolio", tmp_path / "t.jsonl", "--conclusions", "-o", tmp_path / "out.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "t.jsonl"]


NAMES = ["=1+1", "=cmd|x", "＝1+1", "@SUM(A1)", "-1", "+1"]


@pytest.mark.parametrize("conclusions", [True, False])
def test_no_cell_and_no_head_of_a_csv_file_is_a_formula(tmp_path, conclusions):
    lines = "".join(f'{number},"{name}",operational,x\n' for number, name in enumerate(NAMES))
    (tmp_path / "t.csv").write_text(f"id,name,output_use,=HEAD()\n{lines}", encoding="utf-8")
    more = ["--conclusions"] if conclusions else []
    result = run("portfolio", tmp_path / "t.csv", *more, "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    formulas = [
        cell
        for row in [head, *rows]
        for cell in row
        if cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    ]
    assert formulas == []
    assert [row[head.index("name")].lstrip("'").strip() for row in rows] == [
        name.strip() for name in NAMES
    ]


@pytest.mark.parametrize("ending", ["md", "html", "csv", "xlsx"])
def test_nothing_hidden_reaches_a_report(tmp_path, ending):
    pl.DataFrame(
        {
            "id": ["a\x1b[31mb", "c\u202ed"],
            "name": ["x\x00y", "fine"],
            "exposure": ["pub\u2066lic", "public"],
        }
    ).write_parquet(tmp_path / "t.parquet")
    result = run("portfolio", tmp_path / "t.parquet", "-o", tmp_path / f"out.{ending}")
    assert result.exit_code == 0
    assert not set("\x1b\x00\u202e\u2066") & set(result.output)
    written = (tmp_path / f"out.{ending}").read_bytes()
    if ending == "xlsx":
        from zipfile import ZipFile

        with ZipFile(tmp_path / "out.xlsx") as book:
            written = b"".join(book.read(name) for name in book.namelist())
    hidden = ("\x1b", "\x00", "\u202e", "\u2066")
    assert [mark for mark in hidden if mark.encode() in written] == []


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_of_few_characters_prints_any_name(tmp_path, encoding):
    (tmp_path / "t.csv").write_text("name,exposure\nΩ≈ç 漢字,Ω漢\n", encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-m", "threshold", "portfolio", str(tmp_path / "t.csv")],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        cwd=ROOT,
        check=False,
    )
    assert (answer.returncode, b"Traceback" in answer.stderr) == (0, False)
    shown = {"ascii": "漢".encode(), "cp1252": b"\\u6f22"}  # click takes ascii for a slip
    assert shown[encoding] in answer.stderr


def _raise(error):
    raise error


@pytest.mark.parametrize("name", ["polars.exceptions.ComputeError", "sqlglot.errors.ParseError"])
def test_what_a_library_says_is_one_line(name):
    module, _, kind = name.rpartition(".")
    error = getattr(__import__(module, fromlist=[kind]), kind)("first line\nsecond line")
    group = Guarded("threshold")
    command = click.Command("x", callback=lambda: _raise(error))
    group.get_command = lambda ctx, cmd_name: command
    result = CliRunner().invoke(group, ["x"])
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0].endswith("first line")
    assert len(result.stderr.splitlines()) == 1


def test_another_error_is_none_of_the_libraries():
    group = Guarded("threshold")
    command = click.Command("x", callback=lambda: _raise(RuntimeError("ours")))
    group.get_command = lambda ctx, cmd_name: command
    assert isinstance(CliRunner().invoke(group, ["x"]).exception, RuntimeError)


@pytest.mark.parametrize("name", ["a'b", '"a;drop-table--'])
def test_what_is_no_name_of_a_table_is_refused_by_the_query(name):
    result = run("sql", "--table", name)
    assert (result.exit_code, "this is no name of a table" in result.stderr) == (2, True)


def test_a_broken_file_of_each_kind_is_one_plain_line(tmp_path):
    for ending in ("parquet", "arrow", "xlsx", "xls", "ods", "json", "yaml"):
        (tmp_path / f"t.{ending}").write_bytes(b"\x00{broken")
        for more in ([], ["--conclusions", "-o", str(tmp_path / "out.csv")]):
            result = run("portfolio", tmp_path / f"t.{ending}", *more)
            assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), result.output
            assert f"t.{ending}" in result.stderr


def test_the_kept_columns_are_in_every_kind_of_output(tmp_path):
    (tmp_path / "i.yaml").write_text(
        "intake: i\ntitle: t\nsource: s\nid: Nr\nkeep: Team\n"
        "text: {name: P, owner: O}\ncolumns:\n"
        "  - {attribute: output_use, column: U, values: {x: operational}, basis: stated}\n",
        encoding="utf-8",
    )
    (tmp_path / "t.csv").write_text("Nr;P;O;Team;U\nX-17;A;Kim;Blue;x\n", encoding="utf-8")
    for ending in ("csv", "jsonl", "parquet", "md", "html", "xlsx"):
        target = tmp_path / f"out.{ending}"
        intake = tmp_path / "i.yaml"
        result = run("portfolio", tmp_path / "t.csv", "--intake", intake, "-o", target)
        assert result.exit_code == 0
        if ending == "xlsx":
            from zipfile import ZipFile

            text = ZipFile(target).read("xl/sharedStrings.xml").decode()
        elif ending == "parquet":
            text = str(pl.read_parquet(target).to_dicts())
        else:
            text = target.read_text(encoding="utf-8")
        assert all(word in text for word in ("X-17", "Kim", "Blue")), ending
        if ending == "jsonl":
            row = json.loads(text)
            assert (row["row"], row["Nr"], row["Team"], row["owner"]) == (2, "X-17", "Blue", "Kim")


@pytest.mark.parametrize("ending", ["md", "html", "xlsx"])
def test_what_is_to_be_said_of_the_table_is_in_each_report(tmp_path, ending):
    (tmp_path / "t.csv").write_bytes("name;exposure;Größe\nA;public;x\n".encode("cp1252"))
    target = tmp_path / f"out.{ending}"
    result = run("portfolio", tmp_path / "t.csv", "-o", target)
    told = ("read as cp1252, which was found, not said", "columns that nothing reads: 'Größe'")
    assert set(told) <= set(result.stdout.splitlines())
    if ending == "xlsx":
        from zipfile import ZipFile

        text = ZipFile(target).read("xl/sharedStrings.xml").decode()
    else:
        text = target.read_text(encoding="utf-8")
    assert all(word in text for word in ("read as cp1252", "columns that nothing reads"))


def test_the_list_of_faults_beside_a_table_is_never_written_over_an_input(tmp_path):
    given = tmp_path / "out.csv.faults.csv"
    given.write_text("name,stage\nA,bogus\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["portfolio", str(given), "-o", str(tmp_path / "out.csv")])
    assert result.exit_code == 2
    assert "this file is an input, and would be lost" in result.stderr
    assert given.read_text(encoding="utf-8") == "name,stage\nA,bogus\n"
