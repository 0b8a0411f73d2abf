"""All smallest sets of attribute changes that reach a verdict, proven minimal.

Only attributes that a team can act on change; an answer that was given may be given otherwise,
never taken back. Sets are found smallest first, and supersets of a set found are ruled out, so that
each is minimal and none is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice, product
from math import prod
from typing import Any

from engine.assessment import Assessment
from engine.proof.algebra import Formula
from engine.proof.days import TODAY
from engine.proof.limits import NotProven
from engine.proof.masks import Cases
from engine.proof.sensitivity import verdict_formula
from engine.proof.solver import Model, Space, Truth, holds

MOST_WAYS = 2_000  # combinations of values that are tried for one set


@dataclass(frozen=True, slots=True)
class MinimalSet:
    """Attributes that must all change, and every combination of values with which that is
    enough.
    """

    ways: tuple[Mapping[str, Any], ...]
    # of attributes with one value at a time: the values that were tried, in their order
    domains: Mapping[str, tuple[Any, ...]]

    @property
    def attributes(self) -> tuple[str, ...]:
        """What changes."""
        return tuple(self.ways[0])


def actionable(formula: Formula) -> list[str]:
    """The attributes behind a formula that a team can act on."""
    return [
        name
        for name in formula.attributes
        if name in formula.base.attributes and formula.base.attributes[name].actionable
    ]


def minimal_changes(assessment: Assessment, proposition: str) -> Iterator[MinimalSet]:
    """Each minimal set of changes after which a verdict's `proposition` is true, smallest first, to
    the proven last.

    Raises `NotProven` after them where it is not known whether there are others, or smaller ones.
    """
    import z3

    formula, facts = verdict_formula(assessment.base), assessment.facts
    space = Space(formula, actionable(formula), facts, unanswered=False)
    algebra = space.algebra
    space.require(space.evaluate().get(proposition, False))
    changed = {name: algebra.no(space.is_stated(name, facts.get(name))) for name in space.free}
    gap: NotProven | None = None

    def find(*conditions: Truth) -> Model | None:
        nonlocal gap
        try:
            return space.find(*conditions)
        except NotProven as missed:
            gap = gap or missed
            return None

    for size in range(len(changed) + 1):
        if find() is None and gap is None:
            return
        at_most = z3.AtMost(*changed.values(), size)
        while (model := find(at_most)) is not None:
            names = [name for name, flag in changed.items() if holds(model, flag)]
            found = {name: space.stated(model, name) for name in names}
            yield MinimalSet(_ways(assessment, space, proposition, found), space.values)
            space.require(algebra.any_of([algebra.no(changed[name]) for name in names]))
    if gap is not None:
        raise gap


def _ways(
    assessment: Assessment, space: Space, proposition: str, found: Mapping[str, Any]
) -> tuple[Mapping[str, Any], ...]:
    """Every combination of values of these attributes that will do, the one that was found at
    least.

    Where there are too many to try, those around the one that was found, and around the one nearest
    to the day asked.
    """
    options = {name: list(_options(assessment, space, name, found[name])) for name in found}
    if prod(map(len, options.values())) <= MOST_WAYS:
        return tuple(_enough(assessment, space, proposition, _combined(options)))
    ways = _around(assessment, space, proposition, found, options)
    day: date = assessment.facts["today"]
    nearest = min(
        ways,
        key=lambda way: sum(
            abs((value - day).days) for value in way.values() if isinstance(value, date)
        ),
    )
    more = _around(assessment, space, proposition, nearest, options)
    return (*more, *(way for way in ways if way not in more))


def _around(
    assessment: Assessment,
    space: Space,
    proposition: str,
    way: Mapping[str, Any],
    options: Mapping[str, Sequence[Any]],
) -> list[Mapping[str, Any]]:
    """The combinations that will do, of values that each will do in this one."""
    singly = [
        {**way, name: value}
        for name, values in options.items()
        for value in values
        if value != way[name]
    ]
    near = [way, *_enough(assessment, space, proposition, singly)]
    return _enough(
        assessment,
        space,
        proposition,
        _combined({name: list(dict.fromkeys(item[name] for item in near)) for name in way}),
    )


def _combined(options: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    return [
        dict(zip(options, values, strict=True))
        for values in islice(product(*options.values()), MOST_WAYS)
    ]


def _enough(
    assessment: Assessment, space: Space, proposition: str, rows: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Those of some changes that make the proposition true."""
    if not rows:
        return []
    cases = Cases(assessment.base, rows[0], rows)
    enough = space.formula.evaluate(cases.masks, cases.choices, assessment.facts)[proposition]
    return [row for index, row in enumerate(rows) if enough >> index & 1]


def _options(assessment: Assessment, space: Space, name: str, found: Any) -> Iterator[Any]:
    """The values an attribute may change to; of a set, those near to what it is now."""
    now = assessment.facts.get(name)
    if name in space.values:
        yield from (value for value in space.values[name] if value != now)
        return
    yield found
    present, choices = now or frozenset(), assessment.base.attributes[name].choices
    near = (present ^ frozenset(step) for size in (0, 1, 2) for step in combinations(choices, size))
    yield from (
        members for members in dict.fromkeys([frozenset(), *near]) if members not in (now, found)
    )


def obstacles(assessment: Assessment, proposition: str) -> list[str]:
    """Where no change reaches a verdict: attributes that a team cannot change and that, as they
    are, rule it out together.

    Raises `NotProven` where that is not known.
    """
    import z3

    formula, facts = verdict_formula(assessment.base), assessment.facts
    # on another day other figures are in force
    inputs = [name for name in formula.attributes if name != TODAY]
    space = Space(formula, inputs, facts, unanswered=True)
    space.require(space.evaluate().get(proposition, False))
    movable = set(actionable(formula))
    kept: dict[str, str] = {}
    for name in space.free:
        if name not in movable:
            flag = space.algebra.variable(f"kept {name}")
            space.solver.add(z3.Implies(flag, space.is_stated(name, facts.get(name))))
            kept[str(flag)] = name
        elif facts.get(name) is not None:  # an answer that was given is not taken back
            space.require(space.algebra.no(space.is_stated(name, None)))
    if space.find(*(space.algebra.variable(f"kept {name}") for name in kept.values())) is not None:
        return []
    core = [kept[str(flag)] for flag in space.solver.unsat_core()]
    for name in list(core):  # each that is left out and not missed is no obstacle
        without = [other for other in core if other != name]
        if space.find(*(space.algebra.variable(f"kept {other}") for other in without)) is None:
            core = without
    return [name for name in formula.attributes if name in core]
