"""Small packs of one's own: what is said of their answers is so over all complete answers."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from engine import Assessment, assess
from explain import questions, smallest_change
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from tests.conftest import DAY
from tests.random_knowledge import HEAD, base_of

SOURCE = 'source: {work: w, at: "1"}'
YES_NO = 'type: bool, values: {"true": y, "false": n}'


def pack(attributes: dict[str, str], defines: dict[str, str]) -> KnowledgeBase:
    lines = [HEAD.format(verdict="ground")]
    free = "verdict: free, title: It is free, rank: 3, when: not ground"
    lines.append(f"- {{{free}, {SOURCE}, basis: stated}}")
    lines += [
        f'- {{attribute: {name}, question: "Is {name} so?", {kind}, {SOURCE}}}'
        for name, kind in attributes.items()
    ]
    lines += [
        f"- {{define: {name}, title: {name}, when: '{when}', {SOURCE}, basis: stated}}"
        for name, when in defines.items()
    ]
    return base_of("\n".join(lines))


def case(base: KnowledgeBase, **stated: Any) -> Assessment:
    return assess(model_of(base).model_validate({"name": "c", **stated}), DAY, base=base)


MEETS_ELSEWHERE = pack({"busy": YES_NO}, {"idle": "not busy", "ground": "idle or busy"})


def test_what_has_no_verdict_yet_is_not_settled_though_all_answers_lead_to_one():
    now = case(MEETS_ELSEWHERE)
    assert now.verdict == "undetermined"
    assert {case(MEETS_ELSEWHERE, busy=answer).verdict for answer in (True, False)} == {
        "production_required"
    }
    assert [*now.reachable] == ["production_required"]
    assert not now.settled
    asked = questions(now)
    assert [one.attribute for one in asked.questions] == ["busy"]
    assert not asked.settled
    assert "Settled" not in str(asked)
    assert "can still change" in str(asked)
    read_back = assess(now.stated, DAY, base=MEETS_ELSEWHERE, prove=True)
    assert not type(now).model_validate_json(read_back.model_dump_json()).settled


@pytest.mark.parametrize("asked_when", ["hosted", "established(hosted)", "known(hosted)"])
def test_what_a_question_waits_for_is_asked_however_the_waiting_is_written(asked_when):
    base = pack(
        {"hosted": YES_NO, "host_reads": f"{YES_NO}, asked_when: {asked_when}"},
        {"ground": "host_reads"},
    )
    asked = questions(case(base))
    assert [one.attribute for one in asked.questions] == ["hosted"]
    assert [*asked.questions[0].opens] == ["host_reads"]
    assert [one.attribute for one in questions(case(base, hosted=True)).questions] == ["host_reads"]


def test_where_no_question_makes_sense_none_is_counted():
    base = pack(
        {"hosted": YES_NO, "host_reads": f"{YES_NO}, asked_when: established(hosted)"},
        {"ground": "host_reads"},
    )
    said = str(questions(case(base, hosted=False)))
    assert "No question that makes sense" in said


NEVER = {"idle": "not busy", "both": "busy and idle"}  # reads unknown, and no answer makes it so


def test_what_no_answer_makes_otherwise_is_not_presumed():
    base = pack(
        {"busy": YES_NO, "sold": YES_NO},
        {**NEVER, "shop": "sold", "ground": "not established(both) and not established(shop)"},
    )
    now = case(base)
    assert now.verdict == "production_required"
    for busy, sold in product((True, False), repeat=2):
        assert case(base, busy=busy, sold=sold).conclusions["both"] is False
    assert [one.name for one in now.presumed] == ["shop"]


def test_a_settled_verdict_presumes_nothing_that_answers_decide():
    """If it is sold, it is a ground by another rule; so nobody need know."""
    base = pack(
        {"sold": YES_NO, "busy": YES_NO},
        {"shop": "sold and busy", "ground": "not established(shop) or sold"},
    )
    now = case(base)
    assert (now.verdict, now.settled) == ("production_required", True)
    assert now.presumed == ()


def test_no_range_is_told_of_a_number_that_is_multiplied_with_itself():
    """It will not do from 2.5 to 4, which comparing it with 4 alone does not show."""
    base = pack(
        {"width": "type: number, minimum: 0, actionable: true"},
        {"ground": "width * width < 6.25 or width >= 4"},
    )
    assert case(base, width=3).verdict == "free"
    (only,) = smallest_change(case(base), "production_required").sets
    (change,) = only.changes
    assert change.within is None
    assert change.example
    assert case(base, width=change.to).verdict == "production_required"


def test_what_rules_count_either_way_is_presumed_the_way_on_which_the_verdict_rests():
    base = pack(
        {"sold": YES_NO, "big": YES_NO},
        {"shop": "sold", "ground": "established(not shop) and big or not established(shop)"},
    )
    now = case(base)
    assert now.verdict == "production_required"
    assert case(base, sold=True).verdict == "free"
    assert [(one.name, one.counted) for one in now.presumed] == [("shop", False)]
    other = pack(
        {"sold": YES_NO, "big": YES_NO},
        {"shop": "sold", "ground": "big and not established(shop) or not established(not shop)"},
    )
    now = case(other, big=False)
    assert now.verdict == "production_required"
    assert case(other, big=False, sold=False).verdict == "free"
    assert [(one.name, one.counted) for one in now.presumed] == [("shop", True)]


def test_a_presumption_hangs_on_open_questions_alone():
    base = pack(
        {"began": "type: date", "ended": "type: date"},
        {"lasting": "not established(ended < began)", "ground": "lasting"},
    )
    (only,) = case(base, began="2026-03-01").presumed
    assert (only.name, only.counted, only.attributes) == ("lasting", True, ("ended",))
