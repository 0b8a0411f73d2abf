"""Tables from files: CSV, Parquet, JSON, JSON Lines and YAML, as rows of plain values with their
numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.entries.yaml_source import read_yaml
from knowledge.faults import BadCase, Fault, InvalidCase, Place
from knowledge.tables.csv_rows import NoTable, read_csv
from knowledge.tables.records import NoRecords, flattened, read_json, records_in
from knowledge.tables.row_faults import RowFault

ENDINGS = (".csv", ".parquet", ".jsonl", ".ndjson", ".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table; their numbers count from 1 and leave the header out."""

    file: str
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]  # an empty one where a row cannot be read
    faults: tuple[RowFault, ...] = ()  # rows that are no rows, or have cells too many or too few

    def numbered(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(number, row) for each row."""
        return enumerate(self.rows, start=1)


def read_table(path: str | Path, encoding: str = "utf-8") -> Table:
    """The table in a file, read by its ending. Raises `InvalidCase` where it cannot be read."""
    file = Path(path)
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise _invalid(
            file,
            f"no table is read from {ending or 'a file without an ending'}",
            f"one of {', '.join(ENDINGS)}",
        )
    if not file.is_file():
        raise _invalid(file, "there is no such file")
    if ending == ".csv":
        return _from_csv(file, encoding)
    if ending in (".yaml", ".yml", ".json"):
        return _from_tree(file, ending)
    return _from_polars(file, ending)


def _from_csv(file: Path, encoding: str) -> Table:
    try:
        found = read_csv(file, encoding)
    except UnicodeError as error:
        hint = f"text in {encoding}; the `encoding` of an intake names another one, such as cp1252"
        raise _invalid(file, f"the table cannot be read: {error}", hint) from error
    except (NoTable, LookupError, OSError) as error:
        raise _invalid(file, f"the table cannot be read: {error}") from error
    return Table(str(file), found.columns, found.rows, tuple(found.faults))


def _from_tree(file: Path, ending: str) -> Table:
    try:
        rows = records_in(
            read_json(file) if ending == ".json" else read_yaml(file, most_values=None).data
        )
    except Fault as fault:
        raise InvalidCase([fault]) from fault
    except NoRecords as error:
        raise _invalid(
            file,
            str(error),
            "a list of mappings from attribute to value, or a mapping with one such list in it",
        ) from error
    except (UnicodeError, OSError, RecursionError) as error:
        raise _invalid(file, f"the table cannot be read: {error}") from error
    return _table(file, rows)


def _from_polars(file: Path, ending: str) -> Table:
    import polars as pl

    try:
        frame = (
            pl.read_parquet(file)
            if ending == ".parquet"
            else pl.read_ndjson(file, infer_schema_length=None)
        )
    except (pl.exceptions.PolarsError, UnicodeError, LookupError, OSError, ValueError) as error:
        raise _invalid(file, f"the table cannot be read: {str(error).splitlines()[0]}") from error
    return _table(file, [flattened(row) for row in frame.to_dicts()], frame.columns)


def _table(file: Path, rows: list[dict[str, Any]], columns: list[str] | None = None) -> Table:
    return Table(
        str(file),
        tuple(dict.fromkeys(name for row in rows for name in row)) or tuple(columns or ()),
        rows,
    )


def _invalid(file: Path, message: str, expected: str = "") -> InvalidCase:
    fault: Fault = BadCase(message, Place(str(file), 1, 1), expected=expected)
    return InvalidCase([fault])
