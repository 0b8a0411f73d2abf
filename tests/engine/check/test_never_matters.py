"""Answers that matter are told from those that never do.

What is proven is what trying all answers shows.
"""

from __future__ import annotations

from itertools import product

from hypothesis import given

from engine.check.never_matters import never_matter
from engine.proof.algebra import Formula
from engine.proof.days import Day
from engine.proof.masks import Cases
from engine.proof.truths import Truths
from tests.engine.check.test_soundness import pack
from tests.engine.proof.test_sensitivity import fine
from tests.engine.proof.test_solver import DAY, with_random_knowledge
from tests.random_knowledge import ATTRIBUTES, base_of, knowledge_bases


def days(base):
    return [Day(Formula(base, dict.fromkeys(rule.head for rule in base.rules), possible=True), DAY)]


def idle(base):
    return {flaw.proposition for flaw in never_matter(base, days(base))}


def test_an_answer_that_changes_a_conclusion_matters():
    assert idle(pack(p="n > 3")) == set()


def test_an_answer_that_others_always_outweigh_never_matters():
    assert idle(pack(p="n > 3 or n > 5 and known(day)")) == {"day"}


def test_an_answer_that_only_a_step_reads_never_matters():
    base = pack(p="a")
    assert "n" not in idle(base)  # nothing reads it at all
    assert idle(pack(p="n > 3", q="p and not p")) == set()


def test_leaving_an_answer_out_is_an_answer_too():
    assert idle(pack(p="known(day)")) == set()


@with_random_knowledge
@given(knowledge_bases())
def test_an_answer_never_matters_just_where_trying_all_answers_shows_no_difference(base):
    (day,) = days(base)
    heads = [
        name for name, known in base.propositions.items() if not known.step and not known.hidden
    ]
    options = [[None, *fine(ATTRIBUTES[name], name)] for name in day.free]
    rows = [
        dict(zip(day.free, row, strict=True))
        for row, _ in zip(product(*options), range(4_000), strict=False)
    ]
    if len(rows) == 4_000:
        return
    found = idle(base)
    for name, values in zip(day.free, options, strict=True):
        seen = set()
        for answer in values:
            cases = Cases(base, day.free, rows, ({name: answer},))
            read = Truths(
                day.formula, cases.masks, day.formula.values(cases.masks, cases.choices, day.facts)
            )
            seen.add(
                tuple(mask for head in heads for mask in (read.true(head), read.possible(head)))
            )
        assert (name in found) is (len(seen) == 1)


def test_a_knowledge_base_without_rules_asks_for_nothing():
    name = (
        '{attribute: name, type: text, question: "?", required: true, source: {work: w, at: "1"}}'
    )
    assert idle(base_of(f"- {{work: w, title: a work, cited_as: W}}\n- {name}")) == set()
