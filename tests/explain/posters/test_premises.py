"""What a conclusion rests on, read from the rules."""

from __future__ import annotations

from explain.posters.premises import Premises
from knowledge.base import load

PREMISES = Premises(load())


def test_steps_are_passed_over():
    wanted = PREMISES.wanted("ai_act.tier.high_risk")
    assert "ai_act.high_risk.annex_iii" in wanted
    assert not [name for name in wanted if load().propositions[name].step]


def test_what_a_rule_asks_not_to_hold_is_told_apart():
    assert PREMISES.unwanted("ai_act.high_risk.annex_iii") == ["ai_act.derogation"]
    assert "ai_act.derogation" not in PREMISES.wanted("ai_act.high_risk.annex_iii")


def test_the_nearest_place_is_found_through_conclusions_in_between():
    assert (
        PREMISES.nearest("duty.9", {"ai_act.tier.high_risk", "ai_act.in_scope"})
        == "ai_act.tier.high_risk"
    )
    assert PREMISES.nearest("duty.53", {"ai_act.tier.high_risk"}) == ""
