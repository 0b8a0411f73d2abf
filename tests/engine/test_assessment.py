"""An assessment: what it says of each proposition, what it keeps, and what of it JSON keeps."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from engine import Assessment, assess
from knowledge.faults import UnknownName
from tests.conftest import DAY, use_case


def test_one_candidate_is_left_where_the_answers_lead_to_a_verdict_and_several_else(
    experiment, answer
):
    led, open_ = experiment(), answer()
    assert led.candidates == (led.verdict,)
    assert len(open_.candidates) > 1
    assert open_.verdict.value == "undetermined"


def test_a_proposition_is_true_false_or_unknown(experiment):
    result = experiment(volume_multiple=12, business_units=None)
    assert {
        name: result.status(name).value for name in ("trigger.scale", "condition.model_outputs")
    } == {
        "trigger.scale": "true",
        "condition.model_outputs": "false",
    }
    assert experiment(volume_multiple=None).status("trigger.scale").value == "unknown"


def test_a_name_of_no_proposition_is_told_with_the_nearest_one(experiment):
    with pytest.raises(UnknownName) as fault:
        experiment().status("trigger.scales")
    assert fault.value.nearest == "trigger.scale"


def test_what_holds_of_a_family_are_its_own_members_only(experiment):
    result = experiment(volume_multiple=12)
    assert result.holding("trigger") == ["trigger.scale"]
    assert set(result.holding("required")) == {
        name for name, holds in result.conclusions.items() if holds and name.startswith("required.")
    }
    assert result.holding("no_such_family") == []


def test_nothing_of_it_can_be_changed(experiment):
    result = experiment()
    with pytest.raises(ValidationError, match="frozen"):
        result.name = "another"


def test_the_day_is_the_one_asked_or_the_one_that_the_case_states():
    stated = date(2027, 1, 1)
    assert assess(use_case(today=stated)).on == stated
    assert assess(use_case(today=stated), DAY).on == DAY
    assert "today" not in assess(use_case(today=stated)).stated


def test_json_keeps_the_answer_and_loses_the_derivations(experiment):
    result = experiment(volume_multiple=12)
    read = Assessment.model_validate_json(result.model_dump_json())
    assert read.model_dump_json() == result.model_dump_json()
    assert read.verdict == result.verdict
    with pytest.raises(ValueError, match="assess the case again"):
        _ = read.base


def test_every_rule_that_it_tells_concludes_something_that_is_not_false(experiment):
    result = experiment(volume_multiple=12)
    heads = {rule.id: rule.head for rule in result.base.rules}
    assert result.derivations
    for rule, fired in result.derivations.items():
        truth = result.conclusions.get(heads[rule])
        assert heads[rule] not in result.conclusions or (
            truth is True if fired == "true" else truth is not False
        )
