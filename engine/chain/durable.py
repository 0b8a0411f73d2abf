"""The default chainer: durable_rules, driven as a positive propositional chainer.

Only what that engine does rightly is asked of it: positive `all` rules over ground atoms, asserted
one by one, in a session that is deleted afterwards. Negation is done outside, by adding the absence
atoms of a closed level. A program that would hang or crash it is refused before it is built.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from itertools import count
from math import isqrt
from queue import LifoQueue
from threading import Lock
from typing import Any
from weakref import finalize

from engine.chain.program import Firings, Program, collect
from knowledge.extras import MissingExtra

MOST_RULES = 4_096
MOST_PREMISES = 16
MOST_RULES_OF_ONE_ATOM = 255
MOST_FAN_OUT = 511  # different conditions under one parent
SESSIONS = 8  # more threads than these wait for each other

NAMINGS = 10  # tried before it is given up
SEEN = 2  # what the library answers to a fact that it takes for one stated before

_BEGIN = "begin"
_numbers = count()


class ChainerLimit(Exception):
    """A knowledge base that durable_rules would not survive; it never reaches the C code."""


class ChainerError(Exception):
    """durable_rules answered with an error; its number is put into words."""


_ERRORS = {  # by the numbers of the library's own error.h
    101: "it is out of memory",
    106: "it takes no more rules",
    107: "it takes no more conditions of this kind",
    108: "it takes no more rules that share a premise",
    109: "a rule says neither all nor any",
    111: "the ruleset does not exist, or was deleted",
    112: "it takes no more rulesets or sessions",
    113: "it takes no more conditions in one expression",
    302: "a fact has too many properties",
    303: "too much matches at once",
    304: "a rule matches too many facts",
    309: "the session does not exist",
    310: "there is nothing to fire",
}
_PARSING = range(201, 206)
_NUMBER = re.compile(r"error code: (\d+)")


def library() -> Any:
    """The C module, or None where it is not built on this machine."""
    try:
        import durable_rules_engine
    except ImportError:
        return None
    return durable_rules_engine


class _TwoForOne(Exception):
    """durable_rules takes a fact for another one, whose 32-bit hash it shares."""


class Durable:
    """A chainer on durable_rules; several threads may use it at once."""

    name = "durable_rules"

    def __init__(self, program: Program):
        self._engine = library()
        if self._engine is None:
            raise MissingExtra("the chainer durable_rules", "durable_rules_engine")
        refuse_what_crashes(program)
        self._program = program
        self._sources = [(rule.source, rule.possible) for rule in program.rules]
        self._heads = [rule.head for rule in program.rules]
        self._closing: list[list[tuple[int, int]]] = [[] for _ in range(program.levels)]
        for absence in program.absences:
            self._closing[absence.level].append((absence.atom, absence.absent))
        self._used = frozenset(atom for rule in program.rules for atom in rule.body)
        self._free: LifoQueue[int] = LifoQueue()
        for session in range(SESSIONS):
            self._free.put(session)
        self._naming = Lock()
        self._ruleset = _Ruleset(self._engine, program)

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        given = list(atoms)
        session = self._free.get()
        try:
            while True:
                ruleset = self._ruleset
                try:
                    return self._chain(ruleset, session, given)
                except _TwoForOne:
                    self._rename(ruleset)
        finally:
            self._free.put(session)

    def close(self) -> None:
        """Give the ruleset's memory back; happens by itself when the chainer is dropped.

        Not to be used afterwards.
        """
        self._ruleset.release()

    def _rename(self, ruleset: _Ruleset) -> None:
        """Give the atoms other names than in this ruleset, unless another thread has done so."""
        with self._naming:
            if self._ruleset is not ruleset:
                return
            if ruleset.naming + 1 == NAMINGS:
                raise ChainerError(
                    "durable_rules takes two facts for one under every naming that was tried"
                )
            self._ruleset = _Ruleset(self._engine, self._program, ruleset.naming + 1)

    def _open(self, handle: Any, begin: str) -> int:
        state: int = self._engine.assert_fact(handle, begin)[1]
        # an unused first action would leave the session with an uninitialised pointer
        started = self._engine.start_action_for_state(handle, state)
        while started:
            started = self._engine.complete_and_start_action(handle, state)
        return state

    def _chain(self, ruleset: _Ruleset, session: int, atoms: list[int]) -> Firings:
        engine, handle, used = self._engine, ruleset.handle, self._used
        facts = ruleset.facts_of(session)
        known: set[int] = set()
        fired: list[int] = []
        try:
            state = self._open(handle, ruleset.begin[session])
            waiting = atoms
            for closing in (*self._closing, ()):
                known.update(waiting)
                for atom in waiting:
                    if atom in used and engine.assert_fact(handle, facts[atom])[0] == SEEN:
                        raise _TwoForOne
                self._fire(handle, state, facts, known, fired)
                waiting = [atom for atom, absent in closing if absent not in known]
            return collect(self._sources, fired)
        except engine.error as error:
            raise ChainerError(explain_error(error)) from error
        finally:
            try:
                engine.delete_state(handle, ruleset.sessions[session])
            except engine.error as error:
                raise ChainerError(explain_error(error)) from error

    def _fire(
        self, handle: Any, state: int, facts: list[str], known: set[int], fired: list[int]
    ) -> None:
        heads, used = self._heads, self._used
        complete, state_fact = self._engine.complete_and_start_action, self._engine.assert_fact
        started = self._engine.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message:
            index = int(message[3 : message.index('"', 3)])  # {"r17": {"f0": …}}
            fired.append(index)
            head = heads[index]
            if head not in known:
                known.add(head)
                if head in used and state_fact(handle, facts[head])[0] == SEEN:
                    raise _TwoForOne
            message = complete(handle, state)


class _Ruleset:
    """The rules of a program in durable_rules, under one naming of its atoms.

    The library tells facts apart by 32-bit hashes of what they say. It says when it meets one that
    it takes for another, and only then are they named anew: in few sessions do two such facts meet.
    """

    def __init__(self, engine: Any, program: Program, naming: int = 0):
        self.naming = naming
        self.names = [named(atom, naming) for atom in range(program.atoms)]
        self.sessions = [f"s{session}" for session in range(SESSIONS)]
        self.begin = [json.dumps({"sid": session, _BEGIN: 1}) for session in self.sessions]
        self._buckets = buckets(program.atoms)
        try:
            self.handle = engine.create_ruleset(
                f"threshold{next(_numbers)}", self._definition(program)
            )
        except engine.error as error:
            raise ChainerError(explain_error(error)) from error
        self.release = finalize(self, engine.delete_ruleset, self.handle)
        # session → each atom as a fact of it; made when the session is first used
        self._facts: dict[int, list[str]] = {}

    def facts_of(self, session: int) -> list[str]:
        """Each atom as a fact of a session."""
        if session not in self._facts:
            start = f'{{"sid":"{self.sessions[session]}"'
            self._facts[session] = [
                f'{start},"id":"{name}","p":"{name}","g":{atom % self._buckets}}}'
                for atom, name in enumerate(self.names)
            ]
        return self._facts[session]

    def _definition(self, program: Program) -> str:
        """The ruleset as JSON. Names need no escaping, so that most of it is put together here."""
        matches = [
            f'{{"$and":[{{"g":{atom % self._buckets}}},{{"p":"{name}"}}]}}'
            for atom, name in enumerate(self.names)
        ]
        rules = []
        for index, rule in enumerate(program.rules):
            body = [f'{{"f{number}":{matches[atom]}}}' for number, atom in enumerate(rule.body)]
            rules.append(f',"r{index}":{{"all":[{",".join(body)}]}}')
        begin = json.dumps({_BEGIN: {"all": [{"m": {"$ex": {_BEGIN: 1}}}]}})
        return f"{begin[:-1]}{''.join(rules)}}}"


def named(atom: int, naming: int) -> str:
    """An atom's name in durable_rules, which differs in each naming."""
    return f"a{naming}_{atom}"


def buckets(atoms: int) -> int:
    """Into how many buckets atoms are put.

    An atom is matched by its bucket first, then among the atoms of that bucket. A fact therefore
    matches one condition at the root, however many rules there are. The engine tries both one by
    one, so that the root of their number costs least; both stay far below MOST_FAN_OUT.
    """
    return max(1, isqrt(atoms))


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


def explain_error(error: Exception) -> str:
    """An error of durable_rules, which gives a bare number, in words."""
    found = _NUMBER.search(str(error))
    number = int(found[1]) if found else 0
    words = "it could not read what it was given" if number in _PARSING else _ERRORS.get(number)
    return f"durable_rules: {words} ({error})" if words else f"durable_rules failed: {error}"
