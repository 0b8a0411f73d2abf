"""Occurrences of names, each with its place: in packs by the meaning of their keys and conditions,
in files of cases and of languages by where they may stand there.

Hover, definition, references and renaming in an editor rest on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.cases.files import EXPECT, FROM, raw_cases
from knowledge.cases.former_names import TIER, VERDICTS
from knowledge.conditions.mentions import mentions
from knowledge.entries import Attribute, Control, Entry, Ground, Parameter, Profile, derived_names
from knowledge.entries.decision_table import ROW
from knowledge.entries.derived_names import CONTROLS, last_of
from knowledge.entries.listed_values import Listed
from knowledge.entries.naming import Keys, Reference
from knowledge.entries.pack import TABLE
from knowledge.entries.provenance import Written
from knowledge.entries.written_rows import WrittenRow
from knowledge.entries.yaml_source import Document
from knowledge.faults import Place
from knowledge.languages.lacking import OF_ATTRIBUTES

_IN_TEXTS = ("condition", "calculation")
_IDS = {  # what a key names → the kind of the entry whose id it is
    "work": "work",
    "schedule": "schedule",
    "ceiling": "ceiling",
    "control": "control",
    "control or record": "control",
    "day": "parameter",
    "figure": "parameter",
}
_PROPOSITIONS = ("short", "statements", "open", "negations")
_ENTRIES = "entries"  # the section of texts that explain an entry, by its key


@dataclass(frozen=True, slots=True)
class Symbol:
    """The meaning of a name: an entry, or a value of an attribute."""

    entry: str  # its key in the base
    value: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name where it is written. Lines and columns count from one."""

    symbol: Symbol
    file: str  # as its document is called
    line: int
    column: int
    name: str  # as it is written, without quotation marks
    id_at: int = 0  # where in it the id or value begins that a renaming exchanges
    id_length: int = 0
    declares: bool = False
    inside: str = ""  # in a pack: the key of the entry that it stands in
    short: bool = False  # only the last part of the id is written: of a tier, of a family's member

    def renamed(self, new: str) -> str:
        """What takes the place of the id for a new one."""
        return last_of(new) if self.short else new


class Names:
    """The meanings of the names of a knowledge base."""

    def __init__(self, base: KnowledgeBase):
        self.base = base
        # as conditions and cases call it → the entry, where its id begins in the name, the id
        self.called: dict[str, tuple[Entry, int, str]] = {}
        self.ids = {(entry.kind, entry.id): entry for entry in base.entries.values()}
        self.grounds = {entry.id: entry for entry in base.of_kind(Ground)}
        for entry in base.entries.values():
            for name in _called(entry):
                id = _id(entry)
                at = f".{name}.".find(f".{id}.")
                if at >= 0:
                    self.called.setdefault(name, (entry, at, id))

    def declared(self, entry: Entry) -> Symbol:
        """The symbol of what an entry declares: a profile is a value, and goes by its name."""
        if isinstance(entry, Parameter):  # a figure for each key, or one
            return Symbol(self.called[entry.in_conditions][0].key)
        holders = (one for one in self.base.attributes.values() if one.profiles)
        values = (self.value(one.id, entry.id) for one in holders if isinstance(entry, Profile))
        return next(filter(None, values), Symbol(entry.key))

    def value(self, attribute: str, value: str) -> Symbol | None:
        """The symbol of a value; None where the attribute has none of that name."""
        named = self.called.get(attribute)
        if named and isinstance(named[0], Parameter) and named[0].key_of:
            attribute = named[0].key_of.attribute
        known = self.base.attributes.get(attribute)
        found = self.called.get(attribute)
        if known is None or found is None or value not in known.choices:
            return None
        return Symbol(found[0].key, value)

    def symbol(self, name: str, what: str = "", of: str = "") -> tuple[Symbol, int, int] | None:
        """(what a name stands for, where its id begins, how long that is)."""
        if what == "value":
            value = self.value(of, name)
            return None if value is None else (value, 0, len(name))
        if what == _ENTRIES and name in self.base.entries and name not in self.called:
            known = self.base.entries[name]
            return self.declared(known), name.find(f":{_id(known)}") + 1, len(_id(known))
        if what in _IDS or what == "ground":
            entry = self.grounds.get(name) if what == "ground" else self.ids.get((_IDS[what], name))
            return None if entry is None else (Symbol(entry.key), 0, len(name))
        found = self.called.get(name)
        return None if found is None else (Symbol(found[0].key), found[1], len(found[2]))

    def table(self, name: str) -> tuple[Symbol, int, int] | None:
        """The same of the table whose row, answer, or all of whose rows a name stands for."""
        head = name
        while head := head.rpartition(".")[0]:
            if ("table", head) in self.ids:
                return Symbol(self.ids["table", head].key), 0, len(head)
        return None


def _id(entry: Entry) -> str:
    """The id that its pack declares."""
    return entry.declared if isinstance(entry, Parameter) else entry.id


def _called(entry: Entry) -> Iterator[str]:
    yield from (proposition.name for proposition in entry.propositions())
    if isinstance(entry, Control):
        yield derived_names.stated(entry.id)
    elif isinstance(entry, Parameter):
        yield entry.in_conditions
    elif isinstance(entry, Attribute):
        yield entry.id
    else:
        yield entry.proposition


def _rows(file: Path) -> list[str]:
    """The lines of a CSV file; none of a file that is none, or cannot be read."""
    try:
        return file.read_text("utf-8-sig").split("\n") if file.suffix == TABLE else []
    except (OSError, UnicodeDecodeError):
        return []


class Finder:
    """Finds the occurrences of names in documents of one knowledge base."""

    def __init__(self, base: KnowledgeBase):
        self.base, self.names = base, Names(base)
        self._lines: dict[str, list[str]] = {}

    @cached_property
    def in_packs(self) -> tuple[Occurrence, ...]:
        """All in the packs of the base."""
        # a figure for a key, a row of a table: what they are made of stands in one place
        once: dict[tuple[Symbol, str, int, int], Occurrence] = {}
        for one in self._in_packs():
            once.setdefault((one.symbol, one.file, one.line, one.column), one)
        return tuple(once.values())

    def _in_packs(self) -> Iterator[Occurrence]:
        for written in self.base.written.values():
            holder: Written | None = written
            while holder is not None:
                self._lines.setdefault(holder.document.file, holder.document.text.split("\n"))
                yield from self._declared(holder)
                holder = holder.before
            for one in (one for one in written.entry.names_used() if written.says(*one.keys)):
                if one.what in _IN_TEXTS:
                    yield from self._in_condition(written, one)
                else:
                    yield from self._in_key(written, one)

    def in_cases(self, document: Document) -> Iterator[Occurrence]:
        """All in a file of cases."""
        self._lines[document.file] = document.text.split("\n")
        for keys, raw in raw_cases(document):
            for name, value in raw.items() if isinstance(raw, Mapping) else ():
                path = (*keys, name)
                if name == CONTROLS and isinstance(value, Mapping):
                    for control in value:
                        place = document.key_place(*path, control)
                        yield from self._of(place, str(control), "control")
                elif name == EXPECT and isinstance(value, Mapping):
                    yield from self._expected(document, path, value)
                elif name != FROM:
                    yield from self._of(document.key_place(*path), name)
                    yield from self._values(document, path, name, value)

    def in_language(self, document: Document) -> Iterator[Occurrence]:
        """All in the translations of a pack."""
        self._lines[document.file] = document.text.split("\n")
        data = document.data if isinstance(document.data, dict) else {}
        for section, texts in data.items():
            for name, said in texts.items() if isinstance(texts, dict) else ():
                place = document.key_place(section, name)
                if section in (*OF_ATTRIBUTES, *_PROPOSITIONS, _ENTRIES):
                    yield from self._of(place, name, _ENTRIES if section == _ENTRIES else "")
                elif section == CONTROLS:
                    yield from self._of(place, name, "control")
                for value in said if isinstance(said, dict) and section != _ENTRIES else ():
                    place = document.key_place(section, name, value)
                    yield from self._of(place, str(value), "value", name)

    def in_intake(self, document: Document) -> Iterator[Occurrence]:
        """All in an intake: attributes, and the values that cells stand for."""
        self._lines[document.file] = document.text.split("\n")
        data = document.data if isinstance(document.data, dict) else {}
        texts = data.get("text")
        for name in texts if isinstance(texts, dict) else ():
            yield from self._of(document.key_place("text", name), str(name))
        for section in ("always", "columns"):
            several = data.get(section)
            for index, one in enumerate(several if isinstance(several, list) else ()):
                name = one.get("attribute") if isinstance(one, dict) else None
                if isinstance(name, str):
                    path = (section, index)
                    yield from self._of(document.place(*path, "attribute"), name)
                    yield from self._values(document, (*path, "value"), name, one.get("value"))
                    for key in ("values", "starts"):
                        cells = one.get(key)
                        for cell, value in cells.items() if isinstance(cells, dict) else ():
                            yield from self._values(document, (*path, key, cell), name, value)

    def _declared(self, written: Written) -> Iterator[Occurrence]:
        entry, document = written.entry, written.document
        place, name = document.place(written.index, entry.kind), _id(entry)
        if isinstance(written, WrittenRow):
            place, name = written.own_place(ROW), entry.id.rpartition(".")[2]
        symbol = self.names.declared(entry)
        yield from self._made(place, name, symbol, 0, len(name), entry.key, True)
        values = document.data[written.index].get("values")
        for value in entry.choices if isinstance(entry, Attribute) else ():
            if isinstance(values, dict) and value in values:
                place = document.key_place(written.index, "values", value)
            elif isinstance(written, Listed) and (found := written.name_place(value)):
                place = found
            else:
                continue
            symbol = Symbol(entry.key, value)
            yield from self._made(place, value, symbol, 0, len(value), entry.key, True)

    def _in_key(self, written: Written, one: Reference) -> Iterator[Occurrence]:
        if one.keys == (written.entry.kind,):
            return  # its own name
        for place in (written.place(*one.keys), written.key_place(*one.keys)):
            found = list(self._of(place, one.name, one.what, one.of, written.entry.key))
            if found:
                yield from found
                return

    def _in_condition(self, written: Written, one: Reference) -> Iterator[Occurrence]:
        locate = written.name_locator(*one.keys)
        for mention in mentions(one.name):
            name = mention.name
            token = one.name[mention.start : mention.end]
            place = locate(mention.start)
            cut = len(name) - len(token)  # the member of a family, without it
            found = self.names.symbol(name, "value" if mention.of else "", mention.of)
            table = None if mention.of else self.names.table(name)
            for symbol, at, length in filter(None, (found, table)):
                if place is not None and (table is None or not cut):
                    start, rest = max(0, at - cut), min(length, length + at - cut)
                    for made in self._made(place, token, symbol, start, rest, written.entry.key):
                        yield replace(made, short=rest < length)

    def _expected(
        self, document: Document, keys: Keys, expect: Mapping[str, Any]
    ) -> Iterator[Occurrence]:
        for name, value in expect.items():
            path = (*keys, name)
            if name not in (*VERDICTS, TIER):
                yield from self._of(document.key_place(*path), name)
                continue
            several = value if isinstance(value, list) else [value]
            for index, one in enumerate(several):
                place = document.place(*path, *((index,) if isinstance(value, list) else ()))
                if name == TIER:
                    yield from self._tier(place, str(one))
                    continue
                entry = self.names.ids.get(("verdict", str(one)))
                if entry is not None:
                    yield from self._made(place, str(one), Symbol(entry.key), 0, len(str(one)))

    def _tier(self, place: Place, tier: str) -> Iterator[Occurrence]:
        answers = self.base.legal_tier.tried if self.base.legal_tier else ()
        for answer in answers:
            if last_of(answer) == tier and (found := self.names.symbol(answer)):
                for one in self._made(place, tier, found[0], 0, len(tier)):
                    yield replace(one, short=True)

    def _values(
        self, document: Document, keys: Keys, name: str, value: Any
    ) -> Iterator[Occurrence]:
        for index, one in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(one, str):
                place = document.place(*keys, *((index,) if isinstance(value, list) else ()))
                yield from self._of(place, one, "value", name)

    def _of(
        self, place: Place, name: str, what: str = "", of: str = "", inside: str = ""
    ) -> Iterator[Occurrence]:
        found = self.names.symbol(name, what, of)
        if found is not None:
            yield from self._made(place, name, *found, inside)

    def _made(
        self,
        place: Place,
        name: str,
        symbol: Symbol,
        at: int,
        length: int,
        inside: str = "",
        declares: bool = False,
    ) -> Iterator[Occurrence]:
        """The occurrence, where the file has the name there."""
        if place.file not in self._lines:  # the rows of a table in a file of their own
            self._lines[place.file] = _rows(Path(place.file))
        lines = self._lines[place.file]
        line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        start = place.column - 1
        start += line[start : start + 1] in ("'", '"')
        if line[start : start + len(name)] == name:
            yield Occurrence(
                symbol, place.file, place.line, start + 1, name, at, length, declares, inside
            )
