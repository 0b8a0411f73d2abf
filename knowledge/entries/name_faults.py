"""Names in entries that nothing declares, and grounds that nothing may lift."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from knowledge.entries.conclusions import Proposition
from knowledge.entries.controls import Control
from knowledge.entries.decision_table import DecisionTable
from knowledge.entries.derived_names import FAMILY, family_of
from knowledge.entries.entry import Entry
from knowledge.entries.exceptions import Claim
from knowledge.entries.facts import Attribute, Work
from knowledge.entries.grounds import Ground
from knowledge.entries.law import Ceiling, Schedule
from knowledge.entries.naming import CALLED, IN_TEXTS, Reference, own_values, references
from knowledge.entries.parameters import Parameter
from knowledge.entries.period import InForce
from knowledge.entries.provenance import Written
from knowledge.entries.words_of_faults import day_or_name
from knowledge.faults import Fault, ForbiddenLift, UnknownName, WrongType, nearest, value_of
from knowledge.sentence import Sentence
from knowledge.written_days import day_meant

# the faults of an entry are told in this order of what they name, then key by key
_ORDER = (
    ("work",),
    ("table",),
    ("control", "control or record"),
    ("schedule",),
    ("ceiling",),
    ("day",),
    ("number",),
    ("figure",),
    ("proposition",),
    ("relief",),
    ("excepted",),
    ("family",),
    ("attribute", "attribute or family", "value"),
    ("profile",),
    ("ground",),
)
_OF_A_DAY = Sentence("the id of a parameter that holds a day")  # where no day itself may stand
_RANKS = {what: rank for rank, sorts in enumerate(_ORDER) for what in sorts}


@dataclass(frozen=True)
class Known:
    """All that entries may name."""

    names: Mapping[str, Collection[str]]  # what → its names
    attributes: Mapping[str, Attribute]
    propositions: Mapping[str, Proposition]
    fixed: frozenset[str]  # the ids of grounds that nothing lifts

    @classmethod
    def of(
        cls,
        written: list[Written],
        retired: list[Entry],
        attributes: Mapping[str, Attribute],
        parameters: Mapping[str, Parameter],
        propositions: Mapping[str, Proposition],
    ) -> Known:
        """All that entries may name; what a pack retired is still known by name."""
        entries = [item.entry for item in written]
        named = [*entries, *retired]
        grounds = [entry for entry in named if isinstance(entry, Ground)]
        controls = [entry for entry in entries if isinstance(entry, Control)]
        days = {name for name, parameter in parameters.items() if parameter.type == "date"}
        heads = {name.rpartition(".")[0] for name in propositions if "." in name}
        families = {*propositions, *(f"{head}{FAMILY}" for head in heads)}
        named_so: dict[str, Collection[str]] = {
            "work": {entry.id for entry in entries if isinstance(entry, Work)},
            "table": {entry.id for entry in entries if isinstance(entry, DecisionTable)},
            "control": {entry.id for entry in controls if not entry.is_record},
            "control or record": {entry.id for entry in controls},
            "schedule": {entry.id for entry in entries if isinstance(entry, Schedule)},
            "ceiling": {entry.id for entry in entries if isinstance(entry, Ceiling)},
            "ground": {entry.id for entry in grounds},
            "profile": {
                value
                for attribute in attributes.values()
                if attribute.profiles
                for value in attribute.choices
            },
            "relief": {entry.proposition for entry in named if isinstance(entry, Claim)},
            "excepted": {entry.proposition for entry in named if isinstance(entry, InForce)},
            "day": days,
            "figure": parameters.keys() - days,
            "attribute": attributes.keys(),
            "number": {name for name, attribute in attributes.items() if attribute.numeric},
            "proposition": propositions,
            "family": families,
            "attribute or family": attributes.keys() | families,
        }
        fixed = frozenset(entry.id for entry in grounds if entry.non_negotiable)
        return cls(named_so, attributes, propositions, fixed)

    def of_sort(self, reference: Reference) -> Collection[str]:
        """The names of which a reference has to be one."""
        if reference.what != "value":
            return self.names[reference.what]
        attribute = self.attributes.get(reference.of)
        return () if attribute is None else attribute.choices or ("true", "false")

    def no_rule(self, reference: Reference) -> str:
        """The sort of thing that an exception names and that can have none, in words."""
        name = reference.name
        if reference.what != "excepted":
            return ""
        if name in self.attributes:
            return "an attribute"
        proposition = self.propositions.get(name)
        if proposition is None:
            return ""
        if proposition.entry in (None, name):
            return f"a {family_of(name)}"
        return f"a step of {proposition.entry}"


def unknown_names(item: Written, known: Known) -> Iterator[Fault]:
    """The faults of the names in an entry, its citations first, what it says of its own values
    last.
    """
    found = [
        one
        for one in references(item.entry)
        if one.what not in IN_TEXTS
        and item.says(*one.keys)
        # of what is no attribute, nothing is a value
        and (not one.of or one.of in known.attributes)
    ]
    entry = item.entry
    text = f"{entry.kind}: {entry.declared if isinstance(entry, Parameter) else entry.id}"
    for reference in sorted(found, key=lambda one: _RANKS[one.what]):
        known_as, name = known.of_sort(reference), reference.name
        # a citation is one thing: its fault stands at its first key
        cites = reference.keys[-1] in ("work", "amended_by")
        place = item.place_of(replace(reference, keys=reference.keys[:-1]) if cites else reference)
        if name not in known_as and (other := known.no_rule(reference)):
            yield WrongType(
                f"there is no exception to {other}, {name!r}",
                place,
                text=text,
                expected="an entry with a condition, such as a trigger, a duty or a define",
            )
        elif name not in known_as:
            near = nearest(name, known_as)
            a_day = reference.what == "day" and len(reference.keys) == 1  # or a day itself
            in_place = _OF_A_DAY if reference.what == "day" else ""
            yield UnknownName(
                Sentence("there is no {what} {name}", what=_called(reference), name=repr(name)),
                place,
                text=text,
                expected=day_or_name(name) if a_day else in_place,
                nearest=None if a_day and day_meant(name) else near,
                names=(name, reference.of) if reference.of else (name,),
            )
        elif reference.what == "ground" and name in known.fixed:
            yield ForbiddenLift(
                f"nothing lifts the ground {name!r}, which is non_negotiable",
                place,
                text=text,
            )
    if isinstance(item.entry, Attribute):
        yield from _unknown_values(item, item.entry, text)


def _unknown_values(item: Written, entry: Attribute, text: str) -> Iterator[Fault]:
    """The faults of what an attribute says of its own values."""
    for one in own_values(entry):
        known = entry.own_names(str(one.keys[0]))
        if one.name not in known and entry.values:
            yield UnknownName(
                Sentence(
                    "there is no {what} {name}",
                    what=Sentence("value of {attribute}", attribute=entry.id),
                    name=repr(one.name),
                ),
                item.place_of(one),
                text=text,
                expected=", ".join(known),
                nearest=nearest(one.name, known),
                names=(one.name, entry.id),
            )


def _called(reference: Reference) -> str:
    if reference.what == "value":
        return Sentence("value of {attribute}", attribute=reference.of)
    return CALLED[reference.what]


def follows_from_a_fault(fault: Fault, unread: Iterable[str]) -> bool:
    """Whether a name is unknown only because the entry that has it could not be read, which is a
    fault already.
    """
    names = fault.names if isinstance(fault, UnknownName) else ()
    return any(
        name == id or name.endswith(f".{id}") or name.startswith((f"{id}.", value_of(id, "")))
        for name in names
        for id in unread
    )
