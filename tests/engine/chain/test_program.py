"""The program of a knowledge base, and the firings that a chainer gives back."""

from __future__ import annotations

import pytest

from engine.chain.program import (
    Absence,
    ChainedRule,
    Firings,
    Program,
    collect,
    compile_program,
    numbered_tests,
)
from knowledge import load
from knowledge.conditions.tree import Test


def test_what_fires_over_is_true_is_possible_too():
    sources = [(7, False), (7, True), (8, True), (9, False)]
    assert collect(sources, [0, 1, 2]) == Firings(frozenset({7}), frozenset({7, 8}))
    assert collect(sources, [0, 3]).settled
    assert not collect(sources, [2, 3]).settled


def test_firings_are_joined_over_both():
    settled, open_ = Firings({1}, {1}), Firings({2}, {2, 3})
    assert settled.joined(open_) == Firings({1, 2}, {1, 2, 3})
    assert settled.joined(Firings({4}, {4})) == Firings({1, 4}, {1, 4})


def test_its_fields_go_by_their_names():
    with pytest.raises(TypeError, match="positional"):
        Program((), (), (), (), 1, 1)


def test_each_test_that_a_rule_asks_for_has_one_number_and_each_guard_asks_for_such_tests():
    base = load()
    numbers = numbered_tests(base)
    asked = [
        literal.target
        for rule in base.rules
        for literal in rule.body
        if isinstance(literal.target, Test)
    ]
    assert list(numbers.values()) == list(range(len(set(asked))))
    assert list(numbers) == list(dict.fromkeys(asked))
    for program in (compile_program(base), compile_program(base, all_answered=True)):
        assert {test for guard in program.guards for test, _ in guard.literals} == set(numbers)


def test_the_same_base_gives_the_same_program():
    base = load()
    assert compile_program(base) == compile_program(base)
    assert len(compile_program(base, all_answered=True).rules) < len(compile_program(base).rules)


def test_within_reach_are_the_rules_whose_premises_can_all_come_to_hold():
    # 0 → 1 → 2 in the wrong order, 3 beside it; 5 says that 1 is absent
    bodies = {2: (1,), 1: (0,), 4: (3,), 6: (0, 3), 7: (5, 2)}
    rules = tuple(ChainedRule(head, False, 0, head, body) for head, body in bodies.items())
    program = Program(rules=rules, absences=(Absence(5, 1, 0),), atoms=8, levels=2)

    def heads(*atoms: int) -> set[int]:
        return {rules[number].head for number in program.within_reach(atoms)}

    assert (heads(0), heads(3), heads(0, 3), heads()) == ({1, 2, 7}, {4}, set(bodies), set())
