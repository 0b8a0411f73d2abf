"""Old names for what is asked otherwise now: what an old answer is read as.

`entails` says what an answer to one attribute says about others; `superseded_by` ends an attribute.
One that is superseded by a single name and entails nothing was only renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from knowledge import entries
from knowledge.faults import Fault, WrongType

if TYPE_CHECKING:
    from knowledge.entries import Attribute
    from knowledge.entries.provenance import Written


@dataclass(frozen=True, slots=True)
class Entailment:
    """Where `source` is stated so, an unanswered `target` is read as `result`."""

    source: str
    value: Any  # of the source; None for a rename: whatever it states
    target: str
    result: Any  # of the target; None for a rename: what the source states

    @property
    def renames(self) -> bool:
        """Whether the target takes over whatever the source states."""
        return self.value is None


def entailments(attributes: Mapping[str, Attribute]) -> tuple[Entailment, ...]:
    """All of them, each after those by which its source may be answered."""
    found = [one for attribute in attributes.values() for one in _of(attribute, attributes)]
    # in the order of the packs, which a set would not keep
    sources: dict[str, dict[str, None]] = {}
    for one in found:
        sources.setdefault(one.target, {})[one.source] = None
    order = list(TopologicalSorter(sources).static_order())
    return tuple(sorted(found, key=lambda one: order.index(one.source)))


def completed(answers: Mapping[str, Any], found: Iterable[Entailment]) -> dict[str, Any]:
    """The answers, with what they entail about attributes that nobody answered."""
    known = dict(answers)
    for one in found:
        said = known.get(one.source)
        if said is None or known.get(one.target) is not None:
            continue
        if one.renames or said == one.value:
            known[one.target] = said if one.renames else one.result
    return known


def superseding_faults(written: Iterable[Written]) -> Iterator[Fault]:
    """Renames between attributes that do not take the same answers, and circles of entailment."""
    items = [item for item in written if isinstance(item.entry, entries.Attribute)]
    known = {
        item.entry.id: item.entry for item in items if isinstance(item.entry, entries.Attribute)
    }
    for item in items:
        entry = item.entry
        assert isinstance(entry, entries.Attribute)
        new = known.get(entry.superseded_by[0]) if entry.renamed else None
        if new is not None and (new.type, new.choices) != (entry.type, entry.choices):
            yield WrongType(
                f"{new.id} does not take the answers of {entry.id}",
                item.place("superseded_by"),
                expected="an attribute of the same type and values, or what each value `entails`",
            )
        yield from _sets_entailing(item, entry, known)
    needs = {
        entry.id: {target for told in entry.entails.values() for target in told}
        | set(entry.superseded_by if entry.renamed else ())
        for entry in known.values()
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = [str(name) for name in error.args[1]]
        place = next(item.place() for item in items if item.entry.id == circle[0])
        yield WrongType(
            f"these answers entail each other: {' → '.join(circle)}",
            place,
            expected="an attribute that entails nothing at the end",
        )


def _sets_entailing(
    item: Written, entry: Attribute, known: Mapping[str, Attribute]
) -> Iterator[Fault]:
    """What one answer says about another has one value on either side."""
    told = {target: value for value, told in entry.entails.items() for target in told}
    expected = "an attribute of type bool or enum, which has one value"
    if told and entry.type == "set":
        yield WrongType(f"{entry.id} is a set", item.place("entails"), expected=expected)
    for target, value in told.items():
        if target in known and known[target].type == "set":
            place = item.place("entails", str(value).lower(), target)
            yield WrongType(f"{target} is a set", place, expected=expected)


def _of(attribute: Attribute, attributes: Mapping[str, Attribute]) -> Iterator[Entailment]:
    if attribute.renamed:
        yield Entailment(attribute.id, None, attribute.superseded_by[0], None)
    for value, told in attribute.entails.items():
        for target, result in told.items():
            other = attributes[target]
            yield Entailment(attribute.id, attribute.answer(value), target, other.answer(result))
