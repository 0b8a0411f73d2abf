"""An older knowledge base in the names of a newer one, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from knowledge.base import KnowledgeBase
from knowledge.entries import Attribute, DecisionTable, Entry, Parameter, Profile
from knowledge.entries.keyed import by_key
from knowledge.entries.provenance import Written
from knowledge.entries.renames import name_keys, renames_of, with_names_of_today, with_own_values
from knowledge.faults import FaultList
from knowledge.loading import built
from knowledge.renamed import Renames

Ids: TypeAlias = dict[tuple[str, str], str]  # (kind of entry, id of the older base) → id of today


@dataclass(frozen=True)
class _Names:
    """What a newer base calls otherwise than an older one."""

    ids: Ids
    renames: Renames  # in what refers to them

    def values(self, attribute: str) -> Mapping[str, str]:
        """Value of the older base → its name of today, of an attribute by its name of today."""
        return self.renames.values.get(attribute, {})


def in_names_of(newer: KnowledgeBase, older: KnowledgeBase) -> KnowledgeBase:
    """The older base with the names of the newer one for the entries and values that that one
    renames; it says the same, and has its own version and fingerprint. The older one itself where
    nothing is renamed. A value that became one with another keeps its name.
    """
    before = list(_as_written(older.written.values()))
    today = [item.entry for item in _as_written(newer.written.values())]
    names = _names(before, today)
    if not names.ids and not names.renames.values:
        return older
    written = list(by_key(_renamed(item, names) for item in before))
    parts = built(written, FaultList(), set())._replace(
        fingerprint=older.fingerprint,
        packs=older.packs,
        pack_versions=older.pack_versions,
        manifests=older.manifests,
        translations=older.translations,
    )
    return KnowledgeBase(version=older.version, **parts._asdict())


def _names(before: Iterable[Written], today: Collection[Entry]) -> _Names:
    known = {(item.entry.kind, item.entry.id): item.entry for item in before}
    ids = {
        (entry.kind, former): entry.id
        for entry in today
        for former in entry.formerly
        if (entry.kind, former) in known and (entry.kind, entry.id) not in known
    }
    tables = {old: new for (kind, old), new in ids.items() if kind == DecisionTable.kind}
    for item in before:  # the rows of a table go by its name
        table = next((one for one in tables if item.entry.id.startswith(f"{one}.")), None)
        if table is not None and item.is_row():
            rest = item.entry.id.removeprefix(table)
            ids[item.entry.kind, item.entry.id] = f"{tables[table]}{rest}"
    renaming = [  # as they were, since only what the older base says is read in other names
        known[entry.kind, old].model_copy(update={"id": entry.id, "formerly": [old]})
        for entry in today
        for old in entry.formerly
        if ids.get((entry.kind, old)) == entry.id
    ]
    values: dict[str, Mapping[str, str]] = {}
    for entry in today:
        if isinstance(entry, Attribute) and entry.former_values:
            was = [known.get((entry.kind, name)) for name in (entry.id, *entry.formerly)]
            found = _values(entry, next((one for one in was if isinstance(one, Attribute)), entry))
            values |= {entry.id: found} if found else {}
    renames = replace(renames_of(renaming), values=values, superseded={})
    for entry in today:
        if isinstance(entry, Attribute) and entry.profiles and entry.id in values:
            renames.ids.setdefault(Profile.kind, {}).update(values[entry.id])
    name_keys(renames, [*known.values(), *today])
    return _Names(ids, renames)


def _values(entry: Attribute, before: Attribute) -> dict[str, str]:
    """The values that an attribute called otherwise before, but for those that are one now."""
    told = {old: new for old, new in entry.former_values.items() if old in before.choices}
    several = [*told.values(), *before.choices]
    return {old: new for old, new in told.items() if several.count(new) == 1}


def _as_written(written: Iterable[Written]) -> Iterator[Written]:
    """Each entry as a pack writes it: a parameter with keys is one of all its keys."""
    seen: set[str] = set()
    for item in written:
        entry = item.entry
        if not isinstance(entry, Parameter) or entry.key_of is None:
            yield item
        elif entry.key_of.parameter not in seen:
            seen.add(entry.key_of.parameter)
            yield replace(item, entry=entry.read_anew(item.raw))


def _renamed(item: Written, names: _Names) -> Written:
    if isinstance(item.entry, Attribute):
        today = names.ids.get((item.entry.kind, item.entry.id), item.entry.id)
        item = with_own_values(item, names.values(today))
    found, _ = with_names_of_today(item, names.renames)
    entry = found.entry
    raw = {**found.raw}
    raw[entry.kind] = names.ids.get((entry.kind, entry.id), entry.id)
    return found if raw == found.raw else replace(found, entry=entry.read_anew(raw), raw=raw)
