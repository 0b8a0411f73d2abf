"""Solutions come from the engine: another case, another answer."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from knowledge.base import load
from knowledge.entries import Verdict
from threshold.course.script import Task
from threshold.course.situations import Situations
from threshold.course.solutions import Solver
from threshold.course.texts import course_text


@pytest.fixture(scope="module")
def solver():
    return Solver(Situations("en"), course_text("en").pages)


def title(verdict):
    return next(entry.title for entry in load().of_kind(Verdict) if entry.id == verdict)


@pytest.mark.parametrize(
    ("suppose", "on"),
    [
        ({}, None),
        ({"retirement_accepted": False}, None),
        ({"ends_on": date(2025, 1, 31)}, None),
        ({}, date(2025, 1, 1)),
    ],
)
def test_the_verdict_is_the_one_that_the_engine_gives_to_the_changed_case(solver, suppose, on):
    task = Task(task="any", case="office_assistant_trial", asks="verdict", suppose=suppose, on=on)
    stated = {**solver.at.case(task.case).stated(), **suppose}
    controls = {name: stated.pop(name) for name in [*stated] if name.startswith("controls.")}
    nested = {name.removeprefix("controls."): value for name, value in controls.items()}
    given = assess({**stated, "controls": nested}, on)
    assert solver.solve(task).answer[0].startswith(title(given.verdict.value))


def test_another_case_has_another_solution(solver):
    """Article's exception 2: without retirement accepted, the time box fails."""
    asked = {"task": "any", "case": "office_assistant_trial", "asks": "verdict"}
    holds = solver.solve(Task(**asked))
    fails = solver.solve(Task(**asked, suppose={"retirement_accepted": False}))
    assert holds.answer[0] == title("experiment_excepted")
    assert fails.answer[0].startswith(title("production_required"))
    assert "failed" in fails.reasons[0]


def test_a_gap_that_is_closed_is_told_no_more(solver):
    asked = {"task": "any", "case": "unity_ad_targeting", "asks": "gaps"}
    told = solver.solve(Task(**asked)).answer
    closed = solver.solve(Task(**asked, suppose={"controls.monitoring": True})).answer
    watched = next(one.title for one in load().entries.values() if one.key == "control:monitoring")
    assert watched in told
    assert watched not in closed


def test_duties_that_are_met_are_told_no_more(solver):
    asked = {"task": "any", "case": "deployer_of_scoring", "asks": "duties"}
    behind = solver.solve(Task(**asked)).answer
    done = {"controls.rights_impact_assessed": True, "controls.assessment_notified": True}
    assert any("Art. 27 " in line for line in behind)
    assert solver.solve(Task(**asked, suppose=done)).answer == (solver.say["duties_met"],)


def test_the_least_way_is_what_the_engine_proves_and_where_there_is_none_it_says_so(solver):
    way = {"asks": "way", "to": "experiment_excepted", "task": "any"}
    open_ = solver.solve(Task(**way, case="roll_out_before_the_council"))
    barred = solver.solve(Task(**way, case="mycity_chatbot"))
    assert open_.answer[0] == solver.say["way"]
    assert any("in writing" in line for line in open_.answer)
    assert barred.answer[0] == solver.say["no_way"]
    assert any("in use" in line for line in barred.answer)


def test_the_day_on_which_a_time_box_ends_is_the_one_after_its_last(solver):
    asked = {"task": "any", "case": "office_assistant_trial", "asks": "days"}
    assert solver.solve(Task(**asked)).answer[0].startswith("2025-01-01")
    sooner = solver.solve(Task(**asked, suppose={"ends_on": date(2024, 12, 15)}))
    assert sooner.answer[0].startswith("2024-12-16")


def test_ones_own_name_on_a_bought_system_makes_a_provider(solver):
    """AI Act, Art. 25(1)(a): who puts its name on a high-risk system is its provider."""
    task = Task(
        task="any", case="deployer_of_scoring", asks="difference", suppose={"own_brand": True}
    )
    told = " ".join(solver.solve(task).answer)
    assert [article for article in ("Art. 9 ", "Art. 17 ", "Art. 43 ") if article not in told] == []
    same = task.model_copy(update={"suppose": {"own_brand": False}})
    assert len(solver.solve(same).answer) == 1


def test_of_what_was_bought_the_vendor_is_asked(solver):
    task = Task(
        task="any",
        case="unity_ad_targeting",
        asks="difference",
        against={"sourcing": "built"},
        suppose={"sourcing": "bought"},
    )
    built = task.model_copy(update={"suppose": {"sourcing": "built"}})
    assert any("vendor" in line for line in solver.solve(task).answer)
    assert not any("vendor" in line for line in solver.solve(built).answer)
