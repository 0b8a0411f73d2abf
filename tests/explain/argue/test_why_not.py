"""Why not: an argument of its own, with what held, what failed, what is open,
and what became of an exception.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from engine import assess
from explain import WhyNot, why, why_not
from explain.ask.conclusions import told
from knowledge.cases.files import example_names
from knowledge.faults import UnknownName
from tests.conftest import ANALYTICS, DAY, EXPERIMENT, use_case
from tests.public_cases import SOME, public_case
from tests.sizes import few

BOX = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 24),
    "written_agreement": True,
    "retirement_accepted": True,
}
OPERATIONAL = {"output_use": "operational", "regulatory_scope": "none"}
STATUS = {None: "unknown", True: "true", False: "false"}


def refutations(found):
    """A refutation and those below it."""
    yield found
    for attempt in found.attempts:
        for premise in attempt.premises:
            if premise.below is not None:
                yield from refutations(premise.below)


def premises(found):
    return [
        premise
        for below in refutations(found.refutation)
        for attempt in below.attempts
        for premise in attempt.premises
    ]


def told_as(found, outcome):
    return {premise.says for premise in premises(found) if premise.outcome == outcome}


@pytest.mark.parametrize("name", few(example_names(), of=10))
def test_whatever_does_not_hold_of_a_public_case_has_an_argument(name):
    assessment = public_case(name)
    heads = defaultdict(set)
    for number, rule in enumerate(assessment.base.rules):
        heads[rule.head].add(number)
    for proposition, holds in assessment.conclusions.items():
        found = why_not(assessment, proposition)
        assert (found.status, found.refutation is None) == (STATUS[holds], holds is True)
        assert found.name in str(found).replace("\n  ", " ")
        for below in refutations(found.refutation) if found.refutation else ():
            assert below.status == STATUS[assessment.conclusions.get(below.proposition, False)]
            for attempt in below.attempts:
                assert attempt.of(attempt.outcome), (proposition, attempt.rule)
                if below.status != "true":
                    assert attempt.outcome == {"false": "fails", "unknown": "unknown"}[below.status]
        if found.refutation is not None:
            shown = {attempt.rule for attempt in found.refutation.attempts}
            possible = {
                assessment.base.rules[n].id
                for n in heads[proposition]
                if assessment.derivations.get(assessment.base.rules[n].id) == "possible"
            }
            assert shown == (
                possible
                if holds is None
                else {assessment.base.rules[n].id for n in heads[proposition]}
            )


@pytest.mark.parametrize("name", SOME)
def test_an_argument_names_only_the_outcome_that_a_conclusion_has(name):
    assessment = public_case(name)
    for proposition, holds in assessment.conclusions.items():
        if holds is not True and told(assessment.base, proposition):
            for premise in premises(why_not(assessment, proposition)):
                if (
                    premise.proposition
                    and assessment.conclusions.get(premise.proposition, False) is None
                    and premise.outcome != "unknown"
                ):
                    assert premise.says.startswith(("Not established: ", "Not ruled out: ")), (
                        proposition,
                        premise.says,
                    )


@pytest.mark.parametrize("name", SOME)
def test_why_and_why_not_agree(name):
    assessment = public_case(name)
    for ground in why(assessment, prove=False).grounds:
        assert why_not(assessment, ground.argument.proposition).status == ground.argument.status


def test_both_sides_of_each_comparison_are_told(experiment):
    found = why_not(experiment(volume_multiple=3, business_units=1), "trigger.scale")
    assert told_as(found, "fails") == {
        "volume_multiple is 3, less than 10",
        "business_units is 1, less than 2",
    }
    assert found.status == "false"


def test_what_held_what_failed_and_what_is_open_are_sorted_apart(answer):
    found = why_not(
        answer(**{**BOX, "written_agreement": False, "retirement_accepted": None}),
        "exception.time_boxed",
    )
    (attempt,) = found.refutation.attempts
    assert [premise.says for premise in attempt.of("fails")] == ["written_agreement is false"]
    assert [premise.says for premise in attempt.of("unknown")] == [
        "retirement_accepted is not answered (asked: true)"
    ]
    assert "starts_on is 2026-10-01, not after ends_on, 2026-12-24" in {
        premise.says for premise in attempt.of("holds")
    }
    assert attempt.premises[0].outcome == "fails"


def test_an_open_question_decides_what_is_not_known_to_hold(answer):
    found = why_not(answer(business_units=1), "trigger.scale")
    assert told_as(found, "unknown") == {"volume_multiple is not answered (asked: at least 10)"}
    assert "It is not known to hold. One rule could still conclude it." in str(found)


def test_a_ground_that_nobody_confirmed_is_not_told_as_one(answer):
    found = why_not(answer(**EXPERIMENT), "verdict.production_required")
    assert "Not established: It must grow beyond what a prototype carries" in told_as(
        found, "fails"
    )
    assert "It must grow beyond what a prototype carries" not in str(found).replace(
        "Not established: It must", ""
    )


def test_a_tier_that_nobody_knows_is_not_told_as_one(answer):
    found = why_not(answer(), "ai_act.tier.high_risk")
    assert "Not established: Legal tier: prohibited" in told_as(found, "holds")
    assert "Legal tier: prohibited" not in told_as(found, "holds")


def test_a_ground_that_could_be_lifted_is_told_apart_from_one_that_nothing_lifts(experiment):
    found = why_not(
        experiment(output_use="operational", regulatory_scope="applies"), "experiment_excepted"
    )
    assert {
        "The business runs on the outputs (must not hold unless lifted)",
        "The use is regulated (must not hold)",
    } <= told_as(found, "fails")


@pytest.mark.parametrize(
    ("stated", "day", "says"),
    [
        (
            {},
            DAY,
            "Nobody claims it; an answer to one of these could: starts_on, ends_on, "
            "written_agreement, retirement_accepted.",
        ),
        (BOX, date(2026, 12, 25), "It was claimed, and has ended."),
        ({**BOX, "written_agreement": False}, DAY, "It was claimed, and"),
    ],
)
def test_an_exception_that_nobody_claimed_that_ended_or_that_failed_says_so(
    answer, stated, day, says
):
    found = why_not(answer(on=day, **OPERATIONAL, **stated), "exception.time_boxed")
    assert found.exception.startswith(says)
    assert found.exception in " ".join(str(found).split())
    assert len(
        {
            why_not(answer(on=on, **OPERATIONAL, **box), "exception.time_boxed").exception
            for box, on in CLAIMS
        }
    ) == len(CLAIMS)


CLAIMS = [({}, DAY), (BOX, date(2026, 12, 25)), ({**BOX, "written_agreement": False}, DAY)]


def test_an_exception_that_ended_tells_the_day_and_its_end(answer):
    found = why_not(answer(on=date(2026, 12, 25), **OPERATIONAL, **BOX), "exception.time_boxed")
    assert "today is 2026-12-25, after ends_on, 2026-12-24" in told_as(found, "fails")


def test_what_holds_says_so_and_sends_to_why(answer):
    found = why_not(answer(**OPERATIONAL), "production_required")
    assert (found.status, found.refutation, found.exception) == ("true", None, "")
    assert "It holds. Ask why instead." in str(found)


def test_a_conclusion_without_any_rule_says_that_no_rule_concludes_it(answer):
    assert "No rule concludes it." in str(why_not(answer(), "required.api_design"))


def test_a_verdict_goes_by_its_id_alone(answer):
    assert why_not(answer(), "experimentation_acceptable") == why_not(
        answer(), "verdict.experimentation_acceptable"
    )


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("triger.scale", "trigger.scale"),
        ("experimentation_acceptible", "experimentation_acceptable"),
        ("", None),
    ],
)
def test_a_proposition_that_is_not_there_is_answered_with_the_nearest(answer, asked, near):
    with pytest.raises(UnknownName) as error:
        why_not(answer(), asked)
    assert error.value.nearest == near


@pytest.mark.parametrize("name", SOME)
def test_an_argument_against_a_verdict_is_read_back_as_it_was(name):
    assessment = public_case(name)
    for verdict in (
        "prohibited",
        "production_required",
        "lighter_requirements",
        "experiment_excepted",
        "undetermined",
    ):
        found = why_not(assessment, verdict)
        assert WhyNot.model_validate_json(found.model_dump_json()) == found
        assert len(str(found).splitlines()) <= 130


def test_a_rule_that_only_one_answer_keeps_from_firing_fails_by_that_answer_alone():
    case = use_case(**{**EXPERIMENT, **ANALYTICS, "feeds_dashboard": True})
    (attempt,) = why_not(assess(case, DAY), "exception.internal_analytics").refutation.attempts
    assert {reads for premise in attempt.of("fails") for reads in premise.reads} == {
        "feeds_dashboard"
    }


def test_who_says_no_claims_nothing(answer):
    denied = answer(eu_nexus=True, ai_system=True, annex_iii=["recruitment"], personal_use=False)
    found = why_not(denied, "ai_act.excluded.personal_use")
    assert found.exception == (
        "Nobody claims it, and what was answered speaks against it: personal_use."
    )
    legal = why(denied, prove=False).legal
    assert legal is not None
    assert "ai_act.excluded.personal_use" not in {one.proposition for one in legal.reliefs}


@pytest.mark.parametrize(
    ("relief", "answered"),
    [
        ("ai_act.excluded.before_launch", {"stage": "pilot", "real_world_testing": True}),
        ("ai_act.excluded.before_launch", {"stage": "idea", "real_world_testing": True}),
        ("ai_act.experiment", {"trial_regime": "none"}),
        ("exception.supervised_trial", {"trial_regime": "none"}),
        ("exception.internal_analytics", {"analysts_understand_limits": False}),
        ("exception.funding_demonstration", {"funding_prototype": False}),
        ("ai_act.excluded.open_source", {"open_source_release": False}),
    ],
)
def test_an_answer_that_speaks_against_a_relief_claims_none(answer, relief, answered):
    found = answer(eu_nexus=True, ai_system=True, **answered)
    claim = why_not(found, relief).claim
    assert claim is not None
    assert claim.outcome in ("unclaimed", "denied")
    told = why(found, prove=False)
    assert told.legal is not None
    reliefs = {one.proposition for one in (*told.legal.reliefs, *told.exceptions)}
    assert relief not in reliefs


@pytest.mark.parametrize(
    ("relief", "answered"),
    [
        ("ai_act.excluded.before_launch", {"stage": "production", "real_world_testing": False}),
        ("ai_act.experiment", {"trial_regime": "sandbox"}),
        ("exception.supervised_trial", {"trial_regime": "sandbox"}),
        ("exception.time_boxed", {"starts_on": date(2026, 10, 1)}),
        ("exception.internal_analytics", {"analysts_understand_limits": True}),
    ],
)
def test_an_answer_that_speaks_for_a_relief_claims_it(answer, relief, answered):
    claim = why_not(answer(eu_nexus=True, ai_system=True, **answered), relief).claim
    assert claim is not None
    assert claim.outcome in ("failed", "not established")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Niemand beruft sich darauf, und was geantwortet wurde, spricht dagegen:"),
        ("fr", "Personne ne l’invoque, et les réponses données s’y opposent"),
    ],
)
def test_what_became_of_a_claim_is_told_in_each_language(answer, language, said):
    found = why_not(answer(personal_use=False), "ai_act.excluded.personal_use")
    text = found.to_text(language=language).replace("\n  ", " ")
    assert said in text
    assert "(EN)" not in text.split("ai_act.excluded.personal_use/1")[0]


@pytest.mark.parametrize(
    ("proposition", "stated", "as_far"),
    [
        # nobody said since when it is on the market: an answer can make it an earlier system
        ("ai_act.legacy", {"annex_iii": ["recruitment"], "role": "provider"}, True),
        ("ai_act.derogation", {"annex_iii": ["recruitment"]}, True),
        # a ground stands that no answer to the open questions is known to lift
        ("verdict.experimentation_acceptable", {"output_use": "operational"}, False),
        ("verdict.lighter_requirements", {"output_use": "operational"}, True),
        ("trigger.scale", {"volume_multiple": 3, "business_units": 1}, False),
        ("duty.50_1", {"interacts_with_people": False}, False),
    ],
)
def test_what_an_answer_can_still_bring_about_does_not_hold_only_as_far_as_answered(
    answer, proposition, stated, as_far
):
    found = why_not(answer(eu_nexus=True, ai_system=True, **stated), proposition)
    assert (found.status, found.as_far) == ("false", as_far)
    assert ("It does not hold, as far as answered." in str(found)) is as_far


def test_what_was_told_above_is_not_listed_again_one_by_one():
    found = str(why_not(public_case("mycity_chatbot"), "duty.26_8"))
    assert len(found.splitlines()) < 45
    text = " ".join(found.split())
    assert "and 23 more like them explained above" in text
    assert "Not so: It watches people in examinations" not in text


def test_a_rule_that_asks_for_more_than_another_that_fired_is_not_told_beside_it():
    """By Annex III, 5(b) alone it is regulated; that nobody judged so adds nothing."""
    text = str(why_not(public_case("schufa_score"), "experimentation_acceptable"))
    assert "Legal tier: high-risk" in text
    assert "regulatory_scope is not answered" not in text


def test_what_a_picture_leaves_out_looks_as_what_it_shows_of_the_same_kind(answer):
    """Eight grounds bar experimenting; six have boxes, and two more bar it as well."""
    stated = {
        "output_use": "operational",
        "failure_impact": "disruption",
        "exposure": "public",
        "accuracy_requirement": "threshold",
        "availability_requirement": "sla",
        "relied_on_for": {"operational_planning"},
        "customer_channels": {"chatbot"},
        "volume_multiple": 12,
    }
    drawn = why_not(answer(**stated), "experimentation_acceptable").drawing()
    (left_out,) = [node for node in drawn.nodes if node.text.startswith("and ")]
    shown = {node.look for node in drawn.nodes if node.text == "The business runs on the outputs"}
    assert shown == {left_out.look} == {"barrier"}
    assert left_out.word == "MUST NOT"
