"""What an assessment comes to: grounds, exceptions, controls, each with its state, told once for
all readers.
"""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.entries.kinds import Ground

BOX = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}


def states(result):
    return {ground.id: ground.state for ground in result.grounds}


def test_every_ground_has_a_state_and_a_condition_nobody_answered_is_open(experiment):
    result = experiment(output_use="operational", failure_impact=None, volume_multiple=12)
    found = states(result)
    assert found.keys() == {entry.id for entry in result.base.of_kind(Ground)}
    assert found["model_outputs"] == found["scale"] == "stands"
    assert found["failure_impact"] == "open"
    assert found["user_exposure"] == "absent"


def test_a_trigger_that_nobody_established_is_absent(experiment):
    assert states(experiment(volume_multiple=None))["scale"] == "absent"


def test_an_exception_that_holds_lifts_the_grounds_that_are_there(experiment):
    result = experiment(**BOX, volume_multiple=12)
    (exception,) = result.exceptions
    assert (exception.id, exception.outcome) == ("time_boxed", "holds")
    assert exception.lifts == ("scale",)
    scale = next(ground for ground in result.grounds if ground.id == "scale")
    assert (scale.state, scale.lifted_by) == ("lifted", ("time_boxed",))


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "holds"),
        ({"ends_on": date(2026, 11, 1)}, "ended"),
        ({"written_agreement": False}, "failed"),
        ({"written_agreement": None}, "not established"),
    ],
)
def test_a_claimed_exception_has_one_outcome_and_lifts_nothing_unless_it_holds(
    experiment, facts, outcome
):
    (exception,) = experiment(**{**BOX, **facts}, volume_multiple=12).exceptions
    assert exception.outcome == outcome
    assert bool(exception.lifts) == (outcome == "holds")


def test_required_controls_are_missing_unconfirmed_or_in_place(experiment):
    controls = {"monitoring": False, "code_versioning": True}
    result = experiment(output_use="operational", controls=controls)
    found = result.controls
    assert [control.id for control in found.missing] == ["monitoring"]
    assert "code_versioning" in {control.id for control in found.in_place}
    assert "model_versioning" in {control.id for control in found.unconfirmed}
    assert len(found.required) == len(found.missing) + len(found.unconfirmed) + len(found.in_place)
    assert {f"required.{control.id}" for control in found.required} == set(
        result.holding("required")
    )


def test_the_headline_is_the_verdict_in_words(experiment):
    assert experiment().headline == "Experimentation is acceptable"
