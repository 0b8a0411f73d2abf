"""A plan: what follows from answers and nothing else, one action for all cases it serves."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from engine.portfolio import assessed_cases
from explain import portfolio
from explain.argue.first_answer import first_answer
from explain.plans.action import Action, Backing, Entered, Plan
from explain.plans.layout import action_row
from explain.plans.plan import plan, plan_of
from knowledge import load
from knowledge.cases.given import given_case
from knowledge.languages.words import Words
from tests.conftest import use_case
from tests.engine.test_legal import LISTED, MACHINE, PRODUCT

ON = date(2026, 11, 27)
HIGH_RISK = date(2027, 12, 2)  # Art. 113, third paragraph, point (d), as amended: Annex III
LITERACY = date(2025, 2, 2)  # Art. 113, third paragraph, point (a)
DEPLOYER = {
    "output_use": "operational",
    "exposure": "business_users",
    "placed_in_eu": True,
    "ai_system": True,
    "role": "deployer",
    "prohibited_practices": [],
}
SCREENING = {
    **DEPLOYER,
    "name": "CV screening",
    "owner": "Maria",
    "annex_iii": ["recruitment"],
    "profiling": True,
    "controls": {"monitoring": True, "human_review": False},
}
SCORING = {
    **DEPLOYER,
    "name": "Scoring",
    "owner": "Jan",
    "annex_iii": ["creditworthiness"],
    "controls": {"monitoring": False, "human_review": False, "code_versioning": False},
}
TRIAL = {
    "name": "Trial",
    "output_use": "operational",
    "regulatory_scope": "none",
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}


@pytest.fixture(scope="module")
def both() -> Plan:
    return plan([SCREENING, SCORING], ON, ask=False)


def found(made: Plan, kind: str, id: str) -> Action:
    (action,) = [one for one in made.actions if (one.kind, one.id) == (kind, id)]
    return action


def test_a_missing_control_is_built_by_the_first_day_on_which_a_duty_takes_it(both):
    action = found(both, "control", "human_review")
    assert action.until == HIGH_RISK  # Art. 26(2) takes it
    assert action.state == "missing"
    assert "duty.26_2" in {one.proposition for one in action.why}
    assert any("Art. 26(2)" in cite for one in action.why for cite in one.citations)


def test_what_no_law_dates_has_no_day(both):
    action = found(both, "control", "code_versioning")
    assert action.until is None
    assert both.actions[-1] == action


def test_that_others_have_no_day_is_said_where_there_are_others(both):
    dated = tuple(action for action in both.actions if action.until)
    assert 0 < len(dated) < len(both.actions)
    assert "The others have none." in both.to_text()
    assert "The others have none." not in both.model_copy(update={"actions": dated}).to_text()


def test_a_duty_is_met_by_the_day_from_which_it_binds(both):
    assert found(both, "duty", "26_2").until == HIGH_RISK
    assert found(both, "duty", "26_2").state == "open"
    assert found(both, "duty", "4").until == LITERACY


def test_what_is_met_and_what_falls_on_other_roles_is_no_action():
    met = plan({**SCREENING, "controls": {"human_review": True, "overseers_named": True}}, ON)
    ids = {one.id for one in met.actions if one.kind == "duty"}
    assert "26_2" not in ids
    assert "9" not in ids  # Art. 9 is the provider's
    assert "26_1" in ids


def test_actions_that_serve_several_cases_are_one(both):
    keys = [(one.kind, one.id) for one in both.actions]
    assert len(keys) == len(set(keys))
    action = found(both, "control", "human_review")
    assert [case.name for case in action.cases] == ["Scoring", "CV screening"]
    assert action.owners == ("Jan", "Maria")
    assert [case.name for case in found(both, "control", "monitoring").cases] == ["Scoring"]


def test_of_two_cases_that_state_the_same_each_has_its_name_and_owner():
    twin = {**SCORING, "name": "Twin", "owner": "Ida"}
    made = plan([SCORING, twin], ON, ask=False)
    assert found(made, "control", "monitoring").owners == ("Jan", "Ida")
    assert [case.row for case in found(made, "control", "monitoring").cases] == [1, 2]


def test_the_end_of_a_trial_is_decided_by_the_last_day_on_which_the_exception_holds():
    action = found(plan(TRIAL, ON), "trial", "time_boxed")
    assert action.until == date(2026, 12, 24)
    case = given_case(TRIAL, assess(use_case(), ON).base)
    assert assess(case, action.until).conclusions["exception.time_boxed"]
    assert not assess(case, date(2026, 12, 25)).conclusions["exception.time_boxed"]
    assert {one.attribute for one in action.cases[0].evidence} >= {"starts_on", "ends_on"}
    assert "condition.model_outputs" in {one.proposition for one in action.why}


def test_the_next_questions_are_actions_of_each_case_and_have_no_day():
    made = plan([SCREENING, SCORING], ON)
    questions = [one for one in made.actions if one.kind == "question"]
    assert len(questions) == 6
    assert all(one.until is None and len(one.cases) == 1 for one in questions)
    assert made.more_questions == 2


def test_the_order_of_the_cases_goes_before_the_days_of_what_is_to_be_done(both):
    # of Scoring two duties are known not to be met on the day that comes next, of the other one
    assert [case.name for case in both.cases] == ["Scoring", "CV screening"]
    assert [case.rank for case in both.cases] == [1, 2]
    assert both.cases[0].rank_reason == "2 duties bind in 370 days and are open"
    first = [one for one in both.actions if "Scoring" in {case.name for case in one.cases}]
    assert list(both.actions[: len(first)]) == first
    told = both.to_text(language="de")
    assert "2 Pflichten gelten in 370 Tagen und sind offen" in told


def test_a_plan_ranks_its_cases_as_a_portfolio_of_them_does(both):
    listed = sorted(portfolio([SCREENING, SCORING, TRIAL], ON).cases, key=lambda case: case.rank)
    planned = plan([SCREENING, SCORING, TRIAL], ON, ask=False).cases
    assert [(one.name, one.rank, one.rank_reason) for one in planned] == [
        (one.name, one.rank, one.rank_reason) for one in listed
    ]


def test_the_order_is_that_of_the_case_then_the_day_then_that_of_the_first_answer():
    made = plan([TRIAL, SCREENING], ON, ask=False)
    trial = [one.kind for one in made.actions].index("trial")
    assert trial == len(made.actions) - 1  # production is required sooner than an exception ends
    days = [one.until or date.max for one in made.actions[:-1]]
    assert days == sorted(days)
    # of one day first what is known not to be met, then by article, then the controls
    assert [(one.id, one.state) for one in made.actions if one.until == HIGH_RISK] == [
        ("26_2", "open"),
        ("26_1", "unanswered"),
        ("26_4", "unanswered"),
        ("26_5", "unanswered"),
        ("26_6", "unanswered"),
        ("26_12", "unanswered"),
        ("human_review", "missing"),
    ]


def test_questions_of_a_plan_stand_in_the_order_in_which_they_are_asked():
    asked = [one.attribute for one in first_answer(assess(SCREENING, ON)).questions]
    made = plan([SCREENING], ON)
    assert [one.id for one in made.actions if one.kind == "question"] == asked


def test_nothing_is_invented(both):
    stated = {date(2025, 2, 2), HIGH_RISK}
    duties = {
        duty.due or duty.from_ for case in (SCREENING, SCORING) for duty in assess(case, ON).duties
    }
    assert {one.until for one in both.actions} - {None} <= duties | stated
    nameless = plan({**SCREENING, "owner": None}, ON, ask=False)
    assert all(one.owners == () for one in nameless.actions)
    for action in both.actions:
        for case in action.cases:
            given = SCREENING if case.name == "CV screening" else SCORING
            for one in case.evidence:
                assert given["controls"][one.attribute.removeprefix("controls.")] == one.value


def test_it_reads_back_from_json_as_it_was(both):
    assert Plan.model_validate_json(both.model_dump_json()) == both


def test_an_answer_of_a_register_that_lapses_is_to_be_given_anew_and_says_what_is_behind_it():
    base = assess(use_case(), ON).base
    first = {**SCORING, "controls": {"monitoring": False}}
    twin = {**first, "name": "Twin"}
    backed = Entered(
        "17",
        {
            "controls.monitoring": Backing(False, "Jon Lie", "https://example.org/audit"),
            "role": Backing("deployer", "Jon Lie", "", date(2027, 1, 31)),
            "stage": Backing("production", "Ida Roth", "minutes.pdf", date(2026, 11, 26)),
        },
    )
    rows = assessed_cases([first, twin], ON, base=base)
    made = plan_of(rows, "register", base, entered={1: backed, 2: Entered("18")})
    last = {
        one.id: (one.until, one.state, [case.key for case in one.cases])
        for one in made.actions
        if one.kind == "renewal"
    }
    assert last == {
        "role": (date(2027, 1, 31), "lapses", ["17"]),
        "stage": (date(2026, 11, 26), "lapsed", ["17"]),
    }
    (lapsed,) = found(made, "renewal", "stage").cases[0].evidence
    assert (lapsed.value, lapsed.who, lapsed.backed_by) == ("production", "Ida Roth", "minutes.pdf")
    # what stands behind an answer is told with the answer of its case alone
    cases = {case.key: case.evidence[0] for case in found(made, "control", "monitoring").cases}
    assert cases["17"].backed_by == "https://example.org/audit"
    assert cases["18"].backed_by == ""
    asked = [
        one.cases[0].key for one in made.actions if (one.kind, one.id) == ("question", "stage")
    ]
    assert asked == ["18"]  # of the other it is to be answered anew already
    assert {one.key for one in made.cases} == {"17", "18"}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "from 2027-12-02 where open answers say so"),
        ("de", "falls offene Antworten es so ergeben"),
        ("fr", "si des réponses encore ouvertes le veulent"),
    ],
)
def test_a_day_that_hangs_on_an_open_answer_is_told_beside_the_other(language, told):
    made = plan([{**MACHINE, "name": name} for name in ("A", "B")], date(2027, 11, 2), ask=False)
    duty = found(made, "duty", "9")
    assert (duty.until, duty.perhaps_from) == (PRODUCT, (LISTED,))
    assert told in action_row(duty, Words.of(language), None).state
    answered = {**MACHINE, "annex_iii": [], "recognises_emotions": False}
    assert found(plan(answered, ON, ask=False), "duty", "9").perhaps_from == ()


def test_a_duty_that_a_condition_fulfils_rests_on_the_answers_that_the_condition_reads():
    answered = {"monitoring": False, "post_market_plan": False}
    made = plan(
        {
            **SCREENING,
            "role": "provider",
            "established_in_eu": False,
            "eu_representative": False,
            "controls": answered,
        },
        ON,
        ask=False,
    )

    def evidence(duty: str) -> dict[str, object]:
        (case,) = found(made, "duty", duty).cases
        assert case.state == "open"
        return {one.attribute: one.value for one in case.evidence}

    # Art. 72: a plan for monitoring after placing on the market; Art. 22(1): a representative
    assert evidence("72") == {f"controls.{id}": value for id, value in answered.items()}
    assert evidence("22") == {"eu_representative": False}


PIER = """
- {work: w, title: a work, cited_as: W}
- parameter: rules_begin
  title: The rules apply
  values: [{value: 2027-01-01, source: {work: w, at: "2"}}]
  basis: stated
- schedule: piers
  title: Piers
  starts: [{from: rules_begin}]
  source: {work: w, at: "2"}
- duty: w_2
  article: "W 2"
  title: Watch it
  when: output_use == "operational"
  binding: piers
  fulfilled_by: controls.monitoring or controls.human_review
  source: {work: w, at: "2"}
  basis: stated
"""


def test_a_control_by_which_a_duty_can_be_met_has_the_day_of_that_duty(tmp_path):
    (tmp_path / "piers.yaml").write_text(PIER, encoding="utf-8")
    base = load(packs=[tmp_path / "piers.yaml"])
    case = {"name": "Pier", "output_use": "operational", "controls": {"monitoring": False}}
    (duty,) = (one for one in assess(case, ON, base=base).duties if one.id == "w_2")
    assert duty.met_by == ("monitoring", "human_review")
    made = plan(case, ON, base=base, ask=False)
    assert found(made, "control", "monitoring").until == date(2027, 1, 1)
    (gap,) = first_answer(assess(case, ON, base=base)).gaps
    assert (gap.id, gap.day, gap.articles) == ("monitoring", date(2027, 1, 1), ("W 2",))
