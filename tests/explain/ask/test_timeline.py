"""When a conclusion changes with nothing but time passing: every such day, no other, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine import assess
from explain import Timeline, timeline
from explain.ask.conclusions import told
from explain.ask.timeline import default_end
from knowledge.cases.files import example_names, read_case
from knowledge.cases.use_case import LATEST, model_of
from knowledge.faults import InvalidCase
from tests.conftest import DAY, EXPERIMENT, use_case
from tests.random_knowledge import base_of
from tests.sizes import few

OPERATIONAL = {**EXPERIMENT, "output_use": "operational"}
AGREED = {"written_agreement": True, "retirement_accepted": True}
BOX = {**OPERATIONAL, "starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 24), **AGREED}
IN_SCOPE = {
    "placed_in_eu": True,
    "ai_system": True,
    "stage": "production",
    "role": "provider_and_deployer",
}
CREDIT = {
    **OPERATIONAL,
    **IN_SCOPE,
    "regulatory_scope": None,
    "annex_iii": ["creditworthiness"],
    "profiling": True,
}
CASES = {
    "a time box that ends": (BOX, DAY),
    "a time box that has not begun": (
        {**BOX, "starts_on": date(2027, 1, 10), "ends_on": date(2027, 3, 1)},
        DAY,
    ),
    "a time box of a single day": (
        {**BOX, "starts_on": date(2026, 11, 22), "ends_on": date(2026, 11, 22)},
        DAY,
    ),
    "a parallel run": ({**OPERATIONAL, "parallel_run_started_on": date(2026, 11, 1)}, DAY),
    "a parallel run that begins later": (
        {**OPERATIONAL, "parallel_run_started_on": date(2027, 2, 28)},
        DAY,
    ),
    "a live system with a window of risk": (
        {**OPERATIONAL, "stage": "production", "went_live_on": date(2026, 6, 30)},
        DAY,
    ),
    "prohibited from 2026-12-02": (
        {**OPERATIONAL, **IN_SCOPE, "prohibited_practices": ["intimate_imagery"]},
        DAY,
    ),
    "high-risk from 2027-12-02": (CREDIT, date(2027, 6, 1)),
    "high-risk over the day on which the date was moved": (CREDIT, date(2026, 6, 1)),
    "an earlier system used by public authorities": (
        {**CREDIT, "placed_on_market_on": date(2027, 1, 1), "for_public_authorities": True},
        date(2029, 8, 1),
    ),
    "a generator placed before Article 50 applied": (
        {
            **OPERATIONAL,
            **IN_SCOPE,
            "generates_synthetic_content": True,
            "placed_on_market_on": date(2026, 3, 1),
        },
        date(2026, 6, 1),
    ),
    "nothing answered": ({}, date(2026, 6, 1)),
}


@pytest.mark.parametrize("kind", few(CASES, of=6))
def test_each_day_on_which_a_conclusion_changes_is_told_and_no_other(kind):
    stated, first = CASES[kind]
    case, last = use_case(**stated), first + timedelta(days=400)
    base = assess(case, first).base
    known = [name for name in base.propositions if told(base, name)]
    expected = {}
    before = assess(case, first, chainer="semi-naive").conclusions
    for offset in range(1, 401):
        after = assess(case, first + timedelta(days=offset), chainer="semi-naive").conclusions
        if changed := {
            name for name in known if before.get(name, False) is not after.get(name, False)
        }:
            expected[first + timedelta(days=offset)] = changed
        before = after
    found = timeline(case, last, first)
    assert {day.on: {event.proposition for event in day.events} for day in found.days} == expected


def the_day(found, on):
    (day,) = [day for day in found.days if day.on == on]
    return {event.proposition: event for event in day.events}


def test_a_time_box_is_over_on_the_day_after_its_end():
    found = timeline(use_case(**BOX), date(2027, 1, 31), DAY)
    events = the_day(found, date(2026, 12, 25))
    assert [
        (day.on, day.in_days, day.verdict_before, day.verdict)
        for day in found.days
        if day.verdict != day.verdict_before
    ] == [(date(2026, 12, 25), 33, "experiment_excepted", "production_required")]
    for name in (
        "exception.time_boxed",
        "exception.time_boxed.ended",
        "verdict.production_required",
        "required.monitoring",
    ):
        assert events[name].because == ("today is 2026-12-25, after ends_on, 2026-12-24",)


def test_a_parallel_run_enters_its_window_after_four_weeks_and_is_overdue_after_eight():
    found = timeline(
        use_case(**OPERATIONAL, parallel_run_started_on=date(2026, 11, 1)), date(2027, 3, 1), DAY
    )
    changes = {
        day.on: {
            (e.proposition, e.after) for e in day.events if e.proposition.startswith("transition.")
        }
        for day in found.days
    }
    assert {on: names for on, names in changes.items() if names} == {
        date(2026, 11, 29): {("transition.validating", "false"), ("transition.in_window", "true")},
        date(2026, 12, 28): {("transition.in_window", "false"), ("transition.overdue", "true")},
    }
    overdue = the_day(found, date(2026, 12, 28))["transition.overdue"]
    assert overdue.because == (
        "today is 2026-12-28, after parallel_run_started_on + 8 weeks, 2026-12-27",
    )
    assert overdue.source == ("[A Transitional state]",)


def test_a_practice_becomes_prohibited_on_its_day():
    found = timeline(
        use_case(**OPERATIONAL, **IN_SCOPE, prohibited_practices=["intimate_imagery"]),
        date(2027, 1, 1),
        DAY,
    )
    (day,) = [day for day in found.days if day.verdict == "prohibited"]
    assert (day.on, day.tier) == (date(2026, 12, 2), "prohibited")
    assert the_day(found, day.on)["ai_act.prohibited.intimate_imagery"].because == (
        "today is 2026-12-02, not before 2026-12-02",
    )
    told = " ".join(str(found).split())
    required, prohibited = (
        "“Production-grade engineering is required”",
        "“The practice is forbidden”",
    )
    assert f"2026-12-02 (in 10 days): {required} becomes {prohibited}; the legal tier" in told


def test_high_risk_duties_bind_from_the_day_that_the_amendment_set():
    found = timeline(use_case(**CREDIT), date(2028, 1, 1), date(2026, 7, 1))
    turns = [
        (day.on, event.after)
        for day in found.days
        for event in day.events
        if event.proposition == "duty.9.binds"
    ]
    assert turns == [(date(2027, 12, 2), "true")]


@pytest.mark.parametrize("name", few(example_names(), of=3))
def test_every_reason_on_a_timeline_names_the_day_that_it_turned(name):
    case = read_case(f"example:{name}")
    found = timeline(case, default_end(case))
    for day in found.days:
        for event in day.events:
            assert event.because, event.proposition
            assert all(str(day.on) in says for says in event.because), event.because
            assert event.before != event.after


@pytest.mark.parametrize("kind", few(CASES, of=3))
def test_every_event_on_a_timeline_has_a_reason_that_turned_on_that_day(kind):
    stated, first = CASES[kind]
    for day in timeline(use_case(**stated), first + timedelta(days=400), first).days:
        assert day.in_days == (day.on - first).days
        for event in day.events:
            assert event.because, event.proposition


def test_what_does_not_change_with_time_has_no_days():
    found = timeline(
        use_case(**EXPERIMENT, stage="idea", prohibited_practices=[]),
        date(2026, 12, 31),
        date(2026, 12, 3),
    )
    assert found.days == ()
    assert "No conclusion changes, if nothing but time passes." in " ".join(str(found).split())


def test_the_last_day_is_looked_at_and_the_first_is_not():
    assert [
        day.on for day in timeline(use_case(**BOX), date(2026, 12, 25), date(2026, 12, 3)).days
    ] == [date(2026, 12, 25)]
    assert timeline(use_case(**BOX), date(2026, 12, 24), date(2026, 12, 3)).days == ()
    assert timeline(use_case(**BOX), date(2027, 1, 19), date(2026, 12, 25)).days == ()


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (DAY, "there is no time to look at"),
        (DAY - timedelta(days=1), "there is no time to look at"),
        (LATEST + timedelta(days=1), "too far away; in: until: 2200-01-01"),
    ],
)
def test_a_time_that_cannot_be_looked_at_is_told(until, told):
    with pytest.raises(InvalidCase, match=told):
        timeline(use_case(), until, DAY)


def test_the_default_end_is_five_years_on_and_never_beyond_the_last_day():
    assert default_end(use_case(), date(2024, 2, 29)) == date(2029, 2, 28)
    assert default_end(use_case(today=date(2026, 11, 22))) == date(2031, 11, 22)
    assert default_end(use_case(), date(2198, 1, 1)) == LATEST


def test_a_timeline_is_read_back_as_it_was():
    found = timeline(use_case(**BOX), date(2028, 12, 31), DAY)
    assert found.days
    assert Timeline.model_validate_json(found.model_dump_json()) == found


DATED = """
- {work: w, title: a work, cited_as: W}
- {attribute: name, type: text, question: "What?", required: true, source: {work: w, at: "1"}}
- {attribute: today, type: date, question: "When?", source: {work: w, at: "1"}}
- {attribute: size, type: number, question: "How large?", source: {work: w, at: "1"}}
- {attribute: fair_on, type: date, question: "On which day is the fair?",
   source: {work: w, at: "1"}}
- parameter: limit
  title: Largest size
  values:
    - {value: 10, source: {work: w, at: "2"}}
    - {from: 2026-12-01, value: 5, source: {work: w, at: "3"}}
    - {from: 2027-02-01, value: 20, source: {work: w, at: "4"}}
  basis: stated
- {verdict: production_required, title: large, rank: 1, when: size > parameter.limit,
   source: {work: w, at: "1"}, basis: stated}
- {verdict: undetermined, title: open, rank: 2, source: {work: w, at: "1"}, basis: stated}
- {define: fair, title: the fair is on, when: today == fair_on,
   source: {work: w, at: "1"}, basis: stated}
"""


def test_a_figure_that_changes_with_time_changes_what_rests_on_it_on_its_day():
    base = base_of(DATED)
    case = model_of(base)(name="case", size=7.0)
    found = timeline(case, date(2027, 12, 31), DAY, base=base)
    assert [(day.on, day.verdict_before, day.verdict) for day in found.days] == [
        (date(2026, 12, 1), "undetermined", "production_required"),
        (date(2027, 2, 1), "production_required", "undetermined"),
    ]
    assert the_day(found, date(2026, 12, 1))["verdict.production_required"].because == (
        "size is 7, more than 5 [W 3, pack random]",
    )
    assert the_day(found, date(2027, 2, 1))["verdict.production_required"].because == (
        "size is 7, at most 20 [W 4, pack random]",
    )
    assert (
        timeline(model_of(base)(name="case", size=30.0), date(2027, 12, 31), DAY, base=base).days
        == ()
    )


def test_what_is_so_on_a_single_day_comes_and_goes():
    base = base_of(DATED)
    case = model_of(base)(name="case", fair_on=date(2027, 1, 15))
    found = timeline(case, date(2027, 12, 31), DAY, base=base)
    assert [
        (day.on, event.proposition, event.after) for day in found.days for event in day.events
    ] == [
        (date(2027, 1, 15), "fair", "true"),
        (date(2027, 1, 16), "fair", "false"),
    ]


GONE = """
- {work: w, title: a work, cited_as: W}
- {attribute: name, type: text, question: "What?", required: true, source: {work: w, at: "1"}}
- {attribute: today, type: date, question: "When?", source: {work: w, at: "1"}}
- {attribute: size, type: number, question: "How large?", source: {work: w, at: "1"}}
- {attribute: loud, type: bool, question: "Is it loud?", source: {work: w, at: "1"},
   values: {"true": it is, "false": it is not}}
- parameter: limit
  title: Largest size
  values:
    - {value: 10, source: {work: w, at: "2"}}
    - {from: 2027-02-01, value: 20, source: {work: w, at: "4"}}
  basis: stated
- {define: large, title: it is large, when: size > parameter.limit,
   source: {work: w, at: "1"}, basis: stated}
- {define: either, title: it is large or loud, when: large or loud,
   source: {work: w, at: "1"}, basis: stated}
- {define: counted, title: two points, when: 'points({large: 2, loud: 2}) >= 2',
   source: {work: w, at: "1"}, basis: stated}
- {define: on_either, title: it rests on either, when: either or counted and loud,
   source: {work: w, at: "1"}, basis: stated}
- {verdict: production_required, title: large, rank: 1, when: any(standing.*),
   source: {work: w, at: "1"}, basis: stated}
- {verdict: undetermined, title: open, rank: 2, source: {work: w, at: "1"}, basis: stated}
- {trigger: big, title: It is big, when: on_either, because: Big.,
   source: {work: w, at: "1"}, basis: stated}
- {condition: never, title: It is never, when: size < 0 and size > 0, because: Never.,
   source: {work: w, at: "1"}, basis: stated}
"""


def test_what_is_open_once_its_reason_is_gone_is_told_with_that_reason():
    base = base_of(GONE)
    case = model_of(base)(name="case", size=12.0)
    found = timeline(case, date(2027, 12, 31), DAY, base=base)
    events = the_day(found, date(2027, 2, 1))
    assert {name: event.after for name, event in events.items()} == {
        "large": "false",
        "either": "unknown",
        "counted": "unknown",
        "on_either": "unknown",
        "trigger.big": "unknown",
        "verdict.production_required": "false",
        "verdict.undetermined": "true",
    }
    assert {event.because for event in events.values()} == {
        ("size is 12, at most 20 [W 4, pack random]",)
    }
