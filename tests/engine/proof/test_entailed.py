"""What an answer entails is seen alike by every reader of the rules."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from engine import assess, assess_table
from engine.proof.algebra import Formula
from engine.proof.masks import Cases
from engine.proof.solver import Space, holds
from knowledge.base import KnowledgeBase
from knowledge.cases.use_case import model_of
from knowledge.entries.superseded import completed
from tests.random_knowledge import ATTRIBUTES, base_of, facts, knowledge_bases, opening
from tests.sizes import tried
from tests.table_cases import as_table, differences

DAY = date(2026, 11, 27)
RENAMED = """
- {attribute: old, type: set, superseded_by: [s0], question: "?", values: {v0: a, v1: b},
   source: {work: w, at: "1"}}
- {attribute: former, type: bool, superseded_by: [b0, b1], question: "?",
   values: {"true": y, "false": n}, entails: {false: {b0: false, b1: false}},
   source: {work: w, at: "1"}}
- {define: p0, title: p0, when: '"v0" in s0 and not b0', source: {work: w, at: '1'}, basis: stated}
- {define: p1, title: p1, when: 'any(disagrees.*) or established(former) and known(b1)',
   source: {work: w, at: '1'}, basis: stated}
"""
BASE = base_of(opening("p0") + RENAMED)

pytestmark = pytest.mark.random
settled = settings(
    max_examples=tried(15, 40),
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def truths(base: KnowledgeBase, answers: dict[str, object]) -> dict[str, bool | None]:
    case = model_of(base).model_validate({"name": "case", **answers})
    return assess(case, DAY, base=base, chainer="semi-naive").conclusions


def by_masks(base: KnowledgeBase, answers: dict[str, object]) -> dict[str, bool | None]:
    formula = Formula(base, base.visible, possible=True)
    cases = Cases(base, ATTRIBUTES, [answers])
    atoms = formula.values(cases.masks, cases.choices, {"today": DAY}).atoms
    found: dict[str, bool | None] = {}
    for name in base.visible:
        true = atoms.get(formula.program.truths.get(name, -1), 0)
        possible = atoms.get(formula.program.possibles.get(name, -1), 0)
        found[name] = True if true else None if possible else False
    return found


@settled
@given(base=knowledge_bases(entailing=True), answers=facts())
def test_an_answer_counts_as_if_what_it_entails_were_stated(base, answers):
    whole = completed(answers, base.entailments)
    assert truths(base, answers) == truths(base, whole) == by_masks(base, answers)


@settled
@given(base=knowledge_bases(entailing=True), answers=facts())
def test_a_table_reads_it_as_a_case_does(base, answers):
    case = model_of(base).model_validate({"name": "case", **answers})
    assessments = [assess(case, DAY, base=base)]
    table = as_table(assessments, base)
    rows = assess_table(table, DAY, base=base).to_dicts()
    assert differences(assessments, rows) == []


@settled
@given(base=knowledge_bases(entailing=True), answers=facts())
def test_a_formula_over_all_cases_says_of_one_what_that_case_says(base, answers):
    target = base.visible[-1]
    formula = Formula(base, [target])
    space = Space(formula, formula.attributes, {"today": DAY}, unanswered=True)
    pinned = [space.is_stated(name, answers.get(name)) for name in space.free]
    outcome = space.evaluate().get(target, False)
    model = space.find(*(space.named(pin) for pin in pinned))
    if model is None:  # answers beyond the domain make no other difference
        return
    relevant = {name: value for name, value in answers.items() if name in space.free}
    assert holds(model, outcome) == bool(truths(base, relevant)[target])


def test_an_answer_of_its_own_counts_more():
    assert truths(BASE, {"former": False, "s0": ["v0"]})["p0"] is True
    assert truths(BASE, {"former": False, "b0": True, "s0": ["v0"]})["p0"] is False


def test_what_an_old_answer_does_not_entail_stays_open():
    assert truths(BASE, {"former": True, "s0": ["v0"]})["p0"] is None


def test_an_attribute_that_was_renamed_is_read_under_its_new_name():
    assert truths(BASE, {"old": ["v0"], "b0": False})["p0"] is True
    assert truths(BASE, {"old": ["v0"], "s0": [], "b0": False})["p0"] is False


def test_old_and_new_disagree_where_both_cannot_be_so():
    def disagree(**answers: object) -> bool | None:
        return truths(BASE, answers)["disagrees.former"]

    assert disagree(former=False, b1=True) is True
    assert disagree(former=True, b0=False, b1=False) is True
    assert disagree(former=True, b0=False) is False
    assert disagree(former=False) is False


def test_the_report_says_what_an_old_answer_was_read_as():
    case = {"name": "case", "former": False, "b1": True}
    (told,) = assess(case, DAY, base=BASE).superseded
    assert (told.attribute, told.value) == ("former", False)
    assert told.read_as == {"b0": False}
    assert told.superseded_by == ("b0", "b1")
    assert told.to_state == ()
