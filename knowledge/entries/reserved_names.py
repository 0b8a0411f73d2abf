"""Names that an entry cannot have: conditions could not use them, or every case does already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from keyword import iskeyword

from pydantic import BaseModel

from knowledge.entries.controls import Control
from knowledge.entries.derived_names import CONTROLS, stated
from knowledge.entries.entry import Entry
from knowledge.entries.facts import Attribute
from knowledge.entries.provenance import Written
from knowledge.faults import DuplicateId, Fault, WrongType

_TAKEN = frozenset((*dir(BaseModel), "stated", CONTROLS))  # of a case, which is a pydantic model
_TYPES = {"name": "text", "today": "date"}  # attributes that every assessment looks at


def reserved_names(written: Iterable[Written]) -> Iterator[Fault]:
    """Entries with reserved names, and attributes with the name of a control."""
    items = list(written)
    controls = {stated(item.entry.id) for item in items if isinstance(item.entry, Control)}
    told: list[str] = []  # what stands below one, such as a row of a table, is not told
    for item in items:
        entry = item.entry
        if any(entry.id.startswith(f"{id}.") for id in told):
            continue
        if expected := _expected(entry):
            told.append(entry.id)
            yield WrongType(
                f"no {entry.kind} can be named {entry.id!r}",
                item.place(entry.kind),
                expected=expected,
                names=(entry.id,),
            )
        elif isinstance(entry, Attribute) and entry.id in controls:
            yield DuplicateId(f"a control is stated as {entry.id!r} already", item.place())


def _expected(entry: Entry) -> str:
    """The form of a name that may take its place; empty for a good one."""
    names = entry.id.split(".")
    if keyword := next(filter(iskeyword, names), None):
        return f"a name without {keyword!r}, a keyword of the condition language"
    if isinstance(entry, Control) and len(names) > 1:
        return "a name without dots"
    if isinstance(entry, Attribute):
        if len(names) > 1 and (len(names), names[0]) != (2, CONTROLS):
            joined = "_".join(names)
            return f"a name without dots, but for {CONTROLS}.<name>, such as {joined}"
        if len(names) == 1 and entry.id in _TAKEN:
            return "another name: every case has this one for something else"
        if entry.id in _TYPES and entry.type != _TYPES[entry.id]:
            return f"another name: {entry.id} is of type {_TYPES[entry.id]}"
    return ""
