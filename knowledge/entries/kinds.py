"""What a maintainer writes: the kinds of entry a pack may hold, one class each.

An entry is one YAML mapping; the key that names its kind holds its id: `- trigger: scale`.
Conditions stay text here; `knowledge.base` reads them once every name is known. What a key is for
stands in its description, which the JSON Schema of packs (`knowledge.pack_schema`) and the
skeletons of `threshold new` repeat.
"""

from __future__ import annotations

from datetime import date
from string import Formatter
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from knowledge.conditions.wording import in_words
from knowledge.limits import LARGEST_NUMBER
from knowledge.notebook import heading, paragraph, section, table

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)  # beyond these a date is a slip of the pen

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", max_length=60)]
Sentence = Annotated[str, Field(min_length=1, max_length=400)]
_LIMITS = Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)
Figures: TypeAlias = (
    Annotated[float, _LIMITS]
    | Annotated[int, _LIMITS]
    | Annotated[date, Field(ge=EARLIEST, le=LATEST)]
)
Basis = Literal["stated", "interpretation"]
BASIS = "Whether the source says so (stated), or we read it so (interpretation)."
READING = "For an interpretation: why we read the source so."
NAMES = "names"  # marks, in a JSON Schema, what a text has to name or to be


INTERPRETED: dict[str, Any] = {  # in JSON Schema, what `_interpretation_is_explained` checks
    "if": {
        "type": "object",
        "properties": {"basis": {"const": "interpretation"}},
        "required": ["basis"],
    },
    "then": {"required": ["reading"], "properties": {"reading": {"minLength": 1}}},
}


def _naming(what: str) -> Any:
    return Field(json_schema_extra={NAMES: what})


WorkName = Annotated[str, _naming("work")]
ControlName = Annotated[Id, _naming("control")]
GroundName = Annotated[Id, _naming("ground")]
ScheduleName = Annotated[Id, _naming("schedule")]
FigureName = Annotated[Id, _naming("figure")]  # a parameter that holds a number
DayName = Annotated[str, _naming("day")]  # a parameter that holds a date
AttributeName = Annotated[str, _naming("attribute")]
NumberName = Annotated[str, _naming("number")]  # an attribute that is a number
PropositionName = Annotated[str, _naming("proposition")]
ConditionText = Annotated[str, _naming("condition")]  # text in the condition language
CalculationText = Annotated[str, _naming("calculation")]


class Strict(BaseModel):
    """Data as written: no unknown keys, no change afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        populate_by_name=True,
        defer_build=True,  # the schema of a kind is built when the first entry of it is read
    )


class Source(Strict):
    """Where a statement comes from: a cited work and a place in it."""

    work: WorkName = Field(description="The cited work: the id of a `work` entry.")
    at: str = Field(
        min_length=1,
        description="The place in it: a section, or an article with paragraph and letter.",
    )
    amended_by: WorkName | None = Field(
        default=None, description="The amending work, where one changed the text."
    )


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Sources = Annotated[
    list[Source],
    BeforeValidator(
        _as_list, json_schema_input_type=Source | Annotated[list[Source], Field(min_length=1)]
    ),
    Field(
        min_length=1,
        description="Where the statement comes from: one place in a cited work, or a list of them.",
    ),
]


class Entry(Strict):
    """What all kinds have in common."""

    kind: ClassVar[str]  # the key that holds the id
    concludes: ClassVar[bool] = False  # rules are made from it that conclude its proposition
    # keys that a new entry has although others may take their place
    begins_with: ClassVar[tuple[str, ...]] = ()
    namespace: ClassVar[str] = ""  # what stands before the id in the name of its proposition

    id: Id = Field(
        description="Its name: small letters, digits and _, beginning with a letter, parts joined by a dot; at most 60 characters."
    )
    title: Sentence = Field(
        description="The statement in plain words, as it reads where the entry holds."
    )

    @property
    def proposition(self) -> str:
        """The name under which rules and results know this entry."""
        return f"{self.namespace}.{self.id}" if self.namespace else self.id

    @property
    def key(self) -> str:
        """The name under which a knowledge base keeps this entry."""
        return f"{self.kind}:{self.id}"

    def _repr_html_(self) -> str:
        """The entry as it was written, without what it leaves to the defaults; in a notebook."""
        written = self.model_fields_set - {"id", "title"}
        told = [(name, getattr(self, name)) for name in type(self).model_fields if name in written]
        return section(
            heading(f"{self.kind}: {self.id}"),
            paragraph(self.title) if self.title else "",
            table(
                ("key", "as written"),
                [(name.rstrip("_").replace("_", " "), _as_written(value)) for name, value in told],
            ),
        )


def _as_written(value: Any) -> str:
    if isinstance(value, Source):
        return f"{value.work}, {value.at}" + (
            f", as amended by {value.amended_by}" if value.amended_by else ""
        )
    if isinstance(value, (BaseModel, dict)):
        return "; ".join(
            f"{str(name).rstrip('_')}: {_as_written(part)}"
            for name, part in dict(value).items()
            if part not in (None, "")
        )
    return (
        "; ".join(map(_as_written, value))
        if isinstance(value, list)
        else " ".join(in_words(value).split())
    )


class Work(Entry):
    """A work that entries cite."""

    kind = "work"
    id: Id = Field(alias="work")
    cited_as: str = Field(description="The short form that reports cite it by.")
    note: str = Field(default="", description="Edition, amendments, dates in force.")


VALUED: dict[str, Any] = {  # in JSON Schema, what `_values_fit_type` checks
    "allOf": [
        {
            "if": {
                "type": "object",
                "properties": {"type": {"enum": ["enum", "set"]}},
                "required": ["type"],
            },
            "then": {"required": ["values"], "properties": {"values": {"minProperties": 1}}},
        },
        {
            "if": {
                "type": "object",
                "properties": {"type": {"const": "bool"}},
                "required": ["type"],
            },
            "then": {
                "required": ["values"],
                "properties": {
                    "values": {
                        "required": ["true", "false"],
                        "propertyNames": {"enum": ["true", "false"]},
                    }
                },
            },
        },
    ]
}


class Attribute(Entry):
    """Something an analyst may state about a use case."""

    model_config = ConfigDict(json_schema_extra=VALUED)

    kind = "attribute"
    id: Id = Field(alias="attribute")
    title: Sentence = Field(
        default="",
        description="Not used: the question speaks for an attribute.",
        json_schema_extra={"deprecated": True},
    )
    type: Literal["text", "enum", "bool", "set", "number", "integer", "date"] = Field(
        description="What an answer is: a text, one of several values (enum), yes or no (bool), several values (set), a number, or a day."
    )
    question: Sentence = Field(
        description="The question that an analyst answers, on one line and in plain words."
    )
    meaning: str = Field(
        default="",
        description="What the answer is about, where the question alone does not say it.",
    )
    values: dict[str, str] = Field(
        default_factory=dict,
        description="Each value that an enum or a set may take, with its meaning; for a bool, those of true and false.",
    )
    unit: str = Field(default="", description="The unit of a number.")
    minimum: Annotated[float, _LIMITS] | None = Field(
        default=None, description="The least number that makes sense."
    )
    required: bool = Field(default=False, description="Whether every case has to state it.")
    actionable: bool = Field(
        default=False,
        description="Whether a team can change it, so that a smallest change may propose it.",
    )
    source: Sources

    @property
    def choices(self) -> tuple[str, ...]:
        """The values an enum or set may take; empty for other types."""
        return tuple(self.values) if self.type in ("enum", "set") else ()

    @model_validator(mode="after")
    def _values_fit_type(self) -> Attribute:
        if self.type in ("enum", "set") and not self.values:
            raise ValueError(
                f"an attribute of type {self.type} lists its values, each with its meaning"
            )
        if self.type == "bool" and set(self.values) != {"true", "false"}:
            raise ValueError(
                "a yes-or-no attribute says under `values` what true and what false mean"
            )
        return self


class Control(Entry):
    """An engineering control: in place or not, required or not."""

    kind = "control"
    id: Id = Field(alias="control")
    question: Sentence = Field(
        description="The question whether it is in place, on one line and in plain words."
    )
    meaning: str = Field(
        default="",
        description="What counts as having it, where the question alone does not say it.",
    )
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

    from_: date | None = Field(
        default=None,
        alias="from",
        description="The first day on which it is in force; left out for one since ever.",
    )
    value: Figures = Field(description="The figure: a number, or a day as YYYY-MM-DD.")
    certainty: Literal["certain", "high", "unconfirmed"] = Field(
        default="certain", description="How certain it is that the value stays as it is."
    )
    source: Sources


class Parameter(Entry):
    """A figure, possibly with several values over time.

    The one in force on the day asked is used.
    """

    model_config = ConfigDict(json_schema_extra=INTERPRETED)

    kind = "parameter"
    id: Id = Field(alias="parameter")
    unit: str = Field(default="", description="The unit of the figure.")
    values: list[DatedValue] = Field(
        min_length=1,
        description="Its values, in the order of the days from which they are in force.",
    )
    basis: Basis = Field(description=BASIS)
    reading: str = Field(default="", description=READING)

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
            raise ValueError(
                "values stand in the order of their `from` dates; only the first may have none"
            )
        if len({isinstance(value.value, date) for value in self.values}) > 1:
            raise ValueError("all values of a parameter are of one type")
        if self.basis == "interpretation" and not self.reading:
            raise ValueError("an interpretation says under `reading` why the source is read so")
        return self


def _only_bounds(says: str) -> str:
    """Curly brackets can reach into Python's objects: only these two are let through."""
    if unknown := [
        field
        for _, *field in Formatter().parse(says)
        if field not in ([None] * 3, ["low", "", None], ["high", "", None])
    ]:
        raise ValueError(f"{{{unknown[0][0]}}} is neither {{low}} nor {{high}} as it stands")
    return says


class Figure(Strict):
    """Two bounds that an entry calculates from what is stated, such as a window of dates or a range of costs."""

    says: Annotated[Sentence, AfterValidator(_only_bounds)] = Field(
        description="A sentence with {low} and {high} in it."
    )
    low: CalculationText = Field(
        description="The lower bound: a calculation, such as `build_cost * parameter.rebuild_factor_low`."
    )
    high: CalculationText = Field(description="The upper bound: a calculation.")


class RuleEntry(Entry):
    """An entry that concludes something, with its source and its basis."""

    model_config = ConfigDict(json_schema_extra=INTERPRETED)

    concludes = True
    two_valued: ClassVar[bool] = False  # unanswered counts as not

    because: str = Field(default="", max_length=600, description="Why it follows, in plain words.")
    otherwise: str = Field(
        default="", description="The statement as it reads where the entry does not hold."
    )
    source: Sources
    basis: Basis = Field(description=BASIS)
    reading: str = Field(default="", description=READING)

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

    when: ConditionText = Field(
        description="When it holds: a condition over attributes, parameters and other propositions."
    )
    non_negotiable: bool = Field(default=False, description="Whether no exception may lift it.")


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
    requires: list[ControlName] = Field(
        default_factory=list, description="The controls it requires while it stands."
    )


class ExceptionEntry(RuleEntry):
    """A relief that someone claims; not granted until established."""

    kind = "exception"
    namespace = "exception"
    id: Id = Field(alias="exception")
    own_attributes: list[AttributeName] = Field(
        min_length=1, description="Attributes of its own: stating one of them claims the exception."
    )
    requires: list[ConditionText] = Field(
        min_length=1, description="Conditions that must all hold for it."
    )
    ends_when: ConditionText = Field(description="The event that ends it: a condition.")
    end_must_be_ruled_out: bool = Field(
        default=False, description="Whether the claim itself includes that the end has not come."
    )
    lifts: list[GroundName] | Literal["every negotiable ground"] = Field(
        description="The grounds it lifts: ids of conditions and triggers, or `every negotiable ground`."
    )


class Misconception(RuleEntry):
    """A belief that does not hold: voiced by the team, or acted out."""

    kind = "misconception"
    namespace = "misconception"
    id: Id = Field(alias="misconception")
    voiced_when: ConditionText = Field(description="When the team says so: a condition.")
    acted_out_when: ConditionText | None = Field(
        default=None, description="When the team acts on it without saying so: a condition."
    )
    reality: Sentence = Field(description="What is the case instead, in plain words.")
    consequence: Sentence = Field(description="What comes of believing it, in plain words.")


class Finding(RuleEntry):
    """Something reported beside the verdict."""

    when: ConditionText = Field(
        description="When it is reported: a condition over attributes, parameters and other propositions."
    )
    figure: Figure | None = Field(
        default=None, description="Two bounds that it calculates from what is stated."
    )
    asks: list[AttributeName] = Field(
        default_factory=list, description="Attributes to ask for first where it holds."
    )


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
    when: ConditionText = Field(
        description="When it holds: a condition over attributes, parameters and other propositions."
    )
    step: bool = Field(
        default=False,
        description="Whether it is a mere step, which arguments and pictures pass over.",
    )


class Verdict(RuleEntry):
    """A possible answer. Ranked: the first that holds is the verdict."""

    kind = "verdict"
    namespace = "verdict"
    id: Id = Field(alias="verdict")
    rank: int = Field(
        description="Its place in the order in which verdicts are tried: the lower, the earlier."
    )
    when: ConditionText | None = Field(
        default=None,
        description="When it holds: a condition. Without one, where no other verdict is settled.",
    )
    requires: list[ControlName] = Field(
        default_factory=list, description="The controls it asks for, whatever the ground."
    )
    enforces_grounds: bool = Field(
        default=False,
        description="Whether what standing triggers and duties require is required, too.",
    )


class Relief(RuleEntry):
    """Something that someone claims and that spares them a rule; not granted until established."""

    kind = "relief"
    id: Id = Field(alias="relief")
    own_attributes: list[AttributeName] = Field(
        min_length=1, description="Attributes of its own: stating one of them claims the relief."
    )
    requires: list[ConditionText] = Field(
        min_length=1, description="Conditions that must all hold for it."
    )


class Classification(Entry):
    """A question with one answer out of several: the first of these propositions that holds."""

    kind = "classification"
    id: Id = Field(alias="classification")
    answers: list[PropositionName] = Field(
        min_length=1,
        description="The propositions that answer it, in the order in which they are tried.",
    )
    source: Sources


class DatedStart(Strict):
    """A day from which duties bind, and when it is this one."""

    when: ConditionText | None = Field(
        default=None,
        description="When it counts: a condition. Without one, where none before it is established.",
    )
    from_: DayName = Field(
        alias="from", description="The day: the id of a parameter that holds a date."
    )


class Schedule(Entry):
    """From which day a group of duties binds: the first start that is established."""

    kind = "schedule"
    id: Id = Field(alias="schedule")
    starts: list[DatedStart] = Field(
        min_length=1,
        max_length=30,
        description="The days from which it may bind, in the order in which they are tried.",
    )
    source: Sources

    @model_validator(mode="after")
    def _some_start_counts(self) -> Schedule:
        if self.starts[-1].when is not None:
            raise ValueError("the last start has no `when`, so that one of them always counts")
        return self


class Duty(RuleEntry):
    """What the law asks of somebody. It arises from the use; who owes it depends on the role."""

    kind = "duty"
    namespace = "duty"
    id: str = Field(
        alias="duty",
        pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$",
        max_length=30,
        description="Its name: small letters and digits, words joined by _; at most 30 characters.",
    )
    article: Sentence = Field(description="The article of the law, with paragraph and letter.")
    when: ConditionText = Field(description="When it arises for anybody: a condition.")
    role: Sentence = Field(description="Who owes it, in words.")
    owed_when: ConditionText | None = Field(
        default=None,
        description="When it is owed in this case: a condition. Without one, whenever it arises.",
    )
    binding: ScheduleName = Field(description="The schedule that tells from which day it binds.")
    requires: list[ControlName] = Field(
        default_factory=list, description="The controls it requires."
    )


class Penalty(RuleEntry):
    """A ceiling of fines: an amount or a share of turnover."""

    kind = "penalty"
    namespace = "penalty"
    id: Id = Field(alias="penalty")
    article: Sentence = Field(description="The article of the law, with paragraph and letter.")
    when: ConditionText = Field(description="When it threatens: a condition.")
    amount: FigureName = Field(description="The parameter that holds the amount, in EUR.")
    share: FigureName = Field(
        description="The parameter that holds the share of the worldwide annual turnover."
    )
    turnover: NumberName = Field(description="The attribute that states the turnover.")
    lower_when: ConditionText | None = Field(
        default=None,
        description="When the lower of the two is the ceiling, rather than the higher: a condition.",
    )


class Invariant(RuleEntry):
    """What must be so in every case, however much of it is answered: `threshold check` proves it, or shows a case that breaks it.

    It concludes nothing. It takes one of five forms, each under the key that names it.
    """

    kind = "invariant"
    namespace = "invariant"
    concludes = False
    begins_with = ("always",)
    id: Id = Field(alias="invariant")
    given: ConditionText | None = Field(
        default=None,
        description="Where `always` is asked for: a condition that is established there.",
    )
    always: ConditionText | None = Field(
        default=None, description="What holds in every case: a condition; unknown is not enough."
    )
    exclusive: list[str] = Field(
        default_factory=list, description="Propositions of which no case establishes two."
    )
    unchanged: list[str] = Field(
        default_factory=list,
        description="Propositions, or families such as ai_act.tier.*, that stay true, false or unknown whatever `whatever` states.",
    )
    whatever: list[str] = Field(
        default_factory=list,
        description="The attributes that do not matter to what is `unchanged`.",
    )
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
        default_factory=list,
        description="Propositions that further answers do not turn, once they are true or false.",
    )
    but_for: list[str] = Field(
        default_factory=list,
        description="Attributes that may turn what is settled, or entries: what these ask for may turn it.",
    )

    @model_validator(mode="after")
    def _has_one_form(self) -> Invariant:
        forms = [
            form
            for form in ("always", "exclusive", "unchanged", "never_relaxed_by", "settled")
            if getattr(self, form)
        ]
        if len(forms) != 1:
            raise ValueError(
                "an invariant has one of: always, exclusive, unchanged, never_relaxed_by, settled"
            )
        for extra, form in (
            ("given", "always"),
            ("whatever", "unchanged"),
            ("strictness", "never_relaxed_by"),
            ("but_for", "settled"),
        ):
            if getattr(self, extra) and form not in forms:
                raise ValueError(f"`{extra}` stands beside `{form}`")
        if self.unchanged and not self.whatever:
            raise ValueError(
                "`unchanged` says under `whatever` which attributes do not matter to it"
            )
        return self


ENTRY_KINDS: dict[str, type[Entry]] = {
    cls.kind: cls
    for cls in (
        Work, Attribute, Control, Parameter, Condition, Trigger, ExceptionEntry, Misconception,
        Consequence, Transition, Contradiction, Caution, Note, Define, Verdict,
        Relief, Classification, Schedule, Duty, Penalty, Invariant,
    )
}  # fmt: skip
