"""The attributes that a case leaves open, and that its verdict hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlglot import exp

from engine.sql.expressions import any_of, column, name_of, unanswered
from engine.sql.layers import Item
from engine.sql.rule_columns import RuleColumns
from knowledge.conditions.tree import TODAY, Attr, terms_of
from knowledge.entries import Verdict
from knowledge.rules.plain import Literal
from knowledge.truth import Mode


@dataclass(frozen=True, slots=True)
class Relevance:
    """The steps of the query that find the open attributes, and where each of them counts."""

    steps: list[dict[str, exp.Expr]]  # alias → expression, made of the steps before it
    open: dict[str, exp.Expr]  # attribute → where the case leaves it open and the verdict needs it


def relevance(columns: RuleColumns, layers: list[list[Item]]) -> Relevance:
    """Layer by layer down from the verdicts that are open, to what they hang on."""
    walk = _Walk(columns)
    steps: list[dict[str, exp.Expr]] = []
    for layer in reversed(layers):
        told = [item for item in layer if item.writes is None]
        steps += walk.down([item.proposition for item in told if not item.circle], 1)
        for circle in dict.fromkeys(item.circle for item in told if item.circle):
            steps += walk.down(sorted(circle), len(circle))
    order = list(columns.base.attributes)
    return Relevance(
        steps, {name: any_of(walk.asked[name]) for name in sorted(walk.asked, key=order.index)}
    )


@dataclass(slots=True)
class _Walk:
    """The nodes reached on the way down, with one condition for each way to them."""

    columns: RuleColumns
    above: dict[str, list[exp.Expr]] = field(default_factory=dict)  # by proposition
    asked: dict[str, list[exp.Expr]] = field(default_factory=dict)  # by attribute

    def __post_init__(self) -> None:
        entries = self.columns.base.of_kind(Verdict)
        last = next(entry for entry in entries if entry.when is None)
        for entry in entries:
            if entry.when is not None:
                open_ = unanswered(column(entry.proposition))
                self.above[entry.proposition] = [exp.and_(column(last.proposition), open_)]

    def down(self, names: list[str], rounds: int) -> Iterator[dict[str, exp.Expr]]:
        """The names, of these, that are open and matter, and the bodies that they hang on.

        In a circle of support, one member further a round.
        """
        for number in range(rounds):
            round_ = number if number < rounds - 1 else None
            reached = [name for name in names if name in self.above]
            if not reached:
                return
            yield {
                f"open_{name_of(name, round_)}": exp.and_(
                    unanswered(column(name)), any_of(self.above[name])
                )
                for name in reached
            }
            bodies: dict[str, exp.Expr] = {}
            for name in reached:
                for place, rule in enumerate(self.columns.rules[name]):
                    hangs = f"hangs_{name_of(name, round_)}_{place}"
                    open_ = exp.column(f"open_{name_of(name, round_)}", quoted=True)
                    body = self.columns.body(rule, Item(name))
                    bodies[hangs] = exp.and_(open_, unanswered(body))
                    for premise in rule.body:
                        if round_ is None or premise.target in names:
                            self._hangs_on(premise, exp.column(hangs, quoted=True))
            yield bodies

    def _hangs_on(self, premise: Literal, hangs: exp.Expr) -> None:
        target = premise.target
        if isinstance(target, str):
            if premise.mode in (Mode.IS, Mode.IS_NOT) and target in self.columns.rules:
                self.above.setdefault(target, []).append(hangs.copy())
        elif target.op not in ("known", "unanswered"):
            open_ = unanswered(self.columns.outcome(target))
            for item in terms_of(target):
                if not isinstance(item, Attr) or item.name == TODAY:
                    continue
                if not self.columns.base.attributes[item.name].superseded:
                    self.asked.setdefault(item.name, []).append(
                        exp.and_(hangs.copy(), open_.copy(), self.columns.unanswered(item.name))
                    )
