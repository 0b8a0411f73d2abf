"""From entries to plain rules: names are checked, conditions are read, rules are made and put into strata; faults pile up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knowledge.conditions.reading import Vocabulary, read_condition, read_term
from knowledge.conditions.tree import (
    And,
    AnyOf,
    Const,
    Established,
    Expression,
    Not,
    Or,
    Term,
    Test,
)
from knowledge.entries.kinds import (
    Attribute,
    Classification,
    Control,
    DatedStart,
    Duty,
    Entry,
    ExceptionEntry,
    Finding,
    Ground,
    Invariant,
    Parameter,
    Penalty,
    Relief,
    Schedule,
    Source,
    Trigger,
    Verdict,
    Work,
)
from knowledge.entries.provenance import Written
from knowledge.entries.reserved_names import name_faults
from knowledge.faults import (
    DuplicateId,
    Fault,
    FaultList,
    ForbiddenLift,
    NegationCycle,
    TooComplex,
    UnknownName,
    nearest,
)
from knowledge.limits import MOST_PREMISES
from knowledge.rules.invariants import names_in
from knowledge.rules.meaning import (
    Statement,
    family_statement,
    plain_rules,
    propositions,
    requirements,
    statements,
)
from knowledge.rules.plain import Proposition, Rule, family
from knowledge.rules.strata import strata

# stands for a condition that could not be read; never reaches a chainer
_NO_CONDITION = Test("in", Const(""), ())


def _sources(entry: Entry) -> Iterable[tuple[tuple[str | int, ...], Source]]:
    """Every citation of an entry, with the keys under which it stands."""
    yield from (
        (("source", index), source)
        for index, source in enumerate(getattr(entry, "source", None) or ())
    )
    for number, value in enumerate(entry.values if isinstance(entry, Parameter) else ()):
        yield from (
            (("values", number, "source", index), source)
            for index, source in enumerate(value.source)
        )


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
        self.faults.add(*name_faults(self.written))
        for proposition in propositions([*entries, *self.retired]):
            if proposition.name in self.propositions or proposition.name in self.attributes:
                said = (
                    "two entries conclude"
                    if proposition.name in self.propositions
                    else "there is an attribute of the name"
                )
                self.faults.add(
                    DuplicateId(f"{said} {proposition.name!r}", self.where(proposition.entry))
                )
            self.propositions[proposition.name] = proposition
        self.vocabulary = Vocabulary(
            self.attributes,
            {name: parameter.type for name, parameter in self.parameters.items()},
            frozenset(self.propositions),
            requirements(entries),
        )

    def where(self, proposition: str | None) -> Any:
        """Where the entry of a proposition was written."""
        return next((item.place() for item in self.written if item.entry.key == proposition), None)

    def check_references(self) -> None:
        """Note every name of a work, control, parameter, ground or proposition that nothing declares."""
        works = {entry.id for entry in self.entries if isinstance(entry, Work)}
        controls = {entry.id for entry in self.entries if isinstance(entry, Control)}
        schedules = {entry.id for entry in self.entries if isinstance(entry, Schedule)}
        dates = {name for name, parameter in self.parameters.items() if parameter.type == "date"}
        figures = self.parameters.keys() - dates
        numbers = {
            name
            for name, attribute in self.attributes.items()
            if attribute.type in ("number", "integer")
        }
        grounds = {
            entry.id: entry for entry in [*self.entries, *self.retired] if isinstance(entry, Ground)
        }
        for item in self.written:
            entry = item.entry
            for keys, source in _sources(entry):
                for work in filter(None, (source.work, source.amended_by)):
                    self._expect(item, work, works, "cited work", *keys)
            if isinstance(entry, (Trigger, Duty, Verdict)):
                for index, control in enumerate(entry.requires):
                    self._expect(item, control, controls, "control", "requires", index)
            if isinstance(entry, Duty):
                self._expect(item, entry.binding, schedules, "schedule", "binding")
            if isinstance(entry, Schedule):
                for index, start in enumerate(entry.starts):
                    self._expect(
                        item, start.from_, dates, "parameter with a date", "starts", index, "from"
                    )
            if isinstance(entry, Penalty):
                self._expect(item, entry.turnover, numbers, "attribute with a number", "turnover")
                for key in ("amount", "share"):
                    self._expect(item, getattr(entry, key), figures, "parameter with a number", key)
            if isinstance(entry, Classification):
                for index, answer in enumerate(entry.answers):
                    self._expect(item, answer, self.propositions, "proposition", "answers", index)
            if isinstance(entry, Finding):
                for index, attribute in enumerate(entry.asks):
                    self._expect(item, attribute, self.attributes, "attribute", "asks", index)
            if isinstance(entry, (ExceptionEntry, Relief)):
                for index, attribute in enumerate(entry.own_attributes):
                    self._expect(
                        item, attribute, self.attributes, "attribute", "own_attributes", index
                    )
            if isinstance(entry, Invariant):
                for inner, name, what in names_in(entry):
                    self._expect(item, name, self._names(name, what), what, *inner)
            if isinstance(entry, ExceptionEntry):
                for index, ground in enumerate(
                    entry.lifts if isinstance(entry.lifts, list) else ()
                ):
                    self._expect(item, ground, grounds, "ground", "lifts", index)
                    if ground in grounds and grounds[ground].non_negotiable:
                        message = f"nothing lifts the ground {ground!r}, which is non_negotiable"
                        self.faults.add(
                            ForbiddenLift(
                                message, item.place("lifts", index), text=f"exception: {entry.id}"
                            )
                        )

    def _names(self, name: str, what: str) -> Iterable[str]:
        """What an invariant may name: `what` says which; a family stands for its members."""
        if what.startswith("value of "):
            attribute = self.attributes.get(what.removeprefix("value of "))
            return () if attribute is None else attribute.choices or ("true", "false")
        families = {f"{known.rpartition('.')[0]}.*" for known in self.propositions if "." in known}
        known = {"attribute": {*self.attributes}, "proposition": {*self.propositions} | families}
        return known[what] if what in known else known["attribute"] | known["proposition"]

    def _expect(
        self, item: Written, name: str, names: Iterable[str], what: str, *keys: str | int
    ) -> None:
        if name not in names:
            self.faults.add(
                UnknownName(
                    f"there is no {what} {name!r}",
                    item.place(*keys),
                    text=f"{item.entry.kind}: {item.entry.id}",
                    nearest=nearest(name, names),
                    names=(name,),
                )
            )

    def rules(self) -> list[Rule]:
        """The plain rules of all entries, and those of the families that conditions name."""
        found: list[Rule] = []
        families: set[str] = set()
        numbers: dict[str, int] = {}
        premises = 0
        for statement in statements(self.entries, self._read):
            families |= set(_families(statement.when))
            rules = self._plain(statement, numbers)
            found += rules
            premises += sum(1 + len(rule.body) for rule in rules)
            # entries multiply: each exception with each ground, each verdict with all before it
            if premises > MOST_PREMISES:
                message = "the plain rules are too many from here on"
                self.faults.add(
                    TooComplex(
                        message,
                        self.where(statement.entry),
                        expected=f"at most {MOST_PREMISES:,} premises in all",
                    )
                )
                return found
        members_of: dict[str, list[str]] = {}
        for member in self.propositions:
            members_of.setdefault(member.rpartition(".")[0], []).append(member)
        for name in sorted(families):
            members = members_of[name]
            self.propositions[family(name)] = Proposition(
                family(name), f"Any of {name}.*", f"None of {name}.*", step=True, hidden=True
            )
            found += self._plain(family_statement(name, members), numbers)
        return found

    def _plain(self, statement: Statement, numbers: dict[str, int]) -> list[Rule]:
        try:
            rules = plain_rules(statement, numbers.get(statement.head, 0) + 1)
        except TooComplex as fault:
            self.faults.add(
                TooComplex(fault.message, self.where(statement.entry), expected=fault.expected)
            )
            return []
        numbers[statement.head] = numbers.get(statement.head, 0) + len(rules)
        return rules

    def _read(self, entry: Entry, name: str, index: int | None) -> Expression:
        item = self.written_of[id(entry)]
        keys: tuple[str | int, ...] = (name,) if index is None else (name, index)
        text = getattr(entry, name) if index is None else getattr(entry, name)[index]
        if isinstance(text, DatedStart):
            keys, text = (*keys, "when"), text.when
        try:
            tree = read_condition(text, self.vocabulary, item.locator(*keys))
        except Fault as fault:
            self.faults.add(fault)
            return _NO_CONDITION
        if isinstance(entry, (Invariant, Verdict)):
            self.conditions[entry.key, name] = tree
        return tree

    def invariants(self) -> None:
        """Read what the invariants ask; it makes no rules."""
        for entry in self.entries:
            if isinstance(entry, Invariant):
                for name in ("given", "always"):
                    if getattr(entry, name) is not None:
                        self._read(entry, name, None)

    def strata(self, rules: list[Rule]) -> dict[str, int]:
        """Proposition → its stratum.

        Empty where rules make one depend on its own absence, which is a fault.
        """
        try:
            levels = strata(rules)
        except NegationCycle as fault:
            rule = next((rule for rule in rules if rule.head in fault.names[:1]), None)
            place = self.where(rule.entry) if rule else None
            self.faults.add(NegationCycle(fault.message, place, names=fault.names))
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


def _families(expression: Expression) -> Iterable[str]:
    if isinstance(expression, AnyOf):
        yield expression.family
    elif isinstance(expression, (Not, Established)):
        yield from _families(expression.item)
    elif isinstance(expression, (And, Or)):
        for item in expression.items:
            yield from _families(item)
