"""Rules in durable_rules: what follows from stated atoms in a ruleset of it.

Only what that engine does rightly is asked of it: positive `all` rules over ground atoms, asserted
one by one, in a session that is deleted afterwards. Negation is done outside, by adding the absence
atoms of a closed level.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import count
from math import isqrt
from typing import Any

from engine.chain.program import Absence, Program

SEEN = 2  # what the library answers to a fact that it takes for one stated before

_BEGIN, _SESSION = "begin", "s"
_BEGINNING = json.dumps({_BEGIN: {"all": [{"m": {"$ex": {_BEGIN: 1}}}]}})[:-1]
_FIRST_FACT = json.dumps({"sid": _SESSION, _BEGIN: 1})
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


class Written:
    """The atoms and rules of a program as durable_rules reads them, under one naming of the atoms.

    Each is written when it is first needed. The library tells facts apart by 32-bit hashes of what
    they say. It says when it meets one that it takes for another; under another naming it does not.
    """

    def __init__(self, program: Program, naming: int):
        self._rules, self._naming = program.rules, naming
        self._buckets = buckets(program.atoms)
        self._facts: dict[int, str] = {}  # by atom
        self._written: dict[int, str] = {}  # by the number of the rule

    def fact(self, atom: int) -> str:
        """An atom as a fact."""
        found = self._facts.get(atom)
        if found is None:
            name = named(atom, self._naming)
            found = self._facts[atom] = (
                f'{{"sid":"{_SESSION}","id":"{name}","p":"{name}","g":{atom % self._buckets}}}'
            )
        return found

    def ruleset(self, rules: Iterable[int]) -> str:
        """A ruleset of these rules as JSON."""
        return f"{_BEGINNING}{''.join(map(self._rule, rules))}}}"

    def _rule(self, number: int) -> str:
        """A rule as a member of JSON. Names need no escaping, so that it is put together here."""
        found = self._written.get(number)
        if found is None:
            premises = (
                f'{{"f{place}":{{"$and":[{{"g":{atom % self._buckets}}},'
                f'{{"p":"{named(atom, self._naming)}"}}]}}}}'
                for place, atom in enumerate(self._rules[number].body)
            )
            found = self._written[number] = f',"r{number}":{{"all":[{",".join(premises)}]}}'
        return found


class Ruleset:
    """Some rules of a program in durable_rules, for one case; ended by `end`.

    The library makes it once `chain` asks for it. An interrupt comes between two steps of Python
    and never within one, such as `extend`: what the library makes is in a list before one can come.
    """

    def __init__(self, engine: Any, program: Program, written: Written, rules: Sequence[int]):
        self._engine, self._program, self._written = engine, program, written
        self._rules = rules
        self._premises = {atom for number in rules for atom in program.rules[number].body}
        self._made: list[int] = []  # the handle
        self._begun: list[tuple[int, int]] = []  # what was answered to the first fact of a session

    def end(self) -> None:
        """Give its memory back, whatever was made of it. Raises `ChainerError`."""
        try:
            for handle in self._made:
                try:
                    for _, state in self._begun:
                        # an action that was never asked for would leave the session with an
                        # uninitialised pointer, which would be freed
                        self._engine.start_action_for_state(handle, state)
                        self._engine.delete_state(handle, _SESSION)
                finally:
                    self._engine.delete_ruleset(handle)
        except self._engine.error as error:
            raise ChainerError(explain_error(error)) from error

    def chain(self, atoms: Sequence[int], closing: Iterable[Iterable[Absence]]) -> list[int]:
        """The numbers of all rules that fire from these atoms; `closing`: the absences that look at
        each level.

        Raises `TwoForOne` where two facts that meet are one to durable_rules under this naming, and
        `ChainerError` for what it answers with an error.
        """
        known: set[int] = set()
        fired: list[int] = []
        try:
            state = self._open()
            waiting: Sequence[int] = atoms
            for absences in (*closing, ()):
                known.update(waiting)
                for atom in waiting:
                    self._state(atom)
                self._fire(state, known, fired)
                waiting = [one.atom for one in absences if one.absent not in known]
        except self._engine.error as error:
            raise ChainerError(explain_error(error)) from error
        return fired

    def _open(self) -> int:
        engine = self._engine
        name, text = f"threshold{next(_numbers)}", self._written.ruleset(self._rules)
        self._made.extend(map(engine.create_ruleset, (name,), (text,)))
        self._begun.extend(map(engine.assert_fact, self._made, (_FIRST_FACT,)))
        (self._handle,), ((_, state),) = self._made, self._begun
        started = engine.start_action_for_state(self._handle, state)
        while started:
            started = engine.complete_and_start_action(self._handle, state)
        return state

    def _state(self, atom: int) -> None:
        """State an atom as a fact, if some rule asks for it."""
        if atom not in self._premises:
            return
        if self._engine.assert_fact(self._handle, self._written.fact(atom))[0] == SEEN:
            raise TwoForOne

    def _fire(self, state: int, known: set[int], fired: list[int]) -> None:
        handle, rules = self._handle, self._program.rules
        complete = self._engine.complete_and_start_action
        started = self._engine.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message:
            number = int(message[3 : message.index('"', 3)])  # {"r17": {"f0": …}}
            fired.append(number)
            head = rules[number].head
            if head not in known:
                known.add(head)
                self._state(head)
            message = complete(handle, state)


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
