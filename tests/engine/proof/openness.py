"""How much of what reads unknown is really open: further answers can make it true, and false.

    python -m tests.engine.proof.openness 100

Conclusions are drawn part by part, so that unknown may be said of what no answer can change. For
each unknown conclusion of random partial cases that readers know, a complete case is looked for in
which it is true, and one in which it is false. Printed by family: how many there are, and in how
many both were found; then those most often found to be settled already.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from engine.assessment import Assessment
from engine.proof.algebra import Formula
from engine.proof.solver import Space
from knowledge.base import KnowledgeBase
from knowledge.entries import derived_names as names
from tests.random_cases import random_cases


class Unknown(NamedTuple):
    """A conclusion that reads unknown, and which truth values further answers can give it."""

    proposition: str
    can_be_true: bool
    can_be_false: bool

    @property
    def really_open(self) -> bool:
        return self.can_be_true and self.can_be_false


def all_visible(base: KnowledgeBase) -> Formula:
    """The formula of every conclusion that readers know."""
    return Formula(base, base.visible)


def unknowns(case: Assessment) -> Iterator[Unknown]:
    """Each unknown conclusion of one case, confronted with all complete cases that go on from it.

    Raises `NotProven` where the solver reaches its limit.
    """
    base, facts, formula = case.base, case.facts, case.base.derived(all_visible)
    open_names = [name for name in base.visible if case.conclusions[name] is None]
    free = [
        name
        for name in formula.attributes
        if facts.get(name) is None and not base.attributes[name].superseded
    ]
    space = Space(formula, free, facts, unanswered=False, complete=True)
    truths, algebra = space.evaluate(), space.algebra
    for name in open_names:
        holds = truths.get(name, False)
        found = [
            space.find(space.named(condition)) is not None
            for condition in (holds, algebra.no(holds))
        ]
        yield Unknown(name, *found)


def measured(count: int) -> dict[str, list[Unknown]]:
    """Family → the unknown conclusions of so many random partial cases."""
    found: dict[str, list[Unknown]] = {}
    for case in random_cases()[:count]:
        for one in unknowns(case):
            found.setdefault(names.family_of(one.proposition), []).append(one)
    return found


def main(count: int) -> None:
    known = measured(count)
    everything = [one for group in known.values() for one in group]
    for family, group in [*sorted(known.items()), ("all", everything)]:
        really = sum(one.really_open for one in group)
        print(f"{family:16} {len(group):7,} unknown {really:7,} open {really / len(group):8.2%}")
    settled = Counter(one.proposition for one in everything if not one.really_open)
    for name, times in settled.most_common(20):
        print(f"  {name}: {times}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
