"""Relations of DuckDB, and the files that it alone reads: columns of a type that Arrow lacks, such
as VARIANT, leave it as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.tables.frames import frame_of_arrow, lazy_frame, series_of_arrow

if TYPE_CHECKING:
    import polars as pl


def leaving(relation: Any) -> tuple[Any, list[tuple[str, str]]]:
    """A relation whose columns can leave the database, and those that do so as text: their names,
    and their types in the database.
    """
    from duckdb import NotImplementedException

    def leaves(projected: str) -> bool:
        try:
            relation.project(projected).limit(0).to_arrow_table()
        except NotImplementedException:
            return False
        return True

    if leaves("*"):
        return relation, []
    columns = [f"#{place + 1}" for place in range(len(relation.columns))]
    stay = [place for place, column in enumerate(columns) if not leaves(column)]
    for place in stay:
        columns[place] += f"::varchar as {_quoted(relation.columns[place])}"
    told = [(relation.columns[place], str(relation.types[place])) for place in stay]
    return relation.project(", ".join(columns)), told


def parquet_by_duckdb(path: Path) -> tuple[pl.LazyFrame, list[tuple[str, str]]] | None:
    """A Parquet file as a lazy frame, and its columns that are texts for want of a type, with their
    types. None where DuckDB is not installed, or does not read it.
    """
    try:
        import duckdb
    except ImportError:
        return None
    try:
        relation, told = leaving(_parquet(path))
        none = relation.limit(0).to_arrow_table()
    except duckdb.Error:
        return None
    kinds = {name: series_of_arrow(none[name]).dtype for name in none.column_names}
    return lazy_frame(kinds, partial(_batches_of, path)), told


def _parquet(path: Path) -> Any:
    """A file as a relation, in a connection of its own."""
    import duckdb

    # a name is a name: in brackets, each sign of a pattern stands for itself
    name = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
    return duckdb.connect().read_parquet(name)


def _batches_of(path: Path, kinds: Mapping[str, Any], _size: int | None) -> Iterator[pl.DataFrame]:
    relation, _ = leaving(_parquet(path))
    for batch in relation.project(", ".join(map(_quoted, kinds))).to_arrow_reader():
        yield frame_of_arrow(batch, kinds)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
