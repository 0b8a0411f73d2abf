"""What an explanation holds: typed data, complete, before anything is drawn or printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from engine.legal import DutyStatus, PenaltyCeiling
from explain.argue.argument import Argument
from explain.forms.data import Authority, Data, Statement, Status
from explain.forms.drawable import Drawable
from knowledge.entries.kinds import Work
from knowledge.notebook import section

if TYPE_CHECKING:
    from explain.graph.graph import Drawing

SCHEMA_VERSION = "1.0"

ControlState = Literal["missing", "unconfirmed", "in place"]


class GroundReport(Data):
    """A condition or trigger that speaks for production-grade engineering, or may."""

    argument: Argument
    authority: Authority
    status: Literal["stands", "lifted", "open", "absent"]
    lifted_by: tuple[str, ...] = Field(description="titles of the exceptions that lift it")


class ExceptionReport(Data):
    """An exception that somebody claimed, and what became of it."""

    id: str
    title: str
    authority: Authority
    outcome: Literal["holds", "ended", "failed", "not established"]
    statements: tuple[Statement, ...] = Field(description="what the outcome rests on")
    rules: tuple[str, ...] = Field(
        default=(), description="ids of the rules that decided the outcome"
    )
    lifts: tuple[str, ...] = Field(description="titles of the grounds it lifts here")


class Reason(Data):
    """One reason why a control is required."""

    title: str
    citations: tuple[str, ...]


class ControlReport(Data):
    """A control that is required, and whether it is in place."""

    id: str
    title: str
    question: str
    state: ControlState
    reasons: tuple[Reason, ...]


class MisconceptionReport(Data):
    """A belief that does not hold, and how it showed."""

    id: str
    title: str
    voiced: bool
    acted_out: bool
    reality: str
    consequence: str
    authority: Authority
    statements: tuple[Statement, ...]


class FindingReport(Data):
    """Something that holds beside the verdict: a consequence, a transition, a contradiction, a caution, a note."""

    id: str
    kind: str
    title: str
    authority: Authority
    figure: str = Field(default="", description="calculated bounds in a sentence")
    statements: tuple[Statement, ...]
    entry: str = Field(default="", description="id of the entry")
    rules: tuple[str, ...] = Field(default=(), description="ids of the rules that found it")


class QuestionReport(Data):
    """An unanswered attribute that bears on the answer."""

    attribute: str
    question: str
    answers: tuple[str, ...] = Field(description="what may be answered, with its meaning")
    source: tuple[str, ...]


class ReliefReport(Data):
    """A relief from the law that somebody claimed, and what became of it."""

    id: str
    title: str
    authority: Authority
    outcome: Literal["holds", "not granted"]
    statements: tuple[Statement, ...] = Field(description="what the outcome rests on")


class LegalStep(Data):
    """One step on the way to the tier, in plain words."""

    statement: str
    because: str
    authority: Authority
    rests_on: tuple[str, ...]


class LegalReport(Data):
    """The legal tier, article by article, and what follows from it."""

    question: str = Field(description="what is classified")
    tier: str
    statement: str
    steps: tuple[LegalStep, ...] = Field(
        description="the way to the tier, each step after those it rests on"
    )
    reliefs: tuple[ReliefReport, ...]
    duties: tuple[DutyStatus, ...]
    penalties: tuple[PenaltyCeiling, ...]
    assumptions: tuple[str, ...] = Field(description="what was presumed, since nobody answered")
    questions: tuple[QuestionReport, ...] = Field(
        description="what would settle the tier, or the duties"
    )

    @property
    def arisen(self) -> tuple[DutyStatus, ...]:
        """The duties that arise."""
        return tuple(duty for duty in self.duties if duty.status != "may arise")

    @property
    def possible(self) -> tuple[DutyStatus, ...]:
        """The duties that open questions may add."""
        return tuple(duty for duty in self.duties if duty.status == "may arise")


class SourceReport(Data):
    """A work that the explanation cites."""

    cited_as: str
    title: str
    note: str = ""

    @classmethod
    def of(cls, work: Work) -> SourceReport:
        """The report of a cited work."""
        return cls(cited_as=work.cited_as, title=work.title, note=work.note)


class Explanation(Drawable):
    """Why a proposition has its truth value; for the verdict, everything that bears on it."""

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date
    proposition: str
    headline: str
    status: Status
    because: str
    candidates: tuple[str, ...] = Field(
        description="titles of the verdicts still possible, where it is not settled"
    )
    argument: Argument
    grounds: tuple[GroundReport, ...] = ()
    exceptions: tuple[ExceptionReport, ...] = ()
    controls: tuple[ControlReport, ...] = ()
    misconceptions: tuple[MisconceptionReport, ...] = ()
    findings: tuple[FindingReport, ...] = ()
    legal: LegalReport | None = None
    assumptions: tuple[str, ...] = Field(
        default=(), description="what counted as not happening, since nobody said otherwise"
    )
    questions: tuple[QuestionReport, ...] = ()
    sources: tuple[SourceReport, ...] = ()
    knowledge: str = Field(description="version and fingerprint of the knowledge")
    chainer: str
    notice: str

    def controls_in(self, state: ControlState) -> tuple[ControlReport, ...]:
        """The required controls in a state."""
        return tuple(control for control in self.controls if control.state == state)

    def findings_of(self, kind: str) -> tuple[FindingReport, ...]:
        """The findings of a kind."""
        return tuple(finding for finding in self.findings if finding.kind == kind)

    def __str__(self) -> str:
        from explain.forms.text import to_text

        return to_text(self)

    def to_markdown(self) -> str:
        """The explanation as Markdown."""
        from explain.forms.markdown import to_markdown

        return to_markdown(self)

    def to_prov(self, format: Literal["json", "provn"] = "json") -> str:
        """The explanation as W3C provenance, in PROV-JSON or PROV-N."""
        from explain.argue.prov import serialize

        return serialize(self, format)

    def drawing(self, *, full: bool = False) -> Drawing:
        """The decision graph, as data: what a room can read, or in `full` each fact and each step as a box of its own."""
        from explain.compose.verdict_graph import compose

        return compose(self, full=full)

    def save_page(self, path: str) -> str:
        """Write a page of HTML that needs no network: the graph to explore, the argument, all that bears on it. Returns the path."""
        from explain.compose.page import to_page

        Path(path).write_text(to_page(self), encoding="utf-8")
        return str(path)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_html_(self) -> str:
        from explain.forms.html import to_html

        return section(to_html(self))

    def _repr_markdown_(self) -> str:
        return self.to_markdown()
