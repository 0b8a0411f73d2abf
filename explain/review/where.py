"""Every place that rests on a name: what a change of it has to touch.

In packs a name is found by what it means there: a key that names it, a condition that asks for it.
In other files it is found as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from explain.forms.data import Data
from knowledge.base import KnowledgeBase
from knowledge.conditions.mentions import mentions
from knowledge.entries import (
    Attribute,
    Control,
    DecisionTable,
    Entry,
    Ground,
    Parameter,
    derived_names,
)
from knowledge.entries.derived_names import FAMILY
from knowledge.entries.naming import Reference
from knowledge.entries.provenance import Written
from knowledge.faults import Place, UnknownName, nearest
from knowledge.intake.loading import INTAKES
from knowledge.languages.codes import LANGUAGES
from knowledge.languages.told import Told
from knowledge.pack_paths import PACKS
from knowledge.renamed import Renamed, of_today, tell

EXAMPLES = PACKS.parent / "examples"
SUFFIXES = (".csv", ".ipynb", ".json", ".md", ".py", ".yaml", ".yml")
LONGEST = 2_000_000  # bytes of a file that is searched
ROOMS = DECLARED, IN_PACKS, IN_LANGUAGES, IN_INTAKES, IN_EXAMPLES = (
    "declared",
    "packs",
    "languages",
    "intakes",
    "examples",
)
SHOWN = 160  # characters of a line
_READ = ("condition", "calculation")
# what a key names by the name of a proposition, that of a step of an entry, or a family
_OF_PROPOSITIONS = ("proposition", "family", "relief", "excepted", "attribute or family")


class Resting(Data):
    """A place that rests on a name."""

    where: str = Field(description="declared, packs, languages, intakes, examples, or the folder")
    file: str
    line: int
    column: int
    text: str = Field(description="the line, or its beginning")
    entry: str = Field(default="", description="in a pack: the entry it stands in")


class Where(Data):
    """The places that rest on a name."""

    name: str
    what: str = Field(description="the kind of thing it names")
    places: tuple[Resting, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """The entry or value that a name stands for, and its names in other places."""

    what: str
    entry: Entry  # that declares it
    names: frozenset[str]  # as keys of entries call it
    tokens: frozenset[str]  # as conditions and files call it
    attribute: str = ""  # of a value: the attribute that has it
    # of a value: the parameters that have a figure for it, as conditions call them
    keyed: frozenset[str] = frozenset()


def where(base: KnowledgeBase, name: str, folders: Iterable[Path] = ()) -> Where:
    """Every place in the packs of a base, its languages, intakes and examples, and in the files of
    the folders, that rests on a name: an attribute, `attribute.value`, an entry, a parameter.

    Raises `UnknownName` with the nearest one where there is none.
    """
    known = {called for entry in base.entries.values() for called in _called(entry)}
    name = _value_of_today(of_today(name, known, base.renames), base)
    target = _target(base, name, known)
    shipped = ((IN_LANGUAGES, LANGUAGES), (IN_INTAKES, INTAKES), (IN_EXAMPLES, EXAMPLES))
    files = [(room, file) for room, place in shipped for file in sorted(place.glob("*.yaml"))]
    read_before = {file.resolve() for _, file in files}
    read = {written.document.file for written in base.written.values()}
    for folder in folders:
        files += [
            (str(folder), file)
            for file in _files(folder)
            if file.resolve() not in read_before and not _is_read(file, read)
        ]
    once: dict[tuple[str, str, int, int], Resting] = {}  # what is read by key stands in one place
    for one in _in_packs(base, target):
        once.setdefault((one.where, one.file, one.line, one.column), one)
    places = sorted(once.values(), key=lambda place: place.where != DECLARED)
    texts = (
        one for room, file in files for one in _in_text(room, _shown(file), _text(file), target)
    )
    found = (*places, *_in_translations(base, target), *texts)
    return Where(name=name, what=target.what, places=found)


def _value_of_today(name: str, base: KnowledgeBase) -> str:
    """`attribute.value` by the names of today; each former one is told."""
    called, _, value = name.rpartition(".")
    attribute = of_today(called, base.attributes, base.renames) if called else called
    if attribute not in base.attributes:
        return name
    new = base.renames.value(attribute, value)
    if new is None or value in base.attributes[attribute].choices:
        return f"{attribute}.{value}"
    tell([Renamed("value", value, new, of=attribute)])
    return f"{attribute}.{new}"


def _target(base: KnowledgeBase, name: str, known: Collection[str]) -> _Target:
    attribute, _, value = name.rpartition(".")
    if attribute in base.attributes and value in base.attributes[attribute].choices:
        holder = base.attributes[attribute]
        keyed = frozenset(
            one.in_conditions
            for one in base.parameters.values()
            if one.key_of is not None and one.key_of.attribute == attribute
        )
        return _Target("value", holder, frozenset({value}), frozenset({value}), attribute, keyed)
    found = [entry for entry in base.entries.values() if name in _called(entry)]
    if not found:
        raise UnknownName(
            Told("no_such_thing", name=repr(name)),
            expected=Told("named_thing_expected"),
            nearest=nearest(name, {*known, *_values_of(base.attributes.get(attribute), attribute)}),
        )
    entry = found[0]
    return _Target(entry.kind, entry, frozenset(_called(entry)), frozenset(_tokens(entry)))


def _values_of(attribute: Attribute | None, name: str) -> Iterator[str]:
    return (f"{name}.{choice}" for choice in (attribute.choices if attribute else ()))


def _called(entry: Entry) -> set[str]:
    """The names by which an entry may be asked for."""
    called = {entry.id, entry.key, entry.proposition}
    if isinstance(entry, Parameter):
        declared = entry.declared  # of one with keys: the parameter as a whole
        called |= {declared, f"{entry.kind}:{declared}", entry.in_conditions}
    return called | {entry.attribute.id} if isinstance(entry, Control) else called


def _tokens(entry: Entry) -> set[str]:
    """The names of an entry in conditions, cases and texts."""
    if isinstance(entry, Parameter):
        return {entry.in_conditions}
    if isinstance(entry, Control):
        made = (derived_names.required(entry.id), derived_names.gap(entry.id))
        return {entry.attribute.id, *made}
    family = f"{entry.proposition.rpartition('.')[0]}{FAMILY}"
    families = {family} if "." in entry.proposition else set()
    if isinstance(entry, DecisionTable):  # what its rows conclude goes by its name
        families |= {f"{entry.id}{FAMILY}", *entry.concluded}
    return {entry.proposition, *(one.name for one in entry.propositions()), *families}


def _in_packs(base: KnowledgeBase, target: _Target) -> Iterator[Resting]:
    texts = {item.document.file: item.document.text for item in base.written.values()}
    for written in base.written.values():
        entry = written.entry
        if entry is target.entry or entry.key == target.entry.key or _holds(entry, target):
            yield _at(written, DECLARED, _declared(written, target), texts)
        for one in (one for one in entry.names_used() if written.says(*one.keys)):
            if one.what in _READ:
                yield from _in_condition(written, one, target)
            elif _fits(one, target):
                own = one.what == "value" and entry is target.entry  # what it says of its values
                room = DECLARED if own else IN_PACKS
                yield _at(written, room, written.place_of(one), texts)


def _declared(written: Written, target: _Target) -> Place:
    """Where an entry declares itself, or its value, which may be a row of a table."""
    if not target.attribute:
        return written.place(written.entry.kind)
    row = written.name_place(*target.names)
    return written.key_place("values", *target.names) if row is None else row


def _holds(entry: Entry, target: _Target) -> bool:
    """Whether it is the control whose attribute has the value."""
    return isinstance(entry, Control) and entry.attribute is target.entry


def _fits(one: Reference, target: _Target) -> bool:
    """Whether a key names the thing itself, and not one of another sort that is called alike."""
    if one.what in _OF_PROPOSITIONS and not target.attribute:
        is_attribute = isinstance(target.entry, Attribute)
        if one.what == "attribute or family" or not is_attribute:
            return one.name in target.tokens
    if one.name not in target.names:
        return False
    if one.what == "profile":  # a value of the attribute that says which there are
        return isinstance(target.entry, Attribute) and target.entry.profiles
    if target.attribute or one.what == "value":
        return one.what == "value" and one.of == target.attribute
    entry = target.entry
    if one.what in ("day", "figure"):
        return isinstance(entry, Parameter)
    if one.what in ("work", "schedule", "ceiling"):
        return entry.kind == one.what
    if "control" in one.what:
        return isinstance(entry, Control)
    if one.what == "ground":
        return isinstance(entry, Ground)
    return one.name in (entry.proposition, *(_called(entry) if entry.kind == "attribute" else ()))


def _in_condition(written: Written, one: Reference, target: _Target) -> Iterator[Resting]:
    of = {target.attribute, *target.keyed} if target.attribute else {""}
    for mention in mentions(one.name):
        if mention.of in of and mention.name in target.tokens:
            place = written.name_locator(*one.keys)(mention.start)
            if place is None:
                continue
            text = " ".join(one.name.split())[:SHOWN]
            yield Resting(
                where=IN_PACKS,
                file=place.file,
                line=place.line,
                column=place.column,
                text=text,
                entry=written.entry.key,
            )


def _at(written: Written, room: str, place: Place, texts: Mapping[str, str]) -> Resting:
    """`texts`: the files of the packs. A CSV file of rows is none of them."""
    lines = texts.get(place.file, "").splitlines()
    text = lines[place.line - 1].strip()[:SHOWN] if 0 < place.line <= len(lines) else ""
    key = written.entry.key
    return Resting(
        where=room, file=place.file, line=place.line, column=place.column, text=text, entry=key
    )


def _in_translations(base: KnowledgeBase, target: _Target) -> Iterator[Resting]:
    for documents in base.translations.values():
        for document in documents.values():
            yield from _in_text(IN_LANGUAGES, document.file, document.text, target)


def _in_text(room: str, file: str, text: str, target: _Target) -> Iterator[Resting]:
    key = () if target.attribute else (target.entry.key,)  # of texts that explain it
    names = {*target.tokens, *key, *(target.names if isinstance(target.entry, Control) else ())}
    if target.attribute and not re.search(_word(target.attribute), text):
        return
    pattern = re.compile("|".join(_word(name) for name in sorted(names)))
    for number, line in enumerate(text.splitlines(), start=1):
        match = pattern.search(line)
        if match:
            told = line.strip()[:SHOWN]
            yield Resting(where=room, file=file, line=number, column=match.start() + 1, text=told)


def _word(name: str) -> str:
    """A name that stands for itself: no part of a longer one; a full stop behind it ends it."""
    return rf"(?<![\w.]){re.escape(name)}(?!\w|\.\w)"


def _files(folder: Path) -> list[Path]:
    """The files of a folder that may name something; hidden folders are not looked into."""
    if folder.is_file():
        return [folder]
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix in SUFFIXES
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and file.is_file()
        and file.stat().st_size <= LONGEST
    ]


def _is_read(file: Path, read: set[str]) -> bool:
    """Whether a file is one of the packs' own, which were searched by meaning."""
    return str(file) in read or f"{file.parent.name}/{file.name}" in read


def _shown(file: Path) -> str:
    """The path of a file, from here where it lies below."""
    here, path = Path.cwd(), file.resolve()
    return str(path.relative_to(here) if path.is_relative_to(here) else file)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
