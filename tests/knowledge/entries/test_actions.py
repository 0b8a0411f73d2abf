"""In which directions an answer can move."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.base import load
from knowledge.entries.actions import Directions

TODAY = date(2026, 11, 22)
LATER, PAST = date(2026, 12, 1), date(2026, 10, 1)
STAGES = ("idea", "pilot", "production")


def allowed(directions, kind, now, value, choices=()):
    return directions.allow(kind, choices, now, value, TODAY)


@pytest.mark.parametrize(
    ("now", "value", "may"),
    [
        ("pilot", "production", True),
        ("pilot", "idea", False),
        ("pilot", "pilot", True),
        (None, "production", True),  # later than whatever it is
        (None, "pilot", False),  # it may be in production
    ],
)
def test_forward_only_moves_down_the_list(now, value, may):
    assert allowed(Directions(forward_only=True), "enum", now, value, STAGES) is may


@pytest.mark.parametrize(("now", "value", "may"), [(3, 4, True), (3, 2, False), (None, 2, True)])
def test_forward_only_moves_a_number_upwards(now, value, may):
    assert allowed(Directions(forward_only=True), "integer", now, value) is may


@pytest.mark.parametrize(
    ("now", "value", "may"),
    [
        (None, TODAY, True),
        (None, LATER, True),
        (None, PAST, False),  # nothing is agreed in the past
        (LATER, TODAY, True),
        (TODAY, LATER, True),
        (PAST, LATER, False),  # what has passed is a fact
        (PAST, PAST, True),  # and stays
    ],
)
def test_a_day_moves_to_today_or_later_while_it_has_not_passed(now, value, may):
    assert allowed(Directions(), "date", now, value) is may


@pytest.mark.parametrize(
    ("directions", "now", "value", "may"),
    [
        (Directions(remove_only=True), {"a", "b"}, {"a"}, True),
        (Directions(remove_only=True), {"a"}, {"a", "b"}, False),
        (Directions(remove_only=True), None, set(), True),
        (Directions(remove_only=True), None, {"a"}, False),
        (Directions(add_only=True), {"a"}, {"a", "b"}, True),
        (Directions(add_only=True), {"a", "b"}, {"a"}, False),
        (Directions(), {"a"}, {"b"}, True),
    ],
)
def test_a_set_grows_or_shrinks(directions, now, value, may):
    before = None if now is None else frozenset(now)
    assert allowed(directions, "set", before, frozenset(value)) is may


def test_only_to_the_values_that_are_named():
    directions = Directions(to=[True])
    assert allowed(directions, "bool", False, True)
    assert not allowed(directions, "bool", True, False)


@pytest.mark.parametrize(
    ("directions", "kind"),
    [
        (Directions(add_only=True), "enum"),
        (Directions(add_only=True, remove_only=True), "set"),
        (Directions(to=["a"]), "set"),
        (Directions(forward_only=True), "bool"),
    ],
)
def test_directions_fit_the_type(directions, kind):
    assert directions.misplaced(kind)


def shipped():
    return [one for one in load().attributes.values() if one.directions]


@pytest.mark.parametrize("attribute", shipped(), ids=lambda one: one.id)
def test_each_move_of_a_shipped_attribute_has_words_for_its_doing(attribute):
    directions = attribute.directions
    wanted = {
        "date": {"day"},
        "number": {"more", "less"},
        "integer": {"more", "less"},
    }.get(attribute.type, set(attribute.values))
    if directions.to:
        wanted = set(directions.targets)
    elif directions.forward_only:
        wanted = set(attribute.choices[1:])
    if directions.remove_only:
        wanted = set()
    assert set(attribute.doing) == wanted
    taken = attribute.type == "set" and not directions.add_only
    assert set(attribute.undoing) == ({*attribute.choices, "none"} if taken else set())


@pytest.mark.parametrize(
    "name",
    [
        *("affects_people", "regulatory_scope", "role", "ai_system", "annex_iii", "profiling"),
        *("narrow_procedural_task", "preparatory_task", "materially_influences"),
        *("went_live_on", "placed_on_market_on", "substantial_modification", "author_leaving"),
        *("military_or_security", "sole_scientific_research", "personal_use", "beliefs"),
    ],
)
def test_what_it_is_what_was_and_whom_it_is_about_are_not_for_a_team_to_change(name):
    assert load().attributes[name].directions is None


def test_a_stage_moves_forward_only():
    stage = load().attributes["stage"]
    assert stage.can_move("pilot", "production", TODAY)
    assert not stage.can_move("production", "idea", TODAY)
