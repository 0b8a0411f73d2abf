"""Names that entries and values had before, and how entries that still use one are read.

An entry says by `formerly` which names it had, an attribute by `former_values` which values became
which; an attribute that is `superseded_by` one other and entails nothing was renamed as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from knowledge.conditions.mentions import mentions
from knowledge.entries import derived_names
from knowledge.entries.controls import Control
from knowledge.entries.decision_table import DecisionTable
from knowledge.entries.entry import Entry
from knowledge.entries.facts import Attribute
from knowledge.entries.grounds import Ground
from knowledge.entries.naming import IN_TEXTS, OWN_VALUE, Keys, Reference, own_values
from knowledge.entries.parameters import Parameter
from knowledge.entries.profiles import Profile
from knowledge.entries.provenance import Shift, Written
from knowledge.entries.renamed_cells import rows_of_today
from knowledge.faults import DuplicateId, Fault, with_article
from knowledge.renamed import ATTRIBUTE, GROUND, Renamed, Renames


def renames_of(entries: Collection[Entry]) -> Renames:
    """All that these entries were called before, but for what is the name of one today."""
    found = Renames()
    taken = {(entry.kind, entry.id) for entry in entries}
    told = {one.name for entry in entries if entry.formerly for one in entry.propositions()}
    asked = {entry.id for entry in entries if isinstance(entry, Attribute)}
    asked |= {derived_names.stated(entry.id) for entry in entries if isinstance(entry, Control)}
    for entry in entries:
        for old in entry.formerly:
            if (entry.kind, old) not in taken:
                _add(found, entry, entry.model_copy(update={"id": old}), told)
        if isinstance(entry, Attribute):
            if entry.former_values:
                found.values[entry.id] = entry.former_values
            if entry.profiles:  # an entry of the name of each
                profiles = found.ids.setdefault(Profile.kind, {})
                for old, new in entry.former_values.items():
                    if (Profile.kind, new) not in taken:
                        profiles.setdefault(old, new)
            if entry.renamed and entry.superseded_by[0] in asked:
                found.superseded[entry.id] = entry.superseded_by[0]
    name_keys(found, entries)
    return found


def name_keys(found: Renames, entries: Iterable[Entry]) -> None:
    """Enter the former values of attributes as those of the parameters that have figures for them,
    as conditions call these: parameter.cap["micro"].
    """
    for entry in entries:
        if not isinstance(entry, Parameter):
            continue
        for attribute in entry.values_for or ([entry.key_of.attribute] if entry.key_of else ()):
            known = found.values.get(found.attribute(attribute) or attribute)
            for id in (entry.declared, *entry.formerly) if known else ():
                found.values[f"{Parameter.kind}.{id}"] = known or {}


def _add(found: Renames, entry: Entry, former: Entry, told: Collection[str]) -> None:
    id = entry.declared if isinstance(entry, Parameter) else entry.id
    found.ids.setdefault(entry.kind, {})[former.id] = id
    if isinstance(entry, Ground):
        found.ids.setdefault(GROUND, {})[former.id] = entry.id
    if isinstance(entry, Control):
        attributes = found.ids.setdefault(ATTRIBUTE, {})
        attributes[derived_names.stated(former.id)] = derived_names.stated(entry.id)
    if isinstance(entry, DecisionTable):  # its rows, which have no former names of their own
        made = (*entry.families_made, *entry.entries_made)
        found.names.update({f"{former.id}{name.removeprefix(entry.id)}": name for name in made})
    pairs = zip(former.propositions(), entry.propositions(), strict=True)
    found.names.update({old.name: new.name for old, new in pairs if old.name not in told})
    if not isinstance(entry, (Attribute, Control, Parameter)):
        found.names.setdefault(former.proposition, entry.proposition)


def former_names_in(text: str, renames: Renames) -> list[tuple[int, Renamed]]:
    """(offset, name) of the former names in a condition, in their order."""
    found: dict[int, Renamed] = {}
    for one in mentions(text):
        written = text[one.start : one.end]
        if one.of:
            if new := renames.value(one.of, one.name):
                found[one.start] = Renamed("value", written, new, of=one.of)
        elif new := renames.in_condition(one.name):
            short = len(written) < len(one.name)  # the member of a family, without it
            told = derived_names.last_of(new) if short else new
            found[one.start] = Renamed(renames.sort(one.name), written, told)
    return sorted(found.items())


def with_names_of_today(item: Written, renames: Renames) -> tuple[Written, list[Renamed]]:
    """An entry as it is read today, and the former names in it."""
    raw: Any = None
    told: list[Renamed] = []
    shifts: dict[Keys, tuple[Shift, ...]] = {}
    for one in _from_below(item.entry.names_used()):
        if one.what in IN_TEXTS:
            found = former_names_in(one.name, renames)
            if not found:
                continue
            locate = item.name_locator(*one.keys)
            places = [(renamed, locate(offset)) for offset, renamed in found]
            told += [replace(renamed, place=place) for renamed, place in places if place]
            new, shifts[one.keys] = _rewritten(one.name, found)
        else:
            renamed = renames.named(one.what, one.name, one.of)
            if renamed is None:
                continue
            new = renamed
            if item.says(*one.keys):
                told.append(Renamed(one.what, one.name, new, item.place_of(one), one.of))
        raw = deepcopy(dict(item.raw)) if raw is None else raw
        _put(raw, one, new)
    said = rows_of_today(replace(item, raw=raw) if raw is not None else item, renames)
    if raw is None and said is item.raw:
        return item, []
    raw, entry = said, item.entry.read_anew(said)
    return replace(item, entry=entry, raw=raw, shifts=shifts), told


def with_own_values(item: Written, values: Mapping[str, str]) -> Written:
    """An attribute that calls its values otherwise; `values`: value → its other name."""
    found = [
        *(Reference(("values", value), OWN_VALUE, value, is_key=True) for value in values),
        *(one for one in own_values(item.entry) if one.name in values),
    ]
    if not values:
        return item
    raw: Any = deepcopy(dict(item.raw))
    for one in _from_below(found):
        _put(raw, one, values[one.name])
    return replace(item, entry=item.entry.read_anew(raw), raw=raw)


def former_name_faults(written: Iterable[Written]) -> Iterator[Fault]:
    """Former names that are names of today, or of two entries."""
    items = list(written)
    known = {(item.entry.kind, item.entry.id): item for item in items}
    claimed: dict[tuple[str, str], Written] = {}
    for item in items:
        kind = item.entry.kind
        for index, old in enumerate(item.entry.formerly):
            place = item.place("formerly", index)
            other = known.get((kind, old))
            if other is not None and other.pack == item.pack:
                expected = f"a name that nothing has today; it stands at {other.place()}"
                yield DuplicateId(
                    f"there is {with_article(kind)} {old!r} today", place, expected=expected
                )
            elif (first := claimed.setdefault((kind, old), item)) is not item:
                message = f"two entries were called {old!r} formerly"
                yield DuplicateId(
                    message, place, expected=f"one of them; the other is at {first.place()}"
                )


def _rewritten(text: str, found: list[tuple[int, Renamed]]) -> tuple[str, tuple[Shift, ...]]:
    """(a text with the names of today, where it is longer or shorter than as it is written)."""
    parts: list[str] = []
    shifts: list[Shift] = []
    last = length = 0
    for offset, renamed in found:
        parts += [text[last:offset], renamed.new]
        length += offset - last + len(renamed.new)
        last = offset + len(renamed.old)
        shifts.append((length, last - length))
    return "".join([*parts, text[last:]]), tuple(shifts)


def _put(raw: Any, one: Reference, new: str) -> None:
    """Put a new name where an old one stands."""
    holder, key = _holder(raw, one.keys)
    if one.is_key and isinstance(holder, dict):
        items = [(new if name == key else name, value) for name, value in holder.items()]
        holder.clear()
        holder.update(items)
    elif holder is not None:
        holder[key] = new


def _from_below(found: Iterable[Reference]) -> list[Reference]:
    """Keys after what stands below them, so that the ways to that hold."""
    return sorted(found, key=lambda one: (-len(one.keys), one.is_key))


def _holder(raw: Any, keys: Keys) -> tuple[Any, Any]:
    """(the mapping or list that holds a value, its key there); a list may be its one item."""
    holder: Any = None
    last: Any = ""
    found = raw
    for key in keys:
        if isinstance(key, int) and not isinstance(found, list):
            continue
        holder, last = found, key
        found = found[last] if isinstance(found, list) else found.get(last)
    return holder, last
