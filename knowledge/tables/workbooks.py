"""A sheet of a workbook (XLSX, XLSM, XLSB, XLS, ODS), read by calamine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.extras import need
from knowledge.languages.told import Told
from knowledge.tables.heads import NoTable, headed, heads_row
from knowledge.tables.table import Form, Table, folded
from knowledge.tables.values import plain_value, shown

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def read_workbook(file: str, form: Form) -> Table:
    """The table in one sheet. Raises `NoTable`, `OSError`, and `MissingExtra`."""
    need("a workbook as a table", "python_calamine")
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(file) as book:
            sheets = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in ([form.sheet] if form.sheet in book.sheet_names else book.sheet_names)
            }
            names = list(book.sheet_names)
    except OSError:
        raise
    except Exception as error:  # the library has no one class for what a broken file does to it
        raise NoTable(f"this is not a workbook: {_first_line(error)}") from error
    if form.sheet and form.sheet not in names:
        raise NoTable(f"there is no sheet {form.sheet!r}; there are: {', '.join(names)}")
    filled = [name for name in sheets if any(any(map(shown, row)) for row in sheets[name])]
    if not filled:
        raise NoTable("the workbook is empty")
    sheet = max(filled, key=lambda name: (_known(sheets[name], form), -names.index(name)))
    return _table(file, sheets[sheet], form, list(_told(sheet, filled)), sheet)


def _table(file: str, rows: list[list[Any]], form: Form, notes: list[str], sheet: str) -> Table:
    at = heads_row(rows, form)
    heads = [shown(cell) for cell in rows[at]]
    below = [
        (number, row)
        for number, row in enumerate(rows[at + 1 :], start=at + 2)
        if any(map(shown, row))
    ]
    columns = [
        (head, [plain_value(row[place]) for _, row in below]) for place, head in enumerate(heads)
    ]
    kept = [
        (head, [None if cell == "" else cell for cell in cells])
        for head, cells in columns
        if head or any(map(shown, cells))
    ]
    return Table(
        file,
        tuple(head for head, _ in kept),
        tuple(cells for _, cells in kept),
        [number for number, _ in below],
        notes=(*notes, *headed(at)),
        found=Form(header=at + 1 if at else 0, sheet=sheet if notes else ""),
    )


def _told(sheet: str, filled: list[str]) -> Iterator[str]:
    others = [name for name in filled if name != sheet]
    if others:
        yield Told("table_sheet", sheet=repr(sheet), others=tuple(others))


def _known(rows: list[list[Any]], form: Form) -> int:
    return max(
        (sum(folded(shown(cell)) in form.known for cell in row) for row in rows[:40]), default=0
    )


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
