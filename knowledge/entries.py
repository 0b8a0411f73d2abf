"""What a maintainer writes: the kinds of entry a pack may hold, one class each.

An entry is one YAML mapping; the key that names its kind holds its id: `- trigger: scale`. Conditions stay text
here; `knowledge.base` reads them once every name is known.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", max_length=60)]
Sentence = Annotated[str, Field(min_length=1, max_length=400)]
ConditionText: TypeAlias = str  # text in the condition language
Basis = Literal["stated", "interpretation"]


class Strict(BaseModel):
    """Data as written: no unknown keys, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Source(Strict):
    """Where a statement comes from: a cited work and a place in it."""

    work: str  # the id of a `work` entry
    at: Annotated[str, Field(min_length=1)]  # section, or article with paragraph and letter
    amended_by: str | None = None  # the id of the amending work, where it changed the text


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Sources = Annotated[list[Source], BeforeValidator(_as_list), Field(min_length=1)]


class Entry(Strict):
    """What all kinds have in common."""

    kind: ClassVar[str]  # the key that holds the id
    namespace: ClassVar[str] = ""  # what stands before the id in the name of its proposition

    id: Id
    title: Sentence  # the statement in plain words, as it reads where the entry holds

    @property
    def proposition(self) -> str:
        """The name under which rules and results know this entry."""
        return f"{self.namespace}.{self.id}" if self.namespace else self.id

    @property
    def key(self) -> str:
        """The name under which a knowledge base keeps this entry."""
        return f"{self.kind}:{self.id}"


class Work(Entry):
    """A work that entries cite."""

    kind = "work"
    id: Id = Field(alias="work")
    cited_as: str  # short form for reports
    note: str = ""  # edition, amendments, dates in force


class Attribute(Entry):
    """Something an analyst may state about a use case."""

    kind = "attribute"
    id: Id = Field(alias="attribute")
    title: Sentence = ""  # not used: the question speaks for an attribute
    type: Literal["text", "enum", "bool", "set", "number", "integer", "date"]
    question: Sentence  # one line, in plain words
    meaning: str = ""  # what the answer is about, where the question alone does not say it
    values: dict[str, str] = Field(default_factory=dict)  # value → its meaning; for bool, true and false
    unit: str = ""
    minimum: float | None = None
    required: bool = False
    actionable: bool = False  # a team can change it, so that a smallest change may propose it
    source: Sources

    @property
    def choices(self) -> tuple[str, ...]:
        """The values an enum or set may take; empty for other types."""
        return tuple(self.values) if self.type in ("enum", "set") else ()

    @model_validator(mode="after")
    def _values_fit_type(self) -> Attribute:
        if self.type in ("enum", "set") and not self.values:
            raise ValueError(f"an attribute of type {self.type} lists its values, each with its meaning")
        if self.type == "bool" and set(self.values) != {"true", "false"}:
            raise ValueError("a yes-or-no attribute says under `values` what true and what false mean")
        return self


class Control(Entry):
    """An engineering control: in place or not, required or not."""

    kind = "control"
    id: Id = Field(alias="control")
    question: Sentence
    meaning: str = ""
    source: Sources

    @property
    def attribute(self) -> Attribute:
        """The attribute by which a case states whether the control is in place."""
        values = {"true": f"in place: {self.title}", "false": "not in place"}
        return Attribute(
            id=f"controls.{self.id}",
            type="bool",
            question=self.question,
            meaning=self.meaning,
            values=values,
            actionable=True,
            source=self.source,
        )


class DatedValue(Strict):
    """A parameter's value from a day on, with the reference that set it."""

    from_: Annotated[date | None, Field(alias="from")] = None  # None: since ever
    value: float | int | date
    certainty: Literal["certain", "high", "unconfirmed"] = "certain"  # that the value stays as it is
    source: Sources


class Parameter(Entry):
    """A figure, possibly with several values over time; the one in force on the day asked is used."""

    kind = "parameter"
    id: Id = Field(alias="parameter")
    unit: str = ""
    values: Annotated[list[DatedValue], Field(min_length=1)]
    basis: Basis
    reading: str = ""

    @property
    def type(self) -> str:
        """`date` or `number`, as the condition language calls it."""
        return "date" if isinstance(self.values[0].value, date) else "number"

    def on(self, day: date) -> DatedValue:
        """The value in force on `day`; before the first `from`, the first value."""
        in_force = [value for value in self.values if value.from_ is None or value.from_ <= day]
        return in_force[-1] if in_force else self.values[0]

    @model_validator(mode="after")
    def _values_are_in_order(self) -> Parameter:
        starts = [value.from_ for value in self.values]
        dated = [start for start in starts if start is not None]
        if None in starts[1:] or dated != sorted(set(dated)):
            raise ValueError("values stand in the order of their `from` dates; only the first may have none")
        if len({isinstance(value.value, date) for value in self.values}) > 1:
            raise ValueError("all values of a parameter are of one type")
        if self.basis == "interpretation" and not self.reading:
            raise ValueError("an interpretation says under `reading` why the source is read so")
        return self


class Figure(Strict):
    """Two bounds that an entry calculates from what is stated, such as a window of dates or a range of costs."""

    says: Sentence  # a sentence with {low} and {high} in it
    low: str  # a calculation, such as: build_cost * parameter.rebuild_factor_low
    high: str


class RuleEntry(Entry):
    """An entry that concludes something, with its source and its basis."""

    two_valued: ClassVar[bool] = False  # unanswered counts as not

    because: Annotated[str, Field(max_length=600)] = ""  # why it follows, in plain words
    otherwise: str = ""  # the statement as it reads where the entry does not hold
    source: Sources
    basis: Basis
    reading: str = ""  # for an interpretation: why we read the source so

    @property
    def key(self) -> str:
        """The name of its proposition."""
        return self.proposition

    @model_validator(mode="after")
    def _interpretation_is_explained(self) -> RuleEntry:
        if self.basis == "interpretation" and not self.reading:
            raise ValueError("an interpretation says under `reading` why the source is read so")
        return self


class Ground(RuleEntry):
    """A condition or trigger: what may make production-grade engineering necessary."""

    when: ConditionText
    non_negotiable: bool = False  # no exception may lift it


class Condition(Ground):
    """A row of the decision table; its ground is unknown while it is."""

    kind = "condition"
    namespace = "condition"
    id: Id = Field(alias="condition")


class Trigger(Ground):
    """An event that changes the answer; as a ground it counts only once established."""

    kind = "trigger"
    namespace = "trigger"
    id: Id = Field(alias="trigger")
    requires: list[Id] = Field(default_factory=list)  # controls


class ExceptionEntry(RuleEntry):
    """A relief that someone claims; not granted until established."""

    kind = "exception"
    namespace = "exception"
    id: Id = Field(alias="exception")
    own_attributes: Annotated[list[str], Field(min_length=1)]  # stating one of them claims the exception
    requires: Annotated[list[ConditionText], Field(min_length=1)]  # all of them
    ends_when: ConditionText
    end_must_be_ruled_out: bool = False  # the claim itself includes that the end has not come
    lifts: list[Id] | Literal["every negotiable ground"]


class Misconception(RuleEntry):
    """A belief that does not hold: voiced by the team, or acted out."""

    kind = "misconception"
    namespace = "misconception"
    id: Id = Field(alias="misconception")
    voiced_when: ConditionText
    acted_out_when: ConditionText | None = None
    reality: Sentence
    consequence: Sentence


class Finding(RuleEntry):
    """Something reported beside the verdict."""

    when: ConditionText
    figure: Figure | None = None
    asks: list[str] = Field(default_factory=list)  # attributes to ask for first where it holds


class Consequence(Finding):
    """What threatens, as things stand."""

    kind = "consequence"
    namespace = "risk"
    id: Id = Field(alias="consequence")


class Transition(Finding):
    """Where the change from prototype to production stands."""

    kind = "transition"
    namespace = "transition"
    id: Id = Field(alias="transition")


class Contradiction(Finding):
    """Two statements that cannot both be true: a finding, never an error."""

    kind = "contradiction"
    namespace = "contradiction"
    two_valued = True
    id: Id = Field(alias="contradiction")


class Caution(Finding):
    """Something to look at again, which changes no verdict."""

    kind = "caution"
    namespace = "caution"
    two_valued = True
    id: Id = Field(alias="caution")


class Note(Finding):
    """Something the report says so that the verdict is read rightly."""

    kind = "note"
    namespace = "note"
    two_valued = True
    id: Id = Field(alias="note")


class Define(RuleEntry):
    """A proposition of its own name that other entries use."""

    kind = "define"
    id: Id = Field(alias="define")
    when: ConditionText
    step: bool = False  # a step that arguments and pictures pass over


class Verdict(RuleEntry):
    """A possible answer. Ranked: the first that holds is the verdict."""

    kind = "verdict"
    namespace = "verdict"
    id: Id = Field(alias="verdict")
    rank: int  # the lower, the earlier it is tried
    when: ConditionText | None = None  # None: holds when no other verdict is settled
    requires: list[Id] = Field(default_factory=list)  # controls this verdict asks for, whatever the ground
    enforces_grounds: bool = False  # what standing triggers require is required, too


class Relief(RuleEntry):
    """Something that someone claims and that spares them a rule; not granted until established."""

    kind = "relief"
    id: Id = Field(alias="relief")
    own_attributes: Annotated[list[str], Field(min_length=1)]  # stating one of them claims the relief
    requires: Annotated[list[ConditionText], Field(min_length=1)]  # all of them


class Classification(Entry):
    """A question with one answer out of several: the first of these propositions that holds."""

    kind = "classification"
    id: Id = Field(alias="classification")
    answers: Annotated[list[str], Field(min_length=1)]  # propositions, in this order
    source: Sources


class DatedStart(Strict):
    """A day from which duties bind, and when it is this one."""

    when: ConditionText | None = None  # None: whenever none of those before it is established
    from_: Annotated[str, Field(alias="from")]  # the id of a parameter that holds a date


class Schedule(Entry):
    """From which day a group of duties binds: the first start that is established."""

    kind = "schedule"
    id: Id = Field(alias="schedule")
    starts: Annotated[list[DatedStart], Field(min_length=1)]
    source: Sources


class Duty(RuleEntry):
    """What the law asks of somebody. It arises from the use; who owes it depends on the role."""

    kind = "duty"
    namespace = "duty"
    id: Annotated[str, Field(alias="duty", pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=30)]
    article: Sentence
    when: ConditionText  # when it arises for anybody
    role: Sentence  # who owes it, in words
    owed_when: ConditionText | None = None  # when it is owed in this case; None: whenever it arises
    binding: Id  # the schedule that tells from when
    requires: list[Id] = Field(default_factory=list)  # controls


class Penalty(RuleEntry):
    """A ceiling of fines: an amount or a share of turnover."""

    kind = "penalty"
    namespace = "penalty"
    id: Id = Field(alias="penalty")
    article: Sentence
    when: ConditionText
    amount: Id  # parameter, EUR
    share: Id  # parameter, part of the worldwide annual turnover
    turnover: str  # attribute
    lower_when: ConditionText | None = None  # then the lower of the two is the ceiling, else the higher


class Invariant(RuleEntry):
    """What must be so in every case, however much of it is answered: `threshold check` proves it, or shows a case that breaks it.

    It concludes nothing. It takes one of five forms, each under the key that names it.
    """

    kind = "invariant"
    namespace = "invariant"
    id: Id = Field(alias="invariant")
    given: ConditionText | None = Field(default=None, description="Where `always` is asked for: a condition that is established there.")
    always: ConditionText | None = Field(default=None, description="What holds in every case: a condition; unknown is not enough.")
    exclusive: list[str] = Field(default_factory=list, description="Propositions of which no case establishes two.")
    unchanged: list[str] = Field(
        default_factory=list,
        description="Propositions, or families such as ai_act.tier.*, that stay true, false or unknown whatever `whatever` states.",
    )
    whatever: list[str] = Field(default_factory=list, description="The attributes that do not matter to what is `unchanged`.")
    never_relaxed_by: dict[str, list[str | bool] | Literal["more"]] = Field(
        default_factory=dict,
        description="Attributes, each with its values, the least first; or `more`, for larger numbers and more members. "
        "An answer further on leaves no laxer verdict possible.",
    )
    strictness: list[list[str]] = Field(
        default_factory=list,
        description="The verdicts, the strictest first, those as strict as each other together. Without it, by rank.",
    )
    settled: list[str] = Field(
        default_factory=list, description="Propositions that further answers do not turn, once they are true or false."
    )
    but_for: list[str] = Field(
        default_factory=list, description="Attributes that may turn what is settled, or entries: what these ask for may turn it."
    )

    @model_validator(mode="after")
    def _has_one_form(self) -> Invariant:
        forms = [form for form in ("always", "exclusive", "unchanged", "never_relaxed_by", "settled") if getattr(self, form)]
        if len(forms) != 1:
            raise ValueError("an invariant has one of: always, exclusive, unchanged, never_relaxed_by, settled")
        for extra, form in (("given", "always"), ("whatever", "unchanged"), ("strictness", "never_relaxed_by"), ("but_for", "settled")):
            if getattr(self, extra) and form not in forms:
                raise ValueError(f"`{extra}` stands beside `{form}`")
        if self.unchanged and not self.whatever:
            raise ValueError("`unchanged` says under `whatever` which attributes do not matter to it")
        return self


ENTRY_KINDS: dict[str, type[Entry]] = {
    cls.kind: cls
    for cls in (
        Work, Attribute, Control, Parameter, Condition, Trigger, ExceptionEntry, Misconception,
        Consequence, Transition, Contradiction, Caution, Note, Define, Verdict,
        Relief, Classification, Schedule, Duty, Penalty, Invariant,
    )
}  # fmt: skip
