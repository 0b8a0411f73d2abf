"""The EU AI Act pack: tiers, grounds,
and the mistakes that tools of this kind are known to make.
"""

from __future__ import annotations

from datetime import date

import pytest

from engine import Truth, Verdict
from knowledge import load
from tests.ai_act_facts import CREDIT, DEROGATION, NO_ART_50, NO_LISTED_USE, REACHED, duties
from tests.conftest import DAY


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        ({**REACHED, "prohibited_practices": ["social_scoring"]}, "prohibited"),
        (CREDIT, "high_risk"),
        (
            {
                **REACHED,
                "annex_i_product": "section_a",
                "safety_component": True,
                "third_party_assessment": True,
            },
            "high_risk",
        ),
        ({**REACHED, **NO_LISTED_USE, "interacts_with_people": True}, "transparency"),
        ({**REACHED, **NO_LISTED_USE, **NO_ART_50}, "minimal"),
        ({"eu_nexus": False}, "out_of_scope"),
        ({"ai_system": False, "annex_iii": ["creditworthiness"]}, "out_of_scope"),
        ({**REACHED, **NO_LISTED_USE}, "unknown"),
        ({**REACHED, "annex_iii": []}, "unknown"),
        ({"annex_iii": ["creditworthiness"]}, "unknown"),
    ],
)
def test_the_tier_follows_from_facts_and_stays_unknown_without_them(answer, facts, tier):
    assert answer(**facts).tier == tier


def test_a_prohibition_and_a_high_risk_tier_hold_though_all_else_is_open(answer):
    assert (
        answer(
            placed_in_eu=True, ai_system=True, stage="production", annex_iii=["recruitment"]
        ).tier
        == "high_risk"
    )
    prohibited = answer(
        placed_in_eu=True, ai_system=True, stage="production", prohibited_practices=["manipulation"]
    )
    assert prohibited.tier == "prohibited"
    assert prohibited.verdict is Verdict.PROHIBITED
    assert not prohibited.holding("required")


def test_beside_a_prohibition_no_high_risk_duty_is_listed(answer):
    result = answer(
        **{**CREDIT, "prohibited_practices": ["social_scoring"]}, role="provider_and_deployer"
    )
    assert result.tier == "prohibited"
    assert duties(result) == {"4"}


def test_a_high_risk_tier_is_a_regulatory_ground_before_its_duties_bind(answer):
    result = answer(**CREDIT, regulatory_scope="none")
    assert result.status("standing.regulatory_scope") is Truth.TRUE
    assert result.status("standing.regulatory") is Truth.TRUE
    assert result.status("contradiction.none_but_regulated") is Truth.TRUE
    assert result.verdict is Verdict.PRODUCTION_REQUIRED


def test_a_transparency_duty_is_reported_and_is_no_ground(experiment):
    result = experiment(**REACHED, **NO_LISTED_USE, interacts_with_people=True, role="provider")
    assert result.tier == "transparency"
    assert result.verdict is Verdict.EXPERIMENTATION_ACCEPTABLE
    assert "50_1" in duties(result)


def test_what_the_analyst_states_decides_while_nothing_is_derived(experiment):
    assert experiment(regulatory_scope="none").status("condition.regulatory_scope") is Truth.FALSE
    assert experiment(regulatory_scope=None).status("condition.regulatory_scope") is Truth.UNKNOWN
    assert (
        experiment(regulatory_scope=None, **REACHED, **NO_LISTED_USE).status(
            "condition.regulatory_scope"
        )
        is Truth.FALSE
    )


# --- the mistakes of section 6.6
# ----------------------------------------------------------------------------------


def test_mistake_superseded_dates(answer):
    before, after = (
        answer(**CREDIT, role="provider", on=date(2026, 5, 1)),
        answer(**CREDIT, role="provider", on=DAY),
    )
    assert {duty.from_ for duty in before.duties if duty.id == "9"} == {date(2026, 8, 2)}
    (duty,) = (duty for duty in after.duties if duty.id == "9")
    assert (duty.from_, duty.binding, duty.says) == (
        date(2027, 12, 2),
        False,
        "binding from 2027-12-02, in 375 days",
    )
    (bound,) = (
        duty
        for duty in answer(**CREDIT, role="provider", on=date(2027, 12, 2)).duties
        if duty.id == "9"
    )
    assert (bound.binding, bound.says) == (True, "binding since 2027-12-02")


@pytest.mark.parametrize(
    "condition",
    [
        "narrow_procedural_task",
        "improves_completed_human_work",
        "detects_patterns_only",
        "preparatory_task",
    ],
)
def test_mistake_no_derogation(answer, condition):
    facts = {
        **CREDIT,
        "annex_iii": ["recruitment"],
        condition: True,
        "profiling": False,
        "materially_influences": False,
        **NO_ART_50,
    }
    result = answer(**facts, role="provider")
    assert result.tier == "minimal"
    assert duties(result) == {"4", "6_4", "49_2"}
    (registration,) = (duty for duty in result.duties if duty.id == "49_2")
    assert registration.certainty == "high"


def test_the_burden_of_proof_of_the_derogation(answer):
    assert answer(**DEROGATION).status("ai_act.derogation") is Truth.TRUE
    assert answer(**DEROGATION).status("ai_act.derogation.unconfirmed") is Truth.TRUE
    assert (
        answer(**DEROGATION, materially_influences=False).status("ai_act.derogation.unconfirmed")
        is Truth.FALSE
    )
    assert answer(**DEROGATION, materially_influences=True).tier == "high_risk"
    assert answer(**{**DEROGATION, "profiling": None}).tier == "high_risk"
    assert (
        answer(**{**DEROGATION, "narrow_procedural_task": None}).status("ai_act.derogation")
        is Truth.FALSE
    )


def test_mistake_annex_i_without_the_third_party_test(answer):
    product = {**REACHED, "annex_iii": [], "annex_i_product": "section_a", "safety_component": True}
    alone = {**product, "third_party_assessment": False}
    assert answer(**alone, third_party_waived_by_standards=False, **NO_ART_50).tier == "minimal"
    assert answer(**alone, third_party_waived_by_standards=True).tier == "high_risk"
    assert answer(**alone, **NO_ART_50).tier == "unknown"
    assert answer(**product).tier == "unknown"
    assert (
        answer(
            **{**product, "safety_component": False}, third_party_assessment=True, **NO_ART_50
        ).tier
        == "minimal"
    )


def test_mistake_duties_of_article_50_swapped(answer):
    features = {
        "interacts_with_people": True,
        "generates_synthetic_content": True,
        "emotion_or_biometric_categorisation": True,
        "deep_fake": True,
    }
    case = {**REACHED, **NO_LISTED_USE, **features}
    provider, deployer = answer(**case, role="provider"), answer(**case, role="deployer")
    assert duties(provider) == {"4", "50_1", "50_2"}
    assert duties(deployer) == {"4", "50_3", "50_4"}
    assert duties(provider, "not for this role") == {"50_3", "50_4"}
    assert duties(answer(**case), "open") == {"4", "50_1", "50_2", "50_3", "50_4"}


@pytest.mark.parametrize(
    ("use", "carve_out"),
    [
        ("creditworthiness", "fraud_detection_only"),
        ("remote_biometric_identification", "biometric_verification_only"),
        ("border_identification", "travel_document_check_only"),
        ("election_influence", "campaign_logistics_only"),
    ],
)
def test_mistake_a_carve_out_called_high_risk(answer, use, carve_out):
    facts = {**CREDIT, "annex_iii": [use], **NO_ART_50}
    assert answer(**facts, **{carve_out: True}).tier == "minimal"
    assert answer(**facts).tier == "high_risk"  # a carve-out is not granted until established
    assert answer(**facts, **{carve_out: False}).status(f"ai_act.annex_iii.{use}") is Truth.TRUE


def test_mistake_human_review_taken_as_an_exemption(answer):
    result = answer(**CREDIT, controls={"human_review": True}, beliefs=["human_review_exempts"])
    assert result.tier == "high_risk"
    assert result.status("misconception.human_review_exempts") is Truth.TRUE


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        ({"stage": "pilot", "real_world_testing": True}, "high_risk"),
        ({"stage": "pilot", "real_world_testing": False}, "out_of_scope"),
        ({"stage": "development"}, "high_risk"),
        ({"stage": "idea"}, "out_of_scope"),
        ({"stage": "idea", "real_world_testing": True}, "high_risk"),
    ],
)
def test_mistake_a_pilot_on_real_people_taken_as_research(answer, facts, tier):
    result = answer(**{**CREDIT, **facts})
    assert result.tier == tier
    assert result.status("ai_act.would_be_high_risk") is Truth.of(tier == "out_of_scope")


def test_what_would_be_prohibited_once_used_says_so(answer):
    result = answer(**{**REACHED, "stage": "idea", "prohibited_practices": ["face_scraping"]})
    assert result.tier == "out_of_scope"
    assert result.status("ai_act.would_be_prohibited") is Truth.TRUE
    assert result.status("note.would_be_prohibited") is Truth.TRUE
    military = answer(
        **{
            **REACHED,
            "stage": "idea",
            "prohibited_practices": ["face_scraping"],
            "military_or_security": True,
        }
    )
    assert military.status("ai_act.would_be_prohibited") is Truth.FALSE


def test_mistake_a_rule_written_by_people_called_ai(answer):
    result = answer(**{**CREDIT, "ai_system": False})
    assert result.tier == "out_of_scope"
    assert not duties(result)


@pytest.mark.parametrize("profiling", [True, None])
def test_mistake_profiling_not_overriding_the_derogation(answer, profiling):
    assert (
        answer(**{**DEROGATION, "profiling": profiling}, materially_influences=False).tier
        == "high_risk"
    )


def test_mistake_public_benefits_of_a_private_firm(answer):
    benefits = {**CREDIT, "annex_iii": ["public_benefits"]}
    result = answer(**benefits, public_service=False, intended_for_public_authorities=False)
    assert result.status("contradiction.public_benefits_but_private") is Truth.TRUE
    assert "public authorit" in load().attributes["annex_iii"].values["public_benefits"]
    assert "natural person" in load().attributes["annex_iii"].values["creditworthiness"]
