"""Why a proposition has the truth value it has: a walk down the inference graph, as typed data.

Steps between entries (that a ground is lifted, that any ground stands) are passed over: what they
rest on takes their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import Field

from engine import Assessment
from engine.graph.derivations import Told
from engine.graph.trace import Fired, InferenceGraph
from explain.forms.data import Authority, Data, Statement, Status, found_in, status_of
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER
from knowledge.entries.kinds import Control, ExceptionEntry, Relief, RuleEntry
from knowledge.pack_paths import SHIPPED

_KINDS: dict[Status, tuple[Fired, ...]] = {
    "true": ("true",),
    "unknown": ("possible",),
    "false": ("failed",),
}


class Derivation(Data):
    """One rule, and what it rested on."""

    rule: str
    entry: str = Field(
        default="", description="id of the entry that the rule comes from; a family's step has none"
    )
    fired: Fired
    authority: Authority
    statements: tuple[Statement, ...]
    premises: tuple[Argument, ...]


class Argument(Data):
    """A proposition, its truth value, and every rule that bears on it."""

    proposition: str
    kind: str = Field(description="the kind of entry it comes from")
    statement: str
    status: Status
    derivations: tuple[Derivation, ...]

    def statements(self) -> tuple[Statement, ...]:
        """What it rests on: its comparisons, each once, and the conclusions that speak for it."""
        found: dict[str, Statement] = {}
        for derivation in self.derivations:
            found |= {statement.says: statement for statement in derivation.statements}
            found |= {
                premise.statement: Statement(
                    says=premise.statement,
                    status=premise.status,
                    proposition=premise.proposition,
                )
                for premise in derivation.premises
            }
        return tuple(found.values())

    def facts(self) -> tuple[Statement, ...]:
        """The comparisons that it rests on in the end, each once."""
        found: dict[str, Statement] = {}
        for derivation in self.derivations:
            found |= {statement.says: statement for statement in derivation.statements}
            for premise in derivation.premises:
                found |= {statement.says: statement for statement in premise.facts()}
        return tuple(found.values())

    def chain(self) -> tuple[Argument, ...]:
        """The conclusions on the way to this one, each after those it rests on.

        This one is the last.
        """
        found: dict[str, Argument] = {}
        for derivation in self.derivations:
            for premise in derivation.premises:
                found |= {
                    argument.proposition: argument
                    for argument in (
                        premise.chain() if premise.status == self.status else (premise,)
                    )
                }
        return (*found.values(), self)


def name_of(fact: dict[str, Any]) -> str:
    """The name under which rules know a fact of the inference graph."""
    return f"{PARAMETER}{fact['name']}" if fact["standing"] == "parameter" else fact["name"]


def authority(base: KnowledgeBase, entry: str) -> Authority:
    """The sources of an entry, as reports show them."""
    found, written = base.entries[entry], base.written[entry]
    cited = {"citations": base.citations(found), "pack": written.pack, "override": written.reason}
    if isinstance(found, Control):
        return Authority(basis="stated", **cited)
    assert isinstance(found, RuleEntry)
    return Authority(basis=found.basis, reading=found.reading, because=found.because, **cited)


class Walker:
    """Walks the graph of one assessment.

    Each proposition is explained once, however often it is a premise.
    """

    def __init__(self, assessment: Assessment):
        self.base: KnowledgeBase = assessment.base
        self.graph: InferenceGraph = assessment.graph
        self.on = assessment.on
        self._known: dict[str, Argument] = {}
        self._authorities: dict[str, Authority] = {}
        # being explained now: rules may support each other in a circle
        self._open: set[str] = set()

    def argument(self, proposition: str) -> Argument:
        """The argument for a proposition of the knowledge base."""
        if proposition not in self._known:
            self._open.add(proposition)
            self._known[proposition] = self._explain(proposition)
            self._open.discard(proposition)
        return self._known[proposition]

    def authority(self, entry: str) -> Authority:
        """The sources of an entry; a family's step has no entry of its own, and none."""
        if entry not in self._authorities:
            known = entry in self.base.entries
            self._authorities[entry] = (
                authority(self.base, entry) if known else Authority(citations=(), basis="stated")
            )
        return self._authorities[entry]

    def _explain(self, proposition: str) -> Argument:
        known = self.base.propositions[proposition]
        status = status_of(self.graph.status(proposition))
        title = known.title if status != "false" else known.otherwise or f"Not so: {known.title}"
        self.graph.refute(proposition)
        kind = self.base.entries[known.entry].kind if known.entry else "step"
        return Argument(
            proposition=proposition,
            kind=kind,
            statement=title,
            status=status,
            derivations=tuple(
                self._derivation(rule) for rule in self.graph.firings(proposition, _KINDS[status])
            ),
        )

    def _derivation(self, rule: str) -> Derivation:
        node = self.graph.firing(rule)
        # what it says → the test, and what it reads with what was found there
        statements: dict[str, tuple[Told, dict[str, Any]]] = {}
        premises: dict[str, Argument] = {}
        self._gather(rule, statements, premises)
        return Derivation(
            rule=rule,
            entry=node["entry"] if node["entry"] in self.base.entries else "",
            fired=node["fired"],
            authority=self.authority(node["entry"]),
            statements=tuple(self._statement(test, found) for test, found in statements.values()),
            premises=tuple(premises.values()),
        )

    def _statement(self, test: Told, found: Mapping[str, Any]) -> Statement:
        figures = tuple(self._own_figures(found))
        return Statement(
            says=" ".join((test["says"], *figures)),
            phrase=test["phrase"],
            status=status_of(test["truth"]),
            reads=tuple(found),
            stated=found_in(found, self.base.attributes),
            figures=figures,
        )

    def _own_figures(self, names: Iterable[str]) -> Iterator[str]:
        """The citations of the figures among what a comparison reads that no shipped pack gives."""
        for name in names:
            key = f"parameter:{name.removeprefix(PARAMETER)}"
            if name.startswith(PARAMETER) and self.base.written[key].pack not in SHIPPED:
                yield from self.base.citations(self.base.entries[key], self.on)

    def _gather(
        self,
        rule: str,
        statements: dict[str, tuple[Told, dict[str, Any]]],
        premises: dict[str, Argument],
    ) -> None:
        """What a firing rests on, with what steps rest on in their place."""
        for premise, edge in self.graph.premises(rule):
            if premise["kind"] == "fact":
                for test in edge["tests"]:
                    if test["presumed"]:
                        continue
                    found = statements.setdefault(test["says"], (test, {}))[1]
                    found[name_of(premise)] = premise["value"]
                continue
            name = premise["proposition"]
            if not premise["step"]:
                if name not in self._open and not self._unclaimed(premise):
                    premises.setdefault(name, self.argument(name))
            elif name not in self._open:
                self._open.add(name)
                for below in self.graph.firings(name, _KINDS[status_of(premise["status"])]):
                    self._gather(below, statements, premises)
                self._open.discard(name)

    def _unclaimed(self, premise: dict[str, Any]) -> bool:
        """An exception that nobody claimed is no part of an argument."""
        entry = self.base.entries.get(premise["entry"] or "")
        if (
            not isinstance(entry, (ExceptionEntry, Relief))
            or premise["proposition"] != entry.proposition
        ):
            return False
        return self.graph.status(f"{entry.proposition}.claimed") is False
