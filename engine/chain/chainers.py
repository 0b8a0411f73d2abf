"""Choosing a chainer, and building it once for a knowledge base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol

from engine.chain.answerable import refuse_what_cannot_answer
from engine.chain.durable import ChainerLimit, Durable, library, refuse_what_crashes
from engine.chain.guards import GuardKeeper, start
from engine.chain.program import (
    Firings,
    Program,
    compile_program,
    numbered_tests,
    program_when_all_answered,
)
from engine.chain.seminaive import SemiNaive
from knowledge.base import KnowledgeBase

ChainerName = Literal["durable_rules", "semi-naive"]


class Chainer(Protocol):
    """Forward chaining over the atoms of one program."""

    name: str

    def __init__(self, program: Program): ...
    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""


CHAINERS: Mapping[str, Callable[[Program], Chainer]] = {
    Durable.name: Durable,
    SemiNaive.name: SemiNaive,
}


def default_chainer() -> ChainerName:
    """durable_rules where it is installed, else the reference in plain Python.

    Both give the same answers.
    """
    return "durable_rules" if library() is not None else "semi-naive"


class Inference:
    """A knowledge base made ready for one chainer."""

    def __init__(self, base: KnowledgeBase, chainer: ChainerName):
        self.base, self.name = base, chainer
        self._make = CHAINERS[chainer]
        self._partial = base.derived(compile_program)
        self._guards = GuardKeeper(base.derived(numbered_tests), self._partial.guards)
        self._built: dict[bool, tuple[Program, Chainer]] = {}

    def fire(self, facts: Mapping[str, Any]) -> Firings:
        """The firings that follow from these facts, over `is true` and over `is possible`."""
        return self.decide(facts)[1]

    def decide(self, facts: Mapping[str, Any]) -> tuple[list[bool | None], Firings]:
        """Each test's truth, as `numbered_tests` counts them, and the firings that follow."""
        values = self._guards.values(facts)
        truths = self._guards.truths(values)
        program, chainer = self._program(all_answered=None not in truths)
        atoms, before = start(program, truths)
        return values, before.joined(chainer.chain(atoms))

    def _program(self, *, all_answered: bool) -> tuple[Program, Chainer]:
        """The program and its chainer: half the rules, where nothing is left open."""
        if all_answered not in self._built:
            program = (
                self.base.derived(program_when_all_answered) if all_answered else self._partial
            )
            self._built[all_answered] = program, self._make(program)
        return self._built[all_answered]


def inference(base: KnowledgeBase, chainer: ChainerName | None = None) -> Inference:
    """The knowledge base made ready for a chainer, by default the one of this machine; where the
    base has more rules than durable_rules takes, the reference in plain Python.

    Raises `InvalidKnowledge` where it lacks what every answer needs.
    """
    name: ChainerName = chainer or _fitting(base)
    if name not in CHAINERS:
        raise ValueError(f"there is no chainer {name!r}; there are {', '.join(CHAINERS)}")
    ready = base.derived(_ready)
    if name not in ready:
        ready.setdefault(name, Inference(base, name))
    return ready[name]


def _fitting(base: KnowledgeBase) -> ChainerName:
    """The default chainer that takes the rules of a base."""
    name = default_chainer()
    return "semi-naive" if name == Durable.name and not base.derived(_durable_takes) else name


def _durable_takes(base: KnowledgeBase) -> bool:
    """Whether durable_rules survives the rules of a base."""
    try:
        refuse_what_crashes(base.derived(compile_program))
    except ChainerLimit:
        return False
    return True


def _ready(base: KnowledgeBase) -> dict[str, Inference]:
    """The chainers of a base, kept by name: empty at first.

    Refused for a base that cannot answer.
    """
    refuse_what_cannot_answer(base)
    return {}
