"""A sheet of a workbook (XLSX, XLSM, XLSB, XLS, ODS), read by calamine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from knowledge.extras import need
from knowledge.languages.told import Told
from knowledge.sentence import Sentence
from knowledge.tables.contents import instead_of_workbook
from knowledge.tables.heads import NoTable, heads_in
from knowledge.tables.looks import is_number, told_looks
from knowledge.tables.number_formats import PERCENT, padded, word_in
from knowledge.tables.places import Cell, place_of, some_of
from knowledge.tables.quiet import quiet_if_it_fails
from knowledge.tables.table import Form, Table, folded
from knowledge.tables.unread_cells import UnreadCells, unread_cells
from knowledge.tables.unread_in_ods import in_ods
from knowledge.tables.unread_in_xls import in_xls
from knowledge.tables.unread_in_xlsb import in_xlsb
from knowledge.tables.unread_in_xlsx import in_xlsx
from knowledge.tables.values import Padded, Share, shown, whole_value

_LOOKING = {".xlsx": in_xlsx, ".xlsm": in_xlsx, ".xlsb": in_xlsb, ".xls": in_xls, ".ods": in_ods}
ENDINGS = tuple(_LOOKING)
_PANIC = "PanicException"  # how a library in Rust ends that did not expect what it read


def read_workbook(file: str, form: Form) -> Table:
    """The table in one sheet. Raises `NoTable`, `OSError`, and `MissingExtra`."""
    need("a workbook as a table", "python_calamine")
    import python_calamine

    merged: dict[str, list[Any]] = {}
    try:
        with quiet_if_it_fails(), python_calamine.CalamineWorkbook.from_path(file) as book:
            sheets = {}
            for name in [form.sheet] if form.sheet in book.sheet_names else book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                sheets[name] = sheet.to_python(skip_empty_area=False)
                merged[name] = sheet.merged_cell_ranges or []
            names = list(book.sheet_names)
            visible = python_calamine.SheetVisibleEnum.Visible
            shown_to_all = {item.name for item in book.sheets_metadata if item.visible == visible}
    except OSError:
        raise
    except BaseException as error:  # the library has no one class for what a broken file does to it
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        instead = instead_of_workbook(Path(file))
        told = (
            Told("no_workbook_but", kind=instead)
            if instead
            else Told("no_workbook_since", said=Sentence.borrowed(_first_line(error)))
        )
        raise NoTable(told) from error
    if form.sheet and form.sheet not in names:
        raise NoTable(Told("no_such_sheet", sheet=repr(form.sheet), others=", ".join(names)))
    filled = [name for name in sheets if any(any(map(shown, row)) for row in sheets[name])]
    if not filled:
        raise NoTable(Told("workbook_empty"))

    def rank(name: str) -> tuple[bool, int, bool, bool, int]:
        """What a sheet has for it: a hidden one is read where no other has heads that are known;
        where none has any, one that is no table, such as a cover, is read last.
        """
        known, seen = _known(sheets[name], form), name in shown_to_all
        return seen and known > 0, known, seen, _is_table(sheets[name]), -names.index(name)

    chosen = max(filled, key=rank)
    rows = sheets[chosen]
    unread = unread_cells(_LOOKING[Path(file).suffix.lower()], file, chosen)
    unread.merged += merged[chosen]
    for (row, column), said in (unread.errors | unread.texts).items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = said
    notes = [*_told(chosen, filled, hidden=chosen not in shown_to_all)]
    return _table(file, rows, form, notes, chosen, unread)


def _table(
    file: str,
    rows: list[list[Any]],
    form: Form,
    notes: list[str],
    sheet: str,
    unread: UnreadCells,
) -> Table:
    found_heads = heads_in(rows, form, unread.merged)
    at, last = found_heads.row, found_heads.last
    found = Form(header=at + 1 if at else 0, sheet=sheet if notes else "")
    if ranges := [*_spread(rows, last, unread.merged)]:
        notes.append(Told.counted("table_cells_merged", len(ranges), cells=some_of(ranges)))
    heads = [shown(cell) for cell in found_heads.of(rows, None)]
    if across := [*_across(rows, heads, last, unread.merged)]:
        notes.append(Told.counted("table_cells_across", len(across), cells=some_of(across)))
    if unworked := [place_of(cell) for cell in unread.unworked if cell[0] >= found_heads.first]:
        notes.append(
            Told.counted("table_formulas_unworked", len(unworked), cells=some_of(unworked))
        )
    if not unread.looked:
        notes.append(Told("table_errors_unseen"))
    below = [
        (number, row)
        for number, row in enumerate(rows[last + 1 :], start=last + 2)
        if any(map(shown, row))
    ]
    notes += _hidden(heads, [number for number, _ in below], unread)
    notes += told_looks(heads, {number - 1: row for number, row in below}, unread)
    columns = [(head, [*_read(below, place, unread)]) for place, head in enumerate(heads)]
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
        notes=(*notes, *found_heads.told()),
        found=found,
    )


def _read(rows: list[tuple[int, list[Any]]], place: int, unread: UnreadCells) -> Iterator[Any]:
    """The cells of a column; numbers that are shown as percentages as what they are, and those with
    noughts before them, such as ids, as texts.
    """
    for number, row in rows:
        cell = whole_value(row[place])
        code = unread.number_formats.get((number - 1, place), "")
        if code and is_number(cell):
            is_share = word_in(code, cell) == PERCENT
            text = padded(code, cell)
            cell = Share(cell) if is_share else Padded(text) if text else cell
        yield cell


def _spread(rows: list[list[Any]], at: int, merged: list[tuple[Cell, Cell]]) -> Iterator[str]:
    """Let a cell that is merged over rows say the same in each of them, and tell which those are.

    Heads, and what stands above them, are left alone.
    """
    for (top, left), (bottom, _) in merged:
        if at < top < bottom < len(rows) and shown(rows[top][left]):
            for row in range(top + 1, bottom + 1):
                rows[row][left] = rows[top][left]
            yield f"{place_of((top, left))}:{place_of((bottom, left))}"


def _across(
    rows: list[list[Any]], heads: list[str], at: int, merged: list[tuple[Cell, Cell]]
) -> Iterator[str]:
    """The cells that are merged over columns with heads, but for those that have a row to
    themselves, such as the title of a group.
    """
    below = ((first, last) for first, last in merged if at < first[0] < len(rows))
    for (top, left), (bottom, right) in below:
        filled = [place for place, cell in enumerate(rows[top]) if shown(cell)]
        if left in filled and len(filled) > 1 and any(heads[left + 1 : right + 1]):
            yield f"{place_of((top, left))}:{place_of((bottom, right))}"


def _hidden(heads: list[str], rows: list[int], unread: UnreadCells) -> Iterator[Told]:
    """Of what was read, what nobody sees who opens the workbook."""
    if hidden := [str(row) for row in rows if row - 1 in unread.hidden_rows]:
        yield Told.counted("table_rows_hidden", len(hidden), rows=some_of(hidden))
    columns = [head for at, head in enumerate(heads) if head and at in unread.hidden_columns]
    if columns:
        told = some_of([repr(head) for head in columns])
        yield Told.counted("table_columns_hidden", len(columns), columns=told)


def _told(sheet: str, filled: list[str], *, hidden: bool) -> Iterator[str]:
    others = [name for name in filled if name != sheet]
    if others:
        yield Told("table_sheet", sheet=repr(sheet), others=tuple(others))
    if hidden:
        yield Told("table_sheet_hidden", sheet=repr(sheet))


def _known(rows: list[list[Any]], form: Form) -> int:
    return max(
        (sum(folded(shown(cell)) in form.known for cell in row) for row in rows[:40]), default=0
    )


def _is_table(rows: list[list[Any]]) -> bool:
    """Whether a row below another has more than one cell with something in it."""
    wide = (row for row in rows if sum(1 for cell in row if shown(cell)) > 1)
    return len([*islice(wide, 2)]) == 2  # the heads, and what stands below them


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
