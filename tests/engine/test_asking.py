"""Whether the question of an attribute makes sense for a case."""

from __future__ import annotations

from engine import assess
from engine.asking import conditions_of_asking, makes_sense, truth_in
from knowledge.base import load
from knowledge.conditions.tree import And, AnyOf, Attr, Const, Established, Not, Or, Prop, Test
from tests.conftest import DAY, use_case


def sense(**stated):
    return makes_sense(assess(use_case(**stated), DAY))


def test_who_answers_for_a_text_is_asked_once_it_is_published():
    asked = "editorial_responsibility"
    assert sense()[asked] is None
    assert sense(public_interest_text=True)[asked] is True
    assert sense(public_interest_text=False)[asked] is False


def test_the_derogation_is_asked_about_once_a_use_of_annex_iii_is_stated():
    assert sense()["profiling"] is None
    assert sense(annex_iii=[])["profiling"] is False
    assert sense(annex_iii=["recruitment"])["profiling"] is True


def test_a_question_behind_another_waits_for_it():
    """Whether a third party must assess a product is asked of what keeps it safe."""
    assert sense(annex_i_product="none")["safety_component"] is False
    assert sense(annex_i_product="section_a")["safety_component"] is True
    assert sense(annex_i_product="section_a")["third_party_assessment"] is None
    assert sense(annex_i_product="section_a", safety_component=True)["third_party_assessment"]


def test_only_attributes_that_say_when_are_told():
    base = load()
    said = {one.id for one in base.attributes.values() if one.asked_when is not None}
    assert set(conditions_of_asking(base)) == said == set(sense())


def test_conditions_are_read_in_three_values():
    yes, no, open_ = Prop("a"), Prop("b"), Prop("c")
    conclusions = {"a": True, "b": False, "c": None, "f.x": None, "f.y": True}
    today = Test("==", Attr("n"), Const(3))

    def truth(condition):
        return truth_in(condition, conclusions, {"n": 3})

    assert [truth(one) for one in (yes, no, open_, today)] == [True, False, None, True]
    assert truth(AnyOf("f")) is True
    assert (truth(Not(no)), truth(Not(open_))) == (True, None)
    assert (truth(Established(open_)), truth(Not(Established(open_)))) == (False, True)
    assert (truth(And((yes, open_))), truth(And((no, open_)))) == (None, False)
    assert (truth(Or((yes, open_))), truth(Or((no, open_)))) == (True, None)
