"""The derivations of an assessment, rule by rule, read from the facts, the decided tests, the
firings.

An explanation asks for little of it, so each part is put together when it is first asked for.
Nothing is decided again: the truth of each test is that of the assessment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from engine.graph.bodies import Asked, Concluded, bodies, read_as
from engine.graph.comparison import Comparison, Worded, plain
from knowledge.base import KnowledgeBase
from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.tree import Attr, Param

# a derivation; one that open questions may complete; one that cannot be
Fired = Literal["true", "possible", "failed"]
Told: TypeAlias = dict[str, Any]  # what the inference graph holds for a node or an edge
Premise: TypeAlias = tuple[Told, Told]  # the fact or conclusion, and the edge from it to the firing


class Reader(Protocol):
    """A reader of an assessment's derivations.

    Nodes and edges are those of the inference graph; a firing goes by the id of its rule.
    """

    def status(self, proposition: str) -> bool | None:
        """The truth value of a proposition; false where nothing concludes it."""

    def firings(self, proposition: str, kinds: Sequence[Fired]) -> list[str]:
        """The rules that concern a proposition, by kind, then by their order."""

    def firing(self, rule: str) -> Told:
        """One of these rules: its id, entry, kind and order."""

    def premises(self, rule: str, whole: bool = False) -> list[Premise]:
        """The premises it rested on, in the order of the rule.

        Of a rule that failed, those that made it fail, or the `whole` of it.
        """


class Compared(NamedTuple):
    """A comparison that a rule asks for, and what it reads."""

    comparison: Comparison
    reads: tuple[str, ...]  # attributes, and parameters under parameter.…


class Derivations:
    """Read from the facts and from what fired.

    Results are cached: what they follow from is immutable.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        facts: Mapping[str, Any],
        values: Sequence[bool | None],
        conclusions: Mapping[str, bool | None],
        fired: Mapping[int, Fired],
    ) -> None:
        self.base = base
        self.facts = facts
        self.values = values  # of each test, as `numbered_tests` counts
        self.conclusions = conclusions  # proposition → true or unknown; the others are false
        self.fired = fired  # the number of a rule → how it fired
        made = base.derived(bodies)
        self._bodies, self._counted = made.of, made.counted
        self._compared: dict[int, Compared] = {}  # by the place of the literal
        self._worded = Worded()
        self._facts: dict[Attr | Param, Told] = {}
        self._conclusions: dict[str, Told] = {}
        self._premises: dict[tuple[int, bool], list[Premise]] = {}
        self._rested_on: dict[int, list[Concluded | Compared]] = {}

    def status(self, proposition: str) -> bool | None:
        """The truth value of a proposition; false where nothing concludes it."""
        return self.conclusions.get(proposition, False)

    def concerned(self, proposition: str) -> list[int]:
        """The numbers of the rules that make a proposition what it is.

        All rules for what is false, which failed; else those that fired, or still may.
        """
        numbers, status = self.base.rules_for.get(proposition, ()), self.status(proposition)
        if status is False:
            return [*numbers]
        wanted = "possible" if status is None else "true"
        fired = self.fired
        return [number for number in numbers if fired.get(number) == wanted]

    def firings(self, proposition: str, kinds: Sequence[Fired]) -> list[str]:
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
        return {
            "kind": "firing",
            "rule": rule,
            "entry": self.base.rules[number].entry,
            "fired": self.fired.get(number, "failed"),
            "order": number,
        }

    def rested_on(self, number: int) -> list[Concluded | Compared]:
        """The premises that a rule, by its number, rested on; of one that failed, those that made
        it fail.

        In the order of `premises`, each comparison once.
        """
        found = self._rested_on.get(number)
        if found is None:
            failed = number not in self.fired
            found = (
                self._in_order(number, failed)
                if self._bodies[number].apart
                else list(_by_premise(self._grouped(number, failed)))
            )
            self._rested_on[number] = found
        return found

    def counted(self, name: str) -> list[Concluded | Compared]:
        """The members of a count, each as it came out; empty for a step that counts nothing."""
        return [
            asked.concluded[self.conclusions.get(asked.name, False)]
            if asked.test is None
            else self._comparison(asked)
            for asked in self._counted.get(name, ())
        ]

    def _in_order(self, number: int, failed: bool) -> list[Concluded | Compared]:
        found: list[Concluded | Compared] = []
        for asked in self._bodies[number].asked:
            if asked.test is None:
                concluded = asked.concluded[self.conclusions.get(asked.name, False)]
                if not failed or concluded.truth is False:
                    found.append(concluded)
            elif not failed or asked.truths[self.values[asked.number]] is False:
                found.append(self._comparison(asked))
        return found

    def premises(self, rule: str, whole: bool = False) -> list[Premise]:
        """The premises it rested on, in the order of the rule.

        Of a rule that failed, those that made it fail, or the `whole` of it.
        """
        number = self.base.numbers[rule]
        if (number, whole) not in self._premises:
            failed = number not in self.fired and not whole
            self._premises[number, whole] = self._grouped(number, failed)
        return self._premises[number, whole]

    def _grouped(self, number: int, failed: bool) -> list[Premise]:
        # a fact or a conclusion is one premise, however often it is asked for
        found: dict[Attr | Param | str, Premise] = {}
        for order, asked in enumerate(self._bodies[number].asked):
            if asked.test is None:
                truth = asked.concluded[self.status(asked.name)].truth
                if not failed or truth is False:
                    edge = {"order": order, "mode": asked.mode.value, "truth": truth}
                    # what is asked for again counts where it is asked for last
                    found.pop(asked.name, None)
                    found[asked.name] = (self.conclusion(asked.name), edge)
                continue
            comparison = self._comparison(asked).comparison
            if not failed or comparison.truth is False:
                for term in asked.terms:
                    if term not in found:
                        found[term] = (self.fact(term), {"order": order, "tests": []})
                    found[term][1]["tests"].append(comparison)
        return list(found.values())

    def _comparison(self, asked: Asked) -> Compared:
        """One comparison of this case, the same for all rules that ask for it in one mode."""
        found = self._compared.get(asked.place)
        if found is None:
            assert asked.test is not None
            value = self.values[asked.number]
            made = Comparison(
                asked.test, asked.mode, value, asked.truths[value], self.facts, self._worded
            )
            # the first stays, where two threads made one
            found = self._compared.setdefault(asked.place, Compared(made, asked.reads))
        return found

    def twins(self, numbers: Collection[int]) -> frozenset[object]:
        """The twins of the comparisons with these tests: one for all that are worded alike."""
        return frozenset(
            self._comparison(asked).comparison.twin
            for body in self._bodies
            for asked in body.asked
            if asked.number in numbers
        )

    def fact(self, term: Attr | Param) -> Told:
        """A fact: what was stated for an attribute, or a parameter's value."""
        if term not in self._facts:
            value = self.value(term)
            standing = (
                "parameter" if isinstance(term, Param) else "unknown" if value is None else "stated"
            )
            told = {
                "kind": "fact",
                "name": term.name,
                "value": plain(value),
                "standing": standing,
            }
            known = self.base.attributes.get(term.name)
            if standing == "unknown" and known is not None and known.superseded:
                told["superseded"] = True  # others are asked in its place
            self._facts[term] = told
        return self._facts[term]

    def value(self, term: Attr | Param) -> Any:
        """The stated value of an attribute, None where there is none; or a parameter's value."""
        return self.facts.get(read_as(term))

    def conclusion(self, name: str) -> Told:
        """A proposition with its status, as a statement of what is so."""
        if name not in self._conclusions:
            known, status = self.base.propositions[name], self.status(name)
            self._conclusions[name] = {
                "kind": "conclusion",
                "proposition": name,
                "status": status,
                "title": self.base.says(name, status),
                "entry": known.entry,
                "step": known.step,
            }
        return self._conclusions[name]


def name_of(fact: Told) -> str:
    """The name under which rules know a fact of the inference graph."""
    return f"{PARAMETER}{fact['name']}" if fact["standing"] == "parameter" else fact["name"]


def _by_premise(premises: list[Premise]) -> Iterator[Concluded | Compared]:
    reads: dict[int, list[str]] = {}  # of each comparison, by its identity
    for premise, edge in premises:
        for comparison in edge.get("tests", ()):
            reads.setdefault(id(comparison), []).append(name_of(premise))
    for premise, edge in premises:
        if premise["kind"] == "conclusion":
            yield Concluded(premise["proposition"], premise["step"], edge["truth"])
        for comparison in edge.get("tests", ()):
            if read := reads.pop(id(comparison), None):
                yield Compared(comparison, tuple(read))
