"""Other rule engines behind the interface of our chainers.

Each is given the same program in the form that suits it best.

Every one of them starts from the guards that Python decided, as our chainer on durable_rules does,
and tells every rule that fired. What each does for itself is the chaining, negation included.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

from engine.chain.chainers import Chainer
from engine.chain.program import Firings, Program, collect
from engine.chain.seminaive import SemiNaive


class CannotChain(Exception):
    """A program that a peer has no way to run."""


def steps(program: Program) -> Iterable[list[int]]:
    """The rules in an order in which each can be evaluated once, for engines that do not chain.

    As many at once as can be.
    """
    absent = {absence.atom: absence.absent for absence in program.absences}
    rules_of: dict[int, list[int]] = {}
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for index, rule in enumerate(program.rules):
        rules_of.setdefault(rule.head, []).append(index)
        sorter.add(rule.head, *(absent.get(atom, atom) for atom in rule.body))
    try:
        sorter.prepare()
    except CycleError:
        raise CannotChain(
            "it evaluates each rule once, and some of these rules rest on each other in a circle"
        ) from None
    while sorter.is_active():
        ready = sorter.get_ready()
        sorter.done(*ready)
        if indices := [index for atom in ready for index in rules_of.get(atom, ())]:
            yield indices


class Clips:
    """CLIPS: a rule for each chained rule, levels as salience, absence as `not`.

    Firings are collected in a global.

    Of the ways tried, this was the fastest: a relation for each atom rather than one for all, all
    facts of a case loaded as one text, and a global rather than a call into Python or a fact for
    each firing.
    """

    name = "clipspy"

    def __init__(self, program: Program):
        import clips

        self._environment: Any = clips.Environment()
        self._sources = [(rule.source, rule.possible) for rule in program.rules]
        absent = {absence.atom: absence.absent for absence in program.absences}
        build = self._environment.build
        build("(defglobal ?*fired* = (create$))")
        for atom in range(program.atoms):
            if atom not in absent:
                build(f"(deftemplate a{atom})")
        for index, rule in enumerate(program.rules):
            body = " ".join(
                f"(not (a{absent[atom]}))" if atom in absent else f"(a{atom})" for atom in rule.body
            )
            then = f"(bind ?*fired* (create$ ?*fired* {index})) (assert (a{rule.head}))"
            build(f"(defrule r{index} (declare (salience {-rule.level})) {body} => {then})")

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        self._environment.reset()
        self._environment.load_facts("".join([f"(a{atom})" for atom in atoms]))
        self._environment.run()
        return collect(self._sources, self._environment.eval("?*fired*"))


class Zen:
    """ZEN: it has no forward chaining, so the order is laid down here.

    Each step becomes one expression node.

    A rule is a boolean expression over guards and over the rules of earlier steps. Of the ways
    tried, a node for each step, heads written out as `(r1 or r2)`, and one list at the end was the
    fastest.
    """

    name = "zen-engine"

    def __init__(self, program: Program):
        import zen

        self._sources = [(rule.source, rule.possible) for rule in program.rules]
        self._none = {f"a{atom}": False for atom in sorted(program.given)}
        graph = self._graph(program, program.given)
        self._decision: Any = zen.ZenEngine().create_decision(
            zen.ZenDecisionContent(json.dumps(graph))
        )

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        fired: list[bool] = self.decide(self.context(atoms))["result"]["fired"]
        return collect(self._sources, [index for index, did in enumerate(fired) if did])

    def context(self, atoms: Iterable[int]) -> dict[str, bool]:
        """The context of a decision: the atoms that hold."""
        return {**self._none, **{f"a{atom}": True for atom in atoms}}

    def decide(self, context: dict[str, bool]) -> Any:
        """One bare decision of the engine."""
        return self._decision.evaluate(context)

    def _graph(self, program: Program, given: frozenset[int]) -> dict[str, Any]:
        absent = {absence.atom: absence.absent for absence in program.absences}
        rules_of: dict[int, list[int]] = {}
        for index, rule in enumerate(program.rules):
            rules_of.setdefault(rule.head, []).append(index)

        def holds(atom: int) -> str:
            if atom in absent:
                return f"not {holds(absent[atom])}"
            ways = [f"a{atom}"] if atom in given else []
            ways += [f"r{index}" for index in rules_of.get(atom, ())]
            return f"({' or '.join(ways)})" if ways else "false"

        contents: list[dict[str, str]] = []
        for indices in steps(program):
            contents.append(
                {
                    f"r{index}": " and ".join(map(holds, program.rules[index].body))
                    for index in indices
                }
            )
        contents.append(
            {"fired": f"[{', '.join(f'r{index}' for index in range(len(program.rules)))}]"}
        )
        nodes: list[dict[str, Any]] = [
            {"id": "in", "name": "in", "type": "inputNode", "content": {}}
        ]
        for number, content in enumerate(contents):
            expressions = [
                {"id": key, "key": key, "value": value} for key, value in content.items()
            ]
            inside = {"passThrough": "fired" not in content, "expressions": expressions}
            nodes.append(
                {
                    "id": f"n{number}",
                    "name": f"n{number}",
                    "type": "expressionNode",
                    "content": inside,
                }
            )
        nodes.append({"id": "out", "name": "out", "type": "outputNode", "content": {}})
        edges = [
            {"id": f"e-{a['id']}", "sourceId": a["id"], "targetId": b["id"], "type": "edge"}
            for a, b in pairwise(nodes)
        ]
        return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


class Remembered:
    """No engine at all: tells again what it told before.

    Its time is that of all the work around the chaining.
    """

    name = "no chaining"

    def __init__(self, program: Program):
        self._chainer, self._told = SemiNaive(program), dict[tuple[int, ...], Firings]()

    def chain(self, atoms: Iterable[int]) -> Firings:
        """All firings that follow from these guard atoms."""
        if (key := tuple(atoms)) not in self._told:
            self._told[key] = self._chainer.chain(key)
        return self._told[key]


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine to compare with, and where it comes from."""

    make: Callable[[Program], Chainer]
    module: str
    package: str  # on PyPI; also the name of the engine

    @property
    def installed(self) -> bool:
        """Whether this machine has it."""
        return find_spec(self.module) is not None


PEERS = (Peer(Zen, "zen", "zen-engine"), Peer(Clips, "clips", "clipspy"))
