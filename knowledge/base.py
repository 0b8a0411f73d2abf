"""KnowledgeBase: packs loaded, checked, indexed, and turned into plain rules, with a fingerprint of what was read."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from knowledge.compilation import Statement, family_statement, plain_rules, propositions, requirements, statements
from knowledge.entries import (
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
from knowledge.evaluation import PARAMETER
from knowledge.expression import And, AnyOf, Attr, Const, Established, Expression, Not, Or, Term, Test, terms_of
from knowledge.faults import (
    DuplicateId,
    Fault,
    FaultList,
    ForbiddenLift,
    InvalidKnowledge,
    NegationCycle,
    Place,
    TooComplex,
    UnknownName,
    nearest,
)
from knowledge.invariants import names_in
from knowledge.limits import MOST_PREMISES
from knowledge.names import name_faults
from knowledge.packs_reader import pack_files, read_packs
from knowledge.reading import Vocabulary, read_condition, read_term
from knowledge.rules import Literal, Proposition, Rule, family
from knowledge.shown import heading, paragraph, section, table
from knowledge.strata import strata
from knowledge.written import Written

PACKS = Path(__file__).parent / "packs"
EXAMPLE_PACKS, EXAMPLE = Path(__file__).parent / "example_packs", "example:"
ORDER = "ORDER"  # the file that makes a folder a whole knowledge base: the names of its packs


def _ordered(folder: Path) -> list[Path]:
    """The packs of a whole knowledge base, in their order."""
    return [folder / name for name in (folder / ORDER).read_text(encoding="utf-8").split()]


SHIPPED_PACKS = tuple(_ordered(PACKS))
SHIPPED = tuple(pack.name for pack in SHIPPED_PACKS)
VERSION = (PACKS / "VERSION").read_text(encoding="utf-8").strip()

E = TypeVar("E", bound=Entry)

_NO_CONDITION = Test("in", Const(""), ())  # stands for a condition that could not be read; never reaches a chainer


@dataclass(frozen=True, eq=False, repr=False)
class KnowledgeBase:
    """What is known, ready for an engine: attributes, entries, plain rules and the order to apply them in."""

    version: str
    fingerprint: str  # the same packs give the same one
    packs: tuple[str, ...]
    entries: Mapping[str, Entry]  # entry.key → entry: its proposition, or kind:id where it concludes nothing
    attributes: Mapping[str, Attribute]  # what a case may state; controls under their dotted names
    parameters: Mapping[str, Parameter]
    propositions: Mapping[str, Proposition]
    rules: tuple[Rule, ...]
    strata: Mapping[str, int]  # proposition → stratum
    figures: Mapping[str, tuple[Term, Term]]  # proposition of a finding → its two bounds
    conditions: Mapping[tuple[str, str], Expression]  # (entry.key, key) → the tree: `when` of a verdict, what an invariant asks
    written: Mapping[str, Written]  # as `entries`: where each was written
    _of_kind: dict[type[Entry], list[Any]] = field(default_factory=dict, repr=False)  # answers of `of_kind`, kept
    _behind: dict[type[Entry], frozenset[str]] = field(default_factory=dict, repr=False)  # answers of `attributes_behind`, kept
    _in_force: dict[date, dict[str, Any]] = field(default_factory=dict, repr=False)  # answers of `parameters_on`, kept

    @cached_property
    def retired(self) -> frozenset[str]:
        """The keys of the entries that a pack retired: they are known by name and never hold."""
        return frozenset(key for key, written in self.written.items() if written.retired)

    @cached_property
    def visible(self) -> tuple[str, ...]:
        """The propositions that results list."""
        return tuple(name for name, proposition in self.propositions.items() if not proposition.hidden)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.attributes)}

    def draws(self, proposition: str) -> bool:
        """Whether the base can conclude a proposition: it knows it, and no pack retired the entry that it comes from."""
        known = self.propositions.get(proposition)
        return known is not None and known.entry not in self.retired

    def in_order(self, attributes: Iterable[str]) -> list[str]:
        """These attributes, in the order of the packs."""
        return sorted(attributes, key=self._places.__getitem__)

    @cached_property
    def rules_for(self) -> dict[str, tuple[int, ...]]:
        """Proposition → the numbers of the rules that conclude it."""
        found: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            found.setdefault(rule.head, []).append(number)
        return {head: tuple(numbers) for head, numbers in found.items()}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """A rule's id → its number, which is its place among the rules."""
        return {rule.id: number for number, rule in enumerate(self.rules)}

    def attributes_behind(self, kind: type[Entry]) -> frozenset[str]:
        """The attributes on which the conclusions of a kind of entry can depend at all."""
        if kind not in self._behind:
            bodies: dict[str, list[Literal]] = {}
            for rule in self.rules:
                bodies.setdefault(rule.head, []).extend(rule.body)
            found: set[str] = set()
            seen = {entry.proposition for entry in self.of_kind(kind)}
            waiting = list(seen)
            while waiting:
                for literal in bodies.get(waiting.pop(), ()):
                    if isinstance(literal.target, Test):
                        found |= {term.name for term in terms_of(literal.target) if isinstance(term, Attr)}
                    elif literal.target not in seen:
                        seen.add(literal.target)
                        waiting.append(literal.target)
            self._behind[kind] = frozenset(found)
        return self._behind[kind]

    def of_kind(self, kind: type[E]) -> list[E]:
        """The entries of a kind, in the order of the packs, without those that a pack retired. Kept: do not change the list."""
        if kind not in self._of_kind:
            self._of_kind[kind] = [entry for key, entry in self.entries.items() if isinstance(entry, kind) and key not in self.retired]
        return cast("list[E]", self._of_kind[kind])

    def parameters_on(self, day: date) -> dict[str, Any]:
        """`parameter.<name>` → the value in force on `day`."""
        if day not in self._in_force:
            if len(self._in_force) > 1_000:
                self._in_force.clear()
            self._in_force[day] = {PARAMETER + name: parameter.on(day).value for name, parameter in self.parameters.items()}
        return self._in_force[day]

    def citations(self, entry: Entry, on: date | None = None) -> tuple[str, ...]:
        """The citations of an entry, as reports show them; of one that the shipped packs do not hold so, with the pack it comes from.

        A parameter is cited by its value in force on the day `on`, or by its last one.
        """
        written = self.written.get(entry.key)
        origin = f", {written.origin}" if written and (written.pack not in SHIPPED or written.before) else ""
        value = (entry.on(on) if on else entry.values[-1]) if isinstance(entry, Parameter) else entry
        sources = getattr(value, "source", ())
        return tuple(f"{self.cite(source)[:-1]}{origin}]" for source in sources)

    def __repr__(self) -> str:
        return f"<knowledge {self.version} of {', '.join(self.packs)}: {len(self.entries):,} entries, {len(self.rules):,} plain rules>"

    def _repr_html_(self) -> str:
        """What there is to know, by kind; in a notebook."""
        counts = Counter(entry.kind for entry in self.entries.values())
        firsts = {entry.kind: entry for entry in reversed(list(self.entries.values()))}
        rows = [(kind, f"{count:,}", firsts[kind].key) for kind, count in counts.items()]
        return section(
            heading(f"Knowledge {self.version}"),
            paragraph(f"{', '.join(self.packs)}: {len(self.entries):,} entries, of which {len(self.rules):,} plain rules are made."),
            table(("kind", "entries", "the first of them"), rows),
            paragraph(f"fingerprint {self.fingerprint}", "source"),
        )

    def cite(self, source: Source) -> str:
        """A citation as reports show it: [A Trigger 4]."""
        work = self.entries.get(f"work:{source.work}")
        amended = f", as amended by {self.entries[f'work:{source.amended_by}'].title}" if source.amended_by else ""
        return f"[{work.cited_as if isinstance(work, Work) else source.work} {source.at}{amended}]"


def load(packs: Sequence[Path | str] | Path | str | None = None, *, shipped: bool = True) -> KnowledgeBase:
    """The shipped knowledge base, with a pack or packs of your own (folders or files) on top of it, each on those before it.

    A pack adds entries; it changes one of an earlier pack by `override: why` beside what is new in it, and ends one by
    `retire: why`. `example:bank` is one that is shipped. A folder with a file ORDER is a whole knowledge base and takes the
    place of the shipped one; `shipped=False` takes these packs alone. Raises `InvalidKnowledge` with every fault found.
    """
    named = [packs] if isinstance(packs, (str, Path)) else list(packs or ())
    if not named and shipped:
        return _shipped()
    paths = [_found(pack) for pack in named]
    whole = bool(paths) and (paths[0] / ORDER).is_file()
    return _load(pack_paths(named, shipped=shipped), _version(paths[0] if whole else PACKS))


def pack_paths(packs: Sequence[Path | str], *, shipped: bool = True) -> list[Path]:
    """The folders and files that `load` reads for these packs, in their order."""
    paths = [_found(pack) for pack in packs]
    whole = bool(paths) and (paths[0] / ORDER).is_file()
    ground = paths.pop(0) if whole else PACKS if shipped else None
    return [*(_ordered(ground) if ground else ()), *paths]


@lru_cache(maxsize=1)
def _shipped() -> KnowledgeBase:
    return _load(_ordered(PACKS), VERSION)


def _found(pack: Path | str) -> Path:
    """Where a pack is: as it says, or among the examples."""
    name = str(pack).removeprefix(EXAMPLE)
    if name == str(pack):
        path = Path(pack)
        return path if path.stem and path.name != ".." else path.resolve()  # a pack is called by the name of its folder
    known = sorted(path.stem for path in EXAMPLE_PACKS.glob("*.yaml"))
    if name not in known:
        fault = UnknownName(f"there is no example pack {name!r}", expected=", ".join(known), nearest=nearest(name, known))
        raise InvalidKnowledge([fault])
    return EXAMPLE_PACKS / f"{name}.yaml"


def _version(folder: Path) -> str:
    file = folder / "VERSION"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else "unversioned"


_verdict_ids: set[str] = set()


def verdict_ids() -> set[str]:
    """The ids of the verdicts that any pack loaded so far declares."""
    return _verdict_ids


def _load(packs: list[Path], version: str) -> KnowledgeBase:
    reading = read_packs(packs)
    names = [pack.stem for pack in packs]
    twice = [pack for index, pack in enumerate(packs) if pack.stem in names[:index]]
    reading.faults.add(
        *[DuplicateId("two packs have one name", Place(str(pack), 1, 1), expected="a file name of its own") for pack in twice]
    )
    _verdict_ids.update(item.entry.id for item in reading.written if isinstance(item.entry, Verdict))
    build = _Build(reading.written, reading.faults)
    build.check_references()
    rules = build.rules()
    levels = build.strata(rules)
    figures = build.figures()
    build.invariants()
    faults = [fault for fault in build.faults if not _follows(fault, reading.unread)]
    if faults:
        raise InvalidKnowledge(faults)
    return KnowledgeBase(
        version=version,
        fingerprint=_fingerprint(packs),
        packs=tuple(pack.stem for pack in packs),
        entries={item.entry.key: item.entry for item in reading.written},
        attributes=build.attributes,
        parameters=build.parameters,
        propositions=build.propositions,
        rules=tuple(rules),
        strata=levels,
        figures=figures,
        conditions=build.conditions,
        written={item.entry.key: item for item in reading.written},
    )


def _follows(fault: Fault, unread: Iterable[str]) -> bool:
    """Whether a name is unknown only because the entry that has it could not be read, which is a fault already."""
    named = re.findall("'([^']+)'", fault.message) if isinstance(fault, UnknownName) else []
    return any(name == id or name.endswith(f".{id}") for name in named for id in unread)


def _fingerprint(packs: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for pack in packs:
        for file in pack_files(pack):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _sources(entry: Entry) -> Iterable[tuple[tuple[str | int, ...], Source]]:
    """Every citation of an entry, with the keys under which it stands."""
    yield from ((("source", index), source) for index, source in enumerate(getattr(entry, "source", None) or ()))
    for number, value in enumerate(entry.values if isinstance(entry, Parameter) else ()):
        yield from ((("values", number, "source", index), source) for index, source in enumerate(value.source))


class _Build:
    """The steps from entries to a knowledge base; faults pile up instead of stopping the first of them."""

    def __init__(self, written: list[Written], faults: FaultList):
        self.written, self.faults = [item for item in written if not item.retired], faults
        self.written_of = {id(item.entry): item for item in written}
        self.retired = [item.entry for item in written if item.retired]  # known by name; they never hold
        entries = self.entries = [item.entry for item in self.written]
        controls = (entry.attribute for entry in entries if isinstance(entry, Control))
        self.attributes = {a.id: a for a in (*(entry for entry in entries if isinstance(entry, Attribute)), *controls)}
        self.parameters = {entry.id: entry for entry in entries if isinstance(entry, Parameter)}
        self.propositions: dict[str, Proposition] = {}
        self.conditions: dict[tuple[str, str], Expression] = {}
        self.faults.add(*name_faults(self.written))
        for proposition in propositions([*entries, *self.retired]):
            if proposition.name in self.propositions or proposition.name in self.attributes:
                said = "two entries conclude" if proposition.name in self.propositions else "there is an attribute of the name"
                self.faults.add(DuplicateId(f"{said} {proposition.name!r}", self.where(proposition.entry)))
            self.propositions[proposition.name] = proposition
        self.vocabulary = Vocabulary(
            self.attributes,
            {name: parameter.type for name, parameter in self.parameters.items()},
            frozenset(self.propositions),
            requirements(entries),
        )

    def where(self, proposition: str | None) -> Any:
        return next((item.place() for item in self.written if item.entry.key == proposition), None)

    def check_references(self) -> None:
        works = {entry.id for entry in self.entries if isinstance(entry, Work)}
        controls = {entry.id for entry in self.entries if isinstance(entry, Control)}
        schedules = {entry.id for entry in self.entries if isinstance(entry, Schedule)}
        dates = {name for name, parameter in self.parameters.items() if parameter.type == "date"}
        figures = self.parameters.keys() - dates
        numbers = {name for name, attribute in self.attributes.items() if attribute.type in ("number", "integer")}
        grounds = {entry.id: entry for entry in [*self.entries, *self.retired] if isinstance(entry, Ground)}
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
                    self._expect(item, start.from_, dates, "parameter with a date", "starts", index, "from")
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
                    self._expect(item, attribute, self.attributes, "attribute", "own_attributes", index)
            if isinstance(entry, Invariant):
                for inner, name, what in names_in(entry):
                    self._expect(item, name, self._names(name, what), what, *inner)
            if isinstance(entry, ExceptionEntry):
                for index, ground in enumerate(entry.lifts if isinstance(entry.lifts, list) else ()):
                    self._expect(item, ground, grounds, "ground", "lifts", index)
                    if ground in grounds and grounds[ground].non_negotiable:
                        message = f"nothing lifts the ground {ground!r}, which is non_negotiable"
                        self.faults.add(ForbiddenLift(message, item.place("lifts", index), text=f"exception: {entry.id}"))

    def _names(self, name: str, what: str) -> Iterable[str]:
        """What an invariant may name: `what` says which; a family stands for its members."""
        if what.startswith("value of "):
            attribute = self.attributes.get(what.removeprefix("value of "))
            return () if attribute is None else attribute.choices or ("true", "false")
        families = {f"{known.rpartition('.')[0]}.*" for known in self.propositions if "." in known}
        known = {"attribute": {*self.attributes}, "proposition": {*self.propositions} | families}
        return known[what] if what in known else known["attribute"] | known["proposition"]

    def _expect(self, item: Written, name: str, names: Iterable[str], what: str, *keys: str | int) -> None:
        if name not in names:
            self.faults.add(
                UnknownName(
                    f"there is no {what} {name!r}",
                    item.place(*keys),
                    text=f"{item.entry.kind}: {item.entry.id}",
                    nearest=nearest(name, names),
                )
            )

    def rules(self) -> list[Rule]:
        found: list[Rule] = []
        families: set[str] = set()
        numbers: dict[str, int] = {}
        premises = 0
        for statement in statements(self.entries, self._read):
            families |= set(_families(statement.when))
            rules = self._plain(statement, numbers)
            found += rules
            premises += sum(1 + len(rule.body) for rule in rules)
            if premises > MOST_PREMISES:  # entries multiply: each exception with each ground, each verdict with all before it
                message = "the plain rules are too many from here on"
                self.faults.add(TooComplex(message, self.where(statement.entry), expected=f"at most {MOST_PREMISES:,} premises in all"))
                return found
        members_of: dict[str, list[str]] = {}
        for member in self.propositions:
            members_of.setdefault(member.rpartition(".")[0], []).append(member)
        for name in sorted(families):
            members = members_of[name]
            self.propositions[family(name)] = Proposition(family(name), f"Any of {name}.*", f"None of {name}.*", step=True, hidden=True)
            found += self._plain(family_statement(name, members), numbers)
        return found

    def _plain(self, statement: Statement, numbers: dict[str, int]) -> list[Rule]:
        try:
            rules = plain_rules(statement, numbers.get(statement.head, 0) + 1)
        except TooComplex as fault:
            self.faults.add(TooComplex(fault.message, self.where(statement.entry), expected=fault.expected))
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
        try:
            levels = strata(rules)
        except NegationCycle as fault:
            head = fault.message.split(": ")[-1].split(" → ")[0]
            rule = next((rule for rule in rules if rule.head == head), None)
            self.faults.add(NegationCycle(fault.message, self.where(rule.entry) if rule else None))
            return {}
        return {name: levels.get(name, 0) for name in self.propositions}

    def figures(self) -> dict[str, tuple[Term, Term]]:
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
