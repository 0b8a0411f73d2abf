"""The default chainer: durable_rules, driven as a positive propositional chainer.

A program that would hang or crash it is refused before it is built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import count
from queue import LifoQueue
from threading import Lock
from typing import Any

from engine.chain.program import Firings, Program
from engine.chain.ruleset import ChainerError, Ruleset, TwoForOne, buckets
from knowledge.extras import MissingExtra

MOST_RULES = 4_096
MOST_PREMISES = 16
MOST_RULES_OF_ONE_ATOM = 255
MOST_FAN_OUT = 511  # different conditions under one parent
SESSIONS = 8  # more threads than these wait for each other

FIRST = 16  # cases that are answered before a ruleset of all rules pays
NAMINGS = 10  # tried before it is given up


class ChainerLimit(Exception):
    """A knowledge base that durable_rules would not survive; it never reaches the C code."""


def library() -> Any:
    """The C module, or None where it is not built on this machine."""
    try:
        import durable_rules_engine
    except ImportError:
        return None
    return durable_rules_engine


class Durable:
    """A chainer on durable_rules; several threads may use it at once.

    A ruleset of all rules costs as much as some dozen answers, and most of what it costs is memory.
    Each of the first cases therefore has a ruleset of its own: the rules within its reach.
    """

    name = "durable_rules"

    def __init__(self, program: Program, first: int = FIRST):
        """`first`: how many cases have a ruleset of their own."""
        self._engine = library()
        if self._engine is None:
            raise MissingExtra("the chainer durable_rules", "durable_rules_engine")
        refuse_what_crashes(program)
        self._program = program
        self._first = first
        self._chained = count()
        self._free: LifoQueue[int] = LifoQueue()
        for session in range(SESSIONS):
            self._free.put(session)
        self._making = Lock()
        self._whole: Ruleset | None = None

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        given = list(atoms)
        if next(self._chained) < self._first:
            return self._chain_alone(given)
        session = self._free.get()
        try:
            ruleset = self._ruleset_after(None)
            while True:
                try:
                    return ruleset.chain(given, session)
                except TwoForOne:
                    ruleset = self._ruleset_after(ruleset)
        finally:
            self._free.put(session)

    def _chain_alone(self, atoms: list[int]) -> Firings:
        """The same, in a ruleset of the rules that these atoms can reach, which is not kept."""
        within = self._program.within_reach(atoms)
        for naming in range(NAMINGS):
            ruleset = Ruleset(self._engine, within, naming)
            try:
                return ruleset.chain(atoms)
            except TwoForOne:
                continue
            finally:
                ruleset.release()
        raise _alike_under_every_naming()

    def _ruleset_after(self, old: Ruleset | None) -> Ruleset:
        """The ruleset of all rules, made once; other than `old`, whose naming did not do."""
        with self._making:
            if self._whole is None:
                self._whole = Ruleset(self._engine, self._program)
            elif self._whole is old:
                if old.naming + 1 == NAMINGS:
                    raise _alike_under_every_naming()
                self._whole = Ruleset(self._engine, self._program, old.naming + 1)
            return self._whole


def _alike_under_every_naming() -> ChainerError:
    return ChainerError("durable_rules takes two facts for one under every naming that was tried")


def refuse_what_crashes(program: Program) -> None:
    """Raise `ChainerLimit` where durable_rules was measured not to survive the program."""
    if len(program.rules) > MOST_RULES - 1:
        raise ChainerLimit(
            f"{len(program.rules)} chained rules; durable_rules takes at most {MOST_RULES - 1}"
        )
    uses: Counter[int] = Counter()
    for rule in program.rules:
        if not rule.body:
            raise ChainerLimit(f"plain rule {rule.source} has no premise; durable_rules would hang")
        if len(rule.body) > MOST_PREMISES:
            raise ChainerLimit(
                f"plain rule {rule.source} has {len(rule.body)} premises; "
                f"at most {MOST_PREMISES} are taken: define a part of it"
            )
        uses.update(rule.body)
    for atom, number in uses.items():
        if number > MOST_RULES_OF_ONE_ATOM:
            raise ChainerLimit(
                f"{number} rules share atom {atom} as a premise; "
                f"durable_rules takes at most {MOST_RULES_OF_ONE_ATOM}"
            )
    fan_out = max(buckets(program.atoms), -(-program.atoms // buckets(program.atoms)))
    if fan_out > MOST_FAN_OUT:
        raise ChainerLimit(
            f"{program.atoms} atoms need a fan-out of {fan_out}; "
            f"durable_rules would hang beyond {MOST_FAN_OUT}"
        )
