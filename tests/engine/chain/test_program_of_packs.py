"""The program that chainers run: atoms, levels and absences that give three truth values to two."""

from __future__ import annotations

from hypothesis import given, settings

from engine.chain.program import compile_program
from knowledge.base import KnowledgeBase
from tests.random_knowledge import base_of, knowledge_bases, opening


def knowledge(**conditions: str) -> KnowledgeBase:
    """A base of these propositions over b0, b1 and b2; the verdict rests on the first."""
    defines = (
        f"- {{define: {name}, title: t, when: '{when}', source: {{work: w, at: '1'}}, "
        f"basis: stated}}"
        for name, when in conditions.items()
    )
    return base_of("\n".join([opening(next(iter(conditions)), ("b0", "b1", "b2")), *defines]))


@settings(max_examples=20, deadline=None, derandomize=True)
@given(knowledge_bases())
def test_atoms_are_numbered_from_zero_and_levels_rise_with_what_they_rest_on(base):
    program = compile_program(base)
    assert compile_program(base) == program
    level_of = {rule.head: rule.level for rule in program.rules}
    absent = {absence.atom: absence for absence in program.absences}
    for rule in program.rules:
        assert {rule.head, *rule.body} <= {*range(program.atoms)}
        assert rule.level < program.levels
        for atom in rule.body:
            if atom in absent:
                assert absent[atom].level < rule.level, "an absence is known before it is used"
            else:
                assert level_of.get(atom, 0) <= rule.level


def test_a_proposition_that_may_be_unknown_has_two_atoms_and_any_other_one():
    program = compile_program(knowledge(open="b0 or b1", told="known(b0)"))
    assert program.truths["open"] != program.possibles["open"]
    assert program.truths["told"] == program.possibles["told"]


def test_where_all_is_answered_each_proposition_has_one_atom_and_each_rule_is_chained_once():
    base = knowledge(p="q and b0", q="b1 or not r", r="b2")
    program = compile_program(base, all_answered=True)
    assert program.truths == program.possibles
    sources = [rule.source for rule in program.rules]
    assert len(sources) == len(set(sources))
    assert not any(rule.possible for rule in program.rules)


def test_a_negation_is_an_absence_of_the_other_truth():
    program = compile_program(knowledge(p="not q", q="b0"))
    absent = {absence.absent for absence in program.absences}
    assert {program.truths["q"], program.possibles["q"]} <= absent


def test_what_rests_on_facts_alone_is_decided_before_chaining():
    base = knowledge(p="q and r", q="b0 and b1", r="b2")
    program = compile_program(base)
    heads = {base.rules[rule.source].head for rule in program.decided}
    assert {"q", "r"} <= heads
    assert "p" not in heads
    assert {rule.head_true for rule in program.decided} <= program.given
