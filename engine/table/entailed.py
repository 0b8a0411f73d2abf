"""Entailments of the cells of one column for another one whose cells are empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.table.columns import Column, packed
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute
from knowledge.entries.superseded import Entailment


def completed_columns(columns: Mapping[str, Column], base: KnowledgeBase) -> dict[str, Column]:
    """The columns, with what answers entail about attributes that a row does not answer."""
    found = dict(columns)
    for one in base.entailments:
        source = found.get(one.source)
        if source is not None:
            found[one.target] = _completed(
                one, source, found.get(one.target), base.attributes[one.target]
            )
    return found


def _completed(
    one: Entailment, source: Column, target: Column | None, attribute: Attribute
) -> Column:
    rows = source.rows
    if target is None and one.renames:
        return replace(source, unusable=None)
    if target is None:
        empty: npt.NDArray[Any] = np.zeros(
            rows, dtype=np.bool_ if attribute.type == "bool" else np.uint8
        )
        nothing = packed(np.zeros(rows, dtype=np.bool_))
        target = Column(rows, _stored(empty), nothing, categories=attribute.choices)
    answered = _each(target.known, rows)
    states = _each(source.known, rows)
    told: Any
    if one.renames:
        told = _values(source)
        if source.categories != target.categories:  # of a text, each file has its own places
            categories = (*target.categories, *source.categories)
            target, told = replace(target, categories=categories), told + len(target.categories)
    else:
        states &= _values(source) == _stated(one.value, source)
        told = _stated(one.result, target)
    taken = states & ~answered
    values = np.where(taken, told, _values(target))
    return replace(target, values=_stored(values), known=packed(answered | taken))


def _each(bits: Any, rows: int) -> npt.NDArray[np.bool_]:
    """A mask as one truth value a row."""
    if bits is None:
        return np.ones(rows, dtype=np.bool_)
    return np.unpackbits(bits, count=rows, bitorder="little").view(np.bool_)


def _values(column: Column) -> npt.NDArray[Any]:
    """The values, one a row, those of yes and no as well."""
    return _each(column.values, column.rows) if _of_bits(column) else column.values


def _of_bits(column: Column) -> bool:
    """Whether the values are yes or no, packed into bits."""
    return column.values.dtype == np.uint8 and not column.categories


def _stored(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return packed(values) if values.dtype == np.bool_ else values


def _stated(value: object, column: Column) -> Any:
    """A value as the column has it: yes or no, or its place."""
    return value if isinstance(value, bool) else column.categories.index(str(value))
