"""assess(case) → Assessment: what follows from a use case on a day, and from what."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from engine.chain.chainers import ChainerName, inference
from engine.chain.program import numbered_tests
from engine.figures import Bounds, figures_of
from engine.fines import PenaltyCeiling, penalties_of
from engine.firing import Derived, derivations, fired_rules, heads
from engine.firing import conclusions as conclusions_of
from engine.forms import HTML, PROOF, TURNING
from engine.knowledge_used import Knowledge
from engine.legal import DutyStatus, classifications_of, dues_of, duties_of, once_used, tier_of
from engine.proven import Presumed, Proven, Reached, Witness
from engine.superseded import SupersededAnswer, superseded_answers
from engine.verdicts import known_contradictions, ranked_verdicts, verdict_of
from knowledge import entries
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Case, Day, given_case, given_day
from knowledge.cases.given_base import given_base
from knowledge.cases.verdict_id import VerdictId
from knowledge.conditions.tree import Test
from knowledge.entries.superseded import completed
from knowledge.faults import UnknownName, nearest
from knowledge.sentence import Sentence
from knowledge.truth import Truth

T = TypeVar("T")

if TYPE_CHECKING:
    # at run time these are imported where they are first needed: a verdict needs none of them
    import networkx as nx

    from engine.answer import Controls, ExceptionAnswer, GroundAnswer
    from engine.graph.trace import Trace

SCHEMA_VERSION = "1.0"
# answers are made of checked data; the schema is built when one is read or written
FROZEN = ConfigDict(frozen=True, defer_build=True)
NO_LEGAL_ADVICE = "This is no legal advice."
ON_REQUEST = "null unless it was asked for"


class Decided(NamedTuple):
    """The facts, tests, heads and firings that an assessment rests on."""

    facts: dict[str, Any]
    values: list[bool | None]  # of each test
    heads: dict[str, bool | None]  # proposition that some rule concludes → true or unknown
    fired: dict[int, Derived]


class Assessment(BaseModel):
    """The conclusions from a use case on a day. Immutable; `trace` holds every derivation."""

    model_config = FROZEN | ConfigDict(validate_by_name=True, serialize_by_alias=True)

    schema_version: str = Field(default=SCHEMA_VERSION, description="version of this form")
    name: str = Field(description="name of the use case")
    on: date = Field(description="the day asked")
    verdict: VerdictId = Field(description="what engineering it needs now")
    candidates: tuple[VerdictId, ...] = Field(
        description="the verdict alone where what was answered leads to one; else all that the "
        "rules leave open, read part by part. Which further answers can lead to: `reachable`"
    )
    tier: str = Field(description="legal tier of the use, or unknown")
    classifications: dict[str, str] = Field(
        default_factory=dict,
        description="classification → its answer, or unknown; the legal tier is among them",
    )
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

    # what is proven on request (`prove=True`); the properties below ask for it when it is not there
    reachable_: dict[VerdictId, Reached] | None = Field(
        default=None,
        alias="reachable",
        repr=False,
        description=f"the present verdict, and every one that complete answers to the open "
        f"questions lead to, the strictest first; {ON_REQUEST}",
    )
    settled_: bool | None = Field(
        default=None,
        alias="settled",
        repr=False,
        description=f"whether what is reachable is one verdict; {ON_REQUEST}",
    )
    presumed_: tuple[Presumed, ...] | None = Field(
        default=None,
        alias="presumed",
        repr=False,
        description=f"what verdict and tier rest on although nobody established it; {ON_REQUEST}",
    )
    reachable_tiers_: dict[str, Reached] | None = Field(
        default=None,
        alias="reachable_tiers",
        repr=False,
        description=f"the same as `reachable`, for the legal tier; {ON_REQUEST}",
    )
    would_be_tier_: str | None = Field(
        default=None,
        alias="would_be_tier",
        repr=False,
        description="before it is used: the legal tier that it would then have, or unknown; null "
        f"where it is in use, or nobody said that it is not; {ON_REQUEST}",
    )

    # None for an assessment that was read back from JSON
    _base: KnowledgeBase | None = PrivateAttr(default=None)
    _decided: Decided | None = PrivateAttr(default=None)
    _once: dict[object, Any] = PrivateAttr(default_factory=dict)

    def once(self, make: Callable[..., T], *arguments: Hashable) -> T:
        """The result of a function for this assessment and these arguments, made once."""
        key = make, *arguments
        if key not in self._once:
            self._once[key] = make(self, *arguments)
        found: T = self._once[key]
        return found

    @cached_property
    def proven(self) -> Proven:
        """The proofs over all complete answers to the open questions, made when asked for.

        Raises `ValueError` for an assessment that was read back from JSON without it.
        """
        if self.reachable_ is not None:
            tiers = self.reachable_tiers_ or {}
            return Proven(self.verdict, self.reachable_, tiers, self.presumed_ or ())
        assert self.base
        found: Proven = PROOF(self)
        return found

    @property
    def reachable(self) -> Mapping[VerdictId, Reached]:
        """The present verdict, and every one that complete answers to the open questions lead to,
        each with such answers; the strictest first. The last resort is never among them.
        """
        return self.proven.reachable

    @property
    def settled(self) -> bool:
        """Whether what is reachable is the present verdict alone: no answers can change it."""
        return self.proven.settled

    @property
    def presumed(self) -> tuple[Presumed, ...]:
        """The presumptions of verdict and tier, which nobody established."""
        return self.proven.presumed

    @property
    def reachable_tiers(self) -> Mapping[str, Reached]:
        """The same as `reachable`, for the legal tier."""
        return self.proven.reachable_tiers

    @cached_property
    def turning(self) -> tuple[Witness, ...]:
        """For each unanswered attribute that can still change the verdict, one way in which it
        does; proven that no other can.

        Raises `ValueError` for an assessment that was read back from JSON.
        """
        assert self.base
        found: tuple[Witness, ...] = TURNING(self)
        return found

    @cached_property
    def would_be_tier(self) -> str | None:
        """The legal tier that it would have once it is used, or unknown.

        None where it is in use, or nobody said that it is not.
        """
        if self._base is None:
            return self.would_be_tier_
        after = once_used(self.base, self.facts)
        if not after:
            return None
        engine = inference(self.base, cast("ChainerName", self.chainer))
        return tier_of(self.base, heads(self.base, engine.decide({**self.facts, **after})[1]))

    def status(self, proposition: str) -> Truth:
        """The truth value of a proposition.

        Raises `UnknownName` with the nearest one where there is none of that name.
        """
        if proposition not in self.conclusions:
            raise UnknownName(
                Sentence("there is no proposition {name}", name=repr(proposition)),
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

    @cached_property  # pydantic looks a private attribute up anew, slowly, each time
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
    def banners(self) -> tuple[str, ...]:
        """The notes that hold and that a report says at its head, by their propositions."""
        return tuple(
            note.proposition
            for note in self.base.of_kind(entries.Note)
            if note.banner and self.conclusions[note.proposition]
        )

    @property
    def headline(self) -> str:
        """The verdict in words."""
        ranked = self.base.derived(ranked_verdicts)
        return next(verdict.title for verdict in ranked if verdict.id == self.verdict)

    @cached_property
    def grounds(self) -> tuple[GroundAnswer, ...]:
        """Every ground, and whether it stands, is lifted, is open or absent."""
        from engine.answer import grounds_of

        return grounds_of(self.base, self.conclusions)

    @cached_property
    def exceptions(self) -> tuple[ExceptionAnswer, ...]:
        """Every exception that somebody claimed, and what became of it."""
        from engine.answer import exceptions_of

        return exceptions_of(self)

    @cached_property
    def controls(self) -> Controls:
        """The required controls: missing, unconfirmed, in place."""
        from engine.answer import controls_of

        return controls_of(self.base, self.conclusions, self.stated)

    @property
    def contradictions(self) -> tuple[str, ...]:
        """The contradictions between answers, by proposition, in the order of the packs."""
        known = self.base.derived(known_contradictions)
        return tuple(proposition for proposition in known if self.conclusions[proposition])

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """The facts that the rules saw: the answers, the day, and the parameters in force on it."""
        return {} if self._decided is None else self._decided.facts

    def truth_of(self, test: Test) -> bool | None:
        """The truth of a test of the rules.

        Raises `ValueError` for an assessment that was read back from JSON.
        """
        base, decided = self.base, self._decided
        assert decided is not None  # as it has a base
        return decided.values[base.derived(numbered_tests)[test]]

    @cached_property
    def trace(self) -> Trace:
        """Every derivation, with what it rests on; each part is put together when asked for.

        Raises `ValueError` for an assessment that was read back from JSON.
        """
        from engine.graph.derivations import Derivations
        from engine.graph.trace import Trace

        base, decided = self.base, self._decided
        assert decided is not None  # as it has a base
        return Trace(Derivations(base, *decided))

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
    prove: bool = False,
) -> Assessment:
    """The assessment of `case` on the day `on`.

    `case` is a UseCase, a dict of answers, or the path of a case file (also `example:tay`). `on` is
    a date or a text like "2027-12-02"; by default the day the case states, else the current day.
    `base` is the knowledge to use (the shipped one by default), `chainer` the engine (durable_rules
    where it is installed, else plain Python; both give the same answer). Every derivation is kept.
    `prove`: what is proven over all further answers (`reachable` and its like) is worked out at
    once, and is in the JSON; else it is worked out when it is asked for.

    Raises `InvalidCase` with every fault in the case, or where a text is no day, or no file can be
    read; `TypeError` for what is no case, day or base; `ValueError` where there is no such chainer.
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
    verdict, candidates = verdict_of(base, conclusions)
    assessment = Assessment.model_construct(
        schema_version=SCHEMA_VERSION,
        name=stated["name"],
        on=day,
        verdict=verdict,
        candidates=candidates,
        tier=tier_of(base, truths),
        classifications=classifications_of(base, truths),
        conclusions=conclusions,
        duties=duties_of(base, truths, facts),
        penalty=penalties_of(base, truths, facts),
        figures=figures_of(base, conclusions, facts),
        due=dues_of(base, truths, facts),
        stated={
            name: tuple(sorted(value)) if isinstance(value, frozenset) else value
            for name, value in stated.items()
        },
        superseded=superseded_answers(base, stated, answers),
        derivations=derivations(base, fired),
        knowledge=base.derived(Knowledge.of),
        chainer=engine.name,
        notice=NO_LEGAL_ADVICE,
    )
    assessment._base = base
    assessment._decided = Decided(facts, values, truths, fired)
    return _proven(assessment) if prove else assessment


def assess_alike(assessment: Assessment, case: Case, on: Day) -> Assessment:
    """The assessment of a case on a day by the knowledge and the chainer of another assessment."""
    chainer = cast("ChainerName", assessment.chainer)
    return assess(case, on, base=assessment.base, chainer=chainer)


def _proven(assessment: Assessment) -> Assessment:
    """The assessment, with what is proven in its fields."""
    return assessment.model_copy(
        update={
            "reachable_": assessment.reachable,
            "settled_": assessment.settled,
            "presumed_": assessment.presumed,
            "reachable_tiers_": assessment.reachable_tiers,
            "would_be_tier_": assessment.would_be_tier,
        }
    )
