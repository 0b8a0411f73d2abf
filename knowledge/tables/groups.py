"""Groups of columns (structs) as columns under dotted heads: `controls: {monitoring}` →
`controls.monitoring`.

A group of which nothing is known stays as it is; files are taken apart whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from knowledge.faults import BadCase, InvalidCase, Place
from knowledge.languages.told import Told
from knowledge.tables.records import flattened
from knowledge.tables.table import folded

if TYPE_CHECKING:
    import polars as pl

Frame = TypeVar("Frame", bound="pl.DataFrame | pl.LazyFrame")


def ungrouped(frame: Frame, known: Collection[str] | None = None, file: str = "") -> Frame:
    """A Polars frame whose groups are columns: all groups, or those with a head that is `known`.

    Raises `InvalidCase` where two columns then have one head.
    """
    schema = frame.lazy().collect_schema()
    found = [
        leaf
        for name, kind in schema.items()
        for leaf in (_leaves(name, kind) if _is_taken_apart(name, kind, known) else [(name, None)])
    ]
    if all(column is None for _, column in found):
        return frame
    twins = [head for head, count in Counter(head for head, _ in found).items() if count > 1]
    if twins:
        place = Place(file, 1, 1) if file else None
        raise InvalidCase(
            [
                BadCase(
                    Told("two_columns", column=repr(head)), place, expected=Told("one_expected")
                )
                for head in twins
            ]
        )
    import polars as pl

    flat = frame.select(
        pl.col(head) if column is None else column.alias(head) for head, column in found
    )
    return cast("Frame", flat)


def arrow_leaves(
    names: Sequence[str], columns: Sequence[Any], known: Collection[str]
) -> list[tuple[int, str, Any]]:
    """(which of the columns it is of, its head, its cells) for each column of an Arrow table; of
    groups with a head that is `known`, for each column in them.
    """
    return [
        (place, head, cells)
        for place, (name, column) in enumerate(zip(names, columns, strict=True))
        for head, cells in (
            _arrow(name, column)
            if _has_known(_arrow_heads(name, column.type), known)
            else [(name, column)]
        )
    ]


def pandas_ungrouped(table: Any, known: Collection[str]) -> Any:
    """A pandas table whose columns of mappings are columns under dotted heads, where one of these
    is known.
    """
    import pandas as pd

    parts, taken = [], False
    for place, name in enumerate(table.columns):
        cells = table.iloc[:, place]
        grouped = cells.dtype == object or str(cells.dtype).startswith("struct")
        listed = cells if grouped else ()
        rows = [flattened(cell, f"{name}.") if isinstance(cell, dict) else {} for cell in listed]
        heads = list(dict.fromkeys(head for row in rows for head in row))
        if _has_known(heads, known):
            leaves = {head: [row.get(head) for row in rows] for head in heads}
            parts.append(pd.DataFrame(leaves, index=table.index, dtype=object))
            taken = True
        else:
            parts.append(table.iloc[:, [place]])
    return pd.concat(parts, axis="columns") if taken else table


def _is_taken_apart(name: str, kind: Any, known: Collection[str] | None) -> bool:
    leaves = [head for head, _ in _leaves(name, kind)]
    return leaves != [name] and (known is None or _has_known(leaves, known))


def _has_known(heads: Sequence[str], known: Collection[str]) -> bool:
    return any(folded(head) in known for head in heads)


def _leaves(name: str, kind: Any, column: pl.Expr | None = None) -> Iterator[tuple[str, Any]]:
    import polars as pl

    if not isinstance(kind, pl.Struct):
        yield name, column
        return
    column = pl.col(name) if column is None else column
    for field in kind.fields:
        yield from _leaves(f"{name}.{field.name}", field.dtype, column.struct.field(field.name))


def _arrow_heads(name: str, kind: Any) -> list[str]:
    import pyarrow as pa

    if not pa.types.is_struct(kind):
        return [name]
    return [
        head
        for field in (kind.field(at) for at in range(kind.num_fields))
        for head in _arrow_heads(f"{name}.{field.name}", field.type)
    ]


def _arrow(name: str, column: Any) -> Iterator[tuple[str, Any]]:
    import pyarrow as pa

    if not pa.types.is_struct(column.type):
        yield name, column
        return
    for at, part in enumerate(column.flatten()):
        yield from _arrow(f"{name}.{column.type.field(at).name}", part)
