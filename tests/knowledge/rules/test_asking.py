"""Which questions wait for which others."""

from __future__ import annotations

from knowledge.base import load
from knowledge.conditions.tree import And, Attr, Const, Not, Prop, Test
from knowledge.rules.asking import RestsOn, attributes_read, circle


def test_a_condition_reads_its_own_attributes_and_those_behind_its_propositions():
    base = load()
    read = set(
        attributes_read(
            And((Prop("ai_act.gpai.provider"), Not(Test("==", Attr("stage"), Const("idea"))))),
            RestsOn(base.rules),
            base.propositions,
        )
    )
    assert read == {
        "gpai_model_provider",
        "gpai_modified_above_third",
        "modified_model_placed_in_eu",
        "stage",
    }


def test_the_shortest_circle_is_found():
    waits = {"a": {"b", "c"}, "b": {"d"}, "c": {"a"}, "d": {"a"}, "e": {"a"}}
    assert circle("a", waits) == ["a", "c", "a"]
    assert circle("b", waits) == ["b", "d", "a", "b"]
    assert circle("e", waits) == []
    assert circle("f", {"f": {"f"}}) == ["f", "f"]
