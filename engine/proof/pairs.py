"""Two cases that differ in some answers only, and in more than they should: proven not to be, or
shown with few answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from engine.proof.algebra import Formula
from engine.proof.choices import Choices
from engine.proof.days import Day, Row, World, as_many, days_of, differing
from engine.proof.limits import first_found
from engine.proof.solver import Truth
from engine.proof.truths import Truths
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY
from knowledge.languages.message import Given, Joined, Message

# where, over any algebra, two cases differ as they must not
Apart: TypeAlias = Callable[[Truths[Any], Truths[Any]], Any]
# how two answers to an attribute relate
Relate: TypeAlias = Callable[[World, str, "Choices[Truth]", "Choices[Truth]"], Iterable[Truth]]
# what is done to two cases, to which attribute, and to which member of a set
Move: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases that differ as they must not."""

    one: Row  # the day asked among what it states
    other: Row
    turned: tuple[str, ...]  # the propositions that are not the same in both
    message: Message  # which changes turn what

    @property
    def says(self) -> str:
        """The message in English."""
        return str(self.message)


def find_pair(
    base: KnowledgeBase,
    propositions: Sequence[str],
    attributes: Iterable[str],
    apart: Apart,
    relate: Relate,
) -> Pair | None:
    """Two cases, alike but for these attributes, that differ as they must not on some day.

    None where that is proven never to be. Raises `NotProven` where neither is found.
    """
    formula = Formula(base, propositions, possible=True)
    names = [name for name in attributes if name in formula.attributes]

    def on(day: Day) -> Pair | None:
        world = day.paired
        twins = world.space.twins(names)
        for name, other in twins.items():
            for condition in relate(world, name, world.space.choices[name], other):
                world.space.require(condition)
        model = world.find(apart(world.truths, world.second(twins)))
        if model is None:
            return None
        second = world.row(model, {**world.space.choices, **twins})
        return _told(day, propositions, *leanest_pair(day, world.row(model), second, apart))

    return first_found(partial(on, day) for day in differing(days_of(formula)) if names)


def leanest_pair(day: Day, one: Row, other: Row, apart: Apart) -> tuple[Row, Row]:
    """The two cases with as few differences and as few answers as still break it, and the day."""

    def moved(moves: Sequence[Move]) -> tuple[Row, Row]:
        first, second = dict(one), dict(other)
        for kind, name, member in moves:
            if kind == "alike":
                second = {
                    **{n: v for n, v in second.items() if n != name},
                    **({name: first[name]} if name in first else {}),
                }
            for row in (first, second) if kind != "alike" else ():
                if kind == "without":
                    row.pop(name, None)
                elif isinstance(row.get(name), frozenset):
                    row[name] -= {member}
        return first, second

    def still(trials: Sequence[Sequence[Move]]) -> int:
        pairs = [moved(moves) for moves in trials]
        found: int = apart(
            day.rows([first for first, _ in pairs]), day.rows([second for _, second in pairs])
        )
        return found

    names = list(dict.fromkeys([*one, *other]))
    sets = {
        name: row[name] for row in (one, other) for name in row if isinstance(row[name], frozenset)
    }
    moves = [("alike", name, "") for name in names] + [("without", name, "") for name in names]
    moves += [("fewer", name, member) for name, value in sets.items() for member in sorted(value)]
    first, second = moved(as_many(moves, still))
    return {TODAY: day.day, **first}, {TODAY: day.day, **second}


def _told(day: Day, propositions: Sequence[str], one: Row, other: Row) -> Pair:
    before, after = (
        {name: _status(day.rows([row]), name) for name in propositions} for row in (one, other)
    )
    turned = tuple(name for name in propositions if before[name] != after[name])
    changed = [name for name in {**one, **other} if one.get(name) != other.get(name)]
    changes = Joined(
        "and",
        tuple(
            Message(
                "pair_change",
                {"name": name, "value": Given(other.get(name)), "before": Given(one.get(name))},
            )
            for name in changed
        ),
    )
    effects = Joined(
        "and",
        tuple(
            Message(
                "pair_effect",
                {
                    "name": name,
                    "before": Message(f"sign_{before[name]}"),
                    "after": Message(f"sign_{after[name]}"),
                },
            )
            for name in turned
        ),
    )
    return Pair(one, other, turned, Message("pair_turns", {"changes": changes, "effects": effects}))


def _status(truths: Truths[int], name: str) -> str:
    return "true" if truths.true(name) else "unknown" if truths.possible(name) else "false"
