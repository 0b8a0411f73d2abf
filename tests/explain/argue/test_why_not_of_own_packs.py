"""Why not, in packs of one's own."""

from __future__ import annotations

from engine import assess
from explain import why_not
from knowledge.cases.use_case import model_of
from tests.conftest import DAY
from tests.random_knowledge import HEAD, base_of

ONE_GROUND = """
- {attribute: sold, type: bool, question: "?", values: {"true": y, "false": n},
   source: {work: w, at: "1"}}
- {attribute: trial, type: bool, question: "?", values: {"true": y, "false": n},
   source: {work: w, at: "1"}}
- {condition: sales, title: It is sold, because: So., when: sold, basis: stated,
   source: {work: w, at: "1"}}
- exception: a_trial
  title: A trial
  because: So.
  own_attributes: [trial]
  requires: [trial]
  ends_when: not trial
  lifts: [sales]
  source: {work: w, at: "1"}
  basis: stated
- verdict: excepted
  title: It is excepted
  rank: 3
  when: any(ground.*) and not any(standing.*)
  excepted_by: every exception
  because: So.
  source: {work: w, at: "1"}
  basis: stated
"""


def test_what_a_rule_asks_for_in_two_ways_is_told_as_it_fails():
    """With no ground none stands, which the verdict asks for, and none is lifted, which it does."""
    text = HEAD.format(verdict="any(standing.*)").replace("rank: 2", "rank: 9")
    base = base_of(text + ONE_GROUND)
    case = model_of(base).model_validate({"name": "a", "sold": False, "trial": True})
    found = why_not(assess(case, DAY, base=base), "excepted")
    (attempt,) = found.refutation.attempts
    assert attempt.outcome == "fails"
    (failed,) = attempt.of("fails")
    assert failed.proposition == "condition.sales"
    (leaf,) = failed.below.attempts[0].premises
    assert leaf.reads == ("sold",)
    assert "- Not so: It is sold" in str(found)
