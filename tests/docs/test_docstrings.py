"""What the docstrings of the public functions promise: the errors that they name, for whatever
is given.
"""

from __future__ import annotations

import builtins
import inspect
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import threshold
from knowledge.faults import InvalidCase, InvalidKnowledge, UnknownName

CASE = {"name": "A case", "output_use": "operational", "exposure": "customers"}
FUNCTIONS = [name for name in dir(threshold) if name[0].islower()]
# the arguments by which each function with a day is called
WITH_A_DAY: dict[str, tuple[Any, ...]] = {
    "assess": (CASE,),
    "drill": ("{folder}/cases.csv", 0),
    "assess_table": ("{folder}/cases.csv",),
    "explore": (CASE, "output_use"),
    "first_answer": (CASE,),
    "impact": (None, None, [CASE]),
    "open_attributes": (CASE,),
    "plan": (CASE,),
    "portfolio": ([CASE],),
    "questions": (CASE,),
    "smallest_change": (CASE, "experiment_excepted"),
    "timeline": (CASE, "2030-01-01"),
    "what_if": (CASE,),
    "why": (CASE,),
    "why_not": (CASE, "experiment_excepted"),
}


def called(name: str, arguments: tuple[Any, ...], folder: Path, **more: Any) -> Any:
    given = [
        one.replace("{folder}", str(folder)) if isinstance(one, str) else one for one in arguments
    ]
    return getattr(threshold, name)(*given, **more)


@pytest.fixture(autouse=True)
def folder(tmp_path):
    (tmp_path / "cases.csv").write_text("name,exposure\nA case,customers\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_error_that_a_docstring_names_can_be_caught_by_its_public_name(name):
    said = inspect.getdoc(getattr(threshold, name)) or ""
    named = re.findall(r"`([A-Z]\w*(?:Error|Warning|Name|Extra)|Invalid\w+)`", said)
    assert [one for one in named if not (hasattr(builtins, one) or one in dir(threshold))] == []


def test_each_function_with_a_day_is_tried():
    asked = {
        name for name in FUNCTIONS if "on" in inspect.signature(getattr(threshold, name)).parameters
    }
    assert asked == WITH_A_DAY.keys()


@pytest.mark.parametrize("name", WITH_A_DAY)
@pytest.mark.parametrize("day", ["1899-12-31", "2200-01-01", "2026-02-30", "31.12.2026"])
def test_a_typed_day_that_no_case_may_state_is_refused_wherever_a_day_is_asked(name, day, folder):
    with pytest.raises(InvalidCase, match=r"in: on: .*; expected: (a day|YYYY|2026-12-31)"):
        called(name, WITH_A_DAY[name], folder, on=day)


@pytest.mark.parametrize("name", WITH_A_DAY)
def test_what_is_no_day_is_refused_wherever_a_day_is_asked(name, folder):
    with pytest.raises(TypeError, match="a day is a date"):
        called(name, WITH_A_DAY[name], folder, on=datetime(2026, 12, 1, 8))


@pytest.mark.parametrize("name", ["why", "why_not", "open_attributes"])
def test_a_proposition_that_there_is_not_is_told_with_the_nearest(name):
    with pytest.raises(UnknownName, match=r"nearest: trigger\.scale$"):
        getattr(threshold, name)(CASE, "trigger.scal")


@pytest.mark.parametrize("name", ["plan", "portfolio", "impact"])
def test_several_cases_are_no_assessment(name):
    given = threshold.assess(CASE)
    with pytest.raises(TypeError, match="not an Assessment"):
        getattr(threshold, name)(*(None, None) if name == "impact" else (), given)


@pytest.mark.parametrize("name", ["portfolio", "impact"])
def test_an_intake_without_a_table_is_refused_and_not_passed_over(name):
    with pytest.raises(TypeError, match="intake"):
        called(name, WITH_A_DAY[name], Path(), intake="us_federal_2024")


def test_the_names_and_days_of_answers_that_lapse_are_read_as_all_others():
    lapse = threshold.timeline(CASE, "2028-01-01", valid_until={"exposure": "2027-06-30"})
    assert [day.on for day in lapse.days if day.lapsed] == [date(2027, 7, 1)]
    with pytest.raises(InvalidCase, match="nearest: exposure"):
        threshold.timeline(CASE, "2028-01-01", valid_until={"exposrue": "2027-06-30"})
    with pytest.raises(InvalidCase, match="in: exposure: 'soon'"):
        threshold.timeline(CASE, "2028-01-01", valid_until={"exposure": "soon"})
    with pytest.raises(InvalidCase, match="in: until: 'soon'"):
        threshold.timeline(CASE, "soon")


def test_one_pack_is_given_by_itself_or_in_a_list():
    pack = "example:bank"
    assert threshold.check(pack, "wording") == threshold.check([pack], "wording") == []
    with pytest.raises(UnknownName, match="nearest: logic"):
        threshold.check(pack, "logik")  # type: ignore[arg-type]


def test_what_names_no_knowledge_is_told():
    with pytest.raises(TypeError, match="not a float"):
        threshold.load(knowledge=2026.11)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="shipped=False"):
        threshold.load(shipped=False, knowledge="2026.11")
    with pytest.raises(InvalidKnowledge):
        threshold.load(knowledge="2020.01")


def test_a_dict_is_a_case_of_an_impact_as_of_any_other_question():
    base = threshold.load()
    bank = threshold.load("example:bank")
    case = {**CASE, "volume_multiple": 4}
    given = threshold.impact(base, bank, [case])
    assert (
        given.model_dump() == threshold.impact(base, bank, [threshold.UseCase(**case)]).model_dump()
    )
    assert given.assessed == len(given.cases) == 1
