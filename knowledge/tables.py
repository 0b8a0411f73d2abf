"""Tables from files: CSV, Parquet, JSON Lines and YAML, as rows of plain values with their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.faults import BadCase, BadYaml, Fault, InvalidCase, Place
from knowledge.yaml_source import read_yaml

ENDINGS = (".csv", ".parquet", ".jsonl", ".ndjson", ".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table; their numbers count from 1 and leave the header out."""

    file: str
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]

    def numbered(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(number, row) for each row."""
        return enumerate(self.rows, start=1)


def read_table(path: str | Path, encoding: str = "utf-8") -> Table:
    """The table in a file, read by its ending. Raises `InvalidCase` where it cannot be read."""
    file = Path(path)
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise _invalid(file, f"no table is read from {ending or 'a file without an ending'}", f"one of {', '.join(ENDINGS)}")
    if not file.is_file():
        raise _invalid(file, "there is no such file")
    if ending in (".yaml", ".yml", ".json"):
        return _from_yaml(file)
    return _from_polars(file, ending, encoding)


def _from_yaml(file: Path) -> Table:
    try:
        data = read_yaml(file).data
    except BadYaml as fault:
        raise InvalidCase([fault]) from fault
    rows = data if isinstance(data, list) else [data]
    if not all(isinstance(row, dict) for row in rows) or not rows:
        raise _invalid(file, "this is no list of cases", "a list of mappings from attribute to value")
    flat = [_flat(row) for row in rows]
    return Table(str(file), tuple(dict.fromkeys(name for row in flat for name in row)), flat)


def _from_polars(file: Path, ending: str, encoding: str) -> Table:
    import polars as pl

    try:
        if ending == ".csv":  # all cells as text: what they mean is decided cell by cell, so that a bad one costs only itself
            separator = _separator(file, encoding)
            frame = pl.read_csv(file, infer_schema=False, encoding=encoding, truncate_ragged_lines=True, separator=separator)
        elif ending == ".parquet":
            frame = pl.read_parquet(file)
        else:
            frame = pl.read_ndjson(file, infer_schema_length=None)
    except (pl.exceptions.PolarsError, UnicodeError, LookupError, OSError, ValueError) as error:
        raise _invalid(file, f"the table cannot be read: {str(error).splitlines()[0]}") from error
    rows = [_flat(row) for row in frame.to_dicts()]
    return Table(str(file), tuple(dict.fromkeys(name for row in rows[:1] for name in row) or frame.columns), rows)


def _separator(file: Path, encoding: str) -> str:
    """What separates the columns in the header: a comma, or what a European spreadsheet or a tab-separated file has."""
    with file.open(encoding=encoding, errors="replace") as lines:
        header = lines.readline()
    return max((",", ";", "\t"), key=header.count)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Nested groups under dotted names: controls: {monitoring: true} → controls.monitoring."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{inner}": item for inner, item in value.items()}
        else:
            flat[name] = value
    return flat


def _invalid(file: Path, message: str, expected: str = "") -> InvalidCase:
    fault: Fault = BadCase(message, Place(str(file), 1, 1), expected=expected)
    return InvalidCase([fault])
