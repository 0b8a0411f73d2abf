"""A proposition goes by its name, by a former one, or by the id of its entry alone."""

from __future__ import annotations

import pytest

from engine import assess
from explain import open_attributes, smallest_change, why, why_not
from knowledge import UnknownName
from knowledge.cases.files import read_case

TAY = assess(read_case("example:tay"))


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
