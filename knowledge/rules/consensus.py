"""Alternatives that follow from others, so that a conclusion reads unknown only where it is open.

Of `rained and outside or not rained and outside`, neither alternative holds while nobody knows
whether it rained, though one of them must: their consensus, `outside`, says so. All of them are
added, and the alternatives that they contain are left out (Quine's iterated consensus; Blake's
canonical form). An enumeration has many values instead of two, a number the ranges between the
constants that it is compared with: alternatives that together allow all of them have a consensus
that asks for none.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import floor
from typing import Any, TypeAlias

from knowledge.conditions.tree import TODAY, Attr, Const, Test, terms_of
from knowledge.entries import Attribute
from knowledge.limits import MOST_ALTERNATIVES
from knowledge.rules.plain import Body, Literal
from knowledge.truth import Mode

Kinds: TypeAlias = Mapping[str, Attribute]  # what attributes may state
Allowed: TypeAlias = frozenset[object]  # the values of what is asked about that a literal allows

_MOST_AT_ONCE = 4 * MOST_ALTERNATIVES
_BOTH: Allowed = frozenset({True, False})
_ESTABLISHED = {Mode.IS: Mode.ESTABLISHED, Mode.IS_NOT: Mode.REFUTED}
_COMPARED = {"==", "!=", "<", "<=", ">", ">=", "in", "not in"}
_UPRIGHT = {"==", "<", "<=", "in", "includes", "nonempty", "yes", "known"}
_VIEWS = {  # how a literal looks at its target, and whether it looks for a yes
    Mode.IS: ("is", True),
    Mode.IS_NOT: ("is", False),
    Mode.ESTABLISHED: ("established", True),
    Mode.NOT_ESTABLISHED: ("established", False),
    Mode.REFUTED: ("refuted", True),
    Mode.NOT_REFUTED: ("refuted", False),
}
_OPS: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a body about one thing."""

    allowed: Allowed
    literals: tuple[Literal, ...] | None  # that say so; None where none do

    def __and__(self, other: _Part) -> _Part:
        if self.allowed <= other.allowed:
            return self
        if other.allowed <= self.allowed:
            return other
        whole = None in (self.literals, other.literals)
        both = None if whole else (*(self.literals or ()), *(other.literals or ()))
        return _Part(self.allowed & other.allowed, both)


_Term: TypeAlias = Mapping[object, _Part]  # what is asked about → what is said of it


def completed(found: Sequence[Body], kinds: Kinds) -> list[Body] | None:
    """The alternatives of a condition, with those that follow; None where they become too many."""
    about = _About(found, kinds)
    given = [about.term(body) for body in found]
    found = [_never_open(body, term) for body, term in zip(found, given, strict=True)]
    if len(found) < 2:
        return list(found)
    terms = [term for term in given if all(part.allowed for part in term.values())]
    waiting = list(combinations(terms, 2))
    while waiting:
        fresh: list[_Term] = []
        for one, other in waiting:
            for term in about.between(one, other):
                if not any(_contains(known, term) for known in (*terms, *fresh)):
                    fresh.append(term)
            if len(fresh) > _MOST_AT_ONCE:
                return None
        terms = [term for term in terms if not any(_contains(new, term) for new in fresh)] + fresh
        if fresh and len(terms) > MOST_ALTERNATIVES:
            return None
        waiting = [(new, term) for new in fresh for term in terms if term is not new]
    derived = [term for term in terms if not any(term is one for one in given)]
    said = [(term, body) for term in derived if (body := _body(term)) is not None]
    kept = [
        body
        for term, body in zip(given, found, strict=True)
        if not any(_contains(new, term) for new, _ in said)
    ]
    return [*kept, *(body for _, body in said)]


def _never_open(body: Body, term: _Term) -> Body:
    """An alternative that contradicts itself reads false, also where nothing is stated.

    It stays a rule, so that a check can tell it: one of the literals counts once it is established.
    """
    for part in term.values():
        for literal in () if part.allowed else part.literals or ():
            if (mode := _ESTABLISHED.get(literal.mode)) is not None:
                counted = Literal(literal.target, mode)
                return tuple(counted if one == literal else one for one in body)
    return body


class _About:
    """The subjects of the literals of some alternatives, and the values that each allows."""

    def __init__(self, found: Iterable[Body], kinds: Kinds) -> None:
        self._domains: dict[object, frozenset[int]] = {}
        self._never_open: set[object] = {TODAY}  # what always has an answer
        self._places: dict[str, dict[object, int]] = {}  # of constants on the line of an attribute
        named: dict[str, set[Any]] = {}
        for test in (test for body in found for literal in body if (test := _comparison(literal))):
            named.setdefault(_name(test), set()).update(_constants(test))
        for name, constants in named.items():
            kind = kinds.get(name)
            if kind is not None and kind.choices:
                self._places[name] = {value: place for place, value in enumerate(kind.choices)}
                self._domains[name] = frozenset(range(len(kind.choices)))
            else:  # each constant, what lies between two of them, below the least, above the most
                ordered = sorted(constants)
                self._places[name] = {value: 2 * at + 1 for at, value in enumerate(ordered)}
                self._domains[name] = frozenset(
                    at for at in range(2 * len(ordered) + 1) if _some_at(at, ordered, kind)
                )

    def term(self, body: Body) -> _Term:
        """The parts of a body, by the thing that each is about."""
        parts: dict[object, _Part] = {}
        for literal in body:
            key, allowed = self._read(literal)
            part = _Part(allowed, (literal,))
            parts[key] = parts[key] & part if key in parts else part
        return parts

    def between(self, one: _Term, other: _Term) -> Iterator[_Term]:
        """The consensus of two alternatives of which one must hold: for each thing that both speak
        of, their parts about all else together.
        """
        shared = [key for key in one if key in other]
        joint = {**one, **other, **{key: one[key] & other[key] for key in shared}}
        for key in shared:
            allowed = one[key].allowed | other[key].allowed
            if allowed in (one[key].allowed, other[key].allowed) or key in self._never_open:
                continue
            rest = {name: part for name, part in joint.items() if name != key}
            if all(part.allowed for part in rest.values()):
                whole = allowed == self._domains.get(key, _BOTH)
                yield rest if whole else {**rest, key: _Part(allowed, None)}

    def _read(self, literal: Literal) -> tuple[object, Allowed]:
        """The subject of a literal, and the values of it that the literal allows."""
        if test := _comparison(literal):
            name = _name(test)
            return name, frozenset(at for at in self._domains[name] if self._holds(test, at))
        target, (view, positive) = literal.target, _VIEWS[literal.mode]
        if isinstance(target, Test) and view == "is" and target.op not in _UPRIGHT:
            target, positive = target.complement, not positive
        key = target, view
        if view != "is" or (isinstance(target, Test) and _is_decided(target)):
            self._never_open.add(key)
        return key, frozenset({positive})

    def _holds(self, test: Test, at: int) -> bool:
        places = [self._places[_name(test)].get(constant, -1) for constant in _constants(test)]
        if test.op in ("in", "not in"):
            return (at in places) is (test.op == "in")
        return _OPS[test.op](at, places[0])


def _some_at(at: int, ordered: Sequence[Any], kind: Attribute | None) -> bool:
    """Whether an attribute may state something at a place on its line."""
    above = ordered[at // 2] if at < 2 * len(ordered) else None  # it is at most that
    if kind is None or above is None:
        return True
    lies_on = at % 2 == 1
    if kind.minimum is not None and (above < kind.minimum if lies_on else above <= kind.minimum):
        return False
    if kind.type == "integer" and lies_on:
        return bool(above == floor(above))
    if kind.type not in ("integer", "date") or lies_on or at == 0:
        return True
    below = ordered[at // 2 - 1]
    if kind.type == "date":
        return bool((above - below).days > 1)
    return bool(floor(below) + 1 < above)


def _comparison(literal: Literal) -> Test | None:
    """A test of one attribute against constants, that reads unknown where nothing is stated."""
    test = literal.target
    if not isinstance(test, Test) or literal.mode is not Mode.IS or test.op not in _COMPARED:
        return None
    constant = isinstance(test.right, (Const, tuple))
    return test if isinstance(test.left, Attr) and constant else None


def _is_decided(test: Test) -> bool:
    """Whether a test of another form is unknown in no case."""
    read = (term.name for term in terms_of(test) if isinstance(term, Attr))
    return test.op in ("known", "unanswered") or all(name == TODAY for name in read)


def _name(test: Test) -> str:
    assert isinstance(test.left, Attr)
    return test.left.name


def _constants(test: Test) -> tuple[Any, ...]:
    if isinstance(test.right, Const):
        return (test.right.value,)
    assert isinstance(test.right, tuple)
    return test.right


def _contains(wide: _Term, narrow: _Term) -> bool:
    """Whether one alternative holds wherever another one does."""
    return all(key in narrow and narrow[key].allowed <= part.allowed for key, part in wide.items())


def _body(term: _Term) -> Body | None:
    """The literals of an alternative; None where some of it cannot be said by those there are."""
    if any(part.literals is None for part in term.values()):
        return None
    return tuple(
        dict.fromkeys(literal for part in term.values() for literal in part.literals or ())
    )
