"""A comparison in the few words of a box: what was stated of what was asked, in each language."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from explain import why
from explain.forms.spoken import in_a_box
from knowledge.languages.words import Words

ON = date(2028, 3, 1)
TRIAL = {
    "name": "trial",
    "output_use": "operational",
    "trial_regime": "testing_plan",
    "trial_safeguards": ["consent", "recall_procedure", "qualified_oversight"],
    "annex_iii": ["recruitment", "creditworthiness"],
}


def boxes(proposition: str, reads: str, language: str = "en", **more: object) -> set[str]:
    """The words of the comparisons that a conclusion rests on and that read an attribute."""
    words = Words.of(language)
    told = why(assess({**TRIAL, **more}, ON), proposition).argument.facts()
    return {in_a_box(one, words) for one in told if reads in one.reads}


def test_of_a_set_a_box_says_the_member_that_was_asked_for():
    assert boxes("ai_act.annex_iii.recruitment", "annex_iii") == {
        "recruits or selects people for work: targets job advertisements…"
    }
    assert boxes("ai_act.annex_iii.creditworthiness", "annex_iii").isdisjoint(
        boxes("ai_act.annex_iii.recruitment", "annex_iii")
    )


@pytest.mark.parametrize(
    ("language", "sign"), [("en", "not: "), ("de", "nicht: "), ("fr", "pas\u00a0: ")]
)
def test_a_member_that_was_not_stated_is_told_as_missing(language, sign):
    (told,) = boxes("ai_act.annex_iii.asylum_visa", "annex_iii", language)
    assert told.startswith(sign)


def test_of_a_set_of_which_nothing_is_stated_a_box_says_so():
    (told,) = boxes("ai_act.annex_iii.recruitment", "annex_iii", annex_iii=[])
    assert told.endswith("none of them")
