"""A case in which a proposition holds, and one beside it in which it does not: they differ in a
single answer.

Both are proven by the formulas of `engine.proof.solver` and state as little as possible, so that a
maintainer sees at once what turns the proposition. An attribute that is not stated is unknown, and
the proposition is true in the one and false in the other all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.proof.algebra import Choices, Formula, Members, Open, Scalar
from engine.proof.limits import NotProven
from engine.proof.masks import Cases
from engine.proof.solver import Model, Space, Truth, holds
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two cases, as what they state."""

    fires: Mapping[str, Any]  # the proposition is true
    misses: Mapping[str, Any]  # it is false
    attribute: str  # the answer that turns it


def near_miss(
    base: KnowledgeBase, proposition: str, day: date, first: Iterable[str] = ()
) -> NearMiss | None:
    """Two such cases on a day, or None where no two cases that differ in one answer differ in the
    proposition.

    Of the answers that may turn it, those to the attributes in `first` are tried first. Raises
    `NotProven` where none were found, and it is not known that there are none.
    """
    formula = Formula(base, [proposition], possible=True)
    # whatever it is, it turns nothing
    given = {
        attribute.id: attribute.id for attribute in base.attributes.values() if attribute.required
    }
    facts = {**given, TODAY: day, **base.parameters_on(day)}
    space = Space(
        formula, [name for name in formula.attributes if name not in facts], facts, unanswered=True
    )
    algebra = space.algebra
    fires = _truths(formula, proposition, space, space.choices)[0]
    answered = {name: algebra.no(space.is_stated(name, None)) for name in space.free}
    gap: NotProven | None = None
    for name, other in _changes(space, first):
        refuted = algebra.no(
            _truths(formula, proposition, space, {**space.choices, name: other})[1]
        )
        wanted = algebra.all_of([fires, refuted, answered[name]])
        if wanted is False:
            continue
        flag = space.named(wanted)
        try:
            model = _least(space, flag, list(answered.values()))
        except NotProven as missed:
            gap = gap or missed
            continue
        if model is None:
            continue
        stated = {
            attribute: value
            for attribute in space.free
            if (value := space.stated(model, attribute)) is not None
        }
        turned = _as_stated(space, model, other)
        return _closest(base, formula, proposition, facts, stated, name, turned)
    if gap is not None:
        raise gap
    return None


def _least(space: Space, flag: Truth, answered: list[Truth]) -> Model | None:
    """A case in which something holds, with as few answers as can be found."""
    found = space.find(flag)
    for size in range(1, len(answered)) if found is not None else ():
        try:
            fewer = space.find(flag, space.algebra.at_most(answered, size))
        except NotProven:
            continue
        if fewer is not None:
            return fewer
    return found


def _truths(
    formula: Formula, proposition: str, space: Space, choices: Mapping[str, Choices[Truth]]
) -> tuple[Truth, Truth]:
    """(where the proposition is true, where it is true or unknown)."""
    atoms = formula.values(space.algebra, choices, space.facts).atoms
    return atoms.get(formula.targets.get(proposition, -1), False), atoms.get(
        _possible(formula, proposition), False
    )


def _possible(formula: Formula, proposition: str) -> int:
    return formula.program.possibles.get(proposition, -1)


def _changes(space: Space, first: Iterable[str]) -> Iterator[tuple[str, Choices[Truth]]]:
    """Each way to give one attribute another answer: the attribute, and what it then states."""
    names = dict.fromkeys([*(name for name in first if name in space.choices), *space.free])
    for name in names:
        choice = space.choices[name]
        if isinstance(choice, Scalar):
            yield from (
                (name, Scalar({value: True})) for value in choice.values if value is not None
            )
        elif isinstance(choice, Open):
            yield name, space.twins([name], unanswered=False)[name]
        else:
            for member, bit in choice.members.items():
                yield (
                    name,
                    Members(choice.answered, {**choice.members, member: space.algebra.no(bit)}),
                )


def _as_stated(space: Space, model: Model, choice: Choices[Truth]) -> Any:
    if isinstance(choice, Open):
        return space.number(model, choice)
    if isinstance(choice, Members):
        return frozenset(member for member, bit in choice.members.items() if holds(model, bit))
    return next(iter(choice.values))


def _closest(
    base: KnowledgeBase,
    formula: Formula,
    proposition: str,
    facts: Mapping[str, Any],
    stated: Mapping[str, Any],
    name: str,
    other: Any,
) -> NearMiss:
    """The same two cases, of numbers and days with the two answers that lie closest to each
    other.
    """
    others = {attribute: value for attribute, value in stated.items() if attribute != name}
    bounds = _bounds(formula, name, {**facts, **others})
    values = _around(base, name, (stated[name], other, *bounds))
    rows = [{**stated, name: value} for value in values]
    cases = Cases(base, stated, rows)
    atoms = formula.values(cases.masks, cases.choices, facts).atoms
    true, possible = atoms[formula.targets[proposition]], atoms[_possible(formula, proposition)]
    pairs = [
        (row[name], miss[name])
        for number, row in enumerate(rows)
        for index, miss in enumerate(rows)
        if true >> number & 1 and not possible >> index & 1
    ]
    value, miss = (
        min(pairs, key=lambda pair: abs(pair[0] - pair[1]))
        if len(values) > 2
        else (stated[name], other)
    )
    return NearMiss({**stated, name: value}, {**stated, name: miss}, name)


def _bounds(formula: Formula, name: str, facts: Mapping[str, Any]) -> tuple[Any, ...]:
    from engine.proof.domains import domains

    if not formula.base.attributes[name].measured:
        return ()
    return domains(formula.base.attributes, formula.tests, [name], facts)[name]


def _around(base: KnowledgeBase, name: str, values: Iterable[Any]) -> list[Any]:
    """These values, and of numbers and days those one step beside them."""
    attribute = base.attributes[name]
    given = list(dict.fromkeys(values))
    if not attribute.measured:
        return given
    step: Any = timedelta(days=1) if attribute.type == "date" else 1
    found = dict.fromkeys([*given, *(value + sign * step for value in given for sign in (1, -1))])
    return sorted(
        value
        for value in found
        if attribute.type == "date" or attribute.minimum is None or value >= attribute.minimum
    )
