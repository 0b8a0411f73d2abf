"""KnowledgeBase: packs loaded, checked, indexed, and turned into plain rules.

A base is a value. Results made from it (a program, a case model, a formula) are kept on the base
itself and end with it: see `KnowledgeBase.derived`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from knowledge import compiled, entries
from knowledge.conditions.evaluation import in_force
from knowledge.conditions.tree import Expression, Term
from knowledge.entries.cited import sources
from knowledge.entries.superseded import Entailment, entailments
from knowledge.notebook import heading, paragraph, section, table
from knowledge.pack_paths import (
    PACKS,
    SHIPPED,
    VERSION,
    listed_packs,
    pack_paths,
    packs_in,
    version_of,
)
from knowledge.renamed import Renames, tell
from knowledge.rules.behind import attributes_behind, blockers_of
from knowledge.rules.certainty import two_valued
from knowledge.rules.dated_values import DatedValues, over_time, values_on

if TYPE_CHECKING:
    from knowledge.entries import Attribute, Classification, Entry, Parameter, Source, Verdict
    from knowledge.entries.conclusions import Proposition
    from knowledge.entries.fingerprint import PackVersion
    from knowledge.entries.manifest import Manifest
    from knowledge.entries.provenance import Written
    from knowledge.entries.yaml_source import Document
    from knowledge.renamed import Renamed
    from knowledge.rules.counting import Counted
    from knowledge.rules.plain import Rule

MOST_DAYS = 1_000  # days whose parameters are kept

E = TypeVar("E", bound="Entry")
T = TypeVar("T")


@dataclass(frozen=True, eq=False, repr=False)
class KnowledgeBase:
    """Knowledge: attributes, entries, plain rules and the order in which they apply.

    Two bases are equal only where they are the same object; `fingerprint` compares their packs.
    """

    version: str
    fingerprint: str  # the same packs give the same one
    packs: tuple[str, ...]
    pack_versions: tuple[PackVersion, ...]  # each of them, with its version and its fingerprint
    manifests: Mapping[str, Manifest]  # name of a pack → what its pack.yaml says
    translations: Mapping[str, Mapping[str, Document]]  # pack → code of a language → its words
    # entry.key → entry: its proposition, or kind:id where it concludes nothing
    entries: Mapping[str, Entry]
    attributes: Mapping[str, Attribute]  # what a case may state; controls under their dotted names
    parameters: Mapping[str, Parameter]
    propositions: Mapping[str, Proposition]
    rules: tuple[Rule, ...]
    strata: Mapping[str, int]  # proposition → stratum
    figures: Mapping[str, tuple[Term, Term]]  # proposition of a finding → its two bounds
    # proposition of a finding or a duty → its days: the step that says that one counts, and the day
    dues: Mapping[str, tuple[tuple[str, Term], ...]]
    counts: Mapping[str, Counted]  # a step that counts → what it counts
    # (entry.key, key) → the tree: `when` of a verdict, what an invariant asks
    conditions: Mapping[tuple[str, str], Expression]
    written: Mapping[str, Written]  # as `entries`: where each was written
    renamed: tuple[Renamed, ...]  # former names that its packs still use
    _derived: dict[Callable[[Any], Any], Any] = field(default_factory=dict, init=False)
    _making: Any = field(default_factory=RLock, init=False)  # held while something is made

    def derived(self, make: Callable[[KnowledgeBase], T]) -> T:
        """The result of `make` for this base: made once, for all threads, and kept as long as it.

        `make` is the key, so give a function of a module, and not a lambda or a method.
        """
        try:
            return cast("T", self._derived[make])
        except KeyError:
            # held by one thread at a time, which may need other things of the same base
            with self._making:
                if make not in self._derived:
                    self._derived[make] = self._made(make)
                return cast("T", self._derived[make])

    def _made(self, make: Callable[[KnowledgeBase], T]) -> T:
        return make(self)

    def __getstate__(self) -> dict[str, Any]:
        """The pickled state: the knowledge itself. Results made from it are made again."""
        return {
            name: value
            for name, value in self.__dict__.items()
            if name not in ("_derived", "_making")
        }

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state, _derived={}, _making=RLock())

    def __copy__(self) -> KnowledgeBase:
        return self

    def __deepcopy__(self, _: Any) -> KnowledgeBase:
        """The base itself, since it never changes: copies of an answer share it."""
        return self

    @property
    def retired(self) -> frozenset[str]:
        """The keys of the entries that a pack retired: they are known by name and never hold."""
        return self.derived(retired)

    @property
    def visible(self) -> tuple[str, ...]:
        """The propositions that results list."""
        return self.derived(visible)

    @property
    def entailments(self) -> tuple[Entailment, ...]:
        """The entailments of answers for other attributes that nobody answered."""
        return self.derived(entailed)

    @property
    def renames(self) -> Renames:
        """The former names of its entries and values."""
        return self.derived(renames)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts by rank: the first that holds is the answer."""
        return self.derived(_verdicts)

    def says(self, proposition: str, value: bool | None) -> str:
        """The sentence that says what the truth value of a proposition is."""
        known = self.propositions[proposition]
        return known.says(value, two_valued=proposition in self.derived(_two_valued))

    def draws(self, proposition: str) -> bool:
        """Whether it can conclude a proposition: it knows it, and no pack retired its entry."""
        known = self.propositions.get(proposition)
        return known is not None and known.entry not in self.retired

    @property
    def legal_tier(self) -> Classification | None:
        """The classification whose answer is the legal tier; None where no pack has one."""
        return self.derived(_legal_tier)

    def blockers(self, relief: str) -> tuple[str, ...]:
        """The contradictions while one of which holds an exception or relief is not granted."""
        return self.derived(_blockers).get(relief, ())

    def in_order(self, attributes: Iterable[str]) -> list[str]:
        """These attributes, in the order of the packs."""
        return sorted(attributes, key=self.derived(_places).__getitem__)

    @property
    def rules_for(self) -> Mapping[str, tuple[int, ...]]:
        """Proposition → the numbers of the rules that conclude it."""
        return self.derived(_rules_for)

    @property
    def numbers(self) -> Mapping[str, int]:
        """A rule's id → its number, which is its place among the rules."""
        return self.derived(_numbers)

    def attributes_behind(self, kind: type[Entry]) -> frozenset[str]:
        """The attributes on which the conclusions of a kind of entry can depend at all."""
        return self.derived(_behind)(kind)

    def of_kind(self, kind: type[E]) -> list[E]:
        """The entries of a kind, in the order of the packs, without those that a pack retired.

        Kept: do not change the list.
        """
        return cast("list[E]", self.derived(_of_kind)(kind))

    def parameters_on(self, day: date) -> dict[str, Any]:
        """`parameter.<name>` → the value in force on `day`."""
        return self.derived(_in_force)(day)

    def certainty_on(self, parameter: str, day: date) -> str:
        """The certainty of a parameter's value in force on `day` to stay as it is."""
        dated = self.derived(dated_values)[parameter]
        return dated.certainties[in_force(dated.starts, day)]

    def citations(self, entry: Entry, on: date | None = None) -> tuple[str, ...]:
        """The citations of an entry, as reports show them.

        Where the shipped packs do not hold the entry so, with the pack that it comes from.

        A parameter is cited by its value in force on the day `on`, or by its last one.
        """
        origin = self.derived(origins).get(entry.key, "")
        return tuple(f"{self.cite(source)[:-1]}{origin}]" for source in sources(entry, on))

    def __repr__(self) -> str:
        size = f"{len(self.entries):,} entries, {len(self.rules):,} plain rules"
        return f"<knowledge {self.version} of {', '.join(self.packs)}: {size}>"

    def _repr_html_(self) -> str:
        """The number of entries of each kind; in a notebook."""
        counts = Counter(entry.kind for entry in self.entries.values())
        firsts = {entry.kind: entry for entry in reversed(list(self.entries.values()))}
        rows = [(kind, f"{count:,}", firsts[kind].key) for kind, count in counts.items()]
        return section(
            heading(f"Knowledge {self.version}"),
            paragraph(
                f"{', '.join(self.packs)}: {len(self.entries):,} entries, of which"
                f" {len(self.rules):,} plain rules are made."
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
        cited_as = work.cited_as if isinstance(work, entries.Work) else source.work
        return f"[{cited_as} {source.at}{amended}]"


class CompiledBase(compiled.ReadByParts, KnowledgeBase):
    """The shipped base, from its compiled form: each part is read when it is first asked for."""

    def _made(self, make: Callable[[KnowledgeBase], T]) -> T:
        return cast("T", self.kept(make, lambda: make(self)))


# What a base is asked for again and again, made once (`KnowledgeBase.derived`).


def _two_valued(base: KnowledgeBase) -> frozenset[str]:
    return two_valued(base.rules)


def retired(base: KnowledgeBase) -> frozenset[str]:
    """`KnowledgeBase.retired`."""
    return frozenset(key for key, written in base.written.items() if written.retired)


def entailed(base: KnowledgeBase) -> tuple[Entailment, ...]:
    """`KnowledgeBase.entailments`."""
    return entailments(base.attributes)


def renames(base: KnowledgeBase) -> Renames:
    """`KnowledgeBase.renames`."""
    from knowledge.entries.renames import renames_of  # late, as `knowledge.loading`

    return renames_of(base.entries.values())


def consulted_on(base: KnowledgeBase) -> date | None:
    """The day on which the text of a cited work was last consulted."""
    days = [work.consulted for work in base.of_kind(entries.Work) if work.consulted is not None]
    return max(days, default=None)


def visible(base: KnowledgeBase) -> tuple[str, ...]:
    """`KnowledgeBase.visible`."""
    return tuple(name for name, found in base.propositions.items() if not found.hidden)


def origins(base: KnowledgeBase) -> dict[str, str]:
    """Key → origin, for citations, of each entry that the shipped packs do not hold so."""
    return {
        key: f", {written.origin}"
        for key, written in base.written.items()
        if written.pack not in SHIPPED or written.before
    }


def _legal_tier(base: KnowledgeBase) -> Classification | None:
    found = base.of_kind(entries.Classification)
    return next((entry for entry in found if entry.is_legal_tier), None)


def _blockers(base: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    return blockers_of(base.of_kind(entries.Contradiction))


def _verdicts(base: KnowledgeBase) -> tuple[Verdict, ...]:
    from knowledge.entries.verdicts import ranked  # late, as no answer of the shipped packs asks

    return tuple(ranked(base.of_kind(entries.Verdict)))


def _places(base: KnowledgeBase) -> dict[str, int]:
    return {name: place for place, name in enumerate(base.attributes)}


def _rules_for(base: KnowledgeBase) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, rule in enumerate(base.rules):
        found.setdefault(rule.head, []).append(number)
    return {head: tuple(numbers) for head, numbers in found.items()}


def _numbers(base: KnowledgeBase) -> dict[str, int]:
    return {rule.id: number for number, rule in enumerate(base.rules)}


def _of_kind(base: KnowledgeBase) -> Callable[[type[Entry]], list[Entry]]:
    return lru_cache(maxsize=None)(partial(_entries_of, base))


def _entries_of(base: KnowledgeBase, kind: type[Entry]) -> list[Entry]:
    known, ended = base.entries.items(), base.retired
    return [entry for key, entry in known if isinstance(entry, kind) and key not in ended]


def _in_force(base: KnowledgeBase) -> Callable[[date], dict[str, Any]]:
    return lru_cache(maxsize=MOST_DAYS)(partial(_parameters_on, base))


def _parameters_on(base: KnowledgeBase, day: date) -> dict[str, Any]:
    return values_on(base.derived(dated_values), day)


def dated_values(base: KnowledgeBase) -> dict[str, DatedValues]:
    """The values of each parameter over time."""
    return over_time(base.parameters)


def _behind(base: KnowledgeBase) -> Callable[[type[Entry]], frozenset[str]]:
    return lru_cache(maxsize=None)(partial(_attributes_behind, base))


def _attributes_behind(base: KnowledgeBase, kind: type[Entry]) -> frozenset[str]:
    concluded = {entry.proposition for entry in base.of_kind(kind)}
    return attributes_behind(concluded, base.rules, base.rules_for)


def load(
    packs: Sequence[Path | str] | Path | str | None = None,
    *,
    shipped: bool = True,
    knowledge: str | None = None,
) -> KnowledgeBase:
    """The shipped knowledge base, with packs of your own on top of it, each on those before it.

    `packs` is a folder or a file, a name that `threshold packs` lists, or several of these.

    A pack adds entries; it changes one of an earlier pack by `override: why` beside what is new in
    it, and ends one by `retire: why`. `example:bank` is one that is shipped. A folder with a file
    ORDER is a whole knowledge base and takes the place of the shipped one; `shipped=False` takes
    these packs alone. `knowledge` is what they stand on where it is not the knowledge of today: a
    version that was released ("2026.11"), a fingerprint that an answer named, a git revision, a
    folder. Raises `InvalidKnowledge` with every fault found, and `TypeError` for what names no pack
    or knowledge, and for a `knowledge` beneath packs alone.
    """
    named = listed_packs(packs)
    if knowledge is not None:
        from knowledge.earlier import refuse_beneath, whole_knowledge  # where it is asked for

        refuse_beneath(knowledge, shipped=shipped)
        with whole_knowledge(knowledge, _fingerprints) as folder:
            if folder != PACKS:
                return _load(pack_paths([folder, *named]), version_of([folder]))
    if not named and shipped:
        return _shipped()
    return _load(pack_paths(named, shipped=shipped), version_of(named))


def _fingerprints() -> tuple[str, ...]:
    base = _shipped()
    return (base.fingerprint, *(pack.fingerprint for pack in base.pack_versions))


@lru_cache(maxsize=1)
def _shipped() -> KnowledgeBase:
    found = compiled.shipped()
    return _load(packs_in(PACKS), VERSION) if found is None else CompiledBase(found)


def _load(packs: list[Path], version: str) -> KnowledgeBase:
    # imported late: the kinds of entry take longer to build than an answer
    from knowledge.loading import read_knowledge

    base = KnowledgeBase(version=version, **read_knowledge(packs)._asdict())
    tell(base.renamed)
    return base
