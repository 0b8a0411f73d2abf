"""The causes of a change are told by rules that carry a name."""

from __future__ import annotations

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
