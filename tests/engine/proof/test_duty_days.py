"""From which day a duty binds is a part of the duties that questions are about."""

from __future__ import annotations

from datetime import date

import pytest

from engine import assess
from engine.proof.duty_days import dated_by, dated_duties
from explain import questions
from knowledge.cases.use_case import model_of
from tests.random_knowledge import base_of

PORT = """
- {work: w, title: a work, cited_as: W}
- {attribute: name, type: text, question: "What?", required: true, source: {work: w, at: "1"}}
- {attribute: today, type: date, question: "When?", source: {work: w, at: "1"}}
- {attribute: built_on, type: date, question: "When was it built?", source: {work: w, at: "1"}}
- {attribute: afloat, type: bool, question: "Is it afloat?", source: {work: w, at: "1"},
   values: {"true": it is, "false": it is not}}
- {verdict: fine, title: fine, rank: 1, when: known(name), source: {work: w, at: "1"},
   basis: stated}
- {verdict: undetermined, title: open, rank: 2, source: {work: w, at: "1"}, basis: stated}
- parameter: rules_begin
  title: The rules apply
  values: [{value: 2027-01-01, source: {work: w, at: "2"}}]
  basis: stated
- parameter: rules_for_old_ships
  title: The rules apply to old ships
  values:
    - {value: 2027-01-01, source: {work: w, at: "2"}}
    - {from: 2026-06-01, value: 2030-01-01, source: {work: w, at: "3"}}
  basis: stated
- schedule: lights
  title: Lights at night
  starts:
    - {when: established(built_on < date("2020-01-01")), from: rules_for_old_ships}
    - {from: rules_begin}
  source: {work: w, at: "2"}
- {duty: w_2, article: "W 2", title: Light it, when: afloat, binding: lights,
   source: {work: w, at: "2"}, basis: stated}
"""


def asked(on, **stated):
    base = base_of(PORT)
    found = questions(assess(model_of(base)(name="case", **stated), on, base=base), about="duties")
    return found, {one.attribute: one for one in found.questions}


def bound_from(on, **stated):
    base = base_of(PORT)
    (duty,) = assess(model_of(base)(name="case", **stated), on, base=base).duties
    return duty.from_


def test_what_changes_from_which_day_a_duty_binds_is_asked_for():
    on = date(2026, 12, 1)
    old, new = (bound_from(on, afloat=True, built_on=day) for day in ("2019-05-05", "2021-05-05"))
    assert (old, new) == (date(2030, 1, 1), date(2027, 1, 1))
    found, by_name = asked(on, afloat=True)
    assert not found.settled
    assert list(by_name) == ["built_on"]
    question = by_name["built_on"]
    assert question.dated == {"schedule:lights": "Lights at night"}
    assert question.because == (
        "Asked because the answer decides from which day duties bind (Lights at night)."
    )
    assert date.fromisoformat(str(question.answer)) < date(2020, 1, 1)


@pytest.mark.parametrize(
    ("on", "stated", "why"),
    [
        (date(2026, 12, 1), {"afloat": False}, "nothing is owed"),
        (date(2026, 12, 1), {"afloat": True, "built_on": "2019-05-05"}, "it is answered"),
        (date(2030, 1, 1), {"afloat": True}, "both days have come"),
        (date(2026, 5, 1), {"afloat": True}, "both days were the same then"),
    ],
)
def test_it_is_not_asked_for_where_no_day_hangs_on_it(on, stated, why):
    found, by_name = asked(on, **stated)
    assert found.settled, why
    assert by_name == {}


def test_it_is_asked_for_with_what_makes_the_duty_owed():
    _, by_name = asked(date(2026, 12, 1))
    assert set(by_name) == {"afloat", "built_on"}
    assert by_name["built_on"].given == {"afloat": True}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("de", "ab welchem Tag Pflichten gelten (Lights at night (EN))"),
        ("fr", "à partir de quel jour des obligations s’appliquent (Lights at night (EN))"),
    ],
)
def test_that_is_said_in_the_language_of_the_reader(language, says):
    found, _ = asked(date(2026, 12, 1), afloat=True)
    assert says in " ".join(found.to_text(language=language).split())


def test_only_a_start_of_a_schedule_with_several_is_told_by_its_schedule():
    base = base_of(PORT)
    (dated,) = base.derived(dated_duties)
    assert dated.duties == ("duty.w_2",)
    assert [dated_by(base, step) for step in dated.starts] == [{"schedule:lights": dated.title}] * 2
    assert dated_by(base, "duty.w_2.binds") == {"schedule:lights": dated.title}
    assert dated_by(base, "duty.w_2") == {}


def test_a_question_by_which_a_duty_binds_already_says_so():
    found, by_name = asked(date(2028, 1, 1), afloat=True)
    assert not found.settled
    assert by_name["built_on"].because == (
        "Asked because the answer decides from which day duties bind (Lights at night)."
    )
