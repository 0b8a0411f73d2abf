"""A table where the file of a case is expected: by its ending, and told with what reads it."""

from __future__ import annotations

from pathlib import Path

from knowledge.faults import BadCase, InvalidCase, Place

# of `knowledge.tables.files`, those of which no file of a case has one
ENDINGS = frozenset(
    (
        *(".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
        *(".parquet", ".arrow", ".feather", ".ipc", ".jsonl", ".ndjson"),
    )
)


def table_instead(file: str) -> InvalidCase | None:
    """What is told of a file that cannot be read as a case, and is a table by its ending; None of
    another one.
    """
    if Path(file).suffix.lower() not in ENDINGS or not Path(file).is_file():
        return None
    from knowledge.languages.told import Told  # cases without a fault need none

    told = Told("file_is_table"), Told("one_case_expected")
    return InvalidCase([BadCase(told[0], Place(file, 1, 1), expected=told[1])])
