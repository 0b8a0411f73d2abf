"""A portfolio in short: one line for each case, the count of each verdict, and the questions that
would give most open cases a verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from engine.assessment import Assessment
from engine.chain.chainers import ChainerName
from engine.knowledge_used import Knowledge
from engine.legal import NamedAnswers, further_classifications, tier_titles
from engine.portfolio import AssessedRow, assessed_cases, open_portfolio, texts_unread
from engine.ranking import Pressing, pressing, ranks
from explain.argue.explanation import SourceReport
from explain.argue.outlook import Outlook, outlook
from explain.argue.why import open_attributes
from explain.forms.data import Data
from explain.forms.forms import CHART, HTML, ROWS
from explain.portfolios.reasons import Reasons, in_a_line, reasons_of
from explain.portfolios.settling import ANSWERS, settling_answers
from explain.portfolios.tally import Chart
from knowledge.base import KnowledgeBase
from knowledge.cases.given import Case, Day, given_cases, given_day
from knowledge.cases.given_base import given_base
from knowledge.entries import (
    Control,
    Ground,
    Verdict,
    Work,
    derived_names,
)
from knowledge.extras import needed_by
from knowledge.languages.codes import ENGLISH
from knowledge.languages.words import Words
from knowledge.tables.row_faults import RowFault

if TYPE_CHECKING:
    import polars as pl

ANY = "any answer"
OWNER = "owner"  # the attribute that names who answers for a case


class CaseSummary(Data):
    """One assessed row."""

    row: int
    name: str
    owner: str
    kept: dict[str, str | None]  # head → cell, of the columns that every output has as well
    on: date
    verdict: str
    headline: str
    candidates: tuple[str, ...]  # ids of the verdicts still possible
    tier: str
    # the further classifications: id → the answer by its last name, or unknown
    classified: dict[str, str] = Field(default={}, exclude=True)
    # the days from which duties bind that are owed, or whose owner is open; in date order
    binds: tuple[date, ...]
    reason: str  # the grounds that decide, with what they rest on
    grounds: tuple[str, ...]  # ids of the grounds that stand
    missing: tuple[str, ...]  # required controls that are not in place
    unconfirmed: tuple[str, ...]  # required controls nobody confirmed
    in_place: tuple[str, ...]  # required controls that are
    from_vendor: tuple[str, ...]  # those of all these that its vendor has to show
    contradictions: tuple[str, ...]
    # the same reasons and contradictions as data, of which languages make their sentences
    reasons: Reasons = Field(default=Reasons(), exclude=True, repr=False)
    contradicting: tuple[str, ...] = Field(default=(), exclude=True, repr=False)
    questions: tuple[str, ...]  # attributes on which the verdict hangs
    would_be_tier: str | None = None  # before it is used: the tier that it would then have
    # what is proven over all further answers; None where that was not asked for
    settled: bool | None = None
    reachable: tuple[str, ...] | None = None  # ids of verdicts, the strictest first
    reachable_tiers: tuple[str, ...] | None = None
    presumed: tuple[str, ...] | None = None  # names of what the answer presumes
    outlook: Outlook | None = Field(default=None, exclude=True, repr=False)
    rank: int = 1  # its place among all cases by what presses most; those alike share one
    rank_reason: str = ""  # the first criterion that speaks for it
    pressing: Pressing | None = Field(default=None, exclude=True, repr=False)
    # the first row that states the same, and so has the same argument; its own number where it is
    # the first
    same_as: int


class AskedQuestion(Data):
    """An unanswered attribute, and for how many open cases it matters."""

    attribute: str
    question: str
    cases: int  # open cases whose verdict hangs on it
    settles: int  # open cases that a single answer to it would give a verdict
    answers: tuple[str, ...]  # the answers that do, the most effective first

    def told(self, words: Words) -> list[str]:
        """These answers as people say them."""
        return [
            words.fact(self.attribute, one) or (words.say(ANSWERS[one]) if one in ANSWERS else one)
            for one in self.answers
        ]


@dataclass(slots=True, repr=False)
class PortfolioSummary:
    """All rows of a portfolio in short."""

    file: str
    cases: list[CaseSummary] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)  # id → cases
    titles: dict[str, str] = field(default_factory=dict)  # id of a verdict → its title
    # legal tier → its title, the heaviest first
    tiers: dict[str, str] = field(default_factory=dict)
    # the classifications beside the tier
    classifications: tuple[NamedAnswers, ...] = ()
    grounds: dict[str, str] = field(default_factory=dict)  # id of a ground → its title
    controls: dict[str, str] = field(default_factory=dict)  # id of a control → its title
    sources: tuple[SourceReport, ...] = ()  # the works that the knowledge rests on
    # those that bear on most open cases first
    questions: list[AskedQuestion] = field(default_factory=list)
    knowledge: Knowledge | None = None  # that answered; none where no case was assessed
    chainer: str = ""
    notes: tuple[str, ...] = ()  # what is to be said of the table: columns unread, encoding found

    @property
    def proven(self) -> bool:
        """Whether it was worked out what further answers can change."""
        return all(case.settled is not None for case in self.cases)

    def to_frame(self) -> pl.DataFrame:
        """One row a case, as a Polars frame; `.to_pandas()` for those who work with pandas."""
        with needed_by("to_frame"):
            import polars as pl
        return pl.DataFrame(ROWS(self), infer_schema_length=None)

    def chart(self, facet: str) -> Chart:
        """The chart of the cases by verdict, tier, ground, missing control, or open question.

        Raises `UnknownName` where there is no such chart.
        """
        found: Chart = CHART(self, facet)
        return found

    def __repr__(self) -> str:
        return f"<portfolio of {len(self.cases):,} cases>"

    def _repr_html_(self) -> str:
        return str(HTML(self))

    @property
    def lost(self) -> int:
        """Rows that could not be assessed at all."""
        return sum(fault.lost for fault in self.faults)


def summarise(
    file: str,
    rows: Iterable[AssessedRow],
    base: KnowledgeBase,
    hold: Callable[[int, Assessment], object] | None = None,
    notes: Iterable[str] = (),
    *,
    prove: bool = False,
) -> PortfolioSummary:
    """The summary of assessed rows; `notes` are what is to be said of the table as a whole.

    `hold` is given the row and the assessment of each case that states something new. `prove`: what
    further answers can change is proven of each of these.
    """
    summary = _titled(file, base)
    summary.notes = tuple(notes)
    telling = _telling(base)
    asked: Counter[str] = Counter()
    settled: dict[str, Counter[str]] = {}
    # cases that state the same differ in row, name and texts only
    alike: dict[object, CaseSummary] = {}
    settling: dict[frozenset[object], dict[str, list[str]]] = {}
    deciding_of: dict[int, frozenset[object]] = {}  # first row that states something → what decides
    for row in rows:
        summary.faults += row.faults
        if row.assessment is None:
            continue
        facts = row.same_as or _what_counts(row.assessment, telling)
        known = alike.get(facts)
        if known is None:
            known = alike[facts] = summarise_case(row.row, row.assessment, prove=prove)
            if hold:
                hold(row.row, row.assessment)
        case = known.model_copy(update=_own(row))
        summary.cases.append(case)
        summary.verdicts[case.verdict] += 1
        asked.update(case.questions)
        if case.questions:
            deciding = deciding_of.get(case.same_as)
            if deciding is None:
                deciding = _what_counts(row.assessment, base.attributes_behind(Verdict))
                deciding_of[case.same_as] = deciding
            if deciding not in settling:
                settling[deciding] = {
                    name: settling_answers(row.assessment, name) for name in case.questions
                }
            for name, answers in settling[deciding].items():
                settled.setdefault(name, Counter()).update([ANY, *answers] if answers else [])
        summary.knowledge = row.assessment.knowledge
        summary.chainer = row.assessment.chainer
    summary.cases = _ranked(summary.cases)
    summary.questions = sorted(
        (
            AskedQuestion(
                attribute=name,
                question=base.attributes[name].question,
                cases=count,
                settles=settled[name][ANY],
                answers=tuple(answer for answer, _ in settled[name].most_common() if answer != ANY),
            )
            for name, count in asked.items()
        ),
        key=lambda item: (-item.settles, -item.cases, item.attribute),
    )
    return summary


def _ranked(cases: list[CaseSummary]) -> list[CaseSummary]:
    """The cases as they come, each with its rank among all of them."""
    places = ranks(case.pressing.place if case.pressing else () for case in cases)
    return [
        case.model_copy(update={"rank": rank}) for case, rank in zip(cases, places, strict=True)
    ]


def portfolio(
    cases: Iterable[Case] | str | Path,
    on: Day | None = None,
    *,
    intake: str | None = None,
    base: KnowledgeBase | None = None,
    chainer: ChainerName | None = None,
) -> PortfolioSummary:
    """Many cases in short: cases, or a table's path (CSV, XLSX, Parquet, JSON, YAML …) whose
    columns an intake may map.

    `on` is the day asked, by default the day a case states, else the current day. Raises
    `InvalidCase` where the file, or the intake, cannot be read, or a case that was given has a
    fault; what is wrong with single rows of a table is in `faults`. Raises `TypeError` for what is
    no case or day, and for an intake without a table.
    """
    base, on = given_base(base), given_day(on)
    if isinstance(cases, (str, Path)):
        opened = open_portfolio(cases, intake, on, base=base, chainer=chainer)
        return summarise(opened.file, opened.rows, base, notes=opened.notes)
    if intake is not None:
        raise TypeError("an intake maps the columns of a table; give the path of one")
    given = given_cases(cases)
    return summarise("", assessed_cases(given, on, base=base, chainer=chainer), base)


def _titled(file: str, base: KnowledgeBase) -> PortfolioSummary:
    """A summary without cases, that knows what everything is called."""
    return PortfolioSummary(
        file,
        titles={entry.id: entry.title for entry in base.verdicts},
        tiers=tier_titles(base),
        classifications=base.derived(further_classifications),
        grounds={entry.id: entry.title for entry in base.of_kind(Ground)},
        controls={entry.id: entry.title for entry in base.of_kind(Control)},
        sources=tuple(SourceReport.of(work) for work in base.of_kind(Work)),
    )


def told_in(summary: PortfolioSummary, words: Words) -> PortfolioSummary:
    """The summary with its titles in a language.

    What that language lacks is in English, and marked.
    """
    if words.code == ENGLISH:
        return summary
    titles = {
        id: words.statement(derived_names.verdict(id), title)
        for id, title in summary.titles.items()
    }
    return replace(
        summary,
        notes=tuple(words.mark(note) for note in summary.notes),
        titles=titles,
        tiers={id: words.tier(id, title) for id, title in summary.tiers.items()},
        grounds={id: words.ground(id, title) for id, title in summary.grounds.items()},
        controls={id: words.control(id, title) for id, title in summary.controls.items()},
        questions=[
            item.model_copy(update={"question": words.question(item.attribute, item.question)})
            for item in summary.questions
        ],
        cases=[
            case.model_copy(
                update={
                    "headline": titles.get(case.verdict, case.headline),
                    "reason": in_a_line(case.reasons, words),
                    "rank_reason": case.pressing.reason(words) if case.pressing else "",
                    "contradictions": tuple(
                        words.statement(name, title)
                        for name, title in zip(case.contradicting, case.contradictions, strict=True)
                    ),
                }
            )
            for case in summary.cases
        ],
    )


def _what_counts(assessment: Assessment, attributes: frozenset[str]) -> frozenset[object]:
    """The values that a case states for these attributes, and the day asked, which chooses the
    figures in force whether or not a condition reads it.
    """
    stated = assessment.stated.items()
    return frozenset((("today", assessment.on), *(one for one in stated if one[0] in attributes)))


def distinct(rows: Iterable[AssessedRow], base: KnowledgeBase) -> int:
    """The number of cases that differ in the values they state."""
    telling = _telling(base)
    return len({_what_counts(row.assessment, telling) for row in rows if row.assessment})


def _telling(base: KnowledgeBase) -> frozenset[str]:
    """The attributes that can make a difference: some texts are read by no rule."""
    return frozenset(base.attributes) - base.derived(texts_unread)


def _own(row: AssessedRow) -> dict[str, Any]:
    """The fields that a row has of its own, whatever it states."""
    assert row.assessment is not None
    own: dict[str, Any] = {"row": row.row, "kept": dict(row.kept)}
    if row.case is None:
        return {**own, "name": row.assessment.name}
    owner = getattr(row.case, OWNER, None)
    return {**own, "name": getattr(row.case, "name"), "owner": owner or ""}  # noqa: B009


def summarise_case(row: int, assessment: Assessment, *, prove: bool = False) -> CaseSummary:
    """One assessment in short; `prove`: with what further answers can change."""
    base, contradicting = assessment.base, assessment.contradictions
    controls, reasons = assessment.controls, reasons_of(assessment)
    presses = pressing(assessment)
    return CaseSummary(
        row=row,
        name=assessment.name,
        owner=str(assessment.stated.get(OWNER, "")),
        kept={},
        on=assessment.on,
        verdict=assessment.verdict.value,
        headline=assessment.headline,
        candidates=tuple(candidate.value for candidate in assessment.candidates),
        tier=assessment.tier,
        classified={
            one.id: assessment.classifications[one.id]
            for one in base.derived(further_classifications)
        },
        binds=tuple(
            sorted({duty.from_ for duty in assessment.duties if duty.status in ("owed", "open")})
        ),
        reasons=reasons,
        reason=in_a_line(reasons, Words.of(None)),
        grounds=tuple(ground.id for ground in assessment.grounds if ground.state == "stands"),
        missing=tuple(control.id for control in controls.missing),
        unconfirmed=tuple(control.id for control in controls.unconfirmed),
        in_place=tuple(control.id for control in controls.in_place),
        from_vendor=tuple(control.id for control in controls.required if control.from_vendor),
        contradictions=tuple(base.propositions[name].title for name in contradicting),
        contradicting=contradicting,
        questions=tuple(open_attributes(assessment)),
        same_as=row,
        would_be_tier=assessment.would_be_tier,
        pressing=presses,
        rank_reason=presses.reason(),
        **(_proven(assessment) if prove else {}),
    )


def _proven(assessment: Assessment) -> dict[str, Any]:
    return {
        "settled": assessment.settled,
        "reachable": tuple(verdict.value for verdict in assessment.reachable),
        "reachable_tiers": tuple(assessment.reachable_tiers),
        "presumed": tuple(dict.fromkeys(one.name for one in assessment.presumed)),
        "outlook": outlook(assessment, counted=False),
    }
