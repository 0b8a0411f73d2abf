"""Rules in durable_rules: one ruleset of it, and what follows in it from stated atoms.

Only what that engine does rightly is asked of it: positive `all` rules over ground atoms, asserted
one by one, in a session that is deleted afterwards. Negation is done outside, by adding the absence
atoms of a closed level.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import count
from math import isqrt
from typing import Any
from weakref import finalize

from engine.chain.program import Firings, Program, collect

SEEN = 2  # what the library answers to a fact that it takes for one stated before

_BEGIN = "begin"
_numbers = count()


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


class TwoForOne(Exception):
    """durable_rules takes a fact for another one, whose 32-bit hash it shares."""


class Ruleset:
    """The rules of a program in durable_rules, under one naming of its atoms.

    The library tells facts apart by 32-bit hashes of what they say. It says when it meets one that
    it takes for another, and only then are they named anew: in few sessions do two such facts meet.
    """

    def __init__(self, engine: Any, program: Program, naming: int = 0):
        self.naming = naming
        self._engine = engine
        self._sources = [(rule.source, rule.possible) for rule in program.rules]
        self._heads = [rule.head for rule in program.rules]
        self._closing: list[list[tuple[int, int]]] = [[] for _ in range(program.levels)]
        for absence in program.absences:
            self._closing[absence.level].append((absence.atom, absence.absent))
        self._buckets = buckets(program.atoms)
        self._names = {
            atom: named(atom, naming)
            for atom in sorted({atom for rule in program.rules for atom in rule.body})
        }
        try:
            self._handle = engine.create_ruleset(
                f"threshold{next(_numbers)}", self._definition(program)
            )
        except engine.error as error:
            raise ChainerError(explain_error(error)) from error
        self.release = finalize(self, engine.delete_ruleset, self._handle)
        # session → each atom that is a premise, as a fact of it; made when it is first used
        self._facts: dict[int, dict[int, str]] = {}

    def chain(self, atoms: Sequence[int], session: int = 0) -> Firings:
        """All firings that follow from these atoms; two threads are not to share a session.

        Raises `TwoForOne` where two facts that meet are one to durable_rules under this naming, and
        `ChainerError` for what it answers with an error.
        """
        engine, handle, name = self._engine, self._handle, f"s{session}"
        facts = self._facts_of(session, name)
        known: set[int] = set()
        fired: list[int] = []
        try:
            state = self._open(name)
            waiting = atoms
            for closing in (*self._closing, ()):
                known.update(waiting)
                for atom in waiting:
                    if atom in facts and engine.assert_fact(handle, facts[atom])[0] == SEEN:
                        raise TwoForOne
                self._fire(state, facts, known, fired)
                waiting = [atom for atom, absent in closing if absent not in known]
            return collect(self._sources, fired)
        except engine.error as error:
            raise ChainerError(explain_error(error)) from error
        finally:
            try:
                engine.delete_state(handle, name)
            except engine.error as error:
                raise ChainerError(explain_error(error)) from error

    def _open(self, session: str) -> int:
        engine, handle = self._engine, self._handle
        state: int = engine.assert_fact(handle, json.dumps({"sid": session, _BEGIN: 1}))[1]
        # an unused first action would leave the session with an uninitialised pointer
        started = engine.start_action_for_state(handle, state)
        while started:
            started = engine.complete_and_start_action(handle, state)
        return state

    def _fire(self, state: int, facts: dict[int, str], known: set[int], fired: list[int]) -> None:
        handle, heads = self._handle, self._heads
        complete, state_fact = self._engine.complete_and_start_action, self._engine.assert_fact
        started = self._engine.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message:
            index = int(message[3 : message.index('"', 3)])  # {"r17": {"f0": …}}
            fired.append(index)
            head = heads[index]
            if head not in known:
                known.add(head)
                if head in facts and state_fact(handle, facts[head])[0] == SEEN:
                    raise TwoForOne
            message = complete(handle, state)

    def _facts_of(self, session: int, name: str) -> dict[int, str]:
        if session not in self._facts:
            start = f'{{"sid":"{name}"'
            self._facts[session] = {
                atom: f'{start},"id":"{says}","p":"{says}","g":{atom % self._buckets}}}'
                for atom, says in self._names.items()
            }
        return self._facts[session]

    def _definition(self, program: Program) -> str:
        """The ruleset as JSON. Names need no escaping, so that most of it is put together here."""
        matches = {
            atom: f'{{"$and":[{{"g":{atom % self._buckets}}},{{"p":"{name}"}}]}}'
            for atom, name in self._names.items()
        }
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


def explain_error(error: Exception) -> str:
    """An error of durable_rules, which gives a bare number, in words."""
    found = _NUMBER.search(str(error))
    number = int(found[1]) if found else 0
    words = "it could not read what it was given" if number in _PARSING else _ERRORS.get(number)
    return f"durable_rules: {words} ({error})" if words else f"durable_rules failed: {error}"
