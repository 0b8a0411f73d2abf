"""Cells of a table mean the same to the query as to who reads the rows one by one,
however they are written.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest

from engine import assess, assess_table, drill
from engine.sql.expressions import name_of
from knowledge import load
from knowledge.intake.rows import rows_as_cases
from knowledge.tables.files import read_table
from knowledge.tables.table import of_records
from tests.conftest import DAY
from tests.strange_cells import strange_rows
from tests.table_cases import answer_of, assessed, connected, telling_base

ROWS = 300
NOT_A_NUMBER, INFINITE = float("nan"), float("inf")
TELLING = telling_base()


def read_one_by_one(table, base):
    """What the answer has to say of each row, by reading it as a case."""
    found = []
    for row in rows_as_cases(table, base):
        wrong = {fault.column for fault in row.faults}
        answer = answer_of(
            assess(row.case, row.case.stated().get("today", DAY), base=base, chainer="semi-naive")
        )
        found.append(
            {**answer, "unusable": ";".join(name for name in base.attributes if name in wrong)}
        )
    return found


def disagreements(rows, expected, answers, named=str):
    """Row by row what differs, with the cells."""
    found = []
    for cells, wanted, answer in zip(rows, expected, answers, strict=True):
        differ = {
            name: (answer[named(name)], value)
            for name, value in wanted.items()
            if answer[named(name)] != value
        }
        found += (
            [({name: cell for name, cell in cells.items() if cell is not None}, differ)]
            if differ
            else []
        )
    return found


@pytest.fixture(scope="module")
def strange():
    """Strange rows, and what they say one by one."""
    rows = strange_rows(load(), ROWS)
    return rows, read_one_by_one(of_records("made_up", rows), load())


def test_the_strange_cells_are_partly_usable_in_every_type(strange):
    rows, expected = strange
    usable = {True: set(), False: set()}
    for cells, wanted in zip(rows, expected, strict=True):
        for name, cell in cells.items():
            if cell is not None:
                usable[name not in wanted["unusable"].split(";")].add(load().attributes[name].type)
    assert usable[True] == usable[False] == {"bool", "enum", "set", "date", "integer", "number"}


def test_strange_cells_of_a_frame_say_what_they_say_row_by_row(strange):
    rows, expected = strange
    answers = assess_table(pl.DataFrame(rows, infer_schema_length=None), DAY).to_dicts()
    assert disagreements(rows, expected, answers) == []


def test_strange_cells_in_a_database_say_what_they_say_row_by_row():
    pytest.importorskip("duckdb")
    rows = strange_rows(TELLING, 2_000, "database")
    expected = read_one_by_one(of_records("made_up", rows), TELLING)
    connection = connected()
    connection.register("cells", pl.DataFrame(rows, infer_schema_length=None).with_row_index("row"))
    answers = (
        assess_table(connection.sql("from cells"), DAY, base=TELLING).pl().sort("row").to_dicts()
    )
    assert disagreements(rows, expected, answers, name_of) == []


def test_strange_cells_of_a_csv_file_say_what_they_say_row_by_row(tmp_path):
    rows = strange_rows(TELLING, 2_000, "file")
    file = tmp_path / "strange.csv"
    pl.DataFrame(rows, infer_schema_length=None).write_csv(file, quote_style="always")
    table = read_table(file)
    expected = read_one_by_one(table, TELLING)
    answers = assess_table(file, DAY, base=TELLING).collect().to_dicts()
    assert len(answers) == len(rows)
    assert disagreements(rows, expected, answers) == []


def test_a_row_of_strange_cells_is_drilled_as_the_table_answers_it():
    rows = strange_rows(TELLING, 150, "drilled")
    frame = pl.DataFrame(rows, infer_schema_length=None)
    answers = assess_table(frame, DAY, base=TELLING).to_dicts()
    drilled = [
        {
            **answer_of(drill(frame, number, DAY, base=TELLING)),
            "unusable": answers[number]["unusable"],
        }
        for number in range(len(rows))
    ]
    assert disagreements(rows, drilled, answers) == []


BAD = "cannot be used"
TYPED = {  # what columns of a type say, cell by cell; BAD: is listed, and unknown
    "ones and zeros are yes and no": ("b0", pl.Series([1, 0, None, 2]), [True, False, None, BAD]),
    "so they are with gaps, as floats": (
        "b0",
        pl.Series([1.0, 0.0, NOT_A_NUMBER, 0.5]),
        [True, False, None, BAD],
    ),
    "whole floats are integers": (
        "i0",
        pl.Series([2.0, 2.5, NOT_A_NUMBER, 3.0, INFINITE]),
        [2, BAD, None, 3, BAD],
    ),
    "integers of any width are integers": (
        "i0",
        pl.Series([2, None, 3], dtype=pl.Int8),
        [2, None, 3],
    ),
    "integers beyond all integers cannot be used": (
        "i0",
        pl.Series([2, 2**63 + 1], dtype=pl.UInt64),
        [2, BAD],
    ),
    "what is no number is nothing, what is infinite cannot be used": (
        "n0",
        pl.Series([NOT_A_NUMBER, INFINITE, -INFINITE, 3.0]),
        [None, BAD, BAD, 3.0],
    ),
    "narrow floats are numbers": (
        "n0",
        pl.Series([2.5, NOT_A_NUMBER], dtype=pl.Float32),
        [2.5, None],
    ),
    "decimals are numbers": ("n0", pl.Series([Decimal("2.50"), None]), [2.5, None]),
    "integers are numbers": ("n0", pl.Series([3, 1, None]), [3.0, 1.0, None]),
    "yes and no are no numbers": ("n0", pl.Series([True, None]), [BAD, None]),
    "a time of day is dropped from a date": (
        "d0",
        pl.Series([datetime(2026, 1, 2, 3, 4), None]),
        [date(2026, 1, 2), None],
    ),
    "dates out of range cannot be used": (
        "d0",
        pl.Series([date(1899, 12, 31), date(2200, 1, 1), date(1900, 1, 1)]),
        [BAD, BAD, date(1900, 1, 1)],
    ),
    "numbers are no dates": ("d0", pl.Series([20260102]), [BAD]),
    "categories are values": (
        "e0",
        pl.Series(["v0", "v2", None, "x"], dtype=pl.Categorical),
        ["v0", "v2", None, BAD],
    ),
    "numbers are no values of an enumeration": ("e0", pl.Series([0, 1]), [BAD, BAD]),
    "an empty list is none of them": (
        "s0",
        pl.Series([["v0"], [], None, ["v0", "v1"]]),
        [["v0"], [], None, ["v0", "v1"]],
    ),
    "a list with another member cannot be used": (
        "s0",
        pl.Series([["v0", "x"], ["v1"]]),
        [BAD, ["v1"]],
    ),
    "a list with a gap cannot be used": (
        "s0",
        pl.Series([["v0", None], [None], ["v1"]]),
        [BAD, BAD, ["v1"]],
    ),
    "lists of one value are no values": ("e0", pl.Series([["v0", "v1"]]), [BAD]),
    **{
        f"a column of nothing says nothing ({name})": (name, pl.Series([None, None]), [None, None])
        for name in ("b0", "n0", "e0", "s0", "d0", "i0")
    },
}


def expected_of(attribute, cells):
    for cell in cells:
        known = {} if cell is None or cell is BAD else {attribute: cell}
        yield {**answer_of(assessed(TELLING, known)), "unusable": attribute if cell is BAD else ""}


@pytest.mark.parametrize("kind", ["polars", "pandas", "duckdb"])
@pytest.mark.parametrize(("attribute", "column", "cells"), TYPED.values(), ids=TYPED)
def test_typed_cells_say(attribute, column, cells, kind):
    frame = pl.DataFrame({attribute: column, "row": range(len(column))})
    if kind == "polars":
        answers, named = assess_table(frame, DAY, base=TELLING).to_dicts(), str
    elif kind == "pandas":
        pytest.importorskip("pandas")
        found = assess_table(frame.to_pandas(), DAY, base=TELLING)
        answers, named = found.astype(object).where(found.notna(), None).to_dict("records"), str
    else:
        pytest.importorskip("duckdb")
        answers, named = (
            assess_table(connected().sql("from frame"), DAY, base=TELLING)
            .pl()
            .sort("row")
            .to_dicts(),
            name_of,
        )
    assert (
        disagreements(frame.to_dicts(), list(expected_of(attribute, cells)), answers, named) == []
    )


@pytest.mark.parametrize(("attribute", "column", "cells"), TYPED.values(), ids=TYPED)
def test_a_drilled_row_says_what_typed_cells_say(attribute, column, cells):
    frame = pl.DataFrame({attribute: column})
    drilled = [answer_of(drill(frame, number, DAY, base=TELLING)) for number in range(frame.height)]
    assert drilled == [{**answer, "unusable": ""} for answer in expected_of(attribute, cells)]


def test_what_a_csv_file_says_is_read_as_text_whatever_blanks_stand_around_it(tmp_path):
    (tmp_path / "t.csv").write_text("b0, n0\n yes , 1e1\n", encoding="utf-8")
    answer = assess_table(tmp_path / "t.csv", DAY, base=TELLING).collect()
    assert answer.select("b0_yes", "n0_large", "unusable").rows() == [(True, True, "")]
