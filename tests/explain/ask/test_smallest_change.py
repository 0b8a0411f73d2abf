"""The smallest change: what would have to be otherwise for a verdict,
in words that a team can act on.
"""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from explain import SmallestChange, smallest_change
from explain.ask.comparison import with_changes
from knowledge.base import load
from knowledge.cases.files import example_names, read_case
from knowledge.faults import UnknownName
from tests.conftest import DAY, EXPERIMENT, use_case

VERDICTS = (
    "prohibited",
    "production_required",
    "lighter_requirements",
    "experiment_excepted",
    "experimentation_acceptable",
)


def ways(found):
    return [{change.attribute: change.says for change in item.changes} for item in found.sets]


def verdict_with(case, changes, on=None):
    return assess(with_changes(case, changes, load()), on, chainer="semi-naive").verdict.value


@pytest.mark.parametrize("name", example_names())
def test_each_way_reaches_the_verdict_and_no_part_of_it_does(name):
    case, actionable = (
        read_case(f"example:{name}"),
        {a.id for a in load().attributes.values() if a.actionable},
    )
    for verdict in VERDICTS:
        found = smallest_change(case, verdict)
        sizes = [len(item.changes) for item in found.sets]
        assert sizes == sorted(sizes)
        for item in found.sets:
            assert {change.attribute for change in item.changes} <= actionable
            assert item.ways[0] == {change.attribute: change.to for change in item.changes}
            assert verdict_with(case, item.ways[-1]) == verdict
            for left_out in item.ways[0]:
                part = {name: value for name, value in item.ways[0].items() if name != left_out}
                assert verdict_with(case, part) != verdict
        assert SmallestChange.model_validate_json(found.model_dump_json()) == found


def test_one_answer_of_the_decision_table_is_one_change():
    found = smallest_change(
        use_case(**{**EXPERIMENT, "output_use": "operational"}), "experimentation_acceptable", DAY
    )
    assert ways(found) == [{"output_use": "output_use: operational → research"}]
    assert (
        "It is production_required now. One smallest change leads to experimentation_acceptable"
        in " ".join(str(found).split())
    )
    assert "Way 1: 1 change\n  ~ output_use: operational → research" in str(found)


def test_any_one_ground_is_enough_and_each_is_a_way():
    found = smallest_change(
        use_case(**EXPERIMENT, business_units=1, volume_multiple=2), "production_required", DAY
    )
    assert all(len(way) == 1 for way in ways(found))
    says = {name: text for way in ways(found) for name, text in way.items()}
    assert says["business_units"] == "business_units: 1 → 2 or more"
    assert (
        says["exposure"]
        == "exposure: data_science → analysts or business_users or customers or public"
    )
    assert says["volume_multiple"].startswith("volume_multiple: 2 → 10")


def test_days_are_told_as_spans_that_keep_to_the_rule():
    found = smallest_change(
        use_case(**{**EXPERIMENT, "output_use": "operational"}), "experiment_excepted", DAY
    )
    (box,) = [way for way in ways(found) if "starts_on" in way]
    assert box == {
        "starts_on": "starts_on: not answered → 2026-11-22",
        "ends_on": "ends_on: not answered → from 2026-11-22 to 2027-02-21",
        "written_agreement": "written_agreement: not answered → true",
        "retirement_accepted": "retirement_accepted: not answered → true",
    }


def test_each_combination_that_is_listed_will_do():
    case = use_case(**{**EXPERIMENT, "exposure": "public"})
    for item in smallest_change(case, "experimentation_acceptable", DAY).sets:
        for way in item.ways:
            assert verdict_with(case, way, DAY) == "experimentation_acceptable"


def test_what_is_reached_already_needs_no_change():
    found = smallest_change(use_case(**EXPERIMENT), "experimentation_acceptable", DAY)
    assert ([item.changes for item in found.sets], found.more, found.obstacles) == ([()], False, ())
    assert "It is experimentation_acceptable already." in str(found)


def test_where_no_team_can_change_it_what_bars_it_is_named():
    found = smallest_change(
        use_case(**EXPERIMENT, affects_people=True), "experimentation_acceptable", DAY
    )
    assert (found.sets, [item.attribute for item in found.obstacles]) == ((), ["affects_people"])
    text = " ".join(str(found).split())
    assert "No change that a team can make leads to experimentation_acceptable: proven." in text
    assert (
        "- Do the outputs decide, or help to decide, about individual people? true (affects_people)"
        in text
    )


def test_more_ways_than_were_asked_for_are_said_to_be_there():
    found = smallest_change(use_case(**EXPERIMENT), "production_required", DAY, most=2)
    assert (len(found.sets), found.more) == (2, True)
    assert "There are more." in str(found)
    assert not smallest_change(use_case(**EXPERIMENT), "production_required", DAY, most=1000).more


def test_a_case_that_was_assessed_is_asked_about_on_its_day():
    assessment = assess(use_case(**EXPERIMENT), date(2027, 1, 1))
    assert smallest_change(assessment, "production_required").on == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("asked", "near"),
    [("expermient_excepted", "experiment_excepted"), ("Prohibited", "prohibited"), ("", None)],
)
def test_a_verdict_that_is_not_there_is_answered_with_the_nearest(asked, near):
    with pytest.raises(UnknownName) as error:
        smallest_change(use_case(), asked)
    assert error.value.nearest == near
