"""From pack files to entries: each YAML mapping becomes one entry, or a fault with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from knowledge.entries.added_values import ADD_VALUES, extended, refused_values
from knowledge.entries.controls import Control
from knowledge.entries.decision_table import DecisionTable
from knowledge.entries.entry import Entry
from knowledge.entries.facts import Attribute
from knowledge.entries.fingerprint import fingerprint_of
from knowledge.entries.ids_meant import ids_meant
from knowledge.entries.key_and_value_faults import entry_faults
from knowledge.entries.keyed import by_key, without_key
from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.entries.listed_values import Listed, Listing, listing_of, listings, with_values
from knowledge.entries.manifest import read_manifest
from knowledge.entries.name_faults import follows_from_a_fault
from knowledge.entries.pack import Pack, Room, files_of, opened
from knowledge.entries.provenance import AFTER, OVERRIDE, RETIRE, Written, changing, refusal
from knowledge.entries.renames import former_name_faults, renames_of, with_names_of_today
from knowledge.entries.table_rows import Expansion, Rows, of_other_files, rows_in
from knowledge.entries.yaml_source import Document
from knowledge.faults import (
    BadYaml,
    DuplicateId,
    Fault,
    FaultList,
    UnknownKey,
    WrongType,
    nearest,
    value_of,
)
from knowledge.limits import MOST_FAULTS
from knowledge.renamed import ATTRIBUTE, Renamed
from knowledge.sentence import Sentence


@dataclass(slots=True)
class Reading:
    """Everything read from some packs, faults included."""

    written: list[Written] = field(default_factory=list)
    faults: FaultList = field(init=False)
    # the ids of entries that have a fault of their own
    unread: set[str] = field(default_factory=set)
    packs: list[Pack] = field(default_factory=list)
    # former names that entries still use
    renamed: list[Renamed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.faults = FaultList(lambda fault: follows_from_a_fault(fault, self.unread))

    def attributes(self) -> dict[str, Attribute]:
        """Every attribute that was read so far, those of controls among them."""
        entries = [item.entry for item in self.written]
        found = [entry.attribute for entry in entries if isinstance(entry, Control)]
        found += [entry for entry in entries if isinstance(entry, Attribute)]
        return {attribute.id: attribute for attribute in found}

    def known(self, kind: type[Entry]) -> dict[str, Written]:
        """Id → what was read so far of a kind of entry."""
        return {item.entry.id: item for item in self.written if isinstance(item.entry, kind)}


def read_packs(packs: list[Path]) -> Reading:
    """All entries of these packs.

    Faults are collected, so that a maintainer sees all of them at once; very many end the reading.
    """
    reading, room = Reading(), Room()
    reading.packs = opened(packs, reading.faults)
    for pack in reading.packs:
        said: list[object] = []
        documents: list[Document] = []
        rows: Rows = {}
        try:
            files = files_of(pack.path)
        except BadYaml as fault:
            reading.faults.add(fault)
            continue
        for file in files:
            try:
                document = room.read(pack.path, file)
                found = rows_in(document, file.parent)
            except BadYaml as fault:
                reading.faults.add(fault)
                reading.unread.update(ids_meant(file))
                continue
            documents.append(document)
            rows |= found
            said += document.data if isinstance(document.data, list) else ()
            said += of_other_files(found)
        tables = listings(rows, {document.file: document for document in documents})
        fresh = [
            item
            for document in documents
            for item in _read_document(document, pack, reading, tables)
        ]
        reading.faults.add(*_outside(fresh, pack))
        _read_rows(reading, rows)
        pack.fingerprint = fingerprint_of(said)
    _refuse_duplicates(reading)
    _rename(reading)
    reading.written = list(by_key(reading.written))
    reading.unread |= without_key(reading.written, reading.attributes())
    return reading


def _read_rows(reading: Reading, rows: Rows) -> None:
    """The entries that the tables of a pack make, each behind its table."""
    entries = [item.entry for item in reading.written]
    former = renames_of(entries).ids.get(ATTRIBUTE, {})
    known = [entry for entry in entries if isinstance(entry, DecisionTable)]
    tables = {id for entry in known for id in (entry.id, *entry.formerly)}
    for item in [item for item in reading.written if isinstance(item.entry, DecisionTable)]:
        found = rows.get((item.document.file, item.index, item.entry.id))
        if found is None:  # of an earlier pack
            continue
        expansion = Expansion(item, found, reading.attributes(), former, tables)
        place = reading.written.index(item)
        reading.written[place : place + 1] = expansion.read()
        if expansion.faults:
            reading.faults.add(*expansion.faults)
            reading.unread.add(item.entry.id)


def _read_document(
    document: Document, pack: Pack, reading: Reading, tables: Mapping[str, Listing]
) -> Iterator[Written]:
    """Read its entries; yields those that are new. `tables`: those of the pack, whose rows may be
    values.
    """
    if not isinstance(document.data, list):
        reading.faults.add(
            WrongType("a pack file is a list of entries", document.place(), expected="- trigger: …")
        )
        return
    for index, said in enumerate(document.data):
        listing = listing_of(said, tables)
        raw = with_values(said, listing) if listing else said
        kind = next(iter(raw), None) if isinstance(raw, dict) else None
        if kind not in ENTRY_KINDS:
            later = [key for key in raw if key in ENTRY_KINDS] if isinstance(raw, dict) else []
            near = None if later or kind is None else nearest(str(kind), ENTRY_KINDS)
            if isinstance(raw, dict) and isinstance(kind, str) and (later or near):
                reading.unread.add(str(raw[later[0] if later else kind]))
            known = ", ".join(ENTRY_KINDS)
            reading.faults.add(
                UnknownKey(
                    "the first key of an entry names its kind",
                    document.key_place(index, kind or 0),
                    text=str(kind or document.said(index) or ""),
                    expected=f"{later[0]} first" if later else known,
                    nearest=near,
                )
            )
            continue
        try:
            if isinstance(raw, dict) and ADD_VALUES in raw:
                _add_values(document, index, pack, reading)
            elif changing(raw):
                _change(document, index, ENTRY_KINDS[kind], pack, reading)
            else:
                entry = ENTRY_KINDS[kind].model_validate(raw)
                written = (
                    Listed(entry, document, index, pack.name, raw, listing=listing, own=said)
                    if listing
                    else Written(entry, document, index, pack.name, raw)
                )
                reading.written.append(written)
                yield written
        except ValidationError as error:
            reading.unread.add(str(raw[kind]))
            earlier = reading.known(ENTRY_KINDS[kind]).get(str(raw[kind]))
            if earlier is not None and earlier.pack != pack.name and not changing(raw):
                reading.faults.add(_unsaid_change(document, index, kind, earlier))
                continue
            found = error.errors(include_url=False)[:MOST_FAULTS]
            reading.faults.add(*entry_faults(document, index, ENTRY_KINDS[kind], found))


def _change(
    document: Document, index: int, kind: type[Entry], pack: Pack, reading: Reading
) -> None:
    """An entry that overrides or retires one of an earlier pack takes its place.

    A key that an override leaves out stays as it was.

    But for how the earlier one read its source: an override that its own source states needs no
    such reading.
    """
    raw, known = document.data[index], reading.known(kind)
    formerly = {old: id for id, item in known.items() for old in item.entry.formerly}
    said = raw.get(kind.kind)
    if isinstance(said, str) and said not in known and said in formerly:
        there = document.place(index, kind.kind)
        reading.renamed.append(Renamed(kind.kind, said, formerly[said], there))
        raw = {**raw, kind.kind: formerly[said]}
    after = pack.manifest.after if pack.manifest else ()
    place_of = partial(document.key_place, index)
    kinds = {item.entry.id: item.entry.kind for item in reading.written}
    fault = refusal(raw, kind, pack.name, place_of, known, after, kinds)
    if fault is not None:
        reading.faults.add(fault)
        reading.unread.add(str(said))
        return
    before, key = known[raw[kind.kind]], changing(raw)
    kept = {
        name: value
        for name, value in before.raw.items()
        if name != "reading" or raw.get("basis") != "stated"
    }
    whole = (
        before.raw
        if key == RETIRE
        else {**kept, **{name: value for name, value in raw.items() if name not in (key, AFTER)}}
    )
    entry = before.entry if key == RETIRE else kind.model_validate(whole)
    changed = Written(
        entry, document, index, pack.name, whole, before, str(raw[key]), retired=key == RETIRE
    )
    place = next(place for place, item in enumerate(reading.written) if item is before)
    reading.written[place] = changed


def _add_values(document: Document, index: int, pack: Pack, reading: Reading) -> None:
    """An entry that adds values to an attribute of another pack, whose entry goes on with them."""
    raw, known = document.data[index], reading.known(Attribute)
    place = partial(document.key_place, index)
    if faults := list(refused_values(raw, pack.name, place, known)):
        reading.faults.add(*faults)
        values, id = raw[ADD_VALUES], str(raw.get(Attribute.kind))
        meant = id if id in known else str(nearest(id, known))
        if isinstance(values, (dict, list)):
            reading.unread.update(value_of(meant, value) for value in values)
        return
    before = known[raw[Attribute.kind]]
    place_of = next(at for at, item in enumerate(reading.written) if item is before)
    reading.written[place_of] = extended(before, raw, document, index, pack.name)


def _rename(reading: Reading) -> None:
    """Read entries that still use former names with those of today."""
    reading.faults.add(*former_name_faults(reading.written))
    renames = renames_of([item.entry for item in reading.written])
    if renames:
        found = [with_names_of_today(item, renames) for item in reading.written]
        reading.written = [item for item, _ in found]
        reading.renamed += [one for _, told in found for one in told]


def _outside(fresh: Sequence[Written], pack: Pack) -> Iterator[Fault]:
    """That new entries of a pack with a namespace are named as if they were of another one; where
    all are, once, at the namespace.
    """
    manifest = pack.manifest
    outside = [item for item in fresh if manifest and not manifest.owns(item.entry.id)]
    space = manifest.namespace if manifest else None
    if len(outside) > 1 and outside == fresh and (found := read_manifest(pack.path)):
        yield WrongType(
            Sentence("no entry of the pack {pack} is named as its namespace says", pack=pack.name),
            found[1].place("namespace"),
            expected=Sentence("{one}.… or {one}_…, or another namespace", one=space),
        )
        return
    for item in outside:
        kind, id = item.entry.kind, item.entry.id
        message = f"the pack {pack.name} has the namespace {space}"
        expected = f"{space}_{id}" if kind == "attribute" else f"{space}.{id} or {space}_{id}"
        yield WrongType(message, item.place(kind), text=f"{kind}: {id}", expected=expected)


def _unsaid_change(document: Document, index: int, kind: str, known: Written) -> Fault:
    """An incomplete entry with the name of an earlier one was most likely meant to change it."""
    message = f"the {kind} {known.entry.id!r} stands at {known.place()} already"
    return DuplicateId(
        message,
        document.place(index),
        expected=f"`{OVERRIDE}: why` to change it, or a name of its own",
    )


def _refuse_duplicates(reading: Reading) -> None:
    """The second of two entries of one name is a fault, left out so that it causes no others."""
    kept: dict[str, Written] = {}
    for written in reading.written:
        name = f"{written.entry.kind}:{written.entry.id}"
        if name in kept:
            other = kept[name]
            change = (
                f", or `{OVERRIDE}: why` to change that one" if other.pack != written.pack else ""
            )
            expected = f"one of them; the other is at {other.place()}{change}"
            twice = "" if other.pack == written.pack else f": in {other.pack} and in {written.pack}"
            reading.faults.add(
                DuplicateId(
                    f"the {written.entry.kind} {written.entry.id!r} stands twice{twice}",
                    written.place(),
                    expected=expected,
                )
            )
        kept.setdefault(name, written)
    reading.written = list(kept.values())
