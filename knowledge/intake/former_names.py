"""Intakes that still use former names of attributes and values, read with those of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.cases.former_names import Today, also_at, value_of_today
from knowledge.entries.yaml_source import Document, Keys
from knowledge.faults import BadCase, Fault, Place
from knowledge.renamed import ATTRIBUTE, Renamed, Renames
from knowledge.sentence import Sentence

_LISTS = ("always", "columns")  # what bears on attributes
_MAPPINGS = ("values", "starts")  # cell → value of the attribute


def intake_of_today(document: Document, renames: Renames, *, superseded: bool = False) -> Today:
    """The content of an intake with the names of today; empty where it is no mapping.

    `superseded`: attributes that are still read, though another name took their place, as well.
    """
    found = Today({}, [])
    if not isinstance(document.data, dict):
        return found
    found.said.update(document.data)
    reader = _Reader(document, renames, superseded, found.renamed)
    if isinstance(texts := document.data.get("text"), dict):
        found.said["text"] = reader.texts(texts)
    for key in _LISTS:
        if isinstance(several := document.data.get(key), list):
            found.said[key] = [reader.bearing(one, (key, at)) for at, one in enumerate(several)]
    return found


def under_both_names(document: Document, renamed: Iterable[Renamed]) -> Iterator[Fault]:
    """Attributes that an intake serves under a former name and under the one of today: whichever
    mapping stands first would count, and nobody would see it.
    """
    places: dict[str, Place] = {}  # name as it is written → where first
    for key in _LISTS:
        several = document.data.get(key) if isinstance(document.data, dict) else None
        for at, one in enumerate(several if isinstance(several, list) else ()):
            if isinstance(one, dict) and isinstance(name := one.get("attribute"), str):
                places.setdefault(name, document.place(key, at, "attribute"))
    for one in renamed:
        if one.what == ATTRIBUTE and one.new in places and one.place is not None:
            yield BadCase(
                Sentence(
                    "{old} is called {new} now, and both are served", old=one.old, new=one.new
                ),
                one.place,
                text=f"{one.new} at {places[one.new]}",
                expected=Sentence("one of them, or both mappings under the name of today"),
            )


class _Reader:
    def __init__(self, document: Document, renames: Renames, superseded: bool, told: list[Renamed]):
        self.document, self.renames, self.told = document, renames, told
        self.superseded = renames.superseded if superseded else {}

    def new(self, name: Any) -> str | None:
        """The name of today of an attribute, by its former one."""
        if not isinstance(name, str):
            return None
        return self.renames.attribute(name) or self.superseded.get(name)

    def texts(self, texts: dict[str, Any]) -> dict[str, Any]:
        """Attribute → column."""
        found = {}
        for name, column in texts.items():
            new = self.new(name)
            if new is None or new in texts:
                new = name
            else:
                place = self.document.key_place("text", name)
                self.told.append(Renamed(ATTRIBUTE, name, new, place))
                also_at(self.document, ("text", name), ("text", new))
            found[new] = column
        return found

    def bearing(self, one: Any, keys: Keys) -> Any:
        """A mapping that bears on an attribute, with the names of today."""
        if not isinstance(one, dict):
            return one
        found, name = dict(one), str(one.get("attribute"))
        if (new := self.new(name)) is not None:
            found["attribute"] = new
            place = self.document.place(*keys, "attribute")
            self.told.append(Renamed(ATTRIBUTE, name, new, place))
        if "value" in one:
            found["value"] = self.value(name, one["value"], (*keys, "value"))
        for key in _MAPPINGS:
            if isinstance(cells := one.get(key), dict):
                found[key] = {
                    cell: self.value(name, value, (*keys, key, cell))
                    for cell, value in cells.items()
                }
        return found

    def value(self, name: str, value: Any, keys: Keys) -> Any:
        """A value of an attribute."""
        return value_of_today(name, value, self.renames, self.document, keys, self.told)
