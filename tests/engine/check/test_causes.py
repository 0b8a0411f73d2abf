"""The causes of a change are told by rules that carry a name."""

from __future__ import annotations

import pytest

from explain import impact
from knowledge.base import load
from tests.conftest import DAY

TRIGGER = """\
- work: policy
  title: Our policy
  cited_as: Policy
- trigger: built_here
  title: We build it ourselves
  when: sourcing == "built"
  because: Nobody else answers for it.
  requires: [monitoring]
  source: {work: policy, at: "1"}
  basis: stated
"""


def test_no_step_without_a_name_is_told_beside_rules_that_have_one(tmp_path):
    pack = tmp_path / "ours.yaml"
    pack.write_text(TRIGGER, encoding="utf-8")
    case = {"name": "Trial", "output_use": "research", "sourcing": "built"}
    cases = tmp_path / "cases.yaml"
    cases.write_text("\n".join(f"{key}: {value}" for key, value in case.items()), encoding="utf-8")
    found = impact(load(), load([pack]), str(cases), DAY)
    causes = [one for change in found.cases for move in change.moves for one in move.causes]
    rules = {rule for one in causes for rule in (*one.fires, *one.ceased)}
    assert {one.entry for one in causes} == {"trigger.built_here"}
    assert "standing.built_here/1" in rules
    assert not any("(" in rule for rule in rules)


WEIGHED = """\
- work: policy
  title: Our policy
  cited_as: Policy
- define: house.own
  title: It is our own
  when: sourcing == "built"
  source: {work: policy, at: "1"}
  basis: stated
- define: house.old
  title: It is old
  when: stage == "production"
  source: {work: policy, at: "1"}
  basis: stated
- trigger: weighs
  title: The signs weigh too much
  when: >-
    points({house.own: 2, house.old: 1, not known(volume_multiple): -1}) >= 2
  because: Signs add up.
  source: {work: policy, at: "2"}
  basis: stated
- verdict: house_stop
  rank: 15
  title: It is stopped
  when: established(trigger.weighs and volume_multiple > 5)
  because: So we decided.
  signal: stop
  source: {work: policy, at: "3"}
  basis: stated
"""


@pytest.fixture
def causes(tmp_path):
    """What of the pack makes a case come out otherwise."""
    pack, cases = tmp_path / "ours.yaml", tmp_path / "cases.yaml"
    pack.write_text(WEIGHED, encoding="utf-8")

    def of(case: str):
        cases.write_text(f"name: Trial\n{case}", encoding="utf-8")
        found = impact(load(), load([pack]), str(cases), DAY)
        return [one for change in found.cases for move in change.moves for one in move.causes]

    return of


def test_a_count_is_told_by_the_rule_that_asks_for_it(causes):
    """Of a part that adds no points, the rule that compares the sum is told, and not a step that
    has no name.
    """
    found = causes("sourcing: built\nstage: pilot\nvolume_multiple: 1\n")
    rules = {rule for one in found for rule in (*one.fires, *one.ceased)}
    assert {one.fires for one in found if one.entry == "house.old"} >= {("trigger.weighs/1",)}
    assert not any("(" in rule for rule in rules)


def test_a_rule_is_not_told_to_fire_and_to_cease_at_once(causes):
    """The rule of a number may read otherwise than before: it is one that fires."""
    found = causes("sourcing: built\nvolume_multiple: 1\n")
    told = {rule for one in found for rule in one.fires}
    assert "verdict.production_required/1" in told
    assert not any({*one.fires} & {*one.ceased} for one in found)
