"""Grounds that stand on the analyst's own judgement alone: only a judgement that was stated is
one.
"""

from __future__ import annotations

from engine import assess
from explain import first_answer, why
from tests.conftest import DAY
from tests.random_knowledge import base_of

SOURCE = 'source: {work: w, at: "1"}'
PACK = f"""
- {{work: w, title: a work, cited_as: W}}
- {{attribute: name, type: text, question: "What?", required: true, {SOURCE}}}
- {{attribute: sold, type: bool, question: "Is it sold?",
   values: {{"true": it is, "false": it is not}}, {SOURCE}}}
- {{attribute: judged, type: enum, question: "Is it in scope?",
   values: {{none: not at all, some: in part}}, checked_by: {{none: [in_scope]}}, {SOURCE}}}
- {{define: in_scope, title: It is in scope, when: sold, {SOURCE}, basis: stated}}
- {{define: judged_out, title: It was judged to be out, when: 'judged == "none"', {SOURCE},
   basis: stated}}
- {{define: kept_in, title: It is kept in, when: not established(judged_out), {SOURCE},
   basis: stated}}
- {{trigger: unless_judged, title: Nobody judged it to be out, because: That is the rule.,
   when: kept_in or judged_out, {SOURCE}, basis: stated}}
- {{verdict: build, title: Build it, rank: 1, when: any(standing.*), {SOURCE}, basis: stated}}
- {{verdict: free, title: It is free, rank: 2, when: not any(ground.*), {SOURCE}, basis: stated}}
- {{verdict: undetermined, title: Not settled yet, rank: 3, {SOURCE}, basis: stated}}
"""


def test_a_ground_that_stands_while_nobody_judged_rests_on_no_judgement():
    base = base_of(PACK)
    now = assess({"name": "case"}, DAY, base=base)
    assert now.verdict == "build"
    told = first_answer(now)
    assert told.outlook.judgements == ()
    assert not any(ground.own_judgement for ground in why(now).grounds)
    assert "judgement" not in str(told)


def test_a_ground_that_stands_on_what_was_judged_rests_on_that():
    now = assess({"name": "case", "judged": "some"}, DAY, base=base_of(PACK))
    (only,) = first_answer(now).outlook.judgements
    assert (only.attribute, only.value, only.meaning) == ("judged", "some", "in part")
