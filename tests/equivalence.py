"""Whether two knowledge bases come to the same conclusions on every case: proven by Z3, or a case on which they differ."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from engine.formulas import Formula
from engine.proof import Space, holds
from engine.soundness import days_that_differ
from knowledge.base import KnowledgeBase
from knowledge.evaluation import PARAMETER
from knowledge.expression import Const, Param


def difference(one: KnowledgeBase, other: KnowledgeBase) -> tuple[str, dict[str, Any]] | None:
    """A listed proposition and the facts of a case for which the two differ; None where it is proven that there is no such case."""
    days = sorted({*days_that_differ(one), *days_that_differ(other)}, reverse=True)
    return next((found for day in days if (found := _on(one, other, day)) is not None), None)


def _on(one: KnowledgeBase, other: KnowledgeBase, day: date) -> tuple[str, dict[str, Any]] | None:
    bases = (one, other)
    formulas = [Formula(base, dict.fromkeys(rule.head for rule in base.rules), possible=True) for base in bases]
    facts = [{"today": day, **base.parameters_on(day)} for base in bases]
    tests = [_grounded(test, known) for formula, known in zip(formulas, facts, strict=True) for test in formula.tests]
    attributes = dict.fromkeys(name for formula in formulas for name in formula.attributes)
    joint: Any = SimpleNamespace(base=one, tests=tuple(dict.fromkeys(tests)), attributes=tuple(attributes))
    space = Space(joint, [name for name in attributes if name != "today"], {"today": day}, unanswered=True)
    values = [formula.values(space.algebra, space.choices, known).atoms for formula, known in zip(formulas, facts, strict=True)]
    differences = {}
    for name in dict.fromkeys((*one.visible, *other.visible)):
        sides = [
            [atoms.get(named.get(name, -1), False) for named in (formula.program.truths, formula.program.possibles)]
            for formula, atoms in zip(formulas, values, strict=True)
        ]
        pair = [space.algebra.differ(mine, theirs) for mine, theirs in zip(*sides, strict=True) if mine is not theirs]
        differences[name] = space.algebra.any_of([apart for apart in pair if apart is not False])
    space.require(space.algebra.any_of(list(differences.values())))
    model = space.find()
    if model is None:
        return None
    named = next(name for name, apart in differences.items() if holds(model, apart))
    stated = {name: value for name in space.free if (value := space.stated(model, name)) is not None}
    return named, {"today": day, **stated}


def _grounded(term: Any, facts: dict[str, Any]) -> Any:
    """A test with the value of each parameter in its place."""
    if isinstance(term, Param):
        return Const(facts[PARAMETER + term.name])
    if not is_dataclass(term) or isinstance(term, type):
        return term
    return replace(term, **{field.name: _grounded(getattr(term, field.name), facts) for field in fields(term)})
