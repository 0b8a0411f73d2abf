"""KnowledgeBase: packs loaded, checked, indexed, and turned into plain rules, with a fingerprint of what was read."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from knowledge.conditions.evaluation import PARAMETER
from knowledge.conditions.tree import Attr, Expression, Term, Test, terms_of
from knowledge.entries.kinds import (
    Attribute,
    Entry,
    Parameter,
    Source,
    Verdict,
    Work,
)
from knowledge.entries.provenance import Written
from knowledge.entries.reader import pack_files, read_packs
from knowledge.faults import (
    DuplicateId,
    Fault,
    InvalidKnowledge,
    Place,
    UnknownName,
    nearest,
)
from knowledge.loading import Build
from knowledge.notebook import heading, paragraph, section, table
from knowledge.rules.plain import Literal, Proposition, Rule
from knowledge.version import VERSION

PACKS = Path(__file__).parent / "packs"
EXAMPLE_PACKS, EXAMPLE = Path(__file__).parent / "example_packs", "example:"
ORDER = "ORDER"  # the file that makes a folder a whole knowledge base: the names of its packs


def _ordered(folder: Path) -> list[Path]:
    """The packs of a whole knowledge base, in their order."""
    return [folder / name for name in (folder / ORDER).read_text(encoding="utf-8").split()]


SHIPPED_PACKS = tuple(_ordered(PACKS))
SHIPPED = tuple(pack.name for pack in SHIPPED_PACKS)

E = TypeVar("E", bound=Entry)
T = TypeVar("T")


@dataclass(frozen=True, eq=False, repr=False)
class KnowledgeBase:
    """What is known, ready for an engine: attributes, entries, plain rules and the order to apply them in."""

    version: str
    fingerprint: str  # the same packs give the same one
    packs: tuple[str, ...]
    # entry.key → entry: its proposition, or kind:id where it concludes nothing
    entries: Mapping[str, Entry]
    attributes: Mapping[str, Attribute]  # what a case may state; controls under their dotted names
    parameters: Mapping[str, Parameter]
    propositions: Mapping[str, Proposition]
    rules: tuple[Rule, ...]
    strata: Mapping[str, int]  # proposition → stratum
    figures: Mapping[str, tuple[Term, Term]]  # proposition of a finding → its two bounds
    # (entry.key, key) → the tree: `when` of a verdict, what an invariant asks
    conditions: Mapping[tuple[str, str], Expression]
    written: Mapping[str, Written]  # as `entries`: where each was written
    # answers of `of_kind`, kept
    _of_kind: dict[type[Entry], list[Any]] = field(default_factory=dict, repr=False)
    # answers of `attributes_behind`, kept
    _behind: dict[type[Entry], frozenset[str]] = field(default_factory=dict, repr=False)
    # answers of `parameters_on`, kept
    _in_force: dict[date, dict[str, Any]] = field(default_factory=dict, repr=False)

    def derived(self, make: Callable[[KnowledgeBase], T]) -> T:
        """What `make` makes from this base: made once, and kept as long as it."""
        kept: dict[Callable[[KnowledgeBase], Any], Any] = self.__dict__.setdefault("_derived", {})
        if make not in kept:
            kept[make] = make(self)
        return cast("T", kept[make])

    @cached_property
    def retired(self) -> frozenset[str]:
        """The keys of the entries that a pack retired: they are known by name and never hold."""
        return frozenset(key for key, written in self.written.items() if written.retired)

    @cached_property
    def visible(self) -> tuple[str, ...]:
        """The propositions that results list."""
        return tuple(
            name for name, proposition in self.propositions.items() if not proposition.hidden
        )

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.attributes)}

    def draws(self, proposition: str) -> bool:
        """Whether the base can conclude a proposition: it knows it, and no pack retired the entry that it comes from."""
        known = self.propositions.get(proposition)
        return known is not None and known.entry not in self.retired

    def in_order(self, attributes: Iterable[str]) -> list[str]:
        """These attributes, in the order of the packs."""
        return sorted(attributes, key=self._places.__getitem__)

    @cached_property
    def rules_for(self) -> dict[str, tuple[int, ...]]:
        """Proposition → the numbers of the rules that conclude it."""
        found: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            found.setdefault(rule.head, []).append(number)
        return {head: tuple(numbers) for head, numbers in found.items()}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """A rule's id → its number, which is its place among the rules."""
        return {rule.id: number for number, rule in enumerate(self.rules)}

    def attributes_behind(self, kind: type[Entry]) -> frozenset[str]:
        """The attributes on which the conclusions of a kind of entry can depend at all."""
        if kind not in self._behind:
            bodies: dict[str, list[Literal]] = {}
            for rule in self.rules:
                bodies.setdefault(rule.head, []).extend(rule.body)
            found: set[str] = set()
            seen = {entry.proposition for entry in self.of_kind(kind)}
            waiting = list(seen)
            while waiting:
                for literal in bodies.get(waiting.pop(), ()):
                    if isinstance(literal.target, Test):
                        found |= {
                            term.name for term in terms_of(literal.target) if isinstance(term, Attr)
                        }
                    elif literal.target not in seen:
                        seen.add(literal.target)
                        waiting.append(literal.target)
            self._behind[kind] = frozenset(found)
        return self._behind[kind]

    def of_kind(self, kind: type[E]) -> list[E]:
        """The entries of a kind, in the order of the packs, without those that a pack retired.

        Kept: do not change the list.
        """
        if kind not in self._of_kind:
            self._of_kind[kind] = [
                entry
                for key, entry in self.entries.items()
                if isinstance(entry, kind) and key not in self.retired
            ]
        return cast("list[E]", self._of_kind[kind])

    def parameters_on(self, day: date) -> dict[str, Any]:
        """`parameter.<name>` → the value in force on `day`."""
        if day not in self._in_force:
            if len(self._in_force) > 1_000:
                self._in_force.clear()
            self._in_force[day] = {
                PARAMETER + name: parameter.on(day).value
                for name, parameter in self.parameters.items()
            }
        return self._in_force[day]

    def citations(self, entry: Entry, on: date | None = None) -> tuple[str, ...]:
        """The citations of an entry, as reports show them.

        Of one that the shipped packs do not hold so, with the pack it comes from.

        A parameter is cited by its value in force on the day `on`, or by its last one.
        """
        written = self.written.get(entry.key)
        origin = (
            f", {written.origin}"
            if written and (written.pack not in SHIPPED or written.before)
            else ""
        )
        value = (
            (entry.on(on) if on else entry.values[-1]) if isinstance(entry, Parameter) else entry
        )
        sources = getattr(value, "source", ())
        return tuple(f"{self.cite(source)[:-1]}{origin}]" for source in sources)

    def __repr__(self) -> str:
        return f"<knowledge {self.version} of {', '.join(self.packs)}: {len(self.entries):,} entries, {len(self.rules):,} plain rules>"

    def _repr_html_(self) -> str:
        """What there is to know, by kind; in a notebook."""
        counts = Counter(entry.kind for entry in self.entries.values())
        firsts = {entry.kind: entry for entry in reversed(list(self.entries.values()))}
        rows = [(kind, f"{count:,}", firsts[kind].key) for kind, count in counts.items()]
        return section(
            heading(f"Knowledge {self.version}"),
            paragraph(
                f"{', '.join(self.packs)}: {len(self.entries):,} entries, of which {len(self.rules):,} plain rules are made."
            ),
            table(("kind", "entries", "the first of them"), rows),
            paragraph(f"fingerprint {self.fingerprint}", "source"),
        )

    def cite(self, source: Source) -> str:
        """A citation as reports show it: [A Trigger 4]."""
        work = self.entries.get(f"work:{source.work}")
        amended = (
            f", as amended by {self.entries[f'work:{source.amended_by}'].title}"
            if source.amended_by
            else ""
        )
        return f"[{work.cited_as if isinstance(work, Work) else source.work} {source.at}{amended}]"


def load(
    packs: Sequence[Path | str] | Path | str | None = None, *, shipped: bool = True
) -> KnowledgeBase:
    """The shipped knowledge base, with a pack or packs of your own (folders or files) on top of it, each on those before it.

    A pack adds entries; it changes one of an earlier pack by `override: why` beside what is new in
    it, and ends one by `retire: why`. `example:bank` is one that is shipped. A folder with a file
    ORDER is a whole knowledge base and takes the place of the shipped one; `shipped=False` takes
    these packs alone. Raises `InvalidKnowledge` with every fault found.
    """
    named = [packs] if isinstance(packs, (str, Path)) else list(packs or ())
    if not named and shipped:
        return _shipped()
    paths = [_found(pack) for pack in named]
    whole = bool(paths) and (paths[0] / ORDER).is_file()
    return _load(pack_paths(named, shipped=shipped), _version(paths[0] if whole else PACKS))


def pack_paths(packs: Sequence[Path | str], *, shipped: bool = True) -> list[Path]:
    """The folders and files that `load` reads for these packs, in their order."""
    paths = [_found(pack) for pack in packs]
    whole = bool(paths) and (paths[0] / ORDER).is_file()
    ground = paths.pop(0) if whole else PACKS if shipped else None
    return [*(_ordered(ground) if ground else ()), *paths]


@lru_cache(maxsize=1)
def _shipped() -> KnowledgeBase:
    return _load(_ordered(PACKS), VERSION)


def _found(pack: Path | str) -> Path:
    """Where a pack is: as it says, or among the examples."""
    name = str(pack).removeprefix(EXAMPLE)
    if name == str(pack):
        path = Path(pack)
        # a pack is called by the name of its folder
        return path if path.stem and path.name != ".." else path.resolve()
    known = sorted(path.stem for path in EXAMPLE_PACKS.glob("*.yaml"))
    if name not in known:
        fault = UnknownName(
            f"there is no example pack {name!r}",
            expected=", ".join(known),
            nearest=nearest(name, known),
        )
        raise InvalidKnowledge([fault])
    return EXAMPLE_PACKS / f"{name}.yaml"


def _version(folder: Path) -> str:
    file = folder / "VERSION"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else "unversioned"


_verdict_ids: set[str] = set()


def verdict_ids() -> set[str]:
    """The ids of the verdicts that any pack loaded so far declares."""
    return _verdict_ids


def _load(packs: list[Path], version: str) -> KnowledgeBase:
    reading = read_packs(packs)
    names = [pack.stem for pack in packs]
    twice = [pack for index, pack in enumerate(packs) if pack.stem in names[:index]]
    reading.faults.add(
        *[
            DuplicateId(
                "two packs have one name", Place(str(pack), 1, 1), expected="a file name of its own"
            )
            for pack in twice
        ]
    )
    _verdict_ids.update(
        item.entry.id for item in reading.written if isinstance(item.entry, Verdict)
    )
    build = Build(reading.written, reading.faults)
    build.check_references()
    rules = build.rules()
    levels = build.strata(rules)
    figures = build.figures()
    build.invariants()
    faults = [fault for fault in build.faults if not _follows(fault, reading.unread)]
    if faults:
        raise InvalidKnowledge(faults)
    return KnowledgeBase(
        version=version,
        fingerprint=_fingerprint(packs),
        packs=tuple(pack.stem for pack in packs),
        entries={item.entry.key: item.entry for item in reading.written},
        attributes=build.attributes,
        parameters=build.parameters,
        propositions=build.propositions,
        rules=tuple(rules),
        strata=levels,
        figures=figures,
        conditions=build.conditions,
        written={item.entry.key: item for item in reading.written},
    )


def _follows(fault: Fault, unread: Iterable[str]) -> bool:
    """Whether a name is unknown only because the entry that has it could not be read, which is a fault already."""
    named = re.findall("'([^']+)'", fault.message) if isinstance(fault, UnknownName) else []
    return any(name == id or name.endswith(f".{id}") for name in named for id in unread)


def _fingerprint(packs: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for pack in packs:
        for file in pack_files(pack):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
