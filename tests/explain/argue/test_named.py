"""A proposition goes by its name, by a former one, or by the id of its entry alone."""

from __future__ import annotations

import pytest

from engine import assess
from explain import open_attributes, smallest_change, why, why_not
from knowledge import UnknownName, load
from knowledge.cases.files import read_case
from knowledge.entries import Classification
from tests.places import ROOT

TAY = assess(read_case("example:tay"))
SCORED = ROOT / "knowledge/example_packs/ml_test_score/cases/borders.yaml"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("trigger.scale", "trigger.scale"),
        ("scale", "trigger.scale"),
        ("experimentation_acceptable", "verdict.experimentation_acceptable"),
        ("verdict.prohibited", "verdict.prohibited"),
    ],
)
def test_every_explanation_takes_the_same_names(name, meant):
    assert why(TAY, name).proposition == meant
    assert why_not(TAY, name).proposition == meant
    assert open_attributes(TAY, name) == open_attributes(TAY, meant)


@pytest.mark.parametrize(
    "name", ["experimentation_acceptable", "verdict.experimentation_acceptable"]
)
def test_a_change_leads_to_a_verdict_by_either_name(name):
    assert smallest_change(TAY, name).to == "experimentation_acceptable"


@pytest.mark.parametrize(
    ("name", "near"), [("scal", "scale"), ("trigger.scal", "trigger.scale"), ("verdct", "verdict")]
)
def test_what_there_is_not_gets_the_nearest(name, near):
    with pytest.raises(UnknownName) as refused:
        why(TAY, name)
    assert refused.value.nearest == near


def test_an_id_that_several_kinds_have_is_none():
    """`monitoring` is required, and lacks, as two propositions."""
    with pytest.raises(UnknownName, match="there is no proposition 'monitoring'"):
        why(TAY, "monitoring")
    with pytest.raises(UnknownName, match="there is no verdict 'scale'"):
        smallest_change(TAY, "scale")


@pytest.mark.parametrize("name", ["tier", "ai_act.tier"])
def test_the_legal_tier_that_a_case_has_goes_by_one_name_whichever_it_is(name):
    assert why(TAY, name).proposition == f"ai_act.tier.{TAY.tier}" == "ai_act.tier.transparency"
    nothing = assess({"name": "Nothing"})
    assert why(nothing, name).proposition == "ai_act.tier.unknown"
    assert set(open_attributes(nothing, name)) <= set(
        open_attributes(nothing, "ai_act.tier.unknown")
    )


def test_the_answer_to_a_classification_of_a_pack_goes_by_its_id():
    base = load(["example:ml_test_score"])
    (level,) = (one for one in base.of_kind(Classification) if one is not base.legal_tier)
    found = assess(f"{SCORED}#1", base=base)
    assert found.classifications[level.id] != "unknown"
    assert why(found, level.id).proposition.endswith(f".{found.classifications[level.id]}")
    assert why(found, level.id).status == "true"
    with pytest.raises(UnknownName, match=level.id):  # no proposition stands for an open one
        why(assess({"name": "Nothing"}, base=base), level.id)
