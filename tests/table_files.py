"""A table of cells written as a file of each kind that is read, for tests that ask whether a cell
says the same wherever it stands.
"""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

Rows = Sequence[Sequence[Any]]  # below the heads
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def write_csv(file: Path, heads: Sequence[str], rows: Rows, separator: str = ",") -> None:
    """Delimited text; nothing is an empty cell."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=separator)
        writer.writerows([heads, *[["" if cell is None else cell for cell in row] for row in rows]])


def write_ods(file: Path, heads: Sequence[str], rows: Rows, more: str = "") -> None:
    """A spreadsheet as LibreOffice keeps it: each cell with its type; `more`: further sheets."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
        for row in [heads, *rows]
    )
    spaces = " ".join(
        f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text", "calcext")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}'
        ' office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="List">{lines}</table:table>{more}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><m:manifest xmlns:m="{OFFICE}:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{ODS_TYPE}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("mimetype", ODS_TYPE)
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", content)


def _ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    match cell:
        case bool():
            kind, value = "boolean", f'office:boolean-value="{str(cell).lower()}"'
        case int() | float():
            kind, value = "float", f'office:value="{cell}"'
        case datetime():
            kind, value = "date", f'office:date-value="{cell.isoformat()}"'
        case date():
            kind, value = "date", f'office:date-value="{cell.isoformat()}"'
        case _:
            kind, value = "string", ""
    told = f"<text:p>{escape(str(cell))}</text:p>"
    return f'<table:table-cell office:value-type="{kind}" {value}>{told}</table:table-cell>'


def write_xlsx(file: Path, heads: Sequence[str], rows: Rows) -> None:
    """A workbook as Excel keeps it; a text stays a text whatever it looks like."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(file), {"default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet("List")
    for at, row in enumerate([heads, *rows]):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, place, cell)
            elif cell is not None:
                sheet.write(at, place, cell)
    book.close()


def write_frame(file: Path, heads: Sequence[str], rows: Rows) -> None:
    """Columns with types."""
    import polars as pl

    columns = zip(*rows, strict=True)
    frame = pl.DataFrame(
        {head: pl.Series(cells, strict=False) for head, cells in zip(heads, columns, strict=True)}
    )
    if file.suffix == ".parquet":
        frame.write_parquet(file)
    else:
        frame.write_ipc(file)


def _records(heads: Sequence[str], rows: Rows) -> list[dict[str, Any]]:
    plain = [
        [
            str(cell.date() if isinstance(cell, datetime) else cell)
            if isinstance(cell, date)
            else cell
            for cell in row
        ]
        for row in rows
    ]
    return [dict(zip(heads, row, strict=True)) for row in plain]


def write_json(file: Path, heads: Sequence[str], rows: Rows) -> None:
    """A list of records, or one in each line."""
    records = _records(heads, rows)
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    text = lines if file.suffix == ".jsonl" else json.dumps(records, ensure_ascii=False)
    file.write_text(text, encoding="utf-8")


def write_yaml(file: Path, heads: Sequence[str], rows: Rows) -> None:
    """A list of records; texts in quotes."""
    text = yaml.safe_dump(_records(heads, rows), allow_unicode=True, default_style='"')
    file.write_text(text, encoding="utf-8")


KINDS: dict[str, Callable[[Path, Sequence[str], Rows], None]] = {
    ".csv": write_csv,
    ".tsv": lambda file, heads, rows: write_csv(file, heads, rows, "\t"),
    ".ods": write_ods,
    ".xlsx": write_xlsx,
    ".parquet": write_frame,
    ".arrow": write_frame,
    ".json": write_json,
    ".jsonl": write_json,
    ".yaml": write_yaml,
}
