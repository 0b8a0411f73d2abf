"""The reliefs that a contradiction could block: those that require something that it reads.

Meant is what conditions come to, not how they are spelt: what stands behind a proposition of a
pack's own (define) is read as if it were written in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.conditions.tree import (
    TODAY,
    And,
    AnyOf,
    Attr,
    Count,
    Established,
    Expression,
    Not,
    Or,
    Prop,
    Test,
    made_by_a_condition,
    terms_of,
)
from knowledge.entries import Claim, Contradiction, Define, Entry
from knowledge.rules.plain import Rule


@dataclass(frozen=True)
class Blocking:
    """A contradiction over attributes alone, and the reliefs that require some of these."""

    contradiction: Contradiction
    could: Mapping[str, tuple[str, ...]]  # proposition of a relief → the attributes in common


class Behind:
    """The dependencies of conditions."""

    def __init__(
        self,
        entries: Iterable[Entry],
        rules: Iterable[Rule],
        conditions: Mapping[tuple[str, str], Expression],
    ):
        self._conditions = conditions
        self._entries = list(entries)
        self._defined = {entry.proposition for entry in self._entries if isinstance(entry, Define)}
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.head, []).append(rule)

    def blockings(self) -> Iterator[Blocking]:
        """Every contradiction over attributes alone, with the reliefs that it could block."""
        required = {
            claim.proposition: self.required(claim)
            for claim in self._entries
            if isinstance(claim, Claim)
        }
        for entry in self._entries:
            if isinstance(entry, Contradiction) and not self.conclusions(entry):
                reads = self.read(entry)
                could = {
                    claim: tuple(name for name in reads if name in needed)
                    for claim, needed in required.items()
                }
                yield Blocking(entry, {name: shared for name, shared in could.items() if shared})

    def read(self, entry: Contradiction) -> tuple[str, ...]:
        """The attributes that a contradiction reads, without the day asked."""
        return self._attributes([self._conditions[entry.key, "when"]])

    def required(self, claim: Claim) -> frozenset[str]:
        """The attributes that a relief requires, without the day asked."""
        trees = [
            self._conditions[claim.key, f"requires.{index}"] for index in range(len(claim.requires))
        ]
        if getattr(claim, "end_must_be_ruled_out", False):
            trees.append(self._conditions[claim.key, "ends_when"])
        return frozenset(self._attributes(trees))

    def conclusions(self, entry: Contradiction) -> list[str]:
        """The conclusions that a contradiction reads: propositions that are no mere define."""
        _, names = self._all([self._conditions[entry.key, "when"]])
        return [name for name in names if name in self._rules and not self._mere(name)]

    def _mere(self, name: str) -> bool:
        return name in self._defined or made_by_a_condition(name)

    def _attributes(self, trees: Iterable[Expression]) -> tuple[str, ...]:
        found, _ = self._all(trees)
        return tuple(name for name in found if name != TODAY)

    def _all(self, trees: Iterable[Expression]) -> tuple[dict[str, None], dict[str, None]]:
        """The attributes and the propositions on which conditions rest, in order."""
        attributes: dict[str, None] = {}
        seen: dict[str, None] = {}
        waiting: list[Test | str] = [leaf for tree in trees for leaf in leaves(tree)]
        while waiting:
            leaf = waiting.pop(0)
            if isinstance(leaf, Test):
                terms = terms_of(leaf)
                attributes |= {term.name: None for term in terms if isinstance(term, Attr)}
            elif leaf not in seen:
                seen[leaf] = None
                waiting += [
                    literal.target for rule in self._rules.get(leaf, ()) for literal in rule.body
                ]
        return attributes, seen


def leaves(expression: Expression) -> Iterator[Test | str]:
    """The tests in a condition, and the names of the propositions in it."""
    match expression:
        case Not(item) | Established(item):
            yield from leaves(item)
        case And(items) | Or(items) | Count(_, items):
            for item in items:
                yield from leaves(item)
        case Prop() | AnyOf():
            yield expression.name
        case Test():
            yield expression


def cannot_block(
    entry: Contradiction, name: str, behind: Behind, could: Mapping[str, object] | None
) -> tuple[str, str] | None:
    """Why a contradiction cannot block a relief, and what could stand there; None if it can."""
    if could is None:
        read = ", ".join(behind.conclusions(entry)[:3])
        return f"{entry.proposition} reads conclusions ({read}), so that it blocks nothing", "[]"
    if name in could:
        return None
    return f"{entry.proposition} reads nothing that {name} requires", ", ".join(could) or "[]"
