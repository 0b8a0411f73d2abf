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
from knowledge.intake.head_units import HeadUnit, unit_in
from knowledge.intake.proposals import ProposedColumn, proposals
from knowledge.languages.words import Words
from knowledge.outputs import on_one_line
from knowledge.tables.number_formats import HARMLESS
from knowledge.tables.table import Table
from knowledge.tables.values import shown

MOST_SHOWN = 40  # distinct cells of a column
LONGEST = 60  # characters of a cell


def draft_intake(table: Table, base: KnowledgeBase, words: Words | None = None) -> str:
    """The text of a draft, which can be used as it stands and says of itself that it is one; what
    it tells a person is in their words (English).
    """
    words = Words.of(words)
    columns = proposals(table, base)
    file = Path(table.file)
    lines = [f"# {line}" for line in words.say("draft_head", file=file.name).splitlines()]
    lines += [
        f"intake: {yaml_value(file.stem)}",
        f"title: {yaml_value(words.say('draft_title', file=file.name))}",
        f"source: {yaml_value(words.say('draft_source'))}  # {words.say('draft_say_who')}",
        "draft: true",
    ]
    lines += [f"# {on_one_line(words.mark(note))}" for note in table.notes]
    for key in ("encoding", "header", "sheet"):
        if value := getattr(table.found, key):
            lines.append(f"{key}: {yaml_value(value)}")
    ids = [column.head for column in columns if column.is_id]
    if ids:
        lines.append(f"id: {yaml_value(ids[0])}")
    else:
        lines.append(f"# id: {words.say('draft_no_id')}")
    lines.append(f"# keep: [{words.say('draft_keep')}]")
    lines.append(f"silent: {yaml_value(['', *_nothing(table)])}")
    lines += ["", "text:", *_text(columns, words), "", "columns:"]
    for column in columns:
        if column.attribute is not None and column.attribute.type != "text" and not column.is_id:
            lines += _mapping(column, words)
    lines += ["", *_others(columns, words)]
    return "\n".join(lines).rstrip() + "\n"


def _nothing(table: Table) -> list[str]:
    """The words for nothing that the table has."""
    found = {shown(cell) for cells in table.cells for cell in cells if isinstance(cell, str)}
    return sorted({plain(text) for text in found} & NOTHING)


def _text(columns: list[ProposedColumn], words: Words) -> Iterator[str]:
    named = False
    for column in columns:
        if column.attribute is not None and column.attribute.type == "text":
            named = named or column.attribute.id == "name"
            mark = "" if column.likely else "# "
            yield f"  {mark}{column.attribute.id}: {yaml_value(column.head)}"
    if not named:
        yield f"  # name: {words.say('draft_no_name')}"
    if not any(
        column.likely and column.attribute.type == "text" for column in columns if column.attribute
    ):
        yield "  {}"


def _mapping(column: ProposedColumn, words: Words) -> Iterator[str]:
    attribute = column.attribute
    assert attribute is not None
    sure = [cell for cell in column.cells if cell.sure]
    unit = unit_in(column.head) if column.answer else None
    usable = column.likely and bool(sure or column.dates or column.answer) and unit is None
    out = "  " if usable else "  # "
    question = on_one_line(words.question(attribute.id, attribute.question))
    yield f"  # {question} ({words.mark(described(attribute))[:120]})"
    if not column.likely:
        yield f"  # {words.say('draft_unlikely')}"
    if unit is not None:
        yield f"  # {words.say('draft_head_unit', unit=unit.text)}"
    yield f"{out}- attribute: {attribute.id}"
    yield f"{out}  column: {yaml_value(column.head)}"
    if column.dates:
        yield f"{out}  dates: {yaml_value(column.dates)}"
    elif column.answer:
        yield f"{out}  answer: true"
        if column.decimal:
            yield f"{out}  decimal: {column.decimal}"
        yield from _units(column, unit, out)
    elif column.cells:
        if column.split:
            yield f"{out}  split: {yaml_value(column.split)}"
        yield f"{out}  values:"
        for cell in column.cells[:MOST_SHOWN]:
            count = f"# {words.count('draft_cells', cell.count)}"
            key = yaml_value(cell.text[:LONGEST])
            if cell.sure:
                yield f"{out}    {key}: {yaml_value(cell.value)}  {count}"
            else:
                value = "?" if cell.value is None else f"{yaml_value(cell.value)}?"
                yield f"  #     {key}: {value}  {count}"
        if len(column.cells) > MOST_SHOWN:
            more = words.number(len(column.cells) - MOST_SHOWN)
            yield f"  #     {words.say('draft_more', count=more)}"
    yield f"{out}  basis: stated"
    yield ""


def _units(column: ProposedColumn, head: HeadUnit | None, out: str) -> Iterator[str]:
    """What numbers are multiplied by: a person says it of several units, of other money than is
    asked for, and of one that may mean thousands.
    """
    alone = len(column.units) == 1 and column.units[0].casefold() in HARMLESS
    if head is None and alone:
        yield f"{out}  unit: {yaml_value(column.units)}"
    elif head is not None and head.is_share:
        yield "  #   percent: true"
    elif head is not None or column.units:
        said: dict[str, object] = dict.fromkeys(column.units, "?")
        bare = {} if head is None else {"": head.factor or "?"}
        unit = yaml_value({**bare, **said}).replace("? '' :", '"":')
        yield f"  #   unit: {unit}"


def _others(columns: list[ProposedColumn], words: Words) -> Iterator[str]:
    others = [column for column in columns if column.attribute is None and not column.is_id]
    if others:
        yield f"# {words.say('draft_others')}"
        for column in others:
            filled = words.count("draft_cells", column.filled)
            distinct = words.number(column.distinct)
            head = on_one_line(column.head)[:LONGEST]
            yield f"#   {words.say('draft_other', column=head, filled=filled, distinct=distinct)}"
