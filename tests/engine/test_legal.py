"""From which day a duty binds, while the answer that it hangs on is open."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from engine.legal import DutyStatus
from explain import why
from knowledge import UseCase
from knowledge.languages.words import Words

MACHINE = {
    "name": "Emergency stop of a lift",
    "placed_in_eu": True,
    "ai_system": True,
    "stage": "production",
    "role": "provider",
    "prohibited_practices": [],
    "annex_i_product": "section_a",
    "safety_component": True,
    "third_party_assessment": True,
}
LISTED, PRODUCT = date(2027, 12, 2), date(2028, 8, 2)  # Article 113(c), as amended
EARLIER = "; from 2027-12-02 where open answers say so"


def _risk_management(day: date, **answers: object) -> DutyStatus:
    case = UseCase(**{**MACHINE, **answers})
    return next(duty for duty in assess(case, on=day).duties if duty.id == "9")


@pytest.mark.parametrize(
    ("day", "binding"),
    [
        (date(2027, 12, 1), False),
        (date(2027, 12, 2), None),
        (date(2028, 8, 1), None),
        (date(2028, 8, 2), True),
    ],
)
def test_while_the_list_is_open_a_product_is_bound_once_both_days_have_come(day, binding):
    assert _risk_management(day).binding is binding


def test_a_day_that_hangs_on_an_open_answer_is_told_with_the_other_one():
    duty = _risk_management(date(2027, 12, 2))
    assert (duty.from_, duty.perhaps_from) == (PRODUCT, (LISTED,))
    assert duty.says == "binding from 2028-08-02, in 244 days" + EARLIER


@pytest.mark.parametrize(
    ("answers", "from_"),
    [
        ({"annex_iii": []}, PRODUCT),
        ({"annex_iii": ["worker_management"]}, LISTED),
    ],
)
def test_a_day_that_hangs_on_nothing_open_is_told_alone(answers, from_):
    duty = _risk_management(date(2027, 12, 1), recognises_emotions=False, **answers)
    assert (duty.from_, duty.perhaps_from) == (from_, ())
    assert EARLIER not in duty.says


def test_once_all_days_that_are_possible_have_come_one_is_told():
    duty = _risk_management(PRODUCT)
    assert (duty.perhaps_from, duty.says) == ((), "binding since 2028-08-02")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "; from {day} where open answers say so"),
        ("de", "; ab {day}, falls offene Antworten es so ergeben"),
        ("fr", " ; à partir du {day} si des réponses encore ouvertes le veulent"),
    ],
)
def test_both_days_are_told_in_every_language(language, told):
    text = why(assess(UseCase(**MACHINE), on=LISTED)).to_text(language=language)
    assert told.format(day=Words.of(language).day(LISTED)) in " ".join(text.split())
