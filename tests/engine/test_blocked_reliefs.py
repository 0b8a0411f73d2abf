"""A relief is not granted while answers contradict each other on what it requires, in any engine;
and why says so.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from engine import assess, assess_table
from engine.chain.chainers import ChainerName
from engine.check.soundness import formula_of, however_partial
from engine.proof.days import days_of
from explain import portfolio, why, why_not
from knowledge import load
from tests.conftest import needs_durable, use_case

ON = date(2026, 11, 27)
HIRING = {
    "placed_in_eu": True,
    "ai_system": True,
    "annex_iii": ["recruitment"],
    "profiling": True,
    "output_use": "operational",
}
# a live tool that calls itself something else, and the contradiction that this is
DISGUISED = [
    ({"stage": "idea", "went_live_on": date(2026, 3, 1)}, "live_but_in_development"),
    ({"stage": "idea", "went_live_on": ON}, "live_but_in_development"),
    (
        {"stage": "development", "real_world_testing": False, "went_live_on": date(2026, 3, 1)},
        "live_but_in_development",
    ),
    (
        {"stage": "pilot", "real_world_testing": False, "went_live_on": date(2026, 3, 1)},
        "live_pilot_in_the_laboratory",
    ),
    (
        {"stage": "idea", "placed_on_market_on": date(2026, 3, 1)},
        "on_the_market_in_development",
    ),
]
CHAINERS = [pytest.param("durable_rules", marks=needs_durable), "semi-naive"]
RELIEF = "ai_act.excluded.before_launch"


def case(**stated):
    return use_case(**HIRING, **stated)


@pytest.mark.parametrize("chainer", CHAINERS)
@pytest.mark.parametrize(("stated", "contradiction"), DISGUISED)
def test_a_live_tool_stays_under_the_act_whatever_it_calls_itself(
    stated, contradiction, chainer: ChainerName
):
    found = assess(case(**stated), ON, chainer=chainer)
    assert found.conclusions[RELIEF] is False
    assert (found.tier, found.verdict) == ("high_risk", "production_required")
    assert found.contradictions == (f"contradiction.{contradiction}",)


@pytest.mark.parametrize("chainer", CHAINERS)
@pytest.mark.parametrize(("stated", "contradiction"), DISGUISED)
def test_near_miss_the_day_of_going_live_is_still_to_come(
    stated, contradiction, chainer: ChainerName
):
    later = {
        name: date(2027, 3, 1) if isinstance(value, date) else value
        for name, value in stated.items()
    }
    found = assess(case(**later), ON, chainer=chainer)
    assert found.conclusions[RELIEF] is True
    assert found.tier == "out_of_scope"
    assert found.contradictions == ()


def test_a_table_says_the_same():
    rows = [{"name": "a", **HIRING, **stated} for stated, _ in DISGUISED]
    found = pl.DataFrame(assess_table(pl.DataFrame(rows, infer_schema_length=None), on=ON))
    assert found[RELIEF].to_list() == [False] * len(rows)
    assert found["tier"].to_list() == ["high_risk"] * len(rows)


def test_the_proof_knows_it_too():
    """No case, however partial, grants a relief while a contradiction blocks it."""
    base = load()
    claims = [name for name in base.propositions if base.blockers(name)]
    assert {RELIEF, "exception.time_boxed", "ai_act.derogation"} <= set(claims)

    def granted(truths):
        pairs = [(name, blocker) for name in claims for blocker in base.blockers(name)]
        both = (truths.algebra.all_of([truths.possible(a), truths.true(b)]) for a, b in pairs)
        return truths.algebra.any_of([*both])

    assert however_partial(days_of(formula_of(base)), granted) is None


def test_the_portfolio_names_the_contradiction_in_the_row():
    found = portfolio([case(**DISGUISED[0][0])], on=ON)
    (row,) = found.cases
    assert row.tier == "high_risk"
    assert row.contradictions == ("Stated as not yet tried out, yet it is live",)


def test_why_names_the_contradiction_as_the_reason():
    for stated, contradiction in DISGUISED:
        found = why(assess(case(**stated), ON))
        (relief,) = [one for one in found.legal.reliefs if one.proposition == RELIEF]
        assert relief.outcome == "not granted"
        assert f"contradiction.{contradiction}" in [one.proposition for one in relief.statements]
        presumed = [one.name for one in found.outlook.presumed]
        assert RELIEF not in presumed  # it was refused
        title = load().propositions[f"contradiction.{contradiction}"].title
        step = str(found).partition("Legal")[2]
        assert title in step


def test_why_not_names_the_contradiction_as_the_reason():
    for stated, contradiction in DISGUISED:
        found = why_not(assess(case(**stated), ON), RELIEF)
        title = load().propositions[f"contradiction.{contradiction}"].title
        assert title in found.exception
        premises = [one for rule in found.refutation.attempts for one in rule.of("fails")]
        assert f"contradiction.{contradiction}" in [one.proposition for one in premises]


def test_an_exception_that_is_blocked_failed_because_of_the_contradiction():
    box = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 1, 1), "written_agreement": True}
    stated = {"output_use": "operational", "retirement_accepted": True, **box}
    result = assess(use_case(**stated), ON)
    assert result.verdict == "production_required"
    (told,) = why(result).exceptions
    assert told.outcome == "failed"
    assert told.statements[0].proposition == "contradiction.ends_before_it_starts"
    found = why_not(result, "exception.time_boxed")
    assert "The experiment ends before it starts" in found.exception


def test_an_idea_that_is_excluded_without_being_claimed_is_told_as_excluded():
    found = why(assess(case(stage="idea"), ON))
    assert RELIEF in [one.proposition for one in found.legal.reliefs if one.outcome == "holds"]
    (presumed,) = [one for one in found.outlook.presumed if one.name == RELIEF]
    assert presumed.counted  # that it touches nobody is taken from silence
