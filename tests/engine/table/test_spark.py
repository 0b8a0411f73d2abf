"""The same answers from Spark, in local mode.

Skipped, and said so, where pyspark or Java is not there. With THRESHOLD_SPARK=1 and CI=true that is
a failure instead.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from importlib.util import find_spec

import polars as pl
import pytest

from engine import assess_table, drill
from engine.sql.expressions import name_of
from tests.conftest import DAY
from tests.table_cases import as_table, differences, month_ends, random_assessments, telling_base

HERE = find_spec("pyspark") is not None and (
    shutil.which("java") is not None or "JAVA_HOME" in os.environ
)
EXPECTED = os.environ.get("CI") == "true" and os.environ.get("THRESHOLD_SPARK") == "1"
if not HERE and not EXPECTED:
    pytest.skip(
        "there is no pyspark or no Java (with CI=true and THRESHOLD_SPARK=1 this fails instead)",
        allow_module_level=True,
    )
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
TELLING = telling_base()


@pytest.fixture(scope="module")
def spark():
    """One session for the module, on two threads, that logs errors only."""
    from pyspark.sql import SparkSession

    logging.getLogger("py4j").setLevel(logging.ERROR)
    before = os.environ.get("PYSPARK_PYTHON")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    quiet = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.showConsoleProgress": "false",
    }
    made = (
        SparkSession.builder.master("local[2]").appName("threshold").config(map=quiet).getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    yield made
    made.stop()
    os.environ.pop("PYSPARK_PYTHON") if before is None else os.environ.update(PYSPARK_PYTHON=before)


def rows_of(answer):
    return [row.asDict() for row in answer.collect()]


def test_spark_says_of_each_row_what_assess_says_of_its_case(spark, tmp_path):
    cases = [*random_assessments(300), *month_ends()]
    as_table(cases).write_parquet(tmp_path / "cases.parquet")
    answer = assess_table(spark.read.parquet(str(tmp_path / "cases.parquet")).repartition(3), DAY)
    assert type(answer).__module__.startswith("pyspark.sql")
    assert differences(cases, rows_of(answer), name_of) == []


def test_other_columns_are_handed_through_in_their_own_types_but_for_names_of_answers(spark):
    table = spark.sql(
        "select 1 as id, cast(2.5 as decimal(5, 2)) as price, array(1, 2) as several, "
        "7 as verdict, 8 as b0_yes, true as b0, 'x' as `a.b`"
    )
    answer = assess_table(table, DAY, base=TELLING)
    kinds = dict(answer.dtypes)
    assert (kinds["id"], kinds["price"], kinds["several"], kinds["a__b"]) == (
        "int",
        "decimal(5,2)",
        "array<int>",
        "string",
    )
    assert (kinds["verdict"], kinds["b0_yes"]) == ("string", "boolean")
    (row,) = rows_of(answer)
    assert (row["id"], str(row["price"]), row["several"], row["a__b"]) == (1, "2.50", [1, 2], "x")
    assert (row["verdict"], row["b0_yes"]) == ("production_required", True)


def test_cells_of_sparks_own_types_say(spark):
    table = spark.sql(
        "select cast('2026-01-01 10:00:00' as timestamp) as d0, cast(2 as tinyint) as i0, "
        "cast(3 as float) as n0,"
        " array('v1') as s0, ' v0 ' as e0, 'Yes' as b0 union all select null, null, "
        "cast('nan' as float), array(), 'x', null"
    )
    first, second = rows_of(assess_table(table.coalesce(1), DAY, base=TELLING))
    told = ("d0_past", "i0_two", "n0_large", "s0_second", "e0_first", "b0_yes")
    assert [first[name] for name in told] == [True] * 6
    assert [second[name] for name in told] == [None, None, None, False, None, None]
    assert (second["s0_none"], second["unusable"]) == (True, "e0")


def test_a_table_of_no_rows_has_an_answer_of_no_rows(spark):
    answer = assess_table(
        spark.sql("select true as b0 where false"), DAY, base=TELLING, lists=False
    )
    assert (answer.columns, answer.collect()) == (["verdict", *map(name_of, TELLING.visible)], [])


def test_rows_of_spark_have_no_numbers_and_are_not_drilled(spark):
    with pytest.raises(
        TypeError, match="a table of type DataFrame is not read; expected: a Polars"
    ):
        drill(spark.sql("select true as b0"), 0, DAY, base=TELLING)


def test_the_answers_can_be_written_where_spark_writes(spark, tmp_path):
    assess_table(
        spark.sql("select id, id % 2 = 0 as b0 from range(10)"), DAY, base=TELLING
    ).write.parquet(str(tmp_path / "answers"))
    assert pl.read_parquet(tmp_path / "answers" / "*.parquet").filter("b0_yes").height == 5


INTAKE = """\
intake: own
title: T
source: S
text: {name: Project}
skip: {column: Kind, values: [withheld]}
columns:
  - {attribute: volume_multiple, column: Factor, answer: true, basis: stated}
  - {attribute: output_use, column: Used for, values: {daily work: operational}, basis: stated}
"""


def test_an_intake_and_the_evidence_of_the_whole_column_serve_spark_as_they_serve_a_frame(
    spark, tmp_path
):
    (tmp_path / "own.yaml").write_text(INTAKE, encoding="utf-8")
    rows = [
        ("A", "1.200", "Daily work ", None),
        ("B", "1,5", "other", "x"),
        ("C", "3", "", "withheld"),
    ]
    heads = ["Project", "Factor", "Used  for", "Kind"]
    intake = str(tmp_path / "own.yaml")
    answer = assess_table(
        spark.createDataFrame(rows, heads).repartition(3), DAY, intake=intake
    ).orderBy("Project")
    frame = pl.DataFrame(rows, schema=heads, orient="row")
    expected = assess_table(frame, DAY, intake=intake)
    assert [row["Project"] for row in rows_of(answer)] == ["A", "B"]
    for name in ("verdict", "trigger.scale", "unusable"):
        assert [row[name_of(name)] for row in rows_of(answer)] == expected[name].to_list()
    assert expected["trigger.scale"].to_list() == [True, None]  # as to units nobody answered
