"""Entailments of answers for other attributes, over any algebra of truth values.

A choice is what attributes may state; completed, it is what rules see: an attribute that nobody
answered takes what another answer says about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from engine.proof.choices import Algebra, Choices, Members, Open, Scalar
from knowledge.base import KnowledgeBase
from knowledge.entries.superseded import Entailment

T = TypeVar("T")


def completed_choices(
    base: KnowledgeBase,
    algebra: Algebra[T],
    choices: Mapping[str, Choices[T]],
    facts: Mapping[str, Any],
) -> dict[str, Choices[T]]:
    """The choices as rules see them; attributes without one are as in `facts`."""
    found = dict(choices)
    for one in base.entailments:
        if one.source not in found and facts.get(one.source) is None:
            continue  # nothing is said about it
        target = found.get(one.target)
        if target is None and facts.get(one.target) is not None:
            continue  # it is answered
        source = found.get(one.source) or _fixed(algebra, facts.get(one.source))
        if isinstance(source, Open) or isinstance(target, Open):
            continue  # a number that was renamed: each of the two is proven for itself
        if isinstance(source, Members) or isinstance(target, Members):
            found[one.target] = _joined(algebra, source, target)
        else:
            found[one.target] = _filled(algebra, one, source, target or _fixed(algebra, None))
    return found


def affected(base: KnowledgeBase, changed: Mapping[str, Any]) -> set[str]:
    """These attributes, and those about which their answers may say something."""
    found = set(changed)
    for one in base.entailments:
        if one.source in found:
            found.add(one.target)
    return found


def _fixed(algebra: Algebra[T], value: Any) -> Scalar[T]:
    return Scalar({value: algebra.top, **({} if value is None else {None: algebra.bottom})})


def _filled(
    algebra: Algebra[T], one: Entailment, source: Choices[T], target: Choices[T]
) -> Scalar[T]:
    assert isinstance(source, Scalar)
    assert isinstance(target, Scalar)
    said = (
        {value: where for value, where in source.values.items() if value is not None}
        if one.renames
        else {one.result: source.values.get(one.value, algebra.bottom)}
    )
    values, left = dict(target.values), target.values.get(None, algebra.bottom)
    for value, where in said.items():
        taken = algebra.all_of([left, where])
        values[value] = algebra.any_of([values.get(value, algebra.bottom), taken])
    spoken = algebra.any_of(list(said.values()))
    values[None] = algebra.all_of([left, algebra.no(spoken)])
    return Scalar(values)


def _joined(algebra: Algebra[T], source: Choices[T], target: Choices[T] | None) -> Choices[T]:
    """A set that was renamed: the members of the old one where the new one is not answered."""
    if not isinstance(source, Members):
        assert target is not None
        return target
    if not isinstance(target, Members):
        return source
    fresh = algebra.no(target.answered)
    members = {
        name: algebra.any_of(
            [bit, algebra.all_of([fresh, source.members.get(name, algebra.bottom)])]
        )
        for name, bit in target.members.items()
    }
    return Members(algebra.any_of([target.answered, source.answered]), members)
