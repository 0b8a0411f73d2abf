"""What durable_rules would not survive never reaches it, and what it does is what was measured."""

from __future__ import annotations

import pytest

from engine.chain.durable import (
    ChainerError,
    ChainerLimit,
    Durable,
    explain_error,
    library,
    refuse_what_crashes,
)
from engine.chain.program import Absence, ChainedRule, Firings, Program
from engine.chain.seminaive import SemiNaive
from tests.conftest import needs_durable


def program(
    *bodies: tuple[int, ...],
    heads: int = 1_000_000,
    absences: tuple[Absence, ...] = (),
    levels: int = 1,
) -> Program:
    rules = tuple(
        ChainedRule(index, False, 0, heads + index, body) for index, body in enumerate(bodies)
    )
    atoms = 1 + max((atom for body in bodies for atom in body), default=0)
    return Program(rules=rules, absences=absences, atoms=atoms, levels=levels)


@needs_durable
def test_the_library_is_installed_here():
    assert library() is not None, (
        "the tests need durable_rules; make setup builds it with a C compiler"
    )


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (program(*[(n % 300,) for n in range(4_096)]), "4096 chained rules"),
        (program(tuple(range(17))), "has 17 premises"),
        (program(()), "has no premise"),
        (program(*[(7, n + 10) for n in range(256)]), "256 rules share atom 7"),
        (program(*[(n,) for n in range(4_000)]), None),
    ],
    ids=[
        "too many rules",
        "too many premises",
        "no premise",
        "a premise shared by too many",
        "many atoms are fine",
    ],
)
def test_a_limit_is_refused_with_a_clear_error_before_it_reaches_c(broken, says):
    if says is None:
        refuse_what_crashes(broken)
        return
    with pytest.raises(ChainerLimit, match=says):
        refuse_what_crashes(broken)


def test_a_fan_out_that_would_overflow_is_refused():
    with pytest.raises(ChainerLimit, match="need a fan-out of 549"):
        refuse_what_crashes(program((300_000,)))


@needs_durable
def test_at_its_limits_it_still_answers_as_the_reference_does():
    rule = ChainedRule(0, False, 0, 16, tuple(range(16)))
    wide = Program(rules=(rule,), atoms=17, levels=1)
    rules = tuple(ChainedRule(n, False, 0, 300 + n, (0, 1 + n)) for n in range(255))
    shared = Program(rules=rules, atoms=600, levels=1)
    for limit, atoms in ((wide, range(16)), (shared, range(256))):
        chainer = Durable(limit)
        assert chainer.chain(atoms) == SemiNaive(limit).chain(atoms)
        chainer.close()


@needs_durable
def test_an_absence_is_added_only_after_its_level_is_closed():
    # 0 → 1 at level 0; absence 2 of 1; 2 → 3 at level 1
    negation = Program(
        rules=(ChainedRule(0, False, 0, 1, (0,)), ChainedRule(1, False, 1, 3, (2,))),
        absences=(Absence(2, 1, 0),),
        atoms=4,
        levels=2,
    )
    for chainer in (Durable(negation), SemiNaive(negation)):
        assert chainer.chain([0]) == Firings(frozenset({0}), frozenset({0}))
        assert chainer.chain([]) == Firings(frozenset({1}), frozenset({1}))


@needs_durable
def test_a_session_leaves_nothing_behind_for_the_next_one():
    chainer = Durable(Program(rules=(ChainedRule(0, False, 0, 2, (0, 1)),), atoms=3, levels=1))
    assert chainer.chain([0]).true == frozenset()
    assert chainer.chain([1]).true == frozenset()
    assert chainer.chain([0, 1]).true == frozenset({0})


@needs_durable
def test_its_errors_are_put_into_words():
    chainer = Durable(program((0,)))
    chainer.close()
    with pytest.raises(ChainerError, match="the ruleset does not exist, or was deleted"):
        chainer.chain([0])


@needs_durable
def test_what_it_cannot_read_is_told(monkeypatch):
    monkeypatch.setattr("engine.chain.durable.json.dumps", lambda value: "{")
    with pytest.raises(ChainerError, match="it could not read what it was given"):
        Durable(program((0,)))


def test_an_error_without_a_known_number_keeps_its_words():
    assert explain_error(Exception("no such thing")) == "durable_rules failed: no such thing"


@needs_durable
def test_facts_that_it_takes_for_one_are_named_anew(monkeypatch):
    tried = []
    real = Durable._all_distinct

    def collide_once(self, handle):
        tried.append(handle)
        return len(tried) > 1 and real(self, handle)

    monkeypatch.setattr(Durable, "_all_distinct", collide_once)
    chainer = Durable(program((0,)))
    assert len(tried) == 2
    assert chainer.chain([0]).true == frozenset({0})
    monkeypatch.setattr(Durable, "_all_distinct", lambda self, handle: False)
    with pytest.raises(ChainerError, match="under every naming"):
        Durable(program((0,)))


@needs_durable
def test_the_engine_itself_says_which_facts_it_takes_for_one():
    chainer = Durable(program((0, 1)))
    assert chainer._all_distinct(None)
    # two texts of one 32-bit hash (FNV-1a)
    chainer._ids[:2] = ["a0_49273", "a0_629200"]
    assert not chainer._all_distinct(None)


@pytest.mark.parametrize(
    "many", [600, pytest.param(5_000, marks=pytest.mark.long)], ids=["some", "very many"]
)
def test_memory_stays_flat_over_many_assessments(many):
    import resource

    from engine import assess
    from knowledge import UseCase

    case = UseCase(
        name="case", output_use="operational", volume_multiple=12, controls={"monitoring": False}
    )
    for _ in range(200):
        assess(case)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(many):
        assess(case)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4_096  # KiB
