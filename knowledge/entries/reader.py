"""From pack files to entries: each YAML mapping becomes one entry, or a fault with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from knowledge.entries.entry import Entry
from knowledge.entries.fingerprint import fingerprint_of
from knowledge.entries.kinds import ENTRY_KINDS
from knowledge.entries.provenance import OVERRIDE, RETIRE, Written, changing, refusal
from knowledge.entries.value_faults import entry_faults
from knowledge.entries.yaml_source import Document, read_yaml
from knowledge.faults import (
    BadYaml,
    DuplicateId,
    Fault,
    FaultList,
    Place,
    UnknownKey,
    WrongType,
    nearest,
)
from knowledge.limits import LONGEST_PACKS, MOST_FAULTS, MOST_FILES, MOST_VALUES


@dataclass(slots=True)
class Reading:
    """Everything read from some packs, faults included."""

    written: list[Written] = field(default_factory=list)
    faults: FaultList = field(default_factory=FaultList)
    # the ids of entries that have a fault of their own
    unread: set[str] = field(default_factory=set)
    fingerprints: list[str] = field(default_factory=list)  # of each pack, in their order

    def known(self, kind: type[Entry]) -> dict[str, Written]:
        """Id → what was read so far of a kind of entry."""
        return {item.entry.id: item for item in self.written if isinstance(item.entry, kind)}


def pack_files(pack: Path) -> list[Path]:
    """The files of a pack: a folder's YAML files by name, or the one file that it is."""
    return sorted(pack.glob("*.yaml")) if pack.is_dir() else [pack]


def shown_as(pack: Path, file: Path) -> str:
    """What faults call a file of a pack."""
    return f"{pack.name}/{file.name}" if pack.is_dir() else str(file)


def read_packs(packs: list[Path]) -> Reading:
    """All entries of these packs.

    Faults are collected, so that a maintainer sees all of them at once; very many end the reading.
    """
    reading = Reading()
    values, size = MOST_VALUES, LONGEST_PACKS  # that may still come
    for pack in packs:
        files = pack_files(pack)
        if not files:
            reading.faults.add(
                BadYaml(
                    "the folder holds no pack",
                    Place(str(pack), 1, 1),
                    expected="files that end in .yaml",
                )
            )
        if len(files) > MOST_FILES:
            reading.faults.add(
                BadYaml(
                    f"the pack has {len(files):,} files",
                    Place(str(pack), 1, 1),
                    expected=f"at most {MOST_FILES}",
                )
            )
            continue
        said: list[object] = []
        for file in files:
            try:
                document = read_yaml(file, shown_as(pack, file), most_values=values, longest=size)
            except BadYaml as fault:
                reading.faults.add(fault)
                continue
            values -= len(document.places) + len(document.key_places)
            size -= len(document.text.encode())
            said += document.data if isinstance(document.data, list) else ()
            _read_document(document, pack.stem, reading)
        reading.fingerprints.append(fingerprint_of(said))
    _refuse_duplicates(reading)
    return reading


def _read_document(document: Document, pack: str, reading: Reading) -> None:
    if not isinstance(document.data, list):
        reading.faults.add(
            WrongType("a pack file is a list of entries", document.place(), expected="- trigger: …")
        )
        return
    for index, raw in enumerate(document.data):
        kind = next(iter(raw), None) if isinstance(raw, dict) else None
        if kind not in ENTRY_KINDS:
            near = nearest(str(kind), ENTRY_KINDS)
            known = ", ".join(ENTRY_KINDS)
            reading.faults.add(
                UnknownKey(
                    "the first key of an entry names its kind",
                    document.key_place(index, kind or 0),
                    text=str(kind),
                    expected=known,
                    nearest=near,
                )
            )
            continue
        try:
            if changing(raw):
                _change(document, index, ENTRY_KINDS[kind], pack, reading)
            else:
                reading.written.append(
                    Written(ENTRY_KINDS[kind].model_validate(raw), document, index, pack, raw)
                )
        except ValidationError as error:
            reading.unread.add(str(raw[kind]))
            earlier = reading.known(ENTRY_KINDS[kind]).get(str(raw[kind]))
            if earlier is not None and earlier.pack != pack and not changing(raw):
                reading.faults.add(_unsaid_change(document, index, kind, earlier))
                continue
            found = error.errors(include_url=False)[:MOST_FAULTS]
            reading.faults.add(*entry_faults(document, index, ENTRY_KINDS[kind], found))


def _change(document: Document, index: int, kind: type[Entry], pack: str, reading: Reading) -> None:
    """An entry that overrides or retires one of an earlier pack takes its place.

    What an override leaves out stays as it was.

    But for how the earlier one read its source: an override that its own source states needs no
    such reading.
    """
    raw, known = document.data[index], reading.known(kind)
    fault = refusal(raw, kind, pack, lambda key: document.key_place(index, key), known)
    if fault is not None:
        reading.faults.add(fault)
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
        else {**kept, **{name: value for name, value in raw.items() if name != key}}
    )
    entry = before.entry if key == RETIRE else kind.model_validate(whole)
    after = Written(
        entry, document, index, pack, whole, before, str(raw[key]), retired=key == RETIRE
    )
    place = next(place for place, item in enumerate(reading.written) if item is before)
    reading.written[place] = after


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
            reading.faults.add(
                DuplicateId(
                    f"the {written.entry.kind} {written.entry.id!r} stands twice",
                    written.place(),
                    expected=expected,
                )
            )
        kept.setdefault(name, written)
    reading.written = list(kept.values())
