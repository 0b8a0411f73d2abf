"""Tables of cases rewritten to the names of today: heads, and values in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.authoring.migrated import Edit, Migration, Split, edited
from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute
from knowledge.faults import BadCase, InvalidCase, Place
from knowledge.intake.plan import known_heads, plan_of, spellings
from knowledge.renamed import ATTRIBUTE, Renamed
from knowledge.sentence import Sentence
from knowledge.tables.decoding import Decoded, decode, encode
from knowledge.tables.heads import NoTable
from knowledge.tables.spans import Span, Spans, places_of, spans_of
from knowledge.tables.table import Form, folded
from knowledge.telling import told_to, untold

NAME = "name"  # the attribute that each case of a table states


def states_cases(file: Path, base: KnowledgeBase) -> bool:
    """Whether a delimited file in a folder is a table of cases: it has a column of their names."""
    try:
        _, _, spans = _read(file, base)
    except InvalidCase:
        return False
    return NAME in {folded(head.text) for head in spans.heads}


def migrated_table(file: Path, base: KnowledgeBase) -> Migration:
    """The migration of a delimited file whose heads are attributes.

    Raises `InvalidCase` for what cannot be read, or written in its encoding.
    """
    raw, decoded, spans = _read(file, base)
    with told_to(untold):  # the caller tells of each
        plan_of([head.text for head in spans.heads], base, None, str(file))
    columns = {head.start: _attribute(head, base) for head in spans.heads}
    today = {folded(head.text) for head in spans.heads}
    found: dict[Edit, Renamed] = {}
    for number, head in enumerate(spans.heads):
        name = columns[head.start]
        if name is None:
            continue
        new = base.renames.attribute(name) or base.renames.superseded.get(name)
        if new is not None and today.isdisjoint(spellings(new)):
            spelt = new.replace(".", "__") if "__" in head.text else new
            found[_edit(head, head.text.strip(), spelt)] = Renamed(ATTRIBUTE, name, new)
        attribute = base.attributes.get(new or name)
        former = base.renames.values.get(new or name) or base.renames.values.get(name)
        if attribute is not None and former:
            found.update(_in_cells(spans, number, attribute, former))
    places = places_of(decoded.text, [*(edit.start for edit in found), *columns])
    after = edited(decoded.text, list(found))
    try:
        content = encode(after, decoded, raw)
    except UnicodeEncodeError as error:
        expected = f"a file in {decoded.encoding} without bytes that it lacks"
        raise _fault(file, "this is not written back as it was", expected) from error
    told: dict[tuple[str, str, str], Renamed] = {}
    for edit, renamed in sorted(found.items(), key=lambda item: item[0].start):
        place = Place(str(file), *places[edit.start])
        one = Renamed(renamed.what, renamed.old, renamed.new, place, renamed.of)
        told.setdefault((renamed.what, renamed.old, renamed.of), one)
    split = tuple(
        Split(name, asked, Place(str(file), *places[start]))
        for start, name in columns.items()
        if name is not None and (asked := _asked_now(name, base, today))
    )
    return Migration(file, decoded.text, after, tuple(told.values()), len(found), content, split)


def _read(file: Path, base: KnowledgeBase) -> tuple[bytes, Decoded, Spans]:
    try:
        raw = file.read_bytes()
    except OSError as error:
        said = Sentence(
            "the file cannot be read ({reason})",
            reason=Sentence.borrowed(str(error.strerror or error)),
        )
        raise _fault(file, said) from error
    decoded = decode(raw)
    known = frozenset(map(folded, known_heads(base, None)))
    try:
        return raw, decoded, spans_of(decoded.text, Form(known=known))
    except NoTable as error:
        raise _fault(file, error.why) from error


def _fault(file: Path, message: str, expected: str = "") -> InvalidCase:
    return InvalidCase([BadCase(message, Place(str(file), 1, 1), expected=expected)])


def _attribute(head: Span, base: KnowledgeBase) -> str | None:
    """The attribute that a head names, by its name of either day."""
    said = folded(head.text)
    former = base.renames.ids.get(ATTRIBUTE, {})
    return next((name for name in (*base.attributes, *former) if said in spellings(name)), None)


def _in_cells(
    spans: Spans, number: int, attribute: Attribute, former: Mapping[str, str]
) -> Iterator[tuple[Edit, Renamed]]:
    """The former values in a column; a set lists several in a cell."""
    any_of = "|".join(map(re.escape, sorted(former, key=len, reverse=True)))
    name = re.compile(rf"(?<![\w.-])(?:{any_of})(?![\w.-])")
    for row in spans.rows:
        if len(row) <= number:
            continue
        cell = row[number]
        for found in name.finditer(cell.text):
            old = found.group()
            if attribute.type == "set" or cell.text.strip() == old:
                edit = Edit(cell.start + found.start(), cell.start + found.end(), former[old])
                yield edit, Renamed("value", old, former[old], None, attribute.id)


def _edit(cell: Span, old: str, new: str) -> Edit:
    at = cell.start + cell.text.index(old)
    return Edit(at, at + len(old), new)


def _asked_now(name: str, base: KnowledgeBase, today: set[str]) -> tuple[str, ...]:
    """The attributes that ask for it now, where nobody can rewrite the answer and none is there."""
    attribute = base.attributes.get(name)
    if attribute is None or not attribute.superseded or attribute.renamed:
        return ()
    return tuple(new for new in attribute.superseded_by if today.isdisjoint(spellings(new)))
