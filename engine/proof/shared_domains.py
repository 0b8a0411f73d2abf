"""The values of attributes that matter to several formulas at once, of one base or of two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from engine.proof.algebra import Formula
from engine.proof.domains import domains, left_open
from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.tree import Attr, Const, Param, Term, with_read
from knowledge.entries import Attribute


def shared_domains(
    sides: Sequence[tuple[Formula, Mapping[str, Any]]], free: Iterable[str], *, paired: bool
) -> tuple[dict[str, tuple[Any, ...]], frozenset[str]]:
    """(attribute → the values that can make a difference to any of these formulas and that all of
    their bases take, those attributes that stay open).
    """
    (formula, facts), *others = sides
    attributes: Mapping[str, Attribute] = formula.base.attributes
    tests = list(formula.tests)
    if others:  # each has figures of its own
        known = {
            name: [side.base.attributes[name] for side, _ in sides if name in side.base.attributes]
            for name in free
        }
        attributes = {name: least for name in known if (least := narrowest(known[name]))}
        tests = [with_read(test, _figures(known)) for side, known in sides for test in side.tests]
    single = [name for name in free if attributes[name].type != "set"]
    found = domains(attributes, tests, single, facts, paired=paired)
    opened = left_open(attributes, tests, single, facts)
    for side, _ in sides if others else ():
        for name, attribute in side.base.attributes.items():
            if name in found:
                found[name] = tuple(value for value in found[name] if _takes(attribute, value))
    return found, opened


def narrowest(attributes: Sequence[Attribute]) -> Attribute | None:
    """Of attributes of one name, the one whose values the others can take as well.

    None where none is.
    """
    types = {attribute.type for attribute in attributes}
    if len(types) > 1 and types not in ({"integer", "number"}, {"enum", "text"}):
        return None
    return min(attributes, key=lambda attribute: attribute.type not in ("integer", "enum"))


def _takes(attribute: Attribute, value: Any) -> bool:
    """Whether an attribute takes a value of the like of its type."""
    if attribute.type == "enum":
        return value in attribute.choices
    return (
        attribute.minimum is None
        or not isinstance(value, (int, float))
        or value >= attribute.minimum
    )


def _figures(facts: Mapping[str, Any]) -> Callable[[Attr | Param], Term]:
    """For each parameter its value."""
    return lambda term: Const(facts[PARAMETER + term.name]) if isinstance(term, Param) else term
