"""What is proven of a stated day holds on every day, not only on those that rules name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine import assess
from engine.proof.algebra import Formula
from engine.proof.days import days_of, differing
from engine.proof.meeting_days import meetings
from explain import impact
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from tests.conftest import DAY
from tests.random_knowledge import HEAD, base_of

SOURCE = 'source: {work: w, at: "1"}'
DAYS = [date(2026, 6, 1) + timedelta(days=days) for days in range(0, 1000, 3)]
ENTRIES = f"""
- {{attribute: today, type: date, question: "Which day is it?", {SOURCE}}}
- {{attribute: sold_on, type: date, question: "When was it sold?", {SOURCE}}}
- {{attribute: used_on, type: date, question: "When was it used?", {SOURCE}}}
- {{attribute: old, type: bool, question: "?", values: {{"true": y, "false": n}}, {SOURCE}}}
- parameter: applies
  title: It applies
  values: [{{value: 2027-01-01, {SOURCE}}}]
  basis: stated
- parameter: time_left
  title: Time left
  unit: months
  values: [{{value: 3, {SOURCE}}}]
  basis: stated
"""


def pack(when: str, period: str = "") -> KnowledgeBase:
    said = f"define: ground, title: g, when: '{when}', {period}{SOURCE}, basis: stated"
    return base_of(f"{HEAD.format(verdict='ground')}{ENTRIES}- {{{said}}}")


def found(base: KnowledgeBase) -> bool:
    """Whether some full case is found in which it holds, on one of the days looked at."""
    days = differing(days_of(Formula(base, ["ground"])))
    return any(day.full.find(day.full.truths.true("ground")) is not None for day in days)


POSSIBLE = [
    ("sold_on >= parameter.applies and sold_on + months(3) < today", ""),
    ("sold_on > parameter.applies and sold_on + months(parameter.time_left) < today", ""),
    ('sold_on >= date("2027-01-01") and sold_on < today', ""),
    ("sold_on >= parameter.applies and today - sold_on > days(40)", ""),
    ("sold_on >= parameter.applies and sold_on + months(3) < today", "until: 2027-12-31, "),
    ("sold_on < parameter.applies and sold_on > today + weeks(10)", ""),
    ("sold_on >= parameter.applies and sold_on < used_on and used_on < today", ""),
    ('sold_on == date("2027-01-01") and used_on == date("2027-01-02") and used_on == today', ""),
]
NEVER = [
    ("sold_on >= parameter.applies and sold_on + months(3) < today", "until: 2027-03-31, "),
    ("sold_on < parameter.applies and sold_on > today", "from: 2027-01-01, "),
]


def holds(base: KnowledgeBase, sold_on: date, used_on: date, day: date) -> bool | None:
    answers = {"name": "c", "sold_on": sold_on, "used_on": used_on}
    case = model_of(base).model_validate(answers)
    return assess(case, day, base=base, chainer="semi-naive").conclusions["ground"]


@pytest.mark.parametrize(("when", "period"), [*POSSIBLE, *NEVER])
def test_a_rule_can_fire_where_it_fires_on_some_day(when, period):
    base = pack(when, period)
    some = any(
        holds(base, sold, sold + timedelta(days=1), day)
        for day in (*DAYS[::20], date(2027, 1, 2))
        for sold in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2))
    )
    assert some is ((when, period) in POSSIBLE)
    assert found(base) is some


@pytest.mark.parametrize(("when", "period"), POSSIBLE)
def test_a_change_is_no_rewording_though_no_rule_names_the_day(when, period):
    shown = impact(pack(when, period), pack(f"{when} and old", period), on=DAY)
    assert not shown.rewording
    turned = [move for case in shown.cases for move in case.moves if move.proposition == "ground"]
    assert {move.after for move in turned} <= {"false", "unknown"}
    assert turned


def test_no_days_are_added_where_a_day_is_compared_with_one_kind_alone():
    base = pack("sold_on >= parameter.applies and used_on + months(3) < today")
    tests = [literal.target for rule in base.rules for literal in rule.body]
    assert meetings(base, [test for test in tests if not isinstance(test, str)]) == []
