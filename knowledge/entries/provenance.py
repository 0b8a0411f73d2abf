"""The provenance of entries, and how a later pack overrides or retires those of an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from knowledge.entries.decision_table import DecisionTable
from knowledge.entries.entry import Entry, RuleEntry
from knowledge.entries.grounds import Ground
from knowledge.entries.naming import Reference
from knowledge.entries.yaml_source import Document
from knowledge.faults import (
    DuplicateId,
    Fault,
    ForbiddenChange,
    MissingKey,
    MissingSource,
    Place,
    UnknownName,
    WrongType,
    nearest,
    unknown_key,
    with_article,
)
from knowledge.pack_paths import SHIPPED
from knowledge.sentence import Sentence

# the keys by which an entry changes one of an earlier pack; their value is the reason
OVERRIDE, RETIRE = "override", "retire"
AFTER = "after"  # beside them: packs that are known to change the same entry

_NONE: Mapping[str, str] = MappingProxyType({})

# from an offset in a text that is read with other names on: what is to be added for the file
Shift: TypeAlias = tuple[int, int]


class TitleOfRow(NamedTuple):
    """What the title of a row of a decision table is made of, where it says none itself."""

    table: str  # its id
    title: str  # that of the table, in English
    number: int  # of the row, from 1
    fits: bool = False  # it is that of the step that the row fits


@dataclass(frozen=True, slots=True)
class Written:
    """An entry, where it was written, and the entry of an earlier pack that it changes."""

    entry: Entry
    document: Document
    index: int  # its position in the file
    pack: str  # the id of the pack
    raw: Mapping[str, Any]  # all that it says, what it leaves as it was before included
    before: Written | None = None  # what it overrides or retires
    reason: str = ""  # why it does
    retired: bool = False  # it never holds any more
    # keys of conditions that are read with names of today → how far they are out of place
    shifts: Mapping[tuple[str | int, ...], tuple[Shift, ...]] = field(default_factory=dict)

    def place(self, *keys: str | int) -> Place:
        """The place of a value of the entry; without keys, of the entry itself."""
        return self._holder(keys).own_place(*keys)

    def own_place(self, *keys: str | int) -> Place:
        """The same, where it is not known from the entry that it changes."""
        return self.document.place(*self.document.nearest_keys(self.index, *keys))

    def key_place(self, *keys: str | int) -> Place:
        """The place of the last of these keys of the entry itself."""
        return self._holder(keys).own_key_place(*keys)

    def own_key_place(self, *keys: str | int) -> Place:
        """The same, where it is not known from the entry that it changes."""
        return self.document.key_place(*self.document.nearest_keys(self.index, *keys))

    def locator(self, *keys: str | int) -> Callable[[int], Place]:
        """From an offset in a text of the entry to its place."""
        locate, shifts = self._holder(keys).own_locator(*keys), self.shifts.get(keys, ())

        def shifted(offset: int) -> Place:
            passed = [more for begin, more in shifts if begin <= offset]
            return locate(offset + (passed[-1] if passed else 0))

        return shifted if shifts else locate

    def place_of(self, one: Reference) -> Place:
        """Where a name in the entry is written: a key itself, or what stands under keys."""
        return self.key_place(*one.keys) if one.is_key else self.place(*one.keys)

    def name_locator(self, *keys: str | int) -> Callable[[int], Place | None]:
        """From an offset of a name in a text of the entry to where the name is written; to None
        where the text was made without it.
        """
        return self.locator(*keys)

    def own_locator(self, *keys: str | int) -> Callable[[int], Place]:
        """The same, where it is not known from the entry that it changes."""
        return self.document.locator(*self.document.nearest_keys(self.index, *keys))

    def says(self, *keys: str | int) -> bool:
        """Whether the names under a key of it are its own, and not those of what it is made of."""
        return True

    def name_place(self, value: str) -> Place | None:
        """The place of the name of a row that is a value of it; None where it is none."""
        return None

    def is_row(self, value: str = "") -> bool:
        """Whether it, or that value of it, is a row of a table."""
        return False

    @property
    def title_made(self) -> TitleOfRow | None:
        """What its title is made of where it is a row of a decision table; None of what is none."""
        return None

    @property
    def says_its_condition(self) -> bool:
        """Whether its condition is what somebody wrote, and not made of other entries' ones."""
        return True

    def _holder(self, keys: tuple[str | int, ...]) -> Written:
        """The one that wrote a key: an override leaves some as they were."""
        if self.before is None or not keys or keys[0] in self.document.data[self.index]:
            return self
        return self.before._holder(keys)

    @property
    def origin(self) -> str:
        """The pack it comes from, and what it changes there, in a few words."""
        if self.before is None:
            return f"pack {self.pack}"
        return f"pack {self.pack}, {'retires' if self.retired else 'overrides'} {self.before.pack}"


def changing(raw: Mapping[str, Any]) -> str | None:
    """The key by which an entry says that it changes another one, or None."""
    return next((key for key in (OVERRIDE, RETIRE) if key in raw), None)


def refusal(
    raw: Mapping[str, Any],
    kind: type[Entry],
    pack: str,
    place: Callable[[str], Place],
    known: Mapping[str, Written],
    after: Collection[str] = (),
    of_others: Mapping[str, str] = _NONE,
) -> Fault | None:
    """The fault of an entry that overrides or retires another one; None if there is none.

    `known`: id → the entries of its kind; `of_others`: id → the kind of an entry of another one.
    `after`: the packs whose changes this pack knows.
    """
    key, id = changing(raw), raw.get(kind.kind)
    assert key is not None
    text = f"{kind.kind}: {id}"
    if not isinstance(raw[key], str) or not raw[key].strip():
        return WrongType(
            f"{key!r} gives the reason in a sentence", place(key), text=text, expected=f"{key}: why"
        )
    if not isinstance(id, str):
        return WrongType(
            f"the id of a {kind.kind} is a text",
            place(kind.kind),
            text=text,
            expected="a name; digits in quotes",
        )
    before = known.get(id)
    if before is None:
        return UnknownName(
            f"there is no {kind.kind} {id!r} to {key}",
            place(kind.kind),
            expected="" if key == RETIRE or id in of_others else f"no {key!r} in a new entry",
            nearest=f"{of_others[id]}: {id}" if id in of_others else nearest(id, known),
        )
    if before.pack == pack:
        return DuplicateId(
            f"{text} is of this very pack",
            place(kind.kind),
            expected=f"one entry; the other is at {before.place()}",
        )
    said = raw.get(AFTER, [])
    knows = {*after, *([said] if isinstance(said, str) else said if isinstance(said, list) else ())}
    if before.before is not None and before.pack not in {*knows, *SHIPPED}:
        return ForbiddenChange(
            f"the packs {before.pack} and {pack} both change {text}, the first at {before.place()}",
            place(key),
            expected=f"one of them; or `{AFTER}: {before.pack}` beside `{key}` or in pack.yaml of"
            f" {pack}, where it knows what {before.pack} says",
        )
    if isinstance(before.entry, DecisionTable):
        return ForbiddenChange(
            f"the rows of {text} are changed one by one",
            place(key),
            expected=f"`{key}` in a define: {id}.<row>; or a table of its own",
        )
    if before.retired:
        return ForbiddenChange(f"{text} is retired already, at {before.place()}", place(key))
    if isinstance(before.entry, Ground) and before.entry.non_negotiable:
        return ForbiddenChange(
            f"nothing may {key} {text}", place(key), expected="an entry of its own that adds to it"
        )
    if key == RETIRE:
        return _retirement(raw, kind, place, text)
    fields = {name: kind.model_fields.get(name) for name in ("source", "basis")}
    lacking = [
        name
        for name, field in fields.items()
        if field is not None and field.is_required() and name not in raw
    ]
    if lacking:
        missing = MissingSource if "source" in lacking else MissingKey
        expected = ", ".join(f"{name}: …" for name in lacking)
        return missing(
            f"an override has its own {' and '.join(lacking)}",
            place(key),
            text=text,
            expected=expected,
        )
    return None


def _retirement(
    raw: Mapping[str, Any], kind: type[Entry], place: Callable[[str], Place], text: str
) -> Fault | None:
    if not issubclass(kind, RuleEntry):
        return ForbiddenChange(
            f"{with_article(kind.kind)} cannot be retired",
            place(RETIRE),
            text=text,
            expected="an entry that concludes something",
        )
    extra = next((name for name in raw if name not in (kind.kind, RETIRE, AFTER)), None)
    if extra is not None:
        known = (kind.kind, RETIRE)
        return unknown_key(Sentence("what is retired"), extra, known, place(extra), text=text)
    return None
