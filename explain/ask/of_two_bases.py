"""Two cases by the same names, though each was assessed under knowledge of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from engine.assessment import Assessment
from engine.portfolio import texts_unread
from knowledge.base import KnowledgeBase
from knowledge.cases.former_names import answers_in_names_of
from knowledge.conditions.tree import TODAY


class Differing(NamedTuple):
    """An attribute of which the two cases state something else."""

    name: str
    asked: Assessment  # the later of those whose knowledge has it
    before: Any
    after: Any


def differing_answers(a: Assessment, b: Assessment) -> Iterator[Differing]:
    """The attributes that are stated otherwise in `b`, but for texts that no rule reads; a former
    name is one with the name that the other knowledge has for it.
    """
    was, now = _answers(a, b.base), _answers(b, a.base)
    for name in dict.fromkeys([*a.base.attributes, *b.base.attributes]):
        having = [one for one in (a, b) if name in one.base.attributes]
        if was.get(name) != now.get(name) and not all(
            name in one.base.derived(texts_unread) for one in having
        ):
            yield Differing(name, having[-1], was.get(name), now.get(name))


def _answers(one: Assessment, other: KnowledgeBase) -> dict[str, Any]:
    """Attribute → what is stated, by the names that the other knowledge has for what it renamed."""
    stated = {**one.stated, TODAY: one.on}
    if one.base is other:
        return stated
    found = answers_in_names_of(stated, other, other.renames)
    return {
        name: tuple(sorted(value)) if isinstance(value, tuple) else value
        for name, value in found.items()
    }


def conclusions_by_name(one: Assessment, other: KnowledgeBase) -> Mapping[str, bool | None]:
    """The conclusions by the names that the other knowledge has for what it renamed."""
    found = one.conclusions
    return (
        found
        if one.base is other
        else {name_elsewhere(name, other): truth for name, truth in found.items()}
    )


def name_elsewhere(proposition: str, base: KnowledgeBase) -> str:
    """The name that knowledge has for a proposition, by that name or a former one."""
    return base.renames.names.get(proposition, proposition)


def rule_elsewhere(rule: str, base: KnowledgeBase) -> str:
    """The id that a rule of another knowledge would have by the names of this one."""
    head, mark, number = rule.rpartition("/")
    return f"{name_elsewhere(head, base)}{mark}{number}"
