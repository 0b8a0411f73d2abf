"""The default chainer: durable_rules, driven as a positive propositional chainer.

A program that would hang or crash it is refused before it is built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from engine.chain.program import Absence, Firings, Program, collect
from engine.chain.ruleset import ChainerError, Ruleset, TwoForOne, Written, buckets
from knowledge.extras import MissingExtra

MOST_RULES = 4_096
MOST_PREMISES = 16
MOST_RULES_OF_ONE_ATOM = 255
MOST_FAN_OUT = 511  # different conditions under one parent

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

    Each case has a ruleset of its own: the rules that its atoms can reach, which are a quarter of
    all where much is open. Building it takes no longer than a session takes in a ruleset of all
    rules, whose memory (12 kB a premise) the system may have to hand out anew.
    """

    name = "durable_rules"

    def __init__(self, program: Program):
        self._engine = library()
        if self._engine is None:
            raise MissingExtra("the chainer durable_rules", "durable_rules_engine")
        refuse_what_crashes(program)
        self._program = program
        self._sources = [(rule.source, rule.possible) for rule in program.rules]
        self._closing: list[list[Absence]] = [[] for _ in range(program.levels)]
        for absence in program.absences:
            self._closing[absence.level].append(absence)
        self._written = [Written(program, naming) for naming in range(NAMINGS)]
        self._naming = 0  # which did in the last case

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        given = list(atoms)
        within = self._program.within_reach(given)
        first = self._naming
        for naming in (first, *(other for other in range(NAMINGS) if other != first)):
            ruleset = Ruleset(self._engine, self._program, self._written[naming], within)
            try:
                fired = ruleset.chain(given, self._closing)
            except TwoForOne:
                continue
            finally:
                ruleset.end()
            self._naming = naming
            return collect(self._sources, fired)
        raise ChainerError(
            "durable_rules takes two facts for one under every naming that was tried"
        )


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
