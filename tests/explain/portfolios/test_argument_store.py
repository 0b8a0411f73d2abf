"""The arguments behind the rows of a large report: those of cases that state the same are one,
and no section is kept twice.
"""

from __future__ import annotations

from engine import assess
from engine.portfolio import AssessedRow
from explain import why
from explain.portfolios.argument_store import HeldArguments
from explain.portfolios.summary import summarise
from knowledge import UseCase
from knowledge.base import load
from tests.conftest import DAY, EXPERIMENT


def cases(*facts):
    return [
        assess(UseCase(name=f"case {number}", **{**EXPERIMENT, **more}), on=DAY)
        for number, more in enumerate(facts)
    ]


def hold(held, results):
    return summarise(
        "x",
        [AssessedRow(number, case, ()) for number, case in enumerate(results, start=1)],
        load(),
        held.hold,
    )


def test_an_argument_comes_out_as_it_went_in_without_the_name():
    held, (result,) = HeldArguments(), cases({"output_use": "operational"})
    held.hold(1, result)
    whole = why(result, prove=False).to_html(named=False, notice=False)
    assert held.html(1).split() == whole.split()
    assert "case 0" not in whole


def test_cases_that_state_the_same_share_one_argument():
    held = HeldArguments()
    summary = hold(
        held, cases({"volume_multiple": 12}, {}, {"volume_multiple": 12, "description": "the same"})
    )
    assert [case.same_as for case in summary.cases] == [1, 2, 1]
    assert list(held.arguments) == [1, 2]


def test_a_section_that_two_arguments_have_in_common_is_kept_once():
    held = HeldArguments()
    hold(
        held,
        cases({"exposure": None, "volume_multiple": 3}, {"exposure": None, "volume_multiple": 4}),
    )
    assert len(held.sections) < sum(map(len, held.arguments.values()))
    assert len(set(held.sections)) == len(held.sections)


def test_no_more_are_held_than_was_said():
    held = HeldArguments(most=2)
    hold(held, cases(*({"volume_multiple": number} for number in range(1, 6))))
    assert list(held.arguments) == [1, 2]
