"""What a team can change only while something holds of the case as it is: `actionable`, `when`."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from engine.acting import out_of_reach
from knowledge.base import load
from knowledge.cases.use_case import model_of
from knowledge.faults import InvalidKnowledge
from tests.conftest import DAY, use_case

PACK = """
- work: guild
  title: Rules of the guild
  cited_as: Guild
- attribute: sealed
  type: bool
  question: Is it sealed?
  values: {"true": closed for good, "false": open}
  source: {work: guild, at: "1"}
- attribute: label
  type: enum
  question: What stands on it?
  values: {"plain": nothing, "named": its name}
  alike: {"The guild tells them apart": [plain, named]}
  actionable: {when: not CONDITION}
  source: {work: guild, at: "1"}
"""


def reach(tmp_path, condition="sealed", **facts):
    path = tmp_path / "guild.yaml"
    path.write_text(PACK.replace("CONDITION", condition), encoding="utf-8")
    base = load([path])
    case = model_of(base).model_validate({"name": "x", **facts})
    return out_of_reach(assess(case, DAY, base=base)).get("label")


def test_an_answer_is_out_of_reach_once_its_condition_is_known_not_to_hold(tmp_path):
    assert reach(tmp_path, sealed=True) == ("sealed",)
    assert reach(tmp_path, sealed=False) is None
    assert reach(tmp_path) is None  # open: a team may still act


def test_the_condition_may_read_what_rules_conclude(tmp_path):
    used = {"output_use": "operational", "stage": "production"}
    assert "output_use" in reach(tmp_path, "ground.model_outputs", **used)
    assert reach(tmp_path, "ground.model_outputs") is None


def test_a_name_that_does_not_exist_is_told_where_it_stands(tmp_path):
    with pytest.raises(InvalidKnowledge) as error:
        reach(tmp_path, "seeled")
    assert "guild.yaml:15" in str(error.value)
    assert "seeled" in str(error.value)


@pytest.mark.parametrize(
    ("facts", "bar"),
    [
        ({"stage": "production"}, ("stage",)),
        ({"stage": "retired"}, ("stage",)),
        ({"went_live_on": date(2026, 3, 1)}, ("went_live_on",)),
        ({"stage": "pilot", "went_live_on": date(2026, 3, 1)}, None),  # work within limits
        ({"stage": "development"}, None),
        ({"went_live_on": date(2027, 3, 1)}, None),
        ({}, None),  # how far it is, nobody said
    ],
)
def test_what_is_in_use_is_made_no_experiment_by_an_agreement(facts, bar):
    """A time box is agreed on before it begins (article, exception 2); what runs is a fact."""
    found = out_of_reach(assess(use_case(**facts), DAY))
    assert {found.get("written_agreement"), found.get("starts_on")} == {bar}


def test_every_condition_of_the_packs_reads_the_case_as_it_is():
    conditions = [one.directions.when for one in load().attributes.values() if one.directions]
    assert any(conditions)
