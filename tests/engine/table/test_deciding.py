"""Tests over whole columns decide each row as they decide a single case."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from engine import assess, assess_table
from knowledge.cases.use_case import model_of
from knowledge.limits import LARGEST_INTEGER
from tests.random_knowledge import base_of, opening

SOURCE = 'source: {work: w, at: "1"}'
KINDS = {"a": "number", "b": "number", "i": "integer", "d": "date", "today": "date"}
ASKED = [
    "a + b == 0.3",
    "a - b >= 2",
    "a - b == 0",
    "a * b > 0.01",
    "a + b + a > 0.4",
    "-a < b",
    "a < b",
    "a > 9007199254740993",
    "i * 3 == 9007199254740992",
    "i + i > 9007199254740991",
    "i > 9007199254740993",
    "e == f",
    "e != f",
    'e in ("x", "z")',
    "d + months(parameter.limit) > today",
    "d - months(1) < today",
    "d + weeks(2) >= today",
    "d + years(3) >= today",
    "d - years(1) < today",
    "a > parameter.bound",
]
BASE = base_of(
    "\n".join(
        [
            opening("p0"),
            *(
                f'- {{attribute: {name}, type: {kind}, question: "?", {SOURCE}}}'
                for name, kind in KINDS.items()
            ),
            *(
                f'- {{attribute: {name}, type: enum, question: "?", values: {values}, {SOURCE}}}'
                for name, values in (("e", "{x: X, y: Y, z: Z}"), ("f", "{z: Z, y: Y, x: X}"))
            ),
            f"- {{parameter: limit, title: limit, unit: months, basis: stated, values: ["
            f"{{value: 6, {SOURCE}}}, {{value: 12, from: 2026-10-01, {SOURCE}}}]}}",
            f"- {{parameter: bound, title: bound, unit: euros, basis: stated, values: ["
            f"{{value: 0.1, {SOURCE}}}, {{value: 0.2, from: 2026-10-01, {SOURCE}}}]}}",
            *(
                f"- {{define: p{number}, title: p, when: '{when}', {SOURCE}, basis: stated}}"
                for number, when in enumerate(ASKED)
            ),
        ]
    )
)
DAY = date(2026, 9, 1)
NUMBERS = [0.1, 0.2, 0.3, 1e16, 1e16 + 2, -0.1, 3.0, None, 1.7e308, 5e-324, -2.5]
DAYS = [date(2026, 1, 31), date(2026, 8, 31), date(1900, 1, 1), date(2199, 12, 31), None]
WHOLE = [0, 3, LARGEST_INTEGER, LARGEST_INTEGER - 1, 3002399751580330, None, -LARGEST_INTEGER]


def rows() -> list[dict[str, object]]:
    """Each number beside each, with days around those on which a parameter changes."""
    pairs = [(a, b) for a in NUMBERS for b in NUMBERS]
    return [
        {
            "a": a,
            "b": b,
            "i": WHOLE[row % len(WHOLE)],
            "d": DAYS[row % len(DAYS)],
            "e": ("x", "y", "z", None)[row % 4],
            "f": ("z", "y", "x")[row % 3],
            "today": None if row % 7 == 0 else DAY + timedelta(days=row - 40),
        }
        for row, (a, b) in enumerate(pairs)
    ]


def as_cases() -> list[dict[str, bool | None]]:
    model, found = model_of(BASE), []
    for row in rows():
        stated = {name: value for name, value in row.items() if value is not None}
        answer = assess(model(name="case", **stated), stated.get("today", DAY), base=BASE)
        found.append(
            {f"p{number}": answer.conclusions[f"p{number}"] for number in range(len(ASKED))}
        )
    return found


def test_each_row_is_decided_as_a_single_case_is():
    kinds = {"number": pl.Float64, "integer": pl.Int64, "date": pl.Date}
    schema = {name: kinds[kind] for name, kind in KINDS.items()} | {"e": pl.String, "f": pl.String}
    answer = assess_table(pl.DataFrame(rows(), schema=schema), DAY, base=BASE).to_dicts()
    expected = as_cases()
    assert {value for case in expected for value in case.values()} == {True, False, None}
    for row, case in zip(answer, expected, strict=True):
        assert {name: row[name] for name in case} == case


def test_cells_written_as_text_are_decided_alike():
    texts = pl.DataFrame(
        [{name: None if v is None else str(v) for name, v in row.items()} for row in rows()],
        schema=dict.fromkeys((*KINDS, "e", "f"), pl.String),
    )
    answer = assess_table(texts, DAY, base=BASE).to_dicts()
    for row, case in zip(answer, as_cases(), strict=True):
        assert {name: row[name] for name in case} == case
