"""Values that a pack adds to an enumeration or a set of another pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.entries.facts import Attribute
from knowledge.entries.provenance import Written
from knowledge.entries.yaml_source import Document
from knowledge.faults import (
    DuplicateId,
    Fault,
    ForbiddenChange,
    MissingSource,
    Place,
    UnknownName,
    WrongType,
    nearest,
    unknown_key,
)
from knowledge.sentence import Sentence

ADD_VALUES = "add_values"
WORDS = ("doing", "undoing")  # what a team does about a value
KEYS = (Attribute.kind, ADD_VALUES, *WORDS, "source")


@dataclass(frozen=True, slots=True)
class Extended(Written):
    """An attribute, and where the values stand that other packs added to it."""

    added: Mapping[str, tuple[Document, int]] = field(default_factory=dict)
    added_by: Mapping[str, str] = field(default_factory=dict)  # value → the pack that added it
    first: Written | None = None  # the attribute as it was before any was added
    sources: tuple[tuple[Document, int, int], ...] = ()  # of each source behind its own: where

    def own_place(self, *keys: str | int) -> Place:
        """The place of a key of it; of a value that was added, the place of the addition."""
        if (source := self._source(keys)) is not None:
            document, index, number = source
            there = document.nearest_keys(index, "source", number, *keys[2:])
            return document.place(*there)
        holder = self._adding(keys)
        if holder is None:
            return self.first.own_place(*keys) if self.first else Written.own_place(self, *keys)
        document, index = holder
        return document.place(*document.nearest_keys(index, ADD_VALUES, *keys[1:]))

    def own_locator(self, *keys: str | int) -> Callable[[int], Place]:
        """From an offset in a text of it to its place."""
        holder = self._adding(keys)
        if holder is None:
            return self.first.own_locator(*keys) if self.first else Written.own_locator(self, *keys)
        return holder[0].locator(holder[1], ADD_VALUES, *keys[1:])

    def _source(self, keys: tuple[str | int, ...]) -> tuple[Document, int, int] | None:
        """Where the source of an addition stands; None for another key, and its own sources."""
        if len(keys) < 2 or keys[0] != "source" or self.first is None:
            return None
        number = keys[1]
        own = len(_listed(self.first.raw["source"]))
        return self.sources[number - own] if isinstance(number, int) and number >= own else None

    def _adding(self, keys: tuple[str | int, ...]) -> tuple[Document, int] | None:
        added = len(keys) > 1 and keys[0] == "values"
        return self.added.get(str(keys[1])) if added else None


def extended(
    before: Written, raw: Mapping[str, Any], document: Document, index: int, pack: str
) -> Extended:
    """The attribute with the values that an entry of `pack` adds; `refused_values` found nothing
    wrong.

    Raises `ValidationError` for what is no text.
    """
    whole = dict(before.raw)
    whole["values"] = {**before.raw.get("values", {}), **raw[ADD_VALUES]}
    for key in WORDS:
        if key in raw:
            whole[key] = {**before.raw.get(key, {}), **raw[key]}
    whole["source"] = [*_listed(before.raw["source"]), *_listed(raw["source"])]
    added = dict(before.added) if isinstance(before, Extended) else {}
    added |= dict.fromkeys(raw[ADD_VALUES], (document, index))
    added_by = dict(before.added_by) if isinstance(before, Extended) else {}
    added_by |= dict.fromkeys(raw[ADD_VALUES], pack)
    sources = before.sources if isinstance(before, Extended) else ()
    more = ((document, index, number) for number in range(len(_listed(raw["source"]))))
    return Extended(
        Attribute.model_validate(whole),
        before.document,
        before.index,
        before.pack,
        whole,
        before.before,
        before.reason,
        added=added,
        added_by=added_by,
        sources=(*sources, *more),
        first=before.first if isinstance(before, Extended) else before,
    )


def _listed(source: Any) -> list[Any]:
    return source if isinstance(source, list) else [source]


def refused_values(
    raw: Mapping[str, Any],
    pack: str,
    place: Callable[..., Place],
    known: Mapping[str, Written],
) -> Iterator[Fault]:
    """The faults of an entry that adds values; `known`: id → the attributes before it."""
    id, values = raw.get(Attribute.kind), raw[ADD_VALUES]
    if next(iter(raw)) != Attribute.kind:
        expected = "an attribute that is an enum or a set"
        yield ForbiddenChange("only an attribute has values", place(ADD_VALUES), expected=expected)
        return
    before = known.get(str(id))
    if before is None:
        message, near = f"there is no attribute {id!r} to add values to", nearest(str(id), known)
        yield UnknownName(message, place(Attribute.kind), nearest=near, names=(str(id),))
        return
    attribute = before.entry
    assert isinstance(attribute, Attribute)
    if before.pack == pack and not isinstance(before, Extended):
        message = f"the attribute {id} is of this very pack"
        yield DuplicateId(message, place(Attribute.kind), expected="its values in the entry itself")
    elif attribute.type not in ("enum", "set"):
        message = f"{id} is of type {attribute.type}, which has no values to add to"
        yield ForbiddenChange(message, place(ADD_VALUES), expected="an enum or a set")
    elif attribute.ordered:
        message = f"the values of {id} have an order, and a new one has no place in it"
        yield ForbiddenChange(message, place(ADD_VALUES), expected="`override` with all values")
    if not isinstance(values, dict) or not values:
        message = f"{ADD_VALUES}: this is not a mapping"
        yield WrongType(message, place(ADD_VALUES), expected="{value: its meaning}")
        return
    for value in values:
        if value in attribute.values:
            message, other = f"{id} has a value {value!r} already", before.place("values", value)
            expected = f"another name; that one is at {other}"
            yield DuplicateId(message, place(ADD_VALUES, value), expected=expected)
    for key in raw:
        if key not in KEYS:
            yield unknown_key(Sentence("what adds values"), key, KEYS, place(key))
        elif key in WORDS and not isinstance(raw[key], dict):
            yield WrongType(f"{key}: this is not a mapping", place(key), expected="{value: …}")
        elif key in (ADD_VALUES, *WORDS):
            for value, words in raw[key].items():
                if not isinstance(words, str) or not words.strip():
                    message = f"{key}: the words of {value!r} are no text"
                    yield WrongType(message, place(key, value), expected="a text")
    if "source" not in raw:
        message = "values that are added have a source of their own"
        yield MissingSource(message, place(ADD_VALUES), expected="source: {work: …, at: …}")
