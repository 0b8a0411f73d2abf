"""Whether the question of an attribute makes sense for a case."""

from __future__ import annotations

from engine import assess
from engine.asking import conditions_of_asking, duties_of_records, makes_sense, truth_in
from knowledge.base import load
from knowledge.conditions.tree import And, AnyOf, Attr, Const, Established, Not, Or, Prop, Test
from knowledge.entries import Control
from tests.ai_act_facts import NO_ART_50, REACHED
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
    # a use that reads emotions is listed in point 1(c), whatever was stated of the list
    assert sense(annex_iii=[])["profiling"] is None
    reads_none = {"recognises_emotions": False, "prohibited_practices": []}
    assert sense(annex_iii=[], **reads_none)["profiling"] is False
    assert sense(annex_iii=["recruitment"])["profiling"] is True


def test_a_question_behind_another_waits_for_it():
    """Whether a third party must assess a product is asked of what keeps it safe."""
    assert sense(annex_i_product="none")["safety_component"] is False
    assert sense(annex_i_product="section_a")["safety_component"] is True
    assert sense(annex_i_product="section_a")["third_party_assessment"] is None
    assert sense(annex_i_product="section_a", safety_component=True)["third_party_assessment"]


def test_only_what_waits_for_something_is_told():
    base = load()
    said = {one.id for one in base.attributes.values() if one.asked_when is not None}
    assert set(conditions_of_asking(base)) == said
    assert set(sense()) == said | set(duties_of_records(base))


def test_a_record_is_asked_for_once_a_duty_that_it_fulfils_is_owed():
    """A file of risks is kept by the provider of a high-risk system (Art. 9), the logs by provider
    and deployer (Art. 19, 26(6)).
    """
    hiring = {**REACHED, **NO_ART_50, "annex_iii": ["recruitment"], "annex_i_product": "none"}
    risks, logs = "controls.risk_management_file", "controls.log_retention"
    assert sense()[risks] is None
    used = sense(**hiring, role="deployer", own_brand=False, substantial_modification=False)
    assert (used[risks], used[logs]) == (False, True)
    made = sense(**hiring, role="provider")
    assert (made[risks], made[logs]) == (True, True)
    spared = sense(**{**hiring, "annex_iii": []}, role="provider")
    assert (spared[risks], spared[logs]) == (False, False)


def test_every_record_waits_for_something():
    base = load()
    waiting = set(conditions_of_asking(base)) | set(duties_of_records(base))
    records = {f"controls.{one.id}" for one in base.of_kind(Control) if one.is_record}
    assert records <= waiting


def test_a_record_that_other_rules_read_does_not_wait_for_a_duty():
    """A caution reads whether tests of bias have their safeguards (Art. 4a), and no duty does."""
    base = load()
    assert "controls.bias_data_safeguards" not in duties_of_records(base)
    assert sense(bias_test_on_sensitive_data=True)["controls.bias_data_safeguards"] is True
    assert sense(bias_test_on_sensitive_data=False)["controls.bias_data_safeguards"] is False


def test_what_shows_generated_content_is_asked_of_what_generates_it():
    """Deep fakes and texts of public interest are generated or altered content (Art. 50(4))."""
    assert sense()["deep_fake"] is None
    assert sense(generates_synthetic_content=True)["deep_fake"] is True
    drawn = sense(generates_synthetic_content=False)
    assert (drawn["deep_fake"], drawn["public_interest_text"]) == (False, False)


def test_bodies_are_asked_about_where_there_are_data_on_people():
    """Biometric data are personal data (Art. 3(34))."""
    assert sense()["recognises_emotions"] is None
    assert sense(personal_data=True)["sorts_by_biometrics"] is True
    without = sense(personal_data=False)
    assert (without["recognises_emotions"], without["sorts_by_biometrics"]) == (False, False)


def test_whoever_changes_or_brands_somebodys_system_is_asked_what_they_did():
    """Art. 25(1) for each of them, and Art. 25(3) for the maker of the product around it."""
    hiring = {"annex_iii": ["recruitment"]}
    for role in ("deployer", "importer", "distributor", "integrator"):
        asked = sense(role=role, **hiring)
        assert all(asked[name] for name in ("own_brand", "substantial_modification", "repurposed"))
    maker = sense(role="product_manufacturer", **hiring)
    assert (maker["own_brand"], maker["repurposed"]) == (True, False)
    assert sense(role="provider", **hiring)["own_brand"] is False


def test_a_frame_for_trials_is_asked_about_before_launch():
    assert sense(stage="pilot")["trial_regime"] is True
    assert sense(stage="production")["trial_regime"] is False


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
