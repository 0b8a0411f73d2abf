"""What an assessment rests on, rule by rule: which rules concern a proposition, and what each of them rested on.

Two readers answer alike. `Derivations` works it out of the facts and of what fired, each part when
it is first asked for, since an explanation asks for little of it. `Recorded` looks it up in a graph
that was written down before. Nodes and edges are told as the inference graph holds them; a firing
goes by the id of its rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER, decider
from knowledge.conditions.tree import Attr, Param, Test, terms_of
from knowledge.conditions.wording import phrase, spoken
from knowledge.rules.plain import Mode

if TYPE_CHECKING:
    import networkx as nx

# a derivation; one that open questions may complete; one that cannot be
Fired = Literal["true", "possible", "failed"]
Told: TypeAlias = dict[str, Any]  # what the inference graph holds for a node or an edge
Premise: TypeAlias = tuple[Told, Told]  # the fact or conclusion, and the edge from it to the firing


class Reader(Protocol):
    """What can be asked about an assessment's derivations."""

    def status(self, proposition: str) -> bool | None:
        """The truth value of a proposition; false where nothing concludes it."""

    def firings(self, proposition: str, kinds: list[Fired]) -> list[str]:
        """The rules that concern a proposition, by kind, then by their order."""

    def firing(self, rule: str) -> Told:
        """One of these rules: its id, entry, kind and order."""

    def premises(self, rule: str, whole: bool = False) -> list[Premise]:
        """What it rested on, in the order of the rule.

        Of a rule that failed, what made it fail, or the `whole` of it.
        """


class Derivations:
    """Read from the facts and from what fired.

    What was worked out is kept: nothing that it follows from changes.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        facts: Mapping[str, Any],
        conclusions: Mapping[str, bool | None],
        fired: Mapping[int, Fired],
    ) -> None:
        self.base = base
        self.facts = facts
        self.conclusions = conclusions  # proposition → true or unknown; the others are false
        self.fired = fired  # the number of a rule → how it fired
        self._facts: dict[Attr | Param, Told] = {}
        self._conclusions: dict[str, Told] = {}
        self._premises: dict[tuple[str, bool], list[Premise]] = {}

    def status(self, proposition: str) -> bool | None:
        """The truth value of a proposition; false where nothing concludes it."""
        return self.conclusions.get(proposition, False)

    def firings(self, proposition: str, kinds: list[Fired]) -> list[str]:
        """The rules that concern a proposition.

        Rules for what is false failed; for anything else, failed ones tell nothing.
        """
        numbers = self.base.rules_for.get(proposition, ())
        rules = self.base.rules
        if self.status(proposition) is False:
            return [rules[number].id for number in numbers] if "failed" in kinds else []
        return [
            rules[number].id
            for kind in kinds
            for number in numbers
            if self.fired.get(number) == kind
        ]

    def firing(self, rule: str) -> Told:
        """One of these rules: its id, entry, kind and order."""
        number = self.base.numbers[rule]
        entry = self.base.rules[number].entry
        return {
            "kind": "firing",
            "rule": rule,
            "entry": entry,
            "fired": self.fired.get(number, "failed"),
            "order": number,
        }

    def premises(self, rule: str, whole: bool = False) -> list[Premise]:
        """What it rested on, in the order of the rule.

        Of a rule that failed, what made it fail, or the `whole` of it.
        """
        if (rule, whole) not in self._premises:
            number = self.base.numbers[rule]
            self._premises[rule, whole] = self._rested_on(
                number, failed=number not in self.fired and not whole
            )
        return self._premises[rule, whole]

    def _rested_on(self, number: int, failed: bool) -> list[Premise]:
        # a fact or a conclusion is one premise, however often it is asked for
        found: dict[Attr | Param | str, Premise] = {}
        for order, literal in enumerate(self.base.rules[number].body):
            target, mode = literal.target, literal.mode
            if isinstance(target, str):
                truth = mode.of(self.status(target))
                if not failed or truth is False:
                    # what is asked for again counts where it is asked for last
                    found.pop(target, None)
                    found[target] = (
                        self.conclusion(target),
                        {"order": order, "mode": mode.value, "truth": truth},
                    )
                continue
            value = decider(target)(self.facts)
            truth = mode.of(value)
            if not failed or truth is False:
                test = self._told(target, mode, value, truth)
                for term in terms_of(target):
                    if term not in found:
                        found[term] = (self.fact(term), {"order": order, "tests": []})
                    found[term][1]["tests"].append(test)
        return list(found.values())

    def _told(self, test: Test, mode: Mode, value: bool | None, truth: bool | None) -> Told:
        # nobody said so, and the rule asks for no more
        presumed = value is None and mode is Mode.NOT_ESTABLISHED
        found = phrase(test, self.facts, presumed=mode is not Mode.IS)
        return {
            "says": spoken(found),
            "phrase": found,
            "mode": mode.value,
            "truth": truth,
            "presumed": presumed,
        }

    def fact(self, term: Attr | Param) -> Told:
        """A fact: what was stated for an attribute, or a parameter's value."""
        if term not in self._facts:
            value = self.value(term)
            standing = (
                "parameter" if isinstance(term, Param) else "unknown" if value is None else "stated"
            )
            shown = plain(value) if isinstance(value, (frozenset, date)) else value
            self._facts[term] = {
                "kind": "fact",
                "name": term.name,
                "value": shown,
                "standing": standing,
            }
        return self._facts[term]

    def value(self, term: Attr | Param) -> Any:
        """What was stated for an attribute, None where nothing was; or a parameter's value."""
        return self.facts.get(term.name if isinstance(term, Attr) else PARAMETER + term.name)

    def conclusion(self, name: str) -> Told:
        """A proposition with its status, as a statement of what is so."""
        if name not in self._conclusions:
            known, status = self.base.propositions[name], self.status(name)
            title = known.otherwise if status is False and known.otherwise else known.title
            self._conclusions[name] = {
                "kind": "conclusion",
                "proposition": name,
                "status": status,
                "title": title,
                "entry": known.entry,
                "step": known.step,
            }
        return self._conclusions[name]


class Recorded:
    """Read from an inference graph of networkx."""

    def __init__(self, graph: nx.DiGraph[str]) -> None:
        self.graph = graph
        told = graph.nodes.data()
        self._conclusions = {
            data["proposition"]: node for node, data in told if data["kind"] == "conclusion"
        }
        self._firings = {data["rule"]: node for node, data in told if data["kind"] == "firing"}

    def status(self, proposition: str) -> bool | None:
        """The truth value of a proposition; false where nothing in the graph concludes it."""
        node = self._conclusions.get(proposition)
        status: bool | None = self.graph.nodes[node]["status"] if node else False
        return status

    def firings(self, proposition: str, kinds: Iterable[Fired]) -> list[str]:
        """The rules that concern a proposition, by kind, then by their order."""
        node, wanted = self._conclusions.get(proposition), list(kinds)
        if node is None:
            return []
        found = [
            told
            for firing in self.graph.predecessors(node)
            if (told := self.graph.nodes[firing])["fired"] in wanted
        ]
        return [
            told["rule"]
            for told in sorted(found, key=lambda told: (wanted.index(told["fired"]), told["order"]))
        ]

    def firing(self, rule: str) -> Told:
        """One of these rules: its id, entry, kind and order."""
        told: Told = self.graph.nodes[self._firings[rule]]
        return told

    def premises(self, rule: str, whole: bool = False) -> list[Premise]:
        """What it rested on, in the order of the rule.

        Of a rule that failed, no more than what made it fail is recorded.
        """
        firing = self._firings[rule]
        found = [
            (self.graph.nodes[premise], self.graph.edges[premise, firing])
            for premise in self.graph.predecessors(firing)
        ]
        return sorted(found, key=lambda premise: premise[1]["order"])


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
