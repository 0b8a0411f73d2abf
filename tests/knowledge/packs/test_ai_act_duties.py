"""The EU AI Act pack: scope, roles, duties with their days, earlier systems, models, fines."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from engine import Truth, assess
from knowledge.cases.files import read_case
from tests.ai_act_facts import CREDIT, DEROGATION, NO_ART_50, NO_LISTED_USE, REACHED, duties


@pytest.mark.parametrize(
    "exclusion", ["military_or_security", "sole_scientific_research", "personal_use"]
)
def test_an_exclusion_counts_once_established(answer, exclusion):
    assert answer(**CREDIT, **{exclusion: True}).tier == "out_of_scope"
    assert answer(**CREDIT, **{exclusion: False}).tier == "high_risk"


def test_open_source_is_spared_unless_prohibited_high_risk_or_under_article_50(answer):
    free = {**REACHED, "open_source_release": True}
    assert answer(**free, **NO_LISTED_USE, **NO_ART_50).tier == "out_of_scope"
    assert (
        answer(**free, **NO_LISTED_USE, **{**NO_ART_50, "deep_fake": True}).tier == "transparency"
    )
    assert answer(**{**CREDIT, "open_source_release": True}).tier == "high_risk"
    # not granted until known
    assert answer(**free, **NO_LISTED_USE).status("ai_act.in_scope") is Truth.TRUE


def test_the_added_prohibitions_are_announced_before_and_prohibit_from_their_date(answer):
    facts = {**REACHED, **NO_LISTED_USE, **NO_ART_50, "prohibited_practices": ["intimate_imagery"]}
    before, since = answer(**facts), answer(**facts, on=date(2026, 12, 2))
    assert before.tier == "minimal"
    assert before.figures["note.newly_prohibited"].says == "prohibited from 2026-12-02"
    assert since.tier == "prohibited"
    # not in law yet
    assert answer(**facts, on=date(2026, 5, 1)).status("note.newly_prohibited") is Truth.FALSE
    early = answer(**{**facts, "prohibited_practices": ["social_scoring"]}, on=date(2025, 1, 1))
    assert early.figures["note.prohibited_from_2025"].says == "prohibited from 2025-02-02"


def test_emotions_at_work_may_be_read_for_medicine_or_safety(answer):
    facts = {**REACHED, "prohibited_practices": ["emotion_at_work_or_school"]}
    assert (
        answer(**facts, medical_or_safety_reason=True).status(
            "ai_act.prohibited.emotion_at_work_or_school"
        )
        is Truth.FALSE
    )
    assert answer(**facts).tier == "prohibited"


@pytest.mark.parametrize("event", ["own_brand", "substantial_modification", "repurposed"])
@pytest.mark.parametrize("role", ["deployer", "importer", "distributor"])
def test_a_deployer_importer_or_distributor_becomes_provider(answer, event, role):
    assert "9" in duties(answer(**CREDIT, role=role, **{event: True}))
    assert "9" not in duties(answer(**CREDIT, role=role))


def test_section_b_is_high_risk_without_duties_of_this_act_unless_annex_iii_applies(answer):
    product = {
        **REACHED,
        "annex_i_product": "section_b",
        "safety_component": True,
        "third_party_assessment": True,
        "role": "provider_and_deployer",
    }
    alone = answer(**product, annex_iii=[], interacts_with_people=True)
    assert alone.tier == "high_risk"
    assert not duties(alone)
    assert alone.status("note.requirements_through_product_law") is Truth.TRUE
    assert "9" in duties(answer(**product, annex_iii=["recruitment"]))


def test_an_unchanged_earlier_system_has_no_high_risk_duties_unless_for_public_authorities(answer):
    facts = {
        **CREDIT,
        "role": "provider",
        "placed_on_market_on": date(2027, 12, 1),
        "significant_design_change": False,
    }
    legacy = answer(**facts, for_public_authorities=False)
    assert legacy.status("ai_act.legacy") is Truth.TRUE
    assert duties(legacy) == {"4"}
    public = answer(**facts, for_public_authorities=True)
    assert {duty.from_ for duty in public.duties if duty.id == "9"} == {date(2030, 8, 2)}
    assert (
        answer(**{**facts, "placed_on_market_on": date(2027, 12, 2)}).status("ai_act.legacy")
        is Truth.FALSE
    )
    assert (
        answer(**{**facts, "significant_design_change": None}).status("ai_act.legacy") is Truth.TRUE
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"annex_iii": ["worker_management"]}, "26_7"),
        ({"public_status": "public_authority"}, "26_8"),
        ({"affects_people": True}, "26_11"),
        ({}, "27"),
        ({"annex_iii": ["recruitment"], "public_service": True}, "27"),
        ({"annex_iii": ["life_health_insurance"]}, "27"),
    ],
)
def test_deployers_owe_more_in_some_uses(answer, facts, expected):
    assert expected in duties(answer(**{**CREDIT, "role": "deployer", **facts}))


@pytest.mark.parametrize(
    "facts",
    [
        {"annex_iii": ["recruitment"], "public_service": False},
        {"annex_iii": ["critical_infrastructure_safety"], "public_service": True},
    ],
)
def test_not_every_deployer_assesses_fundamental_rights(answer, facts):
    result = answer(**{**CREDIT, "role": "deployer", **facts})
    assert result.tier == "high_risk"
    assert "27" not in duties(result)


def test_critical_infrastructure_is_not_registered(answer):
    assert "49" in duties(answer(**CREDIT, role="provider"))
    assert "49" not in duties(
        answer(**{**CREDIT, "annex_iii": ["critical_infrastructure_safety"]}, role="provider")
    )


def test_the_marking_of_earlier_systems_was_put_off(answer):
    facts = {
        **REACHED,
        **NO_LISTED_USE,
        "generates_synthetic_content": True,
        "role": "provider",
        "placed_on_market_on": date(2026, 3, 1),
    }
    assert {duty.from_ for duty in answer(**facts).duties if duty.id == "50_2"} == {
        date(2026, 12, 2)
    }
    assert {
        duty.from_ for duty in answer(**facts, on=date(2026, 5, 1)).duties if duty.id == "50_2"
    } == {date(2026, 8, 2)}
    later = {**facts, "placed_on_market_on": date(2026, 9, 1)}
    assert {duty.from_ for duty in answer(**later).duties if duty.id == "50_2"} == {
        date(2026, 8, 2)
    }


def test_model_providers_have_duties_whatever_the_scope_and_open_source_keeps_two(answer):
    assert duties(answer(gpai_model_provider=True)) == {"53", "53_1_c", "53_1_d", "53_3"}
    spared = {
        "gpai_modified_above_third": True,
        "modified_model_placed_in_eu": True,
        "base_model_systemic": False,
        "model_open_source": True,
        "training_flops": 1e20,
        "gpai_designated_systemic": False,
    }
    assert duties(answer(**spared)) == {"53_1_c", "53_1_d", "53_3"}
    # not granted while systemic risk is open
    assert "53" in duties(answer(**{**spared, "training_flops": None}))
    systemic = answer(gpai_model_provider=True, open_source_release=True, training_flops=1.1e25)
    assert duties(systemic) == {"52", "53", "53_1_c", "53_1_d", "53_3", "55"}
    assert answer(gpai_model_provider=True, training_flops=1e25).status("duty.55") is Truth.UNKNOWN
    assert (
        answer(
            gpai_model_provider=True, training_flops=1e25, gpai_designated_systemic=False
        ).status("duty.55")
        is Truth.FALSE
    )
    assert (
        answer(gpai_model_provider=True, gpai_designated_systemic=True).status("duty.55")
        is Truth.TRUE
    )
    assert systemic.status("ground.regulatory_scope") is not Truth.TRUE


@pytest.mark.parametrize(
    ("size", "turnover", "ceiling"),
    [
        ("large", 1e9, 30e6),
        ("large", 1e8, 15e6),
        ("small_mid_cap", 1e8, 3e6),
        ("micro", 1e9, 15e6),
        ("small", None, None),
        (None, 1e9, None),
    ],
)
def test_the_ceiling_is_the_higher_of_two_and_for_smaller_companies_the_lower(
    answer, size, turnover, ceiling
):
    (fine,) = (
        item
        for item in answer(
            **CREDIT,
            role="provider",
            organisation_size=size,
            annual_turnover=turnover,
            on=date(2027, 12, 2),
        ).penalty
        if item.id == "operator"
    )
    assert fine.ceiling == ceiling


def test_duties_and_triggers_share_one_list_of_controls_with_all_reasons(answer):
    from explain import why

    report = why(
        answer(**CREDIT, role="provider_and_deployer", relied_on_for=["resource_allocation"])
    )
    (monitoring,) = (control for control in report.controls if control.id == "monitoring")
    cited = " ".join(citation for reason in monitoring.reasons for citation in reason.citations)
    assert all(
        part in cited for part in ("Trigger 1", "Art. 72", "Art. 26(5)", "Misconceptions 1, 2")
    )


@pytest.mark.parametrize(
    ("example", "tier", "owed"),
    [
        ("zillow_offers", "minimal", {"4"}),
        ("air_canada_chatbot", "transparency", {"4", "50_1"}),
        ("schufa_score", "high_risk", {"27", "9", "26_1"}),
        ("school_grades_2020", "high_risk", {"9"}),
        ("unity_ad_targeting", "minimal", {"4"}),
        ("netflix_prize", "out_of_scope", set()),
        ("tay", "transparency", {"50_1"}),
        ("mycity_chatbot", "transparency", {"50_1"}),
        ("klarna_assistant", "transparency", {"50_1"}),
    ],
)
def test_the_public_cases_give_the_readings_of_their_files(example, tier, owed):
    result = assess(read_case(f"example:{example}"))
    assert result.tier == tier
    assert owed <= duties(result)


def test_the_office_trial_owes_literacy_only():
    assert duties(assess(read_case("example:office_assistant_trial"))) == {"4"}


def test_a_duty_binds_on_its_day_and_not_the_day_before(answer):
    for day, binds in ((date(2027, 12, 2) - timedelta(days=1), False), (date(2027, 12, 2), True)):
        assert answer(**CREDIT, role="deployer", on=day).status("duty.26_6.binds") is Truth.of(
            binds
        )


def test_whether_a_duty_binds_is_open_while_its_day_hangs_on_an_open_question(answer):
    product = {
        **REACHED,
        "annex_i_product": "section_a",
        "safety_component": True,
        "third_party_assessment": True,
        "role": "provider",
    }
    between = date(2028, 1, 1)
    assert answer(**product, on=between).status("duty.9.binds") is Truth.UNKNOWN
    assert answer(**product, annex_iii=[], on=between).status("duty.9.binds") is Truth.FALSE
    assert (
        answer(**product, annex_iii=["recruitment"], on=between).status("duty.9.binds")
        is Truth.TRUE
    )


def test_an_unconfirmed_derogation_asks_for_the_influence_first(answer):
    from explain import why

    legal = why(answer(**DEROGATION, **NO_ART_50, role="provider")).legal
    assert legal is not None
    assert legal.questions[0].attribute == "materially_influences"


def test_duties_that_open_questions_may_add_are_told(answer):
    result = answer(**CREDIT, role="deployer")
    assert {"26_11", "86"} <= duties(result, "may arise")
    assert "9" not in duties(result, "may arise")
    # nothing is told of an unsettled tier
    assert not duties(answer(annex_iii=["creditworthiness"]), "may arise")


def test_a_coming_prohibition_is_announced_and_holds_for_work_before_launch_once_used(answer):
    facts = {
        **REACHED,
        "stage": "development",
        "real_world_testing": False,
        "prohibited_practices": ["intimate_imagery"],
    }
    live = {**facts, "stage": "production"}
    assert answer(**live).status("note.newly_prohibited") is Truth.TRUE
    assert answer(**facts, on=date(2026, 12, 2)).status("ai_act.would_be_prohibited") is Truth.TRUE


def test_no_fine_is_named_before_penalties_apply_and_a_duty_binds(answer):
    practice = {**REACHED, "prohibited_practices": ["social_scoring"]}
    assert not answer(**practice, on=date(2025, 8, 1)).penalty
    assert answer(**practice, on=date(2025, 8, 2)).penalty
    assert not answer(**CREDIT, role="provider", on=date(2027, 12, 1)).penalty
    assert answer(**CREDIT, role="provider", on=date(2027, 12, 2)).penalty


@pytest.mark.parametrize(
    ("turnover", "ceiling"),
    [(140_000_000, 9_800_000), (123_456.78, 8_641.97)],
)
def test_a_ceiling_is_an_exact_sum_of_money(answer, turnover, ceiling):
    facts = {
        **REACHED,
        "prohibited_practices": ["social_scoring"],
        "organisation_size": "small",
        "annual_turnover": turnover,
    }
    fine = next(item for item in answer(**facts).penalty if item.id == "prohibited_practice")
    assert (fine.counts, fine.ceiling) == ("lower", ceiling)


def test_a_union_body_is_fined_an_amount_and_no_share_of_turnover(answer):
    facts = {**REACHED, **NO_LISTED_USE, **NO_ART_50}
    result = answer(**facts, role="deployer", public_status="union_body")
    (fine,) = result.penalty
    assert (fine.id, fine.ceiling) == ("union_body_other", 750_000)
    assert fine.says == "at most EUR 750,000"


def test_what_is_open_and_binds_comes_first_and_what_is_met_last(answer):
    controls = {"log_retention": False, "instructions_followed": True}
    result = answer(**CREDIT, role="deployer", controls=controls, on=date(2027, 12, 2))
    owed = [duty.id for duty in result.duties if duty.status == "owed"]
    assert (owed[0], owed[-1]) == ("26_6", "26_1")
    found = {duty.id: duty.fulfilment for duty in result.duties}
    assert (found["26_6"], found["26_1"], found["27"]) == ("open", "met", "unanswered")


def test_a_deadline_counts_days_and_ends_on_no_weekend(answer):
    facts = {**CREDIT, "role": "provider", "intended_for_public_authorities": False}

    def due(kind, aware):
        result = answer(**facts, incident_kind=kind, incident_aware_on=aware, on=date(2028, 1, 4))
        return result.due["note.report_incident_by"]

    assert due(["death"], date(2028, 1, 3)) == date(2028, 1, 13)
    assert due(["death"], date(2028, 1, 5)) == date(2028, 1, 17)  # the 15th is a Saturday
    assert due(["general"], date(2028, 1, 3)) == date(2028, 1, 18)
    every = ["general", "death", "widespread_or_infrastructure"]
    assert due(every, date(2028, 1, 3)) == date(2028, 1, 5)


def test_the_json_names_a_duty_by_its_article_role_and_day(answer):
    duty = next(
        duty
        for duty in json.loads(answer(**CREDIT, role="provider").model_dump_json())["duties"]
        if duty["id"] == "9"
    )
    assert (duty["article"], duty["role"], duty["binding"], duty["from"]) == (
        "Art. 9",
        "provider",
        False,
        "2027-12-02",
    )


def test_the_unknown_tier_is_a_proposition_too(answer):
    assert answer().status("ai_act.tier.unknown") is Truth.TRUE
    assert answer(**CREDIT).status("ai_act.tier.unknown") is Truth.FALSE


def test_that_a_system_is_an_earlier_one_is_not_presumed(answer):
    facts = {**REACHED, **NO_LISTED_USE, "generates_synthetic_content": True, "role": "provider"}
    assert answer(**facts).status("duty.50_2.binds") is Truth.TRUE
    assert (
        answer(**facts, placed_on_market_on=date(2026, 1, 1)).status("duty.50_2.binds")
        is Truth.FALSE
    )
    assert answer(gpai_model_provider=True).status("duty.53_1_c.binds") is Truth.TRUE
