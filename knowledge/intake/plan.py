"""The plan of a table: which columns serve which attributes, by an intake, or by heads that are the
names of attributes.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute
from knowledge.faults import BadCase, InvalidCase, Place, nearest
from knowledge.intake.cells import CellReader, Words, plain
from knowledge.intake.faults import held
from knowledge.intake.head_units import unit_in
from knowledge.intake.mapping import ColumnMapping, Intake
from knowledge.languages.told import Told
from knowledge.renamed import ATTRIBUTE, Renamed, tell
from knowledge.tables.table import folded

ID = "id"  # the column that tells rows apart where no intake names one
LIKE = 0.8  # a head that is so like an attribute is a slip


@dataclass(frozen=True, slots=True)
class Source:
    """One column that serves an attribute, and how it is read."""

    column: int  # of the table
    head: str
    reader: CellReader
    unless: int | None = None  # the column whose cells make exceptions
    excepted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows that are no cases."""

    column: int
    head: str
    cells: frozenset[str]


@dataclass(slots=True)
class Plan:
    """The plan by which the columns of one table are read."""

    heads: tuple[str, ...]
    sources: dict[str, list[Source]] = field(default_factory=dict)  # attribute → its columns
    always: dict[str, object] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)  # columns that every output has as well
    skipped: list[Skipped] = field(default_factory=list)
    silent: frozenset[str] = frozenset()
    absent: dict[str, str] = field(default_factory=dict)  # column of the intake → what it serves
    unread: list[str] = field(default_factory=list)  # heads that nothing reads
    headless: int = 0  # columns that have cells and no head, which nothing reads either
    misspelt: dict[str, str] = field(default_factory=dict)  # head → the attribute it may mean
    draft: bool = False  # the intake is one that nobody confirmed

    @property
    def notes(self) -> list[str]:
        """The notes about heads: those that are absent, and those that nothing reads."""
        said: list[str] = []
        if self.draft:
            said.append(Told("table_intake_draft"))
        if self.absent:
            said.append(self.lacking)
        if self.unread or self.headless:
            heads: tuple[str, ...] = tuple(map(repr, self.unread))
            heads += (Told("table_column_headless"),) * self.headless
            said.append(Told("table_columns_unread", columns=heads))
        return [*said, *self.on_units]

    @property
    def on_units(self) -> list[str]:
        """The note about heads with a unit by which the numbers below them are not multiplied."""
        heads = (*self._with_units(),)
        return [Told("table_head_units", columns=heads)] if heads else []

    def _with_units(self) -> Iterator[str]:
        for source in (source for sources in self.sources.values() for source in sources):
            reader, unit = source.reader, unit_in(source.head)
            counts = reader.attribute.type in ("number", "integer") and reader.mapping.answer
            if unit is None or not counts or reader.by_name or "" in reader.mapping.unit:
                continue
            if not (unit.is_share and reader.mapping.percent):
                yield f"{source.head!r} ({unit.text})"

    @property
    def lacking(self) -> str:
        """The note about columns that the intake names and the table does not have."""
        listed = tuple(
            Told("table_column_for", column=repr(head), serves=serves)
            for head, serves in self.absent.items()
        )
        return Told("table_columns_absent", columns=listed)


def known_heads(base: KnowledgeBase, intake: Intake | None) -> frozenset[str]:
    """The heads by which a table is recognised."""
    if intake is None:
        former = base.renames.ids.get(ATTRIBUTE, {})
        spelt = (name for known in (*base.attributes, *former) for name in spellings(known))
        return frozenset((*spelt, ID))
    return frozenset(column for column, _, _ in served(intake))


def served(intake: Intake) -> list[tuple[str, str, tuple[str | int, ...]]]:
    """(column, what it serves, where the intake says so) for each column that an intake names."""
    found: list[tuple[str, str, tuple[str | int, ...]]] = [
        (column, name, ("text", name)) for name, column in intake.text.items()
    ]
    for index, mapping in enumerate(intake.columns):
        found.append((mapping.column, mapping.attribute, ("columns", index, "column")))
        if mapping.unless:
            what, keys = _exception_of(mapping), ("unless", "column")
            found.append((mapping.unless.column, what, ("columns", index, *keys)))
    for key, what in (("id", Told("table_serves_id")), ("keep", Told("table_serves_outputs"))):
        columns = intake.id if key == "id" else intake.keep
        found += [(column, what, (key, index)) for index, column in enumerate(columns)]
    return found + [
        (skip.column, Told("table_serves_skip"), ("skip", index, "column"))
        for index, skip in enumerate(intake.skip)
    ]


def plan_of(
    heads: Sequence[str], base: KnowledgeBase, intake: Intake | None, file: str = ""
) -> Plan:
    """The plan for a table with these heads.

    Raises `InvalidCase` where no head is known, or two are one.
    """
    places: dict[str, list[int]] = {}
    for place, head in enumerate(heads):
        if head.strip():
            places.setdefault(folded(head), []).append(place)
    made = _Making(tuple(heads), places, file)
    plan = made.by_intake(base, intake) if intake else made.by_names(base)
    if not plan.sources:
        raise _unknown(heads, base, intake, file)
    return plan


class _Making:
    def __init__(self, heads: tuple[str, ...], places: dict[str, list[int]], file: str):
        self.places, self.file = places, file
        self.plan = Plan(heads)
        self.read: set[int] = set()

    def by_names(self, base: KnowledgeBase) -> Plan:
        """Heads that are attributes: dotted, or with two underscores for the dot."""
        former: dict[str, list[str]] = {}
        for old, new in base.renames.ids.get(ATTRIBUTE, {}).items():
            former.setdefault(new, []).append(old)
        for name, attribute in base.attributes.items():
            found = self._headed(name)
            for old in former.get(name, ()):
                if headed := self._headed(old):
                    found += headed
                    at = Place(self.file, 1, 1) if self.file else None
                    tell([Renamed(ATTRIBUTE, self._head(headed[0]), name, at)])
            if found:
                self._one(found, f"two columns state {name}")
                self._serve(attribute, found[0], by_name(attribute, self._head(found[0]), base))
        if found := self.places.get(ID, []):
            self._one(found, "two columns tell rows apart")
            self.plan.ids = self.plan.kept = found
            self.read.update(found)
        plan = self._finished()
        for head in plan.unread:
            if (meant := nearest(folded(head), base.attributes, likeness=LIKE)) is not None:
                plan.misspelt[head] = meant
        return plan

    def by_intake(self, base: KnowledgeBase, intake: Intake) -> Plan:
        """Heads that an intake names."""
        words = Words.of(intake)
        plan = self.plan
        plan.silent, plan.draft = words.silent, intake.draft
        plan.always = {
            constant.attribute: held(base, constant.attribute, constant.value)
            for constant in intake.always
        }
        for name, column in intake.text.items():
            place = self._place(column, name)
            if place is not None:
                attribute = base.attributes[name]
                self._serve(attribute, place, by_name(attribute, column, base, words))
        for mapping in intake.columns:
            place = self._place(mapping.column, mapping.attribute)
            exceptions = mapping.unless
            unless = self._place(exceptions.column, _exception_of(mapping)) if exceptions else None
            if place is not None:
                excepted = frozenset(map(plain, exceptions.values)) if exceptions else frozenset()
                reader = CellReader(_with_defaults(mapping, intake), base, words)
                self._serve(base.attributes[mapping.attribute], place, reader, unless, excepted)
        plan.ids = self._places(intake.id, Told("table_serves_id"))
        kept = self._places(intake.keep, Told("table_serves_outputs"))
        plan.kept = list(dict.fromkeys((*plan.ids, *kept)))
        for skip in intake.skip:
            place = self._place(skip.column, Told("table_serves_skip"))
            if place is not None:
                cells = frozenset(map(plain, skip.values))
                plan.skipped.append(Skipped(place, skip.column, cells))
        return self._finished()

    def _serve(
        self,
        attribute: Attribute,
        place: int,
        reader: CellReader,
        unless: int | None = None,
        excepted: frozenset[str] = frozenset(),
    ) -> None:
        source = Source(place, self._head(place), reader, unless, excepted)
        self.plan.sources.setdefault(attribute.id, []).append(source)

    def _headed(self, name: str) -> list[int]:
        """The columns that are headed with the name of an attribute."""
        return [
            place
            for spelling in dict.fromkeys(map(folded, spellings(name)))
            for place in self.places.get(spelling, ())
        ]

    def _place(self, column: str, serves: str) -> int | None:
        """The place of a column of the intake; a column without one is noted."""
        found = self.places.get(folded(column), [])
        if not found:
            self.plan.absent.setdefault(column, serves)
            return None
        self._one(found, Told("two_columns_serving", column=repr(column), attribute=serves))
        self.read.add(found[0])
        return found[0]

    def _places(self, columns: Iterable[str], serves: str) -> list[int]:
        found = [self._place(column, serves) for column in columns]
        return [place for place in found if place is not None]

    def _one(self, found: list[int], message: str) -> None:
        self.read.update(found)
        if len(found) > 1:
            place = Place(self.file, 1, 1) if self.file else None
            both = ", ".join(self._head(place) for place in found)
            raise InvalidCase([BadCase(message, place, text=both, expected=Told("one_of_them"))])

    def _head(self, place: int) -> str:
        return self.plan.heads[place]

    def _finished(self) -> Plan:
        heads = enumerate(self.plan.heads)
        self.plan.unread = [
            head for place, head in heads if head.strip() and place not in self.read
        ]
        self.plan.headless = sum(not head.strip() for head in self.plan.heads)
        return self.plan


def by_name(
    attribute: Attribute, column: str, base: KnowledgeBase, words: Words | None = None
) -> CellReader:
    """The reader of a column that is the attribute's own."""
    mapping = ColumnMapping(attribute=attribute.id, column=column, answer=True, basis="stated")
    return CellReader(mapping, base, words, by_name=True)


def _exception_of(mapping: ColumnMapping) -> str:
    return Told("table_serves_exception", attribute=mapping.attribute)


def _with_defaults(mapping: ColumnMapping, intake: Intake) -> ColumnMapping:
    """A mapping with the marks of numbers that the intake names for all of them."""
    return mapping.model_copy(
        update={
            "decimal": mapping.decimal or intake.decimal,
            "thousands": mapping.thousands or intake.thousands,
        }
    )


def spellings(name: str) -> tuple[str, str]:
    """The spellings of the name of an attribute in a head."""
    return name, name.replace(".", "__")


def _unknown(
    heads: Sequence[str], base: KnowledgeBase, intake: Intake | None, file: str
) -> InvalidCase:
    known = sorted(known_heads(base, intake))
    slips = (nearest(folded(head), known, LIKE) for head in heads)
    near = next((slip for slip in slips if slip), None)
    expected = ", ".join(known)[:400]
    if intake is None and file:
        command = f"threshold intake new {shlex.quote(file)} -o mine.yaml"
        expected = Told("columns_or_intake", columns=expected, command=command)
    fault = BadCase(
        Told("no_known_column"),
        Place(file, 1, 1) if file else None,
        text=", ".join(heads)[:200],
        expected=expected,
        nearest=near,
    )
    return InvalidCase([fault])
