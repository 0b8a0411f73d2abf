"""A first intake for somebody's table: each column's nearest attribute, each cell's meaning as far
as it is the very word; all else is marked out, for a person to fill in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.cases.answers import NOTHING
from knowledge.cases.files import described, yaml_value
from knowledge.intake.cells import plain
from knowledge.intake.proposals import ProposedColumn, proposals
from knowledge.tables.table import Table
from knowledge.tables.values import shown

MOST_SHOWN = 40  # distinct cells of a column
LONGEST = 60  # characters of a cell
HEAD = """\
# A draft of an intake, made from {file}. A program proposed what stands here; a person confirms it:
# read each line, mend it, fill in what is marked out with #, and take away the line `draft`.
# What a cell does not settle stays unknown; leave out what you are not sure of.
"""


def draft_intake(table: Table, base: KnowledgeBase) -> str:
    """The text of a draft, which can be used as it stands and says of itself that it is one."""
    columns = proposals(table, base)
    name = Path(table.file).stem
    lines = [HEAD.format(file=Path(table.file).name).rstrip()]
    lines += [
        f"intake: {yaml_value(name)}",
        f"title: {yaml_value(f'Columns of {Path(table.file).name}')}",
        "source: who keeps this list  # say who",
        "draft: true",
    ]
    lines += [f"# {note}" for note in table.notes]
    for key in ("encoding", "header", "sheet"):
        if value := getattr(table.found, key):
            lines.append(f"{key}: {yaml_value(value)}")
    ids = [column.head for column in columns if column.is_id]
    if ids:
        lines.append(f"id: {yaml_value(ids[0])}")
    else:
        lines.append("# id: the column that tells rows apart")
    lines.append("# keep: [columns that every output has as well]")
    lines.append(f"silent: {yaml_value(['', *_nothing(table)])}")
    lines += ["", "text:", *_text(columns), "", "columns:"]
    for column in columns:
        if column.attribute is not None and column.attribute.type != "text" and not column.is_id:
            lines += _mapping(column)
    lines += ["", *_others(columns)]
    return "\n".join(lines).rstrip() + "\n"


def _nothing(table: Table) -> list[str]:
    """The words for nothing that the table has."""
    found = {shown(cell) for cells in table.cells for cell in cells if isinstance(cell, str)}
    return sorted({plain(text) for text in found} & NOTHING)


def _text(columns: list[ProposedColumn]) -> Iterator[str]:
    named = False
    for column in columns:
        if column.attribute is not None and column.attribute.type == "text":
            named = named or column.attribute.id == "name"
            mark = "" if column.likely else "# "
            yield f"  {mark}{column.attribute.id}: {yaml_value(column.head)}"
    if not named:
        yield "  # name: the column with the name of each case"
    if not any(
        column.likely and column.attribute.type == "text" for column in columns if column.attribute
    ):
        yield "  {}"


def _mapping(column: ProposedColumn) -> Iterator[str]:
    attribute = column.attribute
    assert attribute is not None
    sure = [cell for cell in column.cells if cell.sure]
    usable = column.likely and bool(sure or column.dates or column.answer)
    out = "  " if usable else "  # "
    yield f"  # {attribute.question} ({described(attribute)[:120]})"
    if not column.likely:
        yield "  # the head is a little like the attribute; take away the marks if it is meant"
    yield f"{out}- attribute: {attribute.id}"
    yield f"{out}  column: {yaml_value(column.head)}"
    if column.dates:
        yield f"{out}  dates: {yaml_value(column.dates)}"
    elif column.answer:
        yield f"{out}  answer: true"
        if column.decimal:
            yield f"{out}  decimal: {column.decimal}"
        if column.units:
            yield f"{out}  unit: {yaml_value(column.units)}"
    elif column.cells:
        yield f"{out}  values:"
        for cell in column.cells[:MOST_SHOWN]:
            count = f"# {cell.count} cell{'' if cell.count == 1 else 's'}"
            key = yaml_value(cell.text[:LONGEST])
            if cell.sure:
                yield f"{out}    {key}: {yaml_value(cell.value)}  {count}"
            else:
                value = "?" if cell.value is None else f"{cell.value}?"
                yield f"  #     {key}: {value}  {count}"
        if len(column.cells) > MOST_SHOWN:
            yield f"  #     and {len(column.cells) - MOST_SHOWN} more"
    yield f"{out}  basis: stated"
    yield ""


def _others(columns: list[ProposedColumn]) -> Iterator[str]:
    others = [column for column in columns if column.attribute is None and not column.is_id]
    if others:
        yield "# Columns for which nothing is proposed:"
        for column in others:
            yield f"#   {column.head[:LONGEST]}: {column.filled} cells, {column.distinct} distinct"
