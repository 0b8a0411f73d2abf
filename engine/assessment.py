"""assess(case) → Assessment: what follows from a use case on a day, and from what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from engine.answer import (
    Controls,
    ExceptionAnswer,
    GroundAnswer,
    controls_of,
    exceptions_of,
    grounds_of,
)
from engine.chain.chainers import ChainerName, inference
from engine.firing import Derived, derivations, fired_rules, heads
from engine.firing import conclusions as conclusions_of
from engine.forms import HTML
from engine.graph.derivations import Derivations
from engine.graph.trace import Trace
from engine.legal import (
    DutyStatus,
    PenaltyCeiling,
    dues_of,
    duties_of,
    penalties_of,
    tier_of,
)
from engine.superseded import SupersededAnswer, superseded_answers
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Case, Day, given_base, given_case, given_day
from knowledge.cases.verdict_id import VerdictId
from knowledge.conditions.evaluation import value_of
from knowledge.entries import Contradiction, Finding, Work
from knowledge.entries import derived_names as names
from knowledge.entries.superseded import completed
from knowledge.faults import UnknownName, nearest
from knowledge.pack_paths import SHIPPED
from knowledge.truth import Truth

if TYPE_CHECKING:
    # at run time it is imported where a graph is first needed: it takes a tenth of a second
    import networkx as nx

SCHEMA_VERSION = "1.0"
NO_LEGAL_ADVICE = "This is no legal advice."


class Knowledge(BaseModel):
    """Which knowledge an answer rests on."""

    model_config = ConfigDict(frozen=True)

    version: str = Field(description="version of the shipped knowledge")
    fingerprint: str = Field(
        description="hash of the packs as read; the same packs give the same one"
    )
    packs: tuple[str, ...] = Field(description="the packs that were loaded")
    consulted: date | None = Field(
        default=None, description="the day on which the text of a cited work was last consulted"
    )

    @classmethod
    def of(cls, base: KnowledgeBase) -> Knowledge:
        """Which knowledge a base is."""
        days = [work.consulted for work in base.of_kind(Work) if work.consulted is not None]
        return cls(
            version=base.version,
            fingerprint=base.fingerprint,
            packs=base.packs,
            consulted=max(days, default=None),
        )

    @property
    def own(self) -> tuple[str, ...]:
        """The packs that are not shipped."""
        return tuple(pack for pack in self.packs if pack not in SHIPPED)

    def __str__(self) -> str:
        version = " + ".join((self.version, *self.own))
        return f"knowledge {version}, fingerprint {self.fingerprint}"


class Bounds(BaseModel):
    """Two bounds that a finding calculates, such as a window of dates or a range of costs."""

    model_config = ConfigDict(frozen=True)

    low: date | float
    high: date | float
    says: str = Field(description="the bounds in a sentence")


class Assessment(BaseModel):
    """What follows from a use case on a day. Immutable; `trace` holds every derivation."""

    model_config = ConfigDict(frozen=True)

    schema_version: str = Field(default=SCHEMA_VERSION, description="version of this form")
    name: str = Field(description="name of the use case")
    on: date = Field(description="the day asked")
    verdict: VerdictId = Field(description="what engineering it needs now")
    candidates: tuple[VerdictId, ...] = Field(
        description="the verdicts still possible; the verdict alone where it is settled"
    )
    tier: str = Field(description="legal tier of the use, or unknown")
    conclusions: dict[str, bool | None] = Field(
        description="proposition → true, false, or null for unknown"
    )
    duties: tuple[DutyStatus, ...] = Field(
        description="duties that the use gives rise to, by the day from which they bind"
    )
    penalty: tuple[PenaltyCeiling, ...] = Field(description="ceilings of fines")
    figures: dict[str, Bounds] = Field(
        description="proposition of a finding that holds → its calculated bounds"
    )
    due: dict[str, date] = Field(
        default_factory=dict,
        description="proposition of a finding or a duty → the day by which something must be done",
    )
    stated: dict[str, Any] = Field(description="attribute → value, as stated")
    superseded: tuple[SupersededAnswer, ...] = Field(
        default=(), description="answers to attributes that others have taken the place of"
    )
    derivations: dict[str, Literal["true", "possible"]] = Field(
        description="rule → it fired, or open questions may make it fire"
    )
    knowledge: Knowledge
    chainer: str = Field(description="the chainer that answered")
    notice: str = NO_LEGAL_ADVICE

    # None for an assessment that was read back from JSON
    _base: KnowledgeBase | None = PrivateAttr(default=None)
    _facts: dict[str, Any] = PrivateAttr(default_factory=dict)
    _values: list[bool | None] = PrivateAttr(default_factory=list)  # of each test
    _heads: dict[str, bool | None] = PrivateAttr(default_factory=dict)
    _fired: dict[int, Derived] = PrivateAttr(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether the answers given so far leave one verdict only."""
        return self.candidates == (self.verdict,)

    def status(self, proposition: str) -> Truth:
        """The truth value of a proposition.

        Raises `UnknownName` with the nearest one where there is none of that name.
        """
        if proposition not in self.conclusions:
            raise UnknownName(
                f"there is no proposition {proposition!r}",
                nearest=nearest(proposition, self.conclusions),
            )
        return Truth.of(self.conclusions[proposition])

    def holding(self, family: str) -> list[str]:
        """The members of a family that are true: `holding("trigger")`."""
        return [
            name
            for name, value in self.conclusions.items()
            if value and name.rpartition(".")[0] == family
        ]

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge base that answered.

        Raises `ValueError` for an assessment that was read back from JSON.
        """
        if self._base is None:
            raise ValueError(
                "this assessment was read from JSON and has no derivations; "
                "assess the case again to explain it"
            )
        return self._base

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(f"{self.name}, as of {self.on}: {self.verdict.value}, legal tier {self.tier}")

    def _repr_html_(self) -> str:
        return str(HTML(self))

    @property
    def headline(self) -> str:
        """The verdict in words."""
        return self.base.entries[names.verdict(self.verdict)].title

    @cached_property
    def grounds(self) -> tuple[GroundAnswer, ...]:
        """Every ground, and whether it stands, is lifted, is open or absent."""
        return grounds_of(self.base, self.conclusions)

    @cached_property
    def exceptions(self) -> tuple[ExceptionAnswer, ...]:
        """Every exception that somebody claimed, and what became of it."""
        return exceptions_of(self.base, self.conclusions)

    @cached_property
    def controls(self) -> Controls:
        """The required controls: missing, unconfirmed, in place."""
        return controls_of(self.base, self.conclusions)

    @property
    def contradictions(self) -> tuple[str, ...]:
        """The contradictions between answers, by proposition, in the order of the packs."""
        found = self.base.of_kind(Contradiction)
        return tuple(entry.proposition for entry in found if self.conclusions[entry.proposition])

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the rules saw: what was stated, the day, and the parameters in force on it."""
        return self._facts

    @cached_property
    def trace(self) -> Trace:
        """Every derivation, with what it rests on; each part is put together when asked for.

        Raises `ValueError` for an assessment that was read back from JSON.
        """
        return Trace(Derivations(self.base, self._facts, self._values, self._heads, self._fired))

    @property
    def graph(self) -> nx.DiGraph[str]:
        """Every derivation, as a graph of facts, firings and conclusions for networkx."""
        return self.trace.graph


def assess(
    case: Case,
    on: Day | None = None,
    *,
    base: KnowledgeBase | None = None,
    chainer: ChainerName | None = None,
) -> Assessment:
    """What follows from `case` on the day `on`.

    `case` is a UseCase, a dict of answers, or the path of a case file (also `example:tay`). `on` is
    a date or a text like "2027-12-02"; by default the day the case states, else the current day.
    `base` is the knowledge to use (the shipped one by default), `chainer` the engine (durable_rules
    where it is installed, else plain Python; both give the same answer). Every derivation is kept.

    Raises `InvalidCase` with every fault in the case, and `TypeError` for what is no case or day.
    """
    base = given_base(base)
    engine = inference(base, chainer)
    stated = given_case(case, base).stated()
    day = given_day(on) or stated.get("today") or date.today()
    stated.pop("today", None)
    answers = completed(stated, base.entailments)
    facts = {**answers, "today": day, **base.parameters_on(day)}
    values, firings = engine.decide(facts)
    fired, truths = fired_rules(firings), heads(base, firings)
    conclusions = conclusions_of(base, truths)
    verdict, candidates = _verdict(base, conclusions)
    assessment = Assessment.model_construct(
        schema_version=SCHEMA_VERSION,
        name=stated["name"],
        on=day,
        verdict=verdict,
        candidates=candidates,
        tier=tier_of(base, truths),
        conclusions=conclusions,
        duties=duties_of(base, truths, facts),
        penalty=penalties_of(base, truths, facts),
        figures=_figures(base, conclusions, facts),
        due=dues_of(base, truths, facts),
        stated={name: _plain(value) for name, value in stated.items()},
        superseded=superseded_answers(base, stated, answers),
        derivations=derivations(base, fired),
        knowledge=base.derived(Knowledge.of),
        chainer=engine.name,
        notice=NO_LEGAL_ADVICE,
    )
    assessment._base, assessment._facts, assessment._fired = base, facts, fired
    assessment._values, assessment._heads = values, truths
    return assessment


def _verdict(
    base: KnowledgeBase, conclusions: Mapping[str, bool | None]
) -> tuple[VerdictId, tuple[VerdictId, ...]]:
    """The verdict, and those that are still possible."""
    entries = base.verdicts
    held = next(entry for entry in entries if conclusions[entry.proposition])
    verdict = VerdictId(held.id)
    if held.when is not None:
        return verdict, (verdict,)
    return verdict, tuple(
        VerdictId(entry.id) for entry in entries if conclusions[entry.proposition] is None
    )


def _figures(
    base: KnowledgeBase, conclusions: Mapping[str, bool | None], facts: Mapping[str, Any]
) -> dict[str, Bounds]:
    found = {}
    for name, (low_term, high_term) in base.figures.items():
        if not conclusions[name]:
            continue
        low, high = value_of(low_term, facts), value_of(high_term, facts)
        if low is not None and high is not None:
            entry = base.entries[name]
            assert isinstance(entry, Finding)
            assert entry.figure is not None
            found[name] = Bounds(
                low=low,
                high=high,
                says=entry.figure.says.format(low=_shown(low), high=_shown(high)),
            )
    return found


def _plain(value: Any) -> Any:
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


def _shown(value: date | float) -> str:
    return value.isoformat() if isinstance(value, date) else f"{value:,.0f}"
