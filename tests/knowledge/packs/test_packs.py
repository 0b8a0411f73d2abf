"""The shipped packs know what the domain asks for, and say of everything where it comes from."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from engine import assess
from knowledge import InvalidCase, load
from knowledge.entries import Attribute, Control, Parameter, RuleEntry, Source, Work
from knowledge.pack_paths import PACKS

BASE = load()
TYPES = {
    "text": "name description owner sector",
    "number": "annual_turnover volume_multiple build_cost training_flops",
    "integer": "business_units",
    "date": """starts_on ends_on parallel_run_started_on went_live_on placed_on_market_on today
        model_placed_on_market_on incident_aware_on trial_started_on trial_ends_on""",
    "enum": """organisation_size stage output_use failure_impact exposure regulatory_scope
        accuracy_requirement availability_requirement deployed_by role annex_i_product
        public_status harmonised_standards_applied trial_regime trial_plan automated_decision
        decision_ground digital_product financial_role medical_purpose nis2_entity sourcing
        use_profile""",
    "set": "relied_on_for customer_channels beliefs deployment_competences prohibited_practices "
    "annex_iii dpia_triggers incident_kind trial_safeguards member_state",
    "bool": """affects_people author_leaving handover_to_engineering claimed_ready
        accuracy_validated managed_cloud_platform analysts_understand_limits
        independent_validation feeds_dashboard feeds_automated_reports written_agreement
        retirement_accepted funding_prototype labelled_demonstration approved
        production_deployment_started eu_nexus ai_system real_world_testing
        sole_scientific_research military_or_security personal_use open_source_release
        medical_or_safety_reason safety_component third_party_assessment profiling
        narrow_procedural_task improves_completed_human_work detects_patterns_only
        preparatory_task materially_influences biometric_verification_only fraud_detection_only
        travel_document_check_only campaign_logistics_only interacts_with_people obviously_ai
        generates_synthetic_content emotion_or_biometric_categorisation deep_fake
        public_interest_text editorial_responsibility assistive_editing_only artistic_work
        gpai_model_provider gpai_designated_systemic gpai_modified_above_third own_brand
        substantial_modification repurposed public_service significant_design_change
        for_public_authorities placed_in_eu established_in_eu output_used_in_eu
        third_party_waived_by_standards recognises_emotions sorts_by_biometrics used_at_workplace
        intended_for_public_authorities modified_model_placed_in_eu base_model_systemic
        model_open_source same_provider_model law_enforcement_authorised group_member
        part_of_deciding_system general_purpose_system high_risk_use_excluded insurance_pricing
        personal_data legal_or_similar_effect customer_turned_high_risk
        change_to_high_risk_excluded third_party_components supplies_component
        component_public_open_source eu_representative bias_test_on_sensitive_data
        trial_registered trial_extension_notified trial_stopped sandbox_plan_followed
        sandbox_time_limit_waived special_categories processor_used monitors_staff works_council
        platform_work offered_commercially can_harm consumer_credit critical_function
        learned_safety_function public_reports_crimes systemic_presumption_rebutted""",
}
VALUES = {
    "organisation_size": "micro small medium small_mid_cap large",
    "stage": "idea development pilot production retired",
    "output_use": "research operational",
    "failure_impact": "learning disruption",
    "exposure": "data_science analysts business_users customers public",
    "regulatory_scope": "none applies",
    "accuracy_requirement": "directional threshold",
    "availability_requirement": "best_effort sla",
    "deployed_by": "data_scientists engineers mixed",
    "role": """provider deployer provider_and_deployer importer distributor integrator
        product_manufacturer""",
    "public_status": "private public_authority acting_for_authority union_body",
    "harmonised_standards_applied": "none part full",
    "trial_regime": "none sandbox testing_plan section_b_framework",
    "trial_plan": "none submitted approved",
    "automated_decision": "none supports strongly_drawn_on solely",
    "decision_ground": "contract law explicit_consent nothing",
    "digital_product": "none default important critical excluded_sector",
    "financial_role": "none entity micro_entity supplier",
    "medical_purpose": "none class_i class_iia_or_higher in_house",
    "nis2_entity": "none important essential",
    "sourcing": "built configured bought",
    "use_profile": """shop_recommender customer_chatbot pricing_and_forecast fraud_detection
        credit_and_lending insurance recruiting workforce_management health industry_and_machines
        content_and_marketing assistant_for_staff other""",
    "member_state": "de fr at nl it other_eu outside",
    "dpia_triggers": """systematic_evaluation sensitive_large_scale public_area_monitoring
        authority_list two_criteria""",
    "incident_kind": "general death widespread_or_infrastructure",
    "trial_safeguards": """consent police_without_consent reversible_outputs qualified_oversight
        vulnerable_protected partner_agreement transfers_safeguarded recall_procedure""",
    "annex_i_product": "none section_a section_b",
    "relied_on_for": "operational_planning resource_allocation customer_commitments",
    "customer_channels": "recommendations chatbot personalisation other",
    "beliefs": """accuracy_is_readiness mlops_is_for_enterprises data_scientists_deploy
        platform_is_engineering human_review_exempts internal_use_is_exempt pilots_are_exempt
        open_source_is_exempt api_makes_us_model_provider""",
    "deployment_competences": "infrastructure api_design error_handling observability",
    "prohibited_practices": """manipulation exploiting_vulnerability social_scoring
        crime_prediction_by_profiling face_scraping emotion_at_work_or_school
        sensitive_biometric_categorisation realtime_remote_identification intimate_imagery
        child_abuse_material""",
    "annex_iii": """remote_biometric_identification biometric_categorisation emotion_recognition
        critical_infrastructure_safety education_admission education_outcomes education_level
        exam_proctoring recruitment worker_management public_benefits creditworthiness
        life_health_insurance emergency_dispatch victim_risk police_polygraph
        evidence_reliability reoffending_risk criminal_profiling border_polygraph migration_risk
        asylum_visa border_identification judicial_assistance election_influence""",
}
CONTROLS = """monitoring drift_detection rollback agreed_accuracy_thresholds ab_testing
    shadow_deployment graceful_degradation fallback_behaviour explainability decision_log
    governance_documentation human_review compute_scaling caching load_management
    production_infrastructure architecture_documented training_documented deployment_documented
    model_versioning data_versioning deployment_automation code_versioning model_update_process
    failure_handling api_design error_handling observability integration"""
FIGURES = {
    "scale_factor": 10,
    "several_units": 2,
    "longest_time_box": 3,
    "failure_earliest": 6,
    "failure_latest": 12,
}
FIGURES |= {
    "parallel_run_usual_from": 4,
    "parallel_run_usual_to": 8,
    "rebuild_factor_low": 2,
    "rebuild_factor_high": 3,
}
GROUNDS = """condition.model_outputs condition.failure_impact condition.user_exposure
    condition.regulatory_scope condition.accuracy_requirements condition.availability_needs
    trigger.business_dependency trigger.customer_facing trigger.regulatory trigger.scale
    trigger.team_transition trigger.other_law"""


def sources() -> list[Source]:
    """Every source that the packs cite, those of parameters' values included."""
    own = [
        source for entry in BASE.entries.values() for source in getattr(entry, "source", None) or ()
    ]
    return own + [
        source
        for parameter in BASE.of_kind(Parameter)
        for value in parameter.values
        for source in value.source
    ]


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in TYPES.items() for name in names.split()]
)
def test_an_analyst_can_state_each_attribute_of_the_domain(kind, name):
    assert BASE.attributes[name].type == kind


def test_only_the_name_must_be_stated():
    assert [name for name, attribute in BASE.attributes.items() if attribute.required] == ["name"]


@pytest.mark.parametrize("name", VALUES)
def test_an_attribute_takes_the_values_of_the_domain(name):
    assert set(BASE.attributes[name].choices) == set(VALUES[name].split())


def test_the_values_of_every_enum_and_set_are_listed_here():
    assert set(VALUES) == set(TYPES["enum"].split()) | set(TYPES["set"].split())


def test_each_control_of_the_domain_is_in_place_or_not():
    engineering = [control for control in BASE.of_kind(Control) if not control.is_record]
    assert {control.id for control in engineering} == set(CONTROLS.split())
    assert {f"controls.{name}" for name in CONTROLS.split()} <= set(BASE.attributes)


@pytest.mark.parametrize("attribute", BASE.attributes.values(), ids=lambda attribute: attribute.id)
def test_an_attribute_asks_one_question_and_each_answer_has_a_meaning(attribute):
    assert attribute.question.endswith("?")
    assert len(attribute.question.splitlines()) == 1
    assert all(meaning.strip() for meaning in attribute.values.values())
    assert bool(attribute.values) is (attribute.type in ("enum", "set", "bool"))


@pytest.mark.parametrize("name", TYPES["number"].split())
def test_no_number_is_below_nought(name):
    assert BASE.attributes[name].minimum == 0


@pytest.mark.parametrize("entry", BASE.of_kind(RuleEntry), ids=lambda entry: entry.key)
def test_what_concludes_something_has_a_source_and_a_basis(entry):
    assert entry.source
    assert entry.basis in ("stated", "interpretation")
    assert entry.basis == "stated" or entry.reading.strip()


@pytest.mark.parametrize("parameter", BASE.of_kind(Parameter), ids=lambda parameter: parameter.id)
def test_a_figure_has_a_reference_for_each_value_it_had(parameter):
    assert all(value.source for value in parameter.values)
    assert parameter.basis == "stated" or parameter.reading.strip()


def test_every_cited_work_is_declared_and_every_declared_work_cited():
    cited = {work for source in sources() for work in (source.work, source.amended_by) if work}
    assert cited == {work.id for work in BASE.of_kind(Work)}


def test_every_source_names_a_place_in_its_work():
    assert all(source.at.strip() for source in sources())
    article = {source.at for source in sources() if source.work == "article"}
    assert {
        "Decision table",
        "Decision rule",
        *(f"Trigger {number}" for number in range(1, 6)),
    } <= article


def test_the_figures_are_those_of_the_sources():
    assert {name: BASE.parameters[name].on(date(2026, 11, 22)).value for name in FIGURES} == FIGURES


@pytest.mark.parametrize("name", GROUNDS.split())
def test_each_ground_of_the_decision_is_known(name):
    step = name.rpartition(".")[2]
    assert {name, f"ground.{step}", f"lifted.{step}", f"standing.{step}"} <= set(BASE.propositions)


HISTORY = """
- {work: act, title: The Act, cited_as: Act}
- {work: amendment, title: The Amendment, cited_as: Amendment}
- parameter: binding_from
  title: Day from which it binds
  values:
    - {value: 2026-08-02, source: {work: act, at: Art. 113}}
    - {from: 2026-07-27, value: 2027-12-02,
       source: {work: act, at: Art. 113, amended_by: amendment}}
  basis: stated
"""


@pytest.mark.parametrize(
    ("day", "value", "cited"),
    [
        (date(1990, 1, 1), date(2026, 8, 2), "[Act Art. 113]"),
        (date(2026, 7, 26), date(2026, 8, 2), "[Act Art. 113]"),
        (date(2026, 7, 27), date(2027, 12, 2), "[Act Art. 113, as amended by The Amendment]"),
        (date(2030, 1, 1), date(2027, 12, 2), "[Act Art. 113, as amended by The Amendment]"),
    ],
)
@pytest.mark.parametrize(
    "first", ["- {value", "- {from: 2024-08-01, value"], ids=["since ever", "since a day"]
)
def test_a_figure_has_the_value_and_the_reference_in_force_on_the_day_asked(
    tmp_path, first, day, value, cited
):
    (tmp_path / "dated.yaml").write_text(HISTORY.replace("- {value", first), encoding="utf-8")
    base = load([tmp_path / "dated.yaml"], shipped=False)
    in_force = base.parameters["binding_from"].on(day)
    assert (in_force.value, base.cite(in_force.source[0])) == (value, cited)
    assert base.parameters_on(day) == {"parameter.binding_from": value}


def test_the_same_packs_have_the_same_fingerprint_and_a_changed_word_another(tmp_path):
    packs = sorted(path for path in PACKS.iterdir() if path.is_dir())
    copies = [shutil.copytree(pack, tmp_path / pack.name) for pack in packs]
    assert load(copies, shipped=False).fingerprint == load(packs, shipped=False).fingerprint
    changed = tmp_path / "article" / "works.yaml"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("practitioner", "Practitioner", 1),
        encoding="utf-8",
    )
    assert load(copies, shipped=False).fingerprint != load(packs, shipped=False).fingerprint


def test_a_base_is_made_of_the_packs_it_was_loaded_from():
    assert BASE is load()
    assert BASE.packs == ("article", "ai_act", "other_law")
    assert len(BASE.of_kind(Attribute)) + len(BASE.of_kind(Control)) == len(BASE.attributes)


@pytest.mark.parametrize("attribute", [one for one in BASE.attributes.values() if one.numeric])
def test_a_number_of_the_shipped_packs_is_never_negative(attribute):
    """They are counts, multiples and sums of money: less than none of them makes no sense."""
    assert attribute.minimum == 0
    assert assess({"name": "a", attribute.id: 0}, date(2026, 11, 27), base=BASE)
    with pytest.raises(InvalidCase, match=f"{attribute.id} .*-1; expected: .*at least 0"):
        assess({"name": "a", attribute.id: -1}, date(2026, 11, 27), base=BASE)
