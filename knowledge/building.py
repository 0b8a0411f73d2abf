"""The steps from entries to the parts of a knowledge base: names are checked, conditions are read,
rules are made. Faults are collected.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.conditions.reading import read_condition, read_term
from knowledge.conditions.tree import AnyOf, Const, Count, Expression, Term, Test
from knowledge.conditions.vocabulary import Vocabulary
from knowledge.entries import (
    Attribute,
    Classification,
    Contradiction,
    Control,
    Entry,
    Finding,
    Parameter,
    RuleEntry,
)
from knowledge.entries import derived_names as names
from knowledge.entries.conclusions import Proposition, Statement
from knowledge.entries.facts import ASKED_WHEN
from knowledge.entries.keyed import key_faults, keyed_parameters
from knowledge.entries.name_faults import Known, unknown_names
from knowledge.entries.provenance import Written
from knowledge.entries.reserved_names import reserved_names
from knowledge.entries.superseded import superseding_faults
from knowledge.faults import (
    AskedNever,
    DuplicateId,
    Fault,
    FaultList,
    ForbiddenBlock,
    NegationCycle,
    Place,
    TooComplex,
)
from knowledge.limits import MOST_PREMISES, PREMISES_AN_ENTRY
from knowledge.rules.asking import RestsOn, attributes_read, circle
from knowledge.rules.blocking import Behind, cannot_block
from knowledge.rules.consensus import Kinds
from knowledge.rules.counting import (
    Counted,
    count_statements,
    counted_by,
    counts_in,
    item_statements,
)
from knowledge.rules.meaning import (
    families_in,
    family_statement,
    plain_rules,
    propositions,
    requirements,
    statements,
)
from knowledge.rules.plain import Rule
from knowledge.rules.strata import strata

# stands for a condition that could not be read; never reaches a chainer
_NO_CONDITION = Test("in", Const(""), ())


class Build:
    """The steps from entries to a knowledge base.

    Faults pile up instead of stopping the first of them.
    """

    def __init__(self, written: list[Written], faults: FaultList):
        self.written, self.faults = [item for item in written if not item.retired], faults
        self.written_of = {id(item.entry): item for item in written}
        # known by name; they never hold
        self.retired = [item.entry for item in written if item.retired]
        entries = self.entries = [item.entry for item in self.written]
        controls = (entry.attribute for entry in entries if isinstance(entry, Control))
        self.attributes = {
            a.id: a
            for a in (*(entry for entry in entries if isinstance(entry, Attribute)), *controls)
        }
        self.parameters = {entry.id: entry for entry in entries if isinstance(entry, Parameter)}
        self.propositions: dict[str, Proposition] = {}
        self.conditions: dict[tuple[str, str], Expression] = {}
        self.counts: dict[str, Counted] = {}
        self.premises = 0  # of all plain rules so far, their conclusions counted in
        self.most_premises = MOST_PREMISES + PREMISES_AN_ENTRY * len(entries)
        self.faults.add(*reserved_names(self.written), *superseding_faults(self.written))
        self.faults.add(*key_faults(self.written, self.attributes))
        for proposition in propositions([*entries, *self.retired]):
            if proposition.name in self.propositions or proposition.name in self.attributes:
                said = (
                    "two entries conclude"
                    if proposition.name in self.propositions
                    else "there is already an attribute"
                )
                self.faults.add(
                    DuplicateId(f"{said} {proposition.name!r}", self.where(proposition.entry))
                )
            self.propositions[proposition.name] = proposition
        self.vocabulary = Vocabulary(
            self.attributes,
            {name: parameter.type for name, parameter in self.parameters.items()},
            dict.fromkeys(self.propositions),
            requirements(entries),
            {
                name: tuple(
                    value.value for value in parameter.values if not isinstance(value.value, date)
                )
                for name, parameter in self.parameters.items()
            },
            keyed_parameters(entries, self.attributes),
        )

    def where(self, proposition: str | None) -> Place | None:
        """The place of the entry of a proposition."""
        return next((item.place() for item in self.written if item.entry.key == proposition), None)

    def check_references(self) -> None:
        """Note every name in an entry that nothing declares, and every lift that is forbidden."""
        known = Known.of(
            self.written, self.retired, self.attributes, self.parameters, self.propositions
        )
        # what each figure of a parameter with keys says, the parameter says once
        found = {str(one): one for item in self.written for one in unknown_names(item, known)}
        self.faults.add(*found.values())

    def check_classifications(self) -> None:
        """Note a second legal tier, and a classification with the name of something else."""
        legal: Written | None = None
        for item in self.written:
            entry = item.entry
            if not isinstance(entry, Classification):
                continue
            if entry.id in self.propositions or entry.id in self.attributes:
                message = f"there is already something else named {entry.id!r}"
                self.faults.add(DuplicateId(message, item.place(entry.kind)))
            if entry.is_legal_tier and legal is not None:
                message = f"there is one legal tier, and {legal.entry.id} is it"
                expected = "legal_tier: false; a classification of its own name"
                place = item.place("legal_tier" if entry.legal_tier else entry.kind)
                self.faults.add(DuplicateId(message, place, expected=expected))
            legal = legal or (item if entry.is_legal_tier else None)

    def rules(self) -> list[Rule]:
        """The plain rules of all entries, and those of the families that conditions name."""
        found: list[Rule] = []
        families: set[AnyOf] = set()
        numbers: dict[str, int] = {}
        for statement in statements(self.entries, self._read):
            families |= set(families_in(statement.when))
            found += self._plain(statement, numbers, self.attributes)
            for count in counts_in(statement.when):
                if count.name not in self.counts:
                    found += self._counted(count, numbers)
            # entries multiply: each exception with each ground, each verdict with all before it
            if self.premises > self.most_premises:
                message = "the plain rules are too many from here on"
                most = f"at most {self.most_premises:,} premises"
                self.faults.add(
                    TooComplex(
                        message,
                        self.where(statement.entry),
                        expected=f"{most} in all of {len(self.entries):,} entries",
                    )
                )
                return found
        known: dict[str, list[str]] = {}  # family → its members
        for name in self.propositions:
            known.setdefault(name.rpartition(".")[0], []).append(name)
        for family in sorted(families, key=lambda family: family.name):
            some = family.name.removeprefix("any(").removesuffix(")")
            self.propositions[family.name] = Proposition(
                family.name, f"Any of {some}", f"None of {some}", step=True, hidden=True
            )
            found += self._plain(
                family_statement(
                    family.family, family.members(known.get(family.family, ())), family.but
                ),
                numbers,
                None,
            )
        return found

    def _counted(self, count: Count, numbers: dict[str, int]) -> list[Rule]:
        """The rules of a count, by steps that several counts may share."""
        found: list[Rule] = []
        items = [(step, self.attributes) for step in item_statements(count)]
        # the count itself is decided by bounds
        for step, kinds in [*items, *((step, None) for step in count_statements(count))]:
            if step.head not in self.propositions:
                self.propositions[step.head] = Proposition(
                    step.head, f"It holds: {step.head}", step=True, hidden=True
                )
                found += self._plain(step, numbers, kinds)
            if self.premises > self.most_premises:
                return found
        self.counts[count.name] = counted_by(count)
        return found

    def _plain(
        self, statement: Statement, numbers: dict[str, int], kinds: Kinds | None
    ) -> list[Rule]:
        try:
            rules = plain_rules(statement, numbers.get(statement.head, 0) + 1, kinds)
        except TooComplex as fault:
            self.faults.add(
                TooComplex(fault.message, self.where(statement.entry), expected=fault.expected)
            )
            return []
        numbers[statement.head] = numbers.get(statement.head, 0) + len(rules)
        self.premises += sum(1 + len(rule.body) for rule in rules)
        return rules

    def _read(self, entry: object, *keys: str | int) -> Expression:
        assert isinstance(entry, Entry)
        item = self.written_of[id(entry)]
        text: Any = entry
        for key in keys:
            text = text[key] if isinstance(key, int) else getattr(text, key)
        try:
            tree = read_condition(text, self.vocabulary, item.locator(*keys))
        except Fault as fault:
            self.faults.add(fault)
            return _NO_CONDITION
        if entry.asked_again:
            self.conditions[entry.key, ".".join(map(str, keys))] = tree
        return tree

    def read_further(self) -> None:
        """Read the conditions from which no rules are made: what invariants ask."""
        for entry in self.entries:
            entry.conditions(self._read)

    def check_asking(self, rules: list[Rule]) -> None:
        """Note questions that wait for each other, so that none of them is ever asked.

        A question waits for each that its condition reads, also by way of propositions.
        """
        behind = RestsOn(rules)
        waits: dict[str, set[str]] = {}
        for item in self.written:
            entry = item.entry
            if isinstance(entry, Attribute) and (entry.key, ASKED_WHEN) in self.conditions:
                tree = self.conditions[entry.key, ASKED_WHEN]
                waits[entry.id] = set(attributes_read(tree, behind, self.propositions))
        told: set[str] = set()
        for item in self.written:
            entry = item.entry
            if not isinstance(entry, Attribute) or entry.id in told:
                continue
            if loop := circle(entry.id, waits):
                told.update(loop)
                self.faults.add(
                    AskedNever(
                        f"these questions wait for each other: {' → '.join(loop)}",
                        item.place(ASKED_WHEN),
                        names=tuple(loop[:-1]),
                    )
                )

    def check_blocks(self, rules: list[Rule]) -> None:
        """Note every relief that a contradiction cannot block."""
        if self.faults:  # of conditions, perhaps
            return
        behind = Behind(self.entries, rules, self.conditions)
        could = {blocking.contradiction.key: blocking.could for blocking in behind.blockings()}
        for item in self.written:
            entry = item.entry
            if isinstance(entry, Contradiction) and entry.blocks:
                for index, name in enumerate(entry.blocks):
                    said = cannot_block(entry, name, behind, could.get(entry.key))
                    if said:
                        message, expected = said
                        place = item.place("blocks", index)
                        self.faults.add(ForbiddenBlock(message, place, expected=expected))

    def strata(self, rules: list[Rule]) -> dict[str, int]:
        """Proposition → its stratum.

        Empty where rules make one depend on its own absence, which is a fault.
        """
        try:
            levels = strata(rules)
        except NegationCycle as fault:
            entries = {rule.head: rule.entry for rule in reversed(rules)}
            named = dict.fromkeys(entries[name] for name in fault.names[:12] if name in entries)
            places = {entry: place for entry in named if (place := self.where(entry))}
            text = ", ".join(f"{name} at {at.file}:{at.line}" for name, at in places.items())
            place = next(iter(places.values()), None)
            self.faults.add(NegationCycle(fault.message, place, text=text, names=fault.names))
            return {}
        return {name: levels.get(name, 0) for name in self.propositions}

    def figures(self) -> dict[str, tuple[Term, Term]]:
        """Proposition of a finding → the two bounds that it calculates."""
        found: dict[str, tuple[Term, Term]] = {}
        for item in self.written:
            if isinstance(item.entry, Finding) and item.entry.figure:
                figure = item.entry.figure
                try:
                    low, high = (
                        read_term(text, self.vocabulary, item.locator("figure", name))
                        for name, text in (("low", figure.low), ("high", figure.high))
                    )
                    found[item.entry.proposition] = (low, high)
                except Fault as fault:
                    self.faults.add(fault)
        return found

    def dues(self) -> dict[str, tuple[tuple[str, Term], ...]]:
        """Proposition of an entry → the days by which it asks for something.

        Of each: the step that says that it counts, and the calculation.
        """
        found: dict[str, tuple[tuple[str, Term], ...]] = {}
        for item in self.written:
            entry = item.entry
            days: list[tuple[str, Term]] = []
            for index, due in enumerate(entry.deadlines if isinstance(entry, RuleEntry) else ()):
                place = item.locator("due", index, "day")
                try:
                    term = read_term(due.day, self.vocabulary, place, wanted=("date",))
                    days.append((names.due(entry.proposition, index), term))
                except Fault as fault:
                    self.faults.add(fault)
            if days:
                found[entry.proposition] = tuple(days)
        return found
