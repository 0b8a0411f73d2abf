"""Cases as a table, and where the answers to its rows differ from what `assess` says of each case,
for tests of agreement.

`tests/sizes.py` says how many random cases are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

import polars as pl

from engine import Assessment, assess
from explain.argue.why import open_attributes
from knowledge import load
from knowledge.base import KnowledgeBase
from knowledge.cases.tests import read_tests
from knowledge.cases.use_case import model_of, nested
from knowledge.conditions.calendar_days import add_months
from knowledge.entries import Control, ExceptionEntry, Ground
from tests.ai_act_facts import CREDIT, DEROGATION, NO_ART_50, NO_LISTED_USE, REACHED
from tests.conftest import DAY, EXPERIMENT
from tests.places import CASES
from tests.random_cases import TIME_BOX, random_case
from tests.random_knowledge import base_of, opening
from tests.sizes import random_count, tried

COUNT = random_count(120, 3_000)
ONE_OF = tried(5, 1)  # of the cases about days on which something changes, so many are assessed
SEMICOLON = ";"
TYPES = {
    "bool": pl.Boolean(),
    "enum": pl.String(),
    "set": pl.List(pl.String),
    "date": pl.Date(),
    "integer": pl.Int64(),
}
ALREADY_BOUND = date(2027, 3, 1)
SMALL = """
- {define: wanted, title: wanted, when: 'e0 == "v0" or "v1" in s0',
   source: {work: w, at: '1'}, basis: stated}
- {define: settled, title: settled, when: 'wanted and not b0 and n0 > 2',
   source: {work: w, at: '1'}, basis: stated}
"""


EVERY_TYPE = """
- {attribute: d0, type: date, question: "?", source: {work: w, at: "1"}}
- {attribute: i0, type: integer, question: "?", unit: pieces, source: {work: w, at: "1"}}
- {attribute: today, type: date, question: "?", source: {work: w, at: "1"}}
"""
TOLD = {  # a proposition for what a cell says
    **{f"{name}_answered": f"known({name})" for name in ("b0", "n0", "e0", "s0", "d0", "i0")},
    "b0_yes": "b0",
    "n0_large": "n0 > 2",
    "e0_first": 'e0 == "v0"',
    "e0_last": 'e0 == "v2"',
    "s0_none": "empty(s0)",
    "s0_first": '"v0" in s0',
    "s0_second": '"v1" in s0',
    "d0_past": "d0 < today",
    "i0_two": "i0 == 2",
}


def telling_base() -> KnowledgeBase:
    """An attribute of each type, and propositions that tell what its cell says."""
    told = (
        f"- {{define: {name}, title: {name}, when: '{when}', source: {{work: w, at: '1'}}, "
        f"basis: stated}}"
        for name, when in TOLD.items()
    )
    return base_of("\n".join([opening("b0_yes", ("b0", "n0", "e0", "s0")), EVERY_TYPE, *told]))


def small_base() -> KnowledgeBase:
    """Two propositions over a yes-or-no, a number, an enumeration and a set:
    its query is worked out in no time.
    """
    return base_of(opening("settled", ("b0", "n0", "e0", "s0")) + SMALL)


def assessed(
    base: KnowledgeBase, facts: Mapping[str, Any], on: date = DAY, **chainer: Any
) -> Assessment:
    """What follows from these facts, under dotted names; a day that they state is the day asked."""
    case = model_of(base).model_validate(nested({"name": "case", **facts}))
    return assess(case, facts.get("today", on), base=base, **chainer)


def random_assessments(count: int = COUNT) -> list[Assessment]:
    """Random partial cases of the shipped knowledge.

    Two in three are in the scope of the AI Act.
    """
    base, found = load(), []
    reached: tuple[dict[str, Any], ...] = (
        {},
        REACHED,
        CREDIT,
        DEROGATION,
        {**REACHED, **NO_LISTED_USE},
        {**NO_LISTED_USE, **NO_ART_50},
    )
    for number in range(count):
        random = Random(f"table {number}")
        case = random_case(random)
        facts = (
            {**random.choice(reached), **case.stated}
            if random.random() < 0.7
            else dict(case.stated)
        )
        facts.pop("name")
        found.append(assessed(base, facts, case.on, chainer="semi-naive"))
    return found


def month_ends() -> list[Assessment]:
    """Time boxes and parallel runs that begin on the last days of months,
    and end about where rules say.
    """
    base, found = load(), []
    boxes = []
    for begun in (
        date(2026, 8, 31),
        date(2026, 11, 29),
        date(2026, 11, 30),
        date(2027, 11, 29),
        date(2027, 12, 31),
        date(2028, 2, 29),
    ):
        for end in (
            add_months(begun, 3),
            begun + timedelta(weeks=4),
            begun + timedelta(weeks=8),
            add_months(begun, 12),
        ):
            boxes += [(begun, end + timedelta(days=slip)) for slip in (-1, 0, 1)]
    for begun, day in boxes[::ONE_OF]:
        run = {
            "parallel_run_started_on": begun,
            "stage": "parallel_run",
            "went_live_on": begun,
        }
        run = {
            name: value
            for name, value in run.items()
            if name != "stage" or value in base.attributes["stage"].choices
        }
        facts = {
            **EXPERIMENT,
            **TIME_BOX,
            "accuracy_requirement": "threshold",
            "starts_on": begun,
            "ends_on": day,
        }
        found += [assessed(base, {**facts, "today": today}) for today in (begun, day)] + [
            assessed(base, {**run, "today": day})
        ]
    return found


def turning_days() -> list[Assessment]:
    """Cases of the AI Act on the days about those on which a figure of the knowledge changes,
    or something begins to bind.
    """
    base = load()
    days = {
        value.from_
        for parameter in base.parameters.values()
        for value in parameter.values
        if value.from_
    }
    days |= {
        value.value
        for parameter in base.parameters.values()
        for value in parameter.values
        if isinstance(value.value, date)
    }
    written = [test.case.stated() for test in read_tests(CASES / "ai_act")]
    asked = [
        {**_answers(facts), "today": day + timedelta(days=slip)}
        for number, day in enumerate(sorted(days))
        for slip in (-1, 0, 1)
        for facts in (
            CREDIT,
            {**DEROGATION, "role": "provider"},
            written[(3 * number + slip) % len(written)],
        )
    ]
    return [assessed(base, facts) for facts in (*map(_answers, written), *asked)[::ONE_OF]]


@lru_cache(maxsize=1)
def varied_cases() -> list[Assessment]:
    """Random cases, and those about the days on which something changes."""
    return [*random_assessments(), *month_ends(), *turning_days()]


def _answers(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name != "name"}


def as_table(cases: Sequence[Assessment], base: KnowledgeBase | None = None) -> pl.DataFrame:
    """A row a case, in the types that a frame has for them.

    `today` is said where it is another than DAY.
    """
    base = base or load()
    attributes = [attribute for attribute in base.attributes.values() if attribute.type != "text"]
    columns = {
        attribute.id: [case.stated.get(attribute.id) for case in cases] for attribute in attributes
    }
    if "today" in columns:
        columns["today"] = [None if case.on == DAY else case.on for case in cases]
    made = {
        a.id: pl.Series(columns[a.id], dtype=TYPES.get(a.type, pl.Float64())) for a in attributes
    }
    return pl.DataFrame({"row": range(len(cases)), **made})


def with_sets_as_text(table: pl.DataFrame) -> pl.DataFrame:
    """Lists as texts, which is all that a CSV file has."""
    sets = [name for name, kind in table.schema.items() if kind == pl.List(pl.String)]
    listed = [
        pl.when(pl.col(name).list.len() == 0)
        .then(pl.lit("none"))
        .otherwise(pl.col(name).list.join("; "))
        for name in sets
    ]
    return table.with_columns(column.alias(name) for name, column in zip(sets, listed, strict=True))


def answer_of(case: Assessment) -> dict[str, Any]:
    """What a row of the answer has to say of this case."""
    base, holds = case.base, case.conclusions
    controls = [entry.id for entry in base.of_kind(Control)]
    required = [control for control in controls if holds.get(f"required.{control}")]
    listed: dict[str, Iterable[str]] = {
        "candidates": [
            verdict.value for verdict in case.candidates if case.candidates != (case.verdict,)
        ],
        "grounds": [entry.id for entry in base.of_kind(Ground) if holds[f"standing.{entry.id}"]],
        "exceptions": [
            entry.id for entry in base.of_kind(ExceptionEntry) if holds[entry.proposition]
        ],
        "missing": [control for control in required if holds[f"gap.{control}"]],
        "unconfirmed": [control for control in required if holds[f"gap.{control}"] is None],
        "open": open_attributes(case),
    }
    tier = {"tier": case.tier} if any(name.startswith("ai_act.tier.") for name in holds) else {}
    return {
        "verdict": case.verdict.value,
        **tier,
        **{name: SEMICOLON.join(ids) for name, ids in listed.items()},
        "unusable": "",
        **holds,
    }


def differences(
    cases: Sequence[Assessment],
    rows: Iterable[Mapping[str, Any]],
    named: Callable[[str], str] = str,
) -> list[str]:
    """Where the rows of an answer say something else than `assess`.

    `named`: under which name a column has it.
    """
    by_number = {int(row["row"]): row for row in rows}
    found = (
        []
        if sorted(by_number) == list(range(len(cases)))
        else [f"{len(by_number)} rows answer {len(cases)} cases"]
    )
    for number, case in enumerate(cases):
        row = by_number.get(number, {})
        for name, expected in answer_of(case).items():
            said = row.get(named(name), "no such column")
            if not (said is expected or (isinstance(expected, str) and said == expected)):
                found.append(
                    f"row {number}: {name} is {said!r}, and {expected!r} by `assess`; "
                    f"stated: {dict(case.stated)}"
                )
    return found


_OPEN: list[Any] = []


def connected(**options: Any) -> Any:
    """A connection to DuckDB that stays open: a relation may outlive the name of its connection."""
    import duckdb

    _OPEN.append(duckdb.connect(**options))
    return _OPEN[-1]
