"""Parameters with a value for each value of an enumeration: `values_for`.

Each of them is read as one parameter for each key, `cap["micro"]`, so that whatever knows
parameters knows these. Conditions take the one of the case: `parameter.cap[organisation_size]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge.conditions.tree import keyed_name
from knowledge.entries.facts import Attribute
from knowledge.entries.parameters import Parameter
from knowledge.entries.provenance import Written
from knowledge.faults import Fault, MissingKey, UnknownName, WrongType, nearest
from knowledge.sentence import Sentence


def by_key(written: Iterable[Written]) -> Iterator[Written]:
    """All entries; in place of a parameter with keys, one for each key."""
    for item in written:
        entry = item.entry
        if isinstance(entry, Parameter) and entry.values_for:
            for parameter in entry.by_key():
                yield replace(item, entry=parameter)
        else:
            yield item


def keyed_parameters(
    entries: Iterable[object], attributes: Mapping[str, Attribute]
) -> dict[str, str]:
    """Parameter with keys → the enumeration whose values they are, where it is one."""
    return {
        entry.key_of.parameter: entry.key_of.attribute
        for entry in entries
        if isinstance(entry, Parameter)
        and entry.key_of is not None
        and _is_key(attributes.get(entry.key_of.attribute))
    }


def _is_key(attribute: Attribute | None) -> bool:
    return attribute is not None and attribute.type == "enum"


def without_key(written: Iterable[Written], attributes: Mapping[str, Attribute]) -> set[str]:
    """The parameters whose key is no enumeration, and the figures that a value of it lacks.

    `key_faults` tells of each; what reads one is no further fault.
    """
    parameters = [item.entry for item in written if isinstance(item.entry, Parameter)]
    there = {entry.id for entry in parameters}
    found: set[str] = set()
    for entry in parameters:
        if entry.key_of is not None:
            attribute = attributes.get(entry.key_of.attribute)
            if attribute is None or not _is_key(attribute):
                found.add(entry.key_of.parameter)
            else:
                names = (keyed_name(entry.key_of.parameter, key) for key in attribute.choices)
                found |= {name for name in names if name not in there}
    return found


def key_faults(written: Iterable[Written], attributes: Mapping[str, Attribute]) -> Iterator[Fault]:
    """Keys of parameters that are no value of their enumeration, and values that are no key."""
    found: dict[str, dict[str, Written]] = {}
    for item in written:
        if isinstance(item.entry, Parameter) and item.entry.key_of is not None:
            found.setdefault(item.entry.key_of.parameter, {})[item.entry.key_of.value] = item
    for parameter, keys in found.items():
        item = next(iter(keys.values()))
        assert isinstance(item.entry, Parameter)
        assert item.entry.key_of is not None
        name = item.entry.key_of.attribute
        attribute = attributes.get(name)
        if attribute is None:
            yield UnknownName(
                Sentence("there is no attribute {name}", name=repr(name)),
                item.key_place("values_for", name),
                nearest=nearest(name, [n for n, a in attributes.items() if a.type == "enum"]),
                names=(name,),
            )
            continue
        if attribute.type != "enum":
            said = "a set, which may have several" if attribute.type == "set" else attribute.type
            yield WrongType(
                f"{name} is no key: it is {said}",
                item.key_place("values_for", name),
                expected="an enumeration, which has one value at a time",
            )
            continue
        unknown = [key for key in keys if key not in attribute.choices]
        for key in unknown:
            yield UnknownName(
                Sentence("{name} has no value {value}", name=name, value=repr(key)),
                item.key_place("values_for", name, key),
                expected=", ".join(attribute.choices),
                nearest=nearest(key, attribute.choices),
            )
        missing = [choice for choice in attribute.choices if choice not in keys]
        if missing and len(missing) != len(unknown):  # those that are misspelt are told
            yield MissingKey(
                f"the parameter {parameter} has no value for {', '.join(missing)}",
                item.place("values_for", name),
                expected=f"a value for each of {', '.join(attribute.choices)}",
            )
