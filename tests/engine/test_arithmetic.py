"""Quotients, least and greatest numbers, points and differences of days come to the same in both
chainers, tables, SQL and proofs: true where every answer to what is open makes them true, false
where none does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from inspect import signature
from itertools import product
from random import Random
from typing import Any

import polars as pl
import pytest

from engine import assess, assess_table
from engine.proof.algebra import Formula
from engine.proof.solver import Space
from engine.sql.expressions import name_of
from explain import why, why_not
from knowledge.cases.use_case import model_of
from knowledge.languages.words import Words
from tests.conftest import needs_durable
from tests.random_knowledge import base_of, opening
from tests.sizes import tried

DAY = date(2026, 11, 30)
SOURCE = 'source: {work: w, at: "1"}'
NUMBERS = (-2.0, 0.0, 0.5, 1.5, 6.0)
DAYS = tuple(DAY + timedelta(days=days) for days in (-120, -91, -90, -14, 0, 10))
VALUES: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("x", "y", "z"), NUMBERS),
    **dict.fromkeys(("first", "second"), DAYS),
    **dict.fromkeys(("a", "b", "c", "d"), (True, False)),
    **dict.fromkeys(("m1", "m2"), ("low", "mid", "high")),
}
# what may be answered besides, where it is open
BEYOND: dict[type, tuple[Any, ...]] = {
    float: (-100.0, 100.0),
    date: (DAY - timedelta(days=400), DAY + timedelta(days=400)),
}
LEVELS = {"low": 0, "mid": 1, "high": 2}


def months_later(day: date) -> date:
    """Three calendar months on, of days that each such month has."""
    return date(day.year + (day.month + 2) // 12, (day.month + 2) % 12 + 1, min(day.day, 28))


# each condition, and what it means of answers
MEANT: dict[str, Callable[..., bool]] = {
    "x / 4 >= 1.5": lambda x: x / 4 >= 1.5,
    "x / 3 * 3 == 1.5": lambda x: x == 1.5,
    "(x - y) / parameter.divisor < 1": lambda x, y: (x - y) / 4 < 1,
    "x / -2 > 0.5 - y": lambda x, y: x / -2 > 0.5 - y,
    "min(x, y) > 0": lambda x, y: min(x, y) > 0,
    "max(x, y, 1) <= 1.5": lambda x, y: max(x, y, 1) <= 1.5,
    "min(x, y) == 0.5": lambda x, y: min(x, y) == 0.5,
    "max(x, 1) - min(y, z) >= 2": lambda x, y, z: max(x, 1) - min(y, z) >= 2,
    "min(x, y) < max(z, 1)": lambda x, y, z: min(x, y) < max(z, 1),
    "-min(x, y) / 2 != -0.25": lambda x, y: min(x, y) != 0.5,
    "points({a: 0.5, b: 1, c: 2.5}) >= 3": lambda a, b, c: a * 0.5 + b + c * 2.5 >= 3,
    "points({a: 1, b: 1, not c: 1, d: 3}) > 3": lambda a, b, c, d: a + b + (not c) + d * 3 > 3,
    "points({a: 2, b: -1}) <= 0": lambda a, b: 2 * a - b <= 0,
    "points({a: 2, x > 1: 2, b or c: 2}) == 4": lambda a, b, c, x: a + (x > 1) + (b or c) == 2,
    "points({a: 0.1, b: 0.1, c: 0.1}) != 0.2": lambda a, b, c: a + b + c != 2,
    "points({a: 1, b: parameter.divisor}) / 3 > 1": lambda a, b: a + 4 * b > 3,
    "min(points({a: 1, b: 1}), points({c: 1, d: 2})) >= 1": lambda a, b, c, d: (
        min(a + b, c + 2 * d) >= 1
    ),
    "points({a: 1}) + 2 * points({b: 1, c: 1}) < 4": lambda a, b, c: a + 2 * b + 2 * c < 4,
    "today - first > days(90)": lambda first: (DAY - first).days > 90,
    "second - first > days(parameter.divisor)": lambda first, second: (second - first).days > 4,
    "(second - first) / 2 >= days(45)": lambda first, second: (second - first).days >= 90,
    "second - first >= months(3)": lambda first, second: second >= months_later(first),
    "max(first, second) < today": lambda first, second: max(first, second) < DAY,
    "min(first, second) + months(3) <= today": lambda first, second: (
        months_later(min(first, second)) <= DAY
    ),
    "m1 >= m2": lambda m1, m2: LEVELS[m1] >= LEVELS[m2],
    "m1 < m2": lambda m1, m2: LEVELS[m1] < LEVELS[m2],
    "x + y + z + x + y + z + x + y + z + x > 2": lambda x, y, z: 4 * x + 3 * y + 3 * z > 2,
}
ASKED = list(MEANT)


@cache
def base():
    kinds = {
        "x": "number",
        "first": "date",
        "a": 'bool, values: {"true": y, "false": n}',
        "m1": "enum, ordered: true, values: {low: l, mid: m, high: h}",
    }
    kind_of = {name: kinds[next(k for k in kinds if VALUES[k] == VALUES[name])] for name in VALUES}
    attributes = (
        f'- {{attribute: {name}, type: {kind}, question: "?", {SOURCE}}}'
        for name, kind in {**kind_of, "today": "date"}.items()
    )
    defines = (
        f"- {{define: p{number}, title: p, when: '{when}', {SOURCE}, basis: stated}}"
        for number, when in enumerate(ASKED)
    )
    parameter = (
        f"- {{parameter: divisor, title: d, values: [{{value: 4, {SOURCE}}}], basis: stated}}"
    )
    return base_of("\n".join([opening("p0", ()), *attributes, parameter, *defines]))


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """Partial cases: of each attribute one of its values, or none."""
    dice = Random(7)
    return tuple(
        {
            name: dice.choice(values)
            for name, values in VALUES.items()
            if dice.random() > dice.choice((0.0, 0.3, 0.6))
        }
        for _ in range(tried(60, 1_000))
    )


def meant(text: str, row: dict[str, Any]) -> bool | None:
    """What a condition is in a partial case: what all its completions agree on."""
    names = list(signature(MEANT[text]).parameters)
    choices = [
        (row[name],) if name in row else (*VALUES[name], *BEYOND.get(type(VALUES[name][0]), ()))
        for name in names
    ]
    outcomes = {bool(MEANT[text](*chosen)) for chosen in product(*choices)}
    return outcomes.pop() if len(outcomes) == 1 else None


@cache
def expected() -> tuple[dict[str, bool | None], ...]:
    return tuple(
        {f"p{number}": meant(text, row) for number, text in enumerate(ASKED)} for row in rows()
    )


def told(conclusions: Any) -> dict[str, Any]:
    return {f"p{number}": conclusions[f"p{number}"] for number in range(len(ASKED))}


def assessed(row: dict[str, Any], chainer: str = "semi-naive"):
    return assess(model_of(base())(name="case", **row), DAY, base=base(), chainer=chainer)


def test_each_condition_comes_out_in_each_of_the_three_ways():
    for number, text in enumerate(ASKED):
        assert {row[f"p{number}"] for row in expected()} == {True, False, None}, text


def test_the_reference_chainer_says_what_is_meant():
    for row, wanted in zip(rows(), expected(), strict=True):
        found = told(assessed(row).conclusions)
        wrong = {ASKED[int(p[1:])]: found[p] for p in wanted if found[p] is not wanted[p]}
        assert not wrong, row


@needs_durable
def test_durable_rules_says_the_same():
    for row, wanted in list(zip(rows(), expected(), strict=True))[:12]:
        assert told(assessed(row, "durable_rules").conclusions) == wanted


def frame() -> pl.DataFrame:
    kinds = {float: pl.Float64, date: pl.Date, bool: pl.Boolean, str: pl.String}
    schema = {name: kinds[type(values[0])] for name, values in VALUES.items()}
    return pl.DataFrame([{**dict.fromkeys(VALUES), **row} for row in rows()], schema=schema)


def test_a_table_says_the_same():
    found = assess_table(frame(), DAY, base=base()).to_dicts()
    assert [told(row) for row in found] == list(expected())


def test_duckdb_says_the_same():
    duckdb = pytest.importorskip("duckdb")
    cells = frame()  # noqa: F841  read by name
    found = assess_table(duckdb.connect().sql("from cells"), DAY, base=base()).pl().to_dicts()
    answers = [{p: row[name_of(p)] for p in expected()[0]} for row in found]
    assert answers == list(expected())


def test_proofs_say_the_same():
    formula = Formula(base(), base().propositions)
    known = {"name": "case", "today": DAY, **base().parameters_on(DAY)}
    for row, wanted in list(zip(rows(), expected(), strict=True))[:8]:
        free = [name for name in VALUES if name not in row]
        space = Space(formula, free, {**known, **row}, unanswered=False)
        for name, truth in space.evaluate().items():
            if name not in wanted:
                continue
            can_hold = space.find(truth) is not None
            can_fail = space.find(space.algebra.no(truth)) is not None
            found = None if can_hold and can_fail else can_hold
            assert found is wanted[name], (ASKED[int(name[1:])], row)


def test_other_dialects_write_each_condition():
    sqlglot = pytest.importorskip("sqlglot")
    from engine.sql import DIALECTS, to_sql

    for dialect in DIALECTS:
        read = "postgres" if dialect == "polars" else dialect
        sqlglot.parse_one(to_sql(base(), DAY, dialect), read=read)


POINTS = ASKED.index("points({a: 0.5, b: 1, c: 2.5}) >= 3")
EXACT = ASKED.index("points({a: 2, x > 1: 2, b or c: 2}) == 4")


def test_why_says_how_many_points_hold_and_how_many_are_open():
    enough = why(assessed({"a": True, "c": True}), f"p{POINTS}")
    assert "3 of 4 points (at least 3): a (0.5); c (2.5). 1 open: b (1)" in enough.to_text()
    german = " ".join(enough.to_text(language=Words.of("de")).split())
    assert "3 von 4 Punkten (mindestens 3): a wahr (0,5); c wahr (2,5). 1 offen" in german
    assert "3 points sur 4" in enough.to_text(language="fr")
    open_yet = why(assessed({"a": True, "b": True}), f"p{POINTS}").to_text()
    assert "1.5 of 4 points (asked: at least 3): a (0.5); b (1). 2.5 open: c (2.5)" in open_yet


def test_why_not_says_that_too_few_points_can_be_reached():
    result = assessed({"a": True, "c": False})
    assert "0.5 of 4 points (fewer than 3): a (0.5). 1 open: b (1)" in str(
        why_not(result, f"p{POINTS}")
    )


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        (
            {"a": True, "x": 6.0, "b": False, "c": False},
            "4 of 6 points (exactly 4): a (2); x > 1 (2)",
        ),
        (
            {"a": True, "x": 0.0, "b": False},
            "2 of 6 points (asked: exactly 4): a (2). 2 open: (b or c) (2)",
        ),
    ],
)
def test_exactly_so_many_points_are_told_in_one_line(stated, says):
    result = assessed(stated)
    assert says in (told := str(why(result, f"p{EXACT}")))
    assert told.count("of 6 points") == 1


def test_what_keeps_points_from_being_exactly_so_many_is_told_in_one_line():
    for stated, says in (
        ({"a": True, "x": 0.0, "b": False, "c": False}, "2 of 6 points (fewer than 4): a (2)"),
        (
            {"a": True, "x": 6.0, "b": True},
            "6 of 6 points (more than 4): a (2); x > 1 (2); (b or c) (2)",
        ),
    ):
        told = str(why_not(assessed(stated), f"p{EXACT}"))
        assert says in told
        assert told.count("of 6 points") == 1
