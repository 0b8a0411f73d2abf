"""Both chainers, the evaluator of tables and DuckDB give one answer, whatever a pack asks.

Packs are drawn from all that the language of conditions allows: sums, products, days and months,
attributes compared with each other, texts, enumerations in another order, numbers beyond 2^63.
"""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import polars as pl
import pytest

from engine import assess, assess_table
from engine.sql import Columns, to_sql
from engine.sql.expressions import name_of
from knowledge.cases.use_case import model_of, nested
from tests.engine.proof.asked import DAY, KINDS
from tests.engine.proof.confrontation import drawn
from tests.engine.proof.random_packs import random_pack
from tests.sizes import LONG_RUN, random_count
from tests.table_cases import connected

PACKS, CASES = random_count(20, 200), 100
BY_CHAINER = 1 if LONG_RUN else 10  # every so many cases are run through a chainer as well
TYPES = {"n": pl.Float64, "i": pl.Int64, "d": pl.Date, "b": pl.Boolean}
pytestmark = pytest.mark.random


@cache
def pack(number: int) -> tuple[Any, list[dict[str, Any]], pl.DataFrame]:
    """A base, cases of it, and these as a table."""
    dice = Random(f"agreement {number}")
    base = random_pack(dice).base
    columns = drawn(dice, CASES)
    cases = [columns.case(row) for row in range(CASES)]
    series = [
        pl.Series(name, [case.get(name) for case in cases], TYPES.get(name[0], pl.String))
        for name in KINDS
    ]
    return base, cases, pl.DataFrame({"name": [str(row) for row in range(CASES)]}).hstack(series)


def answered(rows: pl.DataFrame, names: list[str], *, in_database: bool = False) -> list[list[Any]]:
    spelt = [name_of(name) if in_database else name for name in names]
    return [list(row) for row in rows.select(spelt).rows()]


@pytest.mark.parametrize("number", range(PACKS))
def test_every_engine_gives_the_same_answer(number):
    base, cases, table = pack(number)
    names = ["verdict", *base.visible]
    evaluated = answered(assess_table(table, DAY, base=base), names)
    for row in range(0, CASES, BY_CHAINER):
        case = model_of(base).model_validate(nested({"name": "case", **cases[row]}))
        for chainer in ("semi-naive", "durable_rules"):
            found = assess(case, DAY, base=base, chainer=chainer)
            said = [found.verdict.value, *(found.conclusions[name] for name in base.visible)]
            assert evaluated[row] == said, f"{chainer}, row {row}: {cases[row]}"
    query = to_sql(base, DAY, columns=Columns(frozenset(KINDS)), table="cells")
    cells = table  # noqa: F841  read by name
    assert answered(connected().sql(query).pl(), names, in_database=True) == evaluated


def test_as_texts_the_cases_say_the_same_as_in_their_types():
    compared = 0
    for number in range(min(PACKS, 2)):
        base, _, table = pack(number)
        names = ["verdict", *base.visible]
        texts = table.with_columns(pl.all().cast(pl.String))
        said, typed = (assess_table(cells, DAY, base=base) for cells in (texts, table))
        # a column of nothing but numbers like 6.999 has two readings, and is reported
        whole = said["unusable"] == ""
        compared += whole.sum()
        assert answered(said.filter(whole), names) == answered(typed.filter(whole), names)
    assert compared >= CASES
