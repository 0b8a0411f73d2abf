"""Guards are Kleene's conjunction of their tests, each looked at in its mode."""

from __future__ import annotations

from itertools import product

from engine.chain.guards import GuardKeeper, start
from engine.chain.program import ChainedRule, DecidedRule, Firings, Guard, Program
from knowledge.conditions.tree import Attr, Test
from knowledge.rules.plain import Mode

TESTS = tuple(Test("yes", Attr(name)) for name in ("a", "b", "c", "d"))
ANSWERS = (True, False, None)


def conjunction(parts):
    return False if False in parts else None if None in parts else True


def test_each_guard_is_the_conjunction_of_its_tests_in_their_modes():
    guards = [Guard((), 0, 0)]
    for width in (1, 2, 3, 4):
        for modes in product((Mode.IS, Mode.ESTABLISHED, Mode.NOT_ESTABLISHED), repeat=width):
            guards.append(Guard(tuple(zip(TESTS, modes, strict=False)), 0, 0))
    keeper = GuardKeeper(TESTS, guards)
    for answers in product(ANSWERS, repeat=len(TESTS)):
        known = dict(zip(TESTS, answers, strict=True))
        facts = {test.left.name: answer for test, answer in known.items() if answer is not None}
        values = keeper.values(facts)
        assert values == list(answers)
        assert keeper.truths(values) == [
            conjunction([mode.of(known[test]) for test, mode in guard.literals]) for guard in guards
        ]


def test_each_test_is_decided_once_however_many_guards_use_it(monkeypatch):
    decided = []

    def counting(test):
        return lambda facts: decided.append(test)

    monkeypatch.setattr("engine.chain.guards.decider", counting)
    both = ((TESTS[0], Mode.IS), (TESTS[1], Mode.ESTABLISHED))
    keeper = GuardKeeper(TESTS[:2], [Guard(both, 0, 0), Guard(both[:1], 0, 0), Guard(both, 0, 0)])
    assert keeper.truths(keeper.values({})) == [False, None, False]
    assert decided == list(TESTS[:2])


def test_chaining_starts_from_guards_and_from_the_heads_of_rules_that_rest_on_facts_alone():
    program = Program(
        rules=(ChainedRule(2, False, 0, 6, (0,)),),
        guards=(Guard((), 0, 1), Guard((), 2, 3)),
        decided=(DecidedRule(0, 0, 4, 5), DecidedRule(1, 1, 7, 8)),
        atoms=9,
        levels=1,
    )
    assert start(program, [True, None]) == ({0, 1, 4, 5, 8}, Firings({0}, {0, 1}))
    assert start(program, [None, False]) == ({1, 5}, Firings(frozenset(), {0}))
