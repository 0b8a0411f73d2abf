"""The unanswered attributes that the verdict of a row still hangs on."""

from __future__ import annotations

from collections.abc import Iterable

from engine.proof.algebra import Formula, Values
from engine.table.block import Block
from engine.table.masks import Mask
from knowledge.base import KnowledgeBase
from knowledge.conditions.tree import TODAY, Attr, Test, terms_of
from knowledge.rules.plain import Literal, Rule
from knowledge.truth import Mode


def open_attributes(
    base: KnowledgeBase, formula: Formula, values: Values[Mask], block: Block
) -> dict[str, Mask]:
    """Attribute → the rows whose verdict is open and hangs on it, in the order of the base.

    From the verdicts that are open down: of an open proposition, the premises that are open in
    those of its rules that may still fire.
    """
    return _Search(base, formula, values, block).found()


class _Search:
    def __init__(self, base: KnowledgeBase, formula: Formula, values: Values[Mask], block: Block):
        self.base, self.formula, self.values, self.block = base, formula, values, block
        self.logic = block.logic
        self.asked: dict[str, Mask] = {}
        self.hanging: dict[str, Mask] = {}  # proposition → the rows whose verdict hangs on it

    def found(self) -> dict[str, Mask]:
        order = base_order(self.base)
        undecided = next(entry for entry in self.base.verdicts if entry.when is None)
        none_yet = self.truth(undecided.proposition)[0]
        if not none_yet.any():
            return {}
        for entry in self.base.verdicts:
            if entry.when is not None:
                self.add(
                    entry.proposition,
                    self.logic.all_of(
                        [none_yet, self.logic.unknown(self.truth(entry.proposition))]
                    ),
                )
        for circle in order.circles:
            for _ in circle if len(circle) > 1 else (None,):
                for name in circle:
                    self.go_down(name, order.rules[name])
        names = self.base.in_order(self.asked)
        return {name: self.asked[name] for name in names}

    def truth(self, name: str) -> tuple[Mask, Mask]:
        return self.formula.truth(name, self.logic, self.values)

    def add(self, name: str, rows: Mask) -> None:
        before = self.hanging.get(name)
        self.hanging[name] = rows if before is None else self.logic.any_of([before, rows])

    def go_down(self, name: str, rules: Iterable[Rule]) -> None:
        hanging = self.hanging.get(name)
        if hanging is None:
            return
        rows = self.logic.all_of([hanging, self.logic.unknown(self.truth(name))])
        if not rows.any():
            return
        for rule in rules:
            bodies = [self.premise(literal) for literal in rule.body]
            whole = tuple(self.logic.all_of([body[side] for body in bodies]) for side in (0, 1))
            hangs = self.logic.all_of([rows, self.logic.unknown((whole[0], whole[1]))])
            if hangs.any():
                for literal in rule.body:
                    self.premise_asked(literal, hangs)

    def premise(self, literal: Literal) -> tuple[Mask, Mask]:
        return literal.mode.of_pair(self.logic, self.target(literal))

    def target(self, literal: Literal) -> tuple[Mask, Mask]:
        if isinstance(literal.target, Test):
            return self.values.tests[literal.target]
        return self.truth(literal.target)

    def premise_asked(self, literal: Literal, hangs: Mask) -> None:
        target = literal.target
        if isinstance(target, str):
            if literal.mode in (Mode.IS, Mode.IS_NOT):
                self.add(target, hangs)
            return
        if target.op in ("known", "unanswered"):
            return
        rows = self.logic.all_of([hangs, self.logic.unknown(self.values.tests[target])])
        for term in terms_of(target):
            if not isinstance(term, Attr) or term.name == TODAY:
                continue
            if not self.base.attributes[term.name].superseded:
                asked = self.logic.all_of([rows, self.logic.no(self.block.answered(term.name))])
                before = self.asked.get(term.name)
                self.asked[term.name] = (
                    asked if before is None else self.logic.any_of([before, asked])
                )


class _Order:
    """The propositions from the verdicts down, those that support each other together."""

    def __init__(self, base: KnowledgeBase):
        import networkx as nx

        self.rules: dict[str, list[Rule]] = {}
        for rule in base.rules:
            self.rules.setdefault(rule.head, []).append(rule)
        needs: nx.DiGraph[str] = nx.DiGraph()
        needs.add_nodes_from(self.rules)
        needs.add_edges_from(
            (premise.target, head)
            for head, rules in self.rules.items()
            for rule in rules
            for premise in rule.body
            if isinstance(premise.target, str) and premise.target in self.rules
        )
        whole = nx.condensation(needs)
        self.circles: list[list[str]] = [
            sorted(whole.nodes[group]["members"])
            for group in reversed(list(nx.topological_sort(whole)))
        ]


def base_order(base: KnowledgeBase) -> _Order:
    """The order of a base's propositions from the verdicts down."""
    return base.derived(_Order)
