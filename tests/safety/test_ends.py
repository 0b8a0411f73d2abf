"""Bases that cannot answer, and days and numbers at their ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine import assess
from engine.chain.chainers import inference
from knowledge.base import load
from knowledge.cases.use_case import model_of
from knowledge.conditions.calendar_days import add_months, add_weeks
from knowledge.faults import InvalidKnowledge
from knowledge.limits import (
    LONGEST_SPAN,
)
from tests.safety.packs import (
    DATED,
    NAME,
    SOURCE,
    VERDICTS,
    WORK,
    attribute,
    parameter,
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (WORK + VERDICTS, "no required attribute 'name'"),
        (
            WORK + VERDICTS + attribute("name", "type: text").removeprefix(WORK),
            "no required attribute 'name'",
        ),
        (WORK + NAME, "no verdict without `when`"),
    ],
)
def test_a_base_that_cannot_answer_says_so_before_it_is_asked(tmp_path, content, said):
    (tmp_path / "pack.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidKnowledge) as refusal:
        inference(load([tmp_path / "pack.yaml"], shipped=False))
    assert said in str(refusal.value)


def test_the_calendar_ends_rather_than_break():
    assert (
        add_months(date(9999, 12, 1), 1)
        == add_months(date(2026, 1, 1), 10**9)
        == add_weeks(date(2026, 1, 1), 10**9)
        == date.max
    )
    assert add_months(date(1, 1, 1), -1) == add_weeks(date(2026, 1, 1), -(10**9)) == date.min


@pytest.mark.parametrize("chainer", ["durable_rules", "semi-naive"])
def test_days_and_numbers_at_their_ends_are_assessed(tmp_path, chainer):
    pack = (
        WORK + NAME + VERDICTS
        + attribute("starts_on", "type: date").removeprefix(WORK)
        + attribute("n").removeprefix(WORK)
        + parameter(f"{{value: {LONGEST_SPAN}, {DATED}}}").removeprefix(WORK)
        + "- {note: late, title: t, when: starts_on < starts_on + months(parameter.p), "
          "figure: {says: '{low} to {high}', "
        + f"low: starts_on + weeks(parameter.p), high: n * parameter.p * parameter.p}}, "
          f"{SOURCE}}}\n"
        + f"- {{define: more, title: t, when: n * parameter.p + 1 > n, {SOURCE}}}\n"
    )  # fmt: skip
    (tmp_path / "pack.yaml").write_text(pack, encoding="utf-8")
    base = load([tmp_path / "pack.yaml"], shipped=False)
    case = model_of(base)(name="x", starts_on=date(2199, 12, 31), n=1e300)
    result = assess(case, date.max, base=base, chainer=chainer)
    assert result.conclusions["note.late"] is result.conclusions["more"] is True
    assert result.figures["note.late"].low == date(2199, 12, 31) + timedelta(weeks=LONGEST_SPAN)
