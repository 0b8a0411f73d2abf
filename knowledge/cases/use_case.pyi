"""Generated from the packs by `python -m knowledge.schemas.stub`; do not edit."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel

from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute

EARLIEST: date
LATEST: date
UNKNOWN: str
NESTED: str

class CaseModel(BaseModel):
    def stated(self) -> dict[str, Any]: ...

def nested(values: Mapping[str, Any]) -> dict[str, Any]: ...
def use_case_model(attributes: Mapping[str, Attribute]) -> type[CaseModel]: ...
def asked_for(base: KnowledgeBase) -> dict[str, Any]: ...
def model_of(base: KnowledgeBase) -> type[CaseModel]: ...

class Controls(BaseModel):
    monitoring: bool | None
    drift_detection: bool | None
    rollback: bool | None
    agreed_accuracy_thresholds: bool | None
    ab_testing: bool | None
    shadow_deployment: bool | None
    graceful_degradation: bool | None
    fallback_behaviour: bool | None
    explainability: bool | None
    decision_log: bool | None
    governance_documentation: bool | None
    human_review: bool | None
    compute_scaling: bool | None
    caching: bool | None
    load_management: bool | None
    production_infrastructure: bool | None
    architecture_documented: bool | None
    training_documented: bool | None
    deployment_documented: bool | None
    model_versioning: bool | None
    data_versioning: bool | None
    deployment_automation: bool | None
    code_versioning: bool | None
    model_update_process: bool | None
    failure_handling: bool | None
    api_design: bool | None
    error_handling: bool | None
    observability: bool | None
    integration: bool | None
    vendor_reports_incidents: bool | None
    vendor_exit_agreed: bool | None
    vendor_logs_available: bool | None
    vendor_announces_changes: bool | None
    vendor_protects_data: bool | None
    literacy_measures: bool | None
    derogation_file: bool | None
    derogation_registered: bool | None
    risk_management_file: bool | None
    test_plan_with_metrics: bool | None
    data_governance_file: bool | None
    technical_documentation: bool | None
    instructions_for_use: bool | None
    accuracy_declared: bool | None
    security_tested: bool | None
    maker_named: bool | None
    accessibility_checked: bool | None
    quality_management: bool | None
    document_retention: bool | None
    log_retention: bool | None
    corrective_action_process: bool | None
    authority_contact_process: bool | None
    import_checks: bool | None
    distribution_checks: bool | None
    handover_file: bool | None
    supplier_agreement: bool | None
    vendor_papers_seen: bool | None
    instructions_followed: bool | None
    overseers_named: bool | None
    input_data_checked: bool | None
    suspension_process: bool | None
    staff_informed: bool | None
    use_registered: bool | None
    registration_of_system_seen: bool | None
    dpia_done: bool | None
    persons_informed: bool | None
    rights_impact_assessed: bool | None
    assessment_notified: bool | None
    conformity_assessed: bool | None
    declaration_of_conformity: bool | None
    ce_marking: bool | None
    system_registered: bool | None
    registered_nationally: bool | None
    interaction_notice: bool | None
    content_marking: bool | None
    emotion_notice: bool | None
    synthetic_content_label: bool | None
    commission_notified: bool | None
    model_documentation: bool | None
    downstream_information: bool | None
    copyright_policy: bool | None
    training_summary: bool | None
    systemic_risk_programme: bool | None
    post_market_plan: bool | None
    incident_reporting_process: bool | None
    explanation_process: bool | None
    bias_data_safeguards: bool | None
    trial_file: bool | None
    consent_records: bool | None
    sandbox_exit_report: bool | None
    challenge_process: bool | None
    decision_notice: bool | None
    article_9_ground: bool | None
    processor_contract: bool | None
    works_agreement: bool | None
    works_council_consulted: bool | None
    vulnerability_reporting: bool | None
    security_file: bool | None
    credit_review_process: bool | None
    ict_risk_file: bool | None
    ict_register: bool | None
    ict_contract: bool | None
    mdr_conformity: bool | None
    in_house_file: bool | None
    investigation_authorised: bool | None
    machinery_conformity: bool | None
    supplier_security_checked: bool | None
    def __init__(
        self,
        *,
        monitoring: bool | None = ...,
        drift_detection: bool | None = ...,
        rollback: bool | None = ...,
        agreed_accuracy_thresholds: bool | None = ...,
        ab_testing: bool | None = ...,
        shadow_deployment: bool | None = ...,
        graceful_degradation: bool | None = ...,
        fallback_behaviour: bool | None = ...,
        explainability: bool | None = ...,
        decision_log: bool | None = ...,
        governance_documentation: bool | None = ...,
        human_review: bool | None = ...,
        compute_scaling: bool | None = ...,
        caching: bool | None = ...,
        load_management: bool | None = ...,
        production_infrastructure: bool | None = ...,
        architecture_documented: bool | None = ...,
        training_documented: bool | None = ...,
        deployment_documented: bool | None = ...,
        model_versioning: bool | None = ...,
        data_versioning: bool | None = ...,
        deployment_automation: bool | None = ...,
        code_versioning: bool | None = ...,
        model_update_process: bool | None = ...,
        failure_handling: bool | None = ...,
        api_design: bool | None = ...,
        error_handling: bool | None = ...,
        observability: bool | None = ...,
        integration: bool | None = ...,
        vendor_reports_incidents: bool | None = ...,
        vendor_exit_agreed: bool | None = ...,
        vendor_logs_available: bool | None = ...,
        vendor_announces_changes: bool | None = ...,
        vendor_protects_data: bool | None = ...,
        literacy_measures: bool | None = ...,
        derogation_file: bool | None = ...,
        derogation_registered: bool | None = ...,
        risk_management_file: bool | None = ...,
        test_plan_with_metrics: bool | None = ...,
        data_governance_file: bool | None = ...,
        technical_documentation: bool | None = ...,
        instructions_for_use: bool | None = ...,
        accuracy_declared: bool | None = ...,
        security_tested: bool | None = ...,
        maker_named: bool | None = ...,
        accessibility_checked: bool | None = ...,
        quality_management: bool | None = ...,
        document_retention: bool | None = ...,
        log_retention: bool | None = ...,
        corrective_action_process: bool | None = ...,
        authority_contact_process: bool | None = ...,
        import_checks: bool | None = ...,
        distribution_checks: bool | None = ...,
        handover_file: bool | None = ...,
        supplier_agreement: bool | None = ...,
        vendor_papers_seen: bool | None = ...,
        instructions_followed: bool | None = ...,
        overseers_named: bool | None = ...,
        input_data_checked: bool | None = ...,
        suspension_process: bool | None = ...,
        staff_informed: bool | None = ...,
        use_registered: bool | None = ...,
        registration_of_system_seen: bool | None = ...,
        dpia_done: bool | None = ...,
        persons_informed: bool | None = ...,
        rights_impact_assessed: bool | None = ...,
        assessment_notified: bool | None = ...,
        conformity_assessed: bool | None = ...,
        declaration_of_conformity: bool | None = ...,
        ce_marking: bool | None = ...,
        system_registered: bool | None = ...,
        registered_nationally: bool | None = ...,
        interaction_notice: bool | None = ...,
        content_marking: bool | None = ...,
        emotion_notice: bool | None = ...,
        synthetic_content_label: bool | None = ...,
        commission_notified: bool | None = ...,
        model_documentation: bool | None = ...,
        downstream_information: bool | None = ...,
        copyright_policy: bool | None = ...,
        training_summary: bool | None = ...,
        systemic_risk_programme: bool | None = ...,
        post_market_plan: bool | None = ...,
        incident_reporting_process: bool | None = ...,
        explanation_process: bool | None = ...,
        bias_data_safeguards: bool | None = ...,
        trial_file: bool | None = ...,
        consent_records: bool | None = ...,
        sandbox_exit_report: bool | None = ...,
        challenge_process: bool | None = ...,
        decision_notice: bool | None = ...,
        article_9_ground: bool | None = ...,
        processor_contract: bool | None = ...,
        works_agreement: bool | None = ...,
        works_council_consulted: bool | None = ...,
        vulnerability_reporting: bool | None = ...,
        security_file: bool | None = ...,
        credit_review_process: bool | None = ...,
        ict_risk_file: bool | None = ...,
        ict_register: bool | None = ...,
        ict_contract: bool | None = ...,
        mdr_conformity: bool | None = ...,
        in_house_file: bool | None = ...,
        investigation_authorised: bool | None = ...,
        machinery_conformity: bool | None = ...,
        supplier_security_checked: bool | None = ...,
    ) -> None: ...

class UseCase(CaseModel):
    name: str
    description: str | None
    owner: str | None
    sector: str | None
    organisation_size: Literal["micro", "small", "medium", "small_mid_cap", "large"] | None
    stage: Literal["idea", "development", "pilot", "production", "retired"] | None
    output_use: Literal["research", "operational"] | None
    failure_impact: Literal["learning", "disruption"] | None
    exposure: Literal["data_science", "analysts", "business_users", "customers", "public"] | None
    affects_people: bool | None
    regulatory_scope: Literal["none", "applies"] | None
    accuracy_requirement: Literal["directional", "threshold"] | None
    availability_requirement: Literal["best_effort", "sla"] | None
    relied_on_for: frozenset[Literal["operational_planning", "resource_allocation", "customer_commitments"]] | None
    customer_channels: frozenset[Literal["recommendations", "chatbot", "personalisation", "other"]] | None
    volume_multiple: float | None
    business_units: int | None
    author_leaving: bool | None
    handover_to_engineering: bool | None
    beliefs: frozenset[Literal["accuracy_is_readiness", "mlops_is_for_enterprises", "data_scientists_deploy", "platform_is_engineering", "human_review_exempts", "internal_use_is_exempt", "pilots_are_exempt", "open_source_is_exempt", "api_makes_us_model_provider"]] | None
    claimed_ready: bool | None
    accuracy_validated: bool | None
    deployed_by: Literal["data_scientists", "engineers", "mixed"] | None
    deployment_competences: frozenset[Literal["infrastructure", "api_design", "error_handling", "observability"]] | None
    managed_cloud_platform: bool | None
    analysts_understand_limits: bool | None
    independent_validation: bool | None
    feeds_dashboard: bool | None
    feeds_automated_reports: bool | None
    starts_on: date | None
    ends_on: date | None
    written_agreement: bool | None
    retirement_accepted: bool | None
    funding_prototype: bool | None
    labelled_demonstration: bool | None
    approved: bool | None
    production_deployment_started: bool | None
    parallel_run_started_on: date | None
    went_live_on: date | None
    build_cost: float | None
    today: date | None
    sourcing: Literal["built", "configured", "bought"] | None
    eu_nexus: bool | None
    ai_system: bool | None
    role: Literal["provider", "deployer", "provider_and_deployer", "importer", "distributor", "integrator", "product_manufacturer"] | None
    real_world_testing: bool | None
    sole_scientific_research: bool | None
    military_or_security: bool | None
    personal_use: bool | None
    open_source_release: bool | None
    prohibited_practices: frozenset[Literal["manipulation", "exploiting_vulnerability", "social_scoring", "crime_prediction_by_profiling", "face_scraping", "emotion_at_work_or_school", "sensitive_biometric_categorisation", "realtime_remote_identification", "intimate_imagery", "child_abuse_material"]] | None
    medical_or_safety_reason: bool | None
    annex_iii: frozenset[Literal["remote_biometric_identification", "biometric_categorisation", "emotion_recognition", "critical_infrastructure_safety", "education_admission", "education_outcomes", "education_level", "exam_proctoring", "recruitment", "worker_management", "public_benefits", "creditworthiness", "life_health_insurance", "emergency_dispatch", "victim_risk", "police_polygraph", "evidence_reliability", "reoffending_risk", "criminal_profiling", "border_polygraph", "migration_risk", "asylum_visa", "border_identification", "judicial_assistance", "election_influence"]] | None
    annex_i_product: Literal["none", "section_a", "section_b"] | None
    safety_component: bool | None
    third_party_assessment: bool | None
    profiling: bool | None
    narrow_procedural_task: bool | None
    improves_completed_human_work: bool | None
    detects_patterns_only: bool | None
    preparatory_task: bool | None
    materially_influences: bool | None
    biometric_verification_only: bool | None
    fraud_detection_only: bool | None
    travel_document_check_only: bool | None
    campaign_logistics_only: bool | None
    interacts_with_people: bool | None
    obviously_ai: bool | None
    generates_synthetic_content: bool | None
    emotion_or_biometric_categorisation: bool | None
    deep_fake: bool | None
    public_interest_text: bool | None
    editorial_responsibility: bool | None
    assistive_editing_only: bool | None
    artistic_work: bool | None
    gpai_model_provider: bool | None
    training_flops: float | None
    gpai_designated_systemic: bool | None
    systemic_presumption_rebutted: bool | None
    gpai_modified_above_third: bool | None
    own_brand: bool | None
    substantial_modification: bool | None
    repurposed: bool | None
    public_service: bool | None
    placed_on_market_on: date | None
    significant_design_change: bool | None
    for_public_authorities: bool | None
    annual_turnover: float | None
    customer_turned_high_risk: bool | None
    change_to_high_risk_excluded: bool | None
    third_party_components: bool | None
    supplies_component: bool | None
    component_public_open_source: bool | None
    eu_representative: bool | None
    bias_test_on_sensitive_data: bool | None
    harmonised_standards_applied: Literal["none", "part", "full"] | None
    incident_kind: frozenset[Literal["general", "death", "widespread_or_infrastructure"]] | None
    incident_aware_on: date | None
    trial_regime: Literal["none", "sandbox", "testing_plan", "section_b_framework"] | None
    trial_plan: Literal["none", "submitted", "approved"] | None
    trial_registered: bool | None
    trial_safeguards: frozenset[Literal["consent", "police_without_consent", "reversible_outputs", "qualified_oversight", "vulnerable_protected", "partner_agreement", "transfers_safeguarded", "recall_procedure"]] | None
    trial_started_on: date | None
    trial_ends_on: date | None
    trial_extension_notified: bool | None
    trial_stopped: bool | None
    sandbox_plan_followed: bool | None
    sandbox_time_limit_waived: bool | None
    placed_in_eu: bool | None
    established_in_eu: bool | None
    output_used_in_eu: bool | None
    third_party_waived_by_standards: bool | None
    recognises_emotions: bool | None
    sorts_by_biometrics: bool | None
    used_at_workplace: bool | None
    public_status: Literal["private", "public_authority", "acting_for_authority", "union_body"] | None
    intended_for_public_authorities: bool | None
    modified_model_placed_in_eu: bool | None
    base_model_systemic: bool | None
    model_open_source: bool | None
    model_placed_on_market_on: date | None
    same_provider_model: bool | None
    law_enforcement_authorised: bool | None
    public_reports_crimes: bool | None
    group_member: bool | None
    part_of_deciding_system: bool | None
    general_purpose_system: bool | None
    high_risk_use_excluded: bool | None
    insurance_pricing: bool | None
    personal_data: bool | None
    legal_or_similar_effect: bool | None
    dpia_triggers: frozenset[Literal["systematic_evaluation", "sensitive_large_scale", "public_area_monitoring", "authority_list", "two_criteria"]] | None
    member_state: frozenset[Literal["de", "fr", "at", "nl", "it", "other_eu", "outside"]] | None
    special_categories: bool | None
    automated_decision: Literal["none", "supports", "strongly_drawn_on", "solely"] | None
    decision_ground: Literal["contract", "law", "explicit_consent", "nothing"] | None
    processor_used: bool | None
    monitors_staff: bool | None
    works_council: bool | None
    platform_work: bool | None
    offered_commercially: bool | None
    digital_product: Literal["none", "default", "important", "critical", "excluded_sector"] | None
    can_harm: bool | None
    consumer_credit: bool | None
    financial_role: Literal["none", "entity", "micro_entity", "supplier"] | None
    critical_function: bool | None
    medical_purpose: Literal["none", "class_i", "class_iia_or_higher", "in_house"] | None
    learned_safety_function: bool | None
    nis2_entity: Literal["none", "important", "essential"] | None
    use_profile: Literal["shop_recommender", "customer_chatbot", "pricing_and_forecast", "fraud_detection", "credit_and_lending", "insurance", "recruiting", "workforce_management", "health", "industry_and_machines", "content_and_marketing", "assistant_for_staff", "other"] | None
    controls: Controls
    def __init__(
        self,
        *,
        name: str,
        description: str | None = ...,
        owner: str | None = ...,
        sector: str | None = ...,
        organisation_size: Literal["micro", "small", "medium", "small_mid_cap", "large"] | None = ...,
        stage: Literal["idea", "development", "pilot", "production", "retired"] | None = ...,
        output_use: Literal["research", "operational"] | None = ...,
        failure_impact: Literal["learning", "disruption"] | None = ...,
        exposure: Literal["data_science", "analysts", "business_users", "customers", "public"] | None = ...,
        affects_people: bool | None = ...,
        regulatory_scope: Literal["none", "applies"] | None = ...,
        accuracy_requirement: Literal["directional", "threshold"] | None = ...,
        availability_requirement: Literal["best_effort", "sla"] | None = ...,
        relied_on_for: Collection[Literal["operational_planning", "resource_allocation", "customer_commitments"]] | None = ...,
        customer_channels: Collection[Literal["recommendations", "chatbot", "personalisation", "other"]] | None = ...,
        volume_multiple: float | None = ...,
        business_units: int | None = ...,
        author_leaving: bool | None = ...,
        handover_to_engineering: bool | None = ...,
        beliefs: Collection[Literal["accuracy_is_readiness", "mlops_is_for_enterprises", "data_scientists_deploy", "platform_is_engineering", "human_review_exempts", "internal_use_is_exempt", "pilots_are_exempt", "open_source_is_exempt", "api_makes_us_model_provider"]] | None = ...,
        claimed_ready: bool | None = ...,
        accuracy_validated: bool | None = ...,
        deployed_by: Literal["data_scientists", "engineers", "mixed"] | None = ...,
        deployment_competences: Collection[Literal["infrastructure", "api_design", "error_handling", "observability"]] | None = ...,
        managed_cloud_platform: bool | None = ...,
        analysts_understand_limits: bool | None = ...,
        independent_validation: bool | None = ...,
        feeds_dashboard: bool | None = ...,
        feeds_automated_reports: bool | None = ...,
        starts_on: date | str | None = ...,
        ends_on: date | str | None = ...,
        written_agreement: bool | None = ...,
        retirement_accepted: bool | None = ...,
        funding_prototype: bool | None = ...,
        labelled_demonstration: bool | None = ...,
        approved: bool | None = ...,
        production_deployment_started: bool | None = ...,
        parallel_run_started_on: date | str | None = ...,
        went_live_on: date | str | None = ...,
        build_cost: float | None = ...,
        today: date | str | None = ...,
        sourcing: Literal["built", "configured", "bought"] | None = ...,
        eu_nexus: bool | None = ...,
        ai_system: bool | None = ...,
        role: Literal["provider", "deployer", "provider_and_deployer", "importer", "distributor", "integrator", "product_manufacturer"] | None = ...,
        real_world_testing: bool | None = ...,
        sole_scientific_research: bool | None = ...,
        military_or_security: bool | None = ...,
        personal_use: bool | None = ...,
        open_source_release: bool | None = ...,
        prohibited_practices: Collection[Literal["manipulation", "exploiting_vulnerability", "social_scoring", "crime_prediction_by_profiling", "face_scraping", "emotion_at_work_or_school", "sensitive_biometric_categorisation", "realtime_remote_identification", "intimate_imagery", "child_abuse_material"]] | None = ...,
        medical_or_safety_reason: bool | None = ...,
        annex_iii: Collection[Literal["remote_biometric_identification", "biometric_categorisation", "emotion_recognition", "critical_infrastructure_safety", "education_admission", "education_outcomes", "education_level", "exam_proctoring", "recruitment", "worker_management", "public_benefits", "creditworthiness", "life_health_insurance", "emergency_dispatch", "victim_risk", "police_polygraph", "evidence_reliability", "reoffending_risk", "criminal_profiling", "border_polygraph", "migration_risk", "asylum_visa", "border_identification", "judicial_assistance", "election_influence"]] | None = ...,
        annex_i_product: Literal["none", "section_a", "section_b"] | None = ...,
        safety_component: bool | None = ...,
        third_party_assessment: bool | None = ...,
        profiling: bool | None = ...,
        narrow_procedural_task: bool | None = ...,
        improves_completed_human_work: bool | None = ...,
        detects_patterns_only: bool | None = ...,
        preparatory_task: bool | None = ...,
        materially_influences: bool | None = ...,
        biometric_verification_only: bool | None = ...,
        fraud_detection_only: bool | None = ...,
        travel_document_check_only: bool | None = ...,
        campaign_logistics_only: bool | None = ...,
        interacts_with_people: bool | None = ...,
        obviously_ai: bool | None = ...,
        generates_synthetic_content: bool | None = ...,
        emotion_or_biometric_categorisation: bool | None = ...,
        deep_fake: bool | None = ...,
        public_interest_text: bool | None = ...,
        editorial_responsibility: bool | None = ...,
        assistive_editing_only: bool | None = ...,
        artistic_work: bool | None = ...,
        gpai_model_provider: bool | None = ...,
        training_flops: float | None = ...,
        gpai_designated_systemic: bool | None = ...,
        systemic_presumption_rebutted: bool | None = ...,
        gpai_modified_above_third: bool | None = ...,
        own_brand: bool | None = ...,
        substantial_modification: bool | None = ...,
        repurposed: bool | None = ...,
        public_service: bool | None = ...,
        placed_on_market_on: date | str | None = ...,
        significant_design_change: bool | None = ...,
        for_public_authorities: bool | None = ...,
        annual_turnover: float | None = ...,
        customer_turned_high_risk: bool | None = ...,
        change_to_high_risk_excluded: bool | None = ...,
        third_party_components: bool | None = ...,
        supplies_component: bool | None = ...,
        component_public_open_source: bool | None = ...,
        eu_representative: bool | None = ...,
        bias_test_on_sensitive_data: bool | None = ...,
        harmonised_standards_applied: Literal["none", "part", "full"] | None = ...,
        incident_kind: Collection[Literal["general", "death", "widespread_or_infrastructure"]] | None = ...,
        incident_aware_on: date | str | None = ...,
        trial_regime: Literal["none", "sandbox", "testing_plan", "section_b_framework"] | None = ...,
        trial_plan: Literal["none", "submitted", "approved"] | None = ...,
        trial_registered: bool | None = ...,
        trial_safeguards: Collection[Literal["consent", "police_without_consent", "reversible_outputs", "qualified_oversight", "vulnerable_protected", "partner_agreement", "transfers_safeguarded", "recall_procedure"]] | None = ...,
        trial_started_on: date | str | None = ...,
        trial_ends_on: date | str | None = ...,
        trial_extension_notified: bool | None = ...,
        trial_stopped: bool | None = ...,
        sandbox_plan_followed: bool | None = ...,
        sandbox_time_limit_waived: bool | None = ...,
        placed_in_eu: bool | None = ...,
        established_in_eu: bool | None = ...,
        output_used_in_eu: bool | None = ...,
        third_party_waived_by_standards: bool | None = ...,
        recognises_emotions: bool | None = ...,
        sorts_by_biometrics: bool | None = ...,
        used_at_workplace: bool | None = ...,
        public_status: Literal["private", "public_authority", "acting_for_authority", "union_body"] | None = ...,
        intended_for_public_authorities: bool | None = ...,
        modified_model_placed_in_eu: bool | None = ...,
        base_model_systemic: bool | None = ...,
        model_open_source: bool | None = ...,
        model_placed_on_market_on: date | str | None = ...,
        same_provider_model: bool | None = ...,
        law_enforcement_authorised: bool | None = ...,
        public_reports_crimes: bool | None = ...,
        group_member: bool | None = ...,
        part_of_deciding_system: bool | None = ...,
        general_purpose_system: bool | None = ...,
        high_risk_use_excluded: bool | None = ...,
        insurance_pricing: bool | None = ...,
        personal_data: bool | None = ...,
        legal_or_similar_effect: bool | None = ...,
        dpia_triggers: Collection[Literal["systematic_evaluation", "sensitive_large_scale", "public_area_monitoring", "authority_list", "two_criteria"]] | None = ...,
        member_state: Collection[Literal["de", "fr", "at", "nl", "it", "other_eu", "outside"]] | None = ...,
        special_categories: bool | None = ...,
        automated_decision: Literal["none", "supports", "strongly_drawn_on", "solely"] | None = ...,
        decision_ground: Literal["contract", "law", "explicit_consent", "nothing"] | None = ...,
        processor_used: bool | None = ...,
        monitors_staff: bool | None = ...,
        works_council: bool | None = ...,
        platform_work: bool | None = ...,
        offered_commercially: bool | None = ...,
        digital_product: Literal["none", "default", "important", "critical", "excluded_sector"] | None = ...,
        can_harm: bool | None = ...,
        consumer_credit: bool | None = ...,
        financial_role: Literal["none", "entity", "micro_entity", "supplier"] | None = ...,
        critical_function: bool | None = ...,
        medical_purpose: Literal["none", "class_i", "class_iia_or_higher", "in_house"] | None = ...,
        learned_safety_function: bool | None = ...,
        nis2_entity: Literal["none", "important", "essential"] | None = ...,
        use_profile: Literal["shop_recommender", "customer_chatbot", "pricing_and_forecast", "fraud_detection", "credit_and_lending", "insurance", "recruiting", "workforce_management", "health", "industry_and_machines", "content_and_marketing", "assistant_for_staff", "other"] | None = ...,
        controls: Controls | Mapping[str, bool | None] = ...,
    ) -> None: ...
