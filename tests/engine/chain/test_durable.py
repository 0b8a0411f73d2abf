"""What durable_rules would not survive never reaches it, and what it does is what was measured."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count, takewhile

import pytest

from engine.chain.durable import ChainerLimit, Durable, library, refuse_what_crashes
from engine.chain.program import Absence, ChainedRule, Firings, Program
from engine.chain.ruleset import ChainerError, Ruleset, Written, explain_error, named
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
        assert Durable(limit).chain(atoms) == SemiNaive(limit).chain(atoms)


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
def test_a_case_leaves_nothing_behind_for_the_next_one():
    chainer = Durable(Program(rules=(ChainedRule(0, False, 0, 2, (0, 1)),), atoms=3, levels=1))
    assert chainer.chain([0]).true == frozenset()
    assert chainer.chain([1]).true == frozenset()
    assert chainer.chain([0, 1]).true == frozenset({0})


@needs_durable
def test_its_errors_are_put_into_words():
    of = program((0,))
    ruleset = Ruleset(library(), of, Written(of, 0), [0])
    ruleset.chain([0], [])
    ruleset.end()
    with pytest.raises(ChainerError, match="the ruleset does not exist, or was deleted"):
        ruleset.end()


class Interrupted:
    """durable_rules, with an interrupt that comes while it works: Python raises it at its next step
    after the n-th answer.
    """

    def __init__(self, monkeypatch, after):
        self.left, self.calls, self.ending = after, [], False
        for name in (
            "create_ruleset", "assert_fact", "start_action_for_state", "complete_and_start_action",
            "delete_state", "delete_ruleset",
        ):  # fmt: skip
            monkeypatch.setattr(library(), name, self.counting(name, getattr(library(), name)))

    def counting(self, name, does):
        def answering(*given):
            answered = does(*given)
            self.calls.append(name)
            self.left -= 1
            return answered

        return answering

    def trace(self, frame, *event):
        if frame.f_globals["__name__"] != Ruleset.__module__:
            return None
        frame.f_trace_opcodes = True
        if event[0] == "opcode" and self.left == 0:
            self.left, self.ending = -1, frame.f_code is Ruleset.end.__code__
            raise KeyboardInterrupt
        return self.trace


def interrupted(chainer, after):
    """What the library was asked for, and whether the interrupt came before the end; None: never"""
    before = sys.gettrace()
    with pytest.MonkeyPatch.context() as patched:
        engine = Interrupted(patched, after)
        # Python 3.12 tells of no opcode where no frame asked for them when the tracing began
        sys._getframe().f_trace_opcodes = True
        sys.settrace(engine.trace)
        try:
            chainer.chain([0])
        except KeyboardInterrupt:
            return engine.calls, not engine.ending
        finally:
            sys.settrace(before)
    return None


@needs_durable
def test_an_interrupt_while_the_library_works_comes_through_and_memory_is_given_back():
    chainer = Durable(program((0,), (1,)))
    came = list(takewhile(bool, (interrupted(chainer, after) for after in count(1))))
    assert [calls[:2] for calls, _ in came[:2]] == [
        ["create_ruleset", "delete_ruleset"],
        ["create_ruleset", "assert_fact"],
    ]
    for calls, before_the_end in came:
        assert calls.count("delete_ruleset") == 1
        if "assert_fact" in calls and before_the_end:
            # a session of which no action was asked for may have a pointer that nobody set
            assert calls[-3:] == ["start_action_for_state", "delete_state", "delete_ruleset"]
    assert chainer.chain([0]).true == frozenset({0})


@needs_durable
def test_what_it_cannot_read_is_told(monkeypatch):
    monkeypatch.setattr("engine.chain.ruleset._BEGINNING", "{")
    with pytest.raises(ChainerError, match="it could not read what it was given"):
        Durable(program((0,))).chain([0])


def test_an_error_without_a_known_number_keeps_its_words():
    assert explain_error(Exception("no such thing")) == "durable_rules failed: no such thing"


def of_two_atoms(*bodies: tuple[int, ...]) -> Program:
    rules = [ChainedRule(index, False, 0, 2 + index, body) for index, body in enumerate(bodies)]
    return Program(rules=tuple(rules), atoms=2 + len(bodies), levels=1)


# two texts of one 32-bit hash (FNV-1a)
TAKEN_FOR_ONE = ("a0_49273", "a0_629200")
MEETING = {  # programs in which the atoms 0 and 1 meet: both stated, concluded, absent
    "stated": (of_two_atoms((0, 1)), [0, 1]),
    "concluded": (
        Program(
            rules=(ChainedRule(0, False, 0, 1, (0,)), ChainedRule(1, False, 0, 2, (1,))),
            atoms=3,
            levels=1,
        ),
        [0],
    ),
    "absent": (
        Program(
            rules=(ChainedRule(0, False, 0, 3, (0,)), ChainedRule(1, False, 1, 4, (1,))),
            absences=(Absence(1, 2, 0),),
            atoms=5,
            levels=2,
        ),
        [0],
    ),
}


@needs_durable
@pytest.mark.parametrize(("met", "atoms"), MEETING.values(), ids=MEETING)
def test_facts_that_it_takes_for_one_are_named_anew(monkeypatch, met, atoms):
    tried = []

    def alike_at_first(atom, naming):
        tried.append(naming)
        return TAKEN_FOR_ONE[atom] if naming < 2 and atom < 2 else named(atom, naming)

    monkeypatch.setattr("engine.chain.ruleset.named", alike_at_first)
    chainer = Durable(met)
    assert chainer.chain(atoms) == SemiNaive(met).chain(atoms)
    assert sorted(set(tried)) == [0, 1, 2]
    tried.clear()
    assert chainer.chain(atoms) == SemiNaive(met).chain(atoms)
    assert tried == []  # the naming that did is kept, and what was written under it


@needs_durable
def test_facts_alike_under_every_naming_are_an_error_and_apart_they_are_none(monkeypatch):
    monkeypatch.setattr(
        "engine.chain.ruleset.named", lambda atom, _: (*TAKEN_FOR_ONE, "two", "three")[atom]
    )
    apart = of_two_atoms((0,), (1,))
    chainer = Durable(apart)
    for atom in (0, 1):
        assert chainer.chain([atom]) == SemiNaive(apart).chain([atom])
    with pytest.raises(ChainerError, match="under every naming"):
        chainer.chain([0, 1])
    assert chainer.chain([1]) == SemiNaive(apart).chain([1])


@needs_durable
def test_threads_that_meet_such_facts_together_are_answered_as_one_is(monkeypatch):
    def alike_at_first(atom, naming):
        return TAKEN_FOR_ONE[atom] if naming == 0 and atom < 2 else named(atom, naming)

    monkeypatch.setattr("engine.chain.ruleset.named", alike_at_first)
    both = of_two_atoms((0, 1), (0,), (1,))
    chainer = Durable(both)
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(chainer.chain, [[0, 1], [0], [1], []] * 40))
    assert found == [SemiNaive(both).chain(atoms) for atoms in ([0, 1], [0], [1], [])] * 40


@needs_durable
def test_each_case_has_a_ruleset_of_what_it_reaches_which_ends_with_it(monkeypatch):
    engine, made, ended = library(), [], []
    create, delete = engine.create_ruleset, engine.delete_ruleset

    def creating(name, text):
        made.append((set(json.loads(text)) - {"begin"}, create(name, text)))
        return made[-1][1]

    def deleting(handle):
        ended.append(handle)
        delete(handle)

    monkeypatch.setattr(engine, "create_ruleset", creating)
    monkeypatch.setattr(engine, "delete_ruleset", deleting)
    chainer = Durable(of_two_atoms((0,), (1,), (0, 1)))
    for atoms in ([0], [1], [0, 1], []):
        chainer.chain(atoms)
    assert [rules for rules, _ in made] == [{"r0"}, {"r1"}, {"r0", "r1", "r2"}, set()]
    assert ended == [handle for _, handle in made]


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
