"""The first columns of a query: what the cells of the table state for each attribute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlglot import exp

from engine.sql import cells
from engine.sql.expressions import column, compared, name_of, unanswered
from knowledge.base import KnowledgeBase
from knowledge.cases.attributes_read import attributes_in_tests
from knowledge.entries import Attribute
from knowledge.entries.superseded import Entailment


@dataclass(frozen=True)
class Columns:
    """The columns of the table of cases. An attribute without one is unknown in every row."""

    attributes: frozenset[str]  # that have a column of their own
    # of these, those whose column holds text although the attribute is of another type, as in CSV
    texts: frozenset[str] = frozenset()
    # columns of the table that the answer has as well, such as a key
    kept: tuple[str, ...] = ("name",)


@dataclass(slots=True)
class StatedColumns:
    """The values that the cells state. Each mapping: alias, or attribute → expression."""

    cells: dict[str, exp.Expr] = field(default_factory=dict)
    further: dict[str, exp.Expr] = field(default_factory=dict)  # made from `cells`, a step later
    unusable: dict[str, exp.Expr] = field(default_factory=dict)  # where a cell cannot be used


def stated_columns(base: KnowledgeBase, columns: Columns) -> StatedColumns:
    """The values that cells state of each attribute that rules read, and the unusable cells."""
    found = StatedColumns()
    for attribute in _compared(base):
        if attribute.id not in columns.attributes:
            found.cells.update(cells.absent(attribute))
        else:
            _read(found, attribute, as_text=attribute.id in columns.texts)
    for one in base.entailments:
        _complete(found, one, base)
    return found


def read_attributes(base: KnowledgeBase, columns: Columns) -> Iterator[Attribute]:
    """The attributes whose columns are read."""
    return (item for item in _compared(base) if item.id in columns.attributes)


def _compared(base: KnowledgeBase) -> Iterator[Attribute]:
    """All attributes but for texts that are shown only."""
    read = base.derived(attributes_in_tests)
    for attribute in base.attributes.values():
        if attribute.type != "text" or attribute.id in read:
            yield attribute


def _complete(found: StatedColumns, one: Entailment, base: KnowledgeBase) -> None:
    """Let the cells of one attribute answer another one where its own cells do not."""
    target, source = base.attributes[one.target], base.attributes[one.source]
    name = name_of(target.id)
    if name_of(source.id) not in found.cells:  # a set without a column, a text that no rule reads
        return
    if target.type == "set" and name not in found.cells:  # it has no column, and may be answered
        for member, _ in cells.members(target):
            del found.cells[member]
        found.cells[name] = found.cells[name_of(source.id)].copy()
        found.further.update(cells.members(target))
        return
    unusable, said = f"unusable_{name}", f"said_{name}"
    if unusable in found.further:  # that a cell cannot be used is said of the cell itself
        read = exp.paren(found.cells[name].copy())
        found.cells[unusable] = exp.and_(exp.paren(found.cells[said].copy()), unanswered(read))
        del found.further[unusable]
    taken: exp.Expr
    if one.renames:
        taken = found.cells[name_of(source.id)].copy()
    else:
        told = exp.paren(found.cells[name_of(source.id)].copy())
        same = exp.EQ(this=told, expression=_value(source, one.value))
        taken = exp.Case().when(same, _value(target, one.result))
    found.cells[name] = exp.Coalesce(this=found.cells[name], expressions=[taken])


def _value(attribute: Attribute, value: object) -> exp.Expr:
    return exp.Boolean(this=value) if attribute.type == "bool" else compared(attribute, value)


def _read(found: StatedColumns, attribute: Attribute, *, as_text: bool) -> None:
    name = name_of(attribute.id)
    found.cells[name] = cells.read(attribute, as_text)
    if attribute.type == "set":
        found.further.update(cells.members(attribute))
    if attribute.type != "text" and (as_text or attribute.type != "bool"):
        found.cells[f"said_{name}"] = cells.said(attribute, as_text)
        found.further[f"unusable_{name}"] = exp.and_(
            exp.column(f"said_{name}", quoted=True), unanswered(column(attribute.id))
        )
        found.unusable[attribute.id] = exp.column(f"unusable_{name}", quoted=True)
