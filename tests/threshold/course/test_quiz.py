"""The quiz: one choice of each question is right, and the engine says which."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.base import load
from knowledge.entries import Verdict
from threshold.course.quiz import question
from threshold.course.script import QuizItem, shipped_script
from threshold.course.situations import Situations
from threshold.course.solutions import Solver
from threshold.course.texts import course_text


@pytest.fixture(scope="module")
def solver():
    return Solver(Situations("en"), course_text("en").pages)


def right(solver, **item):
    asked = question(QuizItem(item="any", **item), "Which?", solver)
    return [choice.says for choice in asked.choices if choice.right]


def test_every_question_has_one_right_choice_and_a_reason(solver):
    for item in shipped_script().quiz:
        asked = question(item, "Which?", solver)
        assert sum(choice.right for choice in asked.choices) == 1, item.item
        assert asked.answer, item.item
        assert asked.reasons, item.item


def test_another_answer_in_the_case_makes_another_choice_right(solver):
    short = {entry.id: entry.short for entry in load().of_kind(Verdict)}
    asked = {"case": "netflix_prize", "asks": "verdict"}
    assert right(solver, **asked) == [short["experimentation_acceptable"]]
    used = right(solver, **asked, suppose={"output_use": "operational"})
    assert used == [short["production_required"]]


def test_what_is_forbidden_is_of_the_heaviest_tier(solver):
    """AI Act, Art. 5(1)(c): social scoring is prohibited."""
    asked = {"case": "schufa_score", "asks": "tier", "on": date(2027, 12, 2)}
    assert right(solver, **asked) == ["high-risk"]
    forbidden = {"prohibited_practices": ["social_scoring"]}
    assert right(solver, **asked, suppose=forbidden) == ["prohibited"]


def test_whether_a_verdict_stays_is_asked_of_both_cases(solver):
    say = solver.say
    asked = {"case": "office_assistant_trial", "asks": "stays"}
    assert right(solver, **asked, suppose={"written_agreement": False}) == [say["turns"]]
    assert right(solver, **asked, suppose={"written_agreement": True}) == [say["stays"]]


OWN = """
- work: house
  title: Rules of a house
  cited_as: House
- attribute: house_asked
  type: bool
  question: Was the house asked?
  values: {"true": it was, "false": it was not}
  source: {work: house, at: "1"}
- verdict: house_no
  rank: 5
  title: The house said no
  when: not house_asked
  source: {work: house, at: "2"}
  basis: stated
"""


def test_a_case_that_rules_of_ones_own_leave_open_has_a_right_choice_too(tmp_path):
    """No shipped case answers what only an own pack asks."""
    (tmp_path / "house.yaml").write_text(OWN)
    base = load(tmp_path / "house.yaml")
    solver = Solver(Situations("en", base), course_text("en").pages)
    assert right(solver, case="zillow_offers", asks="verdict") == ["Not settled yet"]
