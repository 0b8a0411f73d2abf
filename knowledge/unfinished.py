"""What is left to write in packs: the places marked TODO, in a text or in a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entries import Entry
from knowledge.faults import Place
from knowledge.packs_reader import Written

TODO = "TODO"
_MARK = re.compile(rf"\b{TODO}\b")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Something that is left to write."""

    entry: Entry
    place: Place
    says: str


def unfinished(base: KnowledgeBase) -> list[Unfinished]:
    """Every TODO in what was loaded, by the key on whose line, or below which, it stands."""
    found: list[Unfinished] = []
    files: dict[str, list[Written]] = {}
    for written in base.written.values():
        files.setdefault(written.document.file, []).append(written)
    for entries in files.values():
        document = entries[0].document
        entries.sort(key=lambda written: written.index)
        for number, line in enumerate(document.text.splitlines(), start=1):
            for mark in _MARK.finditer(line):
                written = next((item for item in reversed(entries) if item.place().line <= number), entries[0])
                place = Place(document.file, number, mark.start() + 1)
                found.append(Unfinished(written.entry, place, _told(written, number)))
    return found


def _told(written: Written, line: int) -> str:
    """Which key is left to write, and what it is for."""
    kind, document = type(written.entry), written.document
    above = [
        keys[1] for keys in document.key_places if keys[0] == written.index and len(keys) == 2 and document.key_place(*keys).line <= line
    ]
    name = str(above[-1]) if above else kind.kind
    field = next((field for key, field in kind.model_fields.items() if name in (key, field.alias)), None)
    said = f": {field.description}" if field and field.description else ""
    return f"left to write: {name} of the {kind.kind} {written.entry.id}{said}"
