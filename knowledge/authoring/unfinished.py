"""Unfinished places of packs: those marked TODO, in a text or in a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entries import Entry
from knowledge.entries.provenance import Written
from knowledge.entries.written_rows import WrittenRow
from knowledge.entries.yaml_source import Document
from knowledge.faults import Place
from knowledge.languages.message import Message, Untranslated, Value

TODO = "TODO"
_MARK = re.compile(rf"\b{TODO}\b")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Something that is left to write."""

    entry: Entry
    place: Place
    message: Message

    @property
    def says(self) -> str:
        """The message in English."""
        return str(self.message)


def unfinished(base: KnowledgeBase) -> list[Unfinished]:
    """Every TODO in the loaded files, with the key that it concerns.

    That is the key of its line; for a comment line, the next key.
    """
    files: dict[str, list[Written]] = {}
    for written in base.written.values():
        if isinstance(written, WrittenRow):  # of a table, which stands there itself
            continue
        files.setdefault(written.document.file, []).append(written)
    return [
        left
        for entries in files.values()
        for left in _left_in(entries[0].document, {item.index: item.entry for item in entries})
    ]


def _left_in(document: Document, entries: Mapping[int, Entry]) -> Iterator[Unfinished]:
    """The unfinished places of a file that holds these entries, by their places in it."""
    paths = [path for path in document.key_places if len(path) == 2 and path[0] in entries]
    keys = sorted(
        ((place.line, place.column), path)
        for path in paths
        for place in (document.key_place(*path),)
    )
    for number, line in enumerate(document.text.splitlines(), start=1):
        for mark in _MARK.finditer(line):
            here = (number, mark.start() + 1)
            above, below = (
                [path for at, path in keys if at <= here],
                [path for at, path in keys if at > here],
            )
            index, key = (
                (below[:1] or above[-1:])
                if line.lstrip().startswith("#")
                else (above[-1:] or below[:1])
            )[0]
            entry = entries[int(index)]
            yield Unfinished(entry, Place(document.file, *here), _told(entry, str(key)))


def _told(entry: Entry, key: str) -> Message:
    """The key that is left to write, and its meaning."""
    field = next(
        (field for name, field in type(entry).model_fields.items() if key in (name, field.alias)),
        None,
    )
    told: dict[str, Value] = {
        "key": key,
        "entry": Message("the_entry", {"kind": Message(f"kind_{entry.kind}"), "id": entry.id}),
    }
    if field is None or not field.description:
        return Message("left_to_write", told)
    return Message("left_to_write_for", {**told, "meaning": Untranslated(field.description)})
