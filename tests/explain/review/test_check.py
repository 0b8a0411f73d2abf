"""Controls, misconceptions, consequences, transition, contradictions."""

from __future__ import annotations

import warnings
from datetime import date, timedelta

import pytest

from engine import Truth
from explain.review import check as checking
from knowledge import loading
from knowledge.loading import read_knowledge
from tests.conftest import DAY

NEEDED = {"output_use": "operational", "regulatory_scope": "none"}
FUNDAMENTALS = {
    "monitoring",
    "code_versioning",
    "model_versioning",
    "deployment_automation",
    "failure_handling",
    "model_update_process",
}


def required(result):
    return {name.removeprefix("required.") for name in result.holding("required")}


def test_the_fundamentals_are_required_whatever_the_ground(answer):
    assert required(answer(**NEEDED)) == FUNDAMENTALS


@pytest.mark.parametrize(
    ("facts", "controls"),
    [
        (
            {"relied_on_for": ["operational_planning"]},
            {"monitoring", "drift_detection", "rollback", "agreed_accuracy_thresholds"},
        ),
        (
            {"customer_channels": ["chatbot"]},
            {"ab_testing", "shadow_deployment", "graceful_degradation", "fallback_behaviour"},
        ),
        (
            {"regulatory_scope": "applies"},
            {"explainability", "decision_log", "governance_documentation", "human_review"},
        ),
        (
            {"business_units": 2},
            {"compute_scaling", "caching", "load_management", "production_infrastructure"},
        ),
        (
            {"author_leaving": True},
            {
                "architecture_documented",
                "training_documented",
                "deployment_documented",
                "model_versioning",
                "data_versioning",
            },
        ),
    ],
)
def test_each_trigger_brings_its_controls(answer, facts, controls):
    assert required(answer(**{**NEEDED, **facts})) == FUNDAMENTALS | controls


def test_of_a_lifted_trigger_only_what_its_exception_asks_for_is_required(experiment):
    box = {"starts_on": DAY, "ends_on": DAY, "written_agreement": True, "retirement_accepted": True}
    assert required(experiment(volume_multiple=20, **box)) == {"code_versioning"}


def test_a_gap_is_missing_unconfirmed_or_closed(answer):
    result = answer(**NEEDED, controls={"monitoring": False, "code_versioning": True})
    assert result.status("gap.monitoring") is Truth.TRUE
    assert result.status("gap.failure_handling") is Truth.UNKNOWN
    assert result.status("gap.code_versioning") is Truth.FALSE


@pytest.mark.parametrize(
    ("belief", "acted_out"),
    [
        (
            "accuracy_is_readiness",
            {
                "claimed_ready": True,
                "accuracy_validated": True,
                "controls": {"failure_handling": False},
            },
        ),
        (
            "mlops_is_for_enterprises",
            {
                **NEEDED,
                "organisation_size": "small_mid_cap",
                "controls": {"code_versioning": False},
            },
        ),
        (
            "data_scientists_deploy",
            {
                "deployed_by": "data_scientists",
                "deployment_competences": ["infrastructure", "api_design", "error_handling"],
            },
        ),
        (
            "platform_is_engineering",
            {
                "managed_cloud_platform": True,
                "claimed_ready": True,
                "controls": {"integration": False},
            },
        ),
    ],
)
def test_a_misconception_is_voiced_or_acted_out(answer, belief, acted_out):
    voiced, acted = answer(beliefs=[belief]), answer(**acted_out)
    assert voiced.status(f"misconception.{belief}.voiced") is Truth.TRUE
    assert voiced.status(f"misconception.{belief}") is Truth.TRUE
    assert acted.status(f"misconception.{belief}.acted_out") is Truth.TRUE
    assert acted.status(f"misconception.{belief}.voiced") is Truth.UNKNOWN
    assert acted.status(f"misconception.{belief}") is Truth.TRUE
    assert answer(beliefs=[]).status(f"misconception.{belief}.voiced") is Truth.FALSE


def test_what_nobody_confirmed_acts_nothing_out(answer):
    result = answer(claimed_ready=True, accuracy_validated=True)
    assert result.status("misconception.accuracy_is_readiness.acted_out") is Truth.UNKNOWN


def test_a_large_organisation_does_not_act_out_that_engineering_is_for_large_ones(answer):
    result = answer(**NEEDED, organisation_size="large", controls={"monitoring": False})
    assert result.status("misconception.mlops_is_for_enterprises.acted_out") is Truth.FALSE


@pytest.mark.parametrize(
    ("risk", "facts"),
    [
        ("silent_degradation", {"controls": {"drift_detection": False}}),
        ("no_rollback", {"controls": {"rollback": False}}),
        ("legal_exposure", {"regulatory_scope": "applies", "controls": {"decision_log": False}}),
        ("technical_debt", {"controls": {"training_documented": False}}),
        ("early_failure", {"stage": "pilot", "controls": {"monitoring": False}}),
        ("rebuild_cost", {"stage": "production", "controls": {"monitoring": False}}),
    ],
)
def test_each_consequence_needs_production_and_a_missing_control(answer, experiment, risk, facts):
    assert answer(**{**NEEDED, **facts}).status(f"risk.{risk}") is Truth.TRUE
    closed = dict.fromkeys(facts["controls"], True)
    assert (
        answer(**{**NEEDED, **facts, "controls": closed}).status(f"risk.{risk}") is not Truth.TRUE
    )
    assert experiment(**{**facts, "regulatory_scope": "none"}).status(f"risk.{risk}") is Truth.FALSE


def test_the_window_of_failure_and_the_cost_of_rebuilding_are_calculated(answer):
    facts = {
        **NEEDED,
        "stage": "production",
        "controls": {"monitoring": False},
        "went_live_on": date(2026, 8, 31),
        "build_cost": 50_000,
    }
    figures = answer(**facts).figures
    assert (figures["risk.early_failure"].low, figures["risk.early_failure"].high) == (
        date(2027, 2, 28),
        date(2027, 8, 31),
    )
    assert (figures["risk.rebuild_cost"].low, figures["risk.rebuild_cost"].high) == (
        100_000,
        150_000,
    )


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, "validating"), (27, "validating"), (28, "in_window"), (56, "in_window"), (57, "overdue")],
)
def test_a_parallel_run_is_validated_then_in_its_window_then_overdue(answer, days, state):
    result = answer(**NEEDED, parallel_run_started_on=DAY - timedelta(days=days))
    assert result.status("transition.parallel_operation") is Truth.TRUE
    states = [
        name
        for name in ("validating", "in_window", "overdue")
        if result.status(f"transition.{name}") is Truth.TRUE
    ]
    assert states == [state]


def test_a_parallel_run_that_has_not_begun_is_none(answer, experiment):
    assert (
        answer(**NEEDED, parallel_run_started_on=DAY + timedelta(days=1)).status(
            "transition.parallel_operation"
        )
        is Truth.FALSE
    )
    assert (
        experiment(parallel_run_started_on=DAY).status("transition.parallel_operation")
        is Truth.FALSE
    )


@pytest.mark.parametrize(
    ("contradiction", "facts", "consistent"),
    [
        (
            "research_but_relied_on",
            {"output_use": "research", "relied_on_for": ["operational_planning"]},
            {"relied_on_for": []},
        ),
        (
            "internal_but_customer_channels",
            {"exposure": "analysts", "customer_channels": ["chatbot"]},
            {"exposure": "business_users"},
        ),
        (
            "ends_before_it_starts",
            {"starts_on": DAY, "ends_on": DAY - timedelta(days=1)},
            {"ends_on": DAY},
        ),
        (
            "live_but_in_development",
            {"stage": "development", "went_live_on": DAY},
            {"went_live_on": DAY + timedelta(days=1)},
        ),
        (
            "live_but_in_development",
            {"stage": "idea", "production_deployment_started": True},
            {"stage": "pilot"},
        ),
        (
            "live_before_going_live",
            {"stage": "production", "went_live_on": DAY + timedelta(days=1)},
            {"went_live_on": DAY},
        ),
        ("no_business_unit", {"business_units": 0}, {"business_units": 1}),
    ],
)
def test_a_contradiction_is_a_finding_and_never_an_error(answer, contradiction, facts, consistent):
    assert answer(**facts).status(f"contradiction.{contradiction}") is Truth.TRUE
    assert answer(**{**facts, **consistent}).status(f"contradiction.{contradiction}") is Truth.FALSE
    for left_out in facts:
        assert (
            answer(**{**facts, left_out: None}).status(f"contradiction.{contradiction}")
            is Truth.FALSE
        )


def test_the_filters_of_warnings_stay_while_packs_are_checked(monkeypatch):
    """They are those of all threads, which two checks at once would leave otherwise."""
    seen = []

    def spied(packs):
        seen.append(list(warnings.filters))
        return read_knowledge(packs)

    monkeypatch.setattr(loading, "read_knowledge", spied)
    checking.check(["example:bank"], "schema")
    assert seen == [list(warnings.filters)]


def test_figures_by_a_key_that_nothing_reads_are_told_once(tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text(
        """\
- {work: own_house, title: House rules, cited_as: H}
- attribute: own_size
  type: enum
  question: How large?
  values: {small: small, large: large}
  source: {work: own_house, at: "1"}
- parameter: own_cap
  title: What is allowed
  values_for: {own_size: {small: 1, large: 2}}
  source: {work: own_house, at: "1"}
  basis: stated
- note: own.large
  title: It is large
  when: own_size == "large"
  because: So.
  source: {work: own_house, at: "1"}
  basis: stated
""",
        encoding="utf-8",
    )
    unused = [
        finding.says for finding in checking.check([pack], "logic") if finding.kind == "unused"
    ]
    assert unused == ["no conclusion depends on the parameter own_cap"]
