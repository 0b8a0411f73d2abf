"""Minus signs and the limits of numbers mean the same in a table as in a case."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from pydantic import ValidationError

from engine import assess, assess_table
from engine.sql.expressions import name_of
from knowledge.cases.use_case import model_of
from knowledge.limits import LARGEST_INTEGER
from tests.random_knowledge import base_of, opening

ASKED = [
    "one - other > 0",
    "one > -3",
    "-one > 3 - other",
    "one in (-1, -2.5)",
    "units - 2 * one <= -1",
    "one - (other - 1) > -other",
    "starts - months(3) > ends",
    "starts - weeks(2) <= ends",
    "starts - months(1) == ends",
]
SOURCE = 'source: {work: w, at: "1"}'
BASE = base_of(
    "\n".join(
        [
            opening("p0"),
            *(
                f'- {{attribute: {name}, type: {kind}, question: "?", {SOURCE}}}'
                for name, kind in (
                    ("one", "number"),
                    ("other", "number"),
                    ("units", "integer"),
                    ("starts", "date"),
                    ("ends", "date"),
                )
            ),
            *(
                f"- {{define: p{number}, title: p, when: '{when}', {SOURCE}, basis: stated}}"
                for number, when in enumerate(ASKED)
            ),
        ]
    )
)
ROWS = [
    {"one": one, "other": other, "units": units, "starts": starts, "ends": ends}
    for one, other, units in (
        (3.0, 2.5, -7),
        (-3.0, 2.5, 0),
        (-2.5, -2.5, -LARGEST_INTEGER),
        (-4.0, 0.5, LARGEST_INTEGER),
        (-1.0, -0.5, -3),
    )
    for starts, ends in (
        (date(2027, 5, 31), date(2027, 2, 28)),
        (date(2027, 5, 31), date(2027, 2, 27)),
        (date(2028, 3, 31), date(2028, 2, 29)),
        (date(2027, 1, 1), date(2026, 12, 18)),
        (date(2027, 1, 1), date(2026, 12, 17)),
    )
]
DAY = date(2026, 11, 30)


def as_cases() -> list[dict[str, bool | None]]:
    model = model_of(BASE)
    cases = [assess(model(name="case", **row), DAY, base=BASE).conclusions for row in ROWS]
    return [{f"p{number}": case[f"p{number}"] for number in range(len(ASKED))} for case in cases]


def test_each_condition_is_true_in_some_row_and_false_in_another():
    found = as_cases()
    assert all({case[name] for case in found} == {True, False} for name in found[0])


def test_a_frame_says_what_each_case_says():
    answer = assess_table(pl.DataFrame(ROWS), DAY, base=BASE).to_dicts()
    assert [
        {name: row[name] for name in case} for row, case in zip(answer, as_cases(), strict=True)
    ] == as_cases()


def test_duckdb_says_what_each_case_says():
    duckdb = pytest.importorskip("duckdb")
    rows = pl.DataFrame(ROWS)  # noqa: F841  read by name
    answer = assess_table(duckdb.connect().sql("from rows"), DAY, base=BASE).pl().to_dicts()
    assert [
        {name: row[name_of(name)] for name in case}
        for row, case in zip(answer, as_cases(), strict=True)
    ] == as_cases()


@pytest.mark.parametrize("number", [LARGEST_INTEGER + 1, -LARGEST_INTEGER - 1, 10**17])
def test_a_whole_number_beyond_2_to_the_53_is_refused_by_cases_and_tables(number):
    with pytest.raises(ValidationError, match="units"):
        model_of(BASE)(name="case", units=number)
    for cells in ([number], [str(number)]):
        row = assess_table(pl.DataFrame({"units": cells}), DAY, base=BASE).to_dicts()[0]
        assert "units" in row["unusable"]


@pytest.mark.parametrize("number", [1.75e308, -1.75e308])
def test_a_number_that_other_engines_take_for_infinite_is_refused_by_cases_and_tables(number):
    with pytest.raises(ValidationError, match="one"):
        model_of(BASE)(name="case", one=number)
    row = assess_table(pl.DataFrame({"one": [number]}), DAY, base=BASE).to_dicts()[0]
    assert "one" in row["unusable"]
