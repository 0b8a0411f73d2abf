"""Former names, the names of today in their place, and where a former one was read.

A reader of files tells each with `tell`, as a warning of Python's; the command line prints it in
one line.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from knowledge import telling
from knowledge.faults import Place

GROUND, PARAMETER, CONTROL, ATTRIBUTE = "ground", "parameter", "control", "attribute"
_KEYED = re.compile(r'(.+)\["(.+)"\]')  # the id of a figure of a parameter with keys
_KINDS = {  # what a key names → the kind of entry whose id that is
    "day": PARAMETER,
    "figure": PARAMETER,
    "number": ATTRIBUTE,
    "attribute or family": ATTRIBUTE,
    "control or record": CONTROL,
}


@dataclass(frozen=True, slots=True)
class Renamed:
    """An old name as it is written somewhere, and the name of today in its place."""

    what: str  # attribute, control, parameter, proposition, a kind of entry; of a value: value
    old: str  # as it is written
    new: str
    place: Place | None = None  # where the old name begins, or the quotation mark before it
    of: str = ""  # of a value: its attribute

    def __str__(self) -> str:
        named = f"the value {self.old} of {self.of}" if self.of else self.old
        said = f"{named} is called {self.new} now"
        return f"{self.place}: {said}" if self.place else said

    def said(self, words: Words) -> str:
        """The same in a language."""
        said = (
            words.say("renamed_value", value=self.old, attribute=self.of, new=self.new)
            if self.of
            else words.say("superseded_renamed", attribute=self.old, new=self.new)
        )
        return f"{self.place}: {said}" if self.place else said


class Words(Protocol):
    """A language, as `knowledge.languages.words.Words` speaks it."""

    def say(self, key: str, /, **values: object) -> str:
        """A phrase, with values in place of its placeholders."""


class RenamedWarning(UserWarning):
    """An old name was read; `renamed` says which, where, and the name of today."""

    def __init__(self, renamed: Renamed):
        self.renamed = renamed
        super().__init__(str(renamed))


def tell(found: Iterable[Renamed]) -> None:
    """Warn of each old name that was read."""
    for renamed in dict.fromkeys(found):
        telling.tell(RenamedWarning(renamed), stacklevel=3)


def of_today(name: str, known: Container[str], renames: Renames) -> str:
    """A name that somebody gives, or the one of today where it is a former one, which is told.

    `known`: the names of today that count there.
    """
    new = None if name in known else renames.typed(name)
    if new is None:
        return name
    tell([Renamed(renames.sort(name), name, new)])
    return new


@dataclass(frozen=True, slots=True)
class Renames:
    """Former names → the names of today."""

    # kind of entry → former id → id; under `attribute` those of controls as well
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # propositions
    values: dict[str, Mapping[str, str]] = field(default_factory=dict)  # by attribute of today
    superseded: dict[str, str] = field(default_factory=dict)  # attributes that are still read

    def __bool__(self) -> bool:
        return bool(self.ids or self.values or self.superseded)

    def attribute(self, name: str) -> str | None:
        """The name of today of an attribute, by its former one."""
        return self.ids.get(ATTRIBUTE, {}).get(name)

    def value(self, attribute: str, value: object) -> str | None:
        """The name of today of a former value of an attribute, by a name of either day."""
        today = self.attribute(attribute) or self.superseded.get(attribute, attribute)
        known = self.values.get(today) or self.values.get(attribute)
        return known.get(value) if known and isinstance(value, str) else None

    def in_condition(self, name: str) -> str | None:
        """The name of today in conditions: of an attribute, a proposition, a parameter."""
        parameter = name.removeprefix(f"{PARAMETER}.")
        if parameter != name:
            new = self.ids.get(PARAMETER, {}).get(parameter)
            return None if new is None else f"{PARAMETER}.{new}"
        return self.attribute(name) or self.superseded.get(name) or self.names.get(name)

    def typed(self, name: str) -> str | None:
        """The name of today for a former one that somebody gives alone: by its id, or as conditions
        write it.
        """
        if keyed := _KEYED.fullmatch(name.removeprefix(f"{PARAMETER}.")):
            return self._figure(*keyed.groups())
        found = [self.in_condition(name), *(ids.get(name) for ids in self.ids.values())]
        return next((new for new in found if new is not None), None)

    def named(self, what: str, name: str, of: str = "") -> str | None:
        """The name of today under a key, where it has to be the name of such a thing."""
        if what == "value":
            return self.value(of, name)
        if what in ("proposition", "relief", "excepted", "family"):
            return self.names.get(name)
        kind = _KINDS.get(what, what)
        found = self.ids.get(kind, {}).get(name)
        if kind == ATTRIBUTE:
            found = found or self.superseded.get(name)
        return found or (self.names.get(name) if "family" in what else None)

    def key(self, name: str) -> str | None:
        """The key of today of an entry in a base: its kind and id, or its proposition."""
        kind, colon, id = name.partition(":")
        if kind == PARAMETER and (keyed := _KEYED.fullmatch(id)):
            new = self._figure(*keyed.groups())
        else:
            new = self.ids.get(kind, {}).get(id) if colon else self.names.get(name)
        return f"{kind}:{new}" if colon and new is not None else new

    def _figure(self, parameter: str, value: str) -> str | None:
        """The id of today of one of the figures of a parameter, by a former name or value."""
        id = self.ids.get(PARAMETER, {}).get(parameter)
        of_today = self.value(f"{PARAMETER}.{parameter}", value)
        if id is None and of_today is None:
            return None
        return f'{id or parameter}["{of_today or value}"]'

    def sort(self, name: str) -> str:
        """The sort of thing that a former name in a condition names."""
        if self.attribute(name) or name in self.superseded:
            return ATTRIBUTE
        return PARAMETER if name.startswith(f"{PARAMETER}.") else "proposition"
