"""Entries that are in force only from a day on, or only until a day, in every engine."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import polars as pl
import pytest

from engine import assess, assess_table
from engine.check.difference import Impact
from engine.proof.algebra import Formula
from engine.proof.days import days_of
from engine.proof.solver import Space
from engine.proof.turning import days_that_differ
from engine.sql.expressions import name_of
from explain import timeline, why, why_not
from knowledge import load
from knowledge.cases.use_case import model_of
from knowledge.faults import InvalidKnowledge
from tests.conftest import needs_durable
from tests.random_knowledge import base_of, opening

SOURCE = 'source: {work: w, at: "1"}'
STATED = f"{SOURCE}, basis: stated"
ATTRIBUTES = f"""
- {{attribute: big, type: bool, question: "?", values: {{"true": y, "false": n}}, {SOURCE}}}
- {{attribute: today, type: date, question: "?", {SOURCE}}}
- control: logs
  title: Logs are kept
  question: Are logs kept?
  {SOURCE}
- parameter: amended
  title: The amendment counts
  values: [{{value: 2027-03-01, {SOURCE}}}]
  basis: stated
- schedule: always
  title: always
  starts: [{{from: amended}}]
  {SOURCE}
"""
FIRST, LAST = date(2026, 7, 1), date(2026, 10, 31)
ENTRIES = f"""
- {{define: july, title: j, when: big, from: {FIRST}, until: {LAST}, {STATED}}}
- {{define: november, title: n, when: not big, from: {LAST + timedelta(1)}, {STATED}}}
- {{define: before, title: b, when: known(big), until: amended, {STATED}}}
- {{define: plain, title: p, when: july or november, {STATED}}}
- {{trigger: growth, title: g, when: big, until: {LAST}, requires: [logs], {STATED}}}
- {{duty: tell, title: t, article: A, when: big, binding: always, from: amended, {STATED}}}
- {{note: hint, title: h, when: big, from: {FIRST}, {STATED}}}
- misconception: myth
  title: m
  voiced_when: big
  reality: r
  consequence: c
  until: {LAST}
  {SOURCE}
  basis: stated
- exception: small
  title: s
  own_attributes: [big]
  requires: [big]
  ends_when: not big
  lifts: [growth]
  from: {FIRST}
  {SOURCE}
  basis: stated
- table: list
  title: l
  hit: collect
  columns: [row, title, big, from, until]
  rows: [[old, o, yes, "-", {LAST}], [new, n, yes, 2026-11-01, "-"]]
  {SOURCE}
"""
NAMES = (
    "july", "november", "before", "plain", "trigger.growth", "standing.growth", "duty.tell",
    "note.hint", "misconception.myth", "exception.small", "list.old", "list.new",
)  # fmt: skip
DAY = timedelta(days=1)
MARKS = {"T": True, "F": False, "?": None}
# day, what is stated → what each of them comes to
CASES: list[tuple[date, bool | None, str]] = [
    (FIRST - DAY, True, "FFTFTTFFTFTF"),
    (FIRST, True, "TFTTTFFTTTTF"),
    (LAST, True, "TFTTTFFTTTTF"),
    (LAST + DAY, True, "FFTFFFFTFTFT"),
    (date(2027, 2, 28), False, "FTTTFFFFFFFF"),
    (date(2027, 3, 1), True, "FFTFFFTTFTFT"),
    (date(2027, 3, 2), True, "FFFFFFTTFTFT"),
    (FIRST, None, "?FF??FFF???F"),
    (LAST + DAY, None, "F?F?FFFFF?F?"),
]


def truths(marks: str) -> list[bool | None]:
    return [MARKS[mark] for mark in marks]


@cache
def base():
    return base_of("\n".join([opening("any(standing.*)", ()), ATTRIBUTES, ENTRIES]))


def assessed(stated: bool | None, on: date, chainer: str = "semi-naive"):
    said = {} if stated is None else {"big": stated}
    return assess(model_of(base())(name="case", **said), on, base=base(), chainer=chainer)


@pytest.mark.parametrize(("on", "stated", "wanted"), CASES)
def test_an_entry_holds_only_while_it_is_in_force(on, stated, wanted):
    found = assessed(stated, on).conclusions
    assert [found[name] for name in NAMES] == truths(wanted)


@needs_durable
def test_durable_rules_says_the_same():
    for on, stated, wanted in CASES[:4]:
        found = assessed(stated, on, "durable_rules").conclusions
        assert [found[name] for name in NAMES] == truths(wanted)


def test_tables_and_duckdb_say_the_same():
    duckdb = pytest.importorskip("duckdb")
    for on, stated, wanted in CASES:
        cells = pl.DataFrame({"big": [stated]}, schema={"big": pl.Boolean})
        (row,) = assess_table(cells, on, base=base()).to_dicts()
        assert [row[name] for name in NAMES] == truths(wanted)
        (row,) = assess_table(duckdb.connect().sql("from cells"), on, base=base()).pl().to_dicts()
        assert [row[name_of(name)] for name in NAMES] == truths(wanted)


def test_proofs_say_the_same():
    formula = Formula(base(), base().propositions)
    for on, stated, wanted in CASES:
        if stated is not None:
            known = {"name": "case", "today": on, "big": stated, **base().parameters_on(on)}
            space = Space(formula, ["controls.logs"], known, unanswered=False)
            found = space.evaluate()
            for name, truth in zip(NAMES, truths(wanted), strict=True):
                assert (space.find(found[name]) is not None) is truth


def test_its_days_are_days_on_which_knowledge_differs():
    days = days_that_differ(base())
    assert {FIRST, FIRST - DAY, LAST + DAY, date(2027, 3, 1), date(2027, 3, 2)} <= {*days}


def test_a_timeline_names_its_days():
    case = model_of(base())(name="case", big=True)
    found = timeline(case, date(2028, 1, 1), FIRST - DAY, base=base())
    assert [day.on for day in found.days] == [FIRST, LAST + DAY, date(2027, 3, 1), date(2027, 3, 2)]
    (told,) = [event for event in found.days[0].events if event.proposition == "july"]
    assert "today is 2026-07-01, not before 2026-07-01" in " ".join(told.because)


def test_reasons_name_the_day():
    assert "not after 2026-10-31" in why(assessed(True, LAST), "july").to_text()
    told = why_not(assessed(True, LAST + DAY), "july")
    assert "today is 2026-11-01" in told.to_text()
    assert "not after 2026-10-31" in told.to_text() or "after 2026-10-31" in told.to_text()


def test_a_moved_last_day_is_a_difference_that_is_found():
    moved = ENTRIES.replace(f"until: {LAST}, {STATED}", f"until: {LAST + DAY}, {STATED}", 1)
    assert moved != ENTRIES
    other = base_of("\n".join([opening("any(standing.*)", ()), ATTRIBUTES, moved]))
    shown = {
        found.day for found in Impact(base(), other).differences() if found.proposition == "july"
    }
    assert shown == {LAST + DAY}


def test_the_check_looks_at_the_days_on_which_it_is_in_force():
    days = days_of(Formula(base(), ["july"]))
    shown = [day.day for day in days if day.full.case(day.full.truths.true("july"))]
    assert shown
    assert all(FIRST <= day <= LAST for day in shown)


FAULTS = [
    ("from: 2026-11-01, until: 2026-10-31", "it ends on 2026-10-31, before it begins"),
    ("from: soon", "there is no parameter with a date 'soon'"),
    (
        "from: '2026-11-01'",
        "this is not a day; .*expected: a day: 2026-11-01, without quotation marks",
    ),
    ("until: 7", "this is not a day"),
    ("until: 3026-01-01", "until"),
    ("form: 2026-11-01", "has no key 'form'; .*nearest: from"),
]


@pytest.mark.parametrize(("period", "says"), FAULTS)
def test_what_is_no_day_is_refused(tmp_path, period, says):
    file = tmp_path / "pack.yaml"
    define = f"- {{define: p0, title: p, when: big, {period}, {STATED}}}"
    file.write_text("\n".join([opening("p0", ()), ATTRIBUTES, define]), "utf-8")
    with pytest.raises(InvalidKnowledge, match=says):
        load([file], shipped=False)
