"""The commands for tables of any size: every conclusion a column, and the rules as a query."""

import json
import os
import shutil
import sys
from importlib.util import find_spec

import polars as pl
import pytest
import sqlglot
from click.testing import CliRunner

from engine import assess, assess_table
from engine.portfolio import open_portfolio
from engine.sql import DIALECTS
from knowledge import UseCase
from knowledge.tables.files import read_table
from tests.conftest import DAY
from tests.sizes import few
from threshold.cli import main

CELLS = {
    "name": ["=cmd|calc", "pilot"],
    "exposure": ["public", "data_science"],
    "controls.monitoring": [True, None],
    "output_use": ["operational", None],
}


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments), "--on", DAY.isoformat()])


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "cases.parquet"
    pl.DataFrame(CELLS).write_parquet(path)
    return path


def expected():
    first = assess(
        UseCase(
            name="a", exposure="public", output_use="operational", controls={"monitoring": True}
        ),
        DAY,
    )
    return first, assess(UseCase(name="b", exposure="data_science"), DAY)


@pytest.mark.parametrize("ending", ["parquet", "jsonl"])
def test_every_conclusion_is_a_column_of_what_is_written(table, tmp_path, ending):
    output = tmp_path / f"out.{ending}"
    result = run("portfolio", table, "--conclusions", "-o", output)
    assert result.exit_code == 0, result.output
    assert "assessed: 2 rows in " in result.output
    found = pl.read_parquet(output) if ending == "parquet" else pl.read_ndjson(output)
    for row, assessment in zip(found.to_dicts(), expected(), strict=True):
        assert row["verdict"] == assessment.verdict.value
        assert {name: row[name] for name in assessment.conclusions} == assessment.conclusions


@pytest.mark.parametrize("name", ["cases[1]", "cases*", "cases{1,2}", "cases?"])
@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_no_sign_in_the_name_of_a_file_leads_to_another(table, tmp_path, name, ending):
    for other in ("cases1", "cases2"):
        pl.DataFrame({"name": other, "stage": "idea"}).write_parquet(tmp_path / f"{other}.parquet")
    table, output = table.rename(tmp_path / f"{name}.parquet"), tmp_path / f"{name}.out.{ending}"
    result = run("portfolio", table, "--conclusions", "-o", output)
    assert result.exit_code == 0, result.output
    assert "assessed: 2 rows in " in result.output
    assert read_table(table).rows[1]["name"] == "pilot"
    assert assess_table(table, DAY).collect()["name"].to_list() == CELLS["name"]


def test_no_cell_of_a_csv_file_is_run_by_a_spreadsheet(table, tmp_path):
    run("portfolio", table, "--conclusions", "-o", tmp_path / "out.csv")
    assert pl.read_csv(tmp_path / "out.csv")["name"].to_list() == ["'=cmd|calc", "pilot"]


INTAKE = """\
intake: own
title: T
source: S
id: [Nr, Unit]
skip: {column: Kind, values: [closed]}
text: {name: Project}
columns:
  - {attribute: went_live_on, column: Since, date: ["%m/%Y"], basis: stated}
  - {attribute: volume_multiple, column: Factor, answer: true, basis: stated}
  - {attribute: exposure, column: Users, answer: true, basis: stated}
"""
LIST = {
    "Nr": ["1", "2", " 2", "n/a", "N/A", "4", "2"],
    "Unit": [1, 1, 1, 1, 1, 1, 2],
    "Project": ["A", "-", "C", "D", " Not  known", "F", "Not known"],
    "Kind": ["open", "open", "open", "Closed", None, "", "open"],
    "Since": ["03/2026", "04/2026", "03/2026", "05/2026", "x", None, "03/2026"],
    "Factor": ["1", "2", "n/a", "3", "4.5", "tbd", "5"],
    "Other": ["b"] * 7,
}
TOLD = [
    "columns that the table does not have: 'Users' for exposure",
    "columns that nothing reads: 'Other'",
    "1 row is no case, by Kind, and was left out",
    "Project: taken for unknown: '-', 'Not  known', 'Not known' (3 cells)",
    "Since: tells no day, so that the first of its month or quarter is taken: '03/2026',"
    " '04/2026' (4 cells)",
    "Factor: taken for unknown: 'n/a', 'tbd' (2 cells)",
]


@pytest.mark.parametrize("ending", ["parquet", "csv"])
@pytest.mark.parametrize("more", [(), ("--conclusions",)], ids=["report", "columns"])
def test_each_way_tells_the_same_of_a_table(tmp_path, ending, more):
    (tmp_path / "own.yaml").write_text(INTAKE, encoding="utf-8")
    path, frame = tmp_path / f"list.{ending}", pl.DataFrame(LIST)
    frame.write_parquet(path) if ending == "parquet" else frame.write_csv(path)
    intake = ("--intake", tmp_path / "own.yaml")
    result = run("portfolio", path, *intake, *more, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 0, result.output
    assert [line for line in result.stdout.splitlines() if line in TOLD] == TOLD
    first = 2 if ending == "parquet" else 3  # of a file of text, the heads are the first row
    twin = f"  row {first + 1}, Nr + Unit: '2 1' is the id of row {first} already"
    assert [line for line in result.stderr.splitlines() if line.startswith(twin)]


def test_a_table_handed_over_in_memory_is_told_of_by_warnings(tmp_path):
    (tmp_path / "own.yaml").write_text(INTAKE, encoding="utf-8")
    frame = pl.DataFrame(LIST).drop("Kind")
    for table in (frame, frame.to_arrow(), frame.to_pandas()):
        with pytest.warns(UserWarning, match="tells no day, so that the first of its month"):
            assess_table(table, DAY, intake=str(tmp_path / "own.yaml"))


def test_a_head_that_is_nearly_an_attribute_is_told_on_each_way(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("name,stage,exposur\nA,pilot,public\n", encoding="utf-8")
    for more in ((), ("--conclusions",)):
        result = run("portfolio", path, *more, "-o", tmp_path / "out.jsonl")
        assert "exposur: '' is not an attribute, and was not used" in result.stderr
    with pytest.warns(UserWarning, match="'exposur' is not an attribute; perhaps exposure"):
        assess_table(path, DAY)


def test_an_output_that_holds_no_columns_is_refused(table, tmp_path):
    result = run("portfolio", table, "--conclusions", "-o", tmp_path / "out.html")
    assert result.exit_code == 2
    assert ".parquet, .csv, .jsonl" in result.output
    assert not (tmp_path / "out.html").exists()


def test_a_table_without_a_known_column_is_refused(tmp_path):
    pl.DataFrame({"exposre": ["public"]}).write_parquet(tmp_path / "wrong.parquet")
    result = run(
        "portfolio", tmp_path / "wrong.parquet", "--conclusions", "-o", tmp_path / "out.parquet"
    )
    assert result.exit_code == 2
    assert "nearest: exposure" in result.output


def test_where_spark_is_missing_one_line_names_the_extra(table, tmp_path, monkeypatch):
    for name in ("pyspark", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)
    result = run("portfolio", table, "--on-spark", "-o", tmp_path / "out.parquet")
    assert (result.exit_code, result.output) == (
        2,
        "portfolio needs pyspark: pip install 'threshold-rules[spark]'\n",
    )


on_spark = pytest.mark.skipif(
    (find_spec("pyspark") is None or not (shutil.which("java") or "JAVA_HOME" in os.environ))
    and os.environ.get("THRESHOLD_SPARK") != "1",
    reason="there is no pyspark or no Java (with THRESHOLD_SPARK=1 this fails instead)",
)


@on_spark
def test_spark_writes_the_same_and_no_formula_either(table, tmp_path):
    pl.DataFrame({"name": "another", "stage": "idea"}).write_parquet(tmp_path / "cases1.parquet")
    table, output = table.rename(tmp_path / "cases[1].parquet"), tmp_path / "out[1].csv"
    assert run("portfolio", table, "--on-spark", "-o", output).exit_code == 0
    (part,) = output.glob("part-*.csv")
    found = pl.read_csv(part.read_bytes(), infer_schema=False).sort("name")
    assert found["name"].to_list() == ["'=cmd|calc", "pilot"]
    assert found["verdict"].to_list() == [assessment.verdict.value for assessment in expected()]


@on_spark
@pytest.mark.parametrize("name", ["_cases", ".cases", "c:d", "ä #%20"])
def test_spark_reads_a_file_whatever_its_name(table, tmp_path, name):
    table, output = table.rename(tmp_path / f"{name}.parquet"), tmp_path / f"{name}.out.parquet"
    result = run("portfolio", table, "--on-spark", "-o", output)
    assert result.exit_code == 0, result.output
    assert "assessed: 2 rows in " in result.output


@on_spark
@pytest.mark.parametrize(
    ("files", "rows", "unread"),
    [
        (["a", "_b", ".c/d", "e/f"], 2, ".c/d.parquet, _b.parquet, e/f.parquet"),
        (["a", "year=1/b", "year=2/c"], 4, "a.parquet"),
        (["_year=1/b", "_year=2/c"], 4, None),
    ],
)
def test_files_of_a_folder_that_spark_does_not_read_are_told(table, tmp_path, files, rows, unread):
    folder = tmp_path / "list"
    for name in files:
        part = folder / f"{name}.parquet"
        part.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(table, part)
    result = run("portfolio", folder, "--on-spark", "-o", tmp_path / "out.parquet")
    assert f"assessed: {rows} rows in " in result.output
    told = [line for line in result.output.splitlines() if "Spark does not read" in line]
    assert told == [f"files of the folder that Spark does not read: {unread}"] * bool(unread)


@pytest.mark.parametrize("dialect", few(DIALECTS, of=3))
def test_the_query_is_printed_in_each_dialect(dialect):
    result = run(
        "sql",
        "--dialect",
        dialect,
        "--columns",
        "exposure,controls.monitoring",
        "--keep",
        "case_id",
        "--table",
        "my_cases",
    )
    assert result.exit_code == 0
    query = sqlglot.parse_one(result.output, read="postgres" if dialect == "polars" else dialect)
    assert query.named_selects[:2] == ["case_id", "verdict"]
    assert "my_cases" in {table.name for table in query.find_all(sqlglot.exp.Table)}


@pytest.mark.parametrize("sign", ["\n", "\r", "\x0b", "\x85", "\u2028"])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_what_a_pack_is_called_stays_in_the_comment_of_the_query(tmp_path, sign, language):
    pack = tmp_path / f"own{sign}DROP TABLE cases; --.yaml"
    pack.write_text("- work: p\n  title: P\n  cited_as: P\n", encoding="utf-8")
    result = run("sql", "--columns", "exposure", "--pack", pack, "--language", language)
    assert result.exit_code == 0, result.output
    comment, *query = result.output.splitlines()  # at every sign that some database ends a line at
    assert comment.startswith("-- ")
    assert "DROP TABLE" in comment
    assert "DROP TABLE" not in "".join(query)


def test_a_column_that_is_no_attribute_is_told_with_the_nearest():
    result = run("sql", "--columns", "exposre")
    assert result.exit_code == 2
    assert "nearest: exposure" in result.output


@pytest.mark.parametrize("heads", [["output_use", "", "x", "x"], ["output_use", "x", "", "x"]])
@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_columns_without_a_head_or_with_the_head_of_another_are_kept_and_told(
    tmp_path, heads, ending
):
    text = "\n".join(map(",".join, [heads, ["research", "a", "b", "c"]]))
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    result = run("portfolio", tmp_path / "t.csv", "--conclusions", "-o", tmp_path / f"o{ending}")
    assert result.exit_code == 0, result.output
    assert "columns that nothing reads: 'x', 'x', a column without a head" in result.stdout
    read = {".csv": pl.read_csv, ".jsonl": pl.read_ndjson, ".parquet": pl.read_parquet}[ending]
    headless = f"column {heads.index('') + 1}"
    row = read(tmp_path / f"o{ending}").row(0, named=True)
    assert sorted(row[name] for name in (headless, "x", "x (2)")) == ["a", "b", "c"]
    assert row["verdict"] == "undetermined"


def test_what_is_nested_is_written_as_text_in_csv(tmp_path):
    frame = pl.DataFrame(
        {
            "output_use": ["research"] * 3,
            "sites": [["a", "=b"], [], None],
            "more": [{"a": [1]}, {"a": []}, None],
            "raw": [b"\xff", b"", None],
            "kind": pl.Series(["=1", "b", None], dtype=pl.Categorical),
            "pairs": [[{"k": 1}], [], None],
        }
    )
    frame.write_parquet(tmp_path / "t.parquet")
    output = tmp_path / "o.csv"
    result = run("portfolio", tmp_path / "t.parquet", "--conclusions", "-o", output)
    assert result.exit_code == 0, result.output
    written = pl.read_csv(output, infer_schema=False)
    assert written["sites"].to_list() == ["a; =b", "none", None]
    assert written["more.a"].to_list() == ["1", "none", None]
    assert written["raw"].to_list()[0] == "ff"
    assert written["kind"].to_list() == ["'=1", "b", None]
    assert written["pairs"].to_list() == ['[{"k":1}]', "[]", None]


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_a_table_of_heads_alone_is_refused_and_the_old_output_stays(tmp_path, ending):
    (tmp_path / "t.csv").write_text("name,output_use\n", encoding="utf-8")
    output = tmp_path / f"o{ending}"
    output.write_text("old", encoding="utf-8")
    result = run("portfolio", tmp_path / "t.csv", "--conclusions", "-o", output)
    assert (result.exit_code, output.read_text(encoding="utf-8")) == (2, "old")
    assert "t.csv: no row could be assessed" in result.stderr


def test_rows_have_the_numbers_that_a_spreadsheet_shows(tmp_path):
    table, output = tmp_path / "t.csv", tmp_path / "out.jsonl"
    table.write_text('A list;\nname;stage\nA;idea\n\nB;"x\nC;pilot\n', encoding="utf-8")
    given = ["portfolio", str(table), "--conclusions", "-o", str(output)]
    assert CliRunner().invoke(main, given).exit_code == 0
    lines = output.read_text(encoding="utf-8").splitlines()
    assert [(row["row"], row["name"]) for row in map(json.loads, lines)] == [(3, "A"), (6, "C")]
    table.write_text("name,stage,row\nA,idea,x\n", encoding="utf-8")
    assert CliRunner().invoke(main, given).exit_code == 0
    assert json.loads(output.read_text(encoding="utf-8"))["row"] == "x"


def test_the_second_row_with_an_id_is_told(tmp_path):
    (tmp_path / "t.csv").write_text("id,stage\n1,idea\n1,pilot\n-,idea\n-,idea\n")
    given = ["portfolio", str(tmp_path / "t.csv"), "--conclusions", "-o", str(tmp_path / "o.csv")]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 0
    assert "row 3, id: '1' is the id of row 2 already" in result.stderr
    assert result.stderr.count("already") == 1


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_the_day_asked_is_asked_of_rows_that_state_another_one_as_well(tmp_path, ending):
    """As without --conclusions."""
    stated = {
        "name": ["early", "late", "none"],
        "today": ["2026-06-01", "2028-06-01", None],
        "ai_system": [True] * 3,
        "placed_in_eu": [True] * 3,
        "role": ["deployer"] * 3,
        "annex_iii": ["recruitment"] * 3,
        "profiling": [True] * 3,
        "output_use": ["operational"] * 3,
        "exposure": ["business_users"] * 3,
    }
    table, output = tmp_path / f"cases{ending}", tmp_path / "out.parquet"
    frame = pl.DataFrame(stated)
    getattr(frame, "write_csv" if ending == ".csv" else "write_parquet")(table)
    for day, binds in (("2028-01-03", [True] * 3), (None, [False, True, False])):
        asked = () if day is None else ("--on", day)
        arguments = ["portfolio", table, "--conclusions", "-o", output, *asked]
        result = CliRunner().invoke(main, [*map(str, arguments)])
        assert result.exit_code == 0, result.output
        assert pl.read_parquet(output)["duty.26_2.binds"].to_list() == binds
        each = [case.assessment for case in open_portfolio(table, on=day).rows]
        assert [one.conclusions["duty.26_2.binds"] for one in each if one] == binds
