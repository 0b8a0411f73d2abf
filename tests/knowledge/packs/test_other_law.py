"""Other laws than the AI Act: what they change, and what silence on them leaves as it was."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

import knowledge
from engine import Truth, Verdict, assess
from explain import why
from knowledge import load
from knowledge.cases.files import example_names, read_case
from knowledge.entries import Attribute, Duty
from tests.conftest import DAY, EXPERIMENT, NO_OTHER_LAW, use_case

PACK = "other_law"
ASKED = [entry.id for entry in load().of_kind(Attribute) if load().written[entry.key].pack == PACK]


@lru_cache
def before():
    """The knowledge before the pack."""
    return load(Path(knowledge.__file__).parent / "archive" / "2026.12")


def stated(name):
    """What an example states, without the answers that only other laws ask for."""
    case = read_case(f"example:{name}").model_dump(exclude_none=True)
    controls = before().attributes
    kept = {key: value for key, value in case.items() if key not in ASKED}
    kept["controls"] = {
        key: value
        for key, value in kept.get("controls", {}).items()
        if value is not None and f"controls.{key}" in controls
    }
    return kept


@pytest.mark.parametrize("name", example_names())
def test_a_case_that_answers_nothing_on_other_laws_is_answered_as_before(name):
    new = assess(stated(name), chainer="semi-naive")
    old = assess(stated(name), base=before(), chainer="semi-naive")
    assert (new.verdict, new.candidates) == (old.verdict, old.candidates)
    engineering = {
        key: value
        for key, value in old.conclusions.items()
        if key.startswith(("required.", "gap.", "ai_act.tier."))
    }
    assert {key: new.conclusions[key] for key in engineering} == engineering


def test_whoever_answers_all_of_them_with_no_has_no_ground_of_another_law():
    result = assess(use_case(**EXPERIMENT, **NO_OTHER_LAW), DAY)
    assert result.status("trigger.other_law") is Truth.FALSE
    assert result.verdict is Verdict.EXPERIMENTATION_ACCEPTABLE


def test_no_duty_of_another_law_falls_under_a_ceiling_of_the_act():
    own = [duty for duty in load().of_kind(Duty) if load().written[duty.key].pack == PACK]
    assert len(own) > 25
    assert [duty.id for duty in own if duty.ceiling] == []


@pytest.mark.parametrize(
    ("name", "law", "duty"),
    [
        ("schufa_score", "gdpr", "gdpr_22_3"),
        ("credit_check_explained", "gdpr", "gdpr_13"),
        ("roll_out_before_the_council", "code_du_travail", "works_council_fr"),
    ],
)
def test_a_public_case_is_decided_by_another_law(name, law, duty):
    result = assess(read_case(f"example:{name}"))
    found = next(one for one in result.duties if one.id == duty)
    assert (found.law, found.status, found.binding) == (law, "owed", True)


def test_a_missing_explanation_is_an_open_duty_and_a_ground():
    result = assess(read_case("example:credit_check_explained"))
    assert result.status("standing.other_law") is Truth.TRUE
    assert result.status("duty.gdpr_13.open") is Truth.TRUE
    assert result.status("penalty.gdpr_upper_tier") is Truth.TRUE


def test_the_council_that_was_not_heard_is_no_ground_and_comes_before_the_trial():
    result = assess(read_case("example:roll_out_before_the_council"))
    assert result.status("duty.works_council_fr.open") is Truth.TRUE
    assert result.status("note.council_before_the_trial") is Truth.TRUE
    assert result.status("ground.other_law") is Truth.FALSE


def test_an_old_case_is_told_which_other_laws_may_come_in_and_no_more():
    legal = why(assess(read_case("example:zillow_offers"))).legal
    assert legal.laws
    assert [law.id for law in legal.laws if law.grounds or law.duties] == []
