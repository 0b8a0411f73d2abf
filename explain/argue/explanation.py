"""The content of an explanation: typed data, complete, before anything is drawn or printed."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, computed_field

from engine.answer import ControlState, GroundState, Outcome
from engine.fines import PenaltyCeiling
from engine.knowledge_used import Knowledge
from engine.legal import DutyStatus
from engine.superseded import SupersededAnswer
from explain.argue.argument import Argument
from explain.argue.as_if import AsIfToday
from explain.argue.first_answer import FirstAnswer
from explain.argue.outlook import Outlook
from explain.argue.today import Since
from explain.forms.data import Authority, Data, Statement, Status
from explain.forms.forms import HTML, PAGE, PROVENANCE
from explain.forms.of_base import words_for
from explain.forms.outline import Outlined
from explain.graph.drawable import Drawable
from knowledge.entries import Work
from knowledge.languages.words import Words
from knowledge.outputs import write_text

SCHEMA_VERSION = "1.0"
MOST_FACTS = 4  # named for one step; the rest is in the argument of its proposition


class GroundReport(Data):
    """A condition or trigger that speaks for production-grade engineering, or may."""

    argument: Argument
    authority: Authority
    status: GroundState
    lifted_by: tuple[str, ...] = Field(description="titles of the exceptions that lift it")
    lifted_by_exceptions: tuple[str, ...] = Field(
        default=(), description="the same, by the names of their propositions"
    )
    own_judgement: bool = Field(
        default=False, description="it stands on the analyst's own judgement alone"
    )


class ExceptionReport(Data):
    """An exception that somebody claimed, and what became of it."""

    id: str
    title: str
    authority: Authority
    outcome: Outcome
    statements: tuple[Statement, ...] = Field(description="what the outcome rests on")
    rules: tuple[str, ...] = Field(
        default=(), description="ids of the rules that decided the outcome"
    )
    lifts: tuple[str, ...] = Field(description="titles of the grounds it lifts here")
    lifts_grounds: tuple[str, ...] = Field(
        default=(), description="the same, by the names of their propositions"
    )
    proposition: str = Field(default="", description="the proposition that it holds")


class Reason(Data):
    """One reason why a control is required."""

    title: str
    citations: tuple[str, ...]
    proposition: str = Field(default="", description="the proposition that the title states")


class ControlReport(Data):
    """A control that is required, and whether it is in place."""

    id: str
    title: str
    question: str
    state: ControlState
    reasons: tuple[Reason, ...]
    from_vendor: bool = Field(
        default=False, description="whether it is the vendor's to show, and told in such words"
    )


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
    takes: tuple[str, ...] = Field(default=(), description="the controls in which the reality lies")
    proposition: str = Field(default="", description="the proposition that the team believes it")


class FindingReport(Data):
    """Something that holds beside the verdict: a consequence, a transition, a contradiction, a
    caution, a note.
    """

    id: str
    kind: str
    title: str
    authority: Authority
    figure: str = Field(default="", description="calculated bounds in a sentence")
    low: date | float | None = Field(default=None, description="the lower of these bounds")
    high: date | float | None = Field(default=None, description="the upper of these bounds")
    due: date | None = Field(default=None, description="the day by which something must be done")
    statements: tuple[Statement, ...]
    entry: str = Field(default="", description="id of the entry")
    rules: tuple[str, ...] = Field(default=(), description="ids of the rules that found it")
    own_judgement: bool = Field(
        default=False,
        description="of a contradiction: one's own judgement against the rules, which count",
    )

    def figure_in(self, words: Words) -> str:
        """The bounds in a sentence, in a language; empty where it calculates none."""
        return words.figure(self.entry, self.figure, self.low, self.high)

    @property
    def told_as(self) -> str:
        """The kind under which people read it."""
        return "own_judgement" if self.own_judgement else self.kind


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
    proposition: str = Field(default="", description="the proposition that it holds")


class LegalStep(Data):
    """One step on the way to the tier, in plain words."""

    statement: str
    because: str
    authority: Authority
    statements: tuple[Statement, ...] = Field(
        default=(), description="all comparisons of which `rests_on` names the first"
    )
    proposition: str = Field(default="", description="the proposition that the step concludes")
    entry: str = Field(default="", description="the key of the entry whose rules conclude it")

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """The first few comparisons in English, and how many more there are."""
        rest = len(self.statements) - MOST_FACTS
        more = [f"and {rest} more"] if rest > 0 else []
        return (*(statement.says for statement in self.statements[:MOST_FACTS]), *more)


class CandidateReport(Data):
    """An answer that a profile looks at first, and that was answered no."""

    attribute: str
    value: str
    meaning: str


class ProfileReport(Data):
    """The kind of use that a case says it is: it puts questions in an order and decides nothing."""

    id: str
    title: str
    often_mistaken_for: str
    denied: tuple[CandidateReport, ...] = Field(
        description="the answers that it looks at first and that were answered no"
    )


class LawReport(Data):
    """One law beside the one of the tier, and what it asks."""

    id: str = Field(description="the id of the work")
    cited_as: str
    title: str
    grounds: tuple[LegalStep, ...] = Field(
        description="that it asks something of how the thing is built or run; empty where it does "
        "not, or nobody knows"
    )
    duties: tuple[DutyStatus, ...] = Field(description="the duties that arise under it")
    open: tuple[LegalStep, ...] = Field(
        default=(), description="what it may ask for, on answers that are open"
    )


class LegalReport(Data):
    """The legal tier, article by article, and what follows from it."""

    question: str = Field(description="what is classified")
    classification: str = Field(default="", description="the name under which languages say that")
    entry: str = Field(default="", description="the key of the classification")
    tier: str
    title: str = Field(default="", description="what lists of the tiers call it")
    statement: str
    answer: str = Field(
        default="", description="the proposition that the statement states; empty while it is open"
    )
    steps: tuple[LegalStep, ...] = Field(
        description="the way to the tier, each step after those it rests on"
    )
    reliefs: tuple[ReliefReport, ...]
    duties: tuple[DutyStatus, ...] = Field(description="of all laws")
    laws: tuple[LawReport, ...] = Field(
        default=(), description="the other laws that ask something, or may, in the packs' order"
    )
    law: str = Field(default="", description="the id of the work in which the tier stands")
    penalties: tuple[PenaltyCeiling, ...]
    questions: tuple[QuestionReport, ...] = Field(
        description="what would settle the tier, or the duties"
    )

    @property
    def arisen(self) -> tuple[DutyStatus, ...]:
        """The duties that arise under the law of the tier."""
        return tuple(duty for duty in self._own if duty.status != "may arise")

    @property
    def possible(self) -> tuple[DutyStatus, ...]:
        """The duties under the law of the tier that open questions may add."""
        return tuple(duty for duty in self._own if duty.status == "may arise")

    @property
    def _own(self) -> tuple[DutyStatus, ...]:
        """The duties that do not stand in another law."""
        others = {law.id for law in self.laws}
        return tuple(duty for duty in self.duties if duty.law not in others)


class SourceReport(Data):
    """A work that the explanation cites."""

    id: str = Field(default="", description="the id of the work")
    cited_as: str
    title: str
    note: str = ""

    @classmethod
    def of(cls, work: Work) -> SourceReport:
        """The report of a cited work."""
        return cls(id=work.id, cited_as=work.cited_as, title=work.title, note=work.note)


class Explanation(Outlined, Drawable):
    """The explanation of a proposition's truth value; for the verdict, all that bears on it."""

    schema_version: str = SCHEMA_VERSION
    name: str
    on: date
    proposition: str
    headline: str
    signal: str = Field(
        default="", description="of a verdict: what it tells a team to do, as the entry says"
    )
    status: Status
    because: str
    candidates: tuple[str, ...] = Field(
        description="titles of the verdicts still possible, where it is not settled"
    )
    possible: tuple[str, ...] = Field(
        default=(), description="the same, by the names of their propositions"
    )
    argument: Argument
    grounds: tuple[GroundReport, ...] = ()
    open_grounds: tuple[str, ...] = Field(
        default=(),
        description="of the verdict: the grounds that no answer settles, those included that count "
        "as a no until somebody answers, by the names of their propositions",
    )
    exceptions: tuple[ExceptionReport, ...] = ()
    controls: tuple[ControlReport, ...] = ()
    misconceptions: tuple[MisconceptionReport, ...] = ()
    findings: tuple[FindingReport, ...] = ()
    legal: LegalReport | None = None
    outlook: Outlook | None = Field(
        default=None,
        description="of the verdict: what further answers can change, and what it presumes; null "
        "where that was not worked out",
    )
    first: FirstAnswer | None = Field(
        default=None,
        description="of the verdict: what is told first; null where that was not worked out",
    )
    questions: tuple[QuestionReport, ...] = ()
    profile: ProfileReport | None = Field(
        default=None, description="the profile that the case names; null where it names none"
    )
    sources: tuple[SourceReport, ...] = ()
    banners: tuple[FindingReport, ...] = Field(
        default=(), description="what is to be known before anything else"
    )
    as_if: AsIfToday | None = Field(
        default=None,
        description="of the verdict on a day before the law applied: the same case as if it were "
        "used today",
    )
    superseded: tuple[SupersededAnswer, ...] = Field(
        default=(), description="answers to attributes that others have taken the place of"
    )
    since: Since | None = Field(
        default=None,
        description="for an answer by knowledge of an earlier day: which of its rules are others"
        " today",
    )
    knowledge: Knowledge = Field(description="the knowledge that answered")
    consulted: date | None = Field(
        default=None, description="the day on which the text of a cited work was last consulted"
    )
    chainer: str
    notice: str

    @property
    def spoken_for(self) -> bool:
        """Whether a ground stands, or is lifted by an exception."""
        return any(ground.status in ("stands", "lifted") for ground in self.grounds)

    @property
    def moot_grounds(self) -> tuple[str, ...]:
        """The open grounds of a settled verdict, which could only add to it."""
        return self.open_grounds if self.spoken_for and not self.candidates else ()

    def controls_in(self, state: ControlState) -> tuple[ControlReport, ...]:
        """The required controls in a state."""
        return tuple(control for control in self.controls if control.state == state)

    def findings_of(self, kind: str) -> tuple[FindingReport, ...]:
        """The findings of a kind."""
        return tuple(finding for finding in self.findings if finding.kind == kind)

    def to_html(
        self,
        *,
        language: Words | str | None = None,
        head: bool = True,
        named: bool = True,
        notice: bool = True,
    ) -> str:
        """The explanation as a section of HTML.

        A page that gives the answer and its argument elsewhere leaves out the `head`, one that
        gives the case's name elsewhere is not `named`; a page with many says the `notice` once.
        """
        outline = self.outline(language)
        return str(HTML(outline, head=head, named=named, notice=notice, titled=False))

    def to_prov(self, format: Literal["json", "provn"] = "json") -> str:
        """The explanation as W3C provenance, in PROV-JSON or PROV-N."""
        return str(PROVENANCE(self, format))

    def save_page(self, path: str, *, language: Words | str | None = None) -> str:
        """Write a page of HTML that needs no network: the graph to explore, the argument, all that
        bears on it. Returns the path.
        """
        write_text(path, str(PAGE(self, words_for(self, language))))
        return str(path)
